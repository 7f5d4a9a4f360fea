"""Taking entries in: exactly the next of a journal, each once, and never another's.

What several counters pushed at the same moment is taken in by one transaction. It locks the
feeds it writes to, so that the numbers of a feed are given in the order in which they are
committed: a reader can never pass an entry that is not there yet.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.protocol.contacts import Arrival
from sync.protocol.entry import GENESIS
from sync.protocol.errors import Refused
from sync.protocol.messages import BEHIND, FORK, GAP, IN_STEP
from sync.protocol.wire_entry import WireEntry
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


def standing_of(
    work: Work, journal: Journal | None, caller: Counter, batch: Batch
) -> Standing | None:
    """Return how a journal stands if nothing has to be written, otherwise None.

    Raises:
        Refused: ``not_your_journal``.
    """
    if journal is None or journal.counter is None:
        return None
    _check_owner(journal, caller)
    state = _state_of(work, journal, batch)
    if state == IN_STEP and batch.arrived and batch.end.seq > journal.last_seq:
        return None
    return Standing(state, journal)


def take_in(
    work: Work,
    pushed: Sequence[tuple[Counter, Batch]],
    now: int,
    *,
    one_by_one: bool = False,
) -> list[Standing]:
    """Append what is new of batches to their journals and to the feeds of all units concerned.

    The batches are of different journals. ``one_by_one`` lets the database refuse single
    entries; these go to quarantine.

    Raises:
        Refused: ``not_your_journal``.
    """
    sound: dict[str, list[WireEntry]] = {}
    for caller, batch in pushed:
        good = (arrived.entry for arrived in batch.arrived if arrived.fault is None)
        sound.setdefault(caller.unit, []).extend(good)
    placing = Placing(work, sound, [batch.journal for _, batch in pushed])
    taking = _Taking(work, placing, now, one_by_one=one_by_one)
    standings = [taking.take(caller, batch) for caller, batch in pushed]
    taking.write()
    return standings


@dataclass
class _Taking:
    """Takes one batch after the other, and then writes what can be written at once."""

    work: Work
    placing: Placing
    now: int
    one_by_one: bool
    held: list[Held] = field(default_factory=list)
    moved: list[Journal] = field(default_factory=list)
    arrivals: list[tuple[int, Arrival]] = field(default_factory=list)

    def take(self, caller: Counter, batch: Batch) -> Standing:
        """Append what is new of a batch, as far as the database allows it."""
        journal = self._opened(caller, batch)
        state = _state_of(self.work, journal, batch)
        new = [arrived for arrived in batch.arrived if arrived.entry.seq > journal.last_seq]
        if state != IN_STEP or not new:
            return Standing(state, journal)
        held = self._append(caller.unit, journal, new)
        after = replace(
            journal,
            last_seq=batch.end.seq,
            last_digest=batch.end.digest,
            signed_seq=batch.end.seq,
            signature=batch.end.signature,
            quarantined_count=journal.quarantined_count + len(held),
        )
        arrival = Arrival(batch.end.seq, self.now, batch.offset(self.now))
        self.held += held
        self.moved.append(after)
        self.arrivals.append((journal.number, arrival))
        return Standing(IN_STEP, self.placing.note(after))

    def write(self) -> None:
        """Write the entries, what is held back, when it came, and the journals' new ends."""
        self.placing.flush(self.now)
        self.work.arrivals.add(self.arrivals)
        self.work.quarantine.add(self.held)
        self.work.journals.move(self.moved)

    def _opened(self, caller: Counter, batch: Batch) -> Journal:
        """Return the caller's journal, noted for it when this is the first time."""
        journal = self.placing.journals[batch.journal]
        if journal.counter is None:
            if not self.work.journals.has_any(caller.id):
                self.work.blocks.bind(caller.id, batch.journal)
            owner = {"unit": caller.unit, "counter": caller.id, "follows": batch.follows}
            self.work.journals.change(journal.number, **owner)
            journal = replace(journal, unit=caller.unit, counter=caller.id, follows=batch.follows)
            self.placing.note(journal)
        _check_owner(journal, caller)
        return journal

    def _append(self, home: str, journal: Journal, new: Iterable[Arrived]) -> list[Held]:
        """Put entries into their feeds, and return those that must be held back."""
        held, good = [], []
        for arrived in new:
            reason = arrived.fault or self.placing.fault_of(home, arrived.entry)
            if reason:
                held.append(held_entry(journal, arrived, reason, self.now))
            else:
                good.append(arrived)
        if not self.one_by_one:
            self.placing.place(home, journal, good)
            return held
        return held + self._append_one_by_one(home, journal, good)

    def _append_one_by_one(
        self, home: str, journal: Journal, good: Collection[Arrived]
    ) -> list[Held]:
        """Write each entry by itself, and return those that the database refused."""
        refused = []
        for arrived in good:

            def write(one: Arrived = arrived) -> None:
                self.placing.place(home, journal, [one])
                self.placing.flush(self.now)

            if not self.work.attempt(write):
                self.placing.forget()
                refused.append(held_entry(journal, arrived, SERVER_RAISED, self.now))
        return refused


def held_by_server(work: Work, journal: Journal) -> list[tuple[int, bytes]]:
    """Return numbers and digests of a journal from its end back, thinning out as it goes."""
    seqs, step = [], 1
    seq = journal.last_seq
    while seq >= 1:
        seqs.append(seq)
        seq -= step
        step *= 2
    return sorted(work.journals.digests(journal, seqs).items(), reverse=True)


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


def _check_owner(journal: Journal, caller: Counter) -> None:
    if journal.counter != caller.id:
        raise Refused("not_your_journal", journal.id)
