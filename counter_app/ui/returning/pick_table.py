"""A table in which rows are ticked and one text is typed beside each, all by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from counter_app.ui.shared.table import ROW_HEIGHT, Column
from counter_app.ui.theme import code_face, colour, face, larger

Index = QModelIndex | QPersistentModelIndex
CHECK_WIDTH = 40


@dataclass
class _Row:
    """A frozen value with what the clerk does to its row."""

    value: Any
    is_ticked: bool = False
    text: str = ""
    is_wrong: bool = False


class PickModel(QAbstractTableModel):
    """Values with a tick in front and a typed text behind; a row is known by its code."""

    ticked = Signal()
    """A row was ticked, or its tick taken away."""

    def __init__(
        self, columns: Sequence[Column], text_title: str, *, has_ticks: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[_Row] = []
        self._text_title, self._has_ticks = text_title, has_ticks
        self._bold, self._code = face(larger(13), bold=True), code_face(larger(13))

    @property
    def first_value(self) -> int:
        """The column of the first value: behind the ticks, if there are any."""
        return 1 if self._has_ticks else 0

    @property
    def text_column(self) -> int:
        """The column in which one types; none stands behind the last value."""
        return self.first_value + len(self.columns)

    def set_values(self, values: Sequence[Any]) -> None:
        """Show these values; ticks and texts of those that were here stay."""
        kept = {row.value.code: row for row in self.rows}
        self.beginResetModel()
        self.rows = []
        for value in values:
            row = kept.get(value.code, _Row(value))
            row.value = value
            self.rows.append(row)
        self.endResetModel()
        self.ticked.emit()

    def place_of(self, code: str) -> int:
        """Return the row with a code, or -1."""
        places = (at for at, row in enumerate(self.rows) if row.value.code == code)
        return next(places, -1)

    def tick(self, at: int, is_ticked: bool | None = None) -> None:
        """Tick a row, take the tick away, or turn it round."""
        row = self.rows[at]
        row.is_ticked = not row.is_ticked if is_ticked is None else is_ticked
        self._tell(at)
        self.ticked.emit()

    def set_text(self, at: int, text: str) -> None:
        """Write a text beside a row, which is then meant."""
        row = self.rows[at]
        row.text, row.is_wrong = text.strip(), False
        if row.text:
            row.is_ticked = True
        self._tell(at)
        self.ticked.emit()

    def mark_wrong(self, codes: Sequence[str]) -> None:
        """Mark the rows beside which something is missing."""
        for at, row in enumerate(self.rows):
            row.is_wrong = row.value.code in codes
            self._tell(at)

    def _tell(self, at: int) -> None:
        self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many columns there are."""
        if parent.isValid():
            return 0
        return self.text_column + (1 if self._text_title else 0)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == self.text_column:
            return self._text_title
        at = section - self.first_value
        return self.columns[at].title if at >= 0 else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the tick be clicked and the text be typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == self.text_column:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._has_ticks and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row, at = self.rows[index.row()], index.column() - self.first_value
        if at < 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.is_ticked else Qt.CheckState.Unchecked
            return None
        if index.column() == self.text_column:
            return self._text_data(row, role)
        column = self.columns[at]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row.value)
            case Qt.ItemDataRole.ForegroundRole:
                tone = column.tone(row.value) if column.tone else ""
                return colour(tone) if tone else None
            case Qt.ItemDataRole.FontRole:
                return self._code if column.is_code else None
        return None

    def _text_data(self, row: _Row, role: int) -> Any:
        is_missing = row.is_wrong and not row.text
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "▲ còn thiếu" if is_missing else row.text
            case Qt.ItemDataRole.EditRole:
                return row.text
            case Qt.ItemDataRole.ForegroundRole:
                return colour("overdue") if is_missing else None
            case Qt.ItemDataRole.FontRole:
                return self._bold if is_missing else self._code
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick or a text."""
        if role == Qt.ItemDataRole.CheckStateRole:
            self.tick(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole:
            self.set_text(index.row(), str(value))
        else:
            return False
        return True


class PickTable(QTableView):
    """Shows a :class:`PickModel`: Space ticks, letters and digits are typed beside the row."""

    dropped = Signal(str)
    """Delete was pressed on a row: its code."""

    def __init__(
        self,
        columns: Sequence[Column],
        text_title: str,
        *,
        has_ticks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = PickModel(columns, text_title, has_ticks=has_ticks, parent=self)
        self.setModel(self.rows)
        self._waiting: Sequence[Any] | None = None
        self._stretching = next((i for i, c in enumerate(columns) if c.stretches), 0)
        self._has_ticks = has_ticks
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(larger(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(False)
        self._set_widths()

    def _set_widths(self) -> None:
        if self._has_ticks:
            self.setColumnWidth(0, larger(CHECK_WIDTH))
        for at, column in enumerate(self.rows.columns):
            self.setColumnWidth(at + self.rows.first_value, larger(column.width))
        if self.rows.columnCount() > self.rows.text_column:
            self.setColumnWidth(self.rows.text_column, larger(166))

    def set_values(self, values: Sequence[Any]) -> None:
        """Show these values; the current row stays the current one.

        While somebody types beside a row, the values wait: no half-typed number is lost because
        something was recorded elsewhere.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            self._waiting = values
            return
        self._waiting = None
        code = self.current_code()
        self.rows.set_values(values)
        if code:
            self.go_to(code)

    def current_code(self) -> str:
        """Return the code of the current row, or an empty text."""
        at = self.currentIndex().row()
        return str(self.rows.rows[at].value.code) if 0 <= at < len(self.rows.rows) else ""

    def go_to(self, code: str) -> bool:
        """Make the row with a code the current one, ready to be typed beside; no if it is gone."""
        at = self.rows.place_of(code)
        if at < 0:
            return False
        last = min(self.rows.text_column, self.rows.columnCount() - 1)
        self.setCurrentIndex(self.rows.index(at, last))
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Show what has been waiting for the end of typing."""
        super().closeEditor(editor, hint)
        if self._waiting is not None:
            self.set_values(self._waiting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, take away with Delete, and type beside the row from any column."""
        at = self.currentIndex().row()
        if at < 0:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Space and self._has_ticks:
            self.rows.tick(at)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(self.current_code())
        else:
            if event.text().isprintable() and event.text():
                self.go_to(self.current_code())
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give one column the room that is left."""
        super().resizeEvent(event)
        self._stretch()

    @Slot()
    def _stretch(self) -> None:
        at = self._stretching + self.rows.first_value
        count = self.rows.columnCount()
        others = sum(self.columnWidth(i) for i in range(count) if i != at)
        width = max(
            larger(self.rows.columns[self._stretching].width), self.viewport().width() - others
        )
        self.setColumnWidth(at, width)
