"""The sheet with which a duty shift is handed over (biên bản bàn giao ca trực)."""

from collections.abc import Iterator
from datetime import datetime

from reportlab.lib.units import mm

from counter_app.domain.facts import SlipPaper
from counter_app.domain.form import FormSet
from counter_app.domain.hand_over_sheet import HandOverSheet, SheetTable
from counter_app.domain.moments import day_of
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Unit
from counter_app.printing import phrases
from counter_app.printing.composition import Paperwork, composed_form
from counter_app.printing.filling import Filling, filling_of, head_texts
from counter_app.printing.layout import Block
from counter_app.printing.looks import Look
from counter_app.printing.markup import filled
from counter_app.printing.paper import pdf_of
from counter_app.printing.tables import fitting_widths, head_cell, ruled, text_cell

_TO_WRITE = "………………………………"


def handover_sheet(forms: FormSet, sheet: HandOverSheet, unit: Unit, printed_at: datetime) -> bytes:
    """Return the sheet as PDF on A4, with room for both signatures.

    Raises:
        FormMissing: no edition of the sheet is valid on the day on which the shift ended.
        FontMissing: the type faces are not where the program was installed.
    """
    form = forms.form("BG", day_of(sheet.to_at))
    filling = _filling(sheet, unit, printed_at)

    def work(look: Look) -> Paperwork:
        tables = [block for table in sheet.tables for block in _table(table, look)]
        return composed_form(form, filling, look, middle=tables)

    return pdf_of(work, SlipPaper.A4)


def _filling(sheet: HandOverSheet, unit: Unit, printed_at: datetime) -> Filling:
    return filling_of(
        {
            **head_texts(unit, day_of(sheet.to_at), sheet.giver),
            "shift": sheet.shift,
            "from_at": phrases.moment_in_figures(sheet.from_at),
            "to_at": phrases.moment_in_figures(sheet.to_at),
            "giver": sheet.giver,
            "receiver": sheet.receiver or _TO_WRITE,
            "receiver_name": sheet.receiver,
            "slips_printed": str(sheet.slips_printed),
            "cash": phrases.money(sheet.cash),
            "cash_before": phrases.money(sheet.cash_before),
            "cash_taken": phrases.money(sheet.cash_taken),
            "transfers": phrases.money(sheet.transfers),
            "receipts": str(sheet.receipts),
            "note": sheet.note,
            "remark": sheet.remark,
            "printed_at": phrases.moment_in_figures(printed_at),
        },
        {"papers": sheet.papers},
    )


def _table(table: SheetTable, look: Look) -> Iterator[Block]:
    """Yield a list's title with how many there are, and the list, if it is not empty."""
    title = Filling({"title": composed(table.title), "count": str(len(table.rows))})
    heading = filled("**{title}** ({count})", title, look.line)
    yield Block(heading, 2.5 * mm, keeps_with_next=bool(table.rows))
    if table.rows:
        cells = [tuple(composed(text) for text in row) for row in table.rows]
        rows = [[text_cell(text, look) for text in row] for row in cells]
        heads = [head_cell(text, look) for text in table.head]
        yield Block(ruled(heads, rows, fitting_widths(table.head, cells, look), look), 1 * mm)
