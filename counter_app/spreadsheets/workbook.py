"""Writes a list as an Excel workbook, line by line, without holding it in memory.

What people typed is always written as text: a name that begins with ``=``, ``+``, ``-`` or ``@``
is never a formula, not even after somebody has edited the cell (its quote prefix is set). Dates
are real dates, the header is frozen, and the sheet prints on landscape A4 with its header
repeated.
"""

import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from counter_app.domain.listing import CannotExport, Cell, CellKind, Listing
from counter_app.domain.moments import at_counter
from counter_app.domain.old_register import is_day_alone

LONGEST_CELL = 32_767
"""Letters that Excel keeps in one cell."""

MOMENT_FORMAT = "hh:mm dd/mm/yyyy"
DAY_FORMAT = "dd/mm/yyyy"
A4 = 9
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FACE = {"font_name": "Times New Roman", "font_size": 11}
_CELL = {**_FACE, "valign": "top"}


class WorkbookFile:
    """One workbook under way: ``add`` lines, ``close``, ``finish``; ``drop`` leaves nothing.

    Everything is written in a folder beside the file, which only takes its name when it is
    whole.
    """

    def __init__(self, path: Path, listing: Listing) -> None:
        """Begin the workbook.

        Raises:
            CannotExport: nothing can be written there.
        """
        self._path, self._listing = path, listing
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=path.parent))
        except OSError as error:
            raise CannotExport(path, error.strerror or "") from error
        self._making = self._folder / "list.xlsx"
        self._book = xlsxwriter.Workbook(
            str(self._making), {"constant_memory": True, "tmpdir": str(self._folder)}
        )
        self._sheet = self._book.add_worksheet("Danh sách")
        self._formats = _Formats(self._book)
        self._next = 0
        self._begin()

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a line; its cells stand in the order of the columns.

        Raises:
            CannotExport: the disk is full.
        """
        try:
            for at, (column, cell) in enumerate(zip(self._listing.columns, cells, strict=True)):
                self._write(at, column.kind, cell)
        except OSError as error:
            raise CannotExport(self._path, error.strerror or "") from error
        self._next += 1

    def close(self) -> None:
        """Write the notes under the lines."""
        self._next += 1
        for note in self._listing.notes:
            self._across(f"Ghi chú: {note}", "note")

    def finish(self) -> None:
        """Pack the file and give it its name; any thread may do it.

        Raises:
            CannotExport: the disk is full, or the file is open elsewhere; nothing is left.
        """
        try:
            self._book.close()
            self._making.replace(self._path)
        except (OSError, XlsxWriterException) as error:
            raise CannotExport(self._path, str(error)) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Throw away what was written so far; a finished file stays."""
        handle = getattr(self._sheet, "row_data_fh", None)
        if handle is not None:
            handle.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self) -> None:
        listing, sheet = self._listing, self._sheet
        for at, column in enumerate(listing.columns):
            sheet.set_column(at, at, column.width)
        for text, name in (
            (listing.unit, "head"),
            (listing.office, "head"),
            (listing.title, "title"),
            (listing.subtitle, "subtitle"),
        ):
            self._across(text, name)
        self._next += 1
        top = self._next
        self._groups()
        for at, column in enumerate(listing.columns):
            sheet.write_string(self._next, at, column.title, self._formats["column"])
        self._next += 1
        sheet.freeze_panes(self._next, 2)
        sheet.repeat_rows(top, self._next - 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        # Lines are printed by the sheet itself: borders would need a format in every empty cell.
        sheet.hide_gridlines(0)
        sheet.set_footer("&RTrang &P/&N")

    def _groups(self) -> None:
        """Write the row of the groups, if any column has one."""
        columns = self._listing.columns
        if not any(column.group for column in columns):
            return
        for group, members in groupby(enumerate(columns), key=lambda each: each[1].group):
            places = [at for at, _ in members]
            if group:
                row = self._next
                form = self._formats["column"]
                self._sheet.merge_range(row, places[0], row, places[-1], group, form)
        self._next += 1

    def _across(self, text: str, name: str) -> None:
        self._sheet.write_string(self._next, 0, text, self._formats[name])
        self._next += 1

    def _write(self, at: int, kind: CellKind, cell: Cell) -> None:
        sheet, row = self._sheet, self._next
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            local = at_counter(cell).replace(tzinfo=None)
            name = "day" if is_day_alone(cell) else "moment"
            sheet.write_datetime(row, at, local, self._formats[name])
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell, self._formats["number"])
        else:
            text = cell if cell.isprintable() else _NO_XML.sub(" ", cell)
            text = text[:LONGEST_CELL]
            name = "quoted" if text.startswith(_DANGEROUS) else kind.value
            sheet.write_string(row, at, text, self._formats[name])


class _Formats:
    """The looks of the cells, made once for a workbook."""

    def __init__(self, book: Any) -> None:
        text = {**_CELL, "text_wrap": True}
        self._made = {
            name: book.add_format(look)
            for name, look in {
                "head": {**_FACE, "bold": True},
                "title": {**_FACE, "bold": True, "font_size": 16},
                "subtitle": {**_FACE, "italic": True},
                "note": {**_FACE, "italic": True},
                "column": {
                    **_CELL,
                    "bold": True,
                    "border": 1,
                    "align": "center",
                    "valign": "vcenter",
                    "text_wrap": True,
                    "bg_color": "#E8EDF2",
                },
                "text": text,
                "code": {**_CELL, "num_format": "@"},
                "quoted": {**text, "num_format": "@", "quote_prefix": True},
                "number": {**_CELL, "align": "center"},
                "moment": {**_CELL, "num_format": MOMENT_FORMAT, "align": "center"},
                "day": {**_CELL, "num_format": DAY_FORMAT, "align": "center"},
            }.items()
        }

    def __getitem__(self, name: str) -> Any:
        return self._made[name]
