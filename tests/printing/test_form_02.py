"""Form 02 says what is missing, why, and whom to ask; it has no dossier code."""

from dataclasses import replace
from datetime import datetime

import pytest

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormMissing, FormSet
from counter_app.domain.moments import VIETNAM
from counter_app.printing.supplement import supplement_request
from tests.printing.reading import code_boxes, font_names, pages_text, text_boxes, whole_text
from tests.printing.samples import A_UNIT, LONG_PROCEDURE, RECEIVED_AT, a_request

HEAD = (
    "UBND PHƯỜNG BẮC KẠN TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG "
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
    "Số: ……/PBS-TTPVHCC Bắc Kạn, ngày 23 tháng 11 năm 2026"
)
BODY = (
    "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ "
    "Hồ sơ của: ĐẶNG THỊ NGỮ ÁNH "
    "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193) "
    "Địa chỉ: Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên "
    "Số điện thoại: 0912 345 678 Email: anh@vidu.example.vn "
    "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau: "
    "1. Giấy chứng sinh (bản chính) 2. Tờ khai theo mẫu "
    "Lý do: Chưa có giấy tờ chứng minh việc sinh "
    "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với "
    "Trung tâm Phục vụ hành chính công phường Bắc Kạn số điện thoại 0209 000 0000 "
    "để được hướng dẫn./. "
    "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Hoàng Thị Mẫu"
)


@pytest.mark.parametrize("paper", SlipPaper)
def test_the_request_says_the_lines_of_the_form_in_their_order(
    forms: FormSet, paper: SlipPaper
) -> None:
    pdf = supplement_request(forms, a_request(), A_UNIT, "Hoàng Thị Mẫu", RECEIVED_AT, paper)

    assert whole_text(pdf).endswith(BODY)
    if paper is not SlipPaper.K80:
        assert pages_text(pdf) == [f"{HEAD} {BODY}"]
    assert code_boxes(pdf) == [[]]
    assert all(font_names(pdf).values())


def test_the_guide_signs_on_the_right(forms: FormSet) -> None:
    pdf = supplement_request(forms, a_request(), A_UNIT, "Hoàng Thị Mẫu", RECEIVED_AT, SlipPaper.A5)
    (page,) = text_boxes(pdf)
    signer = next(box for box in page if "Hoàng Thị Mẫu" in box.text)

    assert signer.left > 200


def test_a_unit_without_a_phone_leaves_room_to_write_it(forms: FormSet) -> None:
    unit = replace(A_UNIT, phone="")
    pdf = supplement_request(forms, a_request(), unit, "Hoàng Thị Mẫu", RECEIVED_AT, SlipPaper.A5)

    assert "số điện thoại …………………… để được hướng dẫn" in whole_text(pdf)


def test_a_long_request_goes_on_to_a_second_page(forms: FormSet) -> None:
    missing = tuple(f"{number}: {LONG_PROCEDURE}" for number in range(15))
    pdf = supplement_request(
        forms, a_request(missing=missing), A_UNIT, "Mẫu", RECEIVED_AT, SlipPaper.A5
    )
    texts = pages_text(pdf)

    assert len(texts) > 1
    assert texts[1].startswith("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ (tiếp theo)")
    assert f"Trang 2/{len(texts)}" in texts[1]


def test_a_day_without_a_valid_form_is_refused(forms: FormSet) -> None:
    early = datetime(2024, 1, 2, 9, 0, tzinfo=VIETNAM)
    with pytest.raises(FormMissing) as refusal:
        supplement_request(forms, a_request(), A_UNIT, "Mẫu", early, SlipPaper.A4)

    assert refusal.value.number == "02"
