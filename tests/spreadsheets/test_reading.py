"""Files from outside: whatever is in them, a sentence that helps or the rows as they stand."""

import io
import random
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.old_register import RegisterFileRefused
from counter_app.spreadsheets import reading
from counter_app.spreadsheets.reading import read_sheet
from tests.support.sheets import A_LINE, HEADER, a_line, comma_separated, excel

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def why(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(RegisterFileRefused) as refused:
        read_sheet(path, sheet)
    assert refused.value.file == path.name
    return refused.value.why


def test_rows_come_as_they_stand_with_dates_as_dates(tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [("SỔ",), (), HEADER, A_LINE])
    sheet = read_sheet(path)
    assert (sheet.name, sheet.names) == ("Sổ 2025", ("Sổ 2025",))
    assert sheet.rows[2][: len(HEADER)] == HEADER
    assert sheet.rows[3][1] == A_LINE[1]
    assert isinstance(sheet.rows[3][6], datetime)
    assert len(sheet.rows) == 4


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER], "Năm 2024")
    assert read_sheet(path, "Năm 2024").name == "Năm 2024"
    assert why(path, "Năm 1999") == "no_such_sheet"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_however_it_was_saved(tmp_path: Path, sign: str, encoding: str) -> None:
    path = comma_separated(tmp_path / "so.csv", [HEADER, A_LINE], sign, encoding)
    rows = read_sheet(path).rows
    assert rows[0] == HEADER
    assert rows[1][3] == "LÝ VĂN BÉ"
    assert rows[1][4] == A_LINE[4]


def test_formulas_are_counted_and_never_computed(tmp_path: Path) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, a_line(1, c3="=1+1", c10="=HYPERLINK(A1)")])
    sheet = read_sheet(path)
    assert sheet.formula_count == 2
    assert sheet.rows[1][3] == 0


def test_an_excel_file_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert why(path) == "password"


def test_an_old_excel_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "so.xls"
    path.write_bytes(OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600))
    assert why(path) == "old_excel"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        ("Mã hồ sơ;Chủ hồ sơ".encode("cp1258", errors="replace") + b"\xff\xfe\xe1", "encoding"),
        (bytes(range(256)) * 4, "not_a_table"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"a,b\0c\n", "not_a_table"),
        (b'"' + b"x" * 200_000, "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)
    assert why(path) == expected


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert why(tmp_path / "nowhere.xlsx") == "missing"
    assert why(tmp_path) == "missing"


def test_another_kind_of_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert why(path) == "not_a_table"


def test_a_package_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))
    assert path.stat().st_size < 100_000
    assert why(path) == "too_large"


def test_one_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    source = excel(tmp_path / "a.xlsx", [HEADER, A_LINE])
    path = tmp_path / "so.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            new.writestr(member, data)
    assert why(path) == "too_large"


def test_a_file_larger_than_any_register_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert why(excel(tmp_path / "so.xlsx", [HEADER, A_LINE])) == "too_large"


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [HEADER, *(a_line(number) for number in range(1, 8))]
    assert why(excel(tmp_path / "so.xlsx", rows)) == "too_large"
    assert why(comma_separated(tmp_path / "so.csv", rows)) == "too_large"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), hits=st.integers(1, 40), cut=st.booleans())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    tmp_path: Path, seed: int, hits: int, cut: bool
) -> None:
    source = tmp_path / "a.xlsx"
    if not source.exists():
        excel(source, [HEADER, *(a_line(number) for number in range(1, 30))])
    luck = random.Random(seed)
    data = bytearray(source.read_bytes())
    for _ in range(hits):
        data[luck.randrange(len(data))] = luck.randrange(256)
    path = tmp_path / "b.xlsx"
    path.write_bytes(bytes(data[: luck.randrange(len(data))] if cut else data))
    try:
        read_sheet(path)
    except RegisterFileRefused as refused:
        assert refused.why


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), hits=st.integers(1, 30))
def test_a_sheet_whose_inside_is_damaged_is_read_or_refused(
    tmp_path: Path, seed: int, hits: int
) -> None:
    source = tmp_path / "a.xlsx"
    if not source.exists():
        excel(source, [HEADER, *(a_line(number) for number in range(1, 10))])
    luck = random.Random(seed)
    packed_again = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed_again, "w") as new:
        for member in old.infolist():
            data = bytearray(old.read(member))
            for _ in range(hits if data else 0):
                data[luck.randrange(len(data))] = luck.choice(b'<>"=/& rtsnv0129\x00\xff')
            new.writestr(member.filename, bytes(data))
    path = tmp_path / "b.xlsx"
    path.write_bytes(packed_again.getvalue())
    try:
        read_sheet(path)
    except RegisterFileRefused as refused:
        assert refused.why
