"""Forms 02 to 05 of a dossier say what forms of Thông tư 03/2025 say, in their order."""

from dataclasses import replace
from datetime import datetime

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    Apologised,
    IntakeRefused,
    Reappointed,
    Refused,
    Stopped,
    SupplementReceived,
    SupplementRequested,
)
from counter_app.domain.form import FormMissing, FormSet
from counter_app.printing.letter_filling import LetterFact
from counter_app.printing.letters import letter, refusal_before_intake
from tests.printing.reading import (
    assert_in_order,
    codes_on,
    faults_on,
    font_names,
    page_sizes,
    pages_text,
    pictures,
    text_boxes,
    whole_text,
)
from tests.printing.samples import (
    A_CODE,
    A_UNIT,
    DUE_AT,
    LONG_NAME,
    LONG_PROCEDURE,
    RECEIVED_AT,
    a_life,
    a_person,
)
from tests.support.moments import at

DONE_AT = at("2026-11-24 09:05")
HEAD = (
    "UBND PHƯỜNG BẮC KẠN",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
)
A_REQUEST = SupplementRequested(
    DONE_AT, ("Giấy chứng sinh (bản chính)", "Tờ khai theo mẫu"), reason="Bản sao bị mờ"
)
A_REFUSAL = Refused(DONE_AT, "Không thuộc thẩm quyền của phường")
AN_APOLOGY = Apologised(DONE_AT, "Chờ xác minh của đơn vị khác")
ANOTHER_DAY = Reappointed(DONE_AT, at("2026-11-30 17:00"), DUE_AT, "Chờ xác minh")
A_STOP = Stopped(DONE_AT, "Chủ hồ sơ không bổ sung giấy tờ")

SAYS = {
    "02": (
        "Số: 261123-2007/PBS-TTPVHCC",
        "Bắc Kạn, ngày 24 tháng 11 năm 2026",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của: ĐẶNG THỊ NGỮ ÁNH",
        f"Mã hồ sơ: {A_CODE}",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
        "Địa chỉ: Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên",
        "Số điện thoại: 0912 345 678 Email: –",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1. Giấy chứng sinh (bản chính)",
        "2. Tờ khai theo mẫu",
        "Lý do: Bản sao bị mờ",
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với "
        "Trung tâm Phục vụ hành chính công phường Bắc Kạn số điện thoại 0209 000 0000 "
        "để được hướng dẫn./.",
        "NGƯỜI HƯỚNG DẪN",
        "(Ký và ghi rõ họ tên)",
        "Hoàng Thị Mẫu",
    ),
    "03": (
        "Số: 261123-2007/PTC-TTPVHCC",
        "Bắc Kạn, ngày 24 tháng 11 năm 2026",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Trung tâm Phục vụ hành chính công phường Bắc Kạn, tỉnh Thái Nguyên",
        "Tiếp nhận hồ sơ của: ĐẶNG THỊ NGỮ ÁNH",
        "Số định danh cá nhân/tổ chức: 006191000001",
        "Địa chỉ: Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên",
        "Số điện thoại: 0912 345 678 Email: –",
        f"Mã hồ sơ (nếu có): {A_CODE}",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
        "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận, giải quyết "
        "hồ sơ này với lý do cụ thể như sau:",
        "Không thuộc thẩm quyền của phường",
        "Xin thông báo cho Ông/Bà được biết và thực hiện./.",
        "NGƯỜI NỘP HỒ SƠ",
        "(Ký và ghi rõ họ tên)",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Ký và ghi rõ họ tên)",
        "Hoàng Thị Mẫu",
    ),
    "04": (
        "Số: ……/PXL",
        "Bắc Kạn, ngày 24 tháng 11 năm 2026",
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: ĐẶNG THỊ NGỮ ÁNH",
        "Ngày 23 tháng 11 năm 2026, UBND phường Bắc Kạn tiếp nhận giải quyết hồ sơ đề nghị giải "
        "quyết thủ tục hành chính Đăng ký khai sinh (1.001193) của Ông/Bà/Tổ chức "
        f"ĐẶNG THỊ NGỮ ÁNH; số định danh: 006191000001; mã số hồ sơ: {A_CODE}.",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 11 năm 2026.",
        "Tuy nhiên đến nay, UBND phường Bắc Kạn chưa trả kết quả giải quyết hồ sơ của "
        "Ông/Bà/Tổ chức đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
        "Lý do: Chờ xác minh",
        "UBND phường Bắc Kạn xin trân trọng gửi lời xin lỗi đến Ông (Bà)/Tổ chức vì sự chậm trễ "
        "trong quá trình giải quyết hồ sơ có thể gây phiền hà, tốn kém về chi phí, công sức của "
        "Ông (Bà)/Tổ chức.",
        "UBND phường Bắc Kạn xin lỗi Ông/Bà/Tổ chức và sẽ trả kết quả giải quyết hồ sơ cho "
        "Ông/Bà/Tổ chức vào ngày 30 tháng 11 năm 2026.",
        "Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./.",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    ),
    "05": (
        "Số: ……/TB-TTPVHCC",
        "Bắc Kạn, ngày 24 tháng 11 năm 2026",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Kính gửi: ĐẶNG THỊ NGỮ ÁNH",
        f"Mã hồ sơ: {A_CODE}",
        "Ngày nhận hồ sơ: ngày 23 tháng 11 năm 2026",
        "UBND phường Bắc Kạn thông báo dừng giải quyết hồ sơ nêu trên từ ngày 24 tháng 11 năm 2026",
        "Lý do: Chủ hồ sơ không bổ sung giấy tờ",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    ),
}
"""What every form says, behind the names of the unit and of the country."""

