"""A number that matters, large, with its shape, its colour and its words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.shared.looks import Card, Label, row, set_look


class NumberCard(Card):
    """A big number with its shape, colour and words; Enter or a click opens what it counts."""

    opened = Signal()

    def __init__(self, shape: str, tone: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(margin=14, gap=2, parent=parent)
        self._tone = tone
        self._shape = Label(shape, "number")
        self._number = Label("0", "number")
        self._words = Label(words, "second", wraps=True)
        self._is_low = False
        self._line = row(self._shape, self._number, 1, gap=8)
        self.body.addLayout(self._line)
        self.body.addWidget(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_number("0")

    @property
    def number(self) -> str:
        """The number shown."""
        return self._number.text()

    def show_number(self, number: str) -> None:
        """Show another number; nothing to count is grey."""
        self._number.setText(number)
        tone = self._tone if number != "0" else "paused"
        set_look(self._shape, tone=tone)
        set_look(self._number, tone=tone)
        self.setAccessibleName(f"{self._words.text()}: {number}")

    def set_low(self, is_low: bool) -> None:
        """Put the words beside the number, where there is little height, or beneath it."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        self._line.setStretch(2, 0 if is_low else 1)
        above = 5 if is_low else 12
        self.body.setContentsMargins(14, above, 14, above)
        if is_low:
            self._line.addWidget(self._words, 1)
        else:
            self.body.addWidget(self._words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what the number counts."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what the number counts with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
