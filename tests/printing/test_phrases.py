"""Moments, numbers and places as office paper writes them."""

from datetime import UTC, date, datetime

import pytest

from counter_app.domain.facts import FeeLine, Paper, PaperKind
from counter_app.domain.people import Address
from counter_app.domain.units import Unit
from counter_app.printing import phrases


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2026, 9, 2), "ngày 02 tháng 9 năm 2026"),
    ],
)
def test_days_and_months_have_a_zero_where_office_paper_wants_it(day: date, said: str) -> None:
    assert phrases.day_in_words(day) == said


def test_a_moment_is_said_in_the_time_of_vietnam() -> None:
    moment = datetime(2026, 11, 24, 22, 5, tzinfo=UTC)

    assert phrases.promise_in_words(moment) == "05 giờ 05 phút, thứ Tư ngày 25 tháng 11 năm 2026"
    assert phrases.moment_in_figures(moment) == "05:05 ngày 25/11/2026"


def test_a_sunday_has_its_own_name() -> None:
    moment = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    assert phrases.promise_in_words(moment) == "10 giờ 00 phút, Chủ nhật ngày 22 tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("3 ngày làm việc", "03 ngày làm việc"),
        ("20 ngày", "20 ngày"),
        ("0,5 ngày làm việc", "0,5 ngày làm việc"),
        ("8 giờ", "08 giờ"),
        ("trong ngày", "trong ngày làm việc"),
    ],
)
def test_a_limit_is_said_as_on_the_form(limit: str, said: str) -> None:
    assert phrases.limit_in_words(limit) == said


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("0912345678", "0912 345 678"),
        ("02093871234", "0209 387 1234"),
        ("113", "113"),
        ("0912 345 678", "0912 345 678"),
        ("", ""),
    ],
)
def test_a_phone_number_is_grouped(phone: str, said: str) -> None:
    assert phrases.grouped_phone(phone) == said


def test_fees_have_a_sum_only_where_there_are_several() -> None:
    one, free = FeeLine("Lệ phí", 1_250_000), FeeLine("Phí bản sao", 0)

    assert phrases.fees_in_words((one,)) == "Lệ phí 1.250.000 đồng"
    assert phrases.fees_in_words((free, one)) == (
        "Phí bản sao miễn; Lệ phí 1.250.000 đồng; cộng 1.250.000 đồng"
    )


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.DATABASE])
def test_every_kind_of_paper_has_its_words(kind: PaperKind) -> None:
    assert phrases.paper_in_words(Paper("Tờ khai", kind, 2)).startswith("Tờ khai (bản ")


@pytest.mark.parametrize(
    ("name", "phrase", "place"),
    [
        ("Phường Bắc Kạn", "phường Bắc Kạn", "Bắc Kạn"),
        ("UBND Xã Ba Bể", "xã Ba Bể", "Ba Bể"),
        ("Đặc khu Cô Tô", "đặc khu Cô Tô", "Cô Tô"),
        ("Xã", "Xã", "Xã"),
    ],
)
def test_a_unit_is_named_inside_a_sentence(name: str, phrase: str, place: str) -> None:
    assert phrases.unit_phrase(name) == phrase
    assert phrases.place_of(Unit("1", name, "Thái Nguyên", "H55")) == place


@pytest.mark.parametrize(
    ("province", "phrase"),
    [
        ("Thái Nguyên", "tỉnh Thái Nguyên"),
        ("Tỉnh Thái Nguyên", "tỉnh Thái Nguyên"),
        ("tỉnh Thái Nguyên", "tỉnh Thái Nguyên"),
        ("Thành phố Huế", "thành phố Huế"),
        ("", ""),
    ],
)
def test_a_province_is_named_with_its_kind(province: str, phrase: str) -> None:
    assert phrases.province_phrase(province) == phrase


def test_an_address_leaves_out_what_is_not_known() -> None:
    assert phrases.address_in_words(Address("Thôn Thử", "", "Xã Ba Bể", "")) == "Thôn Thử, xã Ba Bể"
    assert phrases.address_in_words(Address()) == ""
