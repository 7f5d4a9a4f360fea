"""Lists of procedures: cells read what they write, and a comparison names every change."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.deadline import LimitKind, TimeLimit
from counter_app.domain.fact_parts import ChannelIn, FeeLine
from counter_app.domain.old_register import RawRow, RawSheet
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import (
    Catalogue,
    FeeKind,
    Procedure,
    RequiredPaper,
    SupplementRule,
)
from counter_app.domain.procedure_cells import (
    CELLS,
    BadCell,
    fee_words,
    read_fee,
    read_paper,
    tidy_code,
)
from counter_app.domain.procedure_list import (
    ListColumnsMissing,
    ListRow,
    RowKind,
    compared,
    find_list_header,
)

SOME_DAY = date(2026, 12, 1)
BIRTH = Procedure(
    "1.001193",
    "Đăng ký khai sinh",
    "Hộ tịch",
    limit=TimeLimit(LimitKind.SAME_DAY),
    fee_kind=FeeKind.FREE,
    papers=(RequiredPaper("Tờ khai", 1), RequiredPaper("Giấy chứng sinh", 1)),
)
CATALOGUE = Catalogue((BIRTH,))
HEADER = ("Mã TTHC", "TÊN THỦ TỤC", "Linh vuc", "Thời hạn", "Thành phần hồ sơ", "Ghi gì đó")


def sheet(*rows: RawRow, header: RawRow = HEADER) -> RawSheet:
    return RawSheet("dm.xlsx", "DM", ("DM",), (("DANH MỤC",), (), header, *rows))


def looked_at(*rows: RawRow, catalogue: Catalogue = CATALOGUE) -> tuple[ListRow, ...]:
    made = sheet(*rows)
    return compared(made, find_list_header(made), catalogue, SOME_DAY)


words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).map(
    composed
)
names = words.filter(bool)
limits = st.one_of(
    st.just(TimeLimit(LimitKind.SAME_DAY)),
    st.builds(
        TimeLimit,
        st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.DAYS, LimitKind.HOURS]),
        st.integers(1, 36_000).map(lambda n: Decimal(n) / 100),
    ),
)
papers = st.builds(RequiredPaper, names, st.integers(0, 99), st.integers(0, 99), st.booleans())
procedures = st.builds(
    Procedure,
    code=st.just("1.001193"),
    name=names,
    field=names,
    levels=st.just(("Cấp xã",)),
    limit=st.one_of(st.none(), limits),
    channel_limits=st.dictionaries(st.sampled_from(ChannelIn), limits).map(
        lambda found: tuple(sorted(found.items()))
    ),
    limit_choices=st.lists(limits, max_size=3).map(tuple),
    limit_note=words,
    fee_kind=st.sampled_from(FeeKind),
    fee_text=words,
    fees=st.lists(
        st.builds(FeeLine, names.filter(lambda name: name != ":"), st.integers(0, 999_999_999)),
        max_size=3,
    ).map(tuple),
    papers=st.lists(papers, max_size=5).map(tuple),
    legal=words,
    source=words,
    note=words,
    supplement=st.sampled_from(SupplementRule),
)


@given(procedures)
def test_every_cell_reads_what_it_writes(procedure: Procedure) -> None:
    read = Procedure(procedure.code, "", "")
    for rule in CELLS.values():
        read = rule.put(read, rule.words(procedure))

    assert {key: rule.words(read) for key, rule in CELLS.items()} == {
        key: rule.words(procedure) for key, rule in CELLS.items()
    }
    assert (read.papers, read.fees, read.limit) == (
        procedure.papers,
        procedure.fees,
        procedure.limit,
    )
    assert (read.supplement, read.fee_kind) == (procedure.supplement, procedure.fee_kind)
    assert dict(read.channel_limits) == dict(procedure.channel_limits)


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("Tờ khai", RequiredPaper("Tờ khai", 1)),
        ("Tờ khai (mẫu 01)", RequiredPaper("Tờ khai (mẫu 01)", 1)),
        ("Thẻ căn cước (01 bản sao)", RequiredPaper("Thẻ căn cước", 0, 1)),
        (
            "Giấy ủy quyền (1 bản chính, 2 bản sao; nếu có)",
            RequiredPaper("Giấy ủy quyền", 1, 2, is_conditional=True),
        ),
        ("Xuất trình hộ chiếu (lưu ý)", RequiredPaper("Xuất trình hộ chiếu")),
    ],
)
def test_papers_are_read_as_people_write_them(line: str, paper: RequiredPaper) -> None:
    assert read_paper(line) == paper


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.00119", "1.001190"),
        ("1,001193", "1.001193"),
        (" 1.001193 ", "1.001193"),
        ("T-01", "T-01"),
    ],
)
def test_codes_survive_what_excel_does_to_numbers(text: str, code: str) -> None:
    assert tidy_code(text) == code


@pytest.mark.parametrize("text", ["", "1001193!", "a b/c", "x" * 50])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        tidy_code(text)


@pytest.mark.parametrize("line", ["8000", "Lệ phí: tám nghìn", ": 8.000", "Lệ phí: 99999999999"])
def test_what_is_no_fee_is_refused(line: str) -> None:
    with pytest.raises(BadCell):
        read_fee(line)


def test_a_comma_in_a_fees_name_stays() -> None:
    fee = FeeLine("Lệ phí bản chính, bản sao", 12_345_000)
    assert fee_words(fee) == "Lệ phí bản chính, bản sao: 12.345.000"
    assert read_fee(fee_words(fee)) == fee


def test_fees_may_name_their_currency() -> None:
    assert read_fee("Lệ phí: 8.000 đồng") == FeeLine("Lệ phí", 8000)


def test_a_row_that_says_the_same_changes_nothing_also_in_other_spelling() -> None:
    (row,) = looked_at((1.001193, "Đăng ký  khai sinh", "Hộ tịch", "Trong Ngày", None, "x"))

    assert (row.kind, row.procedure) == (RowKind.SAME, None)


def test_changes_name_the_old_and_the_new_and_the_rest_is_kept() -> None:
    (row,) = looked_at(("1.001193", "", "", "2 ngay lam viec", "Tờ khai\nThẻ (1 bản sao)"))

    assert row.kind is RowKind.CHANGED
    assert [(c.column, c.before, c.after) for c in row.changes] == [
        ("limit", "trong ngày", "2 ngày làm việc"),
        (
            "papers",
            "Tờ khai (1 bản chính)\nGiấy chứng sinh (1 bản chính)",
            "Tờ khai (1 bản chính)\nThẻ (1 bản sao)",
        ),
    ]
    assert row.procedure is not None
    assert (row.procedure.name, row.procedure.valid_from) == (BIRTH.name, SOME_DAY)
    assert row.procedure.fee_kind is FeeKind.FREE


def test_refused_rows_say_every_reason_and_their_number_in_the_file() -> None:
    new, bad, twice, later = looked_at(
        ("9.000001", "Việc mới", "Hộ tịch", "", ""),
        ("x y", "", "", "hai hôm", ""),
        ("9.000001", "Lại nữa", "Hộ tịch", "", ""),
        ("2.000002", "Sau này", "Hộ tịch", "", ""),
        catalogue=Catalogue(
            (BIRTH, Procedure("2.000002", "Sau", "Hộ tịch", valid_from=date(2027, 1, 1)))
        ),
    )

    assert new.kind is RowKind.NEW
    assert new.procedure is not None and new.procedure.limit is None
    assert bad.problems == {
        "code": "not_a_procedure_code",
        "limit": "not_a_limit",
        "name": "missing",
        "field": "missing",
    }
    assert (twice.problems, twice.number) == ({"code": "twice_in_list"}, 6)
    assert later.problems == {"code": "later_edition"}


def test_rows_of_numbers_and_of_fields_are_no_procedures() -> None:
    assert looked_at(("(1)", "(2)", "(3)", "(4)", "(5)"), ("LĨNH VỰC HỘ TỊCH",), (None, None)) == ()


def test_a_formula_that_failed_is_refused() -> None:
    (row,) = looked_at(("1.001193", "#REF!", "", "", ""))
    assert row.problems == {"name": "formula_fault"}


def test_a_procedure_that_had_ended_comes_back() -> None:
    ended = Catalogue((Procedure(BIRTH.code, BIRTH.name, "Hộ tịch", valid_to=date(2026, 1, 1)),))
    (row,) = looked_at(("1.001193", BIRTH.name, "Hộ tịch", "", ""), catalogue=ended)

    assert (row.kind, row.changes) == (RowKind.CHANGED, ())
    assert row.procedure is not None and row.procedure.valid_to is None


def test_a_sheet_without_code_and_name_is_no_list() -> None:
    with pytest.raises(ListColumnsMissing) as missing:
        find_list_header(sheet(header=("STT", "Lĩnh vực")))
    assert missing.value.columns == ("code", "name")
