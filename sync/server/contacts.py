"""Giving out when counters were heard of and when entries came: of the caller's scope alone."""

from collections.abc import Iterable

from sync.protocol.contacts import (
    ArrivalColumns,
    Contact,
    ContactsAnswer,
    ContactsRequest,
    to_arrivals,
)
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter, Journal


def contacts(province: Province, caller: Counter, request: ContactsRequest) -> ContactsAnswer:
    """Return the last contacts of the counters that a caller reads, and what came of them."""

    def read(work: Work) -> ContactsAnswer:
        readable = [journal for journal in work.journals.all() if journal.unit in caller.scope]
        arrivals, more = _arrivals(work, readable, dict(request.known), request.most)
        seen = None if request.arrivals_only else _contacts(work, readable)
        return ContactsAnswer(contacts=seen, arrivals=arrivals, more=more)

    return province.storage.read(read)


def _arrivals(
    work: Work, journals: Iterable[Journal], known: dict[str, int], most: int
) -> tuple[list[ArrivalColumns], bool]:
    """Return what came of journals behind what is known, and whether there is more of it."""
    told = []
    for journal in journals:
        last_known = known.get(journal.id, 0)
        if journal.last_seq <= last_known:
            continue
        found = work.arrivals.behind(journal.number, last_known, most + 1)
        if found:
            told.append(to_arrivals(journal.id, found[:most]))
        if len(found) > most:
            return [columns for columns in told if columns.seqs], True
        most -= len(found)
    return told, False


def _contacts(work: Work, journals: Iterable[Journal]) -> list[Contact]:
    """Return the contact of each counter, under the newest of its journals."""
    newest = {journal.counter: journal for journal in journals}
    counters = work.counters.some([id_ for id_ in newest if id_ is not None])
    return [
        Contact(
            journal=newest[counter.id].id,
            unit=counter.unit,
            desk=counter.desk,
            seen_at=counter.seen_at,
            offset=counter.clock_offset,
            waiting=max(0, counter.head_seq - newest[counter.id].last_seq),
            program=counter.program,
        )
        for counter in counters.values()
        if counter.seen_at is not None
    ]
