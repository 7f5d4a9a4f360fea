"""Taking entries in: exactly the next of a journal, each once, and never another's.

The transaction locks the feeds it writes to, so that the numbers of a feed are given in the
order in which they are committed: a reader can never pass an entry that is not there yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sync.protocol.entry import GENESIS
from sync.protocol.errors import Refused
from sync.protocol.messages import BEHIND, FORK, GAP, IN_STEP
from sync.server.batch import Arrived, Batch
from sync.server.checks import SERVER_RAISED
from sync.server.placing import Placing
from sync.server.storage.storage import Work
from sync.server.values import Counter, Held, Journal


@dataclass(frozen=True)
class Standing:
    """How the caller's journal stands at the server."""

    state: str
    journal: Journal


def standing_of(work: Work, caller: Counter, batch: Batch) -> Standing | None:
    """Return how a journal stands if nothing has to be written, otherwise None.

    Raises:
        Refused: ``not_your_journal``.
    """
    journal = work.journals.get(batch.journal)
    if journal is None or journal.counter is None:
        return None
    _check_owner(journal, caller)
    state = _state_of(work, journal, batch)
    if state == IN_STEP and batch.arrived and batch.end.seq > journal.last_seq:
        return None
    return Standing(state, journal)


def take_in(
    work: Work, caller: Counter, batch: Batch, now: int, *, one_by_one: bool = False
) -> Standing:
    """Append what is new of a batch to its journal and to the feeds of all units concerned.

    ``one_by_one`` lets the database refuse single entries; these go to quarantine.

    Raises:
        Refused: ``not_your_journal``.
    """
    sound = [arrived.entry for arrived in batch.arrived if arrived.fault is None]
    placing = Placing(work, caller.unit, sound)
    journal = _opened(work, caller, batch)
    state = _state_of(work, journal, batch)
    new = [arrived for arrived in batch.arrived if arrived.entry.seq > journal.last_seq]
    if state != IN_STEP or not new:
        return Standing(state, journal)
    held = _append(work, placing, journal, new, now, one_by_one=one_by_one)
    work.quarantine.add(held)
    after = replace(
        journal,
        last_seq=batch.end.seq,
        last_digest=batch.end.digest,
        signed_seq=batch.end.seq,
        signature=batch.end.signature,
        quarantined_count=journal.quarantined_count + len(held),
    )
    work.journals.move(after)
    return Standing(IN_STEP, after)


def held_by_server(work: Work, journal: Journal) -> list[tuple[int, bytes]]:
    """Return numbers and digests of a journal from its end back, thinning out as it goes."""
    seqs, step = [], 1
    seq = journal.last_seq
    while seq >= 1:
        seqs.append(seq)
        seq -= step
        step *= 2
    return sorted(work.journals.digests(journal, seqs).items(), reverse=True)


def _state_of(work: Work, journal: Journal, batch: Batch) -> str:
    """Compare the caller's journal with the server's where they meet."""
    last = journal.last_seq
    if batch.arrived and batch.first > last + 1:
        return GAP
    meeting = _meeting_point(batch, last)
    if meeting is not None:
        seq, digest = meeting
        if _digest_at(work, journal, seq) != digest:
            return FORK
    if batch.head.seq < last:
        return BEHIND
    return IN_STEP


def _meeting_point(batch: Batch, last: int) -> tuple[int, bytes] | None:
    """Return the highest place that both sides can speak of, or None if there is none."""
    if not batch.arrived:
        return (batch.head.seq, batch.head.digest) if batch.head.seq <= last else None
    if batch.first == last + 1:
        return last, batch.before
    place = min(last, batch.end.seq) - batch.first
    entry = batch.arrived[place].entry
    return entry.seq, entry.digest


def _digest_at(work: Work, journal: Journal, seq: int) -> bytes | None:
    if seq == 0:
        return GENESIS
    if seq == journal.last_seq:
        return journal.last_digest
    return work.journals.digests(journal, [seq]).get(seq)


def _opened(work: Work, caller: Counter, batch: Batch) -> Journal:
    """Return the caller's journal, noted for it when this is the first time."""
    journal = work.journals.get(batch.journal)
    if journal is None:
        work.journals.hear_of([batch.journal])
        journal = work.journals.by_ids([batch.journal])[batch.journal]
    if journal.counter is None:
        if not work.journals.of_counter(caller.id):
            work.blocks.bind(caller.id, batch.journal)
        owner = {"unit": caller.unit, "counter": caller.id, "follows": batch.follows}
        work.journals.change(journal.number, **owner)
        journal = replace(journal, unit=caller.unit, counter=caller.id, follows=batch.follows)
    _check_owner(journal, caller)
    return journal


def _check_owner(journal: Journal, caller: Counter) -> None:
    if journal.counter != caller.id:
        raise Refused("not_your_journal", journal.id)


def _append(
    work: Work,
    placing: Placing,
    journal: Journal,
    new: Sequence[Arrived],
    now: int,
    *,
    one_by_one: bool,
) -> list[Held]:
    """Put entries into their feeds, and return those that must be held back."""
    held, good = [], []
    for arrived in new:
        reason = arrived.fault or placing.fault_of(arrived.entry)
        if reason:
            held.append(held_entry(journal, arrived, reason, now))
        else:
            good.append(arrived)
    if not one_by_one:
        placing.write(journal, good, now)
        return held
    for arrived in good:
        if not work.attempt(partial(placing.write, journal, [arrived], now)):
            placing.forget()
            held.append(held_entry(journal, arrived, SERVER_RAISED, now))
    return held


def held_entry(journal: Journal, arrived: Arrived, reason: str, now: int) -> Held:
    """Return an entry as the quarantine keeps it."""
    entry = arrived.entry
    return Held(
        journal=journal.number,
        seq=entry.seq,
        unit=journal.unit or "",
        reason=reason,
        received_at=now,
        envelope=arrived.envelope,
        payload=entry.payload,
        previous=arrived.previous,
        digest=entry.digest,
    )
