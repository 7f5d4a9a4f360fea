"""The trend of a report by week, from the same rows as its figures."""

from datetime import timedelta

from counter_app.domain.charts import TrendWeek
from counter_app.domain.figures import Period
from counter_app.domain.moments import day_of
from counter_app.domain.report import Report
from counter_app.store.figures import WeekCount
from counter_app.store.store import Reading


def weeks_of(reading: Reading, asked: Report, own: str) -> tuple[TrendWeek, ...]:
    """Return the weeks of a report's days; the first and the last one may be parts of weeks.

    ``own`` is the counter's own unit: dossiers that name none are its.
    """
    first, last = asked.period.first, day_of(asked.as_of)
    monday = first - timedelta(days=first.weekday())
    units = (*asked.scope, *("" for code in asked.scope if code == own))
    found = reading.figures.weeks(asked.period, asked.as_of, units, Period(monday, monday).start)
    return tuple(
        TrendWeek(max(first, monday + timedelta(weeks=nth)), week.received, week.solved, week.late)
        for nth in range((last - monday).days // 7 + 1)
        for week in (found.get(nth, WeekCount()),)
    )
