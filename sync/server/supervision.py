"""What the province sees of its counters, and what a person does about the quarantine."""

from dataclasses import dataclass

from sync.protocol.wire_entry import from_envelope
from sync.server.batch import Arrived
from sync.server.checks import fault_of
from sync.server.placing import Placing
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter, Held, Journal


class NotHeld(Exception):
    """No entry of that name waits in quarantine."""


class StillFaulty(Exception):
    """The entry has the fault still; ``reason`` is the machine word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Waiting:
    """A counter and how many of its entries are not here yet, as far as it said itself."""

    counter: Counter
    journals: tuple[Journal, ...]
    waiting: int


@dataclass(frozen=True)
class Status:
    """The province at a glance."""

    name: str
    epoch: str
    unit_count: int
    entry_count: int
    counters: tuple[Waiting, ...]
    quarantine: tuple[tuple[str, Held], ...]


def status(province: Province) -> Status:
    """Return who was here last when, what waits where, and what is held back why."""
    return province.storage.read(lambda work: _status(province, work))


def release(province: Province, journal_id: str, seq: int) -> None:
    """Pass an entry on after all, now that its fault is gone (a unit was added, say).

    Its raw bytes stay in quarantine too.

    Raises:
        NotHeld: it is not in quarantine.
        StillFaulty: what was wrong is wrong still.
    """
    province.storage.write(lambda work: _release(province, work, journal_id, seq))


def _status(province: Province, work: Work) -> Status:
    journals = work.journals.all()
    waiting = []
    for counter in work.counters.all():
        own = tuple(journal for journal in journals if journal.counter == counter.id)
        here = own[-1].last_seq if own else 0
        waiting.append(Waiting(counter, own, max(0, counter.head_seq - here)))
    ids = {journal.number: journal.id for journal in journals}
    return Status(
        name=province.name,
        epoch=work.epochs.current(),
        unit_count=len(work.units.all()),
        entry_count=sum(journal.last_seq for journal in journals),
        counters=tuple(waiting),
        quarantine=tuple((ids[held.journal], held) for held in work.quarantine.all()),
    )


def _release(province: Province, work: Work, journal_id: str, seq: int) -> None:
    journal = work.journals.get(journal_id)
    if journal is None or journal.unit is None:
        raise NotHeld(f"{journal_id}/{seq}")
    held = next((h for h in work.quarantine.of_journal(journal.number) if h.seq == seq), None)
    if held is None:
        raise NotHeld(f"{journal_id}/{seq}")
    entry = from_envelope(held.envelope, held.payload, held.digest)
    reason = "withheld" if held.reason == "withheld" else fault_of(entry)
    if reason:
        raise StillFaulty(reason)
    placing = Placing(work, {journal.unit: [entry]})
    reason = placing.fault_of(journal.unit, entry)
    if reason:
        raise StillFaulty(reason)
    arrived = Arrived(entry, held.envelope, held.previous, None)
    placing.place(journal.unit, journal, [arrived])
    placing.flush(province.clock())
    work.quarantine.release(journal.number, seq)
    work.journals.change(journal.number, quarantined_count=journal.quarantined_count - 1)
