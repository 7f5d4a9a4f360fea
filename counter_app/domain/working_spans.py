"""Working time between moments, by the desk's own hours: what a pause leaves, what is due soon.

Working time is counted in whole minutes, the seconds of a moment dropped, as in ``deadline``.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from counter_app.domain.moments import as_utc, at_counter
from counter_app.domain.working_time import (
    CalendarMissing,
    DeskHours,
    Session,
    WorkCalendar,
    moment_of,
)

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
MINUTES_OF_A_DAY = 24 * 60
_MIDNIGHT = time()
_CLOSED = (0,) * (MINUTES_OF_A_DAY + 1)

DayTable = Sequence[int]
"""The working minutes that have passed at each minute of a day."""


@dataclass(frozen=True)
class WorkingSpans:
    """Measures working time by one calendar and one desk's hours; days are added up once."""

    calendar: WorkCalendar
    hours: DeskHours

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the working minutes from one moment to a later one; 0 if it is not later.

        Raises:
            CalendarMissing: a moment lies outside the years whose holidays are known.
        """
        return max(self.elapsed(end) - self.elapsed(start), 0)

    def minutes_of_day(self, moment: datetime) -> int:
        """Return how long the desk is open on the day of a moment; 0 on a day off.

        Raises:
            CalendarMissing: the moment lies outside the years whose holidays are known.
        """
        day, _ = self._place(moment)
        return self._tables[day][MINUTES_OF_A_DAY]

    def length_of_day(self, moment: datetime) -> int:
        """Return how many minutes a working day has at a moment.

        It is the day's own length; on a day off (it may have been none when a due moment was
        promised for it) that of the last working day before.

        Raises:
            CalendarMissing: the moment lies outside the years whose holidays are known.
        """
        day, _ = self._place(moment)
        while day and not self._tables[day][MINUTES_OF_A_DAY]:
            day -= 1
        return self._tables[day][MINUTES_OF_A_DAY]

    def moment_after(self, start: datetime, minutes: int) -> datetime:
        """Return the first moment at which so many working minutes have passed since a moment.

        Raises:
            CalendarMissing: it lies outside the years whose holidays are known.
        """
        if minutes <= 0:
            return at_counter(start).replace(second=0, microsecond=0)
        wanted = self.elapsed(start) + minutes
        day = bisect_left(self._ends, wanted)
        if day == len(self._ends):
            raise CalendarMissing(self.calendar.last_year + 1)
        left = wanted - (self._ends[day - 1] if day else 0)
        midnight = at_counter(self._start) + day * ONE_DAY
        return midnight + bisect_left(self._tables[day], left) * ONE_MINUTE

    def elapsed(self, moment: datetime) -> int:
        """Return the working minutes from the first known day to a moment.

        Raises:
            CalendarMissing: the moment lies outside the years whose holidays are known.
        """
        day, minute = self._place(moment)
        return (self._ends[day - 1] if day else 0) + self._tables[day][minute]

    def _place(self, moment: datetime) -> tuple[int, int]:
        day, minute = divmod((moment - self._start) // ONE_MINUTE, MINUTES_OF_A_DAY)
        if not 0 <= day < len(self._tables):
            raise CalendarMissing(at_counter(moment).year)
        return day, minute

    @cached_property
    def _start(self) -> datetime:
        # In UTC, as the store gives moments: parting two of one zone is much quicker.
        return as_utc(moment_of(self._first, _MIDNIGHT))

    @cached_property
    def _first(self) -> date:
        """The first day of the last known years that follow each other without a gap."""
        year = max(self.calendar.last_year, 1)
        while year > 1 and self._knows(year - 1):
            year -= 1
        return date(year, 1, 1)

    def _knows(self, year: int) -> bool:
        try:
            self.calendar.require(date(year, 1, 1))
        except CalendarMissing:
            return False
        return True

    @cached_property
    def _tables(self) -> list[DayTable]:
        """One table for each known day; days with the same sessions share theirs."""
        shared: dict[tuple[Session, ...], DayTable] = {(): _CLOSED}
        tables, on = [], self._first
        while on.year <= self.calendar.last_year:
            sessions = self.hours.sessions_on(on) if self.calendar.is_working_day(on) else ()
            if sessions not in shared:
                shared[sessions] = _table(sessions)
            tables.append(shared[sessions])
            on += ONE_DAY
        return tables

    @cached_property
    def _ends(self) -> list[int]:
        """The working minutes that have passed at the end of each day."""
        total, ends = 0, []
        for table in self._tables:
            total += table[MINUTES_OF_A_DAY]
            ends.append(total)
        return ends


def _table(sessions: Sequence[Session]) -> DayTable:
    passed, table = 0, [0]
    for minute in range(MINUTES_OF_A_DAY):
        passed += any(
            session.opens.hour * 60 + session.opens.minute
            <= minute
            < session.closes.hour * 60 + session.closes.minute
            for session in sessions
        )
        table.append(passed)
    return tuple(table)


def due_after_pause(
    spans: WorkingSpans, due_at: datetime, left_minutes: int, resumed_at: datetime
) -> datetime:
    """Return the due moment behind a pause: what was left when it began is left again.

    A result is never due earlier than before, and one that was overdue stays as late as it was.

    Raises:
        CalendarMissing: it lies past the last year whose holidays are known.
    """
    if not left_minutes:
        return due_at
    return max(due_at, spans.moment_after(resumed_at, left_minutes))


@lru_cache(maxsize=8)
def spans_of(calendar: WorkCalendar, hours: DeskHours) -> WorkingSpans:
    """Return what measures working time by a calendar and hours; adding up takes a moment once."""
    return WorkingSpans(calendar, hours)
