"""An older register understood: titles in any order, days in any form, faults with names."""

from datetime import datetime, time

import pytest

from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.old_lines import CLOSING, lines_of, read_old_moment
from counter_app.domain.old_register import (
    ColumnsMissing,
    OldLine,
    RawCell,
    RawRow,
    find_header,
    is_day_alone,
)
from counter_app.domain.states import DossierState

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
HEADER: RawRow = (
    *("TT", "MA HO SO", "Nội dung", "Họ và tên", "Địa chỉ, SĐT", "Ngày nhận"),
    *("Ngày hẹn trả", "Ngày trả", "Hình thức nhận kết quả", "Ký nhận", "Tình trạng", "Cột lạ"),
)
GOOD: RawRow = (
    *(1, "000.23.18.H03-250102-0001", "Đăng ký khai sinh", "LÝ VĂN BÉ"),
    *("Tổ 5, phường Bắc Kạn - 0912345678", "2/1/2025", "8/2/2025", "7/2/2025"),
    *("Bưu điện", "LÝ VĂN BÉ; mã bưu gửi RB1", None, "x"),
)


def changed(**cells: RawCell) -> RawRow:
    """Return the good line with other cells by their place: ``c1=…``."""
    row = list(GOOD)
    for place, value in cells.items():
        row[int(place[1:])] = value
    return tuple(row)


def the_line(row: RawRow) -> OldLine:
    rows = (HEADER, row)
    (line,) = lines_of(rows, find_header(rows), NOW)
    return line


def local(moment: datetime | None) -> str:
    return "" if moment is None else f"{at_counter(moment):%H:%M %d/%m/%Y}"


def test_a_good_line_is_understood_whole() -> None:
    line = the_line(GOOD)
    assert line.problems == {}
    assert line.row == 2
    assert line.code == "000.23.18.H03-250102-0001"
    assert (line.procedure_name, line.applicant) == ("Đăng ký khai sinh", "LÝ VĂN BÉ")
    assert (line.address, line.phone) == ("Tổ 5, phường Bắc Kạn", "0912345678")
    assert local(line.received_at) == "00:00 02/01/2025"
    assert line.received_at is not None
    assert is_day_alone(line.received_at)
    assert local(line.promised_at) == "17:00 08/02/2025"
    assert local(line.returned_at) == "17:00 07/02/2025"
    assert (line.channel_out, line.channel_in) == (ChannelOut.POST, ChannelIn.DIRECT)
    assert (line.receiver, line.tracking) == ("LÝ VĂN BÉ", "RB1")
    assert line.state is DossierState.RETURNED


def test_titles_above_and_groups_over_the_header_are_skipped() -> None:
    rows: tuple[RawRow, ...] = (
        ("UBND PHƯỜNG BẮC KẠN",),
        ("SỔ THEO DÕI HỒ SƠ",),
        (),
        ("STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Nhận và trả kết quả", None, None),
        (None, None, None, None, "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (1, "H55.18.43-261103-0001", "Đăng ký tạm trú", "LÝ VĂN BÉ", "3/11/2026", "6/11/2026", ""),
        (None, None, None, None, None, None, None),
        ("Ghi chú: sổ được lập theo lĩnh vực",),
    )
    header = find_header(rows)
    assert header.last_row == 4
    assert header.columns["received"] == 4
    (line,) = lines_of(rows, header, NOW)
    assert (line.row, line.problems, line.state) == (7, {}, DossierState.OPEN)


def test_columns_may_stand_in_any_order() -> None:
    rows = (tuple(reversed(HEADER)), tuple(reversed(GOOD)))
    (line,) = lines_of(rows, find_header(rows), NOW)
    assert line == the_line(GOOD)


def test_titles_of_no_meaning_are_named() -> None:
    assert find_header((HEADER,)).unknown == ("Cột lạ",)


def test_a_sheet_without_the_columns_names_what_lacks() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        find_header((("STT", "Mã hồ sơ", "Họ và tên"), (1, "x", "y")))
    assert refused.value.columns == ("procedure_name", "received", "promised")
    with pytest.raises(ColumnsMissing):
        find_header(())


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"c1": ""}, {"code": "missing"}),
        ({"c1": "HS 15/2025"}, {"code": "not_a_code"}),
        ({"c1": "H55.18.43-270102-0001"}, {"code": "in_the_future"}),
        ({"c2": None}, {"procedure_name": "missing"}),
        ({"c2": "#REF!"}, {"procedure_name": "formula_fault"}),
        ({"c3": ""}, {"applicant": "missing"}),
        ({"c3": "123"}, {"applicant": "not_a_name"}),
        ({"c5": "hôm qua"}, {"received": "not_a_day"}),
        ({"c5": None}, {"received": "missing"}),
        ({"c6": "31/2/2025"}, {"promised": "not_a_day"}),
        ({"c6": "1/1/2025"}, {"promised": "before_intake"}),
        ({"c6": "8/2/2055"}, {"promised": "too_far"}),
        ({"c7": "1/1/2025"}, {"returned": "before_intake"}),
        ({"c7": "1/1/2027"}, {"returned": "in_the_future"}),
        ({"c8": "ngựa"}, {"channel_out": "unknown_word"}),
        ({"c10": "đang bay"}, {"state": "unknown_word"}),
        ({"c7": None, "c10": "Đã trả kết quả"}, {"returned": "missing"}),
        ({"c1": "", "c3": "", "c5": ""}, {"code": "missing", "applicant": "missing"}),
    ],
)
def test_every_fault_of_a_line_is_named(
    cells: dict[str, RawCell], problems: dict[str, str]
) -> None:
    found = the_line(changed(**cells)).problems
    assert problems.items() <= found.items()
    assert len(found) >= len(problems)


