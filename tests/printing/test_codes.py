"""The codes on the slip are read by a scanner from what a 203-dpi printer prints."""

import pytest

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormSet
from counter_app.printing.codes import bars_of
from tests.printing.reading import MM, Box, code_boxes, codes_on, page_sizes, pictures, text_boxes
from tests.printing.samples import A_CODE, LONGEST_CODE, LONGEST_IDENTIFIER, a_dossier, a_slip

BARS, QR = "Code128", "QRCode"
THERMAL_DPI = 203.2
MIDDLE_CODE = "H15.50.05.13-261008-0975"


@pytest.mark.parametrize("paper", SlipPaper)
@pytest.mark.parametrize("code", [A_CODE, MIDDLE_CODE])
def test_bars_and_qr_of_a_usual_code_are_read_at_203_dpi(
    forms: FormSet, paper: SlipPaper, code: str
) -> None:
    (page,) = pictures(a_slip(forms, a_dossier(code=code), paper))

    assert codes_on(page) == {BARS: code, QR: code}


@pytest.mark.parametrize("paper", [SlipPaper.A4, SlipPaper.A5])
def test_bars_and_qr_of_the_longest_code_are_read_on_office_paper(
    forms: FormSet, paper: SlipPaper
) -> None:
    assert len(LONGEST_IDENTIFIER) == 35
    (page,) = pictures(a_slip(forms, a_dossier(code=LONGEST_CODE), paper))

    assert codes_on(page) == {BARS: LONGEST_CODE, QR: LONGEST_CODE}


def test_on_the_roll_a_code_too_long_for_bars_keeps_a_larger_qr(forms: FormSet) -> None:
    pdf = a_slip(forms, a_dossier(code=LONGEST_CODE), SlipPaper.K80)
    usual = a_slip(forms, a_dossier(), SlipPaper.K80)
    (page,) = pictures(pdf)

    assert codes_on(page) == {QR: LONGEST_CODE}
    assert _widest(code_boxes(pdf)[0]) > min(box.right - box.left for box in code_boxes(usual)[0])


def test_a_code_beyond_every_width_keeps_its_qr_on_office_paper(forms: FormSet) -> None:
    code = f"{LONGEST_IDENTIFIER}.WXYZWXYZWXYZ-261123-2007"
    (page,) = pictures(a_slip(forms, a_dossier(code=code)))

    assert codes_on(page) == {QR: code}


@pytest.mark.parametrize(
    ("paper", "code", "module"),
    [
        (SlipPaper.A5, A_CODE, 0.38),
        (SlipPaper.A4, A_CODE, 0.38),
        (SlipPaper.A5, LONGEST_CODE, 0.25),
        (SlipPaper.A4, LONGEST_CODE, 0.25),
    ],
)
def test_a_module_is_0_38_mm_where_it_fits_and_never_under_0_25(
    forms: FormSet, paper: SlipPaper, code: str, module: float
) -> None:
    width = _widest(code_boxes(a_slip(forms, a_dossier(code=code), paper))[0])
    printed = width / MM / len(bars_of(code))

    assert printed >= module - 0.0005
    assert module < 0.3 or printed == pytest.approx(module, abs=0.002)


@pytest.mark.parametrize("code", [A_CODE, MIDDLE_CODE, LONGEST_CODE])
@pytest.mark.parametrize("paper", SlipPaper)
def test_ten_modules_beside_the_bars_stay_white(
    forms: FormSet, paper: SlipPaper, code: str
) -> None:
    pdf = a_slip(forms, a_dossier(code=code), paper)
    boxes = code_boxes(pdf)[0]
    bars = max(boxes, key=lambda box: box.right - box.left)
    if bars.right - bars.left < 1.5 * (bars.top - bars.bottom):
        assert code == LONGEST_CODE, "a code of usual length has bars"
        return
    module = (bars.right - bars.left) / len(bars_of(code))
    quiet = Box(bars.left - 10 * module, bars.bottom, bars.right + 10 * module, bars.top)

    assert quiet.left >= 0
    assert quiet.right <= page_sizes(pdf)[0][0] * MM + 1
    assert not [box for box in boxes if box != bars and box.covers(quiet)]
    assert not [box for box in text_boxes(pdf)[0] if box.covers(quiet)]


@pytest.mark.parametrize("code", [A_CODE, MIDDLE_CODE])
def test_on_the_roll_every_module_lies_on_the_printers_dots(forms: FormSet, code: str) -> None:
    pdf = a_slip(forms, a_dossier(code=code), SlipPaper.K80)
    (picture,) = pictures(pdf, THERMAL_DPI * (1 - 1e-6))  # the renderer rounds a size up
    assert picture.width == 640

    for box in code_boxes(pdf)[0]:
        dots = [round(edge * THERMAL_DPI / 72) for edge in (box.left, box.right, box.bottom)]
        left, right, bottom = dots
        height = round((box.top - box.bottom) * THERMAL_DPI / 72)
        part = picture.crop(
            (left, picture.height - bottom - height, right, picture.height - bottom)
        )
        shades = set(part.tobytes())
        assert not [shade for shade in shades if 2 < shade < 253], f"half dots in {box}"
        assert len(shades) > 1


def test_on_the_roll_a_bar_is_two_dots_wide(forms: FormSet) -> None:
    width = _widest(code_boxes(a_slip(forms, a_dossier(), SlipPaper.K80))[0])

    assert width * THERMAL_DPI / 72 == pytest.approx(2 * len(bars_of(A_CODE)), abs=0.05)


def _widest(boxes: list[Box]) -> float:
    return max(box.right - box.left for box in boxes)
