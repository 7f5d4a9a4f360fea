"""Working days and desk hours: when the office works, and when its desk is open.

A working day is a Monday to Friday that the calendar does not mark ``off``, or a day that it
marks ``workday`` (a swapped Saturday). Local extra sessions, such as a Saturday morning, allow
intake but never become working days (rules, section 2).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from counter_app.domain.errors import Refusal
from counter_app.domain.moments import VIETNAM

ONE_DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
SWAPPED = "nghỉ hoán đổi"


class CalendarMissing(Refusal):
    """The holidays of a year are not known, so nothing may be counted into it."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


class BadDeskHours(Refusal):
    """Desk hours that are no hours: unreadable, closing before opening, or overlapping."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DayKind(StrEnum):
    """What the calendar says of a day: free although a weekday, or worked although a weekend."""

    OFF = "off"
    WORKDAY = "workday"


@dataclass(frozen=True)
class CalendarDay:
    """A day on which the calendar differs from the week, its name and the notice that says so.

    ``is_verified`` tells whether the official notice was compared.
    """

    on: date
    kind: DayKind
    name: str
    source: str
    is_verified: bool


@dataclass(frozen=True)
class WorkCalendar:
    """The holidays and swapped days that are known, year by year.

    A year is known when at least one day off in it is known; a swapped working day alone (it
    may make up for a day of the year before) does not make its year known.
    """

    days: tuple[CalendarDay, ...]

    @cached_property
    def _by_date(self) -> dict[date, CalendarDay]:
        return {day.on: day for day in self.days}

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(day.on.year for day in self.days if day.kind is DayKind.OFF)

    @property
    def first_year(self) -> int:
        """The first year whose holidays are known, 0 for an empty calendar."""
        return min(self._years, default=0)

    @property
    def last_year(self) -> int:
        """The last year whose holidays are known, 0 for an empty calendar."""
        return max(self._years, default=0)

    def require(self, on: date) -> None:
        """Make sure that the holidays of the day's year are known.

        Raises:
            CalendarMissing: they are not.
        """
        if on.year not in self._years:
            raise CalendarMissing(on.year)

    def day(self, on: date) -> CalendarDay | None:
        """Return what the calendar says of a day, or None for a day like any other."""
        return self._by_date.get(on)

    def is_working_day(self, on: date) -> bool:
        """Tell whether the office works on a day.

        Raises:
            CalendarMissing: the holidays of that year are not known.
        """
        return self.why_off(on)[0] == ""

    def why_off(self, on: date) -> tuple[str, str]:
        """Return why a day is no working day and the holiday's name; two empty texts if it is.

        The reason is ``weekend``, ``holiday`` or ``swapped_off``, as in ``facts.CountedDay``.

        Raises:
            CalendarMissing: the holidays of that year are not known.
        """
        self.require(on)
        marked = self.day(on)
        if marked is None:
            return ("weekend", "") if on.weekday() >= SATURDAY else ("", "")
        if marked.kind is DayKind.WORKDAY:
            return "", ""
        is_swapped = marked.name.casefold().startswith(SWAPPED)
        return ("swapped_off" if is_swapped else "holiday"), marked.name

    def next_working_day(self, after: date) -> date:
        """Return the first working day later than a day.

        Raises:
            CalendarMissing: there is none within the years that are known.
        """
        on = tomorrow(after)
        while not self.is_working_day(on):
            on = tomorrow(on)
        return on


@dataclass(frozen=True)
class Session:
    """A stretch of desk hours, such as the morning; both ends are wall-clock times."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise BadDeskHours(str(self))

    @classmethod
    def parse(cls, text: str) -> "Session":
        """Read ``07:30-11:30``; ``7h30-11h30`` and a long dash are read too.

        Raises:
            BadDeskHours: the text is no such stretch.
        """
        clock = r"([0-9]{1,2})[:hg.]([0-9]{2})"
        found = re.fullmatch(rf"{clock}[-–—]{clock}", re.sub(r"\s+", "", text.casefold()))
        if found is None:
            raise BadDeskHours(text)
        first_hour, first_minute, last_hour, last_minute = map(int, found.groups())
        try:
            return cls(time(first_hour, first_minute), time(last_hour, last_minute))
        except ValueError:
            raise BadDeskHours(text) from None

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def parse_sessions(text: str) -> tuple[Session, ...]:
    """Read a day's desk hours, such as ``07:30-11:30, 13:30-17:00``; empty text is a closed day.

    Raises:
        BadDeskHours: a part cannot be read, or two sessions overlap.
    """
    parts = [part for part in re.split(r"[,;]", text) if part.strip()]
    return in_order(Session.parse(part) for part in parts)


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the sessions of a day in the order of the clock.

    Raises:
        BadDeskHours: two of them overlap.
    """
    ordered = tuple(sorted(sessions, key=lambda session: session.opens))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise BadDeskHours(f"{earlier}, {later}")
    return ordered


Week = tuple[tuple[Session, ...], ...]
"""Seven days of sessions, Monday first."""


def week_of(weekday: str, saturday: str = "", sunday: str = "") -> Week:
    """Return a week whose five weekdays have the same hours, given as text.

    Raises:
        BadDeskHours: a text cannot be read.
    """
    return (parse_sessions(weekday),) * 5 + (parse_sessions(saturday), parse_sessions(sunday))


@dataclass(frozen=True)
class Season:
    """Desk hours of a part of the year, such as summer; it may run over the year's end.

    ``first`` and ``last`` are (month, day), both included; ``weekdays`` are the sessions of the
    seven days, Monday first.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    weekdays: Week

    def __post_init__(self) -> None:
        _check_week(self.weekdays)

    def contains(self, on: date) -> bool:
        """Tell whether a day lies in the season."""
        day = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last


@dataclass(frozen=True)
class DeskHours:
    """When the desk is open: the hours of the week, and seasons that differ from them."""

    weekdays: Week
    seasons: tuple[Season, ...] = ()

    def __post_init__(self) -> None:
        _check_week(self.weekdays)

    @classmethod
    def parse(cls, weekday: str, saturday: str = "", sunday: str = "") -> "DeskHours":
        """Read hours that are the same from Monday to Friday, all year.

        Raises:
            BadDeskHours: a text cannot be read.
        """
        return cls(week_of(weekday, saturday, sunday))

    def sessions_on(self, on: date) -> tuple[Session, ...]:
        """Return the sessions of a working day.

        A day without hours of its own, such as a swapped Saturday, has those of Friday (or, if
        Friday has none either, of the week's first day that has some).
        """
        week = next((s.weekdays for s in self.seasons if s.contains(on)), self.weekdays)
        return week[on.weekday()] or week[FRIDAY] or next(day for day in week if day)

    def closing_on(self, on: date) -> time:
        """Return when the desk closes on a working day."""
        return self.sessions_on(on)[-1].closes


def _check_week(week: Week) -> None:
    if len(week) != 7 or not any(week):
        raise BadDeskHours(" | ".join(", ".join(map(str, day)) for day in week))
    for day in week:
        if in_order(day) != day:
            raise BadDeskHours(", ".join(map(str, day)))


def tomorrow(on: date) -> date:
    """Return the next day.

    Raises:
        CalendarMissing: the calendar of mankind ends there.
    """
    if on == date.max:
        raise CalendarMissing(on.year + 1)
    return on + ONE_DAY


def moment_of(on: date, clock: time) -> datetime:
    """Return the moment at which the counter's clock shows a time on a day."""
    return datetime.combine(on, clock, VIETNAM)
