"""The screen "Tổng quan": units as a table, as tiles or as charts; then clerks, then dossiers."""

from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Figure, Period
from counter_app.domain.moments import day_of
from counter_app.domain.report import Report
from counter_app.services.exporting import Taker
from counter_app.services.supervision import ClerkLine, Overview, UnitLine
from counter_app.ui.ports import Memory
from counter_app.ui.shared.chart_page import ChartPage, ask_where
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.looks import Button, Label, column, row
from counter_app.ui.shared.period import PeriodPicker
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import ValuesTable
from counter_app.ui.supervision.overview.columns import (
    LISTED,
    LISTED_WORDS,
    clerk_columns,
    row_columns,
    unit_columns,
)
from counter_app.ui.supervision.overview.figure_table import KEYS, FigureTable
from counter_app.ui.supervision.overview.ports import Listed, OverviewPorts
from counter_app.ui.supervision.overview.presenter import (
    ClerksShown,
    OverviewPresenter,
    RowsShown,
)
from counter_app.ui.supervision.overview.tiles import LEGEND, TileGrid
from counter_app.ui.supervision.purpose import asked_purpose
from counter_app.ui.words import count_words, number_words
from counter_app.ui.words_of_figures import identity_words

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
        self.figure = Combo(LISTED_WORDS)
        self._make_tables(ports, memory)
        self.tiles = TileGrid()
        self.charts = ChartPage(ports.run, self.show_trouble)
        self.total = Label(look="second", wraps=True)
        self.keys = Label(look="second")
        self.back = Button("Quay lại", "Esc")
        self.save_button = Button("Lưu biểu đồ", "Ctrl+S", look="main")
        self.journal = Button("Nhật ký", "F8")
        self.open_button = Button("Mở đơn vị", "F9", look="main")
        self._stack = QStackedWidget()
        self._figures = QWidget()
        self._rows_page = QWidget()
        self._shown: Overview | None = None
        self._lay_out()
        period = self.period.period()
        assert period is not None
        self.presenter = OverviewPresenter(ports, self, period)
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self._minute_passed)
        self._connect()
        self._minutes.start()
        self._show_level()

    def _make_tables(self, ports: OverviewPorts, memory: Memory | None) -> None:
        self.units = FigureTable(
            "overview.units",
            unit_columns(ports.now),
            LISTED,
            "Chưa có đơn vị nào trong phạm vi. Hãy đồng bộ để nhận nhật ký của các đơn vị.",
            memory=memory,
            noun="đơn vị",
        )
        self.clerks = FigureTable(
            "overview.clerks",
            clerk_columns(),
            LISTED,
            "Đơn vị này không có hồ sơ nào trong kỳ. Hãy chọn kỳ khác.",
            memory=memory,
            noun="công chức",
        )
        self.rows = ValuesTable(
            "overview.rows",
            row_columns(ports.now),
            "Không có hồ sơ nào thuộc số liệu này.",
            memory=memory,
        )

    def _lay_out(self) -> None:
        self.shape.setAccessibleName("Xem dưới dạng")
        self.shape.setMinimumWidth(110)
        self.figure.setAccessibleName("Số liệu nào")
        self.figure.setMinimumWidth(260)
        self.add_top(self.shape, self.period)
        words = Label("Hồ sơ", "second")
        words.setBuddy(self.figure)
        self._figures.setLayout(row(words, self.figure, 1))
        inside = column(self._figures, self.rows)
        inside.setStretchFactor(self.rows, 1)
        self._rows_page.setLayout(inside)
        for part in (self.units, self.tiles, self.charts, self.clerks, self._rows_page):
            self._stack.addWidget(part)
        self.body.addWidget(self.total)
        self.body.addWidget(self._stack, 1)
        self.add_bottom_left(self.back, self.keys)
        self.add_bottom(self.journal, self.open_button, self.save_button)

    def _connect(self) -> None:
        self.shape.picked.connect(self._pick_shape)
        self.period.changed.connect(self._pick_period)
        self.figure.picked.connect(self._pick_figure)
        self.units.opened.connect(self._open_unit)
        self.tiles.opened.connect(self._open_tile)
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
        while self.presenter.unit is not None:
            self.presenter.back()
        self._show_level()

    @Slot(object)
    def _pick_period(self, period: Period) -> None:
        self.notice.clear()
        self.presenter.choose(period)

    @Slot(object)
    def _pick_figure(self, figure: Listed) -> None:
        self.presenter.choose_figure(figure)

    @Slot(object)
    def _open_unit(self, unit: UnitLine) -> None:
        if self.units.column_key() == "contact":
            self.journal_wanted.emit(unit.code)
        else:
            self.presenter.open_unit(unit, self.units.listed())

    @Slot(object)
    def _open_tile(self, unit: UnitLine) -> None:
        self.presenter.open_unit(unit)

    @Slot(object)
    def _open_clerk(self, clerk: ClerkLine) -> None:
        self.presenter.open_clerk(clerk, self.clerks.listed() or Figure.RECEIVED)

    @Slot(object)
    def _open_row(self, value: DossierRow) -> None:
        self.dossier_wanted.emit(value.code)

    @Slot()
    def _open_current(self) -> None:
        part = self._stack.currentWidget()
        if part is self.tiles:
            focused = next((tile for tile in self.tiles.tiles if tile.hasFocus()), None)
            if focused is not None:
                self._open_tile(focused.unit)
            return
        table = self.rows if part is self._rows_page else part
        if isinstance(table, ValuesTable) and table.current() is not None:
            table.opened.emit(table.current())

    @Slot()
    def _ask_journal(self) -> None:
        focused = next((tile.unit for tile in self.tiles.tiles if tile.hasFocus()), None)
        unit = self.presenter.unit or focused or self.units.current()
        if unit is not None:
            self.journal_wanted.emit(unit.code)

    @Slot()
    def _go_back(self) -> None:
        self.presenter.back()
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
        taker = Taker(self._ports.current_clerk(), self._ports.now(), purpose)

        def write() -> None:
            self._ports.export_charts(self.charts.content(path), path, taker)

        self._ports.run(write, lambda _: self._saved(path), self.show_trouble)

    def _saved(self, path: Path) -> None:
        self.notice.succeed(f"Đã lưu biểu đồ vào {path}. Mục đích đã được ghi vào nhật ký.")

    # -- what the presenter says

    def show_units(self, shown: Overview, period: Period) -> None:
        """Show the units."""
        is_first = not self.units.model.rows
        self._shown = shown
        self.units.set_rows(shown.units)
        self.tiles.show_units(shown.units)
        self._show_level()
        if is_first and self.isVisible():
            # An empty table cannot hold the keyboard: it was asked for before there were rows.
            self._take_keyboard()

    def show_clerks(self, shown: ClerksShown) -> None:
        """Show the clerks of a unit."""
        self.clerks.set_rows(shown.lines)
        if self.presenter.figure is None:
            self._show_level()

    def show_rows(self, shown: RowsShown) -> None:
        """Show dossiers."""
        self.figure.set_value(shown.figure)
        self.rows.set_rows(shown.rows, shown.total)
        self._show_level()

    def show_charts(self, report: Report) -> None:
        """Show the charts of a report."""
        self.charts.show_charts(partial(self._ports.charts, report))

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or written."""
        self.notice.fail(error)

    # -- which level is to be seen

    def _part(self) -> QWidget:
        """Return what belongs on the screen, as deep as the supervisor has gone."""
        if self.presenter.unit is None:
            parts = {Shape.TABLE: self.units, Shape.TILES: self.tiles, Shape.CHARTS: self.charts}
            return parts[self.shape.value()]
        return self.clerks if self.presenter.figure is None else self._rows_page

    def _show_level(self) -> None:
        part, unit, clerk = self._part(), self.presenter.unit, self.presenter.clerk
        was_here = self._stack.currentWidget() is part
        self._stack.setCurrentWidget(part)
        is_charts = part is self.charts
        self.back.setVisible(unit is not None)
        self.save_button.setVisible(is_charts)
        self.journal.setVisible(not is_charts)
        self.open_button.setVisible(not is_charts)
        self.open_button.set_words("Mở hồ sơ" if part is self._rows_page else "Mở")
        self.keys.setText(self._keys_of(part))
        self.total.setText(self._sum_words())
        everyone = "mọi công chức" if part is self._rows_page else ""
        self.set_title(unit.name if unit else TITLE, clerk.name if clerk else everyone)
        if not was_here and unit is not None:
            self._take_keyboard()

    def _keys_of(self, part: QWidget) -> str:
        if part in (self.units, self.clerks):
            return KEYS
        return LEGEND if part is self.tiles else ""

    def _sum_words(self) -> str:
        """Return the identity of what is shown, as it was checked, and what of it is late."""
        unit, shown = self.presenter.unit, self._shown
        if shown is None:
            return ""
        tally = unit.tally if unit else shown.total
        silent = sum(each.is_silent for each in shown.units)
        late, overdue = (number_words(tally.count(f)) for f in (Figure.LATE, Figure.OVERDUE))
        parts = [
            "" if unit else count_words(len(shown.units), "đơn vị"),
            identity_words(tally),
            f"quá hạn: đã xong {late}, còn lại {overdue}",
            f"{number_words(silent)} đơn vị im lặng" if silent and unit is None else "",
        ]
        return " · ".join(filter(None, parts))

    def _take_keyboard(self) -> None:
        part = self._stack.currentWidget()
        if part is self.tiles:
            self.tiles.begin()
        elif part is self._rows_page:
            self.rows.setFocus()
        elif part is not None:
            part.setFocus()
