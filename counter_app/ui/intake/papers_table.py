"""The checklist of papers: one key for each thing a clerk says of a paper."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QIntValidator,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from counter_app.domain.facts import PaperKind
from counter_app.ui.intake.form import PaperRow, PaperState, next_state
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.looks import Label
from counter_app.ui.theme import colour, face
from counter_app.ui.words import PAPER_KIND_WORDS

Index = QModelIndex | QPersistentModelIndex

NAME, KIND, COUNT, STATE = range(4)
TITLES = ("Thành phần hồ sơ", "Loại bản", "Số lượng", "Đủ")
WIDTHS = {KIND: 148, COUNT: 76, STATE: 92}
ROW, TALL_ROW = 32, 50
MOST_COPIES = 99
LEAST_HEIGHT = 118
STATE_WORDS = {
    PaperState.UNCHECKED: "☐",
    PaperState.PRESENT: "✓ Đủ",
    PaperState.LACKING: "✗ Thiếu",
    PaperState.NOT_NEEDED: "không cần",
}
_TONES = {PaperState.PRESENT: "done", PaperState.LACKING: "overdue"}
_SPOKEN = {PaperState.UNCHECKED: "chưa đánh dấu"}
KINDS = tuple(PaperKind)


class PapersModel(QAbstractTableModel):
    """The rows of the checklist; every change is told by ``edited``."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PaperRow, ...] = ()

    def show(self, rows: tuple[PaperRow, ...]) -> None:
        """Show these rows; this is no edit of the clerk's."""
        if len(rows) == len(self.rows) and rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def change(self, at: int, **fields: Any) -> None:
        """Change some fields of a row."""
        row = replace(self.rows[at], **fields)
        self.rows = (*self.rows[:at], row, *self.rows[at + 1 :])
        self.dataChanged.emit(self.index(at, 0), self.index(at, STATE))
        self.edited.emit()

    def add(self, row: PaperRow) -> None:
        """Put a row at the end."""
        at = len(self.rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows = (*self.rows, row)
        self.endInsertRows()
        self.edited.emit()

    def remove(self, at: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), at, at)
        self.rows = (*self.rows[:at], *self.rows[at + 1 :])
        self.endRemoveRows()
        self.edited.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many papers there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return the four columns."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let kind and count be edited, and the name of a paper added by hand."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_own_name = index.column() == NAME and self.rows[index.row()].is_own
        if index.column() in (KIND, COUNT) or is_own_name:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says and how it looks."""
        row = self.rows[index.row()]
        state = PaperState(row.state)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(row, index.column())
            case Qt.ItemDataRole.EditRole:
                return (row.name, row.kind, str(row.count), row.state)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return row.name if index.column() == NAME else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == STATE:
                return _SPOKEN.get(state, STATE_WORDS[state])
            case Qt.ItemDataRole.ForegroundRole:
                if state == PaperState.NOT_NEEDED:
                    return colour("text_off")
                tone = _TONES.get(state) if index.column() == STATE else None
                return colour(tone) if tone else None
            case Qt.ItemDataRole.FontRole if index.column() == STATE:
                return face(17 if state == PaperState.UNCHECKED else 13, bold=state in _TONES)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what an editor says; a count that is none leaves the old one."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == NAME:
            self.change(index.row(), name=str(value))
        elif index.column() == KIND:
            self.change(index.row(), kind=str(value))
        elif index.column() == COUNT and str(value).isdigit():
            self.change(index.row(), count=max(1, min(MOST_COPIES, int(value))))
        return True


def _words(row: PaperRow, column: int) -> str:
    if column == NAME:
        return row.name
    if column == STATE:
        return STATE_WORDS[PaperState(row.state)]
    if row.state == PaperState.NOT_NEEDED:
        return ""
    if column == KIND:
        return PAPER_KIND_WORDS[PaperKind(row.kind)]
    return "–" if row.kind == PaperKind.DATABASE else str(row.count)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignHCenter if column == COUNT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _Cells(QStyledItemDelegate):
    """Draws names on up to two lines, and gives each column its editor."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != NAME:
            super().paint(painter, option, index)
            if index.column() == KIND and index.data():
                self._draw_arrow(painter, option.rect)
            return
        text = index.data() or "(gõ tên giấy tờ)"
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or colour("text")
        empty.text = ""
        widget = option.widget
        widget.style().drawControl(
            widget.style().ControlElement.CE_ItemViewItem, empty, painter, widget
        )
        painter.save()
        painter.setFont(face(13))
        painter.setPen(ink)
        draw_on_two_lines(painter, option.rect.adjusted(11, 0, -6, 0), text)
        painter.restore()

    @staticmethod
    def _draw_arrow(painter: QPainter, box: QRect) -> None:
        painter.save()
        painter.setFont(face(12))
        painter.setPen(colour("text_second"))
        place = box.adjusted(0, 0, -12, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾")
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == KIND:
            combo = Combo([(kind.value, PAPER_KIND_WORDS[kind]) for kind in KINDS], parent)
            combo.picked.connect(lambda value, combo=combo: self._finish(combo))
            QTimer.singleShot(0, combo, combo.showPopup)
            return combo
        line = QLineEdit(parent)
        line.setProperty("look", "cell")
        if index.column() == COUNT:
            line.setValidator(QIntValidator(1, MOST_COPIES, line))
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return line

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, Combo):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Combo):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def two_lines(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """Return text on up to two lines of a width; what does not fit ends with an ellipsis."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), ""
    return first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)


def draw_on_two_lines(painter: QPainter, box: QRect, text: str) -> None:
    """Draw text in a box, on a second line if it needs one."""
    first, second = two_lines(painter.fontMetrics(), text, box.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, flags, f"{first}\n{second}" if second else first)


class PapersTable(QTableView):
    """Space goes round present, lacking, not needed; ``+`` and ``-`` count; K is the kind.

    Insert adds a paper, Delete takes an added one away, Enter and Tab go on.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = PapersModel(self)
        self.setModel(self.papers)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Thành phần hồ sơ")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self._empty = Label(look="second", wraps=True, parent=self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.papers.edited.connect(self._edited)
        self.papers.modelReset.connect(self._set_heights)
        self.papers.rowsInserted.connect(self._set_heights)

    def show_rows(self, rows: tuple[PaperRow, ...]) -> None:
        """Show a checklist, keeping the current row."""
        self._show_empty()
        if rows == self.papers.rows:
            return
        at = self.currentIndex().row()
        self.papers.show(rows)
        self._set_heights()
        self._show_empty()
        if rows and at >= 0:
            self.selectRow(min(at, len(rows) - 1))

    def sizeHint(self) -> QSize:
        """Ask for little height: the table takes what the page leaves and scrolls inside."""
        return QSize(400, LEAST_HEIGHT)

    def set_empty_words(self, words: str) -> None:
        """Say what stands in place of the rows when there are none."""
        self._empty.setText(words)

    def _show_empty(self) -> None:
        self._empty.setGeometry(self.viewport().rect().adjusted(24, 0, -24, 0))
        self._empty.setVisible(not self.papers.rows)

    def add_paper(self) -> None:
        """Add a paper by hand and let its name be typed."""
        self.papers.add(PaperRow("", state=PaperState.PRESENT, is_required=False, is_own=True))
        index = self.papers.index(len(self.papers.rows) - 1, NAME)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say something of the current paper with one key."""
        at = self.currentIndex().row()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif key == Qt.Key.Key_Insert:
            self.add_paper()
        elif at >= 0 and self._said(at, key):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _said(self, at: int, key: int) -> bool:
        row = self.papers.rows[at]
        if key == Qt.Key.Key_Space:
            self.papers.change(at, state=next_state(row))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.papers.change(at, count=min(MOST_COPIES, row.count + 1))
        elif key == Qt.Key.Key_Minus:
            self.papers.change(at, count=max(1, row.count - 1))
        elif key == Qt.Key.Key_K:
            after = KINDS[(KINDS.index(PaperKind(row.kind)) + 1) % len(KINDS)]
            self.papers.change(at, kind=after.value)
        elif key == Qt.Key.Key_Delete and row.is_own:
            self.papers.remove(at)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let one click say what it can: round the states, open the kinds, type the count."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == STATE:
            row = self.papers.rows[index.row()]
            self.papers.change(index.row(), state=next_state(row))
        elif self.papers.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def focusInEvent(self, event: Any) -> None:
        """Stand on a row, so that Space has something to say."""
        super().focusInEvent(event)
        if self.papers.rows and not self.currentIndex().isValid():
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that no longer fit on one line take two."""
        super().resizeEvent(event)
        self._set_heights()
        self._show_empty()

    def _edited(self) -> None:
        self._set_heights()
        self._show_empty()
        self.edited.emit()

    def _set_heights(self) -> None:
        metrics = QFontMetrics(face(13))
        width = self.columnWidth(NAME) - 17
        for at, row in enumerate(self.papers.rows):
            is_long = metrics.horizontalAdvance(row.name) > width
            height = TALL_ROW if is_long else ROW
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)
