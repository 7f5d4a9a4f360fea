"""Cursors: where a caller stands in each of its feeds, as bytes that only the server reads.

A cursor holds, for each feed, the number of the last entry given out and the feed's chain there.
The chain proves that the feed is still the one that was read: after the database was set back
and has grown again, the same number may stand for another entry.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from sync.protocol.errors import Refused
from sync.server.placing import CHAIN_BYTES

Position = tuple[int, bytes]
START: Position = (0, b"")

_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Chain = Annotated[bytes, msgspec.Meta(max_length=CHAIN_BYTES)]
_Unit = Annotated[str, msgspec.Meta(max_length=40)]


class Cursor(msgspec.Struct, array_like=True):
    """The version of the caller's scope, and its position in each feed."""

    scope_version: _Number = 0
    positions: dict[_Unit, tuple[_Number, _Chain]] = {}


def read_cursor(cursor: bytes) -> Cursor:
    """Return what a cursor says; an empty one is the start of everything.

    Raises:
        Refused: ``bad_cursor``.
    """
    if not cursor:
        return Cursor()
    try:
        return msgspec.msgpack.decode(cursor, type=Cursor)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("bad_cursor") from error


def write_cursor(scope_version: int, positions: Mapping[str, Position]) -> bytes:
    """Return a cursor as bytes, always the same for the same positions."""
    return msgspec.msgpack.encode(Cursor(scope_version, dict(sorted(positions.items()))))
