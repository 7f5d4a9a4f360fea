"""Messages as bytes on the line: MessagePack, compressed with a dictionary both sides have.

A body is one letter, then the rest::

    0  MessagePack as it is
    1  zstd with the shared text of ``dictionary_1``
    2  MessagePack of ``Neighbours``, then zstd with the shared text and behind it the
       payloads of those entries: what both sides hold already is not sent again

Nothing is taken in before its size is known: a small body cannot swell without bound.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import msgspec
import zstandard

from sync.protocol.dictionary_1 import TEXT
from sync.protocol.messages import Neighbours
from sync.protocol.version import MOST_PLAIN

LEVEL = 9
"""How hard to compress: beyond this the bytes hardly shrink and the time doubles."""

MOST_NEIGHBOURS = 64 << 10
"""Bytes of payloads in a dictionary at the most: the last ones count."""

MOST_NEIGHBOUR_COUNT = 400
"""Entries in a dictionary at the most."""

Recall = Callable[[Neighbours], bytes | None]
"""Gives the payloads of entries, one after the other, or None if not all of them are here."""

_T = TypeVar("_T")
_PLAIN, _SHARED, _NEIGHBOURS = b"0", b"1", b"2"
_encode = msgspec.msgpack.Encoder().encode


class BadBody(ValueError):
    """Bytes that are no message of ours; ``word`` is a key of ``errors.STATUS``."""

    def __init__(self, word: str, detail: str = "") -> None:
        super().__init__(f"{word}: {detail}")
        self.word = word
        self.detail = detail


def encode_body(
    message: msgspec.Struct, neighbours: Neighbours | None = None, payloads: bytes = b""
) -> bytes:
    """Return a message as bytes; ``payloads`` are those of the ``neighbours``."""
    plain = _encode(message)
    if neighbours is not None and payloads:
        compressor = zstandard.ZstdCompressor(LEVEL, dict_data=_with(payloads))
        head = _encode(neighbours)
        return _NEIGHBOURS + bytes([len(head)]) + head + compressor.compress(plain)
    packed = _shared_compressor().compress(plain)
    return _SHARED + packed if len(packed) < len(plain) else _PLAIN + plain


def decode_body(
    body: bytes, kind: type[_T], recall: Recall | None = None, most: int = MOST_PLAIN
) -> _T:
    """Return the message in a body.

    Raises:
        BadBody: ``malformed``, ``too_large``, or ``unknown_dictionary`` where the neighbours
            are not here; the sender then repeats itself without them.
    """
    plain = decompress(body, recall, most)
    try:
        return msgspec.msgpack.decode(plain, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadBody("malformed", str(error)[:200]) from error


def decompress(body: bytes, recall: Recall | None = None, most: int = MOST_PLAIN) -> bytes:
    """Return the MessagePack in a body.

    Raises:
        BadBody: see ``decode_body``.
    """
    letter, rest = body[:1], body[1:]
    if letter == _PLAIN:
        if len(rest) > most:
            raise BadBody("too_large", f"{len(rest)} bytes")
        return rest
    if letter == _SHARED:
        return _unzip(rest, _shared(), most)
    if letter == _NEIGHBOURS and rest:
        end = 1 + rest[0]
        payloads = _recalled(rest[1:end], recall)
        return _unzip(rest[end:], _with(payloads), most)
    raise BadBody("malformed", "not a body of this protocol")


def dictionary_of(payloads: list[bytes]) -> bytes:
    """Return the payloads of neighbours as ``encode_body`` and ``Recall`` want them."""
    return b"".join(payloads)[-MOST_NEIGHBOURS:]


def _recalled(head: bytes, recall: Recall | None) -> bytes:
    try:
        neighbours = msgspec.msgpack.decode(head, type=Neighbours)
    except msgspec.MsgspecError as error:
        raise BadBody("malformed", "the neighbours are not named") from error
    count = neighbours.last - neighbours.first + 1
    if not 0 < count <= MOST_NEIGHBOUR_COUNT:
        raise BadBody("malformed", f"{count} neighbours")
    payloads = recall(neighbours) if recall else None
    if payloads is None:
        raise BadBody("unknown_dictionary", f"{neighbours.journal}/{neighbours.last}")
    return payloads


def _unzip(packed: bytes, dictionary: zstandard.ZstdCompressionDict, most: int) -> bytes:
    try:
        size = zstandard.frame_content_size(packed)
        if size > most:
            raise BadBody("too_large", f"{size} bytes")
        if size < 0:
            raise BadBody("malformed", "the size is not stated")
        return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(
            packed, max_output_size=max(size, 1), allow_extra_data=False
        )
    except (zstandard.ZstdError, MemoryError) as error:
        raise BadBody("malformed", str(error)[:200]) from error


def _with(payloads: bytes) -> zstandard.ZstdCompressionDict:
    text = TEXT.encode() + payloads[-MOST_NEIGHBOURS:]
    return zstandard.ZstdCompressionDict(text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


@cache
def _shared() -> zstandard.ZstdCompressionDict:
    dictionary = _with(b"")
    dictionary.precompute_compress(level=LEVEL)
    return dictionary


def _shared_compressor() -> zstandard.ZstdCompressor:
    # One compressor must not serve two threads at once; the dictionary may.
    return zstandard.ZstdCompressor(dict_data=_shared())
