"""Lists of days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.day_list import ListedDay, read_day_lines


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("01/01/2028 Tết Dương lịch", (date(2028, 1, 1), "off", "Tết Dương lịch")),
        ("1-1-2028: Tết Dương lịch", (date(2028, 1, 1), "off", "Tết Dương lịch")),
        ("05/02/2028 Làm bù cho 31/01", (date(2028, 2, 5), "workday", "Làm bù cho 31/01")),
        ("2028-04-30,off,Ngày Chiến thắng,BLLĐ,no", (date(2028, 4, 30), "off", "Ngày Chiến thắng")),
        ("06/01/2028;ngày thường", (date(2028, 1, 6), "plain", "")),
        ("08/01/2028\tlàm bù\tbù 07/01", (date(2028, 1, 8), "workday", "bù 07/01")),
        ("04/09/2028 Quốc khánh, nghỉ bù", (date(2028, 9, 4), "off", "Quốc khánh, nghỉ bù")),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, day: tuple[date, str, str]) -> None:
    (found,) = read_day_lines([line])
    assert (found.days, found.fault) == ((ListedDay(*day),), "")


def test_a_span_names_each_of_its_days() -> None:
    (found,) = read_day_lines(["26/01/2028 - 01/02/2028 Tết Nguyên đán"])
    assert [day.on.day for day in found.days] == [26, 27, 28, 29, 30, 31, 1]
    assert {day.name for day in found.days} == {"Tết Nguyên đán"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("31/02/2028 x", "not_a_date"),
        ("Tết 2028", "no_day"),
        ("03/05/2028", "no_name"),
        ("01/05/2028 - 01/04/2028 x", "bad_span"),
        ("01/01/2028 - 01/12/2028 x", "bad_span"),
        ("02/05/2028 Làm bù", "works_anyway"),
        ("01/01/1028 x", "not_a_date"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line: str, fault: str) -> None:
    (found,) = read_day_lines([line])
    assert (found.days, found.fault) == ((), fault)


def test_a_day_named_twice_and_headings() -> None:
    lines = read_day_lines(["Ngày\tTên", "", "01/01/2028 Tết", "01/01/2028 Tết nữa"])
    assert [(line.number, line.fault) for line in lines] == [(3, ""), (4, "twice")]


def test_an_endless_list_is_cut_with_words() -> None:
    lines = read_day_lines(f"01/01/2028 {n}" for n in range(5000))
    assert (len(lines), lines[-1].fault) == (1001, "too_many")


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_text_breaks_the_reading(lines: list[str]) -> None:
    for line in read_day_lines(lines):
        assert bool(line.days) != bool(line.fault)
