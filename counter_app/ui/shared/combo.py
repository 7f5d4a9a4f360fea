"""Choices: a plain list with its arrow, and a list in which one types to search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QSizePolicy, QWidget

from counter_app.domain.plain_text import fold
from counter_app.ui.shared.fields import TextField


class Combo(QComboBox):
    """A choice of few values. The wheel never changes it by accident; Enter goes on."""

    picked = Signal(object)
    """Emitted with the value when a person chose another one."""

    def __init__(
        self, choices: Iterable[tuple[Any, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # Beside Qt's items, because Qt turns a value of a StrEnum into a plain text.
        self._values: list[Any] = []
        self.setView(QListView())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.activated.connect(self._tell)

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer these values with their words, keeping the value chosen if it is among them."""
        chosen = self.value()
        self.clear()
        self._values = []
        for value, words in choices:
            self._values.append(value)
            self.addItem(words)
        self.set_value(chosen)

    def value(self) -> Any:
        """Return the value chosen, or None."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered leaves the first."""
        at = self._values.index(value) if value in self._values else 0
        self.setCurrentIndex(at if self._values else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on to the next field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _tell(self, index: int) -> None:
        self.picked.emit(self._values[index])


@dataclass(frozen=True)
class Choice:
    """One of many choices: its value, its words, and further words by which it is found."""

    value: Any
    words: str
    also: str = ""


class SearchField(TextField):
    """A field with many choices (communes): type any part without diacritics, choose, go on.

    ``picked`` is emitted with the value chosen, or with None when other text is typed after.
    """

    picked = Signal(object)
    MOST_SHOWN = 12

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(self.MOST_SHOWN)
        popup = QListView()
        popup.setProperty("look", "popup")
        self._completer.setPopup(popup)
        self._completer.activated.connect(self._choose)
        self.setCompleter(self._completer)
        self._value: Any = None
        self._found: tuple[Choice, ...] = ()
        self.set_choices(choices)
        self.textEdited.connect(self._search)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices."""
        self._choices = [(choice, fold(f"{choice.words} {choice.also}")) for choice in choices]

    def value(self) -> Any:
        """Return the value chosen, or None while the text is no choice."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a choice without telling anybody; None empties the field."""
        choice = next((c for c, _ in self._choices if c.value == value), None)
        self._value = choice.value if choice else None
        self.setText(choice.words if choice else "")

    def matches(self, text: str) -> tuple[Choice, ...]:
        """Return the choices that hold every word typed; those that begin with it come first."""
        wanted = fold(text)
        parts = wanted.split()
        hits = [(choice, key) for choice, key in self._choices if all(p in key for p in parts)]
        hits.sort(key=lambda hit: not hit[1].startswith(wanted))
        return tuple(choice for choice, _ in hits[: self.MOST_SHOWN * 4])

    @Slot(str)
    def _search(self, text: str) -> None:
        self._found = self.matches(text)
        self._model.setStringList([choice.words for choice in self._found])
        only = [choice for choice in self._found if fold(choice.words) == fold(text)]
        self._set(only[0].value if len(only) == 1 else None)

    @Slot(str)
    def _choose(self, words: str) -> None:
        choice = next((choice for choice in self._found if choice.words == words), None)
        if choice is not None:
            self.setText(choice.words)
            self._set(choice.value)

    def _set(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self.picked.emit(value)
