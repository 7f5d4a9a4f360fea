"""What a supervisor sees of the units in scope, and what is kept of their looking.

The figures are those of the reports (``services.reports``), counted once for all; how far the
journals have come is what this machine holds of them. What waits at a counter and when it was in
contact last is what the province told; where it did not, that is said, never guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import NumberOpened
from counter_app.domain.figures import Figure, Period, Tally
from counter_app.domain.journal_log import JournalPlace
from counter_app.domain.people import StaffMember
from counter_app.domain.report import By, Report, ReportForm
from counter_app.domain.working_spans import spans_of
from counter_app.domain.working_time import CalendarMissing
from counter_app.services import reports
from counter_app.services.acting import check_supervisor
from counter_app.services.contacts import UnitContact, known_at, of_units, silent_since
from counter_app.services.counter import Counter, check_clock
from counter_app.services.review import names_in, places_of, scope_of, shelf_of, unit_name
from counter_app.services.sync_status import status_of
from counter_app.store.overview import OverviewShelf


def late_share(tally: Tally) -> float | None:
    """Return the share of what was solved late or is overdue, from 0 to 1; None: nothing counts."""
    whole = tally.count(Figure.SOLVED) + tally.count(Figure.IN_PROGRESS)
    late = tally.count(Figure.LATE) + tally.count(Figure.OVERDUE)
    return late / whole if whole else None


@dataclass(frozen=True)
class UnitLine:
    """A unit at a glance.

    ``held_back`` counts entries that the province keeps back or that could not be taken in here.
    ``waiting`` is how much waits at its counters to be sent; None: nobody told this machine.
    ``last_at`` is the device's time of its newest entry; None: nothing has come yet. ``contact``
    is what the province told of its counters, ``since`` the later of both.
    """

    code: str
    name: str
    tally: Tally
    disputes: int
    held_back: int
    waiting: int | None
    last_at: datetime | None
    is_silent: bool
    journals: tuple[JournalPlace, ...]
    contact: UnitContact | None = None
    since: datetime | None = None

    @property
    def late(self) -> int:
        """How many were solved late or are overdue."""
        return self.tally.count(Figure.LATE) + self.tally.count(Figure.OVERDUE)

    @property
    def late_share(self) -> float | None:
        """The share of what is late in all that counts, from 0 to 1; None: nothing counts."""
        return late_share(self.tally)


@dataclass(frozen=True)
class Overview:
    """The units in scope in a period, with the report that the figures are from."""

    report: Report
    units: tuple[UnitLine, ...]
    total: Tally


@dataclass(frozen=True)
class ClerkLine:
    """What one clerk of a unit took in, and what became of it."""

    clerk: str
    name: str
    tally: Tally


def overview(counter: Counter, period: Period, by: StaffMember, now: datetime) -> Overview:
    """Return the units in scope in a period.

    Raises:
        OnlySupervisors: somebody else asks.
        PeriodBackwards, PeriodTooLong: the period makes no sense.
    """
    check_supervisor(counter, by, "overview", now)
    report = reports.report(counter, ReportForm.II_06A, period, By.UNIT, now)
    tallies = {line.key: (line.name, line.tally) for line in report.lines}
    with counter.store.reading() as reading:
        shelf = shelf_of(reading)
        places = places_of(counter, reading)
        disputes, aside = shelf.disputed(), shelf.set_aside()
        own = counter.desk.unit.code
        scope = [code for code in scope_of(counter, reading) if code != own or _works(places, own)]
        status = status_of(reading)
        held = {own: len(status.held_back)}
        waiting = {own: status.waiting} if status.is_enrolled else {}
        contacts = of_units(reading)
    units = []
    for code in scope:
        of_unit = tuple(p for p in places if p.unit == code)
        name, tally = tallies.get(code, (unit_name(counter, code), Tally({})))
        last_at = max((p.last_at for p in of_unit if p.last_at), default=None)
        missing = sum(p.missing + aside.get(p.journal, 0) for p in of_unit)
        contact, mine = contacts.get(code), waiting.get(code)
        since = silent_since(contact, of_unit)
        units.append(
            UnitLine(
                code=code,
                name=of_unit[0].unit_name if of_unit else name,
                tally=tally,
                disputes=disputes.get(code, 0),
                held_back=missing + held.get(code, 0),
                waiting=mine if contact is None else contact.waiting + (mine or 0),
                last_at=last_at,
                is_silent=since is not None and silence(counter, known_at(contact, now))(since),
                journals=of_unit,
                contact=contact,
                since=since,
            )
        )
    return Overview(report, tuple(units), report.total)


def clerks(
    counter: Counter, unit: str, period: Period, by: StaffMember, now: datetime
) -> tuple[Report, tuple[ClerkLine, ...]]:
    """Return who took in what at a unit, with the report that the figures are from.

    Raises:
        OnlySupervisors: somebody else asks.
        UnitNotInScope: the unit's journals do not come here.
    """
    check_supervisor(counter, by, "overview", now, unit)
    report = reports.report(counter, ReportForm.II_06A, period, By.CLERK, now, unit)
    names = names_in(counter, unit)
    lines = tuple(
        ClerkLine(line.key, names.get(line.key, line.name), line.tally) for line in report.lines
    )
    return report, lines


def dossiers_behind(
    counter: Counter, report: Report, clerk: str | None, figure: Figure, offset: int, most: int
) -> tuple[int, tuple[DossierRow, ...]]:
    """Return how many dossiers of a clerk, or of all (None), count in a figure, and a page."""
    behind = reports.rows_behind(counter, report, figure, clerk, offset, most)
    return behind.total, behind.rows


def disputed(counter: Counter, unit: str, clerk: str | None) -> tuple[DossierRow, ...]:
    """Return the dossiers of a unit, or of one of its clerks, that are disputed now."""
    with counter.store.reading() as reading:
        rows = OverviewShelf(reading.connection).disputed(unit)
    return tuple(row for row in rows if clerk in (None, row.taken_in_by))


def silence(counter: Counter, now: datetime) -> Callable[[datetime], bool]:
    """Return what tells whether a working day has gone by since a moment."""
    clock = counter.due_clock
    spans = spans_of(clock.calendar, clock.hours)

    def is_silent(since: datetime) -> bool:
        try:
            return since < now and spans.minutes_between(since, now) >= spans.length_of_day(now)
        except CalendarMissing:
            return now - since > timedelta(days=1)

    return is_silent


# -- personal numbers, one by one


def open_number(counter: Counter, code: str, by: StaffMember, now: datetime) -> Dossier:
    """Return a dossier with its personal numbers, and record that a supervisor looked at them.

    Raises:
        OnlySupervisors: a clerk has them before their eyes already.
        NoSuchDossier: no dossier here has the code.
        ClockBehind: the machine's clock stands before the last entry; nothing is shown.
    """
    check_supervisor(counter, by, "open_number", now, code)
    with counter.store.writing() as work:
        check_clock(work, now)
        dossier = work.dossiers.by_code(code)
        fact = NumberOpened(dossier.name, code)
        work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))
    return dossier


def _works(places: tuple[JournalPlace, ...], own: str) -> bool:
    """Tell whether this unit takes dossiers in itself: a supervisor's own office does not."""
    return len({p.unit for p in places}) == 1 or any(p.unit == own and not p.is_own for p in places)
