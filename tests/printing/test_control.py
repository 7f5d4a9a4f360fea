"""Form 06 tells every hand-over, how it was kept to, and leaves room for those to come."""

from typing import Any

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    Forwarded,
    ForwardReceived,
    ReceivedBack,
    ResultReady,
)
from counter_app.domain.form import FormSet
from counter_app.printing.control import control_slip
from tests.printing.reading import (
    assert_in_order,
    codes_on,
    faults_on,
    font_names,
    pages_text,
    pictures,
    whole_text,
)
from tests.printing.samples import A_CODE, A_UNIT, LONG_PROCEDURE, a_life
from tests.support.moments import at

NAMES = {"mau": "Hoàng Thị Mẫu", "hoan": "Triệu Văn Hoan"}
PRINTED_AT = at("2026-11-25 16:00")
TO_HANDLER = Forwarded(
    at("2026-11-23 10:50"), to_clerk="hoan", to_name="Triệu Văn Hoan", due_at=at("2026-11-24 17:00")
)
TO_POLICE = Forwarded(
    at("2026-11-24 09:00"),
    to_unit="01900",
    to_unit_name="Công an phường Bắc Kạn",
    due_at=at("2026-11-24 16:00"),
    note="Gửi xác minh",
)
LINES = (
    "UBND PHƯỜNG BẮC KẠN",
    "Số: 261123-2007/PKS-TTPVHCC",
    "Bắc Kạn, ngày 23 tháng 11 năm 2026",
    "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    f"Mã số hồ sơ: {A_CODE}",
    "Cơ quan (bộ phận) giải quyết hồ sơ: UBND phường Bắc Kạn",
    "Cơ quan phối hợp giải quyết hồ sơ:",
    "Ngày nhận: 10 giờ 42 phút, ngày 23 tháng 11 năm 2026",
    "Hẹn trả kết quả vào 17 giờ 00 phút, ngày 25 tháng 11 năm 2026",
    "Tên đơn vị",
)
HEADS = (
    "Tên đơn vị",
    "Thời gian giao nhận hồ sơ",
    "Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)",
    "Ghi chú",
)
NOTES = (
    "Ghi chú:",
    "- Kết quả giải quyết hồ sơ do bên nhận nhập thông tin/ghi khi nhận bàn giao hồ sơ.",
    "- Việc lưu vết được thực hiện tự động theo chức năng của Hệ thống thông tin giải quyết thủ "
    "tục hành chính và thể hiện trên mẫu phiếu điện tử.",
    "In lúc 16:00 ngày 25/11/2026.",
)


def printed(forms: FormSet, dossier: Dossier) -> bytes:
    return control_slip(forms, dossier, A_UNIT, NAMES, PRINTED_AT)


def a_handed_on(*more: tuple[str, Any]) -> Dossier:
    return a_life(
        ("mau", TO_HANDLER),
        ("hoan", ForwardReceived(at("2026-11-23 11:05"))),
        ("hoan", TO_POLICE),
        *more,
    )


def test_the_slip_says_the_lines_of_the_form_in_their_order(forms: FormSet) -> None:
    text = whole_text(printed(forms, a_life()))

    assert_in_order(text, LINES)
    assert_in_order(text, NOTES)
    for head in HEADS:
        assert head in text


def test_before_the_first_hand_over_the_desk_is_named_and_four_are_empty(forms: FormSet) -> None:
    text = whole_text(printed(forms, a_life()))

    assert text.count("1. Giao:") == text.count("2. Nhận:") == 4
    assert text.count("1. Giao: Bộ phận TN&TKQ") == 1
    assert text.count("…… giờ …… phút, ngày …/…/……") == 4
    assert text.count("Người giao") == text.count("Người nhận") == 4
    assert "Cơ quan phối hợp giải quyết hồ sơ: …………" in text


