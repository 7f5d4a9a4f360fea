"""One commune of the demonstration area: its counters, enrolled, with everything they recorded."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from counter_app.demo_area import oddities
from counter_app.demo_area.communes import (
    ANSWERED,
    CLOCK_AHEAD,
    SILENT,
    STORIES,
    TWO_DESKS,
    character_of,
    clock_of,
)
from counter_app.demo_area.counters import AreaCounter, enrolled
from counter_app.demo_area.lives import Event, Work, a_year
from counter_app.demo_area.shifts import roster, shifts
from counter_app.demo_area.teller import APART, Teller
from counter_app.domain.deadline import DueClock
from counter_app.domain.facts import EntryName, TakenIn
from counter_app.domain.moments import VIETNAM, as_utc, at_counter, day_of
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.procedure import Procedure
from counter_app.domain.units import Unit
from sync.server.province import Province

NAMES = ("Nông Thị Mẫu", "Hoàng Văn Thử", "Lý Thị Ví", "Triệu Văn Dụ", "Bàn Thị Giả")

SHIFT_DAYS, FEWEST_SHIFT_DAYS, MANY = 15, 3, 100
"""Shifts are told of so many working days; with fewer dossiers a year than many, of the second."""

SECOND_SHARE = 5
"""A second desk has a dossier where the first one has so many."""

OPENS, CLOSES = time(7, 30), time(17, 5)
"""When machines are switched on and off."""

UNTIL_ANSWER = timedelta(minutes=25)
"""So long before now the commune that was asked does nothing any more but answer."""


@dataclass(frozen=True)
class Year:
    """What is the same for all communes: the days, the dossiers of each, the rules."""

    now: datetime
    days: tuple[date, date]
    dossiers: int
    procedures: tuple[Procedure, ...]
    due: DueClock

    @property
    def founded_at(self) -> datetime:
        """When the counters were set up: the day before."""
        return datetime.combine(self.days[0] - timedelta(days=1), datetime.min.time(), VIETNAM)


@dataclass
class Made:
    """A commune as it was made; ``told_of`` is a dossier of it that may be asked about.

    ``until`` is the last moment that is told of it, ``contact_at`` when its counters last asked
    the province for what is new; ``asked_at`` is a moment of the working day before.
    """

    unit: Unit
    counters: list[AreaCounter]
    staff: tuple[StaffMember, ...]
    until: datetime
    contact_at: datetime
    asked_at: datetime
    told_of: tuple[EntryName, str] | None = None


def commune_at(province: Province, year: Year, place: int, unit: Unit, commune: Commune) -> Made:
    """Enrol the counters of a commune and let them record their year."""
    teller, counter = _desk(province, year, place, unit, commune, 1)
    events = _events(teller, year, place)
    counter.ahead = clock_of(place)
    until = _until(teller, place)
    seen_at = until if place in SILENT else _office_until(teller) - timedelta(minutes=place % 13)
    asked_at = as_utc(teller.at(1, 9, 15))
    made = Made(unit, [counter], staff_of(place), until, seen_at, asked_at)
    if place == TWO_DESKS:
        made.counters.append(_beside(province, year, place, unit, commune, teller, counter, events))
    else:
        counter.record(events)
    made.told_of = _told_of(counter, events)
    return made


def staff_of(place: int, desk: int = 1) -> tuple[StaffMember, ...]:
    """Return the fictional people at a desk: the head of the commune's office is at the first."""
    letters = ("a", "b") if desk == 1 else ("c", "d")
    head = Role.HEAD if desk == 1 else Role.CLERK
    return tuple(
        StaffMember(f"cb{place:02}{letter}", NAMES[(place + 2 * desk + n) % len(NAMES)], role)
        for n, (letter, role) in enumerate(zip(letters, (head, Role.CLERK), strict=True))
    )


