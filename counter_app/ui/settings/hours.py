"""Desk hours as texts in fields: shown, read, and said in a sentence; no Qt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused
from counter_app.domain.working_time import (
    BadDeskHours,
    DeskHours,
    Season,
    Session,
    parse_sessions,
)
from counter_app.services.settings import Settings, hours_of, kept_hours
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.words_of_time import WEEKDAYS, format_day

_MONTH_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_LEAP = date(2024, 1, 1)
"""A year with every day there is, to see whether two seasons share one."""

DAYS = len(WEEKDAYS)


@dataclass(frozen=True)
class Period:
    """The usual hours (``first`` and ``last`` empty), or those of a season, as typed texts."""

    days: tuple[str, ...]
    first: str = ""
    last: str = ""


def raw_hours(settings: Settings) -> Mapping[str, Any]:
    """Return the hours as texts: the usual ones first, then the seasons."""
    hours = hours_of(settings.desk_hours)
    seasons = (
        Period(_texts(each.weekdays), _day_text(each.first), _day_text(each.last))
        for each in hours.seasons
    )
    return {"periods": (Period(_texts(hours.weekdays)), *seasons)}


def read_hours(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the hours as the settings keep them.

    Raises:
        FieldsRefused: ``0.days.3`` is Thursday of the usual hours, ``1.first`` the first day of
            the first season.
    """
    return {"desk_hours": kept_hours(hours_read(raw["periods"]))}


def hours_read(periods: Sequence[Period]) -> DeskHours:
    """Return the hours in the texts.

    Raises:
        FieldsRefused: as in ``read_hours``.
    """
    faults: dict[str, str] = {}
    weeks = [_week(at, period, faults) for at, period in enumerate(periods)]
    spans = [_span(at, period, faults) for at, period in enumerate(periods) if at]
    faults |= {
        f"{at + 1}.first": "seasons_overlap"
        for at, span in enumerate(spans)
        if span and any(_share_a_day(span, other) for other in spans[:at] if other)
    }
    if faults:
        raise FieldsRefused(faults)
    seasons = (Season(*span, week) for span, week in zip(spans, weeks[1:], strict=True) if span)
    return DeskHours(weeks[0], tuple(seasons))


def hours_preview(ports: SettingsPorts, raw: Mapping[str, Any]) -> str:
    """Say when the desk closes on the next days, which is when results are due."""
    try:
        hours = hours_read(raw["periods"])
    except FieldsRefused:
        return ""
    today = day_of(ports.now())
    calendar = ports.rules().calendar
    on = today if calendar.is_working_day(today) else calendar.next_working_day(today)
    words = [_closing_words(hours, on)]
    for season in hours.seasons:
        begins = _next_begin(season, today)
        if calendar.first_year <= begins.year <= calendar.last_year:
            first = begins if calendar.is_working_day(begins) else calendar.next_working_day(begins)
            words.append(_closing_words(hours, first))
    return " ".join(words)


def _closing_words(hours: DeskHours, on: date) -> str:
    sessions = " và ".join(f"{s.opens:%H:%M} đến {s.closes:%H:%M}" for s in hours.sessions_on(on))
    weekday = WEEKDAYS[on.weekday()]
    return (
        f"{weekday[0].upper()}{weekday[1:]} {format_day(on)}: mở cửa {sessions}; "
        f"hồ sơ đến hạn ngày đó hẹn trả lúc {hours.closing_on(on):%H:%M}."
    )


def _next_begin(season: Season, today: date) -> date:
    month, day = season.first
    for year in (today.year, today.year + 1):
        try:
            begins = date(year, month, day)
        except ValueError:
            begins = date(year, 3, 1)
        if begins >= today:
            break
    return begins


def _texts(week: Sequence[Sequence[Session]]) -> tuple[str, ...]:
    return tuple(", ".join(map(str, sessions)) for sessions in week)


def _day_text(month_day: tuple[int, int]) -> str:
    month, day = month_day
    return f"{day:02}/{month:02}"


def _week(at: int, period: Period, faults: dict[str, str]) -> tuple[tuple[Session, ...], ...]:
    week = []
    for weekday, text in enumerate(period.days):
        try:
            sessions = parse_sessions(text)
        except BadDeskHours as error:
            is_read = "," in error.text
            faults[f"{at}.days.{weekday}"] = "hours_overlap" if is_read else "not_sessions"
            sessions = ()
        if any(earlier.closes >= later.opens for earlier, later in pairwise(sessions)):
            faults[f"{at}.days.{weekday}"] = "hours_overlap"
        week.append(sessions)
    if not any(week) and not any(key.startswith(f"{at}.days") for key in faults):
        faults[f"{at}.days.0"] = "no_hours"
    return tuple(week)


def _span(
    at: int, period: Period, faults: dict[str, str]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    days = [_month_day(text) for text in (period.first, period.last)]
    for name, day in zip(("first", "last"), days, strict=True):
        if day is None:
            faults[f"{at}.{name}"] = "not_a_month_day"
    first, last = days
    return (first, last) if first and last else None


def _month_day(text: str) -> tuple[int, int] | None:
    found = _MONTH_DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = date(_LEAP.year, int(found[2]), int(found[1]))
    except ValueError:
        return None
    return day.month, day.day


def _share_a_day(
    one: tuple[tuple[int, int], tuple[int, int]], other: tuple[tuple[int, int], tuple[int, int]]
) -> bool:
    return bool(_days_of(one) & _days_of(other))


def _days_of(span: tuple[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    first, last = span
    every = (_LEAP + timedelta(days=step) for step in range(366))
    days = {(on.month, on.day) for on in every}
    if first <= last:
        return {day for day in days if first <= day <= last}
    return {day for day in days if day >= first or day <= last}
