"""The hand-over sheet of a shift: what there is, in lists, money and papers, and who signs."""

from dataclasses import replace

from counter_app.domain.form import FormSet
from counter_app.domain.hand_over_sheet import HandOverSheet, SheetTable
from counter_app.printing.handover import handover_sheet
from tests.printing.reading import (
    assert_in_order,
    faults_on,
    font_names,
    pages_text,
    text_boxes,
    whole_text,
)
from tests.printing.samples import A_UNIT, LONG_NAME, LONG_PROCEDURE, LONGEST_CODE
from tests.support.moments import at

PRINTED_AT = at("2026-11-23 11:32")
A_SHEET = HandOverSheet(
    shift="Ca sáng, quầy 2",
    from_at=at("2026-11-23 07:30"),
    to_at=at("2026-11-23 11:30"),
    giver="Hoàng Thị Mẫu",
    receiver="Triệu Văn Hoan",
    tables=(
        SheetTable(
            "Hồ sơ đang giải quyết",
            ("Mã hồ sơ", "Chủ hồ sơ", "Hẹn trả"),
            (("H55.18.43-261123-2007", "LÝ VĂN BÉ", "17:00 25/11/2026"),),
        ),
        SheetTable("Kết quả chờ người dân nhận", ("Mã hồ sơ",), ()),
    ),
    slips_printed=12,
    cash_before=150_000,
    cash_taken=320_000,
    transfers=60_000,
    receipts=14,
    papers=("01 sổ đăng ký", "Chìa khóa tủ"),
    note="Máy in sắp hết mực",
    remark="Đã nhận đủ",
)


def test_the_sheet_says_what_is_handed_over(forms: FormSet) -> None:
    pdf = handover_sheet(forms, A_SHEET, A_UNIT, PRINTED_AT)

    assert_in_order(
        whole_text(pdf),
        (
            "BIÊN BẢN BÀN GIAO CA TRỰC",
            "Ca trực: Ca sáng, quầy 2",
            "Từ 07:30 ngày 23/11/2026 đến 11:30 ngày 23/11/2026",
            "Người giao: Hoàng Thị Mẫu",
            "Người nhận: Triệu Văn Hoan",
            "Hồ sơ đang giải quyết (1)",
            "Mã hồ sơ Chủ hồ sơ Hẹn trả",
            "H55.18.43-261123-2007 LÝ VĂN BÉ 17:00 25/11/2026",
            "Kết quả chờ người dân nhận (0)",
            "Giấy hẹn đã in: 12",
            "Tiền mặt bàn giao: 470.000 đồng (ca trước 150.000 đồng, trong ca 320.000 đồng)",
            "Chuyển khoản trong ca: 60.000 đồng Số biên lai: 14",
            "Giấy tờ đang giữ tại quầy:",
            "1. 01 sổ đăng ký",
            "2. Chìa khóa tủ",
            "Lưu ý của người giao: Máy in sắp hết mực",
            "Ý kiến của người nhận: Đã nhận đủ",
            "NGƯỜI GIAO CA",
            "NGƯỜI NHẬN CA",
            "In lúc 11:32 ngày 23/11/2026.",
        ),
    )
    assert len(pages_text(pdf)) == 1
    assert not faults_on(pdf)
    assert all(font_names(pdf).values())


def test_without_a_receiver_there_is_room_to_write_the_name(forms: FormSet) -> None:
    sheet = replace(A_SHEET, receiver="", remark="", papers=(), note="")
    text = whole_text(handover_sheet(forms, sheet, A_UNIT, PRINTED_AT))

    assert "Người nhận: ……" in text
    assert "Giấy tờ đang giữ tại quầy: –" in text
    assert "Ý kiến của người nhận" not in text


def test_a_long_list_begins_under_its_title_and_goes_on(forms: FormSet) -> None:
    rows = tuple((LONGEST_CODE, LONG_NAME, LONG_PROCEDURE, "17:00 25/11/2026") for _ in range(40))
    table = SheetTable("Hồ sơ đang giải quyết", ("Mã", "Chủ hồ sơ", "Thủ tục", "Hẹn trả"), rows)
    pdf = handover_sheet(forms, replace(A_SHEET, tables=(table,)), A_UNIT, PRINTED_AT)
    pages = pages_text(pdf)

    assert len(pages) > 2
    assert LONGEST_CODE in pages[0], "the list begins on the first page"
    assert sum(page.count(LONGEST_CODE) for page in pages) == 40, "no code is torn"
    assert all("Chủ hồ sơ" in page for page in pages[:-1])
    assert not faults_on(pdf)


def test_codes_and_days_are_not_torn_in_a_narrow_table(forms: FormSet) -> None:
    boxes = text_boxes(handover_sheet(forms, A_SHEET, A_UNIT, PRINTED_AT))[0]

    assert any("H55.18.43-261123-2007" in box.text for box in boxes)