def _desk(
    province: Province, year: Year, place: int, unit: Unit, commune: Commune, desk: int
) -> tuple[Teller, AreaCounter]:
    """Enrol a desk and found its counter; return who tells of it, and the counter."""
    name = f"demo area/{unit.code}" if desk == 1 else f"demo area/{unit.code}/{desk}"
    journal = sha256(name.encode()).hexdigest()[:16]
    counter, staff = enrolled(province, unit, journal, year.founded_at), staff_of(place, desk)
    counter.found(staff, year.founded_at)
    work = Work(
        unit.code,
        unit.agency_identifier,
        counter.answer.desk,
        counter.first_serial,
        [member.clerk for member in staff],
        year.procedures,
        year.due,
        commune,
    )
    return Teller(work, year.now, name), counter


def _events(teller: Teller, year: Year, place: int) -> list[Event]:
    """Return all that happened at the first desk until now, in its true order."""
    count = round(year.dossiers * (0.6 + 0.8 * ((place * 11) % 37) / 37))
    work, staff = teller.work, staff_of(place)
    events = a_year(work, character_of(place), count, year.days, seed=work.unit_code)
    for story in STORIES.get(place, ()):
        story(teller)
    days = SHIFT_DAYS if year.dossiers >= MANY else FEWEST_SHIFT_DAYS
    shifts(teller, staff, [*events, *teller.told], days)
    plan, at = roster(staff, work.desk, year.days[0]), as_utc(year.founded_at + timedelta(hours=9))
    events += [Event(at, teller.next_number(), staff[0].clerk, plan), *teller.told]
    if place == CLOCK_AHEAD:
        events = oddities.with_clock_ahead(events, teller)
    until = _until(teller, place)
    events.sort(key=lambda event: (event.truly_at, event.dossier))
    return [event for event in events if event.truly_at <= until]


def _until(teller: Teller, place: int) -> datetime:
    """Return the last moment of which a commune tells."""
    if place == ANSWERED:
        return _office_until(teller) - UNTIL_ANSWER
    closes = datetime.combine(day_of(teller.now), CLOSES, VIETNAM)
    return min(as_utc(closes - timedelta(SILENT.get(place, 0))), as_utc(teller.now))


def _office_until(teller: Teller) -> datetime:
    """Return now, or the end of the last day's work: machines are switched off at night."""
    now, today = at_counter(teller.now).replace(microsecond=0), day_of(teller.now)
    is_working = teller.work.due.calendar.is_working_day(today)
    if is_working and OPENS <= now.time() <= CLOSES:
        return as_utc(now)
    back = 0 if is_working and now.time() > CLOSES else 1
    return as_utc(teller.at(back, CLOSES.hour, CLOSES.minute))


def _beside(
    province: Province,
    year: Year,
    place: int,
    unit: Unit,
    commune: Commune,
    teller: Teller,
    counter: AreaCounter,
    events: list[Event],
) -> AreaCounter:
    """Let a second desk work beside the first, and the two contradict each other about a dossier.

    Return the second desk's counter; both have recorded everything.
    """
    told, ours, theirs = oddities.disputed(teller)
    every = sorted([*events, *told.events, ours], key=lambda event: event.at)
    counter.record(event for event in every if event.at < ours.at)
    common = counter.subjects[told.number]
    counter.record(event for event in every if event.at >= ours.at)

    other_teller, other = _desk(province, year, place, unit, commune, 2)
    count = max(1, year.dossiers // SECOND_SHARE)
    seed, work = f"{unit.code}/2", other_teller.work
    own = a_year(work, character_of(place), count, year.days, seed=seed)
    other.subjects[told.number] = common
    own.append(replace(theirs, by=work.clerks[0]))
    own.sort(key=lambda event: event.at)
    other.record(event for event in own if event.at <= as_utc(year.now))
    return other


def _told_of(counter: AreaCounter, events: list[Event]) -> tuple[EntryName, str] | None:
    """Return a dossier that may be asked about: the last one told by hand, or the last of all."""
    taken = [event for event in events if isinstance(event.fact, TakenIn)]
    if not taken:
        return None
    last = max(taken, key=lambda event: (event.dossier >= APART, event.at))
    assert isinstance(last.fact, TakenIn)
    return EntryName(*counter.subjects[last.dossier][0]), last.fact.code
