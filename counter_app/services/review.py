"""Reviewing journals: which are in scope, reading one as a log, marking how far it was read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from counter_app.domain.contacts import Arrival
from counter_app.domain.duty import PLAN_KINDS
from counter_app.domain.duty import fold as fold_duty
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    CounterFounded,
    EntryName,
    Recorded,
    ReviewedTo,
    StaffJoined,
)
from counter_app.domain.journal_log import JournalPlace, LogAsk, LogLine, LogPage
from counter_app.domain.masking import masked
from counter_app.domain.open_hours import OpenHours
from counter_app.domain.people import StaffMember
from counter_app.services.acting import check_supervisor
from counter_app.services.counter import Counter, check_clock
from counter_app.store.contacts import ContactsShelf
from counter_app.store.review import JournalEnd, ReviewShelf
from counter_app.store.store import Reading, Store
from sync.protocol.province import PROVINCE_FEED

PAGE = 200
"""Entries of a log that are read at once."""

SCAN = 5_000
"""Times that are looked at in one go while entries outside the hours are sought."""

MOST_SCANS = 2
"""After so many a page is given out as it is: nobody else waits for the store meanwhile."""


class NoSuchJournal(Refusal):
    """Nothing of the journal is here."""


# -- the journals in scope, and their logs


def journals(counter: Counter, by: StaffMember, now: datetime) -> tuple[JournalPlace, ...]:
    """Return the journals of the units in scope, by unit and desk.

    Raises:
        OnlySupervisors: somebody else asks.
    """
    check_supervisor(counter, by, "journal", now)
    with counter.store.reading() as reading:
        return places_of(counter, reading)


def log(
    counter: Counter, ask: LogAsk, by: StaffMember, now: datetime, before: int | None = None
) -> LogPage:
    """Return a page of a journal's log below a number, the newest entries first.

    Personal numbers are masked in it: one is opened on the page of its dossier.

    Raises:
        OnlySupervisors: somebody else asks.
        NoSuchJournal: the journal is not one of the units in scope.
    """
    check_supervisor(counter, by, "journal", now)
    with counter.store.reading() as reading:
        place = next((p for p in places_of(counter, reading) if p.journal == ask.journal), None)
        if place is None:
            raise NoSuchJournal(ask.journal)
        hours = open_hours(counter, reading, place.unit)
        shelf = shelf_of(reading)
        seqs, further, is_cut = _wanted(shelf, ask, hours, before)
        came = ContactsShelf(reading.connection, reading.numbers).arrivals(ask.journal, seqs)
        # Of this machine's own clock more is known than what the province told.
        unknown = Arrival(None, _own_offset(reading) if place.is_own else None)
        lines = tuple(
            _line(masked(entry), code, came.get(entry.name.seq, unknown), hours)
            for entry, code in shelf.lines(ask.journal, seqs)
        )
    return LogPage(lines, further, is_cut)


def clerks_of(counter: Counter, journal: str) -> Mapping[str, str]:
    """Return the names of the people who sign in a journal, by log-in name."""
    with counter.store.reading() as reading:
        found = {
            entry.fact.clerk: entry.fact.name
            for entry in reading.journal.of_kinds(("StaffJoined",))
            if entry.name.journal == journal and isinstance(entry.fact, StaffJoined)
        }
        return reading.staff.names() | found if journal == reading.journal.own else found


def mark_reviewed(
    counter: Counter, journal: str, seq: int, by: StaffMember, now: datetime
) -> Recorded:
    """Record that a journal was read up to an entry: "Đã xem đến đây".

    Raises:
        OnlySupervisors: somebody else does it.
        NoSuchJournal: the entry is not here.
        ClockBehind: the machine's clock stands before the last entry.
    """
    check_supervisor(counter, by, "review", now)
    with counter.store.writing() as work:
        check_clock(work, now)
        if shelf_of(work).made_at(EntryName(journal, seq)) is None:
            raise NoSuchJournal(journal)
        units = (counter.desk.unit.code,)
        return work.journal.record(ReviewedTo(journal, seq), by=by.clerk, at=now, units=units)


# -- what the other services of supervision ask for too


def shelf_of(reading: Reading) -> ReviewShelf:
    """Return the shelf of review in one snapshot."""
    return ReviewShelf(reading.connection, reading.numbers, reading.journal)


def scope_of(counter: Counter, reading: Reading) -> tuple[str, ...]:
    """Return the units whose journals come here, the own one first."""
    state = reading.sync.state()
    scope = (counter.desk.unit.code, *(state.scope if state else ()))
    return tuple(code for code in dict.fromkeys(scope) if code != PROVINCE_FEED)


def places_of(counter: Counter, reading: Reading) -> tuple[JournalPlace, ...]:
    """Return the journals of the units in scope, by unit and desk."""
    shelf, own = shelf_of(reading), reading.journal.own
    founded = _founded(reading)
    reviewed = _reviewed(reading)
    scope = scope_of(counter, reading)
    made = []
    for journal, end in _ends(counter.store, shelf).items():
        fact = founded.get(journal)
        named = () if fact else shelf.units_named(journal)
        unit = fact.unit_code if fact else (named[0] if len(named) == 1 else "")
        if unit not in scope or not _is_of_unit(fact, journal, own, end):
            continue
        made.append(
            JournalPlace(
                journal=journal,
                unit=unit,
                unit_name=fact.unit_name if fact else unit_name(counter, unit),
                desk=fact.desk if fact else 0,
                is_own=journal == own,
                last_seq=end.last_seq,
                missing=end.last_seq - end.count,
                last_at=shelf.made_at(EntryName(journal, end.last_seq)),
                reviewed_to=reviewed.get(journal, 0),
            )
        )
    return tuple(sorted(made, key=lambda p: (scope.index(p.unit), p.desk, p.journal)))


def unit_name(counter: Counter, unit: str) -> str:
    """Return a unit's name by the list of communes, or its code."""
    if unit == counter.desk.unit.code:
        return counter.desk.unit.name
    place = counter.places.by_code(unit)
    return place.name if place else unit


