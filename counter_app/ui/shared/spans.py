"""Periods as people name them, and moments of which only the day may be known; no Qt."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from counter_app.domain.moments import day_of
from counter_app.domain.old_register import is_day_alone
from counter_app.ui.words import format_day, format_moment


class Span(StrEnum):
    """A period as people name it; ``other`` is what stands in the two fields."""

    TODAY = "today"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    LAST_QUARTER = "last_quarter"
    YEAR = "year"
    LAST_YEAR = "last_year"
    OTHER = "other"


def span_days(span: Span, today: date) -> tuple[date, date]:
    """Return the first and last day of a period, as seen today."""
    month = today.replace(day=1)
    match span:
        case Span.MONTH:
            return month, _month_end(month)
        case Span.LAST_MONTH:
            last = month - timedelta(days=1)
            return last.replace(day=1), last
        case Span.QUARTER:
            first = _quarter(today)
            return first, _month_end(first.replace(month=first.month + 2))
        case Span.LAST_QUARTER:
            last = _quarter(today) - timedelta(days=1)
            return _quarter(last), last
        case Span.YEAR:
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case Span.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return today, today


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


SPAN_WORDS = {
    Span.TODAY: "Hôm nay",
    Span.MONTH: "Tháng này",
    Span.LAST_MONTH: "Tháng trước",
    Span.QUARTER: "Quý này",
    Span.LAST_QUARTER: "Quý trước",
    Span.YEAR: "Năm nay",
    Span.LAST_YEAR: "Năm trước",
    Span.OTHER: "Khoảng khác",
}


def moment_or_day(moment: datetime | None) -> str:
    """Return a moment; of an older register often only the day is known, kept as midnight."""
    if moment is None:
        return ""
    return format_day(day_of(moment)) if is_day_alone(moment) else format_moment(moment)
