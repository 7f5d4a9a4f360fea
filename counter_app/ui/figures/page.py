"""The page "Báo cáo": a report of a period, and behind every figure its dossiers."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.domain.report import Report, ReportColumn, ReportLine, apart_words
from counter_app.services.exporting import ExportKind, Taker
from counter_app.ui.dossiers.paged_table import PagedTable
from counter_app.ui.figures.filters import ReportFilters
from counter_app.ui.figures.ports import FigurePorts
from counter_app.ui.figures.presenter import BehindLine, FigurePresenter, ReportAsk
from counter_app.ui.figures.table import ReportTable
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Memory
from counter_app.ui.shared.chart_page import ChartPage, ask_where
from counter_app.ui.shared.looks import Button, Label, column
from counter_app.ui.shared.notice import Action, NoticeBar
from counter_app.ui.shared.saving import ask_export_place
from counter_app.ui.shared.spans import moment_or_day
from counter_app.ui.shared.table import Column
from counter_app.ui.supervision.purpose import with_purpose
from counter_app.ui.words import format_moment
from counter_app.ui.words_of_figures import identity_words

TITLE = "Báo cáo"
_NO_DOSSIERS = "Không còn hồ sơ nào ở con số này."


class FiguresPage(QWidget):
    """Shows reports; its buttons and its notices stand on the screen it is part of."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    left = Signal()
    """Back to the registers."""

    title_changed = Signal(str)
    """The page shows something else: its title."""

    def __init__(
        self,
        ports: FigurePorts,
        notice: NoticeBar,
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._notice = ports, notice
        self.filters = ReportFilters(day_of(ports.now()))
        self.summary = Label(look="second", wraps=True)
        self.table = ReportTable()
        self.behind = PagedTable("figures.behind", _columns(), _NO_DOSSIERS, memory=memory)
        self.charts = ChartPage(ports.run, self.show_trouble)
        self.back = Button("Quay lại", "Esc")
        self.to_charts = Button("Biểu đồ", "F7")
        self.save_charts = Button("Lưu biểu đồ", "Ctrl+S")
        self.pdf = Button("Xuất PDF", "F8")
        self.excel = Button("Xuất Excel", "F9", look="main")
        self.presenter = FigurePresenter(ports, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        header = self.behind.view.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSortIndicatorShown(False)
        self._report_page = QWidget()
        self._shapes = QStackedWidget()
        for part in (self.table, self.charts):
            self._shapes.addWidget(part)
        page = column(self.filters, self.summary, self._shapes)
        page.setStretchFactor(self._shapes, 1)
        self._report_page.setLayout(page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._report_page)
        self._stack.addWidget(self.behind)
        self.setLayout(column(self._stack))

    def _connect(self) -> None:
        self.filters.changed.connect(self._choose)
        self.table.opened.connect(self._open)
        self.behind.rows_wanted.connect(self._fetch)
        self.behind.opened.connect(self._open_dossier)
        self.back.clicked.connect(self._go_back)
        self.pdf.clicked.connect(lambda: self._ask_where(ExportKind.PDF))
        self.excel.clicked.connect(lambda: self._ask_where(ExportKind.EXCEL))
        self.to_charts.clicked.connect(self._switch)
        self.save_charts.clicked.connect(self._ask_charts)

    # -- what people do

    def begin(self) -> None:
        """Come to the front: the report is made again."""
        self.filters.set_today(day_of(self._ports.now()))
        self.presenter.load_units()
        self._to_report()
        ask = self.filters.ask()
        if ask is not None:
            self.presenter.choose(ask)
        self.filters.form.setFocus()

    def refresh(self) -> None:
        """Something was recorded: a report in sight is made again, a list of dossiers stays."""
        if self._is_report:
            self.presenter.refresh()

    @property
    def _is_report(self) -> bool:
        return self._stack.currentWidget() is self._report_page

    @Slot(object)
    def _choose(self, ask: ReportAsk) -> None:
        self._notice.clear()
        self.presenter.choose(ask)

    @Slot(object, object)
    def _open(self, chosen: ReportColumn, line: ReportLine | None) -> None:
        self.presenter.open(chosen, line)

    @Slot(int)
    def _fetch(self, row_number: int) -> None:
        self.presenter.fetch(row_number)

    @Slot(object)
    def _open_dossier(self, line: BehindLine) -> None:
        if line.code:
            self.dossier_wanted.emit(line.code)

    @Slot()
    def _switch(self) -> None:
        """Show the charts in place of the table, or the table again."""
        self._notice.clear()
        self._show_shape(self.table if self._has_charts else self.charts)

    def _show_shape(self, part: QWidget) -> None:
        self._shapes.setCurrentWidget(part)
        self.to_charts.set_words("Bảng số" if self._has_charts else "Biểu đồ")
        self._show_buttons()
        part.setFocus()

    @property
    def _has_charts(self) -> bool:
        return self._shapes.currentWidget() is self.charts

    @Slot()
    def _go_back(self) -> None:
        self._notice.clear()
        if self._is_report and self._has_charts:
            self._switch()
        elif self._is_report:
            self.left.emit()
        else:
            self.presenter.close()
            self._to_report()
            self.table.setFocus()

    def _to_report(self) -> None:
        self._stack.setCurrentWidget(self._report_page)
        self._show_buttons()
        self.title_changed.emit(TITLE)

    def _show_buttons(self) -> None:
        """Offer what can be done with what is to be seen."""
        has_report = self._is_report and self.presenter.report is not None
        for button in (self.pdf, self.excel, self.to_charts, self.save_charts):
            button.setEnabled(has_report)
        if self.save_charts.parent() is not None:
            self.save_charts.setVisible(self._is_report and self._has_charts)

    def _ask_where(self, kind: ExportKind) -> None:
        path = ask_export_place(self, kind, self.presenter.file_name(kind))
        if path is not None:
            self._notice.clear()
            self._export(partial(self.presenter.export, kind, path))

    @Slot()
    def _ask_charts(self) -> None:
        path = ask_where(self, "bieu-do.png")
        if path is not None:
            self._notice.clear()
            do = partial(self.save_charts_to, path)
            with_purpose(self._ports.current_clerk(), self, "charts", do)

    def save_charts_to(self, path: Path, purpose: str) -> None:
        """Write the charts to a file; a supervisor has said what for."""
        taker = Taker(self._ports.current_clerk(), self._ports.now(), purpose)

        def write() -> None:
            self._ports.export_charts(self.charts.content(path), path, taker)

        self._ports.run(write, lambda _: self.show_exported(path), self.show_trouble)

    def _export(self, do: Callable[[str], None]) -> None:
        with_purpose(self._ports.current_clerk(), self, "figures", do)

    # -- what the presenter says

    def visible_rows(self) -> tuple[int, int]:
        """Return the first dossier in sight and how many there are."""
        return self.behind.visible_rows()

    def show_units(self, units: tuple[tuple[str, str], ...]) -> None:
        """Offer the units of which there are reports."""
        self.filters.set_units(units)

    def show_report(self, report: Report) -> None:
        """Show a report."""
        self.table.show_report(report)
        self.charts.show_charts(partial(self._ports.charts, report))
        self.summary.setText(summary_of(report))
        self._show_buttons()

    def show_behind(
        self, title: str, total: int, offset: int, lines: tuple[BehindLine, ...]
    ) -> None:
        """Show what is behind a figure."""
        self.behind.show_list(total, offset, lines)
        self.behind.to_top()
        self._stack.setCurrentWidget(self.behind)
        self._show_buttons()
        self.title_changed.emit(title)
        self.behind.setFocus()

    def show_lines(self, offset: int, lines: tuple[BehindLine, ...]) -> None:
        """Put lines into their places."""
        self.behind.paged.show_rows(offset, lines)

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong."""
        self._notice.fail(error)

    def show_exporting(self, *, is_busy: bool) -> None:
        """Hold the buttons of exports while one is under way."""
        for button in (self.pdf, self.excel):
            button.setEnabled(not is_busy and self._is_report)

    def show_exported(self, path: Path) -> None:
        """Say that a file is there, and offer it."""
        self._notice.succeed(
            f"Đã xuất báo cáo ra tệp {path.name}.",
            Action("Mở tệp", lambda: _show(path)),
            Action("Mở thư mục", lambda: _show(path.parent), is_main=True),
        )


def summary_of(report: Report) -> str:
    """Return for which moment a report is told, its identity, and what is kept apart."""
    told = "Kỳ đang chạy, tính đến" if report.is_running else "Tính đến cuối kỳ,"
    return (
        f"{told} {format_moment(report.as_of)}. {identity_words(report.total, report.form)}. "
        f"Để riêng: {apart_words(report.total)}. "
        "Chọn một con số rồi bấm Enter để xem các hồ sơ của con số đó."
    )


def _columns() -> list[Column]:
    return [
        Column("code", "Mã hồ sơ", lambda r: r.code or "(chưa tiếp nhận)", 190, is_code=True),
        Column("procedure", "Tên TTHC", lambda r: r.procedure, 180, stretches=True),
        Column("applicant", "Tổ chức, cá nhân", lambda r: said_name(r.applicant), 160),
        Column("received", "Nhận", lambda r: moment_or_day(r.received_at), 148, at_right=True),
        Column("due", "Hẹn trả", lambda r: moment_or_day(r.due_at), 148, at_right=True),
        Column("solved", "Có kết quả", lambda r: moment_or_day(r.solved_at), 148, at_right=True),
        Column("state", "Nay", lambda r: r.state, 150),
    ]


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
