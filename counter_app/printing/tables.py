"""Tables on office sheets: heads repeated on every page, cells that wrap and go on."""

from collections.abc import Iterator, Sequence

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.tables import Table

from counter_app.domain.form import FormColumn, FormTable
from counter_app.printing.filling import Filling
from counter_app.printing.layout import Block, Columns
from counter_app.printing.looks import Look
from counter_app.printing.markup import fields_in, filled, literal

Cell = list[Flowable]
"""What stands one under the other in a cell of a table."""

_LINE = 0.5
_PADDING = 1.2 * mm
_HAND_ROOM = 11 * mm
"""Room for a signature by hand inside a cell."""


def table_of(table: FormTable, filling: Filling, look: Look) -> Flowable:
    """Return a form's table with its rows filled in."""
    heads = [head_cell(column.title, look) for column in table.columns]
    rows = [
        [_cell(column, row, look) for column in table.columns]
        for row in filling.rows.get(table.rows, ())
    ]
    return ruled(heads, rows, [column.width for column in table.columns], look)


def ruled(
    heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], shares: Sequence[float], look: Look
) -> Flowable:
    """Return a ruled table; the heads stand above it on every page, a long row is divided."""
    width = look.sheet.text_width / sum(shares)
    return Table(
        [list(heads), *(list(row) for row in rows)],
        colWidths=[width * share for share in shares],
        repeatRows=1,
        splitByRow=1,
        splitInRow=1,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), look.family),  # else the built-in one is asked for
            ("GRID", (0, 0), (-1, -1), _LINE, (0, 0, 0)),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8 * _PADDING),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
        ],
    )


def fitting_widths(heads: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> list[float]:
    """Return the widths of columns by what stands in them: as far as can be, no word is torn."""
    room = look.sheet.text_width
    least, wanted = [], []
    for place, head in enumerate(heads):
        face = look.cell_head.fontName
        words = [_wide(word, face, look) for word in head.split()]
        texts = [*words]
        for row in rows:
            words += [_wide(word, look.cell.fontName, look) for word in row[place].split()]
            texts.append(_wide(row[place], look.cell.fontName, look))
        least.append(max(words, default=0) + 2 * _PADDING + 1)
        wanted.append(max(least[-1], min(max(texts, default=0) + 2 * _PADDING + 1, 0.4 * room)))
    spare = (room - sum(least)) / (sum(wanted) - sum(least) or 1)
    return [
        narrow + (wide - narrow) * max(0, spare) for narrow, wide in zip(least, wanted, strict=True)
    ]


def head_cell(text: str, look: Look) -> Cell:
    """Return the head of a column."""
    return [literal(text, look.cell_head)]


def text_cell(text: str, look: Look, align: str = "left") -> Cell:
    """Return a cell in which no letter has a meaning."""
    return [literal(text, _aligned(look.cell, align))]


def _cell(column: FormColumn, row: Filling, look: Look) -> Cell:
    style = _aligned(look.cell, column.align)
    return [
        *(filled(text, row, style) for text in column.text),
        *_hands(column, row, look),
    ]


def _hands(column: FormColumn, row: Filling, look: Look) -> Iterator[Flowable]:
    """Return the places to sign by hand, side by side, with the names that are known."""
    if not column.signatures:
        return
    style = _aligned(look.cell, "centre")
    stacks = []
    for signature in column.signatures:
        blocks = [Block(filled(f"*{signature.title}*", row, style))]
        if signature.name and all(row.has(name) for name in fields_in(signature.name)):
            blocks.append(Block(filled(signature.name, row, style), _HAND_ROOM))
        else:
            blocks.append(Block(Spacer(1, look.cell.leading), _HAND_ROOM))
        stacks.append(blocks)
    yield Spacer(1, 0.5 * _PADDING)
    yield Columns(stacks, [1 / len(stacks)] * len(stacks))


def _wide(text: str, face: str, look: Look) -> float:
    return stringWidth(text, face, look.cell.fontSize)


def _aligned(style: ParagraphStyle, align: str) -> ParagraphStyle:
    if align == "centre":
        return ParagraphStyle(f"{style.name}-{align}", style, alignment=TA_CENTER)
    if align == "right":
        return ParagraphStyle(f"{style.name}-{align}", style, alignment=TA_RIGHT)
    return style
