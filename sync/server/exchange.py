"""Exchanges: take in what counters have, give out what they lack, in one round trip each.

Counters that ask at the same moment share their transactions: first everything is checked that
needs no lock, then all entries are committed at once, then the feeds are read. An answer that is
lost on the way does no harm: the same request has the same effect.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from sync.protocol.codec import MOST_NEIGHBOUR_COUNT, dictionary_of
from sync.protocol.errors import Refused
from sync.protocol.messages import ExchangeRequest, Neighbours
from sync.server import blocks
from sync.server.answers import Answered, Answers
from sync.server.journals import Standing, standing_of, take_in
from sync.server.outcome import outcome
from sync.server.province import Province, new_epoch_id
from sync.server.storage.storage import NoRoom, StorageFailed, Work
from sync.server.values import Counter, Journal
from sync.server.visits import Visit, visit_of

log = logging.getLogger(__name__)

SEEN_EVERY = 60_000_000
"""Microseconds after which a counter's last contact is written down anew."""


def exchange(province: Province, caller: Counter, request: ExchangeRequest) -> Answered:
    """Answer a counter that was identified.

    Raises:
        Refused: nothing has changed.
    """
    return _answered(province, [visit_of(caller, request)])[0]


def exchange_all(province: Province, visits: Sequence[Visit]) -> list[Answered | Refused]:
    """Answer counters that asked at the same moment, each as if it had asked alone.

    They are answered together, a journal once. Where one of them spoils that, nothing has been
    changed, and each is answered alone: what goes wrong with one is no matter of the others.
    """

    def alone(visit: Visit) -> Answered | Refused:
        return outcome(lambda: _answered(province, [visit])[0])

    first = {visit.batch.journal: visit for visit in reversed(visits)}
    together = [visit for visit in visits if first[visit.batch.journal] is visit]
    answered: dict[Visit, Answered | Refused] = {}
    if len(together) > 1:
        found = outcome(lambda: _answered(province, together))
        if not isinstance(found, Refused):
            answered = dict(zip(together, found, strict=True))
        elif found.word == "busy":
            return [found] * len(visits)
    return [answered[visit] if visit in answered else alone(visit) for visit in visits]


def recall(province: Province, caller: Counter, neighbours: Neighbours) -> bytes | None:
    """Return the payloads of entries that the caller may see, or None."""

    def payloads(work: Work) -> list[bytes] | None:
        journal = work.journals.get(neighbours.journal)
        if journal is None:
            return None
        first, last = neighbours.first, neighbours.last
        return work.feeds.payloads(caller.scope, journal.number, first, last)

    if not 0 <= neighbours.last - neighbours.first < MOST_NEIGHBOUR_COUNT:
        return None
    found = province.storage.read(payloads)
    return None if found is None else dictionary_of(found)


def _answered(province: Province, visits: Sequence[Visit]) -> list[Answered]:
    """Answer visits of different journals; all of them, or an error and nothing has changed."""
    now = province.clock()
    answered = _answered_at_rest(province, visits, now)
    others = [visit for visit in visits if visit not in answered]
    if others:
        standings = _taken_in(province, others, now)

        def answer(work: Work) -> dict[Visit, Answered]:
            answers = Answers(province, work, others)
            found = zip(others, standings, strict=True)
            return {visit: answers.to(visit, standing) for visit, standing in found}

        answered |= province.storage.read(answer)
    return [answered[visit] for visit in visits]


def _answered_at_rest(
    province: Province, visits: Sequence[Visit], now: int
) -> dict[Visit, Answered]:
    """Answer those of whom there is nothing to write down."""
    known = [visit for visit in visits if _is_known(visit, now)]

    def answer(work: Work) -> dict[Visit, Answered]:
        answers = Answers(province, work, known)
        journals = work.journals.by_ids([visit.batch.journal for visit in known])
        standings = {
            visit: _at_rest(
                work, visit, journals.get(visit.batch.journal), answers.blocks_of(visit)
            )
            for visit in known
        }
        return {
            visit: answers.to(visit, standing)
            for visit, standing in standings.items()
            if standing is not None
        }

    return province.storage.read(answer) if known else {}


def _is_known(visit: Visit, now: int) -> bool:
    """Return whether what is written of the counter is new enough, and it brings nothing."""
    request, said = visit.request, visit.caller.head_seq
    if visit.batch.arrived and visit.batch.end.seq > request.acked_seq:
        return False
    return (
        _is_fresh(visit.caller, now)
        and said <= request.head.seq <= max(said, request.acked_seq)
        and not request.wants_block
    )


def _is_fresh(caller: Counter, now: int) -> bool:
    return caller.seen_at is not None and now - caller.seen_at < SEEN_EVERY


def _at_rest(
    work: Work, visit: Visit, journal: Journal | None, own: list[tuple[int, int]]
) -> Standing | None:
    """Return how the caller's journal stands if there is nothing to write down."""
    standing = standing_of(work, journal, visit.caller, visit.batch)
    if standing is None or visit.request.acked_seq > standing.journal.last_seq:
        return None
    return standing if visit.blocks == own else None


def _taken_in(province: Province, visits: Sequence[Visit], now: int) -> list[Standing]:
    """Return how the callers' journals stand after their entries were committed."""
    pushed = [(visit.caller, visit.batch) for visit in visits]

    def write(work: Work, *, one_by_one: bool = False) -> list[Standing]:
        standings = take_in(work, pushed, now, one_by_one=one_by_one)
        _note(work, visits, standings, now)
        return standings

    try:
        return province.storage.write(write)
    except NoRoom:
        raise
    except (StorageFailed, RecursionError, ValueError) as error:
        if len(visits) > 1:
            raise
        # One of the entries cannot be stored; it must not hold up the others.
        caller = visits[0].caller.id
        log.warning("batch of %s failed, now one by one: %s", caller, type(error).__name__)
        return province.storage.write(lambda work: write(work, one_by_one=True))


def _note(work: Work, visits: Sequence[Visit], standings: Sequence[Standing], now: int) -> None:
    """Write down which counters were here, and what only they can tell."""
    leased = work.blocks.of_counters([visit.caller.id for visit in visits])
    seen = []
    for visit, standing in zip(visits, standings, strict=True):
        caller, request, last_seq = visit.caller, visit.request, standing.journal.last_seq
        # A head before the one it said is that of another journal, which the counter opened.
        is_as_said = caller.head_seq <= request.head.seq <= max(last_seq, caller.head_seq)
        if not (is_as_said and _is_fresh(caller, now)):
            seen.append(_as_seen(visit, now))
        own = blocks.of_journal(leased[caller.id], request.journal)
        if request.wants_block or not own or visit.blocks != own:
            blocks.settle(work, caller, request.journal, visit.blocks, request.wants_block)
        if request.acked_seq > last_seq and request.epoch == work.epochs.current():
            work.epochs.begin(new_epoch_id(), now, f"set back: {request.journal}")
    work.counters.seen(seen)


def _as_seen(visit: Visit, now: int) -> Counter:
    request = visit.request
    return replace(
        visit.caller,
        seen_at=now,
        clock_offset=visit.batch.offset(now),
        head_seq=request.head.seq,
        program=request.program or visit.caller.program,
    )
