"""Whose the journals of a store are, and how things stand with each of them."""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.facts import CounterFounded, EntryName, TakenIn
from counter_app.domain.verification import Finding
from counter_app.store.shared_codes import SharedCodes
from counter_app.store.store import Reading, Store
from counter_app.store.sync_state import SyncState
from counter_app.store.vouched import KnownHead, VouchedShelf
from sync.protocol.province import PROVINCE_FEED


@dataclass(frozen=True)
class Place:
    """A journal and whose it is; ``unit`` is empty where that is not known here.

    ``is_whole`` says that all of its entries belong into this store.
    """

    number: int
    journal: str
    unit: str = ""
    unit_name: str = ""
    desk: int = 0
    is_own: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class JournalStanding:
    """What is known of a journal: how long it is, when it was checked, what was found."""

    place: Place
    last_seq: int
    last_at: datetime | None
    checked_at: datetime | None
    whole_at: datetime | None
    findings: tuple[Finding, ...]
    is_signed: bool


def standings(store: Store) -> tuple[JournalStanding, ...]:
    """Return every journal in scope, and others with findings, by unit and desk."""
    with store.reading() as reading:
        shelf = VouchedShelf(reading.connection)
        heads, checks = shelf.heads(), shelf.checks()
        found = []
        for place in places(reading, heads):
            check = checks.get(place.journal)
            findings = check.findings if check else ()
            if not (place.is_whole or place.unit == PROVINCE_FEED or findings):
                continue
            seq, at = shelf.last(place.number)
            found.append(
                JournalStanding(
                    place,
                    seq,
                    at,
                    check.at if check else None,
                    check.whole_at if check else None,
                    findings,
                    place.journal in heads,
                )
            )
    return tuple(sorted(found, key=lambda s: (s.place.unit, s.place.desk, s.place.number)))


def broken_count(store: Store) -> int:
    """Return in how many journals the last check found something."""
    with store.reading() as reading:
        checks = VouchedShelf(reading.connection).checks().values()
        return sum(bool(check.findings) for check in checks)


def code_of(store: Store, finding: Finding) -> str:
    """Return the code of the dossier that a finding's entry belongs to; empty: to none."""
    with store.reading() as reading:
        entry = reading.journal.entry(EntryName(finding.journal, finding.seq))
        if entry is None:
            return ""
        history = reading.journal.history(entry.subject)
        opened = next((each.fact for each in history if isinstance(each.fact, TakenIn)), None)
        if opened is None:
            return ""
        return SharedCodes(reading.connection).code_of(opened.code, entry.subject)


def places(reading: Reading, heads: dict[str, KnownHead] | None = None) -> tuple[Place, ...]:
    """Return whose every journal of the store is, as far as that is known."""
    heads = VouchedShelf(reading.connection).heads() if heads is None else heads
    state = reading.sync.state()
    founded = {
        entry.name.journal: entry.fact
        for entry in reading.journal.of_kinds(("CounterFounded",))
        if isinstance(entry.fact, CounterFounded)
    }
    units = {fact.unit_code: fact.unit_name for fact in founded.values()}
    return tuple(
        _place(number, journal, is_own, state, heads.get(journal), founded.get(journal), units)
        for number, journal, is_own in reading.numbers.all(reading.connection)
    )


def _place(
    number: int,
    journal: str,
    is_own: bool,
    state: SyncState | None,
    known: KnownHead | None,
    founded: CounterFounded | None,
    units: dict[str, str],
) -> Place:
    unit = founded.unit_code if founded else ""
    desk = founded.desk if founded else 0
    if known is not None:
        unit, desk = known.head.unit, known.head.desk
    if state is not None and journal == state.province_journal:
        return Place(number, journal, PROVINCE_FEED, state.province)
    is_ours = is_own or (state is not None and journal in state.lineage)
    is_read = state is not None and unit in state.scope and unit != PROVINCE_FEED
    return Place(number, journal, unit, units.get(unit, unit), desk, is_own, is_ours or is_read)
