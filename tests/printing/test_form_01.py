"""Form 01 says what the circular asks for, line by line, and nothing else."""

import unicodedata
from dataclasses import replace
from datetime import datetime

import pytest
from pypdf import PdfReader

from counter_app.domain.facts import (
    ChannelOut,
    CodeChanged,
    Corrected,
    FeeLine,
    Paper,
    SlipPaper,
)
from counter_app.domain.form import FormMissing, FormSet
from counter_app.domain.moments import VIETNAM
from tests.printing.reading import assert_in_order, font_names, pages_text, whole_text
from tests.printing.samples import (
    A_CODE,
    A_UNIT,
    LONG_NAME,
    a_dossier,
    a_life,
    a_long_dossier,
    a_person,
    a_slip,
    a_submitter,
)
from tests.support.moments import at

HEAD = (
    "UBND PHƯỜNG BẮC KẠN",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 261123-2007/2026-TTPVHCC",
    "Bắc Kạn, ngày 23 tháng 11 năm 2026",
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
)
LINES = (
    "Mã hồ sơ: H55.18.43-261123-2007",
    "Trung tâm Phục vụ hành chính công phường Bắc Kạn, tỉnh Thái Nguyên",
    "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: ĐẶNG THỊ NGỮ ÁNH",
    "Số định danh cá nhân/tổ chức: 006191000001",
    "Địa chỉ: Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên",
    "Số điện thoại: 0912 345 678 Email: –",
    "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
    "Thành phần hồ sơ nộp gồm:",
    "1. Giấy chứng sinh (bản chính, 01)",
    "2. Tờ khai đăng ký khai sinh (bản sao, 02)",
    "3. Nơi cư trú: khai thác từ cơ sở dữ liệu",
    "Số lượng hồ sơ: 01 (bộ)",
    "Thời gian giải quyết hồ sơ theo quy định là: 01 ngày làm việc",
    "Thời gian nhận hồ sơ: 10 giờ 42 phút, ngày 23 tháng 11 năm 2026",
    "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, thứ Tư ngày 25 tháng 11 năm 2026",
    "Đăng ký nhận kết quả tại: Quầy trả kết quả, UBND phường Bắc Kạn",
    "Vào Sổ theo dõi hồ sơ, Quyển số 02/2026 Số thứ tự 261123-2007",
    "NGƯỜI NỘP HỒ SƠ",
    "(Ký và ghi rõ họ tên)",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "(Ký và ghi rõ họ tên)",
    "Hoàng Thị Mẫu",
    "Mang giấy này và giấy tờ tùy thân khi nhận kết quả. Hỏi về hồ sơ: 0209 000 0000.",
)


@pytest.mark.parametrize("paper", SlipPaper)
def test_the_slip_says_the_lines_of_the_form_in_their_order(
    forms: FormSet, paper: SlipPaper
) -> None:
    text = whole_text(a_slip(forms, a_dossier(), paper))

    assert_in_order(text, LINES)
    for part in HEAD:
        assert part in text


@pytest.mark.parametrize("paper", [SlipPaper.A4, SlipPaper.A5])
def test_a_usual_dossier_takes_one_page_and_says_nothing_more(
    forms: FormSet, paper: SlipPaper
) -> None:
    pages = pages_text(a_slip(forms, a_dossier(), paper))

    assert pages == [" ".join((*HEAD, "H55.18.43-261123-2007", *LINES))]


@pytest.mark.parametrize("paper", [SlipPaper.A4, SlipPaper.A5])
def test_a_submitter_a_lacking_paper_a_fee_and_the_copy_mark_still_take_one_page(
    forms: FormSet, paper: SlipPaper
) -> None:
    dossier = a_dossier(
        submitter=a_submitter(),
        papers=(*a_dossier().intake.papers, Paper("Giấy kết hôn", is_lacking=True)),
        fees=(FeeLine("Lệ phí", 8000),),
    )

    assert len(pages_text(a_slip(forms, dossier, paper, is_copy=True))) == 1


def test_somebody_else_who_submits_is_named_with_the_authorisation(forms: FormSet) -> None:
    text = whole_text(a_slip(forms, a_dossier(submitter=a_submitter())))

    assert_in_order(
        text,
        (
            "Email: –",
            "Trường hợp ủy quyền, người nộp thay: LÝ VĂN BÉ",
            "địa chỉ: Tổ 1, phường Bắc Kạn, tỉnh Thái Nguyên",
            "số định danh cá nhân: 019225000000",
            "số điện thoại: 0987 654 321",
            "giấy tờ ủy quyền: Giấy ủy quyền số 12/2026, chứng thực ngày 20/11/2026",
            "Nội dung yêu cầu giải quyết:",
        ),
    )


