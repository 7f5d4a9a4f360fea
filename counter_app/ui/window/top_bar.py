"""The top bar: where we are, the search field, and who is at the desk."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.people import StaffMember
from counter_app.ui.search.view import SearchBox
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import literal
from counter_app.ui.words import ROLE_WORDS

HEIGHT = 58


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the clerk's menu."""

    words: str
    do: Callable[[], None]
    key: str = ""


class TopBar(QFrame):
    """Unit and desk at the left, search in the middle, the clerk's name at the right."""

    def __init__(self, unit: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setFixedHeight(HEIGHT)
        self._unit = ElidedLabel(unit, "strong")
        self._place = ElidedLabel(place, "second")
        self.search = SearchBox()
        self.person = _PersonButton()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._unit)
        names.addWidget(self._place)
        names.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 14, 0)
        self._row.setSpacing(24)
        self._row.addLayout(names, 3)
        self._row.addWidget(self.search, 6)
        self._row.addWidget(self.person, 2)

    def set_person(self, member: StaffMember) -> None:
        """Show who is logged in."""
        self.person.show_person(member.name, ROLE_WORDS[member.role])

    def set_menu(self, groups: tuple[tuple[MenuEntry, ...], ...]) -> None:
        """Give the clerk's menu its entries, in groups."""
        menu = self.person.menu()
        menu.clear()
        for at, entries in enumerate(groups):
            if at:
                menu.addSeparator()
            for entry in entries:
                menu.addAction(_action(entry, menu))

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room between the parts."""
        self._row.setSpacing(10 if is_narrow else 24)
        self._row.setContentsMargins(12 if is_narrow else 20, 0, 6 if is_narrow else 14, 0)


class _PersonButton(QPushButton):
    """The clerk's name over their role; opens the menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "person")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMenu(QMenu(self))
        self._name = ElidedLabel("", "strong")
        self._role = ElidedLabel("", "second")
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 0, 6, 0)
        box.setSpacing(0)
        for label in (self._name, self._role):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(label)

    def show_person(self, name: str, role: str) -> None:
        """Show a person's name and role."""
        self._name.set_words(name)
        self._role.set_words(f"{role} ▾")
        self.setAccessibleName(f"{name}, {role}")


def _action(entry: MenuEntry, menu: QMenu) -> QAction:
    action = QAction(literal(entry.words), menu)
    if entry.key:
        action.setShortcut(QKeySequence(entry.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(entry.do)
    return action
