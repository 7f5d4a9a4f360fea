"""Communes, and what the residence on a card means today."""

from datetime import date

import pytest

from counter_app.domain.places import Places
from counter_app.store.catalogue import load_places
from tests.domain.samples import RESOURCES

PLACES: Places = load_places(RESOURCES / "places")
OLD_CARD = date(2021, 7, 20)
NEW_CARD = date(2025, 10, 10)


def names(residence: str, issued_on: date | None = None) -> list[str]:
    return [commune.text for commune in PLACES.suggest(residence, issued_on).candidates]


def test_every_commune_and_province_of_the_country_is_there() -> None:
    assert len(PLACES.communes) == 3321
    assert len({(c.province_code, c.province) for c in PLACES.communes}) == 34
    assert all(PLACES.by_code(commune.code) is commune for commune in PLACES.communes)
    assert PLACES.by_code("99999") is None


def test_every_succession_leads_to_a_commune_of_today() -> None:
    assert len(PLACES.successions) > 600
    assert all(PLACES.by_code(known.commune_code) for known in PLACES.successions)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bac kan", "Phường Bắc Kạn, Thái Nguyên"),
        ("Bắc Kạn", "Phường Bắc Kạn, Thái Nguyên"),
        ("phuong bac kan", "Phường Bắc Kạn, Thái Nguyên"),
        ("ba be", "Xã Ba Bể, Thái Nguyên"),
        ("ba b thai ng", "Xã Ba Bể, Thái Nguyên"),
        ("hoan kiem", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("phú quốc", "Đặc khu Phú Quốc, An Giang"),
    ],
)
def test_a_commune_is_found_by_the_beginnings_of_its_words(text: str, first: str) -> None:
    assert PLACES.find(text)[0].text == first


@pytest.mark.parametrize("province", ["Thái Nguyên", "thai nguyen", "Tỉnh Thái Nguyên", "19"])
def test_a_province_leaves_out_all_others(province: str) -> None:
    found = PLACES.find("", province=province, most=1000)

    assert len(found) == 92
    assert {commune.province for commune in found} == {"Thái Nguyên"}


def test_a_search_ends_where_it_was_told_to_and_may_find_nothing() -> None:
    assert len(PLACES.find("", most=7)) == 7
    assert PLACES.find("không có xã này") == ()


@pytest.mark.parametrize(
    "residence",
    [
        "Tổ 1, Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn",
        "TỔ 1, PHƯỜNG ĐỨC XUÂN, TP BẮC KẠN, TỈNH BẮC KẠN",
        "tổ 1, duc xuan, tp. bac kan, bac kan",
        "Tổ 1, P. Đức Xuân, Bắc Kạn, Bắc Kạn",
        "Tổ 1 Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn",
        "Tổ 1 phường Đức Xuân, Thành phố Bắc Kạn, Bắc Kạn",
        "Tổ 1, Đức Xuân, Bắc Kạn",
        " Tổ 1 ,, Đức Xuân , Thành phố Bắc Kạn, Bắc Kạn. ",
    ],
)
def test_an_old_address_leads_to_the_commune_of_today(residence: str) -> None:
    suggestion = PLACES.suggest(residence, OLD_CARD)

    assert suggestion.line.casefold() == "tổ 1"
    assert [commune.text for commune in suggestion.candidates] == ["Phường Đức Xuân, Thái Nguyên"]
    assert suggestion.old_name == "Phường Đức Xuân, Thành Phố Bắc Kạn, Tỉnh Bắc Kạn"
    assert not suggestion.is_split


def test_an_old_address_of_ha_giang_leads_to_tuyen_quang() -> None:
    assert names("Thôn Thử, Mậu Duệ, Yên Minh, Hà Giang") == ["Xã Mậu Duệ, Tuyên Quang"]


def test_an_old_commune_that_was_divided_has_several_successors_the_likeliest_first() -> None:
    suggestion = PLACES.suggest("Quang Trung, Thành phố Hà Giang, Hà Giang")

    assert suggestion.is_split
    assert [commune.name for commune in suggestion.candidates] == [
        "Phường Hà Giang 2",
        "Phường Hà Giang 1",
    ]


def test_every_old_commune_is_found_under_its_own_successors() -> None:
    for known in PLACES.successions:
        suggestion = PLACES.suggest(f"Tổ 1, {known.old_name}")
        assert known.commune_code in [commune.code for commune in suggestion.candidates]
        assert suggestion.old_name == known.old_name
        assert suggestion.line == "Tổ 1"


def test_an_address_of_today_is_itself() -> None:
    suggestion = PLACES.suggest("Xã Ba Bể, Thái Nguyên", NEW_CARD)

    assert [commune.text for commune in suggestion.candidates] == ["Xã Ba Bể, Thái Nguyên"]
    assert (suggestion.line, suggestion.old_name) == ("", "")
    assert names("Tổ 5, Hoàn Kiếm, Hà Nội") == ["Phường Hoàn Kiếm, Thành phố Hà Nội"]


def test_every_commune_of_today_is_found_by_its_own_address() -> None:
    for commune in PLACES.communes[::7]:
        assert names(f"Thôn Thử, {commune.text}", NEW_CARD)[0] == commune.text


def test_the_age_of_the_card_decides_where_both_readings_fit() -> None:
    residence = "Thái Bình, Yên Sơn, Tuyên Quang"

    assert names(residence)[0] == "Xã Thái Bình, Tuyên Quang"
    assert names(residence, OLD_CARD)[0] == "Xã Thái Bình, Tuyên Quang"
    assert names(residence, NEW_CARD) == ["Xã Yên Sơn, Tuyên Quang"]


@pytest.mark.parametrize(
    "residence",
    [
        "",
        "Hà Nội",
        "Quận Ba Đình, Hà Nội",
        "Xã Nhi Sơn, Mường Lát, Thanh Hóa",
        "To 1, Dduwcs Xuaan, Bawcs Kanj",
        "?, ?, ?",
    ],
)
def test_nothing_is_guessed_where_nothing_fits(residence: str) -> None:
    suggestion = PLACES.suggest(residence)

    assert suggestion.candidates == ()
    assert suggestion.line == residence


def test_an_old_card_never_has_an_address_of_today() -> None:
    assert names("Nhi Sơn, Mường Lát, Thanh Hóa", OLD_CARD) == []