def unit_names(counter: Counter) -> Mapping[str, str]:
    """Return the names of the units in scope and of all whose counters were founded here."""
    with counter.store.reading() as reading:
        names = {unit: unit_name(counter, unit) for unit in scope_of(counter, reading)}
        founded = _founded(reading).values()
    return names | {fact.unit_code: fact.unit_name for fact in founded}


def people(counter: Counter) -> tuple[StaffMember, ...]:
    """Return who signs in any journal here; a log-in name that means two people is left out."""
    found: dict[str, set[StaffMember]] = {}
    with counter.store.reading() as reading:
        for member in reading.staff.all():
            found.setdefault(member.clerk, set()).add(member)
        for entry in reading.journal.of_kinds(("StaffJoined",)):
            fact = entry.fact
            if isinstance(fact, StaffJoined):
                member = StaffMember(fact.clerk, fact.name, fact.role)
                found.setdefault(fact.clerk, set()).add(member)
    return tuple(
        next(iter(members))
        for members in found.values()
        if len({member.name for member in members}) == 1
    )


def names_in(counter: Counter, unit: str) -> Mapping[str, str]:
    """Return the names of the people who sign in a unit's journals, by log-in name."""
    with counter.store.reading() as reading:
        places = {place.journal for place in places_of(counter, reading) if place.unit == unit}
        own = reading.staff.names() if reading.journal.own in places else {}
        return own | {
            entry.fact.clerk: entry.fact.name
            for entry in reading.journal.of_kinds(("StaffJoined",))
            if entry.name.journal in places and isinstance(entry.fact, StaffJoined)
        }