def test_papers_still_owed_stand_apart_from_those_handed_in(forms: FormSet) -> None:
    papers = (Paper("Tờ khai"), Paper("Giấy kết hôn", is_lacking=True), Paper("Giấy chứng sinh"))
    text = whole_text(a_slip(forms, a_dossier(papers=papers)))

    assert_in_order(
        text,
        (
            "Thành phần hồ sơ nộp gồm:",
            "1. Tờ khai (bản chính, 01)",
            "2. Giấy chứng sinh (bản chính, 01)",
            "Còn thiếu",
            "1. Giấy kết hôn",
            "Số lượng hồ sơ:",
        ),
    )


def test_without_a_paper_the_form_says_so(forms: FormSet) -> None:
    text = whole_text(a_slip(forms, a_dossier(papers=())))

    assert "Thành phần hồ sơ nộp gồm: – Số lượng hồ sơ" in text


def test_fees_are_named_with_their_sum(forms: FormSet) -> None:
    fees = (FeeLine("Lệ phí đăng ký", 8000), FeeLine("Phí cấp bản sao", 1_250_000))
    text = whole_text(a_slip(forms, a_dossier(fees=fees)))

    assert "Lệ phí đăng ký 8.000 đồng; Phí cấp bản sao 1.250.000 đồng; cộng 1.258.000 đồng" in text


def test_without_fees_there_is_no_line_for_them(forms: FormSet) -> None:
    assert "lệ phí" not in whole_text(a_slip(forms, a_dossier())).lower()


def test_a_dossier_of_another_territory_shows_the_office_and_both_moments(forms: FormSet) -> None:
    dossier = a_dossier(
        competent_office="UBND xã Ba Bể, tỉnh Thái Nguyên",
        counted_from=datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM),
    )

    assert_in_order(
        whole_text(a_slip(forms, dossier)),
        (
            "Thời gian nhận hồ sơ: 10 giờ 42 phút, ngày 23 tháng 11 năm 2026",
            "Cơ quan có thẩm quyền giải quyết: UBND xã Ba Bể, tỉnh Thái Nguyên",
            "nhận hồ sơ: 08 giờ 00 phút, ngày 25 tháng 11 năm 2026",
            "Thời gian trả kết quả giải quyết hồ sơ:",
        ),
    )


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (ChannelOut.POST, "địa chỉ của chủ hồ sơ, qua dịch vụ bưu chính công ích"),
        (ChannelOut.ELECTRONIC, "bản điện tử, qua Cổng Dịch vụ công quốc gia"),
    ],
)
def test_the_slip_says_where_the_result_comes(
    forms: FormSet, channel: ChannelOut, said: str
) -> None:
    text = whole_text(a_slip(forms, a_dossier(channel_out=channel)))

    assert f"Đăng ký nhận kết quả tại: {said}" in text


@pytest.mark.parametrize("paper", SlipPaper)
def test_a_copy_is_marked_with_the_moment_and_the_desk(forms: FormSet, paper: SlipPaper) -> None:
    mark = "BẢN SAO IN LẠI lúc 09:05 ngày 24/11/2026, tại quầy 3"
    copy = whole_text(a_slip(forms, a_dossier(), paper, is_copy=True))
    original = whole_text(a_slip(forms, a_dossier(), paper))

    assert copy.startswith(mark)
    assert "BẢN SAO" not in original
    assert copy.removeprefix(mark).strip() == original


def test_a_reprint_says_what_the_slip_promised_whatever_moved_since(forms: FormSet) -> None:
    """The due moment in force moves by a pause or a re-appointment; the slip does not."""
    moved = datetime(2026, 11, 27, 17, 0, tzinfo=VIETNAM)
    paused = replace(a_dossier(), due_at=moved)
    text = whole_text(a_slip(forms, paused))

    assert text == whole_text(a_slip(forms, a_dossier()))
    corrected = replace(a_dossier(), intake=replace(a_dossier().intake, due_at=moved))
    promised = "17 giờ 00 phút, thứ Sáu ngày 27 tháng 11 năm 2026"
    assert promised in whole_text(a_slip(forms, corrected))


