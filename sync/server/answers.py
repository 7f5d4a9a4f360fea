"""What the server says to counters: how their journals stand, and the next of their feeds."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sync.protocol.codec import MOST_NEIGHBOUR_COUNT, dictionary_of, encode_body
from sync.protocol.messages import (
    BEHIND,
    FORK,
    DayDigest,
    ExchangeAnswer,
    Neighbours,
    Quarantined,
)
from sync.server import blocks
from sync.server.cursors import write_cursor
from sync.server.feeds import Reader, columns_of
from sync.server.journals import Standing, held_by_server
from sync.server.paging import fill
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.visits import Visit


@dataclass(frozen=True)
class Answered:
    """An answer, also as it travels."""

    answer: ExchangeAnswer
    body: bytes


class Answers:
    """Answers to counters that asked at the same moment; what they share is read once."""

    def __init__(self, province: Province, work: Work, visits: Sequence[Visit]) -> None:
        self._province = province
        self._work = work
        self._epoch = work.epochs.current()
        self._blocks = work.blocks.of_counters([visit.caller.id for visit in visits])
        self._ends = work.feeds.ends({unit for visit in visits for unit in visit.caller.scope})

    def blocks_of(self, visit: Visit) -> list[tuple[int, int]]:
        """Return the serial blocks that the caller's journal issues from."""
        return blocks.of_journal(self._blocks[visit.caller.id], visit.request.journal)

    def to(self, visit: Visit, standing: Standing) -> Answered:
        """Return the answer to a counter whose journal stands so."""
        request, caller, journal = visit.request, visit.caller, standing.journal
        held = self.blocks_of(visit)
        is_new_scope = visit.cursor.scope_version != caller.scope_version
        answer = ExchangeAnswer(
            journal=request.journal,
            epoch_seen=request.epoch,
            cursor_seen=request.cursor,
            head_seen=request.head.seq,
            epoch=self._epoch,
            state=standing.state,
            acked_seq=journal.last_seq,
            cursor=request.cursor,
            scope=list(caller.scope) if is_new_scope else None,
            blocks=held if held != visit.blocks else None,
            server_at=self._province.clock(),
        )
        if journal.quarantined_count:
            kept = self._work.quarantine.of_journal(journal.number)
            answer.quarantined = [Quarantined(entry.seq, entry.reason) for entry in kept]
        if standing.state in (FORK, BEHIND):
            answer.held = held_by_server(self._work, journal)
            return Answered(answer, encode_body(answer))
        if request.day is not None:
            answer.days = days_of(self._work, caller.scope, request.day, request.day)
        own = (journal.number, min(request.head.seq, journal.last_seq))
        return self._with_feed(visit, own, answer)

    def _with_feed(self, visit: Visit, own: tuple[int, int], answer: ExchangeAnswer) -> Answered:
        """Put as much of the feed into an answer as the counter wanted, and no more."""
        caller, request = visit.caller, visit.request
        neighbours, payloads = self._dictionary(caller.scope, request.neighbours)
        ends = {unit: self._ends[unit] for unit in caller.scope if unit in self._ends}
        reader = Reader(self._work, ends, visit.cursor.positions, own)

        def packed(count: int) -> Answered:
            page = reader.page(count)
            filled = replace(
                answer,
                entries=columns_of(page),
                feeds=list(page.feeds),
                ahead=page.ahead,
                cursor=write_cursor(caller.scope_version, page.positions),
            )
            return Answered(filled, encode_body(filled, neighbours, payloads))

        return fill(request.want, reader, packed)

    def _dictionary(
        self, scope: tuple[str, ...], neighbours: Neighbours | None
    ) -> tuple[Neighbours | None, bytes]:
        if neighbours is None:
            return None, b""
        first, last = neighbours.first, neighbours.last
        if not 0 <= last - first < MOST_NEIGHBOUR_COUNT:
            return None, b""
        journal = self._work.journals.get(neighbours.journal)
        number = journal.number if journal else 0
        found = self._work.feeds.payloads(scope, number, first, last)
        return (neighbours, dictionary_of(found)) if found else (None, b"")


def days_of(work: Work, scope: tuple[str, ...], first: int, last: int) -> list[DayDigest]:
    """Return the digests of the days of a scope on which there is anything."""
    return [
        DayDigest(unit, day, count, digest)
        for unit in scope
        for day, count, digest in work.feeds.days(unit, first, last)
    ]