def test_a_code_that_comes_twice_is_the_fault_of_the_later_line() -> None:
    rows = (HEADER, GOOD, changed(c3="HOÀNG THỊ MẪU"))
    first, second = lines_of(rows, find_header(rows), NOW)
    assert first.problems == {}
    assert second.problems == {"code": "twice_in_file"}


@pytest.mark.parametrize(
    ("cell", "phone", "address"),
    [
        ("Tổ 5\n0912345678", "0912345678", "Tổ 5"),
        ("Tổ 5, 0912 345 678", "0912345678", "Tổ 5"),
        ("Tổ 5 (ĐT 0912.345.678)", "0912345678", "Tổ 5 (ĐT"),
        ("Tổ 5; +84912345678", "0912345678", "Tổ 5"),
        ("0912345678", "0912345678", ""),
        ("Số nhà 12, tổ 5", "", "Số nhà 12, tổ 5"),
        ("Tổ 5, 091234", "", "Tổ 5, 091234"),
    ],
)
def test_a_phone_number_is_found_behind_the_address(cell: str, phone: str, address: str) -> None:
    line = the_line(changed(c4=cell))
    assert (line.phone, line.address) == (phone, address)


def test_a_number_that_is_no_phone_stays_with_the_address() -> None:
    header = (*HEADER[:4], "Địa chỉ", "SĐT", *HEADER[5:])
    row = (*GOOD[:4], "Tổ 5", "không có", *GOOD[5:])
    (line,) = lines_of((header, row), find_header((header, row)), NOW)
    assert (line.address, line.phone) == ("Tổ 5 không có", "")
    row = (*GOOD[:4], "Tổ 5", 912345678.0, *GOOD[5:])
    (line,) = lines_of((header, row), find_header((header, row)), NOW)
    assert line.phone == "0912345678"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("09:10 23/11/2025", "09:10 23/11/2025"),
        ("23/11/2025 9h10", "09:10 23/11/2025"),
        ("23-11-25", "17:00 23/11/2025"),
        ("23.11.2025", "17:00 23/11/2025"),
        ("2025-11-23 09:10", "09:10 23/11/2025"),
        ("9 giờ 10 phút, ngày 23 tháng 11 năm 2025", "09:10 23/11/2025"),
        (datetime(2025, 11, 23, 9, 10), "09:10 23/11/2025"),  # noqa: DTZ001
        (datetime(2025, 11, 23), "17:00 23/11/2025"),  # noqa: DTZ001
        (45984.0, "17:00 23/11/2025"),
        (45984.381944444445, "09:10 23/11/2025"),
        ("23/11/1925", ""),
        ("25:10 23/11/2025", ""),
        ("23/11", ""),
        (True, ""),
        (12, ""),
        ("", ""),
    ],
)
def test_days_are_read_in_every_form_people_use(cell: RawCell, expected: str) -> None:
    assert local(read_old_moment(cell, CLOSING)) == expected


def test_a_return_on_the_day_of_receipt_is_never_before_it() -> None:
    line = the_line(changed(c5="17:30 2/1/2025", c6="2/1/2025", c7="2/1/2025"))
    assert line.problems == {}
    assert line.returned_at == line.received_at
    assert read_old_moment("2/1/2025", time()) is not None


def test_states_without_a_return_are_read_from_their_column() -> None:
    for words, state in (
        ("Đã từ chối", DossierState.REFUSED),
        ("da rut", DossierState.WITHDRAWN),
        ("Có kết quả", DossierState.READY),
        ("", DossierState.OPEN),
    ):
        assert the_line(changed(c7=None, c10=words)).state is state
