"""The screen of settings on a real counter, in a window that has the keyboard."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.deadlines import BoardList
from counter_app.domain.people import StaffMember
from counter_app.services.settings import Settings
from counter_app.ui.settings.page import FormPage
from counter_app.ui.settings.ports import Machine, ports_of
from counter_app.ui.settings.view import SettingsView
from tests.support.counters import A_MONDAY, a_counter
from tests.ui.stand_ins import at_once, focus


class SettingsDesk:
    """Keeps what was applied, printed and asked for."""

    def __init__(self, folder: Path, member: StaffMember, bot: QtBot) -> None:
        self.home = folder
        self.counter = a_counter(folder)
        self.member = member
        self.applied: list[Settings] = []
        self.printed: list[tuple[bytes, str, str]] = []
        self.lists: list[BoardList] = []
        machine = Machine(
            home=folder,
            printers=lambda: ("Canon", "HP-tang-1"),
            print_on=lambda pdf, title, name: self.printed.append((pdf, title, name)),
            apply=self.applied.append,
        )
        ports = ports_of(self.counter, at_once, self.now, lambda: self.member, machine)
        self.view = SettingsView(ports)
        self.view.list_wanted.connect(self.lists.append)
        bot.addWidget(self.view)
        self.view.resize(1170, 680)
        self.view.show()
        self.view.activateWindow()
        bot.waitUntil(self.view.isActiveWindow)
        self.view.nav.setFocus()

    @staticmethod
    def now() -> datetime:
        return A_MONDAY

    def go(self, key: str) -> None:
        """Choose a page in the list at the left."""
        self.view.nav.setCurrentRow(self.view.keys.index(key))

    def show(self, key: str) -> FormPage:
        """Choose a page with fields."""
        self.go(key)
        page = self.view.page
        assert isinstance(page, FormPage)
        return page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(focus(), key, modifier or Qt.KeyboardModifier.NoModifier)
