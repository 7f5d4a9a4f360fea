"""Somebody with a keyboard before the page of a dossier."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from counter_app.domain.dossier import Dossier
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.services import dossiers
from counter_app.services.counter import Counter
from counter_app.ui.dossiers.page_part import PagePart
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.steps.view import StepPanel
from counter_app.ui.words_of_following import STEP_WORDS
from tests.ui.dossiers.conftest import Outside
from tests.ui.stand_ins import focus

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass
class Clerk:
    """Somebody with a keyboard before the page of a dossier."""

    view: DossiersView
    counter: Counter
    outside: Outside
    code: str
    commit: Callable[[Any, str], None]
    bot: QtBot

    @property
    def page(self) -> PagePart:
        return self.view.page

    @property
    def panel(self) -> StepPanel:
        return self.view.page.panel

    @property
    def dossier(self) -> Dossier:
        return dossiers.open_dossier(self.counter, self.code)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(focus(), key, modifier)

    @property
    def state(self) -> DossierState:
        return self.dossier.state

    def open(self) -> None:
        self.view.open_dossier(self.code)
        assert self.page.presenter.code == self.code

    def choose(self, step: Step) -> None:
        """Begin a step: with its key, its button, or from the list of the rarer ones."""
        offers = self.page._page.offers if self.page._page else None
        assert offers is not None
        if step is offers.main:
            self.press(Qt.Key.Key_F9)
        elif step in offers.near:
            button = self.page.near[offers.near.index(step)]
            for _ in range(4):
                if focus() is not button:
                    self.press(Qt.Key.Key_Backtab)
            assert focus() is button
            self.press(Qt.Key.Key_Space)
        else:
            self.press(Qt.Key.Key_F7)
            self.take_from_menu(STEP_WORDS[step])
            # Without a window manager the closed list would keep the keyboard.
            self.view.activateWindow()
            self.bot.waitUntil(self.view.isActiveWindow)
        assert self.panel.presenter.step is step
        assert self.panel.isVisible()

    def take_from_menu(self, words: str) -> None:
        menu = self.page.menu
        assert isinstance(menu, QMenu)
        place = next(at for at, a in enumerate(menu.actions()) if a.text().startswith(words))
        for _ in range(place):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    def fill(self, name: str, text: str) -> None:
        """Go to a field with Tab and type into it."""
        self.go_to(name)
        self.commit(focus(), text)

    def go_to(self, name: str) -> None:
        editor = self.panel.editors[name]
        for _ in range(40):
            if focus() is editor or editor.isAncestorOf(focus()):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def say_yes(self) -> None:
        self.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ConfirmDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        self.bot.waitUntil(lambda: QApplication.focusWidget() is dialog.leave_button)
        self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        self.come_back()

    def come_back(self) -> None:
        """A dialog was closed: without a window manager the keyboard does not come by itself."""
        self.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.view.activateWindow()
        self.bot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def record(self, key: Qt.Key = Qt.Key.Key_F9, *, asks: bool = False) -> None:
        self.press(key)
        if asks:
            self.say_yes()
        assert not self.panel.is_open, self.panel.words()
        assert self.panel.isHidden()
