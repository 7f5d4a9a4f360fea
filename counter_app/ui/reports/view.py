"""The screen "Sổ, báo cáo": a list of the register, its export, and the way for an older one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.services.acting import looks_only
from counter_app.services.counter import ClockBehind
from counter_app.services.exporting import ExportKind
from counter_app.services.register import ExportProgress
from counter_app.ui.dossiers.paged_table import PagedTable
from counter_app.ui.figures.page import TITLE as FIGURES_TITLE
from counter_app.ui.figures.page import FiguresPage
from counter_app.ui.ports import Memory
from counter_app.ui.reports.columns import columns_of
from counter_app.ui.reports.filters import Filters
from counter_app.ui.reports.import_page import ImportPage
from counter_app.ui.reports.ports import ReportPorts
from counter_app.ui.reports.presenter import ReportPresenter, usual_unit
from counter_app.ui.shared.looks import Button, Label, column, row
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.saving import ask_export_place
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.supervision.purpose import with_purpose
from counter_app.ui.words import count_words, number_words

TITLE = "Sổ, báo cáo"
_EMPTY = {
    RegisterKind.REGISTER: "Không có hồ sơ nào trong khoảng này. Hãy chọn thời gian khác.",
    RegisterKind.RECEIPTS: "Chưa tiếp nhận hồ sơ nào trong khoảng này.",
    RegisterKind.LATE: "Không có hồ sơ nào quá hạn trong khoảng này.",
}


class ReportsView(ScreenBase):
    """Lists of the register, to look at and to export; an older register is brought over here."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(
        self, ports: ReportPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, parent)
        self._ports = ports
        unit = usual_unit(ports)
        self.filters = Filters(day_of(ports.now()), unit)
        self.tables = {
            kind: PagedTable(
                f"reports.{kind}" + (".units" if unit is None else ""),
                columns_of(kind, ports.now, of_units=unit is None),
                _EMPTY[kind],
                memory=memory,
            )
            for kind in RegisterKind
        }
        self._lists = QStackedWidget()
        self._progress_words = Label(look="second")
        self._progress = QProgressBar()
        self.cancel = Button("Hủy", "Esc")
        self._progress_row = QWidget()
        self.old = Button("Nhập sổ cũ…", "F4")
        self.pdf = Button("Xuất PDF", "F8")
        self.excel = Button("Xuất Excel", "F9", look="main")
        self._lists_page = QWidget()
        self.importing = ImportPage(ports, memory)
        self.report = Button("Báo cáo…", "F6")
        self.figures = FiguresPage(ports.figures, self.notice, memory)
        self._stack = QStackedWidget()
        self._lay_out()
        self.presenter = ReportPresenter(ports, self)
        self._connect()
        self.show_progress(None)
        self._show_buttons()

    def _lay_out(self) -> None:
        for table in self.tables.values():
            table.view.horizontalHeader().setSectionsClickable(False)
            table.view.horizontalHeader().setSortIndicatorShown(False)
            self._lists.addWidget(table)
        self._progress.setTextVisible(False)
        self._progress_row.setLayout(row(self._progress_words, self._progress, self.cancel))
        page = column(self.filters, self._lists, self._progress_row)
        page.setStretchFactor(self._lists, 1)
        self._lists_page.setLayout(page)
        self._stack.addWidget(self._lists_page)
        self._stack.addWidget(self.importing)
        self._stack.addWidget(self.figures)
        self.body.addWidget(self._stack, 1)
        self.add_bottom_left(self.importing.back, self.figures.back)
        self.add_bottom(self.old, self.report, self.pdf, self.excel)
        self.add_bottom(self.importing.choose, self.importing.bring)
        self.add_bottom(self.figures.save_charts, self.figures.to_charts)
        self.add_bottom(self.figures.pdf, self.figures.excel)

    def _connect(self) -> None:
        self.filters.changed.connect(self._choose)
        for table in self.tables.values():
            table.rows_wanted.connect(self._fetch)
            table.opened.connect(self._open)
        self.excel.clicked.connect(lambda: self._ask_where(ExportKind.EXCEL))
        self.pdf.clicked.connect(lambda: self._ask_where(ExportKind.PDF))
        self.cancel.clicked.connect(lambda: self.presenter.cancel())
        self.old.clicked.connect(self._begin_import)
        self.importing.back.clicked.connect(self._to_lists)
        self.importing.notice_wanted.connect(self._say_refused)
        self.importing.quiet_wanted.connect(self.notice.clear)
        self.importing.done.connect(self._imported)
        self.report.clicked.connect(self._begin_figures)
        self.figures.left.connect(self._to_lists)
        self.figures.title_changed.connect(self.set_title)
        self.figures.dossier_wanted.connect(self.dossier_wanted)

    # -- what the clerk does

    def opened(self) -> None:
        """Come to the front: the list is read again."""
        self.filters.set_today(day_of(self._ports.now()))
        self.refresh()
        if self._is_list:
            self.filters.kind.setFocus()

    def refresh(self) -> None:
        """Something was recorded."""
        if self._is_list:
            self.presenter.refresh()
        elif self._stack.currentWidget() is self.figures:
            self.figures.refresh()

    @property
    def table(self) -> PagedTable:
        """The table of the list that is shown."""
        return self.tables[self.presenter.ask.kind]

    @property
    def _is_list(self) -> bool:
        return self._stack.currentWidget() is self._lists_page

    @Slot(object)
    def _choose(self, ask: RegisterAsk) -> None:
        self.notice.clear()
        self._lists.setCurrentWidget(self.tables[ask.kind])
        self.tables[ask.kind].to_top()
        self.presenter.choose(ask)

    @Slot(int)
    def _fetch(self, row_number: int) -> None:
        self.presenter.fetch(row_number)

    @Slot(object)
    def _open(self, line: RegisterRow) -> None:
        self.dossier_wanted.emit(line.code)

    def _ask_where(self, kind: ExportKind) -> None:
        path = ask_export_place(self, kind, self.presenter.file_name(kind))
        if path is not None:
            self.notice.clear()
            self._export(partial(self.presenter.export, kind, path))

    def _export(self, do: Callable[[str], None]) -> None:
        with_purpose(self._ports.current_clerk(), self, "register", do)

    @Slot()
    def _begin_import(self) -> None:
        self.notice.clear()
        self._stack.setCurrentWidget(self.importing)
        self.set_title("Nhập sổ cũ")
        self._show_buttons()
        self.importing.begin()

    @Slot()
    def _to_lists(self) -> None:
        self.notice.clear()
        self._stack.setCurrentWidget(self._lists_page)
        self.set_title(TITLE)
        self._show_buttons()
        self.opened()

    @Slot()
    def _begin_figures(self) -> None:
        self.notice.clear()
        self._stack.setCurrentWidget(self.figures)
        self.set_title(FIGURES_TITLE)
        self._show_buttons()
        self.figures.begin()

    @Slot(str)
    def _imported(self, words: str) -> None:
        self._to_lists()
        self.notice.succeed(words)

    @Slot(object)
    def _say_refused(self, error: CounterError) -> None:
        actions = []
        if isinstance(error, ClockBehind):
            sure = self.importing.presenter.confirm_clock
            actions.append(Action("Giờ máy đúng, làm tiếp", sure, is_main=True))
        self.notice.fail(error, *actions)

    def _show_buttons(self) -> None:
        importing, figures = self.importing, self.figures
        shown: dict[QWidget, tuple[Button, ...]] = {
            self._lists_page: (self.report, self.pdf, self.excel),
            importing: (importing.back, importing.choose, importing.bring),
            figures: (figures.back, figures.to_charts, figures.pdf, figures.excel),
        }
        for page, buttons in shown.items():
            for button in buttons:
                button.setVisible(page is self._stack.currentWidget())
        figures.save_charts.hide()
        self.old.setVisible(self._is_list and not looks_only(self._ports.current_clerk()))

    # -- what the presenter says

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""
        return self.table.visible_rows()

    def show_choices(self, fields: tuple[str, ...], units: tuple[tuple[str, str], ...]) -> None:
        """Offer the fields that there are, and the units."""
        self.filters.set_fields(fields)
        self.filters.set_units(units)

    def show_list(self, total: int, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        """Show a list of so many lines."""
        self.table.show_list(total, offset, rows)
        for button in (self.excel, self.pdf):
            button.setEnabled(total > 0 and not self.presenter.is_exporting)

    def show_rows(self, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        """Put lines into their places."""
        self.table.paged.show_rows(offset, rows)

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong."""
        self.notice.fail(error)

    def show_progress(self, progress: ExportProgress | None) -> None:
        """Show how far an export is; the buttons of exports wait for its end."""
        self._progress_row.setVisible(progress is not None)
        for button in (self.excel, self.pdf, self.old):
            button.setEnabled(progress is None)
        if progress is not None:
            words = f"Đang xuất {number_words(progress.done)}/{count_words(progress.count)}"
            self._progress_words.setText(words if progress.count else "Đang chuẩn bị…")
            self._progress.setRange(0, progress.count)
            self._progress.setValue(progress.done)

    def show_exported(self, path: Path, count: int) -> None:
        """Say that a file is there, and offer its folder."""
        self.notice.succeed(
            f"Đã xuất {count_words(count)} ra tệp {path.name}.",
            Action("Mở tệp", lambda: _show(path)),
            Action("Mở thư mục", lambda: _show(path.parent), is_main=True),
        )

    def show_cancelled(self) -> None:
        """Say that an export was stopped."""
        self.notice.warn("Đã hủy xuất; không có tệp nào được ghi.")


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
