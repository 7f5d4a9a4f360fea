"""A commune's list of procedures: out to Excel and in again, whole or not at all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter_app.domain.old_register import RowsRefused
from counter_app.domain.people import FieldsRefused
from counter_app.domain.procedure_list import ListColumnsMissing, RowKind
from counter_app.services import decided, procedure_list, rules
from counter_app.services.acting import NotAllowed
from counter_app.services.counter import Counter
from counter_app.services.procedure_list import ListFileRefused, ListReport
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY, BIRTH, RESIDENCE
from tests.support.sheets import comma_separated, excel

TODAY = A_MONDAY.date()
DECEMBER = date(2026, 12, 1)
HEADER = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí")
A_LIST = (
    HEADER,
    (RESIDENCE, "Đăng ký tạm trú", "", "2 ngày làm việc", ""),
    ("9.000001", "Xác nhận việc mới", "Hộ tịch", "5 ngày làm việc", "Miễn phí"),
)
A_BAD_LINE = (BIRTH, "", "", "hai hôm", "")


def looked_at(counter: Counter, path: Path) -> ListReport:
    return procedure_list.preview(counter, procedure_list.read(path), DECEMBER)


def counts(report: ListReport) -> dict[str, int]:
    return {kind.value: report.count(kind) for kind in RowKind if report.count(kind)}


def test_what_is_written_out_changes_nothing_when_it_comes_back(
    counter: Counter, tmp_path: Path
) -> None:
    path = tmp_path / "dm.xlsx"
    count = procedure_list.export(counter, path, TODAY)

    report = looked_at(counter, path)

    assert counts(report) == {"same": count} == {"same": 239}
    assert (report.kept_count, report.editions) == (0, ())


def test_what_was_changed_comes_back_as_it_was_changed(counter: Counter, tmp_path: Path) -> None:
    """The whole catalogue with another name each: nothing else differs, every cell is read."""
    renamed = [replace(p, name=f"{p.name} (sửa)") for p in counter.catalogue.procedures]
    path = tmp_path / "dm.xlsx"
    listing = procedure_list.listing_on(counter, TODAY)
    procedure_list.write_list(path, listing, renamed)

    report = looked_at(counter, path)

    assert counts(report) == {"changed": 239}
    assert {c.column for row in report.rows for c in row.changes} == {"name"}


def test_the_template_has_the_columns_and_no_row(counter: Counter, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    assert procedure_list.export(counter, path, TODAY, is_empty=True) == 0
    assert looked_at(counter, path).rows == ()


@pytest.mark.parametrize("write", [excel, comma_separated])
def test_a_list_is_taken_over_as_one_decision(
    counter: Counter, tmp_path: Path, write: object
) -> None:
    name = "dm.csv" if write is comma_separated else "dm.xlsx"
    assert callable(write)
    report = looked_at(counter, write(tmp_path / name, A_LIST))
    assert counts(report) == {"new": 1, "changed": 1}
    assert report.kept_count == 238

    procedure_list.take_over(counter, report.file, DECEMBER, "12/QĐ-UBND", A_HEAD, A_MONDAY)

    assert str(counter.catalogue.procedure(RESIDENCE, DECEMBER).limit) == "2 ngày làm việc"
    assert str(counter.catalogue.procedure(RESIDENCE, TODAY).limit) == "3 ngày làm việc"
    assert counter.catalogue.procedure("9.000001", DECEMBER).field == "Hộ tịch"
    assert {(each.document, each.on) for each in decided.decided(counter)} == {
        ("12/QĐ-UBND", DECEMBER)
    }
    assert counts(looked_at(counter, tmp_path / name)) == {"same": 2}


def test_a_bad_row_stops_all_unless_it_is_left_out(counter: Counter, tmp_path: Path) -> None:
    report = looked_at(counter, excel(tmp_path / "dm.xlsx", (*A_LIST, A_BAD_LINE)))

    with pytest.raises(RowsRefused):
        procedure_list.take_over(counter, report.file, DECEMBER, "12/QĐ", A_HEAD, A_MONDAY)
    assert rules.decisions(counter) == ()

    procedure_list.take_over(
        counter, report.file, DECEMBER, "12/QĐ", A_HEAD, A_MONDAY, skip_bad=True
    )
    assert len(rules.decisions(counter)) == 2


def test_without_document_or_right_nothing_is_recorded(counter: Counter, tmp_path: Path) -> None:
    report = looked_at(counter, excel(tmp_path / "dm.xlsx", A_LIST))
    with pytest.raises(FieldsRefused):
        procedure_list.take_over(counter, report.file, DECEMBER, "  ", A_HEAD, A_MONDAY)
    with pytest.raises(NotAllowed):
        procedure_list.take_over(counter, report.file, DECEMBER, "12/QĐ", A_CLERK, A_MONDAY)
    assert rules.decisions(counter) == ()


def test_formulas_are_counted_and_their_values_read(counter: Counter, tmp_path: Path) -> None:
    rows = (*A_LIST, ('="9.00000"&"2"', "Từ công thức", "Hộ tịch", "", ""))
    report = looked_at(counter, excel(tmp_path / "dm.xlsx", rows))
    assert report.file.sheet.formula_count == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut short", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old_excel"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "dm.xlsx"
    path.write_bytes(content)
    with pytest.raises(ListFileRefused) as refused:
        procedure_list.read(path)
    assert refused.value.why == why


def test_a_register_is_no_list_of_procedures(tmp_path: Path) -> None:
    with pytest.raises(ListColumnsMissing):
        procedure_list.read(excel(tmp_path / "so.xlsx", (("STT", "Họ tên"), (1, "LÝ VĂN BÉ"))))
