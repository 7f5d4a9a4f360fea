"""Draws lists of any length on landscape A4, line by line.

A year's register has ten thousand lines on several hundred pages. They are drawn one by one as
they come, page after page, so that whoever makes the list can pause, tell how far it is, and
stop. The head of the table stands on every page, and every page tells how many there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import Form
from counter_app.domain.plain_text import composed
from counter_app.printing import fonts
from counter_app.printing.composition import composed_form
from counter_app.printing.filling import Filling
from counter_app.printing.layout import Sheet, bottom_of, draw_placed, stacked
from counter_app.printing.looks import look_of
from counter_app.printing.markup import filled

SIZE = 9.0
LEADING = 10.6
_PADDING = 1.1 * mm
_LINE = 0.4
_HEAD_GREY = 0.92
_MOST_LINES = 40
"""Lines of one cell; no lawful text is longer, and a row must fit on a page."""

Texts = Sequence[str]
"""What stands in one cell: paragraphs one under the other."""


@dataclass(frozen=True)
class PaperColumn:
    """A column on paper: its head, its share of the width, its group, and where the text stands."""

    title: str
    share: float
    group: str = ""
    is_centred: bool = False


class LongList:
    """A list on paper under way: ``add`` lines as they come, then ``finish`` for the PDF."""

    def __init__(self, form: Form, filling: Filling, columns: Sequence[PaperColumn]) -> None:
        """Begin the first page: the form's head and title, and the head of the table.

        Raises:
            FontMissing: the type faces are not where the program was installed.
        """
        self._look = look_of(SlipPaper.A4, is_wide=True)
        fonts.need(self._look.family)
        self._form, self._filling = form, filling
        self._table = _Table(columns, self._look.family, self._look.sheet)
        self._stream = BytesIO()
        self._canvas = _canvas(self._stream, self._look.sheet, form.title, self._look.family)
        self.page_count = 1
        self._y = self._body_top = self._draw_head()

    def add(self, cells: Sequence[Texts]) -> None:
        """Draw a line; where it does not fit, it opens the next page."""
        lines = self._table.wrapped(cells)
        height = _row_height(lines)
        if self._y - height < self._look.sheet.bottom:
            self._next_page()
        self._table.draw_row(self._canvas, lines, self._y, height)
        self._y -= height

    def close(self) -> None:
        """Draw the notes, and tell every page how many there are; no line may follow."""
        sheet = self._look.sheet
        notes = [filled(note.text, self._filling, self._look.small) for note in self._form.notes]
        heights = [note.wrap(sheet.text_width, sheet.room)[1] for note in notes]
        if self._y - sum(heights) - 3 * mm < sheet.bottom:
            self._next_page(with_table=False)
        y = self._y - 2 * mm
        for note, height in zip(notes, heights, strict=True):
            y -= height
            note.drawOn(self._canvas, sheet.left, y)
        self._end_page()
        self._tell_page_count()
        # The type faces are shared by everything that is printed, so their share of the work
        # is done here, on the thread of whoever prints, and not in ``pdf``.
        document = self._canvas._doc  # type: ignore[attr-defined]  # the stub lacks it
        for face in document.delayedFonts:
            face.addObjects(document)
        document.delayedFonts = []

    def pdf(self) -> bytes:
        """Return the PDF of a closed list; it takes a while, and any thread may do it."""
        was, rl_config.useA85 = rl_config.useA85, 0
        try:
            # Text made of bytes is of no use here, and takes most of the time of a long list.
            self._canvas.save()
        finally:
            rl_config.useA85 = was
        return self._stream.getvalue()

    def _draw_head(self) -> float:
        """Draw the head of the first page and of the table; return where the lines begin."""
        bare = replace(self._form, table=None, notes=(), signatures=(), is_wide=False)
        work = composed_form(bare, self._filling, self._look, has_codes=False)
        sheet = self._look.sheet
        placed = stacked(work.blocks, sheet.text_width)
        top = sheet.height - sheet.top
        draw_placed(self._canvas, placed, sheet.left, top)
        return self._table.draw_head(self._canvas, top - bottom_of(placed) - 3 * mm)

    def _next_page(self, *, with_table: bool = True) -> None:
        self._end_page()
        self.page_count += 1
        top = self._look.sheet.height - self._look.sheet.top
        self._y = self._body_top = self._table.draw_head(self._canvas, top) if with_table else top

    def _end_page(self) -> None:
        sheet, canvas = self._look.sheet, self._canvas
        self._table.draw_sides(canvas, self._body_top, self._y)
        canvas.setFont(self._look.family, SIZE)
        y = 0.55 * sheet.bottom
        right = sheet.width - sheet.right - 7 * mm
        canvas.drawString(sheet.left, y, self._form.title)
        canvas.drawRightString(right, y, f"Trang {self.page_count}/")
        canvas.saveState()
        canvas.translate(right, y)
        canvas.doForm("page_count")
        canvas.restoreState()
        canvas.showPage()

    def _tell_page_count(self) -> None:
        canvas = self._canvas
        canvas.beginForm("page_count", 0, -2, 10 * mm, SIZE)
        canvas.setFont(self._look.family, SIZE)
        canvas.drawString(0, 0, str(self.page_count))
        canvas.endForm()


class _Table:
    """The columns at their places: wraps cells and draws rows."""

    def __init__(self, columns: Sequence[PaperColumn], family: str, sheet: Sheet) -> None:
        whole = sum(column.share for column in columns)
        self._columns = tuple(columns)
        self._family, self._bold = family, f"{family}-Bold"
        self._widths = [sheet.text_width * column.share / whole for column in columns]
        self._lefts = [sheet.left + sum(self._widths[:at]) for at in range(len(self._widths) + 1)]
        self._wrap = [_Wrapper(family, width - 2 * _PADDING) for width in self._widths]

    def wrapped(self, cells: Sequence[Texts]) -> list[list[str]]:
        """Return the lines of every cell."""
        return [
            [line for text in texts for line in wrap.lines(text)][:_MOST_LINES]
            for wrap, texts in zip(self._wrap, cells, strict=True)
        ]

    def draw_row(
        self, canvas: Canvas, cells: Sequence[Sequence[str]], top: float, height: float
    ) -> None:
        """Draw a row below an upper edge."""
        canvas.line(self._lefts[0], top - height, self._lefts[-1], top - height)
        text = canvas.beginText()
        text.setFont(self._family, SIZE, LEADING)
        for at, lines in enumerate(cells):
            self._put(text, at, lines, top)
        canvas.drawText(text)

    def draw_head(self, canvas: Canvas, top: float) -> float:
        """Draw the head of the table and return its lower edge."""
        heads = [
            _Wrapper(self._bold, width - 2 * _PADDING).lines(column.title)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        group_height = LEADING + 2 * _PADDING if any(c.group for c in self._columns) else 0.0
        height = _row_height(heads) + group_height
        canvas.setFillGray(_HEAD_GREY)
        canvas.rect(self._lefts[0], top - height, self._lefts[-1] - self._lefts[0], height, 0, 1)
        canvas.setFillGray(0)
        canvas.setFont(self._bold, SIZE)
        for group, places in self._groups():
            first, last = places[0], places[-1]
            is_grouped = bool(group)
            middle = (self._lefts[first] + self._lefts[last + 1]) / 2
            if is_grouped:
                canvas.drawCentredString(middle, top - _PADDING - 0.75 * LEADING, group)
            for at in places:
                upper = top - group_height if is_grouped else top
                self._head_cell(canvas, at, heads[at], upper, top - height)
        canvas.setLineWidth(_LINE)
        self._outline(canvas, top, height, group_height)
        return top - height

    def _head_cell(
        self, canvas: Canvas, at: int, lines: Sequence[str], top: float, bottom: float
    ) -> None:
        middle = (self._lefts[at] + self._lefts[at + 1]) / 2
        y = (top + bottom) / 2 + len(lines) * LEADING / 2 - 0.78 * LEADING
        for line in lines:
            canvas.drawCentredString(middle, y, line)
            y -= LEADING

    def _outline(self, canvas: Canvas, top: float, height: float, group_height: float) -> None:
        left, right, bottom = self._lefts[0], self._lefts[-1], top - height
        canvas.line(left, top, right, top)
        canvas.line(left, bottom, right, bottom)
        for group, places in self._groups():
            first = places[0]
            canvas.line(self._lefts[first], bottom, self._lefts[first], top)
            if group:
                lower = top - group_height
                canvas.line(self._lefts[first], lower, self._lefts[places[-1] + 1], lower)
                for at in places[1:]:
                    canvas.line(self._lefts[at], bottom, self._lefts[at], lower)
        canvas.line(right, bottom, right, top)

    def _groups(self) -> Iterator[tuple[str, list[int]]]:
        """Yield runs of neighbouring columns with one group; those without come one by one."""
        keyed = groupby(
            range(len(self._columns)), key=lambda at: self._columns[at].group or str(at)
        )
        for _, members in keyed:
            places = list(members)
            yield self._columns[places[0]].group, places

    def draw_sides(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw the lines between the columns, once for all rows of a page."""
        if bottom < top:
            canvas.setLineWidth(_LINE)
            canvas.lines([(x, top, x, bottom) for x in self._lefts])

    def _put(self, text: PDFTextObject, at: int, lines: Sequence[str], top: float) -> None:
        y = top - _PADDING - 0.78 * LEADING
        left, width = self._lefts[at], self._widths[at]
        is_centred = self._columns[at].is_centred
        for line in lines:
            shift = (width - self._wrap[at].width(line)) / 2 if is_centred else _PADDING
            text.setTextOrigin(left + shift, y)
            text.textOut(line)
            y -= LEADING


