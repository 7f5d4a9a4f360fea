"""Working days and desk hours."""

from datetime import date, time

import pytest

from counter_app.domain.working_time import (
    BadDeskHours,
    CalendarDay,
    CalendarMissing,
    DayKind,
    DeskHours,
    Session,
    WorkCalendar,
    parse_sessions,
    week_of,
)
from tests.domain.samples import CALENDAR, SHORT_FRIDAYS, WITH_SATURDAY, WITH_SUMMER
from tests.support.hours import STANDARD_HOURS

MORNING = Session(time(7, 30), time(11, 30))
AFTERNOON = Session(time(13, 30), time(17))


@pytest.mark.parametrize(
    ("on", "reason", "name"),
    [
        (date(2026, 11, 23), "", ""),
        (date(2026, 11, 22), "weekend", ""),
        (date(2026, 11, 24), "holiday", "Ngày Văn hóa Việt Nam"),
        (date(2026, 8, 31), "swapped_off", "Nghỉ hoán đổi (làm bù 22/08/2026)"),
        (date(2026, 8, 22), "", ""),
        (date(2026, 1, 10), "", ""),
        (date(2026, 1, 2), "swapped_off", "Nghỉ hoán đổi (làm bù 10/01/2026)"),
        (date(2026, 4, 26), "holiday", "Ngày Giỗ Tổ Hùng Vương"),
        (date(2026, 4, 27), "holiday", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
    ],
)
def test_a_day_off_has_a_reason_and_a_working_day_has_none(
    on: date, reason: str, name: str
) -> None:
    assert CALENDAR.why_off(on) == (reason, name)
    assert CALENDAR.is_working_day(on) is (reason == "")


def test_the_next_working_day_passes_weekends_holidays_and_swapped_days() -> None:
    assert CALENDAR.next_working_day(date(2026, 8, 28)) == date(2026, 9, 3)
    assert CALENDAR.next_working_day(date(2026, 8, 21)) == date(2026, 8, 22)


@pytest.mark.parametrize("on", [date(2017, 12, 29), date(2028, 1, 3), date.max])
def test_years_whose_holidays_are_unknown_are_refused(on: date) -> None:
    with pytest.raises(CalendarMissing) as refusal:
        CALENDAR.is_working_day(on)

    assert refusal.value.year == on.year


def test_the_last_day_of_the_calendar_has_no_next_working_day() -> None:
    with pytest.raises(CalendarMissing) as refusal:
        CALENDAR.next_working_day(date(2027, 12, 31))

    assert refusal.value.year == 2028


def test_the_calendar_knows_its_years() -> None:
    assert (CALENDAR.first_year, CALENDAR.last_year) == (2018, 2027)
    assert WorkCalendar(()).last_year == 0


def test_a_swapped_working_day_alone_does_not_make_its_year_known() -> None:
    made_up = CalendarDay(date(2028, 1, 8), DayKind.WORKDAY, "Làm bù cho 31/12/2027", "", True)
    calendar = WorkCalendar((*CALENDAR.days, made_up))

    assert calendar.last_year == 2027
    with pytest.raises(CalendarMissing):
        calendar.is_working_day(date(2028, 1, 8))


@pytest.mark.parametrize("text", ["07:30-11:30", " 7h30 – 11h30", "7:30 - 11.30", "07g30-11g30"])
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert Session.parse(text) == MORNING


@pytest.mark.parametrize(
    "text", ["", "07:30", "11:30-07:30", "07:30-07:30", "25:00-26:00", "07:30-11:75", "sáng"]
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadDeskHours):
        Session.parse(text)


def test_a_day_s_sessions_are_put_in_order_and_may_not_overlap() -> None:
    assert parse_sessions("13:30-17:00; 07:30-11:30") == (MORNING, AFTERNOON)
    assert parse_sessions("  ") == ()
    with pytest.raises(BadDeskHours):
        parse_sessions("07:30-11:30, 11:00-17:00")


def test_a_desk_must_be_open_some_day_and_a_week_has_seven() -> None:
    with pytest.raises(BadDeskHours):
        DeskHours.parse("")
    with pytest.raises(BadDeskHours):
        DeskHours(week_of("07:30-11:30")[:6])


def test_a_swapped_saturday_has_friday_s_hours_unless_it_has_its_own() -> None:
    saturday = date(2026, 8, 22)
    assert STANDARD_HOURS.sessions_on(saturday) == (MORNING, AFTERNOON)
    assert SHORT_FRIDAYS.closing_on(saturday) == time(16, 30)
    assert WITH_SATURDAY.sessions_on(saturday) == (MORNING,)


def test_a_weekday_without_hours_has_those_of_the_first_day_that_has_some() -> None:
    hours = DeskHours(((), (MORNING,), (MORNING,), (), (), (), ()))
    assert hours.sessions_on(date(2026, 11, 23)) == (MORNING,)


def test_seasons_change_the_hours_even_over_the_year_s_end() -> None:
    assert WITH_SUMMER.sessions_on(date(2026, 4, 15))[0].opens == time(7, 30)
    assert WITH_SUMMER.sessions_on(date(2026, 4, 16))[0].opens == time(7)
    assert WITH_SUMMER.sessions_on(date(2026, 10, 15))[0].opens == time(7)
    assert WITH_SUMMER.closing_on(date(2026, 12, 31)) == time(16)
    assert WITH_SUMMER.closing_on(date(2027, 1, 10)) == time(16)
    assert WITH_SUMMER.closing_on(date(2027, 1, 11)) == time(17)
