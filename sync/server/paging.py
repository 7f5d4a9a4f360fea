"""Pages that fill what the caller's line carries; how many entries that are, the packing shows."""

import sys
from collections.abc import Callable
from typing import Protocol, TypeVar

RAW_PER_BYTE = 8
"""About how many bytes of entries become one byte on the line: the first guess, no more."""

FULL = 0.8
"""From this part of what was wanted a page is full: to pack it again costs more than it gives."""

MOST_TRIES = 4
"""How often a page that fits is made fuller at the most."""

_CAUTION = 0.96


class Packed(Protocol):
    """Something as it travels."""

    @property
    def body(self) -> bytes:
        """Its bytes."""


class Rows(Protocol):
    """Entries in order; a page holds the first so many."""

    def within(self, raw: int) -> int:
        """Return how many have ``raw`` bytes at the most; one of them, if it is larger."""

    def raw(self, count: int) -> int:
        """Return how many bytes the first so many have."""


_Page = TypeVar("_Page", bound=Packed)


def fill(want: int, rows: Rows, packed: Callable[[int], _Page]) -> _Page:
    """Return a page of at most ``want`` bytes, as full as it pays.

    ``packed`` makes the page of the first so many rows. Only one that holds a single row may be
    larger than was wanted, so that there is always progress.
    """

    def guess(page: _Page, count: int) -> int:
        return rows.within(int(want * _CAUTION * rows.raw(count) / len(page.body)))

    too_many = sys.maxsize
    count = rows.within(want * RAW_PER_BYTE)
    page = packed(count)
    while len(page.body) > want and count > 1:
        too_many = count
        count = max(1, min(guess(page, count), too_many - 1))
        page = packed(count)
    best, fitting = page, count
    for _ in range(MOST_TRIES):
        count = min(guess(page, count), too_many - 1)
        if len(best.body) >= want * FULL or count <= fitting:
            break
        page = packed(count)
        if len(page.body) <= want:
            best, fitting = page, count
        else:
            too_many = count
    return best
