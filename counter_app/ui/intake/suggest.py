"""A field with a list under it: type, go up and down, Enter takes; the field keeps the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter_app.ui.shared.fields import TextField, select_all_on_focus
from counter_app.ui.theme import colour, face

Index = QModelIndex | QPersistentModelIndex

MOST_SHOWN = 7
ONE_LINE, TWO_LINES = 34, 54


@dataclass(frozen=True)
class Suggestion:
    """A line of the list: its value, its title, and a second line in small letters."""

    value: Any
    title: str
    detail: str = ""


class _Suggestions(QAbstractListModel):
    """The suggestions as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Suggestion, ...] = ()

    def show(self, rows: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.title}\n{row.detail}" if row.detail else row.title
        return None


class _TwoLines(QStyledItemDelegate):
    """Draws a title and, beneath it, its details."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, TWO_LINES if _row_of(index).detail else ONE_LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = _row_of(index), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(box, colour("row_chosen"))
        inner = box.adjusted(12, 0, -12, 0)
        top = QRect(inner)
        if row.detail:
            top.setHeight(28)
            bottom = QRect(inner.left(), box.top() + 27, inner.width(), 20)
            ink = "row_chosen_text" if is_chosen else "text_second"
            _draw(painter, bottom, row.detail, 12, ink)
        _draw(painter, top, row.title, 14, "row_chosen_text" if is_chosen else "text")
        painter.restore()


def _row_of(index: Index) -> Suggestion:
    model = index.model()
    assert isinstance(model, _Suggestions)
    return model.rows[index.row()]


def _draw(painter: QPainter, box: QRect, text: str, size: int, ink: str) -> None:
    font = face(size)
    painter.setFont(font)
    painter.setPen(colour(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class SuggestField(TextField):
    """A line of text whose owner answers what is typed with suggestions.

    The list is drawn over the window and never takes the keyboard: whatever is typed or
    scanned goes to the field.
    """

    typed = Signal(str)
    """The text was changed by the clerk; the owner may answer with ``suggest``."""

    picked = Signal(object)
    """A suggestion's value was taken."""

    entered = Signal()
    """The keyboard came here."""

    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent)
        self.setProperty("keeps_enter", True)
        self._list: QListView | None = None
        self._model = _Suggestions(self)
        self.textEdited.connect(self.typed)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._model.rows if self.is_open else ()

    def suggest(self, rows: Sequence[Suggestion]) -> None:
        """Offer these, the first one chosen; nothing to offer closes the list."""
        self._model.show(rows)
        if not rows or not self.hasFocus():
            self.close_list()
            return
        popup = self._popup()
        height = sum(TWO_LINES if row.detail else ONE_LINE for row in rows[:MOST_SHOWN]) + 6
        window = self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        room = max(ONE_LINE + 6, window.height() - corner.y() - 8)
        popup.setGeometry(corner.x(), corner.y(), self.width(), min(height, room))
        popup.setCurrentIndex(self._model.index(0, 0))
        popup.show()
        popup.raise_()

    def close_list(self) -> None:
        """Hide the list."""
        if self._list is not None:
            self._list.hide()

    def _popup(self) -> QListView:
        if self._list is not None and self._list.parentWidget() is self.window():
            return self._list
        popup = QListView(self.window())
        popup.setModel(self._model)
        popup.setItemDelegate(_TwoLines(popup))
        popup.setProperty("look", "popup")
        popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        popup.setMouseTracking(True)
        popup.entered.connect(popup.setCurrentIndex)
        popup.clicked.connect(self._take)
        self._list = popup
        return popup

    def _take(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        self.close_list()
        self.picked.emit(row.value)

    def event(self, event: QEvent) -> bool:
        """Keep Tab and Escape while the list is open: one takes, the other closes."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.is_open
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.close_list()
                return True
            self._take_current()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.is_open
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it with Enter; Enter without a list goes on."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._move(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_open:
                self._take_current()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _move(self, key: int) -> None:
        if not self.is_open:
            self.typed.emit(self.text())
            return
        assert self._list is not None
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MOST_SHOWN,
            Qt.Key.Key_PageUp: -MOST_SHOWN,
        }
        row = self._list.currentIndex().row() + steps[Qt.Key(key)]
        row = max(0, min(len(self._model.rows) - 1, row))
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _take_current(self) -> None:
        if self._list is not None and self._list.currentIndex().isValid():
            self._take(self._list.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands there, so that typing replaces it."""
        super().focusInEvent(event)
        select_all_on_focus(self, event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.close_list()
            if self.isVisible():
                self.left.emit()
