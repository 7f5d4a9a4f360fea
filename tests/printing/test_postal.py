"""The postman's list names every result with where it goes, and is signed by both sides."""

from dataclasses import replace

from counter_app.domain.facts import ChannelOut, ResultReady, Returned
from counter_app.domain.form import FormSet
from counter_app.printing.postal import postal_list
from tests.printing.reading import (
    assert_in_order,
    faults_on,
    font_names,
    page_sizes,
    pages_text,
    whole_text,
)
from tests.printing.samples import A_CODE, A_UNIT, LONG_NAME, LONGEST_CODE, a_life, a_person
from tests.support.moments import at

LISTED_AT = at("2026-11-26 10:10")
READY = ResultReady(at("2026-11-25 10:00"), at("2026-11-25 10:00"), "Giấy khai sinh")
POSTED = Returned(at("2026-11-26 10:00"), ChannelOut.POST, "LÝ VĂN BÉ", tracking="EP123456789VN")
HEADS = (
    "STT",
    "Mã hồ sơ",
    "Người nhận",
    "Địa chỉ",
    "Số điện thoại",
    "Giấy tờ giao",
    "Số hiệu bưu gửi",
    "Ký nhận",
)


def test_the_list_says_for_each_result_where_it_goes(forms: FormSet) -> None:
    posted = a_life(("mau", READY), ("mau", POSTED))
    pdf = postal_list(forms, [posted, a_life()], A_UNIT, "Hoàng Thị Mẫu", LISTED_AT)

    assert_in_order(
        whole_text(pdf),
        (
            "Bắc Kạn, ngày 26 tháng 11 năm 2026",
            "DANH SÁCH GIAO NHẬN KẾT QUẢ QUA DỊCH VỤ BƯU CHÍNH CÔNG ÍCH",
            "Lập lúc 10 giờ 10 phút, ngày 26 tháng 11 năm 2026. Tổng số: 02 kết quả.",
            *HEADS,
            f"1 {A_CODE} LÝ VĂN BÉ Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên 0912 345 678",
            "Giấy khai sinh EP123456789VN",
            f"2 {A_CODE} ĐẶNG THỊ NGỮ ÁNH",
            "Đăng ký khai sinh",
            "BÊN GIAO",
            "(Ký và ghi rõ họ tên)",
            "Hoàng Thị Mẫu",
            "BÊN NHẬN (NHÂN VIÊN BƯU CHÍNH)",
            "(Ký và ghi rõ họ tên)",
        ),
    )
    assert page_sizes(pdf) == [(297.0, 210.0)]
    assert not faults_on(pdf)
    assert all(font_names(pdf).values())


def test_a_long_list_repeats_its_heads_and_is_signed_once(forms: FormSet) -> None:
    person = a_person(name=LONG_NAME)
    person = replace(person, address=replace(person.address, line="Thôn Nà Thử, nhà số 12 " * 3))
    many = [a_life(applicant=person, code=LONGEST_CODE)] * 30
    pdf = postal_list(forms, many, A_UNIT, "Hoàng Thị Mẫu", LISTED_AT)
    pages = pages_text(pdf)

    assert len(pages) > 2
    assert sum(page.count("CÔNG TY TRÁCH NHIỆM") for page in pages) == 30
    assert all("Số hiệu bưu gửi" in page for page in pages[:-1])
    assert sum("BÊN GIAO" in page for page in pages) == 1
    assert not faults_on(pdf)
