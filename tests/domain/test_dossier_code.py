"""Dossier codes and serials."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.dossier_code import (
    BadAgencyIdentifier,
    BadDossierCode,
    DossierCode,
    SerialsExhausted,
    issue_code,
    next_serial,
)
from counter_app.domain.units import SerialBlock

CODE = "H55.12.34-261121-0001"
OLD_CODE = "000.00.12.H03-240613-0001"
A_DAY = date(2026, 11, 21)
DESK_2 = (SerialBlock(2001, 2999), SerialBlock(12001, 12002))

groups = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=4)
agencies = st.builds(
    lambda stem, rest: ".".join([stem, *rest]),
    st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True),
    st.lists(groups, max_size=5),
)


def test_a_code_is_issued_in_today_s_style() -> None:
    assert str(issue_code("H55.12.34", A_DAY, 1)) == CODE
    assert str(issue_code("H55", A_DAY, 12345)) == "H55-261121-12345"


@given(agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))
def test_a_code_survives_being_printed_and_read(agency: str, on: date, serial: int) -> None:
    code = issue_code(agency, on, serial)

    assert DossierCode.parse(str(code)) == code
    assert DossierCode.parse(f" {str(code).lower()}\r\n") == code


@pytest.mark.parametrize(
    "text",
    [
        CODE.lower(),
        f"  {CODE}\r\n",
        "H55.12.34 - 261121 - 0001",
        "H55.12.34–261121—0001",
        f"]C1{CODE}",
        f"*{CODE}*",
        f"\x02{CODE}\x03",
        f"\ufeff{CODE}\u200b",
    ],
)
def test_what_hands_and_scanners_add_to_a_code_does_not_matter(text: str) -> None:
    assert str(DossierCode.parse(text)) == CODE


def test_a_code_of_the_old_style_is_read_and_never_issued() -> None:
    code = DossierCode.parse(OLD_CODE)

    assert str(code) == OLD_CODE
    with pytest.raises(BadAgencyIdentifier):
        issue_code(code.agency, code.on, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H55.12.34",
        "H55.12.34-261121",
        "H55.12.34-261121-001",
        "H55.12.34-261131-0001",
        "H55.12.34-261321-0001",
        "H55.12.34-261121-0000",
        "H5.12-261121-0001",
        "55H.12-261121-0001",
        "H55..12-261121-0001",
        "H55.ĐK-261121-0001",
        "H55." + "1" * 40 + "-261121-0001",
        "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Tổ 1|20072021",
        CODE + CODE,
    ],
)
def test_texts_that_are_no_codes_are_refused(text: str) -> None:
    with pytest.raises(BadDossierCode):
        DossierCode.parse(text)


@pytest.mark.parametrize(
    "agency", ["", "h55", "H55.", "H5", "H55.a", "000.00.12.H03", "H55." + "A" * 32]
)
def test_agency_identifiers_must_be_lawful(agency: str) -> None:
    with pytest.raises(BadAgencyIdentifier):
        issue_code(agency, A_DAY, 1)


def test_a_serial_is_positive() -> None:
    with pytest.raises(BadDossierCode):
        issue_code("H55", A_DAY, 0)


def test_serials_follow_each_other_through_the_desk_s_blocks() -> None:
    assert next_serial(None, DESK_2) == 2001
    assert next_serial(2001, DESK_2) == 2002
    assert next_serial(2999, DESK_2) == 12001
    assert next_serial(12001, DESK_2) == 12002


def test_a_desk_whose_blocks_are_used_up_is_told_so() -> None:
    with pytest.raises(SerialsExhausted) as refusal:
        next_serial(12002, DESK_2)

    assert refusal.value.blocks == DESK_2
    with pytest.raises(SerialsExhausted):
        next_serial(None, ())


def test_a_serial_of_a_block_that_was_taken_away_begins_the_first_block() -> None:
    assert next_serial(1007, DESK_2) == 2001


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_no_serial_comes_twice_and_none_is_foreign(sizes: list[int]) -> None:
    blocks = tuple(SerialBlock(1000 * n, 1000 * n + size - 1) for n, size in enumerate(sizes, 1))
    issued: list[int] = []
    for _ in range(sum(sizes)):
        issued.append(next_serial(issued[-1] if issued else None, blocks))

    assert len(set(issued)) == sum(sizes)
    assert all(any(b.first <= serial <= b.last for b in blocks) for serial in issued)
    with pytest.raises(SerialsExhausted):
        next_serial(issued[-1], blocks)
