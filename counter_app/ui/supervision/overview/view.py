"""The screen "Tổng quan": units as a table, as tiles or as charts; then clerks, then dossiers."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Figure, Period
from counter_app.domain.moments import day_of
from counter_app.services.supervision import ClerkLine, Overview, UnitLine
from counter_app.ui.ports import Memory
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.looks import Button, Label, column, row
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import ValuesTable
from counter_app.ui.supervision.overview.chart_page import ChartPage, ask_where, save_charts
from counter_app.ui.supervision.overview.columns import clerk_columns, row_columns, unit_columns
from counter_app.ui.supervision.overview.ports import OverviewPorts
from counter_app.ui.supervision.overview.presenter import (
    FIGURES,
    ClerksShown,
    OverviewPresenter,
    RowsShown,
)
from counter_app.ui.supervision.overview.tiles import TileGrid
from counter_app.ui.supervision.period import PeriodPicker
from counter_app.ui.supervision.purpose import asked_purpose
from counter_app.ui.words import count_words, number_words

TITLE = "Tổng quan"
MINUTE = 60_000


class Shape(StrEnum):
    """As what the units are shown."""

    TABLE = "table"
    TILES = "tiles"
    CHARTS = "charts"


SHAPE_WORDS = {Shape.TABLE: "Bảng", Shape.TILES: "Ô màu", Shape.CHARTS: "Biểu đồ"}


class OverviewView(ScreenBase):
    """The overview of the units in scope, with its way down."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    journal_wanted = Signal(str)
    """The journals of a unit are asked for, by the unit's code."""

    def __init__(
        self, ports: OverviewPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, parent)
        self._ports = ports
        self.shape = Combo(list(SHAPE_WORDS.items()))
        self.period = PeriodPicker(day_of(ports.now()))
        self.figure = Combo(list(FIGURES))
        self.units = ValuesTable(
            "overview.units",
            unit_columns(ports.now),
            "Chưa có đơn vị nào trong phạm vi. Hãy đồng bộ để nhận nhật ký của các đơn vị.",
            memory=memory,
            noun="đơn vị",
        )
        self.tiles = TileGrid()
        self.charts = ChartPage(ports.run, self.show_trouble)
        self.clerks = ValuesTable(
            "overview.clerks",
            clerk_columns(),
            "Đơn vị này không có hồ sơ nào trong kỳ.",
            memory=memory,
            noun="công chức",
        )
        self.rows = ValuesTable(
            "overview.rows",
            row_columns(ports.now),
            "Không có hồ sơ nào thuộc số liệu này.",
            memory=memory,
        )
        self.total = Label(look="second")
        self.back = Button("Quay lại", "Esc")
        self.save_button = Button("Lưu biểu đồ", "Ctrl+S")
        self.journal = Button("Nhật ký", "F8")
        self.open_button = Button("Mở đơn vị", "F9", look="main")
        self._stack = QStackedWidget()
        self._figures = QWidget()
        self._lay_out()
        period = self.period.period()
        assert period is not None
        self.presenter = OverviewPresenter(ports, self, period)
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self._minute_passed)
        self._connect()
        self._minutes.start()
        self._show_level()

    def _lay_out(self) -> None:
        self.shape.setAccessibleName("Xem dưới dạng")
        self.shape.setMinimumWidth(110)
        self.figure.setAccessibleName("Số liệu nào")
        self.figure.setMinimumWidth(220)
        self.add_top(self.shape, self.period)
        words = Label("Hồ sơ", "second")
        words.setBuddy(self.figure)
        line = row(words, self.figure, 1)
        self._figures.setLayout(line)
        page = QWidget()
        inside = column(self._figures, self.rows)
        inside.setStretchFactor(self.rows, 1)
        page.setLayout(inside)
        self._rows_page = page
        for part in (self.units, self.tiles, self.charts, self.clerks, page):
            self._stack.addWidget(part)
        self.body.addWidget(self.total)
        self.body.addWidget(self._stack, 1)
        self.add_bottom(self.back, self.save_button, self.journal, self.open_button)

    def _connect(self) -> None:
        self.shape.picked.connect(self._pick_shape)
        self.period.changed.connect(self._pick_period)
        self.figure.picked.connect(self._pick_figure)
        self.units.opened.connect(self._open_unit)
        self.tiles.opened.connect(self._open_unit)
        self.clerks.opened.connect(self._open_clerk)
        self.rows.opened.connect(self._open_row)
        self.back.clicked.connect(self._go_back)
        self.journal.clicked.connect(self._ask_journal)
        self.open_button.clicked.connect(self._open_current)
        self.save_button.clicked.connect(self._save_charts)

    # -- what the supervisor does

    def opened(self) -> None:
        """Come to the front: read again."""
        self.period.set_today(day_of(self._ports.now()))
        self.refresh()
        self._take_keyboard()

    def refresh(self) -> None:
        """Something has come or was recorded."""
        self.presenter.refresh()

    def _minute_passed(self) -> None:
        if self.isVisible():
            self.presenter.refresh()

    @Slot(object)
    def _pick_shape(self, shape: Shape) -> None:
        self.presenter.wants_charts = shape is Shape.CHARTS
        if shape is Shape.CHARTS:
            self.presenter.ask_charts()
        self._to_units()

    @Slot(object)
    def _pick_period(self, period: Period) -> None:
        self.notice.clear()
        self.presenter.choose(period)
        self._to_units()

    @Slot(object)
    def _pick_figure(self, figure: Figure) -> None:
        clerk = self.clerks.current()
        if clerk is not None:
            self.presenter.open_clerk(clerk, figure)

    @Slot(object)
    def _open_unit(self, unit: UnitLine) -> None:
        self.presenter.open_unit(unit)

    @Slot(object)
    def _open_clerk(self, clerk: ClerkLine) -> None:
        self.presenter.open_clerk(clerk, self.figure.value())

    @Slot(object)
    def _open_row(self, value: DossierRow) -> None:
        self.dossier_wanted.emit(value.code)

    @Slot()
    def _open_current(self) -> None:
        part = self._stack.currentWidget()
        if part is self.tiles:
            focused = next((tile for tile in self.tiles.tiles if tile.hasFocus()), None)
            if focused is not None:
                self._open_unit(focused.unit)
            return
        table = self.rows if part is self._rows_page else part
        if isinstance(table, ValuesTable) and table.current() is not None:
            table.opened.emit(table.current())

    @Slot()
    def _ask_journal(self) -> None:
        unit = self.presenter.unit or self.units.current()
        if unit is not None:
            self.journal_wanted.emit(unit.code)

    @Slot()
    def _go_back(self) -> None:
        self.presenter.back()
        self._stack.setCurrentWidget(
            self.clerks if self.presenter.unit is not None else self._unit_part()
        )
        self._show_level()
        self._take_keyboard()

    @Slot()
    def _save_charts(self) -> None:
        purpose = asked_purpose(self, "biểu đồ tổng quan")
        path = ask_where(self, "tong-quan.png") if purpose else None
        if path is not None:
            self.save_charts_to(path, purpose)

    def save_charts_to(self, path: Path, purpose: str) -> None:
        """Write the charts to a file, once the purpose is recorded."""
        pdf, now = self.charts.pdf, self._ports.now()

        def write() -> None:
            self._ports.note_export("charts", purpose, now)
            save_charts(pdf, path)

        self._ports.run(write, lambda _: self._saved(path), self.show_trouble)

    def _saved(self, path: Path) -> None:
        self.notice.succeed(f"Đã lưu biểu đồ vào {path}. Mục đích đã được ghi vào nhật ký.")

    # -- what the presenter says

    def show_units(self, shown: Overview, period: Period) -> None:
        """Show the units."""
        is_first = not self.units.model.rows
        self.units.set_rows(shown.units)
        self.tiles.show_units(shown.units)
        total, late = shown.total, Figure.LATE
        parts = (
            count_words(len(shown.units), "đơn vị"),
            f"tiếp nhận {number_words(total.count(Figure.RECEIVED_NOW))}",
            f"đã giải quyết {number_words(total.count(Figure.SOLVED))}"
            f" (quá hạn {number_words(total.count(late))})",
            f"đang giải quyết {number_words(total.count(Figure.IN_PROGRESS))}"
            f" (quá hạn {number_words(total.count(Figure.OVERDUE))})",
        )
        self.total.setText(" · ".join(parts))
        self._show_level()
        if is_first and self.isVisible():
            # An empty table cannot hold the keyboard: it was asked for before there were rows.
            self._take_keyboard()

    def show_clerks(self, shown: ClerksShown) -> None:
        """Show the clerks of a unit."""
        self.clerks.set_rows(shown.lines)
        if self._stack.currentWidget() is not self._rows_page:
            self._stack.setCurrentWidget(self.clerks)
            self._take_keyboard()
        self._show_level()

    def show_rows(self, shown: RowsShown) -> None:
        """Show dossiers."""
        self.rows.set_rows(shown.rows, shown.total)
        was_here = self._stack.currentWidget() is self._rows_page
        self._stack.setCurrentWidget(self._rows_page)
        self._show_level(shown.clerk.name)
        if not was_here:
            self._take_keyboard()

    def show_charts(self, pdf: bytes) -> None:
        """Show the charts."""
        self.charts.show_pdf(pdf)

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or written."""
        self.notice.fail(error)

    # -- which level is to be seen

    def _unit_part(self) -> QWidget:
        parts = {Shape.TABLE: self.units, Shape.TILES: self.tiles, Shape.CHARTS: self.charts}
        return parts[self.shape.value()]

    def _to_units(self) -> None:
        while self.presenter.unit is not None:
            self.presenter.back()
        self._stack.setCurrentWidget(self._unit_part())
        self._show_level()

    def _show_level(self, clerk: str = "") -> None:
        part, unit = self._stack.currentWidget(), self.presenter.unit
        is_charts = part is self.charts
        is_deep = part in (self.clerks, self._rows_page)
        self.back.setVisible(is_deep)
        self.save_button.setVisible(is_charts)
        self.journal.setVisible(not is_charts)
        self.open_button.setVisible(not is_charts)
        words = "Mở công chức" if part is self.clerks else "Mở đơn vị"
        self.open_button.set_words("Mở hồ sơ" if part is self._rows_page else words)
        if part is not self._rows_page:
            self.set_title(unit.name if unit and is_deep else TITLE)
        elif clerk and unit:
            self.set_title(unit.name, clerk)

    def _take_keyboard(self) -> None:
        part = self._stack.currentWidget()
        if part is self.tiles:
            self.tiles.begin()
        elif part is self._rows_page:
            self.rows.setFocus()
        elif part is not None:
            part.setFocus()
