"""Working time between moments: what a pause leaves is left again, and it never runs backwards."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.deadline import DueClock, DueMode, LimitKind, TimeLimit
from counter_app.domain.moments import VIETNAM
from counter_app.domain.working_spans import WorkingSpans, due_after_pause, spans_of
from counter_app.domain.working_time import CalendarMissing, WorkCalendar
from tests.domain.samples import ALL_HOURS, CALENDAR
from tests.support.hours import STANDARD_HOURS
from tests.support.moments import at

SPANS = spans_of(CALENDAR, STANDARD_HOURS)
spans = st.sampled_from([spans_of(CALENDAR, hours) for hours in ALL_HOURS])
FIRST = datetime(2018, 1, 1, tzinfo=VIETNAM)
moments = st.integers(0, 9 * 365 * 24 * 60).map(lambda minute: FIRST + timedelta(minutes=minute))
lengths = st.integers(0, 60 * 24 * 40).map(lambda minute: timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23 09:10", "2026-11-23 10:10", 60),
        ("2026-11-23 11:00", "2026-11-23 14:00", 60),
        ("2026-11-23 06:00", "2026-11-23 20:00", 450),
        ("2026-11-23 17:00", "2026-11-25 07:30", 0),
        ("2026-11-20 16:00", "2026-11-25 08:30", 60 + 450 + 60),
        ("2026-08-21 17:00", "2026-08-22 17:00", 450),
        ("2026-11-25 09:00", "2026-11-23 09:00", 0),
    ],
)
def test_working_minutes_leave_out_nights_weekends_and_holidays(
    start: str, end: str, minutes: int
) -> None:
    assert SPANS.minutes_between(at(start), at(end)) == minutes


def test_time_that_ends_with_the_day_ends_at_closing_and_not_on_the_next_morning() -> None:
    assert SPANS.moment_after(at("2026-11-23 16:00"), 60) == at("2026-11-23 17:00")
    assert SPANS.moment_after(at("2026-11-23 16:00"), 61) == at("2026-11-25 07:31")
    assert SPANS.moment_after(at("2026-11-23 20:00:59"), 0) == at("2026-11-23 20:00")


def test_beyond_the_calendar_nothing_is_measured() -> None:
    with pytest.raises(CalendarMissing) as refusal:
        SPANS.moment_after(at("2027-12-31 16:00"), 61)
    assert refusal.value.year == 2028
    with pytest.raises(CalendarMissing):
        SPANS.minutes_between(at("2027-12-31 16:00"), at("2028-01-03 08:00"))
    gap = WorkCalendar(tuple(day for day in CALENDAR.days if day.on.year != 2025))
    with pytest.raises(CalendarMissing):
        WorkingSpans(gap, STANDARD_HOURS).elapsed(at("2024-12-31 16:00"))


@given(spans, moments, lengths)
def test_so_many_minutes_after_a_moment_are_so_many_minutes(
    spans: WorkingSpans, start: datetime, length: timedelta
) -> None:
    minutes = spans.minutes_between(start, start + length)
    end = spans.moment_after(start, minutes)

    assert spans.minutes_between(start, end) == minutes
    assert end <= start + length
    assert minutes == 0 or spans.minutes_between(start, end - timedelta(minutes=1)) == minutes - 1


@given(spans, moments, lengths, lengths)
def test_spans_add_up(
    spans: WorkingSpans, start: datetime, one: timedelta, other: timedelta
) -> None:
    middle, end = start + one, start + one + other

    assert spans.minutes_between(start, end) == (
        spans.minutes_between(start, middle) + spans.minutes_between(middle, end)
    )


limits = st.builds(
    TimeLimit,
    st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.DAYS, LimitKind.HOURS]),
    st.integers(1, 40).map(Decimal),
)


@given(spans, moments, limits, st.sampled_from(DueMode), lengths, lengths, lengths)
def test_a_pause_leaves_what_was_left_and_a_longer_one_is_never_due_earlier(
    spans: WorkingSpans,
    received: datetime,
    limit: TimeLimit,
    mode: DueMode,
    until_pause: timedelta,
    pause: timedelta,
    longer: timedelta,
) -> None:
    clock = DueClock(spans.calendar, spans.hours, mode)
    due_at = clock.promise(received, limit).due_at
    paused_at = received + until_pause
    left = spans.minutes_between(paused_at, due_at)
    resumed_at = paused_at + pause
    after = due_after_pause(spans, due_at, left, resumed_at)

    assert after >= due_at
    assert spans.minutes_between(resumed_at, after) == left
    later = due_after_pause(spans, due_at, left, resumed_at + longer)
    assert later >= after
