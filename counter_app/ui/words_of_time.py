"""How moments, days and promises are said at the counter; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from counter_app.domain.moments import at_counter

if TYPE_CHECKING:
    from counter_app.domain.facts import CountedDay

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

_WHY_NOT = {
    "weekend": "cuối tuần",
    "holiday": "ngày lễ",
    "swapped_off": "nghỉ hoán đổi",
    "received": "ngày nhận hồ sơ",
    "extra_session": "buổi tăng thêm",
}


def format_moment(moment: datetime) -> str:
    """Return ``17:00 25/11/2026``, on the counter's wall clock."""
    return at_counter(moment).strftime("%H:%M %d/%m/%Y")


def format_day(day: date) -> str:
    """Return ``25/11/2026``."""
    return day.strftime("%d/%m/%Y")


def format_time(moment: datetime) -> str:
    """Return ``17:00``, on the counter's wall clock."""
    return at_counter(moment).strftime("%H:%M")


def weekday_name(day: date) -> str:
    """Return ``thứ Tư``."""
    return WEEKDAYS[day.weekday()]


def clock_words(now: datetime) -> str:
    """Return the status line's clock: ``10:42 thứ Hai 23/11/2026``."""
    local = at_counter(now)
    return f"{local:%H:%M} {weekday_name(local)} {local:%d/%m/%Y}"


def promise_words(due_at: datetime) -> str:
    """Return a due moment as it is promised: ``17:00 thứ Tư 25/11/2026``."""
    return clock_words(due_at)


def said(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it: ``20 phút trước``, ``chiều nay 15:00``, ``hôm qua 16:05``.

    The exact moment belongs in the tooltip (``format_moment``).
    """
    there, here = at_counter(moment), at_counter(now)
    if timedelta(0) <= here - there < timedelta(hours=1):
        return _minutes_ago(here - there)
    if timedelta(0) < there - here < timedelta(hours=1):
        return f"{max(1, round((there - here).total_seconds() / 60))} phút nữa"
    return _day_and_time(there, here)


def due_said(due_at: datetime, now: datetime) -> str:
    """Return how far a due moment is: ``còn 2 ngày``, ``Hôm nay 17:00``, ``Quá hạn 3 giờ``."""
    due, here = at_counter(due_at), at_counter(now)
    days = (due.date() - here.date()).days
    if here > due:
        late = here - due
        if days == 0:
            return f"Quá hạn {_hours_or_minutes(late)}"
        return f"Quá hạn {-days} ngày"
    if days == 0:
        return f"Hôm nay {due:%H:%M}"
    if days == 1:
        return f"Ngày mai {due:%H:%M}"
    return f"Còn {days} ngày"


def counted_words(counted: Sequence[CountedDay], limit: str) -> str:
    """Return in one line how a due moment was counted, with the days that did not count.

    Example: ``1 ngày làm việc; không tính 24/11 (Ngày Văn hóa Việt Nam)``.
    """
    steps = [_first_upper(limit)] if limit else []
    if any(day.reason == "after_15h" for day in counted):
        steps.append("nhận sau 15:00 nên tính sang ngày làm việc tiếp theo")
    named = _named_days_off(counted)
    if named:
        steps.append("không tính " + ", ".join(named))
    # Of a limit in calendar days the days off count as well, and have a number.
    if any(day.reason == "weekend" and not day.number for day in counted):
        steps.append("cuối tuần không tính" if not named else "cuối tuần")
    steps += [f"{_day_month(day.on)} làm bù" for day in counted if day.reason == "swapped_workday"]
    if any(day.reason == "rolled" for day in counted):
        steps.append("ngày cuối rơi vào ngày nghỉ nên lùi sang ngày làm việc tiếp theo")
    return "; ".join(steps)


def counted_day_words(day: CountedDay) -> str:
    """Return one step of a count in full: ``thứ Ba 24/11/2026: nghỉ, Ngày Văn hóa Việt Nam``."""
    on = date.fromisoformat(day.on)
    head = f"{_first_upper(weekday_name(on))} {format_day(on)}"
    if day.number:
        extra = ", làm bù" if day.reason == "swapped_workday" else ""
        return f"{head}: ngày thứ {day.number}{extra}"
    return f"{head}: không tính, {_why_not(day)}"


def _why_not(day: CountedDay) -> str:
    if day.name:
        return day.name
    if day.reason == "after_15h":
        return "nhận sau 15:00"
    if day.reason == "rolled":
        return "lùi sang ngày làm việc tiếp theo"
    return _WHY_NOT.get(day.reason, "ngày nghỉ")


def _named_days_off(counted: Sequence[CountedDay]) -> list[str]:
    """Return holidays in order, neighbours of one name joined: ``16/02-20/02 (Tết)``."""
    spans: list[tuple[str, str, str]] = []
    for day in counted:
        if day.number or day.reason not in ("holiday", "swapped_off"):
            continue
        name = day.name or _WHY_NOT[day.reason]
        if spans and spans[-1][2] == name and _is_next(spans[-1][1], day.on):
            spans[-1] = (spans[-1][0], day.on, name)
        else:
            spans.append((day.on, day.on, name))
    return [
        f"{_day_month(first)} ({name})"
        if first == last
        else f"{_day_month(first)} đến {_day_month(last)} ({name})"
        for first, last, name in spans
    ]


def _is_next(earlier: str, later: str) -> bool:
    return date.fromisoformat(later) - date.fromisoformat(earlier) == timedelta(days=1)


def _day_month(on: str) -> str:
    return date.fromisoformat(on).strftime("%d/%m")


def _minutes_ago(ago: timedelta) -> str:
    minutes = int(ago.total_seconds() // 60)
    return f"{minutes} phút trước" if minutes else "vừa xong"


def _hours_or_minutes(length: timedelta) -> str:
    hours = int(length.total_seconds() // 3600)
    return f"{hours} giờ" if hours else f"{max(1, int(length.total_seconds() // 60))} phút"


def _day_and_time(there: datetime, here: datetime) -> str:
    days = (there.date() - here.date()).days
    if days == 0:
        return f"{_part_of_day(there)} nay {there:%H:%M}"
    if days in (-1, 1):
        return f"{'hôm qua' if days < 0 else 'ngày mai'} {there:%H:%M}"
    if 1 < days < 7:
        return f"{there:%H:%M} {weekday_name(there)} {there:%d/%m}"
    if there.year == here.year:
        return f"{there:%H:%M} {there:%d/%m}"
    return f"{there:%H:%M %d/%m/%Y}"


def _part_of_day(moment: datetime) -> str:
    if moment.hour < 11:
        return "sáng"
    if moment.hour < 13:
        return "trưa"
    return "chiều" if moment.hour < 18 else "tối"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