class _Wrapper:
    """Breaks text into lines of a width; remembers the widths of words, which come again."""

    def __init__(self, font: str, width: float) -> None:
        self._font, self._room = font, width
        self._known: dict[str, float] = {}
        self._done: dict[str, list[str]] = {}
        self._space = stringWidth(" ", font, SIZE)

    def lines(self, text: str) -> list[str]:
        """Return the lines of one paragraph; a word longer than a line is divided."""
        found = self._done.get(text)
        if found is None:
            found = self._broken(composed(text))
            if len(self._done) < 20_000:
                self._done[text] = found
        return found

    def width(self, text: str) -> float:
        """Return how wide a text is, in points."""
        known = self._known.get(text)
        if known is None:
            known = stringWidth(text, self._font, SIZE)
            if len(self._known) < 50_000:
                self._known[text] = known
        return known

    def _broken(self, text: str) -> list[str]:
        lines: list[str] = []
        line, room = "", self._room
        for word in text.split(" "):
            needed = self.width(word)
            if line and needed + self._space <= room:
                line, room = f"{line} {word}", room - needed - self._space
                continue
            if line:
                lines.append(line)
            *whole, line = self._pieces(word, needed)
            lines += whole
            room = self._room - self.width(line)
        return [*lines, line] if line else lines

    def _pieces(self, word: str, needed: float) -> list[str]:
        """Divide a word that is longer than a line: behind a hyphen, or anywhere."""
        if needed <= self._room:
            return [word]
        at = 1
        while at < len(word) and stringWidth(word[: at + 1], self._font, SIZE) <= self._room:
            at += 1
        hyphen = word.rfind("-", 1, at)
        cut = hyphen + 1 if hyphen > 0 else at
        rest = word[cut:]
        return [word[:cut], *self._pieces(rest, stringWidth(rest, self._font, SIZE))]


def _row_height(cells: Sequence[Sequence[str]]) -> float:
    return max(1, *(len(lines) for lines in cells)) * LEADING + 2 * _PADDING


def _canvas(stream: BytesIO, sheet: Sheet, title: str, family: str) -> Canvas:
    canvas = Canvas(
        stream,
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        initialFontName=family,  # type: ignore[arg-type]  # the stub says float
        lang="vi-VN",
    )
    canvas.setTitle(title.capitalize())
    for say_nothing in (canvas.setAuthor, canvas.setSubject, canvas.setCreator):
        say_nothing("")
    return canvas
