"""Repair: what a counter asks when its store and the server's differ.

After a fork it asks how far the two copies of its journal agree; when the digest of a day
differs, it fetches that day only.
"""

from bisect import bisect_right
from dataclasses import dataclass

from sync.protocol.codec import encode_body
from sync.protocol.digests import day_of
from sync.protocol.errors import Refused
from sync.protocol.messages import (
    CommonAnswer,
    CommonRequest,
    DayAnswer,
    DayRequest,
    DaysAnswer,
    DaysRequest,
)
from sync.protocol.wire_entry import from_envelope
from sync.server.answers import days_of
from sync.server.feeds import MOST_ROWS, columns_of_rows
from sync.server.paging import fill
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter, Stored

MOST_DAYS = 400
_BATCH = 500


def common(province: Province, caller: Counter, request: CommonRequest) -> CommonAnswer:
    """Return the highest of the caller's marks that the server's copy of a journal has too.

    The journal is the caller's own, or one that it reads.

    Raises:
        Refused: ``not_your_journal``.
    """

    def compare(work: Work) -> CommonAnswer:
        journal = work.journals.get(request.journal)
        if journal is None:
            return CommonAnswer(0, 0)
        if journal.counter != caller.id and journal.unit not in caller.scope:
            raise Refused("not_your_journal", journal.id)
        marks = dict(request.marks)
        held = work.journals.digests(journal, sorted(marks))
        same = [seq for seq, digest in held.items() if marks[seq] == digest]
        return CommonAnswer(max(same, default=0), journal.last_seq)

    return province.storage.read(compare)


def days(province: Province, caller: Counter, request: DaysRequest) -> DaysAnswer:
    """Return the digests of some days of the caller's feeds.

    Raises:
        Refused: ``malformed``: more than 400 days, or the last before the first.
    """
    if not 0 <= request.last - request.first < MOST_DAYS:
        raise Refused("malformed", "not between 1 and 400 days")

    def digests(work: Work) -> DaysAnswer:
        return DaysAnswer(days_of(work, caller.scope, request.first, request.last))

    return province.storage.read(digests)


def day(province: Province, caller: Counter, request: DayRequest) -> DayAnswer:
    """Return the entries of one day of one feed, the caller's own too.

    Raises:
        Refused: ``not_your_unit``: the feed is not in the caller's scope.
    """
    if request.unit not in caller.scope:
        raise Refused("not_your_unit", request.unit)

    def entries(work: Work) -> DayAnswer:
        rows = _RowsOfDay(work, request)
        return fill(request.want, rows, rows.page).answer

    return province.storage.read(entries)


@dataclass(frozen=True)
class _Packed:
    answer: DayAnswer
    body: bytes


class _RowsOfDay:
    """The rows of one day of a feed, read on as far as they are asked for."""

    def __init__(self, work: Work, request: DayRequest) -> None:
        self._work = work
        self._request = request
        self._after = request.after
        self._is_end = False
        self._found: list[Stored] = []
        self._totals = [0]

    def within(self, raw: int) -> int:
        """Return how many rows have ``raw`` bytes at the most, one at least."""
        while not self._is_end and self._totals[-1] <= raw and len(self._found) < MOST_ROWS:
            self._read_on()
        return min(len(self._found), max(1, bisect_right(self._totals, raw) - 1))

    def raw(self, count: int) -> int:
        """Return how many bytes the first so many rows have."""
        return self._totals[count]

    def page(self, count: int) -> _Packed:
        """Return the first so many rows as they travel."""
        is_all = self._is_end and count == len(self._found)
        after = self._after if is_all else self._found[count - 1].number
        answer = DayAnswer(columns_of_rows(self._found[:count]), after, more=not is_all)
        return _Packed(answer, encode_body(answer))

    def _read_on(self) -> None:
        rows = self._work.feeds.behind(self._request.unit, self._after, _BATCH)
        self._is_end = len(rows) < _BATCH
        for row in rows:
            self._after = row.number
            if _day_of(row) == self._request.day:
                self._found.append(row)
                self._totals.append(self._totals[-1] + len(row.envelope) + len(row.payload))


def _day_of(row: Stored) -> int:
    return day_of(from_envelope(row.envelope, row.payload, row.digest).at)
