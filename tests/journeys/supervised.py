"""A supervisor's machine at its real window, over a province and two communes, driven by keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.moments import VIETNAM
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program import Program
from counter_app.window import window_ports
from tests.support.area import COMMUNES, OFFICE, PASSWORD, Area, Place, work_through

START = datetime(2026, 11, 9, 8, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)


class Seat:
    """A window of one machine, driven by keys."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program, self.bot = program, bot

    @property
    def desk(self) -> DeskWindow:
        return self.program.desk

    def log_in(self, clerk: str) -> None:
        window = self.program.window
        assert isinstance(window, LoginWindow)
        self.bot.waitUntil(lambda: window.card.clerk.count() > 0)
        window.card.clerk.setEditText(clerk)
        QTest.keyClicks(window.card.password, PASSWORD)
        QTest.keyClick(window.card.password, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.program.opened is not None, timeout=20_000)
        self.desk.window.activateWindow()
        self.bot.waitUntil(self.desk.window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.desk.window, key, modifier or Qt.KeyboardModifier.NoModifier)

    def press_focused(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=10_000)

    def words(self) -> str:
        front = self.desk.window.front
        assert front is not None
        return "\n".join(label.text() for label in front.findChildren(QLabel) if label.isVisible())


class Scene:
    """An area of two communes and its supervisor, whose windows are opened one at a time."""

    def __init__(self, area: Area, qapp: QApplication, bot: QtBot) -> None:
        self.area, self._app, self._bot = area, qapp, bot
        self.first, self.second = (area.enrol(unit) for unit in COMMUNES[:2])
        self.office = area.enrol(OFFICE, COMMUNES[:2])
        for seed, place in enumerate((self.first, self.second), 1):
            area.clock.now = START
            work_through(place.counter, area.clock, 12 if seed == 1 else 4, 4, seed)
        area.clock.now = NOW - timedelta(minutes=30)
        area.carry()

    @contextmanager
    def window(self, place: Place, clerk: str, now: datetime = NOW) -> Iterator[Seat]:
        """Open a machine's window at a moment, and close it again."""
        place.store.close()
        ticks = iter(range(10_000_000))
        ports = window_ports(place.home, lambda: now + timedelta(seconds=next(ticks) / 100))
        program = Program(self._app, replace(ports, preload=lambda: None))
        program.start()
        seat = Seat(program, self._bot)
        seat.log_in(clerk)
        yield seat
        if program.window is not None:
            program.window.close()
        program.stop()
        self.area.reopen(place)
