"""The rail at the left: a word for each screen, its key, and a number where something waits."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter_app.ui.shared.looks import Label, set_look

WIDE = 196
NARROW = 140


@dataclass(frozen=True)
class RailEntry:
    """A screen as the rail shows it; ``short`` is its word where there is little room."""

    key: str
    title: str
    short: str = ""


class RailButton(QPushButton):
    """One entry of the rail: the word, a badge, and the digit that goes with Alt."""

    def __init__(self, entry: RailEntry, digit: int) -> None:
        super().__init__()
        self.entry = entry
        self._is_narrow = False
        self.setProperty("look", "rail")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title}  Alt+{digit}")
        self.word = Label(entry.title, "rail-word")
        self.badge = Label(look="badge")
        self.badge.hide()
        self._digit = Label(str(digit), "rail-key")
        for label in (self.word, self.badge, self._digit):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(5)
        self._row.addWidget(self.word, 1)
        self._row.addWidget(self.badge)
        self._row.addWidget(self._digit)
        self.toggled.connect(self._mark)

    def set_badge(self, count: int, is_alarm: bool) -> None:
        """Show a number, or nothing for zero; an alarm is red."""
        self.badge.setText(str(count) if count < 1000 else "999+")
        set_look(self.badge, alarm=is_alarm)
        self.badge.setVisible(count > 0)
        self._show_digit()
        self.setAccessibleDescription(str(count) if count else "")

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the short word and less room, or the full one."""
        self.word.setText((self.entry.short or self.entry.title) if is_narrow else self.entry.title)
        side = 6 if is_narrow else 12
        self._row.setContentsMargins(side, 0, side, 0)
        self._is_narrow = is_narrow
        self._show_digit()

    def _show_digit(self) -> None:
        self._digit.setVisible(not (self._is_narrow and self.badge.isVisibleTo(self)))

    def sizeHint(self) -> QSize:
        """Return the size of the row with its word."""
        return QSize(self._row.sizeHint().width(), 44)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the word is whole."""
        return self.sizeHint()

    def _mark(self, is_on: bool) -> None:
        set_look(self.word, on=is_on)


class Rail(QFrame):
    """The rail with its entries; says which one the clerk wants."""

    wanted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._title = Label(title, "rail-title")
        self._title.setContentsMargins(20, 13, 8, 13)
        self._foot = Label("Alt + số để chuyển · F1 trợ giúp", "rail-foot", wraps=True)
        self._foot.setContentsMargins(12, 0, 8, 10)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._title)
        self._box.addStretch(1)
        self._box.addWidget(self._foot)
        self.setFixedWidth(WIDE)

    def add(self, entry: RailEntry) -> None:
        """Put an entry at the end."""
        button = RailButton(entry, len(self._buttons) + 1)
        self._buttons[entry.key] = button
        self._group.addButton(button)
        self._box.insertWidget(self._box.count() - 2, button)
        button.clicked.connect(self._tell)

    def mark(self, key: str) -> None:
        """Show which screen is in front; one that is not in the rail marks none."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(key in self._buttons)

    def set_badge(self, key: str, count: int, is_alarm: bool) -> None:
        """Show a number beside a screen's word."""
        if key in self._buttons:
            self._buttons[key].set_badge(count, is_alarm)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room on a small or much enlarged screen."""
        self.setFixedWidth(NARROW if is_narrow else WIDE)
        self._title.setContentsMargins(10 if is_narrow else 20, 13, 8, 13)
        self._foot.setVisible(not is_narrow)
        for button in self._buttons.values():
            button.set_narrow(is_narrow)

    def keys(self) -> tuple[str, ...]:
        """Return the screens in their order."""
        return tuple(self._buttons)

    def _tell(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.mark(button.entry.key)
            self.wanted.emit(button.entry.key)
