"""Long lists: every line on some page, the head on all, nothing divided that could be whole."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from counter_app.domain.form import FormSet
from counter_app.printing.filling import Filling
from counter_app.printing.long_list import LongList, PaperColumn
from tests.printing.reading import font_names

COLUMNS = (
    PaperColumn("STT", 5, is_centred=True),
    PaperColumn("Họ và tên", 20),
    PaperColumn("Nhận", 8, "Nhóm"),
    PaperColumn("Trả", 8, "Nhóm"),
)


def pages(forms: FormSet, *names: str) -> list[str]:
    paper = LongList(forms.form("07", date(2026, 11, 23)), Filling({}), COLUMNS)
    for number, name in enumerate(names, 1):
        paper.add([[str(number)], [name], ["17:00", "23/11/2026"], []])
    paper.close()
    reader = PdfReader(BytesIO(paper.pdf()))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_every_line_is_on_a_page_and_every_page_has_the_head(forms: FormSet) -> None:
    names = [f"Đặng Thị Ngữ Ánh thứ {number}" for number in range(1, 121)]
    found = pages(forms, *names)
    assert len(found) > 3
    for number, page in enumerate(found, 1):
        assert "Họ và tên" in page
        assert f"Trang {number}/" in page
        assert str(len(found)) in page
    whole = " ".join(found)
    assert all(f"{name} 17:00" in whole for name in names)
    assert whole.count("không cần thực hiện in sổ giấy") == 1


def test_an_empty_list_has_its_head_and_its_notes(forms: FormSet) -> None:
    (page,) = pages(forms)
    assert "SỔ THEO DÕI HỒ SƠ" in page
    assert "Ghi chú" in page


def test_a_text_without_end_never_leaves_its_page(forms: FormSet) -> None:
    found = pages(forms, "Nguyễn " * 3000, "x" * 5000, "LÝ VĂN BÉ")
    assert "LÝ VĂN BÉ" in " ".join(found)
    assert len(found) <= 4


def test_signs_of_mark_up_are_text(forms: FormSet) -> None:
    (page,) = pages(forms, "<b>&amp; **A** {code} (B)\\")
    assert "<b>&amp; **A** {code} (B)\\" in page


def test_letters_are_embedded(forms: FormSet) -> None:
    paper = LongList(forms.form("07", date(2026, 11, 23)), Filling({}), COLUMNS)
    paper.close()
    embedded = font_names(paper.pdf())
    assert embedded
    assert all(embedded.values())
