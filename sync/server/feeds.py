"""Giving entries out: what lies behind the caller's cursor in the feeds of its scope."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from sync.protocol.columns import Columns, runs_of, to_columns
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.wire_entry import WireEntry, from_envelope
from sync.server.cursors import START, Position
from sync.server.storage.storage import Work
from sync.server.values import Feed, Page, Stored

RAW_PER_BYTE = 8
"""About how many bytes of entries become one byte on the line."""

_MOST_ROWS = 2_000
_TYPICAL_ROW = 400


class Reader:
    """Reads the feeds of a scope from some positions on, without the caller's own entries."""

    def __init__(
        self,
        work: Work,
        scope: Sequence[str],
        positions: Mapping[str, Position],
        own: tuple[int, int] = (0, 0),
    ) -> None:
        self._work = work
        self._own = own
        self._ends = work.feeds.ends(scope)
        # What the province says first: a clerk's account must be there before the dossiers.
        self._units = sorted(self._ends, key=lambda unit: (unit != PROVINCE_FEED, unit))
        self.positions = {
            unit: self._checked(unit, positions.get(unit, START)) for unit in self._units
        }

    def page(self, want: int) -> Page:
        """Return the next entries, about ``want`` bytes of them on the line, and move on."""
        entries: list[WireEntry] = []
        previous: list[bytes] = []
        feeds: list[tuple[str, int]] = []
        budget = want * RAW_PER_BYTE
        for unit in self._units:
            if budget <= 0:
                break
            rows = self._rows(unit, budget)
            if rows:
                feeds.append((unit, len(rows)))
            entries += [from_envelope(row.envelope, row.payload, row.digest) for row in rows]
            previous += [row.previous for row in rows]
            budget -= sum(map(_size, rows))
        return Page(
            entries=tuple(entries),
            previous=tuple(previous),
            feeds=tuple(feeds),
            positions=dict(self.positions),
            ahead=self.ahead,
        )

    @property
    def ahead(self) -> int:
        """How many entries lie behind the positions still."""
        return sum(max(0, self._ends[u].last - self.positions[u][0]) for u in self._units)

    def _rows(self, unit: str, budget: int) -> list[Stored]:
        after, end = self.positions[unit][0], self._ends[unit]
        if after >= end.last:
            return []
        most = min(_MOST_ROWS, max(20, budget // _TYPICAL_ROW))
        found = self._work.feeds.behind(unit, after, most, *self._own)
        fitting = sum(size <= budget for size in accumulate(map(_size, found)))
        rows = found[: max(1, fitting)]
        self.positions[unit] = self._after(end, rows, is_end=len(rows) == len(found) < most)
        return rows

    def _after(self, end: Feed, rows: list[Stored], *, is_end: bool) -> Position:
        last = rows[-1] if rows else None
        if is_end and (last is None or last.number < end.last):
            return end.last, end.chain  # Only the caller's own entries lie in between.
        if last is None:
            raise AssertionError("a feed has fewer entries than its end says")
        return last.number, last.chain

    def _checked(self, unit: str, position: Position) -> Position:
        """Return the position if the feed is still the one that was read, otherwise its start."""
        number, chain = position
        end = self._ends[unit]
        if number == end.last:
            return position if chain == end.chain else START
        if number == 0 or self._work.feeds.chain_at(unit, number) != chain:
            return START
        return position


def columns_of(page: Page) -> Columns | None:
    """Return the entries of a page as they travel, or None if there are none."""
    return _columns(page.entries, page.previous) if page.entries else None


def columns_of_rows(rows: Sequence[Stored]) -> Columns:
    """Return rows of a feed as they travel."""
    entries = [from_envelope(row.envelope, row.payload, row.digest) for row in rows]
    return _columns(entries, [row.previous for row in rows])


def _columns(entries: Sequence[WireEntry], previous: Sequence[bytes]) -> Columns:
    before = {entry.name: digest for entry, digest in zip(entries, previous, strict=True)}
    return to_columns(entries, [before[name] for name in runs_of(entries)])


def _size(row: Stored) -> int:
    return len(row.envelope) + len(row.payload)
