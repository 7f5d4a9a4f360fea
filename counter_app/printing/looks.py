"""How each paper looks: its sheet, and the styles of everything that stands on it."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from counter_app.domain.facts import SlipPaper
from counter_app.printing.fonts import SANS, SERIF
from counter_app.printing.layout import Frame, Sheet

DOT = 72 / 203.2
"""A dot of a thermal printer with 8 dots to the millimetre, in points."""
ROLL_WIDTH = 640 * DOT
ROLL_PRINTABLE = 576 * DOT


@dataclass(frozen=True)
class Look:
    """The look of one paper; all lengths in points.

    ``title_gap`` stands above the title, ``mark_gap`` under the mark of a copy, ``line_gap``
    between the lines of the form, ``promise_gap`` around the line of the promise with its band,
    ``signing_gap`` above the signatures, ``signing_room`` between a signature's title and its
    name; ``qr_module``, ``bar_module`` and ``bar_height`` measure the codes; ``wide_gap`` parts
    two entries of one line, such as phone and e-mail; ``cell`` and ``cell_head`` are for tables.
    """

    paper: SlipPaper
    sheet: Sheet
    family: str
    head: ParagraphStyle
    title: ParagraphStyle
    line: ParagraphStyle
    sentence: ParagraphStyle
    item: ParagraphStyle
    small: ParagraphStyle
    promise_label: ParagraphStyle
    promise: ParagraphStyle
    promise_frame: Frame
    signature: ParagraphStyle
    code: ParagraphStyle
    foot: ParagraphStyle
    mark: ParagraphStyle
    centred: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    title_gap: float
    mark_gap: float
    line_gap: float
    promise_gap: float
    signing_gap: float
    signing_room: float
    qr_module: float
    bar_module: float
    bar_height: float
    wide_gap: str = "\u00a0" * 5


@cache
def look_of(paper: SlipPaper, air: float = 1, *, is_wide: bool = False) -> Look:
    """Return the look of a paper; less air (1 to 0) is less room between letters of one size.

    A wide look lies across an A4 sheet, for tables with many columns.
    """
    if paper is SlipPaper.K80:
        return _roll_look()
    if is_wide:
        return _office_look(_A4_WIDE, air)
    return _office_look(_A4 if paper is SlipPaper.A4 else _A5, air)


@dataclass(frozen=True)
class _Measures:
    """What differs between the office papers; sizes in points, lengths in points."""

    paper: SlipPaper
    sheet: Sheet
    size: float
    head: float
    title: float
    promise: float
    signing_room: float
    qr_module: float
    bar_height: float
    cell: float


_A5 = _Measures(
    paper=SlipPaper.A5,
    sheet=Sheet(148 * mm, 210 * mm, 11 * mm, 11 * mm, 8 * mm, 9 * mm, 5 * mm),
    size=10,
    head=9.5,
    title=14,
    promise=13.5,
    signing_room=15 * mm,
    qr_module=0.66 * mm,
    bar_height=10.5 * mm,
    cell=9,
)
_A4 = _Measures(
    paper=SlipPaper.A4,
    sheet=Sheet(210 * mm, 297 * mm, 25 * mm, 18 * mm, 17 * mm, 15 * mm, 5 * mm),
    size=13,
    head=12,
    title=16,
    promise=16.5,
    signing_room=24 * mm,
    qr_module=0.8 * mm,
    bar_height=14 * mm,
    cell=11,
)
_A4_WIDE = replace(
    _A4,
    sheet=Sheet(297 * mm, 210 * mm, 15 * mm, 15 * mm, 14 * mm, 13 * mm, 5 * mm),
    size=12,
    title=15,
    promise=15,
    signing_room=20 * mm,
    cell=10,
)


def _office_look(paper: _Measures, air: float) -> Look:
    size = paper.size
    leading = 1.15 + 0.04 * air
    return Look(
        paper=paper.paper,
        sheet=paper.sheet,
        family=SERIF,
        head=_style(SERIF, paper.head, 1.2, alignment=TA_CENTER),
        title=_style(f"{SERIF}-Bold", paper.title, 1.25, alignment=TA_CENTER),
        line=_style(SERIF, size, leading),
        sentence=_style(SERIF, size, 1.3, firstLineIndent=1.2 * size),
        item=_style(SERIF, size, leading, leftIndent=3.1 * size, bulletIndent=1.2 * size),
        small=_style(SERIF, size - 1, leading),
        promise_label=_style(SERIF, size, leading),
        promise=_style(f"{SERIF}-Bold", paper.promise, 1.2),
        promise_frame=Frame(padding=(0.25 + 0.15 * air) * size, outset=0.6 * size, grey=0.92),
        signature=_style(SERIF, size, leading, alignment=TA_CENTER),
        code=_style(f"{SERIF}-Bold", size, 1.2, alignment=TA_CENTER),
        foot=_style(SERIF, size - 1.5, 1.25, alignment=TA_CENTER),
        mark=_mark(SERIF, size),
        centred=_style(SERIF, size, leading, alignment=TA_CENTER),
        cell=_style(SERIF, paper.cell, 1.18),
        cell_head=_style(f"{SERIF}-Bold", paper.cell, 1.18, alignment=TA_CENTER),
        title_gap=(2.5 + 1.5 * air) * mm,
        mark_gap=(1.5 + 1.5 * air) * mm,
        line_gap=0.16 * size * air,
        promise_gap=0.1 * size + 0.35 * size * air,
        signing_gap=size * (0.8 + 0.9 * air),
        signing_room=paper.signing_room * (0.65 + 0.35 * air),
        qr_module=paper.qr_module,
        bar_module=0.38 * mm,
        bar_height=paper.bar_height * (0.75 + 0.25 * air),
    )


def _roll_look() -> Look:
    side = (ROLL_WIDTH - ROLL_PRINTABLE) / 2
    size = 9.0
    return Look(
        paper=SlipPaper.K80,
        sheet=Sheet(ROLL_WIDTH, 0, side, side, 32 * DOT, 96 * DOT, side),
        family=SANS,
        head=_style(SANS, 8.5, 1.2, alignment=TA_CENTER),
        title=_style(f"{SANS}-Bold", 11, 1.25, alignment=TA_CENTER),
        line=_style(SANS, size, 1.22),
        sentence=_style(SANS, size, 1.22),
        item=_style(SANS, size, 1.22, leftIndent=2.2 * size, bulletIndent=0.2 * size),
        small=_style(SANS, size, 1.22),
        promise_label=_style(SANS, size, 1.22, alignment=TA_CENTER),
        promise=_style(f"{SANS}-Bold", 14, 1.2, alignment=TA_CENTER),
        promise_frame=Frame(padding=0.6 * size, inset=0.3 * size, border=4 * DOT),
        signature=_style(SANS, 8, 1.22, alignment=TA_CENTER),
        code=_style(f"{SANS}-Bold", 10.5, 1.2, alignment=TA_CENTER),
        foot=_style(SANS, 8, 1.25, alignment=TA_CENTER),
        mark=_mark(SANS, size),
        centred=_style(SANS, size, 1.22, alignment=TA_CENTER),
        cell=_style(SANS, 8, 1.22),
        cell_head=_style(f"{SANS}-Bold", 8, 1.22, alignment=TA_CENTER),
        title_gap=3.5 * mm,
        mark_gap=3 * mm,
        line_gap=0.22 * size,
        promise_gap=0.6 * size,
        signing_gap=1.6 * size,
        signing_room=12 * mm,
        qr_module=5 * DOT,
        bar_module=2 * DOT,
        bar_height=64 * DOT,
        wide_gap="<br/>",
    )


def _mark(family: str, size: float) -> ParagraphStyle:
    return _style(
        f"{family}-Bold",
        size,
        1.2,
        alignment=TA_CENTER,
        borderWidth=0.8,
        borderColor=Color(0, 0, 0),
        borderPadding=0.3 * size,
    )


def _style(family: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    style: ParagraphStyle = ParagraphStyle(
        f"{family}-{size}",
        fontName=family,
        bulletFontName=family,
        fontSize=size,
        bulletFontSize=size,
        leading=size * leading,
        allowWidows=0,
        allowOrphans=0,
        **more,
    )
    return style
