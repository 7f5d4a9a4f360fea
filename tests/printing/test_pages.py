"""Long text goes on to further pages: nothing is cut, shrunk, or printed on top of other text."""

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import Paper, SlipPaper
from counter_app.domain.form import FormSet
from tests.printing.reading import (
    MM,
    codes_on,
    faults_on,
    page_sizes,
    pages_text,
    pictures,
    whole_text,
)
from tests.printing.samples import (
    A_CODE,
    LONG_NAME,
    LONG_PROCEDURE,
    LONGEST_CODE,
    a_dossier,
    a_long_dossier,
    a_person,
    a_slip,
    a_submitter,
)

SAFE_EDGE = 5 * MM
"""What office printers cannot reach; on the roll the edge is 4 mm."""

OFFICE_PAPERS = (SlipPaper.A4, SlipPaper.A5)
DOSSIERS = {
    "usual": a_dossier(),
    "long": a_long_dossier(),
    "submitter": a_dossier(submitter=a_submitter()),
    "long code": a_dossier(code=LONGEST_CODE),
    "long everything": a_dossier(
        code=LONGEST_CODE,
        applicant=a_person(name=LONG_NAME * 3, email="x" * 300),
        procedure_name=LONG_PROCEDURE * 3,
        papers=(Paper("dài" * 3000),),
    ),
}


@pytest.mark.parametrize("paper", SlipPaper)
@pytest.mark.parametrize("dossier", DOSSIERS.values(), ids=DOSSIERS.keys())
@pytest.mark.parametrize("is_copy", [False, True])
def test_nothing_stands_on_top_of_anything_and_nothing_leaves_the_page(
    forms: FormSet, paper: SlipPaper, dossier: Dossier, is_copy: bool
) -> None:
    pdf = a_slip(forms, dossier, paper, is_copy=is_copy)
    edge = 4 * MM - 1 if paper is SlipPaper.K80 else SAFE_EDGE
    assert not faults_on(pdf, edge)


@pytest.mark.parametrize("paper", SlipPaper)
def test_every_paper_and_every_word_of_long_text_is_printed(
    forms: FormSet, paper: SlipPaper
) -> None:
    dossier = a_long_dossier()
    text = whole_text(a_slip(forms, dossier, paper))

    for number, handed_in in enumerate(dossier.intake.papers[:25], start=1):
        start = f"{number}. {handed_in.name}"
        assert text.count(start[:30]) >= 1, start
    if paper is SlipPaper.K80:
        assert LONG_PROCEDURE in text
        assert LONG_NAME in text


@pytest.mark.parametrize("paper", OFFICE_PAPERS)
def test_further_pages_repeat_the_code_and_say_which_page_they_are(
    forms: FormSet, paper: SlipPaper
) -> None:
    pdf = a_slip(forms, a_long_dossier(), paper, is_copy=True)
    texts = pages_text(pdf)
    count = len(texts)

    assert count > 1
    for number, (text, picture) in enumerate(zip(texts, pictures(pdf), strict=True), start=1):
        assert f"Trang {number}/{count}" in text
        assert text.startswith("BẢN SAO IN LẠI")
        assert A_CODE in text
        assert codes_on(picture)["Code128"] == A_CODE
    assert "(tiếp theo)" not in texts[0]


@pytest.mark.parametrize("paper", OFFICE_PAPERS)
def test_a_single_page_has_no_page_number(forms: FormSet, paper: SlipPaper) -> None:
    assert "Trang" not in whole_text(a_slip(forms, a_dossier(), paper))


def test_the_signatures_take_the_last_line_with_them(forms: FormSet) -> None:
    for count in range(14, 30):
        papers = tuple(Paper(f"Giấy tờ thứ {number}") for number in range(count))
        last = pages_text(a_slip(forms, a_dossier(papers=papers)))[-1]
        assert "Vào Sổ theo dõi hồ sơ" in last, f"with {count} papers"
        assert "NGƯỜI NỘP HỒ SƠ" in last


@pytest.mark.parametrize(
    ("paper", "width"), [(SlipPaper.A4, 210.0), (SlipPaper.A5, 148.0), (SlipPaper.K80, 80.0)]
)
def test_the_sheet_has_the_size_of_the_paper(
    forms: FormSet, paper: SlipPaper, width: float
) -> None:
    heights = {SlipPaper.A4: 297.0, SlipPaper.A5: 210.0}
    ((sheet_width, height),) = page_sizes(a_slip(forms, a_dossier(), paper))

    assert sheet_width == width
    assert height == heights.get(paper, height)


def test_the_roll_is_one_page_as_long_as_its_text(forms: FormSet) -> None:
    ((_, usual),) = page_sizes(a_slip(forms, a_dossier(), SlipPaper.K80))
    ((_, long),) = page_sizes(a_slip(forms, a_long_dossier(), SlipPaper.K80))

    assert usual < 270
    assert long > usual
