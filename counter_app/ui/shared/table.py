"""Tables: frozen values in rows, sortable columns whose widths are remembered, a count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.plain_text import fold
from counter_app.ui.ports import Memory, ShortMemory
from counter_app.ui.shared.looks import Label, set_look
from counter_app.ui.theme import code_face, colour, face, larger
from counter_app.ui.words import count_words

ROW_HEIGHT = 32
LETTERS = 13
_NEAR_END = 40

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """A column: its title, and how a row's cell reads.

    ``tone`` names a colour token for a cell (``overdue``) or is empty; such a cell stands out
    in bold. ``sort_by`` gives what the column is ordered by if that is not its text. Dates are
    right-aligned (``at_right``), codes in the fixed-width face (``is_code``).
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 140
    sort_by: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    at_right: bool = False
    is_code: bool = False
    stretches: bool = False


class ValuesModel(QAbstractTableModel):
    """Frozen values as rows of a table; knows nothing of where they come from."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._bold, self._code = QFont(), QFont()
        self._letters = 0

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows in place of those before."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Put further rows at the end."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()

    def order(self, column: int, descending: bool) -> None:
        """Sort the rows that are here; text is compared without diacritics and case."""
        kind = self.columns[column]
        key = kind.sort_by or (lambda value: fold(kind.text(value)))
        self.layoutAboutToBeChanged.emit()
        self.rows.sort(key=key, reverse=descending)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says and how it looks."""
        if not index.isValid():
            return None
        column, value = self.columns[index.column()], self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(value)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(value) if column.tip else column.text(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.ForegroundRole:
                tone = column.tone(value) if column.tone else ""
                return colour(tone) if tone else None
            case Qt.ItemDataRole.FontRole:
                return self._font(column, value)
        return None

    def _font(self, column: Column, value: Any) -> Any:
        letters = larger(LETTERS)
        if letters != self._letters:
            # Somebody may choose another size while the table stands.
            self._letters = letters
            self._bold, self._code = face(letters, bold=True), code_face(letters)
        if column.is_code:
            return self._code
        return self._bold if column.tone and column.tone(value) else None

    @staticmethod
    def _alignment(column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.at_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _View(QTableView):
    """A table view in which Enter opens and Tab leaves."""

    enter_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with Enter; leave other keys to Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_pressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class ValuesTable(QWidget):
    """A table with its empty state and its count.

    Where ``sorts_itself`` is false, clicking a title only emits ``order_wanted``: the rows shown
    are a part of many, and whoever reads them must order them.
    """

    opened = Signal(object)
    """A row was opened with Enter or a double click."""

    chosen = Signal(object)
    """Another row is the current one; None if there is none."""

    order_wanted = Signal(str, bool)
    """A column's title was clicked: its key, and whether the order is descending."""

    more_wanted = Signal()
    """The last rows have come into sight and there are more than ``set_rows`` brought."""

    def __init__(
        self,
        key: str,
        columns: Sequence[Column],
        empty_words: str,
        *,
        memory: Memory | None = None,
        noun: str = "hồ sơ",
        sorts_itself: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._noun, self._memory = key, noun, memory or ShortMemory()
        self._sorts_itself = sorts_itself
        self._total: int | None = None
        self._asked_at = -1
        self.model = ValuesModel(columns, self)
        self.view = self._made_view()
        self._empty = Label(empty_words, "second", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count_label = Label(look="second")
        self._lay_out()
        self._restore_widths()
        self._connect()
        self._show_count()

    def set_rows(self, rows: Sequence[Any], total: int | None = None) -> None:
        """Show these rows; ``total`` is how many there are if they are only the first of many."""
        chosen = self.current()
        self.model.set_rows(rows)
        self._total, self._asked_at = total, -1
        if self._sorts_itself and self._sorted_by() is not None:
            self._sort(*self._sorted_by_or_first())
        self._choose_again(chosen)
        self._show_count()

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Put further rows at the end."""
        self.model.add_rows(rows)
        self._show_count()

    def set_empty_words(self, words: str) -> None:
        """Change what stands in place of the rows when there are none."""
        self._empty.setText(words)

    def current(self) -> Any:
        """Return the value of the current row, or None."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < len(self.model.rows):
            self.view.selectRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the focus ring around the whole table, and give a column the room that is left."""
        if watched is not self.view:
            if event.type() == QEvent.Type.Resize:
                self._stretch()
            return False
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self._frame, ring=event.type() == QEvent.Type.FocusIn)
            if event.type() == QEvent.Type.FocusIn and not self.view.currentIndex().isValid():
                self.choose(0)
        return False

    def _made_view(self) -> _View:
        view = _View()
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(larger(ROW_HEIGHT))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(48)
        for at, column in enumerate(self.model.columns):
            view.setColumnWidth(at, larger(column.width))
        return view

    def _lay_out(self) -> None:
        self._frame = QFrame()
        self._frame.setProperty("look", "table-frame")
        self._stack = QStackedLayout(self._frame)
        self._stack.setContentsMargins(2, 2, 2, 2)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._frame, 1)
        box.addWidget(self.count_label)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.doubleClicked.connect(self._open)
        self.view.enter_pressed.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.view.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        header = self.view.horizontalHeader()
        header.sortIndicatorChanged.connect(self._order_changed)
        header.sectionResized.connect(self._keep_widths)

    @Slot()
    def _open(self) -> None:
        value = self.current()
        if value is not None:
            self.opened.emit(value)

    @Slot()
    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current())

    @Slot()
    def _ask_for_more(self) -> None:
        held = len(self.model.rows)
        if self._total is None or held >= self._total or self._asked_at == held:
            return
        if self.view.rowAt(self.view.viewport().height() - 1) < held - _NEAR_END:
            return
        self._asked_at = held
        self.more_wanted.emit()

    @Slot(int, Qt.SortOrder)
    def _order_changed(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            return
        descending = order == Qt.SortOrder.DescendingOrder
        if self._sorts_itself:
            self._sort(column, descending)
        self.order_wanted.emit(self.model.columns[column].key, descending)

    def _sort(self, column: int, descending: bool) -> None:
        chosen = self.current()
        self.model.order(column, descending)
        self._choose_again(chosen)

    def _choose_again(self, value: Any) -> None:
        if value is not None and value in self.model.rows:
            self.choose(self.model.rows.index(value))

    def _sorted_by(self) -> int | None:
        column = self.view.horizontalHeader().sortIndicatorSection()
        return column if 0 <= column < len(self.model.columns) else None

    def _sorted_by_or_first(self) -> tuple[int, bool]:
        order = self.view.horizontalHeader().sortIndicatorOrder()
        return self._sorted_by() or 0, order == Qt.SortOrder.DescendingOrder

    def _show_count(self) -> None:
        held = len(self.model.rows)
        self._stack.setCurrentIndex(0 if held else 1)
        total = held if self._total is None else self._total
        self.count_label.setText(count_words(total, self._noun))

    def _stretch(self) -> None:
        """Give what room is left to the column that stretches, never less than its own width."""
        at = next((i for i, column in enumerate(self.model.columns) if column.stretches), -1)
        if at >= 0:
            others = sum(
                self.view.columnWidth(i) for i in range(len(self.model.columns)) if i != at
            )
            room = self.view.viewport().width() - others
            self.view.setColumnWidth(at, max(larger(self.model.columns[at].width), room))

    @Slot()
    def _keep_widths(self) -> None:
        widths = ",".join(str(self.view.columnWidth(i)) for i in range(len(self.model.columns)))
        self._memory.remember(f"widths.{self._key}", widths)

    def _restore_widths(self) -> None:
        kept = self._memory.recall(f"widths.{self._key}").split(",")
        if len(kept) == len(self.model.columns) and all(part.isdigit() for part in kept):
            for at, width in enumerate(kept):
                self.view.setColumnWidth(at, max(48, int(width)))


def _order(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
