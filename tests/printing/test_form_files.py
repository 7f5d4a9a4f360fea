"""A form is a data file: a province corrects it without code, and faults are found at the start."""

from datetime import date
from pathlib import Path

import pytest

from counter_app.domain.form import FormFileBroken, FormMissing, FormSet
from counter_app.printing.form_files import load_forms
from tests.printing.reading import whole_text
from tests.printing.samples import a_dossier, a_slip

CIRCULAR_LABELS = (
    "Mã hồ sơ:",
    "",
    "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức:",
    "Số định danh cá nhân/tổ chức:",
    "Địa chỉ:",
    "Số điện thoại:",
    "Trường hợp ủy quyền",
    "Nội dung yêu cầu giải quyết:",
    "Thành phần hồ sơ nộp gồm:",
    "Số lượng hồ sơ:",
    "Thời gian giải quyết hồ sơ theo quy định là:",
    "Thời gian nhận hồ sơ:",
    "Thời gian trả kết quả giải quyết hồ sơ:",
    "Đăng ký nhận kết quả tại:",
    "Vào Sổ theo dõi hồ sơ, Quyển số",
)


def a_copy(resources: Path, folder: Path, *changes: tuple[str, str], name: str = "01.toml") -> Path:
    text = (resources / "forms" / "01-tt03-2025.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_form_01_has_the_fifteen_lines_of_the_circular(forms: FormSet) -> None:
    lines = [line for line in forms.form("01", date(2026, 11, 23)).lines if line.order.isdigit()]

    assert [line.order for line in lines] == [str(number) for number in range(1, 16)]
    for line, label in zip(lines, CIRCULAR_LABELS, strict=True):
        assert line.text.startswith(label)


def test_a_province_corrects_a_label_without_code(resources: Path, tmp_path: Path) -> None:
    folder = a_copy(resources, tmp_path, ("Mã hồ sơ:", "Mã số hồ sơ:"))

    assert "Mã số hồ sơ: H55.18.43-261123-2007" in whole_text(
        a_slip(load_forms(folder), a_dossier())
    )


def test_a_dossier_keeps_the_edition_of_its_day(resources: Path, tmp_path: Path) -> None:
    a_copy(resources, tmp_path, ("2025-07-01", "2025-07-01\nvalid_to = 2027-02-28"))
    a_copy(
        resources,
        tmp_path,
        ("2025-07-01", "2027-03-01"),
        ("Mã hồ sơ:", "Mã mới:"),
        name="02.toml",
    )
    forms = load_forms(tmp_path)

    assert forms.form("01", date(2027, 2, 28)).lines[0].text.startswith("Mã hồ sơ:")
    assert forms.form("01", date(2027, 3, 1)).lines[0].text.startswith("Mã mới:")
    with pytest.raises(FormMissing):
        forms.form("01", date(2025, 6, 30))


def test_of_two_valid_editions_the_newer_one_counts(resources: Path, tmp_path: Path) -> None:
    a_copy(resources, tmp_path, name="a.toml")
    a_copy(resources, tmp_path, ("2025-07-01", "2026-01-01"), name="b.toml")

    assert load_forms(tmp_path).form("01", date(2026, 5, 5)).valid_from == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{applicant_name}", "{applicant}", "unknown field {applicant}"),
        ('items = "papers"', 'items = "paper"', "unknown list 'paper'"),
        ('only_with = "fees"', 'only_with = "fee"', "unknown field 'fee'"),
        ('look = "promise"', 'look = "big"', "unknown look 'big'"),
        ('number = "01"', 'number = "99"', "the program has no form '99'"),
        ("valid_from = 2025-07-01", 'valid_from = "2025"', "valid_from must be a day"),
        ('order = "1"', "order = 1", "order must be a text"),
        ("[head]", "[heads]", "[head] is missing"),
        ('number = "01"', "number = ", "Invalid value"),
    ],
)
def test_a_fault_in_a_form_file_is_named(
    resources: Path, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    with pytest.raises(FormFileBroken) as trouble:
        load_forms(a_copy(resources, tmp_path, (old, new)))

    assert trouble.value.file == "01.toml"
    assert reason in trouble.value.reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('rows = "hand_overs"', 'rows = "hands"', "unknown list 'hands'"),
        ("{receiver}", "{taker}", "unknown field {taker}"),
        ("{giver_name}", "{giver_id}", "unknown field {giver_id}"),
        ('align = "centre"', 'align = "middle"', "unknown alignment 'middle'"),
        ("width = 27", "width = 0", "a table has columns, each with a width"),
        ("width = 27", 'width = "27"', "width must be a number"),
        ("least = 4", "least = true", "least must be a number"),
        ('look = "small"', 'look = "tiny"', "unknown look 'tiny'"),
        ('number = "06"', 'number = "06"\nwide = "yes"', "wide must be true or false"),
    ],
)
def test_a_fault_in_the_table_of_a_form_file_is_named(
    resources: Path, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    text = (resources / "forms" / "06-tt03-2025.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "06.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormFileBroken) as trouble:
        load_forms(tmp_path)

    assert reason in trouble.value.reason


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07", "BC", "BG"])
def test_every_form_is_valid_since_the_circular_and_has_a_source(
    forms: FormSet, number: str
) -> None:
    form = forms.form(number, date(2025, 7, 1))

    assert form.source
    assert form.valid_to is None
    with pytest.raises(FormMissing):
        forms.form(number, date(2025, 6, 30))


def test_form_07_has_the_columns_of_the_circular(forms: FormSet) -> None:
    form = forms.form("07", date(2026, 11, 23))
    assert form.table is not None
    titles = [column.title for column in form.table.columns]
    groups = [column.group for column in form.table.columns]

    assert titles == [
        *("STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Địa chỉ/SĐT"),
        *("Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả"),
        *("Phương thức nhận kết quả", "Ký nhận"),
    ]
    assert groups == [""] * 6 + ["Nhận và trả kết quả"] * 5
    assert form.is_wide


def test_a_form_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "01.toml").write_bytes('title = "GIẤY"'.encode("utf-16"))
    with pytest.raises(FormFileBroken):
        load_forms(tmp_path)
