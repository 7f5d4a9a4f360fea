"""What a supervisor sees of the units in scope, and what is kept of their looking.

The figures are those of the reports (``services.reports``), counted once for all; how far the
journals have come is what this machine holds of them. What only the province knows (how much
waits at a counter to be sent) is said to be unknown, never guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import Exported, NumberOpened
from counter_app.domain.figures import Figure, Period, Tally
from counter_app.domain.journal_log import JournalPlace
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, Person, Role, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.report import By, Report, ReportForm
from counter_app.domain.working_spans import spans_of
from counter_app.domain.working_time import CalendarMissing
from counter_app.services import reports
from counter_app.services.acting import check_supervisor
from counter_app.services.counter import Counter, check_clock
from counter_app.services.review import names_in, places_of, scope_of, shelf_of, unit_name
from counter_app.services.stepping import MOST_TEXT
from counter_app.services.sync_status import status_of
from counter_app.store.overview import OverviewShelf, WeekCount

TREND_WEEKS = 12
"""So many weeks the trend looks back from the period's end."""

MASK = "•"


def late_share(tally: Tally) -> float | None:
    """Return the share of what was solved late or is overdue, from 0 to 1; None: nothing counts."""
    whole = tally.count(Figure.SOLVED) + tally.count(Figure.IN_PROGRESS)
    late = tally.count(Figure.LATE) + tally.count(Figure.OVERDUE)
    return late / whole if whole else None


@dataclass(frozen=True)
class UnitLine:
    """A unit at a glance.

    ``held_back`` counts entries that the province keeps back or that could not be taken in here.
    ``waiting`` is how much waits at its counters to be sent; None: the province alone knows.
    ``last_at`` is the device's time of its newest entry; None: nothing has come yet.
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


@dataclass(frozen=True)
class Week:
    """A week of the trend, by its Monday."""

    monday: date
    counts: WeekCount


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
    is_silent = silence(counter, now)
    units = []
    for code in scope:
        of_unit = tuple(p for p in places if p.unit == code)
        name, tally = tallies.get(code, (unit_name(counter, code), Tally({})))
        last_at = max((p.last_at for p in of_unit if p.last_at), default=None)
        missing = sum(p.missing + aside.get(p.journal, 0) for p in of_unit)
        units.append(
            UnitLine(
                code=code,
                name=of_unit[0].unit_name if of_unit else name,
                tally=tally,
                disputes=disputes.get(code, 0),
                held_back=missing + held.get(code, 0),
                waiting=waiting.get(code),
                last_at=last_at,
                is_silent=last_at is not None and is_silent(last_at),
                journals=of_unit,
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
    counter: Counter, report: Report, clerk: str, figure: Figure, offset: int, most: int
) -> tuple[int, tuple[DossierRow, ...]]:
    """Return how many dossiers of a clerk count in a figure, and a page of them."""
    behind = reports.rows_behind(counter, report, figure, clerk, offset, most)
    return behind.total, behind.rows


def weeks(counter: Counter, period: Period, now: datetime) -> tuple[Week, ...]:
    """Return the trend of the last weeks of a period, the oldest first."""
    last = min(period.last, day_of(now))
    monday = last - timedelta(days=last.weekday()) - timedelta(weeks=TREND_WEEKS - 1)
    start = Period(monday, monday).start
    with counter.store.reading() as reading:
        shelf = OverviewShelf(reading.connection)
        units = ("", *scope_of(counter, reading))
        found = shelf.weeks(units, start, start + timedelta(weeks=TREND_WEEKS))
    return tuple(
        Week(monday + timedelta(weeks=number), found.get(number, WeekCount()))
        for number in range(TREND_WEEKS)
    )


def fields(counter: Counter, period: Period, now: datetime) -> tuple[tuple[str, Tally], ...]:
    """Return the figures of each field in a period, by name."""
    report = reports.report(counter, ReportForm.II_06A, period, By.FIELD, now)
    return tuple((line.name, line.tally) for line in report.lines)


def charts(counter: Counter, shown: Overview, period: Period, now: datetime) -> bytes:
    """Return the charts of an overview as one page of PDF.

    Raises:
        FontMissing: the type face is not there.
    """
    from counter_app.printing.charts import Bar, Charts, WeekBars, charts_page

    received = shown.total.count(Figure.RECEIVED_NOW)
    made = Charts(
        title=f"Tổng quan từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}",
        weeks=tuple(
            WeekBars(f"{w.monday:%d/%m}", w.counts.received, w.counts.solved, w.counts.late)
            for w in weeks(counter, period, now)
        ),
        units=tuple(
            Bar(unit.name, 100 * unit.tally.count(Figure.RECEIVED_NOW) / received)
            for unit in shown.units
            if received
        ),
        fields=tuple(
            Bar(name, 100 * share)
            for name, tally in fields(counter, period, now)
            if (share := late_share(tally)) is not None
        ),
    )
    return charts_page(made)


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


def masked(dossier: Dossier) -> Dossier:
    """Return a dossier without the full personal numbers of its intake."""
    intake = dossier.intake
    submitter = intake.submitter
    return replace(
        dossier,
        intake=replace(
            intake,
            applicant=_masked(intake.applicant),
            submitter=submitter and replace(submitter, person=_masked(submitter.person)),
        ),
    )


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


def export_purpose(
    counter: Counter, what: str, purpose: str, by: StaffMember, now: datetime
) -> None:
    """Record for which purpose a supervisor takes something out; called before the file is made.

    A clerk takes out what is their own unit's: nothing is asked of them, and nothing recorded.

    Raises:
        FieldsRefused: no purpose was given, or far too long a one.
        ClockBehind: the machine's clock stands before the last entry.
    """
    if by.role is not Role.SUPERVISOR:
        return
    words = composed(purpose)
    if not words or len(words) > MOST_TEXT:
        raise FieldsRefused({"purpose": "missing" if not words else "too_long"})
    with counter.store.writing() as work:
        check_clock(work, now)
        units = (counter.desk.unit.code,)
        work.journal.record(Exported(what, words), by=by.clerk, at=now, units=units)


def _masked(person: Person) -> Person:
    number = person.id_number
    if not number:
        return person
    shown = number[:3] + MASK * (len(number) - 7) + number[-4:] if len(number) >= 8 else ""
    return replace(person, id_number=shown or MASK * len(number))


def _works(places: tuple[JournalPlace, ...], own: str) -> bool:
    """Tell whether this unit takes dossiers in itself: a supervisor's own office does not."""
    return len({p.unit for p in places}) == 1 or any(p.unit == own and not p.is_own for p in places)
