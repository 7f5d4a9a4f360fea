"""Time limits and due moments: the worked examples, and the corners of every rule."""

import unicodedata
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from counter_app.domain.deadline import BadTimeLimit, DueClock, DueMode, LimitKind, TimeLimit
from counter_app.domain.facts import CountedDay
from counter_app.domain.moments import VIETNAM
from counter_app.domain.plain_text import fold
from counter_app.domain.working_time import CalendarMissing
from tests.domain.samples import (
    CALENDAR,
    CLOCK,
    ONE_SESSION,
    SHORT_FRIDAYS,
    WITH_SATURDAY,
    WITH_SUMMER,
    due,
    promise,
)
from tests.support.hours import STANDARD_HOURS
from tests.support.moments import at

WORKED_EXAMPLES = [
    ("2026-11-23 09:10", "1 ngày làm việc", "2026-11-25 17:00"),
    ("2026-11-20 16:00", "3 ngày làm việc", "2026-11-26 17:00"),
    ("2026-11-23 15:00", "trong ngày", "2026-11-23 17:00"),
    ("2026-11-23 15:01", "trong ngày", "2026-11-25 17:00"),
    ("2026-08-22 09:00", "1 ngày làm việc", "2026-08-24 17:00"),
    ("2026-08-28 10:00", "1 ngày làm việc", "2026-09-03 17:00"),
    ("2026-02-11 10:00", "5 ngày làm việc", "2026-02-25 17:00"),
    ("2026-11-02 10:00", "20 ngày", "2026-11-23 17:00"),
]


@pytest.mark.parametrize(("received", "limit", "expected"), WORKED_EXAMPLES)
def test_the_worked_examples(received: str, limit: str, expected: str) -> None:
    assert due(received, limit) == expected
    assert due(received, fold(limit).upper()) == expected


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("3 ngày làm việc", LimitKind.WORKING_DAYS, "3"),
        ("3 ngay lam viec", LimitKind.WORKING_DAYS, "3"),
        ("  03  NGÀY   LÀM VIỆC. ", LimitKind.WORKING_DAYS, "3"),
        (unicodedata.normalize("NFD", "3 ngày làm việc"), LimitKind.WORKING_DAYS, "3"),
        ("3\u00a0ngày làm việc", LimitKind.WORKING_DAYS, "3"),
        ("0,5 ngày làm việc", LimitKind.WORKING_DAYS, "0.5"),
        ("0.5 ngày làm việc", LimitKind.WORKING_DAYS, "0.5"),
        ("½ ngày làm việc", LimitKind.WORKING_DAYS, "0.5"),
        ("1½ ngày làm việc", LimitKind.WORKING_DAYS, "1.5"),
        ("1/2 ngày làm việc", LimitKind.WORKING_DAYS, "0.5"),
        ("0,25 ngày làm việc", LimitKind.WORKING_DAYS, "0.25"),
        ("20 ngày", LimitKind.DAYS, "20"),
        ("8 giờ", LimitKind.HOURS, "8"),
        ("8 giờ làm việc", LimitKind.HOURS, "8"),
        ("8giờ", LimitKind.HOURS, "8"),
        ("trong ngày", LimitKind.SAME_DAY, "0"),
        ("Ngay trong ngày", LimitKind.SAME_DAY, "0"),
    ],
)
def test_limits_are_read_as_people_write_them(text: str, kind: LimitKind, amount: str) -> None:
    assert TimeLimit.parse(text) == TimeLimit(kind, Decimal(amount))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ngày",
        "3",
        "0 ngày",
        "-3 ngày",
        "3651 ngày",
        "99999999999999999999 ngày",
        "1.000 ngày",
        "0,125 ngày",
        "1e3 ngày",
        "ba ngày",
        "3 tháng",
        "3 ngày 4 giờ",
        "1/0 ngày",
        "1/3 ngày",
        "٣ ngày",
        "3 ngày làm",
        "NaN ngày",
    ],
)
def test_texts_that_name_no_limit_are_refused(text: str) -> None:
    with pytest.raises(BadTimeLimit) as refusal:
        TimeLimit.parse(text)

    assert refusal.value.text == text


@pytest.mark.parametrize("amount", ["0", "-1", "3650.01", "0.001", "NaN", "Infinity", "1E+9"])
def test_amounts_that_are_no_limit_are_refused(amount: str) -> None:
    with pytest.raises(BadTimeLimit):
        TimeLimit(LimitKind.DAYS, Decimal(amount))


