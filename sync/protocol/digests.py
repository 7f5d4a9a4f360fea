"""Digests of a day: two stores that hold the same entries of a day have the same.

The digest of a day is the exclusive or of the digests of its entries, in any order; with the
number of entries it tells two stores apart. A day is a whole UTC day by the entries' own time.
"""

from collections.abc import Iterable

DAY = 86_400_000_000
"""Microseconds in a day."""

NOTHING = bytes(32)
"""The digest of a day without entries."""


def day_of(at: int) -> int:
    """Return the day, since 1970-01-01 UTC, of a time in microseconds."""
    return at // DAY


def joined(digests: Iterable[bytes], start: bytes = NOTHING) -> bytes:
    """Return the exclusive or of digests."""
    whole = int.from_bytes(start)
    for digest in digests:
        whole ^= int.from_bytes(digest)
    return whole.to_bytes(32)