@pytest.mark.parametrize("paper", SlipPaper)
def test_after_a_correction_the_slip_names_the_one_it_replaces(
    forms: FormSet, paper: SlipPaper
) -> None:
    intake = a_dossier().intake
    right = replace(intake, applicant=a_person(phone="0987654321"))
    first = Corrected(at("2026-11-23 14:05"), "Sai số", ("applicant",), right, 2, 1)
    second = Corrected(at("2026-11-24 08:00"), "Sai sổ", ("sets",), right, 3, 2)
    once = whole_text(a_slip(forms, a_life(("mau", first)), paper))
    twice = whole_text(a_slip(forms, a_life(("mau", first), ("hoan", second)), paper))

    assert_in_order(
        once,
        (
            "Mã hồ sơ: H55.18.43-261123-2007",
            "Giấy này (giấy số 2) thay thế giấy số 1 (lập lúc 10:42 ngày 23/11/2026)",
            "Số điện thoại: 0987 654 321",
        ),
    )
    assert "Giấy này (giấy số 3) thay thế giấy số 2 (lập lúc 14:05 ngày 23/11/2026)" in twice
    assert "thay thế" not in whole_text(a_slip(forms, a_life(), paper))


def test_with_another_code_the_slip_names_the_one_given_out_before(forms: FormSet) -> None:
    other = "H55.18.43-261123-2051"
    change = CodeChanged(at("2026-11-25 08:00"), other, A_CODE, "Trùng mã", 2, 1)

    assert_in_order(
        whole_text(a_slip(forms, a_life(("mau", change)))),
        (f"Mã hồ sơ: {other}", "thay thế giấy số 1", f"thay cho mã {A_CODE} đã cấp trước đây"),
    )


@pytest.mark.parametrize("paper", SlipPaper)
def test_what_people_typed_appears_letter_by_letter(forms: FormSet, paper: SlipPaper) -> None:
    name = "A<b>&\"'B</b> {code} **x** *y* &lt; <br/>"
    text = whole_text(a_slip(forms, a_dossier(applicant=a_person(name=name)), paper))

    assert name in text


def test_decomposed_letters_are_printed_composed(forms: FormSet) -> None:
    loose = unicodedata.normalize("NFD", "Nguyễn Thị Đượm Ngữ")
    dossier = a_dossier(applicant=a_person(name=loose), procedure_name=f"Cấp {loose}")
    unit = replace(A_UNIT, name=unicodedata.normalize("NFD", A_UNIT.name))
    text = whole_text(a_slip(forms, dossier, unit=unit))

    assert text == unicodedata.normalize("NFC", text)
    assert "Nguyễn Thị Đượm Ngữ" in text
    assert "UBND PHƯỜNG BẮC KẠN" in text
    assert "UBND phường Bắc Kạn" in text


@pytest.mark.parametrize("paper", SlipPaper)
def test_every_type_face_is_embedded_and_none_is_built_in(forms: FormSet, paper: SlipPaper) -> None:
    faces = font_names(a_slip(forms, a_long_dossier(), paper, is_copy=True))

    assert faces
    assert all(faces.values()), faces
    assert all("+Liberation" in name for name in faces), faces


@pytest.mark.parametrize("paper", SlipPaper)
def test_the_same_dossier_gives_the_same_bytes(forms: FormSet, paper: SlipPaper) -> None:
    first = a_slip(forms, a_dossier(), paper)
    a_slip(forms, a_long_dossier(), paper)

    assert a_slip(forms, a_dossier(), paper) == first


def test_the_properties_of_the_file_name_the_form_and_nobody(
    forms: FormSet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("slip") / "slip.pdf"
    file.write_bytes(a_slip(forms, a_dossier(applicant=a_person(name=LONG_NAME))))
    properties = PdfReader(file).metadata

    assert properties is not None
    assert properties.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert not properties.author
    assert not properties.subject
    assert LONG_NAME not in str(properties)


def test_a_day_without_a_valid_form_is_refused(forms: FormSet) -> None:
    before = datetime(2025, 6, 30, 9, 0, tzinfo=VIETNAM)
    with pytest.raises(FormMissing) as refusal:
        a_slip(forms, a_dossier(received_at=before))

    assert (refusal.value.number, refusal.value.on) == ("01", before.date())