def test_a_limit_of_the_same_day_has_no_amount() -> None:
    with pytest.raises(BadTimeLimit):
        TimeLimit(LimitKind.SAME_DAY, Decimal(1))


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (TimeLimit(LimitKind.WORKING_DAYS, Decimal("0.50")), "0,5 ngày làm việc"),
        (TimeLimit(LimitKind.DAYS, Decimal("1E+2")), "100 ngày"),
        (TimeLimit(LimitKind.HOURS, Decimal("8.0")), "8 giờ"),
        (TimeLimit(LimitKind.SAME_DAY), "trong ngày"),
    ],
)
def test_a_limit_is_written_in_one_form(limit: TimeLimit, text: str) -> None:
    assert limit.text == text
    assert TimeLimit.parse(text) == limit


# Same day


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-23 06:00", "2026-11-23 17:00"),
        ("2026-11-23 15:00:59", "2026-11-23 17:00"),
        ("2026-11-23 23:59", "2026-11-25 17:00"),
        ("2026-11-21 09:00", "2026-11-23 17:00"),
        ("2026-11-24 09:00", "2026-11-25 17:00"),
        ("2026-08-22 14:00", "2026-08-22 17:00"),
        ("2026-08-22 15:01", "2026-08-24 17:00"),
    ],
)
def test_same_day_depends_on_three_o_clock_to_the_minute(received: str, expected: str) -> None:
    assert due(received, "trong ngày") == expected


def test_same_day_in_an_extra_session_is_due_the_next_working_day() -> None:
    assert due("2026-11-23 10:00", "trong ngày", is_extra_session=True) == "2026-11-25 17:00"
    assert due("2026-11-21 10:00", "trong ngày", is_extra_session=True) == "2026-11-23 17:00"


def test_same_day_after_a_closing_before_three_o_clock_is_never_due_in_the_past() -> None:
    clock = DueClock(CALENDAR, ONE_SESSION)
    received = at("2026-11-23 14:45")

    assert clock.promise(received, TimeLimit(LimitKind.SAME_DAY)).due_at == at("2026-11-25 14:30")


# Hours and parts of a day


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-23 09:10", "1 giờ", "2026-11-23 10:10"),
        ("2026-11-23 11:00", "1 giờ", "2026-11-23 14:00"),
        ("2026-11-23 10:30", "1 giờ", "2026-11-23 11:30"),
        ("2026-11-23 12:00", "1 giờ", "2026-11-23 14:30"),
        ("2026-11-23 06:00", "4 giờ", "2026-11-23 11:30"),
        ("2026-11-23 07:30", "7,5 giờ", "2026-11-23 17:00"),
        ("2026-11-23 07:30", "8 giờ", "2026-11-25 08:00"),
        ("2026-11-23 17:00", "1 giờ", "2026-11-25 08:30"),
        ("2026-11-21 09:00", "8 giờ", "2026-11-25 08:00"),
        ("2026-11-23 09:10:40", "1 giờ", "2026-11-23 10:10"),
        ("2026-11-23 09:10", "0,5 ngày làm việc", "2026-11-23 15:10"),
        ("2026-11-23 09:10", "0,25 ngày làm việc", "2026-11-23 11:10"),
        ("2026-11-23 09:10", "0,01 ngày làm việc", "2026-11-23 09:15"),
        ("2026-11-23 09:10", "1,5 ngày làm việc", "2026-11-26 11:30"),
        ("2026-11-21 09:10", "0,5 ngày làm việc", "2026-11-23 11:30"),
        ("2026-11-23 09:10", "0,5 ngày", "2026-11-23 15:10"),
        ("2026-11-19 09:10", "1,5 ngày", "2026-11-23 11:30"),
        ("2026-11-19 09:10", "2,5 ngày", "2026-11-23 17:00"),
    ],
)
def test_hours_run_by_the_desk_s_own_sessions(received: str, limit: str, expected: str) -> None:
    assert due(received, limit) == expected


def test_a_part_of_a_day_never_ends_after_the_whole_day_would() -> None:
    """0.95 of eight hours is more than this desk's seven and a half."""
    assert due("2026-11-20 17:00", "0,95 ngày làm việc") == "2026-11-23 17:00"
    assert due("2026-11-20 17:00", "1 ngày làm việc") == "2026-11-23 17:00"
    assert due("2027-12-29 17:00", "1,95 ngày làm việc") == "2027-12-31 17:00"
    assert due("2026-11-20 08:00", "0,99 ngày làm việc", DueMode.B) == "2026-11-23 08:00"
    assert due("2026-11-20 08:00", "1 ngày làm việc", DueMode.B) == "2026-11-23 08:00"