def test_each_hand_over_names_both_sides_the_moment_and_who_signed(forms: FormSet) -> None:
    text = whole_text(printed(forms, a_handed_on()))

    assert_in_order(
        text,
        (
            "Cơ quan phối hợp giải quyết hồ sơ: Công an phường Bắc Kạn",
            "1. Giao: Bộ phận TN&TKQ",
            "2. Nhận: Triệu Văn Hoan",
            "11 giờ 05 phút, ngày 23/11/2026",
            "Hoàng Thị Mẫu",
            "Triệu Văn Hoan",
            "1. Giao: Triệu Văn Hoan",
            "2. Nhận: Công an phường Bắc Kạn",
            "09 giờ 00 phút, ngày 24/11/2026",
            "Gửi xác minh",
            "1. Giao: Công an phường Bắc Kạn",
            "2. Nhận:",
            "1. Giao:",
        ),
    )
    assert text.count("…… giờ …… phút") == 2


@pytest.mark.parametrize(
    ("back_at", "kept"),
    [
        ("2026-11-24 15:59", "Đúng hạn"),
        ("2026-11-24 16:01", "Quá hạn"),
        ("2026-11-25 08:00", "Quá hạn"),
    ],
)
def test_a_holder_is_measured_by_their_own_due_moment(
    forms: FormSet, back_at: str, kept: str
) -> None:
    back = ReceivedBack(at(back_at), "Đã xác minh")
    text = whole_text(printed(forms, a_handed_on(("mau", back))))

    assert text.count("Đúng hạn") == 1 + (kept == "Đúng hạn")  # the handler gave it on in time
    assert text.count("Quá hạn") == (kept == "Quá hạn")
    assert_in_order(
        text, ("1. Giao: Công an phường Bắc Kạn", "Nhận: Bộ phận TN&TKQ", "Đã xác minh")
    )


@pytest.mark.parametrize(
    ("solved_at", "kept"),
    [
        ("2026-11-24 16:00", "Trước hạn"),
        ("2026-11-25 17:00", "Đúng hạn"),
        ("2026-11-25 17:01", "Quá hạn"),
    ],
)
def test_with_the_result_a_holder_without_a_due_moment_is_measured_by_the_dossiers(
    forms: FormSet, solved_at: str, kept: str
) -> None:
    ready = ResultReady(at("2026-11-26 08:00"), at(solved_at), "Giấy khai sinh", "12/2026")
    dossier = a_life(
        ("mau", Forwarded(at("2026-11-23 10:50"), to_name="Lý Văn Bé")), ("mau", ready)
    )
    text = whole_text(printed(forms, dossier))

    found = [word for word in ("Trước hạn", "Đúng hạn", "Quá hạn") if word in text]
    assert found == [kept]
    assert "Giấy khai sinh số 12/2026" in text
    assert text.count("1. Giao: Bộ phận TN&TKQ") == 1, "nobody gives on what is solved"


def test_the_code_is_there_to_be_scanned(forms: FormSet) -> None:
    (picture,) = pictures(printed(forms, a_life()))

    assert codes_on(picture) == {"Code128": A_CODE, "QRCode": A_CODE}


def test_a_usual_slip_is_one_page_on_which_nothing_overlaps(forms: FormSet) -> None:
    pdf = printed(forms, a_handed_on())

    assert len(pages_text(pdf)) == 1
    assert not faults_on(pdf)
    assert all(font_names(pdf).values())


def test_many_hand_overs_go_on_with_the_heads_and_the_code_repeated(forms: FormSet) -> None:
    steps: list[tuple[str, Any]] = []
    for day in range(1, 9):
        steps.append(("mau", Forwarded(at(f"2026-12-0{day} 08:00"), to_clerk="hoan")))
        steps.append(("mau", ReceivedBack(at(f"2026-12-0{day} 09:00"))))
    pdf = printed(forms, a_life(*steps))
    pages = pages_text(pdf)

    assert len(pages) > 2
    assert sum(page.count("1. Giao:") for page in pages) == 16
    assert all(HEADS[1] in page and A_CODE in page for page in pages[:-1])
    assert not faults_on(pdf)
    assert codes_on(pictures(pdf)[1])["Code128"] == A_CODE


def test_a_note_longer_than_a_page_loses_no_word(forms: FormSet) -> None:
    words = [f"chữ{number}" for number in range(400)]
    note = Forwarded(
        at("2026-11-23 10:50"), to_unit="1", to_unit_name=LONG_PROCEDURE, note=" ".join(words)
    )
    pdf = printed(forms, a_life(("mau", note)))
    found = whole_text(pdf).split()

    assert len(pages_text(pdf)) > 1
    assert [word for word in words if word not in found] == []
    assert not faults_on(pdf)
