"""Labels, buttons, cards and spacing in the program's look."""

from typing import TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

GAP = 12
"""Space between neighbours, in logical pixels."""

Box = TypeVar("Box", bound=QBoxLayout)

MARGIN = 20
"""Space at a page's edges."""


def literal(text: str) -> str:
    """Return text for a button or tab, where ``&`` would otherwise mean an access key."""
    return text.replace("&", "&&")


def set_look(widget: QWidget, **properties: object) -> None:
    """Set style-sheet properties such as ``look`` or ``wrong`` and redraw if they changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Label(QLabel):
    """Plain text in one of the looks of the style sheet; never reads text as rich text."""

    def __init__(
        self, text: str = "", look: str = "", *, wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setWordWrap(wraps)
        if look:
            self.setProperty("look", look)

    def setText(self, text: str) -> None:
        """Show these words as they are, whatever signs are in them."""
        if "<" in text:
            # Only here could Qt see markup. Loading the Qt namespace takes 25 ms, which the
            # log-in window does not have.
            from PySide6.QtCore import Qt

            self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(text)


class Button(QPushButton):
    """A push button whose key stands in its label: ``Tiếp nhận  F9``.

    ``look`` is ``main`` (one per screen), ``link`` or empty for a plain one. The key works in
    the whole window while the button can be seen and is enabled.
    """

    def __init__(
        self, words: str, key: str = "", look: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if look:
            self.setProperty("look", look)
        self.setAutoDefault(False)
        self._key = key
        if key:
            # Not setShortcut: that one waits 100 ms to show the button pressed.
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.click)
        self.set_words(words)

    @property
    def key(self) -> str:
        """The button's key, for example ``F9``, or an empty text."""
        return self._key

    def set_words(self, words: str) -> None:
        """Change the label; the key stays."""
        self.setText(literal(f"{words}  {_key_words(self._key)}" if self._key else words))
        self.setAccessibleName(words)


class Card(QFrame):
    """A white card with a thin line, in which fields stand together."""

    def __init__(self, *, margin: int = 14, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(gap)


class Divider(QFrame):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "divider")


def row(*parts: QWidget | int, gap: int = GAP) -> QHBoxLayout:
    """Return widgets side by side without margins; a number is a stretch."""
    return _filled(QHBoxLayout(), parts, gap)


def column(*parts: QWidget | int, gap: int = GAP) -> QVBoxLayout:
    """Return widgets beneath each other without margins; a number is a stretch."""
    return _filled(QVBoxLayout(), parts, gap)


def _filled(box: Box, parts: tuple[QWidget | int, ...], gap: int) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        else:
            box.addWidget(part)
    return box


def _key_words(key: str) -> str:
    return key.replace("Return", "Enter")
