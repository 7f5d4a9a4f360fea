"""Puts composed blocks on paper and returns the PDF: office sheets with pages, or one long roll."""

import math
from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.facts import SlipPaper
from counter_app.printing import fonts
from counter_app.printing.code_blocks import repeated_code
from counter_app.printing.composition import Paperwork
from counter_app.printing.layout import (
    Block,
    Placed,
    Sheet,
    Stack,
    bottom_of,
    draw_placed,
    paged,
    stacked,
)
from counter_app.printing.looks import DOT, Look, look_of
from counter_app.printing.markup import literal

Work = Callable[[Look], Paperwork]
"""Composes what is to be printed in a given look."""

_AIRS = (1.8, 1, 0.5, 0)


def pdf_of(work: Work, paper: SlipPaper, *, is_wide: bool = False) -> bytes:
    """Return the PDF of composed work on a paper; what is wide lies across an A4 sheet."""
    fonts.need(look_of(paper).family)
    if paper is SlipPaper.K80:
        return _roll_pdf(work(look_of(paper)), look_of(paper))
    return _office_pdf(work, [look_of(paper, air, is_wide=is_wide) for air in _AIRS])


def _office_pdf(work: Work, looks: Sequence[Look]) -> bytes:
    """Return the PDF for an office printer, on as many pages as the text needs.

    The text breathes where the sheet has room; less air between the lines is taken where it
    saves a page. The letters keep their size.
    """
    best = _Sheets(work(looks[0]), looks[0])
    for look in looks[1:]:
        if len(best.pages) == 1:
            break
        closer = _Sheets(work(look), look)
        best = closer if len(closer.pages) < len(best.pages) else best
    return best.pdf()


class _Sheets:
    """Work divided over office sheets."""

    def __init__(self, work: Paperwork, look: Look) -> None:
        self._work, self._look = work, look
        self._sheet = look.sheet
        self._head = _further_head(work, look)
        self._head_room = self._head.wrap(self._sheet.text_width, math.inf)[1] + 4 * mm
        room = self._sheet.room - _foot_height(work, self._sheet)
        first = [*_mark_block(work, look), *work.blocks]
        self.pages = paged(first, self._sheet.text_width, room, room - self._head_room)

    def pdf(self) -> bytes:
        """Return all sheets as PDF."""
        canvas, stream = _canvas(self._work, self._look, self._sheet.height)
        for number, placed in enumerate(self.pages, start=1):
            self._draw(canvas, number, placed)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    def _draw(self, canvas: Canvas, number: int, placed: Sequence[Placed]) -> None:
        sheet, count = self._sheet, len(self.pages)
        top = sheet.height - sheet.top
        if number > 1:
            self._head.drawOn(canvas, sheet.left, top - self._head.height)
            top -= self._head_room
        draw_placed(canvas, placed, sheet.left, top)
        if count > 1:
            _draw_page_number(canvas, self._look, f"Trang {number}/{count}")
        if number == count and self._work.foot:
            self._work.foot.drawOn(canvas, sheet.left, sheet.bottom)


def _roll_pdf(work: Paperwork, look: Look) -> bytes:
    """Return the PDF for the thermal roll: one page, as long as the text, on the dot grid."""
    sheet = look.sheet
    foot = [Block(work.foot, 4 * mm)] if work.foot else []
    placed = stacked([*_mark_block(work, look), *work.blocks, *foot], sheet.text_width, DOT)
    height = math.ceil((sheet.top + bottom_of(placed) + sheet.bottom) / DOT) * DOT
    canvas, stream = _canvas(work, look, height)
    draw_placed(canvas, placed, sheet.left, height - sheet.top)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _canvas(work: Paperwork, look: Look, height: float) -> tuple[Canvas, BytesIO]:
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(look.sheet.width, height),
        pageCompression=1,
        invariant=1,
        initialFontName=look.family,  # type: ignore[arg-type]  # the stub says float
        lang="vi-VN",
    )
    canvas.setTitle(work.title.capitalize())
    for say_nothing in (canvas.setAuthor, canvas.setSubject, canvas.setCreator):
        say_nothing("")
    return canvas, stream


def _mark_block(work: Paperwork, look: Look) -> list[Block]:
    return [Block(literal(work.mark, look.mark), 0, look.mark_gap)] if work.mark else []


def _further_head(work: Paperwork, look: Look) -> Stack:
    """Return what stands above every page after the first: the code, the title, the copy mark."""
    blocks = [Block(Stack(repeated_code(work.code, look)), 1 * mm)] if work.code else []
    title = Block(literal(f"{work.title} (tiếp theo)", look.foot), 1 * mm)
    return Stack([*_mark_block(work, look), *blocks, title])


def _foot_height(work: Paperwork, sheet: Sheet) -> float:
    return work.foot.wrap(sheet.text_width, math.inf)[1] + 2 * mm if work.foot else 0


def _draw_page_number(canvas: Canvas, look: Look, text: str) -> None:
    sheet = look.sheet
    canvas.setFont(look.family, look.foot.fontSize)
    canvas.drawRightString(sheet.width - sheet.right, 0.68 * sheet.bottom, text)
