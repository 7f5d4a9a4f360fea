"""The table of a report: the form's columns with their numbers, one cell of which is current."""

from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from counter_app.domain.report import BY_TITLES, Report, ReportColumn, ReportLine, value_words
from counter_app.ui.shared.table import Column, ValuesTable

NAME_WIDTH, FIGURE_WIDTH, WIDE_FIGURE, MANY = 180, 84, 98, 12
HEAD_LINES, HEAD_PADDING = 3, 14
_LATE = frozenset({"late", "late_apologised", "late_silent", "overdue", "due_late", "due_open"})


class ReportTable(QWidget):
    """Shows a report; ``opened`` tells which figure was opened with Enter or a double click."""

    opened = Signal(object, object)
    """A figure was opened: its :class:`ReportColumn`, and its line, or None for the sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._shape: object = None
        self.table: ValuesTable | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_report(self, report: Report) -> None:
        """Show a report; the current cell stays where it was."""
        self._report = report
        if self._shape != (report.form, report.by):
            self._shape = (report.form, report.by)
            self._make(report)
        assert self.table is not None
        at = self.table.view.currentIndex()
        place = (max(0, at.row()), max(1, at.column()))
        rows = list(report.lines)
        self.table.set_rows([*rows, _total(report)] if rows else [])
        if rows:
            row = min(place[0], len(rows))
            self.table.view.setCurrentIndex(self.table.model.index(row, place[1]))

    def _make(self, report: Report) -> None:
        had_focus = self.table is not None and self.table.view.hasFocus()
        if self.table is not None:
            self._box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        words = "Không có hồ sơ nào trong kỳ này. Hãy chọn kỳ khác."
        table = ValuesTable("figures", _columns(report), words, noun="dòng", sorts_itself=False)
        table.count_label.hide()
        view, header = table.view, table.view.horizontalHeader()
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        header.setSectionsClickable(False)
        header.setSortIndicatorShown(False)
        # The style sheet has heads of one line in mind.
        header.setFixedHeight(HEAD_LINES * header.fontMetrics().lineSpacing() + HEAD_PADDING)
        table.opened.connect(self._open)
        self.table = table
        self._box.addWidget(table)
        self.setFocusProxy(table)
        if had_focus:
            table.setFocus()

    @Slot(object)
    def _open(self, line: ReportLine) -> None:
        report, table = self._report, self.table
        if report is None or table is None:
            return
        at = table.view.currentIndex().column() - 1
        if at >= 0:
            self.opened.emit(report.columns[at], None if line.key == TOTAL_KEY else line)


TOTAL_KEY = "\0"
"""No unit, field, procedure or clerk is called so."""


def _total(report: Report) -> ReportLine:
    return ReportLine(TOTAL_KEY, "Tổng cộng", "", report.total)


def _columns(report: Report) -> list[Column]:
    name = Column(
        "name",
        f"{BY_TITLES[report.by]}",
        lambda line: line.name,
        NAME_WIDTH,
        tone=lambda line: "text" if line.key == TOTAL_KEY else "",
        tip=lambda line: " · ".join(filter(None, (line.group, line.name))),
        stretches=True,
    )
    return [name, *_figures(report)]


def _figures(report: Report) -> list[Column]:
    width = FIGURE_WIDTH if len(report.columns) < MANY else WIDE_FIGURE
    made = []
    for group, members in groupby(report.columns, key=lambda each: each.group):
        for place, column in enumerate(members):
            made.append(_figure(column, " " if place else _SHORT.get(group, group), width))
    return made


_SHORT = {
    "Hồ sơ tiếp nhận": "ĐÃ NHẬN",
    "Hồ sơ đã giải quyết": "ĐÃ XONG",
    "Hồ sơ đang giải quyết": "CÒN LẠI",
    "Để riêng": "ĐỂ RIÊNG",
    "Hồ sơ đến hạn trong kỳ": "ĐẾN HẠN",
    "Mức độ hài lòng": "HÀI LÒNG",
}
_TITLES = {
    "Trong kỳ: trực tuyến": "Qua mạng",
    "Trực tuyến": "Qua mạng",
    "Trong kỳ: trực tiếp, bưu chính": "Trực tiếp",
    "Từ kỳ trước": "Kỳ trước",
    "Phi địa giới": "Nơi khác",
    "Quá hạn, có xin lỗi": "Trễ có thư",
    "Quá hạn, chưa xin lỗi": "Trễ chưa thư",
    "Quá hạn, chưa xong": "Còn trễ",
    "Không tiếp nhận": "Không nhận",
    "Chờ tiếp nhận": "Chờ nhận",
    "Nộp phí trực tuyến": "Phí mạng",
    "Nộp phí trực tuyến, %": "Phí mạng",
    "Xong trong ngày, %": "Trong ngày",
    "Nộp trực tuyến, %": "Qua mạng",
    "Rất hài lòng, %": "Rất",
    "Hài lòng, %": "Hài lòng",
    "Chưa hài lòng, %": "Chưa",
}
"""Titles for a narrow head; the whole one stands in the tooltip of the cells."""


def _figure(column: ReportColumn, group: str, width: int) -> Column:
    title = _TITLES.get(column.title, column.title.removesuffix(", %"))
    unit = "%" if title != column.title and column.share_of else " "
    return Column(
        column.key,
        f"{group}\n{title}\n{column.number or unit}",
        lambda line: value_words(column.value(line.tally)),
        width,
        tone=partial(_tone, column),
        tip=partial(_tip, column),
        at_right=True,
    )


def _tone(column: ReportColumn, line: ReportLine) -> str:
    if column.key in _LATE and column.figure and line.tally.count(column.figure):
        return "overdue"
    return "text" if line.key == TOTAL_KEY else ""


def _tip(column: ReportColumn, line: ReportLine) -> str:
    words = " · ".join(filter(None, (line.name, column.group, column.title)))
    if column.figure is None:
        return f"{words}: chương trình không có số liệu này"
    return f"{words}: {value_words(column.value(line.tally))}. Enter để xem các hồ sơ."
