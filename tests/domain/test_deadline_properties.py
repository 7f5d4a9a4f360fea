"""What must hold for every due moment, whatever the receipt, the limit and the desk."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.deadline import DueClock, DueMode, LimitKind, TimeLimit
from counter_app.domain.moments import VIETNAM
from counter_app.domain.plain_text import fold
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar
from tests.domain.samples import ALL_HOURS, CALENDAR

MINUTE = timedelta(minutes=1)
clocks = st.builds(
    DueClock, st.just(CALENDAR), st.sampled_from(ALL_HOURS), st.sampled_from(DueMode)
)
NEW_YEAR = datetime(2018, 1, 1, tzinfo=VIETNAM)
minutes = st.integers(0, 9 * 365 * 24 * 60).map(lambda count: NEW_YEAR + count * MINUTE)
near = st.integers(0, 60 * 24 * 6).map(lambda count: count * MINUTE)
amounts = st.one_of(
    st.integers(1, 60).map(Decimal),
    st.integers(1, 2000).map(lambda hundredths: Decimal(hundredths) / 100),
)
kinds = st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.DAYS, LimitKind.HOURS])
limits = st.one_of(st.builds(TimeLimit, kinds, amounts), st.just(TimeLimit(LimitKind.SAME_DAY)))


@given(clocks, minutes, limits, st.booleans())
def test_a_result_is_due_later_than_its_receipt_while_the_desk_is_open(
    clock: DueClock, received: datetime, limit: TimeLimit, is_extra_session: bool
) -> None:
    due_at = clock.promise(received, limit, is_extra_session=is_extra_session).due_at

    assert due_at > received
    assert clock.calendar.is_working_day(due_at.date())
    sessions = clock.hours.sessions_on(due_at.date())
    assert any(s.opens <= due_at.time() <= s.closes for s in sessions)


@given(clocks, minutes, st.integers(0, 59), limits)
def test_seconds_of_the_receipt_do_not_matter(
    clock: DueClock, received: datetime, second: int, limit: TimeLimit
) -> None:
    later = received.replace(second=second)

    assert clock.promise(later, limit).due_at == clock.promise(received, limit).due_at
    assert clock.promise(later, limit).due_at > later


@given(clocks, minutes, kinds, amounts, amounts)
def test_a_longer_limit_is_never_due_earlier(
    clock: DueClock, received: datetime, kind: LimitKind, one: Decimal, other: Decimal
) -> None:
    shorter, longer = sorted((one, other))
    first = clock.promise(received, TimeLimit(kind, shorter)).due_at

    assert first <= clock.promise(received, TimeLimit(kind, longer)).due_at


@given(clocks, minutes, near, limits)
def test_a_later_receipt_is_never_due_earlier(
    clock: DueClock, received: datetime, later: timedelta, limit: TimeLimit
) -> None:
    first = clock.promise(received, limit).due_at

    assert first <= clock.promise(received + later, limit).due_at


@given(clocks, minutes, limits, st.data())
def test_a_new_holiday_never_makes_a_result_due_earlier(
    clock: DueClock, received: datetime, limit: TimeLimit, data: st.DataObject
) -> None:
    before = clock.promise(received, limit)
    on = received.date() + timedelta(
        days=data.draw(st.integers(0, (before.due_at.date() - received.date()).days))
    )
    others = tuple(day for day in CALENDAR.days if day.on != on)
    holiday = CalendarDay(on, DayKind.OFF, "Ngày nghỉ mới", "", True)
    after = replace(clock, calendar=WorkCalendar((*others, holiday)))

    assert after.promise(received, limit).due_at >= before.due_at


@given(clocks, minutes, limits)
def test_the_count_explains_every_day_from_the_receipt_to_the_due_day(
    clock: DueClock, received: datetime, limit: TimeLimit
) -> None:
    promise = clock.promise(received, limit)
    days = [date.fromisoformat(step.on) for step in promise.counted]
    numbers = [step.number for step in promise.counted if step.number]

    assert days[0] == received.date()
    assert days[-1] == promise.due_at.date()
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    assert numbers == list(range(1, len(numbers) + 1))
    for step, day in zip(promise.counted, days, strict=True):
        reason, name = clock.calendar.why_off(day)
        if step.reason in ("weekend", "holiday", "swapped_off"):
            assert (step.reason, step.name) == (reason, name)
        elif step.reason in ("", "rolled", "swapped_workday") and limit.kind is not LimitKind.DAYS:
            assert reason == ""


@given(clocks, minutes, st.integers(1, 60))
def test_the_number_of_the_last_working_day_is_the_limit(
    clock: DueClock, received: datetime, days: int
) -> None:
    promise = clock.promise(received, TimeLimit(LimitKind.WORKING_DAYS, Decimal(days)))

    assert promise.counted[-1].number == days


@given(limits)
def test_a_limit_survives_being_written_and_read(limit: TimeLimit) -> None:
    assert TimeLimit.parse(limit.text) == limit
    assert TimeLimit.parse(fold(limit.text).upper()) == limit
    assert TimeLimit.parse(limit.text).text == limit.text