# Mode B


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-23 09:10", "1 ngày làm việc", "2026-11-25 09:10"),
        ("2026-11-20 16:00", "3 ngày làm việc", "2026-11-26 16:00"),
        ("2026-11-23 17:00", "1 ngày làm việc", "2026-11-25 17:00"),
        ("2026-11-23 19:30", "1 ngày làm việc", "2026-11-25 17:00"),
        ("2026-11-23 06:10", "1 ngày làm việc", "2026-11-25 07:30"),
        ("2026-11-23 12:10", "1 ngày làm việc", "2026-11-25 13:30"),
        ("2026-11-23 11:30", "1 ngày làm việc", "2026-11-25 11:30"),
        ("2026-11-21 09:00", "1 ngày làm việc", "2026-11-23 17:00"),
        ("2026-11-24 09:00", "1 ngày làm việc", "2026-11-25 17:00"),
        ("2026-11-23 09:10", "15 ngày làm việc", "2026-12-15 09:10"),
        ("2026-11-23 09:10", "1,5 ngày làm việc", "2026-11-25 15:10"),
        ("2026-11-23 15:10", "1,5 ngày làm việc", "2026-11-26 09:40"),
        ("2026-11-02 10:00", "20 ngày", "2026-11-23 17:00"),
        ("2026-11-23 15:00", "trong ngày", "2026-11-23 17:00"),
        ("2026-11-23 07:30", "8 giờ", "2026-11-25 08:00"),
    ],
)
def test_mode_b_keeps_the_clock_time_of_receipt(received: str, limit: str, expected: str) -> None:
    assert due(received, limit, DueMode.B) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-19 17:15", "2026-11-20 16:30"),
        ("2026-11-19 07:10", "2026-11-20 08:00"),
        ("2026-11-19 11:15", "2026-11-20 13:30"),
        ("2026-11-20 16:45", "2026-11-23 17:30"),
        ("2026-11-20 07:10", "2026-11-23 08:00"),
    ],
)
def test_mode_b_stays_within_the_hours_of_the_due_day(received: str, expected: str) -> None:
    clock = DueClock(CALENDAR, SHORT_FRIDAYS, DueMode.B)

    assert clock.promise(at(received), TimeLimit.parse("1 ngày làm việc")).due_at == at(expected)


# The desk's hours


def test_closing_time_is_that_of_the_due_day() -> None:
    limit = TimeLimit.parse("1 ngày làm việc")

    friday = DueClock(CALENDAR, SHORT_FRIDAYS).promise(at("2026-11-19 10:00"), limit)
    assert friday.due_at == at("2026-11-20 16:30")
    swapped = DueClock(CALENDAR, WITH_SATURDAY).promise(at("2026-08-21 10:00"), limit)
    assert swapped.due_at == at("2026-08-22 11:30")
    winter = DueClock(CALENDAR, WITH_SUMMER).promise(at("2026-12-18 10:00"), limit)
    assert winter.due_at == at("2026-12-21 16:00")


def test_fifteen_days_stay_fifteen_days_on_a_desk_of_seven_and_a_half_hours() -> None:
    for mode in DueMode:
        made = promise("2026-03-02 09:00", "15 ngày làm việc", mode)
        assert made.due_at.date().isoformat() == "2026-03-23"
        assert made.counted[-1].number == 15


# Where the calendar ends


@pytest.mark.parametrize(
    ("received", "limit", "year"),
    [
        ("2027-12-31 09:00", "1 ngày làm việc", 2028),
        ("2027-12-20 09:00", "30 ngày", 2028),
        ("2027-12-31 16:00", "trong ngày", 2028),
        ("2027-12-31 16:30", "1 giờ", 2028),
        ("2026-01-05 09:00", "3650 ngày", 2028),
        ("2026-01-05 09:00", "3650 ngày làm việc", 2028),
        ("2017-12-29 09:00", "1 ngày làm việc", 2017),
        ("2017-12-29 09:00", "trong ngày", 2017),
        ("9999-12-31 09:00", "1 ngày", 9999),
    ],
)
def test_nothing_is_counted_where_the_calendar_is_missing(
    received: str, limit: str, year: int
) -> None:
    with pytest.raises(CalendarMissing) as refusal:
        promise(received, limit)

    assert refusal.value.year == year


