"""A real counter behind the intake screen, and the screen in a window that has the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services.counter import Counter
from counter_app.ui.background import Background
from counter_app.ui.intake.ports import ports_of
from counter_app.ui.intake.view import IntakeView
from tests.support.counters import A_CLERK, A_MONDAY, a_counter
from tests.ui.stand_ins import in_front


@dataclass
class Printer:
    """Keeps what it was given to print."""

    jobs: list[tuple[str, bytes]] = field(default_factory=list)

    def send(self, pdf: bytes, title: str) -> None:
        self.jobs.append((title, pdf))


class Keyboard:
    """Types where the cursor is, as a person does; Vietnamese through the input method."""

    def types(self, text: str) -> None:
        target = self.focus()
        if text.isascii():
            QTest.keyClicks(target, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key)

    def enter(self, text: str = "") -> None:
        """Type and go on."""
        if text:
            self.types(text)
        self.press(Qt.Key.Key_Return)

    @staticmethod
    def focus() -> QWidget:
        focused = QApplication.focusWidget() or QApplication.activeWindow()
        assert focused is not None, "nothing has the keyboard"
        return focused


@dataclass
class AtTheCounter:
    """A clerk at a real counter: the store, the screen, the keyboard, the printer."""

    counter: Counter
    view: IntakeView
    printer: Printer
    keys: Keyboard
    clerk: list[StaffMember]
    clock: list[datetime]
    bot: QtBot

    def notice(self) -> str:
        return self.view.notice.text

    def waits_for(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.notice())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path)
    yield counter
    counter.store.close()


@pytest.fixture
def at_the_counter(
    qtbot: QtBot, background: Background, counter: Counter
) -> Iterator[AtTheCounter]:
    clerk, clock, printer = [A_CLERK], [A_MONDAY], Printer()
    ports = ports_of(
        counter,
        background.run,
        lambda: clock[0],
        lambda: clerk[0],
        lambda: SlipPaper.A5,
        printer.send,
    )
    view = IntakeView(ports)
    window = in_front(view, qtbot)
    view.opened()
    yield AtTheCounter(counter, view, printer, Keyboard(), clerk, clock, qtbot)
    view.keep_draft()
    background.stop()
    window.close()
