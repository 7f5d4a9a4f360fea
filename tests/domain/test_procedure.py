"""Procedures in their editions, and how they are found."""

from datetime import date
from decimal import Decimal

import pytest

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.facts import ChannelIn
from counter_app.domain.procedure import (
    Catalogue,
    Procedure,
    ProcedureNotInForce,
    RequiredPaper,
    UnknownProcedure,
)

TODAY = date(2026, 11, 23)
OLD = Procedure("1.000001", "Thủ tục cũ", "Hộ tịch", valid_to=date(2026, 6, 30))
NEW = Procedure("1.000001", "Thủ tục mới", "Hộ tịch", valid_from=date(2026, 7, 1))
BIRTH = Procedure("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch")
BIRTH_AGAIN = Procedure("1.004884", "Thủ tục đăng ký lại khai sinh", "Hộ tịch")
STAY = Procedure("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú")
LAND = Procedure("1.012812", "Hòa giải tranh chấp đất đai", "Đất đai")
CATALOGUE = Catalogue((OLD, NEW, BIRTH_AGAIN, BIRTH, STAY, LAND))


def codes(text: str, **favourites: int) -> list[str]:
    """Return the codes found, with the uses of codes written as ``c1_001193=3``."""
    used = {code[1:].replace("_", "."): count for code, count in favourites.items()}
    return [p.code for p in CATALOGUE.find(text, TODAY, favourites=used)]


def test_a_day_has_its_own_edition() -> None:
    assert CATALOGUE.procedure("1.000001", date(2026, 6, 30)) is OLD
    assert CATALOGUE.procedure(" 1.000001 ", date(2026, 7, 1)) is NEW


def test_a_procedure_out_of_force_is_not_an_unknown_one() -> None:
    with pytest.raises(ProcedureNotInForce) as refusal:
        CATALOGUE.procedure("1.000001", date(2025, 6, 30))
    assert (refusal.value.code, refusal.value.on) == ("1.000001", date(2025, 6, 30))

    with pytest.raises(UnknownProcedure) as unknown:
        CATALOGUE.procedure("9.999999", TODAY)
    assert unknown.value.code == "9.999999"


def test_the_later_of_two_editions_in_force_counts() -> None:
    overlapping = Catalogue((NEW, Procedure("1.000001", "Thủ tục", "Hộ tịch")))
    assert overlapping.procedure("1.000001", TODAY) is NEW


@pytest.mark.parametrize(
    "text", ["khai si", "KHAI SINH", "dang ky khai", "sinh khai", "khai sinh ho tich", "đăng ký kh"]
)
def test_the_beginnings_of_words_find_a_procedure_without_diacritics(text: str) -> None:
    assert codes(text)[0] == BIRTH.code


def test_the_middle_of_a_word_finds_nothing() -> None:
    assert codes("inh") == []
    assert codes("khai sinh xyz") == []


@pytest.mark.parametrize("text", ["1.001193", "1001193", "1.0011", "10011", " 1.001193 "])
def test_a_code_is_found_from_its_beginning_with_or_without_the_point(text: str) -> None:
    assert codes(text) == [BIRTH.code]


def test_only_what_is_in_force_is_found() -> None:
    assert [p.name for p in CATALOGUE.find("1.000001", TODAY)] == ["Thủ tục mới"]
    assert CATALOGUE.find("khai sinh", date(2024, 1, 1)) == ()


def test_the_field_finds_too_but_after_the_name() -> None:
    assert codes("dat dai") == [LAND.code]
    assert codes("cu tru") == [STAY.code]
    assert codes("dang ky")[0] == STAY.code
    assert set(codes("ho tich")) == {NEW.code, BIRTH.code, BIRTH_AGAIN.code}


def test_what_is_used_most_decides_between_equal_matches() -> None:
    assert codes("khai sinh") == [BIRTH.code, BIRTH_AGAIN.code]
    assert codes("khai sinh", c1_004884=2, c1_001193=1) == [BIRTH_AGAIN.code, BIRTH.code]
    assert codes("1.001193", c1_004884=9) == [BIRTH.code]


def test_nothing_typed_shows_the_most_used_then_the_common_ones() -> None:
    catalogue = Catalogue(CATALOGUE.procedures, common=(STAY.code, BIRTH.code))
    found = catalogue.find("", TODAY, favourites={LAND.code: 3})

    assert [p.code for p in found[:3]] == [LAND.code, STAY.code, BIRTH.code]
    assert len(catalogue.find("", TODAY, most=2)) == 2


def test_a_limit_may_differ_by_the_channel() -> None:
    limit, online = TimeLimit.parse("20 ngày"), TimeLimit.parse("15 ngày")
    procedure = Procedure(
        "1.000002", "x", "y", limit=limit, channel_limits=((ChannelIn.ONLINE, online),)
    )

    assert procedure.limit_for(ChannelIn.ONLINE) == online
    assert procedure.limit_for(ChannelIn.DIRECT) == limit
    assert Procedure("1", "x", "y", unconfirmed_amount=Decimal(5)).limit_for(ChannelIn.POST) is None


def test_only_papers_asked_for_in_every_case_are_required() -> None:
    form = RequiredPaper("Tờ khai", 1)
    copy = RequiredPaper("Bản sao giấy chứng tử", 0, 1)
    proxy = RequiredPaper("Văn bản ủy quyền", 1, is_conditional=True)
    note = RequiredPaper("Người tiếp nhận có trách nhiệm …")
    procedure = Procedure("1", "x", "y", papers=(form, copy, proxy, note))

    assert [p.is_required for p in procedure.papers] == [True, True, False, False]
    assert [p.is_note for p in procedure.papers] == [False, False, False, True]
    assert procedure.lacking(["to khai"]) == (copy,)
    assert procedure.lacking([]) == (form, copy)
