"""Writes a periodic report as an Excel workbook: the form's heads, its numbers, real figures."""

import tempfile
from contextlib import closing
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from counter_app.domain.figures import Tally
from counter_app.domain.listing import CannotExport
from counter_app.domain.report import (
    BY_TITLES,
    TITLES,
    Report,
    Value,
    apart_words,
    period_words,
)

TOTAL = "Tổng cộng"
_FACE = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_A4 = 9


def write_report(path: Path, report: Report) -> None:
    """Write a report to a file; it takes its name when it is whole.

    Raises:
        CannotExport: it cannot be written there; nothing is left.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent) as folder:
            making = Path(folder) / "report.xlsx"
            book = xlsxwriter.Workbook(str(making), {"strings_to_formulas": False})
            with closing(book):
                _Sheet(book, report).write()
            making.replace(path)
    except (OSError, XlsxWriterException) as error:
        raise CannotExport(path, str(error)) from error


class _Sheet:
    """The one sheet of a report."""

    def __init__(self, book: Any, report: Report) -> None:
        self._report = report
        self._sheet = book.add_worksheet("Báo cáo")
        head = {**_FACE, "bold": True, "border": 1, "align": "center", "text_wrap": True}
        cell = {**_FACE, "border": 1}
        looks = {
            "title": {**_FACE, "bold": True, "font_size": 14},
            "said": {**_FACE, "italic": True},
            "head": {**head, "bg_color": "#E8EDF2"},
            "number": {**cell, "italic": True, "align": "center"},
            "name": {**cell, "text_wrap": True, "num_format": "@"},
            "group": {**cell, "bold": True, "bg_color": "#F4F6F8"},
            "count": {**cell, "num_format": "#,##0"},
            "share": {**cell, "num_format": "0.00"},
            "unknown": {**cell, "align": "right", "font_color": "#5B6B7B"},
            "sum_name": {**cell, "bold": True},
            "sum_count": {**cell, "bold": True, "num_format": "#,##0"},
            "sum_share": {**cell, "bold": True, "num_format": "0.00"},
        }
        self._looks = {name: book.add_format(look) for name, look in looks.items()}
        self._next = 0

    def write(self) -> None:
        """Write everything."""
        report, sheet = self._report, self._sheet
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 44)
        sheet.set_column(2, 1 + len(report.columns), 11)
        self._say(f"{TITLES[report.form]} – {report.unit_name}", "title")
        self._say(period_words(report.period), "said")
        self._next += 1
        self._heads()
        self._lines()
        self._say(f"Để riêng, không tính vào số tiếp nhận: {apart_words(report.total)}.", "said")
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _say(self, text: str, look: str) -> None:
        self._sheet.write_string(self._next, 0, text, self._looks[look])
        self._next += 1

    def _heads(self) -> None:
        sheet, head, top = self._sheet, self._looks["head"], self._next
        sheet.merge_range(top, 0, top + 1, 0, "STT", head)
        sheet.merge_range(top, 1, top + 1, 1, BY_TITLES[self._report.by], head)
        columns = list(enumerate(self._report.columns, 2))
        for group, members in groupby(columns, key=lambda each: each[1].group):
            places = [at for at, _ in members]
            if group and len(places) > 1:
                sheet.merge_range(top, places[0], top, places[-1], group, head)
            elif group:
                sheet.write_string(top, places[0], group, head)
        for at, column in columns:
            if column.group:
                sheet.write_string(top + 1, at, column.title, head)
            else:
                sheet.merge_range(top, at, top + 1, at, column.title, head)
        numbers = ["(1)", "(2)", *(column.number for _, column in columns)]
        if any(numbers[2:]):
            for at, number in enumerate(numbers):
                sheet.write_string(top + 2, at, number, self._looks["number"])
        self._next = top + (3 if any(numbers[2:]) else 2)
        sheet.freeze_panes(self._next, 2)
        sheet.repeat_rows(top, self._next - 1)

    def _lines(self) -> None:
        before = ""
        for number, line in enumerate(self._report.lines, 1):
            if line.group and line.group != before:
                self._sheet.write_string(self._next, 0, line.group, self._looks["group"])
                self._next += 1
            before = line.group
            self._sheet.write_number(self._next, 0, number, self._looks["count"])
            self._sheet.write_string(self._next, 1, line.name, self._looks["name"])
            self._figures(line.tally, "")
        self._sheet.write_blank(self._next, 0, None, self._looks["sum_name"])
        self._sheet.write_string(self._next, 1, TOTAL, self._looks["sum_name"])
        self._figures(self._report.total, "sum_")
        self._next += 1

    def _figures(self, tally: Tally, look: str) -> None:
        for at, column in enumerate(self._report.columns, 2):
            self._figure(at, column.value(tally), look)
        self._next += 1

    def _figure(self, at: int, value: Value, look: str) -> None:
        if value is None:
            self._sheet.write_string(self._next, at, "–", self._looks["unknown"])
            return
        kind = "share" if isinstance(value, Decimal) else "count"
        self._sheet.write_number(self._next, at, float(value), self._looks[look + kind])
