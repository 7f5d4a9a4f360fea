"""The rows of the checklist as a model: what a cell says, and what may be changed."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from counter_app.domain.facts import PaperKind
from counter_app.ui.intake.form import PaperRow, PaperState
from counter_app.ui.theme import colour, face, larger
from counter_app.ui.words import PAPER_KIND_WORDS

Index = QModelIndex | QPersistentModelIndex

NAME, KIND, COUNT, STATE = range(4)
TITLES = ("Thành phần hồ sơ", "Loại bản", "Số lượng", "Đủ")
ROW = 32
MOST_COPIES = 99
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
                size = larger(17 if state == PaperState.UNCHECKED else 13)
                return face(size, bold=state in _TONES)
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
