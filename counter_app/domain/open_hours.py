"""Whether a moment lies in the hours in which a desk is open, extra sessions included."""

from collections.abc import Iterable
from datetime import date, datetime, time

from counter_app.domain.deadline import DueClock
from counter_app.domain.duty import ExtraSession
from counter_app.domain.moments import at_counter
from counter_app.domain.working_time import CalendarMissing, Session

_Hours = tuple[tuple[time, time], ...]


class OpenHours:
    """The open hours of a desk; each day is looked up once, thousands of moments are asked."""

    def __init__(self, clock: DueClock, sessions: Iterable[ExtraSession] = ()) -> None:
        self._clock = clock
        self._sessions = tuple(sessions)
        self._days: dict[date, _Hours] = {}

    def holds(self, moment: datetime) -> bool:
        """Tell whether the desk is open at a moment, to the minute, both ends included."""
        local = at_counter(moment)
        day = local.date()
        if day not in self._days:
            self._days[day] = self._hours_of(day)
        minute = local.time().replace(second=0, microsecond=0)
        return any(opens <= minute <= closes for opens, closes in self._days[day])

    def _hours_of(self, day: date) -> _Hours:
        extra = (s.hours for s in self._sessions if s.takes_place_on(day))
        return tuple((s.opens, s.closes) for s in (*self._plain(day), *extra) if s is not None)

    def _plain(self, day: date) -> tuple[Session, ...]:
        """Return the sessions without extra ones; a plain Saturday has what the desk keeps then."""
        hours, calendar = self._clock.hours, self._clock.calendar
        try:
            if calendar.is_working_day(day):
                return hours.sessions_on(day)
            is_weekend = calendar.why_off(day)[0] == "weekend"
        except CalendarMissing:
            is_weekend = True
        week = next((s.weekdays for s in hours.seasons if s.contains(day)), hours.weekdays)
        return week[day.weekday()] if is_weekend else ()