def people_by_unit(reading: Reading) -> Mapping[str, Mapping[str, str]]:
    """Return the names of who signs in the journals of each unit, by log-in name."""
    founded = _founded(reading)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in reading.journal.of_kinds(("StaffJoined",)):
        counter = founded.get(entry.name.journal)
        if counter is not None and isinstance(entry.fact, StaffJoined):
            found[counter.unit_code][entry.fact.clerk] = entry.fact.name
    return found


def open_hours(counter: Counter, reading: Reading, unit: str) -> OpenHours:
    """Return the open hours of a unit: this machine's, with that unit's own extra sessions."""
    return open_hours_of(counter, reading, (unit,))[unit]


def open_hours_of(
    counter: Counter, reading: Reading, units: Iterable[str]
) -> Mapping[str, OpenHours]:
    """Return the open hours of some units; see ``open_hours``."""
    founded = _founded(reading)
    plans: defaultdict[str, list[Recorded]] = defaultdict(list)
    for entry in reading.journal.of_kinds(PLAN_KINDS):
        fact = founded.get(entry.name.journal)
        if fact is not None:
            plans[fact.unit_code].append(entry)
    clock = counter.due_clock
    return {unit: OpenHours(clock, fold_duty(plans[unit]).sessions) for unit in units}


def _is_of_unit(fact: CounterFounded | None, journal: str, own: str, end: JournalEnd) -> bool:
    """Tell whether a journal is here as a whole, not only for what was forwarded to us."""
    return journal == own or fact is not None or end.count == end.last_seq


def _founded(reading: Reading) -> dict[str, CounterFounded]:
    return {
        entry.name.journal: entry.fact
        for entry in reading.journal.of_kinds(("CounterFounded",))
        if isinstance(entry.fact, CounterFounded)
    }


def _reviewed(reading: Reading) -> dict[str, int]:
    """Return how far each journal was read, by whoever read furthest."""
    furthest: dict[str, int] = {}
    for entry in reading.journal.of_kinds(("ReviewedTo",)):
        if isinstance(entry.fact, ReviewedTo):
            known = furthest.get(entry.fact.journal, 0)
            furthest[entry.fact.journal] = max(known, entry.fact.seq)
    return furthest


_KEPT: WeakKeyDictionary[Store, tuple[int, dict[str, JournalEnd]]] = WeakKeyDictionary()


def _ends(store: Store, shelf: ReviewShelf) -> Mapping[str, JournalEnd]:
    """Return how far the journals have come: counted once, then only what has come since."""
    position = shelf.position()
    known_to, ends = _KEPT.get(store, (0, {}))
    if position > known_to:
        ends = dict(ends)
        for journal, new in shelf.ends(known_to).items():
            was = ends.get(journal, JournalEnd(0, 0))
            ends[journal] = JournalEnd(was.count + new.count, max(was.last_seq, new.last_seq))
        _KEPT[store] = (position, ends)
    return ends


def _wanted(
    shelf: ReviewShelf, ask: LogAsk, hours: OpenHours, before: int | None
) -> tuple[list[int], int | None, bool]:
    """Return the numbers of a page, below which number the next begins, and if it was cut."""
    if not ask.is_outside:
        found = [seq for seq, _ in shelf.scan(ask, before, PAGE)]
        return found, found[-1] if len(found) == PAGE else None, False
    outside: list[int] = []
    for _ in range(MOST_SCANS):
        scanned = shelf.scan(ask, before, SCAN)
        for seq, at in scanned:
            before = seq
            if not hours.holds(at):
                outside.append(seq)
                if len(outside) == PAGE:
                    return outside, before, False
        if len(scanned) < SCAN:
            return outside, None, False
    return outside, before, True


def _line(entry: Recorded, code: str, came: Arrival, hours: OpenHours) -> LogLine:
    is_outside = not hours.holds(entry.at)
    return LogLine(entry, code, is_outside, came.clock_offset, came.received_at)


def _own_offset(reading: Reading) -> timedelta | None:
    state = reading.sync.state()
    if state is None or state.offset is None:
        return None
    return timedelta(microseconds=state.offset)