def test_the_last_day_of_the_calendar_can_still_be_promised() -> None:
    assert due("2027-12-30 09:00", "1 ngày làm việc") == "2027-12-31 17:00"
    assert due("2027-12-31 09:00", "trong ngày") == "2027-12-31 17:00"
    assert due("2027-12-31 07:30", "0,5 ngày làm việc") == "2027-12-31 11:30"


# Zones


def test_the_day_of_receipt_is_vietnam_s_whatever_the_zone_of_the_moment() -> None:
    received = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    made = CLOCK.promise(received, TimeLimit.parse("1 ngày làm việc"))

    assert made.due_at == at("2026-11-25 17:00")
    assert made.due_at.utcoffset() == timedelta(hours=7)
    assert made.received_at == received
    assert made.received_at.tzinfo is VIETNAM


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CLOCK.promise(datetime(2026, 11, 23, 9), TimeLimit.parse("1 ngày"))  # noqa: DTZ001


# How it was counted


def test_the_count_names_the_holiday_it_passed() -> None:
    assert promise("2026-11-23 09:10", "1 ngày làm việc").counted == (
        CountedDay("2026-11-23", 0, "received"),
        CountedDay("2026-11-24", 0, "holiday", "Ngày Văn hóa Việt Nam"),
        CountedDay("2026-11-25", 1),
    )


def test_the_count_names_weekends_and_swapped_days() -> None:
    assert promise("2026-08-21 09:10", "2 ngày làm việc").counted == (
        CountedDay("2026-08-21", 0, "received"),
        CountedDay("2026-08-22", 1, "swapped_workday", "Làm bù cho 31/08/2026"),
        CountedDay("2026-08-23", 0, "weekend"),
        CountedDay("2026-08-24", 2),
    )
    assert CountedDay("2026-08-31", 0, "swapped_off", "Nghỉ hoán đổi (làm bù 22/08/2026)") in (
        promise("2026-08-28 10:00", "1 ngày làm việc").counted
    )


def test_the_count_of_calendar_days_says_why_it_rolled() -> None:
    counted = promise("2026-04-27 10:00", "3 ngày").counted

    assert counted == (
        CountedDay("2026-04-27", 0, "received", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        CountedDay("2026-04-28", 1),
        CountedDay("2026-04-29", 2),
        CountedDay("2026-04-30", 3, "holiday", "Ngày Chiến thắng"),
        CountedDay("2026-05-01", 0, "holiday", "Ngày Quốc tế Lao động"),
        CountedDay("2026-05-02", 0, "weekend"),
        CountedDay("2026-05-03", 0, "weekend"),
        CountedDay("2026-05-04", 0, "rolled"),
    )


def test_the_count_of_the_same_day_says_why_it_is_another() -> None:
    def first(received: str, *, is_extra_session: bool = False) -> CountedDay:
        return promise(received, "trong ngày", is_extra_session=is_extra_session).counted[0]

    assert first("2026-11-23 15:00") == CountedDay("2026-11-23", 1, "received")
    assert first("2026-11-23 15:01") == CountedDay("2026-11-23", 0, "after_15h")
    assert first("2026-11-21 16:00") == CountedDay("2026-11-21", 0, "weekend")
    assert first("2026-11-21 09:00", is_extra_session=True).reason == "extra_session"


def test_the_count_of_hours_numbers_the_days_on_which_they_ran() -> None:
    assert promise("2026-11-23 16:00", "2 giờ").counted == (
        CountedDay("2026-11-23", 1, "received"),
        CountedDay("2026-11-24", 0, "holiday", "Ngày Văn hóa Việt Nam"),
        CountedDay("2026-11-25", 2),
    )
    assert promise("2026-11-21 08:00", "1 giờ", is_extra_session=True).counted == (
        CountedDay("2026-11-21", 0, "extra_session"),
        CountedDay("2026-11-22", 0, "weekend"),
        CountedDay("2026-11-23", 1),
    )


def test_the_standard_hours_are_those_of_the_rules() -> None:
    sessions = STANDARD_HOURS.sessions_on(at("2026-11-23 09:00").date())
    assert [str(session) for session in sessions] == ["07:30-11:30", "13:30-17:00"]
