"""The register (form 07), the receipts of a day and the late dossiers, as lines on paper.

The register has exactly the columns of its form's data file; the other lists borrow the form's
head and have the columns of ``domain.listing``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from counter_app.domain.form import Form, FormColumn, FormLine
from counter_app.domain.listing import (
    ALL_UNITS,
    CHANNELS_OUT,
    PAPER_COLUMNS,
    TITLES,
    Cell,
    CellKind,
    moved_due,
    receiver_words,
    subtitle_of,
)
from counter_app.domain.moments import at_counter, day_of
from counter_app.domain.old_register import is_day_alone
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.units import Unit
from counter_app.printing import fonts
from counter_app.printing.filling import Filling, filling_of, head_texts
from counter_app.printing.long_list import LongList, PaperColumn, Texts
from counter_app.printing.phrases import grouped_phone

_FIELD = re.compile(r"\{([a-z_]+)\}")
_NARROWEST = 8.0
"""The least share of the width: a number of five digits and its head fit."""

_FIGURES = 1.25
"""Codes and numbers are as wide as this against running text, and should not be divided."""

Reading = Callable[[RegisterRow, datetime], list[Texts]]


class RegisterPaper:
    """A list on paper under way: ``add`` lines, then ``finish`` for the PDF."""

    def __init__(self, form: Form, ask: RegisterAsk, unit: Unit, now: datetime, count: int) -> None:
        """Begin; ``form`` is the edition of form 07 of this day, ``count`` how many lines come.

        Raises:
            FontMissing: the type faces are not where the program was installed.
        """
        self._now = now
        table = form.table if ask.kind is RegisterKind.REGISTER else None
        if table is not None:
            columns = [_of_form(column) for column in table.columns]
            self._read: Reading = lambda row, at: [_cell(each, row) for each in table.columns]
        else:
            form, columns = _list_form(form, ask), _list_columns(ask)
            kinds = PAPER_COLUMNS[ask.kind]
            self._read = lambda row, at: [_texts(column.cell(row, at)) for column in kinds]
        self._list = LongList(form, _filling(ask, unit, day_of(now), count), columns)

    def add(self, row: RegisterRow) -> None:
        """Draw a line."""
        self._list.add(self._read(row, self._now))

    def close(self) -> None:
        """Draw what stands behind the last line."""
        self._list.close()

    def pdf(self) -> bytes:
        """Return the PDF of a closed list; it takes a while, and any thread may do it."""
        return self._list.pdf()


def readied() -> Iterator[None]:
    """Make the type faces of lists ready, one at a time.

    Raises:
        FontMissing: they are not where the program was installed.
    """
    yield from fonts.readied(fonts.SERIF)


def _filling(ask: RegisterAsk, unit: Unit, on: date, count: int) -> Filling:
    years = {str(ask.first.year), str(ask.last.year)}
    return filling_of(
        {
            **head_texts(unit, on, ""),
            "number": "……",
            "book": "-".join(sorted(years)),
            "field": (ask.field or "tất cả") + (f" ({ALL_UNITS.lower()})" * (ask.unit is None)),
            "from_on": f"{ask.first:%d/%m/%Y}",
            "to_on": f"{ask.last:%d/%m/%Y}",
            "row_count": str(count),
        }
    )


def _of_form(column: FormColumn) -> PaperColumn:
    return PaperColumn(column.title, column.width, column.group, column.align != "left")


def _list_form(form: Form, ask: RegisterAsk) -> Form:
    """Return the form's head with another title, for a list that the state has no form for."""
    line = FormLine("1", f"*{subtitle_of(ask)}*", look="centred")
    head = replace(form.head, number="")
    title = TITLES[ask.kind].upper()
    return replace(form, title=title, head=head, lines=(line,), table=None, notes=(), mark="")


def _list_columns(ask: RegisterAsk) -> list[PaperColumn]:
    return [
        PaperColumn(
            column.title,
            max(column.width, _NARROWEST) * (_FIGURES if column.kind is CellKind.CODE else 1),
            is_centred=column.kind in (CellKind.NUMBER, CellKind.MOMENT),
        )
        for column in PAPER_COLUMNS[ask.kind]
    ]


def _cell(column: FormColumn, row: RegisterRow) -> Texts:
    """Return what a column of the form says of a line."""
    texts: list[str] = []
    for template in column.text:
        text = _FIELD.sub(lambda found: _VALUES[found[1]](row), template)
        texts += [part for part in text.split("\n") if part.strip()]
    return texts


def _texts(cell: Cell) -> Texts:
    if isinstance(cell, datetime):
        return [moment_text(cell)]
    return str("" if cell is None else cell).split("\n")


def moment_text(moment: datetime | None) -> str:
    """Return ``09:10 23/11/2026``, or the day where only that is known; nothing for no moment."""
    if moment is None:
        return ""
    clock = "" if is_day_alone(moment) else f"{at_counter(moment):%H:%M} "
    return f"{clock}{at_counter(moment):%d/%m/%Y}"


def _due(row: RegisterRow) -> str:
    moved = moved_due(row)
    again = f"\nhẹn lại {moment_text(moved)}" if moved else ""
    return moment_text(row.promised_at) + again


_VALUES: Mapping[str, Callable[[RegisterRow], str]] = {
    "order": lambda row: str(row.number),
    "code": lambda row: row.code,
    "procedure": lambda row: row.procedure_name,
    "applicant": lambda row: row.applicant_name,
    "address": lambda row: row.address,
    "phone": lambda row: grouped_phone(row.phone),
    "handling": lambda row: row.office,
    "received_at": lambda row: moment_text(row.received_at),
    "due_at": _due,
    "returned_at": lambda row: moment_text(row.returned_at),
    "channel_out": lambda row: CHANNELS_OUT[row.channel_out],
    "receiver": receiver_words,
}
"""The fields that form 07's data file may name in a cell."""