FACTS: dict[str, LetterFact] = {"02": A_REQUEST, "03": A_REFUSAL, "04": ANOTHER_DAY, "05": A_STOP}


def printed(forms: FormSet, number: str, dossier: Dossier) -> bytes:
    return letter(forms, number, dossier, dossier.history[-1], A_UNIT, "Hoàng Thị Mẫu")


@pytest.mark.parametrize("number", SAYS)
def test_a_letter_says_the_lines_of_its_form_in_their_order(forms: FormSet, number: str) -> None:
    pdf = printed(forms, number, a_life(("mau", FACTS[number])))
    text = whole_text(pdf)

    assert_in_order(text, SAYS[number])
    assert all(part in text for part in HEAD)
    assert len(pages_text(pdf)) == 1
    assert page_sizes(pdf) == [(210.0, 297.0)]


@pytest.mark.parametrize("number", ["02", "03", "04"])
def test_a_letter_of_the_circular_says_nothing_more(forms: FormSet, number: str) -> None:
    text = whole_text(printed(forms, number, a_life(("mau", FACTS[number]))))
    code = [A_CODE] if number == "02" else []
    said = [*HEAD, *SAYS[number][:3], *code, *SAYS[number][3:]]

    assert text == " ".join(said)


def test_only_what_the_citizen_brings_back_has_codes_to_scan(forms: FormSet) -> None:
    found = {}
    for number, fact in FACTS.items():
        (picture,) = pictures(printed(forms, number, a_life(("mau", fact))))
        found[number] = codes_on(picture)

    assert found == {"02": {"Code128": A_CODE, "QRCode": A_CODE}, "03": {}, "04": {}, "05": {}}


def test_the_stop_notice_is_marked_as_a_draft_on_every_page(forms: FormSet) -> None:
    usual = whole_text(printed(forms, "05", a_life(("mau", A_STOP))))
    long = a_life(("mau", Stopped(DONE_AT, LONG_PROCEDURE * 30)))
    pages = pages_text(printed(forms, "05", long))

    assert usual.startswith("DỰ THẢO")
    assert len(pages) > 1
    assert all(page.startswith("DỰ THẢO") for page in pages)


def test_a_second_letter_of_a_kind_has_a_number_of_its_own(forms: FormSet) -> None:
    back = SupplementReceived(at("2026-11-25 08:00"), DUE_AT)
    again = replace(A_REQUEST, done_at=at("2026-11-26 08:00"), again_because="Vẫn mờ")
    dossier = a_life(("mau", A_REQUEST), ("mau", back), ("mau", again))

    assert "Số: 261123-2007.2/PBS-TTPVHCC" in whole_text(printed(forms, "02", dossier))


