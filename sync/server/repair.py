"""Repair: what a counter asks when its store and the server's differ.

After a fork it asks how far the two copies of its journal agree; when the digest of a day
differs, it fetches that day only.
"""

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
from sync.server.exchange import days_of
from sync.server.feeds import RAW_PER_BYTE, columns_of_rows
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter, Stored

MOST_DAYS = 400
_BATCH = 500


def common(province: Province, caller: Counter, request: CommonRequest) -> CommonAnswer:
    """Return the highest of the caller's marks that the server's copy of a journal has too.

    Raises:
        Refused: ``not_your_journal``.
    """

    def compare(work: Work) -> CommonAnswer:
        journal = work.journals.get(request.journal)
        if journal is None:
            return CommonAnswer(0, 0)
        if journal.counter != caller.id:
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
        scope = work.counters.scope(caller.id)
        return DaysAnswer(days_of(work, scope, request.first, request.last))

    return province.storage.read(digests)


def day(province: Province, caller: Counter, request: DayRequest) -> DayAnswer:
    """Return the entries of one day of one feed, the caller's own too.

    Raises:
        Refused: ``not_your_unit``: the feed is not in the caller's scope.
    """

    def entries(work: Work) -> DayAnswer:
        if request.unit not in work.counters.scope(caller.id):
            raise Refused("not_your_unit", request.unit)
        return _entries_of_day(work, request)

    return province.storage.read(entries)


def _entries_of_day(work: Work, request: DayRequest) -> DayAnswer:
    found: list[Stored] = []
    budget = request.want * RAW_PER_BYTE
    after = request.after
    while rows := work.feeds.behind(request.unit, after, _BATCH):
        for row in rows:
            if _day_of(row) == request.day:
                budget -= len(row.envelope) + len(row.payload)
                if budget < 0 and found:
                    return DayAnswer(columns_of_rows(found), after, more=True)
                found.append(row)
            after = row.number
    return DayAnswer(columns_of_rows(found), after)


def _day_of(row: Stored) -> int:
    return day_of(from_envelope(row.envelope, row.payload, row.digest).at)
