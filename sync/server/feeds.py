"""Giving entries out: what lies behind the caller's cursor in the feeds of its scope."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from sync.protocol.columns import Columns, runs_of, to_columns
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.wire_entry import WireEntry, from_envelope
from sync.server.cursors import START, Position
from sync.server.storage.storage import Work
from sync.server.values import Feed, Page, Stored

MOST_ROWS = 2_000
"""Entries in a page at the most, however much the line carries."""

_TYPICAL_ROW = 400


class Reader:
    """Reads feeds from some positions on, without the caller's own entries.

    What was read is kept, so that a page can be made of less or, after further reading, of more.
    """

    def __init__(
        self,
        work: Work,
        ends: Mapping[str, Feed],
        positions: Mapping[str, Position],
        own: tuple[int, int] = (0, 0),
    ) -> None:
        self._work = work
        self._own = own
        self._ends = ends
        # What the province says first: a clerk's account must be there before the dossiers.
        units = sorted(ends, key=lambda unit: (unit != PROVINCE_FEED, unit))
        self._starts = {unit: self._checked(unit, positions.get(unit, START)) for unit in units}
        self._positions = dict(self._starts)
        self._unread = [unit for unit in units if self._starts[unit][0] < ends[unit].last]
        self._rows: dict[str, list[Stored]] = {unit: [] for unit in units}
        self._entries: list[WireEntry] = []
        self._totals = [0]

    def within(self, raw: int) -> int:
        """Return how many of the next entries have ``raw`` bytes at the most.

        Of one that is larger there is one; there are never more than ``MOST_ROWS``.
        """
        if raw <= 0:
            return 0
        while self._unread and self._totals[-1] < raw and len(self._entries) < MOST_ROWS:
            self._read_on(self._unread[0], raw - self._totals[-1])
        return min(len(self._entries), max(1, bisect_right(self._totals, raw) - 1))

    def raw(self, count: int) -> int:
        """Return how many bytes the next so many entries have."""
        return self._totals[count]

    def page(self, count: int) -> Page:
        """Return the next so many entries that were read, and where the caller then stands."""
        feeds, previous, positions = [], [], {}
        left = count
        for unit, rows in self._rows.items():
            taken = rows[:left]
            left -= len(taken)
            if len(taken) == len(rows):
                positions[unit] = self._positions[unit]
            else:
                positions[unit] = _position_of(taken[-1]) if taken else self._starts[unit]
            if taken:
                feeds.append((unit, len(taken)))
                previous += [row.previous for row in taken]
        ahead = sum(max(0, self._ends[u].last - number) for u, (number, _) in positions.items())
        return Page(tuple(self._entries[:count]), tuple(previous), tuple(feeds), positions, ahead)

    def _read_on(self, unit: str, raw: int) -> None:
        """Read further rows of a feed, about so many bytes."""
        end, after = self._ends[unit], self._positions[unit][0]
        most = min(MOST_ROWS - len(self._entries), max(20, raw // _TYPICAL_ROW))
        found = self._work.feeds.behind(unit, after, most, *self._own)
        if found:
            self._positions[unit] = _position_of(found[-1])
        if len(found) < most:
            self._unread.remove(unit)
            if self._positions[unit][0] < end.last:
                # Only the caller's own entries lie in between.
                self._positions[unit] = end.last, end.chain
        self._rows[unit] += found
        for row in found:
            self._entries.append(from_envelope(row.envelope, row.payload, row.digest))
            self._totals.append(self._totals[-1] + len(row.envelope) + len(row.payload))

    def _checked(self, unit: str, position: Position) -> Position:
        """Return the position if the feed is still the one that was read, otherwise its start."""
        number, chain = position
        end = self._ends[unit]
        if number == end.last:
            return position if chain == end.chain else START
        if number == 0 or self._work.feeds.chain_at(unit, number) != chain:
            return START
        return position


def _position_of(row: Stored) -> Position:
    return row.number, row.chain


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