def test_an_apology_without_another_day_promises_none(forms: FormSet) -> None:
    text = whole_text(printed(forms, "04", a_life(("mau", AN_APOLOGY))))

    assert "sẽ trả kết quả" not in text
    assert_in_order(text, ("17 giờ 00 phút, ngày 25 tháng 11 năm 2026", AN_APOLOGY.reason))


def test_a_letter_names_the_other_office_where_the_unit_says_so(forms: FormSet) -> None:
    unit = replace(A_UNIT, office="Bộ phận Tiếp nhận và Trả kết quả")
    dossier = a_life(("mau", A_REFUSAL))
    text = whole_text(letter(forms, "03", dossier, dossier.history[-1], unit, "Mẫu"))

    assert "Số: 261123-2007/PTC-BPTNTKQ" in text
    assert "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ" in text


def test_who_is_refused_before_intake_has_no_code(forms: FormSet) -> None:
    fact = IntakeRefused("1.001193", "Đăng ký khai sinh", a_person(), A_REFUSAL.reason)
    pdf = refusal_before_intake(forms, fact, A_UNIT, "Hoàng Thị Mẫu", DONE_AT)
    text = whole_text(pdf)
    without_code = [
        part for part in SAYS["03"] if not part.startswith(("Mã hồ sơ", "Số: 261123-2007"))
    ]

    assert_in_order(text, ("Số: ……/PTC-TTPVHCC", *without_code))
    assert "Mã hồ sơ (nếu có): – Nội dung" in text


@pytest.mark.parametrize("number", FACTS)
def test_long_names_titles_and_reasons_go_on_to_further_pages(forms: FormSet, number: str) -> None:
    fact = replace(FACTS[number], reason=f"{LONG_PROCEDURE} " * 20)
    person = a_person(name=f"{LONG_NAME} " * 3, email=f"{'dia.chi.thu.' * 6}dai@vidu.example.vn")
    dossier = a_life(("mau", fact), applicant=person, procedure_name=LONG_PROCEDURE)
    pdf = printed(forms, number, dossier)
    pages = pages_text(pdf)

    assert len(pages) > 1
    assert not faults_on(pdf)
    assert " ".join(pages).count("khi thực hiện nhiệm") >= 20
    for place, (page, picture) in enumerate(zip(pages, pictures(pdf), strict=True), start=1):
        assert f"Trang {place}/{len(pages)}" in page
        if place > 1:
            assert A_CODE in page
            assert codes_on(picture)["Code128"] == A_CODE


@pytest.mark.parametrize("number", FACTS)
def test_nothing_stands_on_top_of_anything_and_the_type_faces_are_embedded(
    forms: FormSet, number: str
) -> None:
    pdf = printed(forms, number, a_life(("mau", FACTS[number])))

    assert not faults_on(pdf)
    assert all(font_names(pdf).values())


def test_the_head_of_the_office_has_room_to_sign_at_the_end_of_a_page(forms: FormSet) -> None:
    """However long the reason is, 20 mm stay free under the title of who signs."""
    for length in range(0, 2000, 250):
        fact = replace(ANOTHER_DAY, reason="x" + " dài" * (length // 4))
        boxes = text_boxes(printed(forms, "04", a_life(("mau", fact))))[-1]
        signer = next(box for box in boxes if "THỦ TRƯỞNG" in box.text)
        others = [box.top for box in boxes if box.top < signer.bottom and "Trang" not in box.text]

        assert signer.bottom - max([42.0, *others]) > 42, f"with {length} letters"


def test_the_same_facts_give_the_same_letter(forms: FormSet) -> None:
    dossier = a_life(("mau", A_REFUSAL))

    assert printed(forms, "03", dossier) == printed(forms, "03", dossier)


def test_a_day_without_a_valid_form_is_refused(forms: FormSet) -> None:
    early = datetime(2025, 6, 30, 9, tzinfo=RECEIVED_AT.tzinfo)
    dossier = a_life(("mau", replace(A_REFUSAL, done_at=early)))
    with pytest.raises(FormMissing):
        printed(forms, "03", dossier)


def test_a_step_that_is_no_letter_is_a_mistake_of_the_program(forms: FormSet) -> None:
    dossier = a_life(("mau", SupplementReceived(DONE_AT, DUE_AT)))
    with pytest.raises(TypeError):
        printed(forms, "02", dossier)
