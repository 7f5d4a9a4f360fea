"""Files for a memory stick: signed by the sender, sealed to the receiver, like the line itself.

A file is a line of text, then a MessagePack ``_Outer``. Its content is one message, compressed by
``codec`` and encrypted with AES-256-GCM under a key agreed on between a key made for this file
and the receiver's; the sender signs all of it. Who finds the stick learns who wrote to whom and
how much, no more; who changes a byte makes it unreadable.
"""

from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.codec import BadBody, decode_body, encode_body
from sync.protocol.contacts import ContactsAnswer, ContactsRequest
from sync.protocol.heads import SignedHead
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest, SnapshotAnswer
from sync.protocol.signing import Keys, is_signed, sign

MAGIC = b"MOT-CUA FILE 1\n"

MOST_FILE = 256 << 20
"""Bytes of a file at the most; it is read into memory."""

_NONCE = bytes(12)  # Each key serves one file only, so the nonce may always be the same.
_T = TypeVar("_T")


class RequestFile(msgspec.Struct):
    """What a counter without a line carries to the server: its exchanges, one after the other.

    ``contacts`` is what a supervisor's program asks about other counters.
    """

    requests: list[ExchangeRequest]
    contacts: ContactsRequest | None = None


class AnswerFile(msgspec.Struct):
    """What it carries back: the answers, and further pages of the feed behind them.

    The counter works through them exactly as if they had come over the line; only the first
    ``len(requests)`` echo a request of its own, the rest each the cursor of the one before.
    ``heads`` are the signed ends of the journals it reads, as they were before the answers.
    ``contacts`` are the pages of what it asked about other counters.
    """

    answers: list[ExchangeAnswer]
    heads: list[SignedHead] = []
    contacts: list[ContactsAnswer] = []


class SnapshotFile(msgspec.Struct):
    """The snapshot for a first load: what ``GET /v1/snapshot`` says, and the file itself."""

    about: SnapshotAnswer
    content: bytes


class BadFile(ValueError):
    """A file that is none of ours, damaged, or not for this side.

    ``word`` is ``not_a_file``, ``damaged``, ``not_for_us``, ``too_large``, ``bad_signature``
    or ``stranger``.
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class _Outer(msgspec.Struct, array_like=True):
    sender: str
    receiver: str
    ephemeral: bytes
    sealed: bytes
    signature: bytes = b""


def seal_file(message: msgspec.Struct, sender: Keys, receiver: str, box_key: bytes) -> bytes:
    """Return a message as a file for one receiver; ``receiver`` is its id."""
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    key = _key(ephemeral, X25519PublicKey.from_public_bytes(box_key), public, box_key)
    sealed = AESGCM(key).encrypt(_NONCE, encode_body(message), MAGIC)
    outer = _Outer(sender.id, receiver, public, sealed)
    outer.signature = sign(sender, _text(outer))
    return MAGIC + msgspec.msgpack.encode(outer)


def sender_of(data: bytes) -> str:
    """Return the id of who wrote a file; nothing is proved yet.

    Raises:
        BadFile: it is no file of ours.
    """
    return _outer(data).sender


def open_file(data: bytes, kind: type[_T], receiver: Keys, sign_key: bytes) -> _T:
    """Return the message in a file that ``sign_key`` must have signed.

    Raises:
        BadFile: it is another's, for another, or damaged.
    """
    outer = _outer(data)
    if outer.receiver != receiver.id:
        raise BadFile("not_for_us")
    if not is_signed(sign_key, _text(outer), outer.signature):
        raise BadFile("bad_signature")
    try:
        private = X25519PrivateKey.from_private_bytes(receiver.box)
        other = X25519PublicKey.from_public_bytes(outer.ephemeral)
        key = _key(private, other, outer.ephemeral, receiver.box_key)
        body = AESGCM(key).decrypt(_NONCE, outer.sealed, MAGIC)
        return decode_body(body, kind, most=MOST_FILE)
    except (InvalidTag, ValueError) as error:
        is_large = isinstance(error, BadBody) and error.word == "too_large"
        raise BadFile("too_large" if is_large else "damaged") from error


def _outer(data: bytes) -> _Outer:
    if not data.startswith(MAGIC):
        raise BadFile("not_a_file")
    if len(data) > MOST_FILE:
        raise BadFile("too_large")
    try:
        return msgspec.msgpack.decode(data[len(MAGIC) :], type=_Outer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile("damaged") from error


def _text(outer: _Outer) -> bytes:
    unsigned = _Outer(outer.sender, outer.receiver, outer.ephemeral, outer.sealed)
    return MAGIC + msgspec.msgpack.encode(unsigned)


def _key(
    private: X25519PrivateKey, public: X25519PublicKey, ephemeral: bytes, box_key: bytes
) -> bytes:
    hkdf = HKDF(SHA256(), 32, salt=ephemeral + box_key, info=b"mot-cua file 1")
    return hkdf.derive(private.exchange(public))
