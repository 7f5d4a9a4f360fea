"""Whether a moment lies in the hours in which a desk is open, extra sessions included."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from counter_app.domain.deadline import DueClock
from counter_app.domain.duty import ExtraSession
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.working_time import CalendarMissing, Session

_Hours = tuple[tuple[time, time], ...]
_MINUTE = timedelta(minutes=1)


class OpenHours:
    """The open hours of a desk; each day is looked up once, thousands of moments are asked."""

    def __init__(self, clock: DueClock, sessions: Iterable[ExtraSession] = ()) -> None:
        self._clock = clock
        self._sessions = tuple(sessions)
        self._days: dict[date, int] = {}

    def holds(self, moment: datetime) -> bool:
        """Tell whether the desk is open at a moment, to the minute, both ends included."""
        local = at_counter(moment)
        day = local.date()
        minutes = self._days.get(day)
        if minutes is None:
            minutes = self._days[day] = _minutes_of(self._hours_of(day))
        return bool(minutes >> (local.hour * 60 + local.minute) & 1)

    def closed(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans in which ``holds`` says no, of a period: from, until before."""
        since, day = start, at_counter(start).date()
        while day <= at_counter(end).date():
            for opens, closes in sorted(self._hours_of(day)):
                until = min(datetime.combine(day, opens, VIETNAM), end)
                if since < until:
                    yield since, until
                since = max(since, datetime.combine(day, closes, VIETNAM) + _MINUTE)
            day += timedelta(days=1)
        if since < end:
            yield since, end

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


def _minutes_of(hours: _Hours) -> int:
    """Return the minutes of a day in which a desk is open, a bit for each: the quickest to ask."""
    minutes = 0
    for opens, closes in hours:
        first, last = (each.hour * 60 + each.minute for each in (opens, closes))
        minutes |= (1 << (last + 1)) - (1 << first)
    return minutes
