"""The rules a counter works by: catalogue, calendar, hours, forms; and how decisions change them.

Every change gives new values; what was promised by the old ones stays promised.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counter_app.domain.deadline import DueClock
from counter_app.domain.form import Form, FormSet
from counter_app.domain.procedure import Catalogue, Procedure
from counter_app.domain.standing import DEFAULT_SOON, SoonRule
from counter_app.domain.working_time import CalendarDay, WorkCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewDay:
    """A day on which the office works otherwise than was known before, and since when we know."""

    on: date
    known_at: datetime


@dataclass(frozen=True)
class Rules:
    """All rules that are in force at one moment; ``soon`` says when something is due soon.

    ``new_days`` are the days that were decided since the program's own calendar was made;
    ``unreadable_count`` is how many publications this program could not read.
    """

    catalogue: Catalogue
    due_clock: DueClock
    forms: FormSet
    soon: SoonRule = DEFAULT_SOON
    new_days: tuple[NewDay, ...] = ()
    unreadable_count: int = 0

    @property
    def calendar(self) -> WorkCalendar:
        """The holidays and swapped days."""
        return self.due_clock.calendar

    def with_calendar(self, calendar: WorkCalendar) -> "Rules":
        """Return the rules with another calendar."""
        return replace(self, due_clock=replace(self.due_clock, calendar=calendar))


def with_day(calendar: WorkCalendar, on: date, day: CalendarDay | None) -> WorkCalendar:
    """Return a calendar in which a day is this sort of day; None makes it one like any other."""
    others = tuple(each for each in calendar.days if each.on != on)
    return WorkCalendar(others if day is None else (*others, day))


def with_edition(catalogue: Catalogue, edition: Procedure) -> Catalogue:
    """Return a catalogue with one more edition of a procedure.

    The edition in force before ends the day before; one that begins the same day or later was
    never in force, and gives way.
    """
    last_on = edition.valid_from - ONE_DAY
    kept = tuple(
        _ended(each, last_on) if each.code == edition.code else each
        for each in catalogue.procedures
        if each.code != edition.code or each.valid_from <= last_on
    )
    return replace(catalogue, procedures=(*kept, edition))


def without(catalogue: Catalogue, code: str, last_on: date) -> Catalogue:
    """Return a catalogue in which a procedure ends after a day."""
    kept = tuple(
        _ended(each, last_on) if each.code == code else each
        for each in catalogue.procedures
        if each.code != code or each.valid_from <= last_on
    )
    return replace(catalogue, procedures=kept)


def _ended(procedure: Procedure, last_on: date) -> Procedure:
    if procedure.valid_to is not None and procedure.valid_to <= last_on:
        return procedure
    return replace(procedure, valid_to=last_on)


def with_form(forms: FormSet, form: Form) -> FormSet:
    """Return the forms with one more edition; it replaces the one that begins the same day."""
    kept = tuple(
        each
        for each in forms.editions
        if (each.number, each.valid_from) != (form.number, form.valid_from)
    )
    return FormSet((*kept, form))


class RuleBook:
    """The rules of an open counter, as they are now; replaced whole, so every thread may read.

    ``base`` are the rules of the program's files and of the settings, ``read_to`` says which
    decisions are in what ``current`` gives.
    """

    def __init__(self, base: Rules) -> None:
        self.base = base
        self.current = base
        self.read_to = 0

    def take(self, rules: Rules, read_to: int) -> None:
        """Work by these rules from now on."""
        self.current, self.read_to = rules, read_to

    def choose(self, base: Rules) -> None:
        """Begin with other settings; the decisions have to be read anew."""
        self.base, self.read_to = base, -1


def changed_days(before: WorkCalendar, after: WorkCalendar) -> tuple[date, ...]:
    """Return the days about which two calendars differ in whether the office works."""
    return tuple(sorted({on for on, _ in _kinds(before) ^ _kinds(after)}))


def _kinds(calendar: WorkCalendar) -> frozenset[tuple[date, str]]:
    return frozenset((day.on, day.kind.value) for day in calendar.days)
