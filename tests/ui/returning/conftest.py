"""A real counter with results that wait, and the screen in a window that has the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelOut, FeeLine, Paper
from counter_app.domain.people import Submitter
from counter_app.services import dossiers, intake, returning
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import Result
from counter_app.ui.background import Background
from counter_app.ui.bell import Bell
from counter_app.ui.returning.ports import ports_of
from counter_app.ui.returning.view import ReturningView
from counter_app.ui.shared.confirm import ConfirmDialog
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_counter, a_person
from tests.ui.intake.conftest import Keyboard, Printer
from tests.ui.stand_ins import in_front

NOW = A_MONDAY + timedelta(hours=1)
NAMES = ("NGUYỄN VĂN THỬ", "MA THỊ BÉ", "LÒ VĂN ĐỨC", "ĐẶNG THỊ NGỮ ÁNH", "HOÀNG VĂN GIẢ")


@dataclass
class DeskOfResults:
    """A clerk at the desk of results."""

    counter: Counter
    view: ReturningView
    printer: Printer
    keys: Keyboard
    clock: list[datetime]
    bot: QtBot

    def notice(self) -> str:
        return self.view.notice.text

    def waits_for(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.notice())

    def scans(self, code: str) -> None:
        assert self.view.take_scan(code)

    def brings(self, code: str) -> None:
        """Scan a slip and wait until its dossier is on the desk."""
        self.scans(code)
        panel = self.view.desk.panel
        self.bot.waitUntil(lambda: code in panel.procedure.words and panel.isVisible())

    def question(self) -> ConfirmDialog:
        self.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ConfirmDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        return dialog

    def answers(self, key: Qt.Key = Qt.Key.Key_Return) -> None:
        dialog = self.question()
        self.bot.waitUntil(dialog.isActiveWindow)
        handle = dialog.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key)
        self.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        # Without a window manager the keyboard does not come back by itself.
        self.view.window().activateWindow()
        self.bot.waitUntil(self.view.window().isActiveWindow)

    def dossier(self, code: str) -> Dossier:
        return dossiers.open_dossier(self.counter, code)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    yield counter
    counter.store.close()


def taken_in(
    counter: Counter,
    number: int = 0,
    channel: ChannelOut = ChannelOut.DESK,
    fee: int = 0,
    submitter: str = "",
    days_ago: int = 4,
) -> str:
    """Take a dossier in some days ago, and return its code."""
    person = a_person(NAMES[number % len(NAMES)], f"0060910{number:05d}")
    request = IntakeRequest(
        RESIDENCE,
        person,
        papers=(Paper("Tờ khai"),),
        channel_out=channel,
        fees=(FeeLine("Lệ phí", fee),) if fee else (),
    )
    if submitter:
        other = replace(a_person(submitter, "002185000000"))
        request = replace(request, submitter=Submitter(other, "Giấy ủy quyền số 3"))
    at = A_MONDAY - timedelta(days=days_ago) + timedelta(minutes=number)
    return intake.take_in(counter, replace(request, received_at=at), A_CLERK, A_MONDAY).code


def ready(
    counter: Counter,
    number: int = 0,
    channel: ChannelOut = ChannelOut.DESK,
    fee: int = 0,
    submitter: str = "",
    days_ago: int = 4,
) -> str:
    """Return the code of a dossier whose result is at the counter."""
    code = taken_in(counter, number, channel, fee, submitter, days_ago)
    result = Result("Giấy xác nhận tạm trú", f"{number + 1}/XN")
    returning.mark_ready(counter, code, result, A_CLERK, A_MONDAY)
    return code


@pytest.fixture
def desk(qtbot: QtBot, background: Background, counter: Counter) -> Iterator[DeskOfResults]:
    clock, printer = [NOW], Printer()
    bell = Bell()
    ports = ports_of(counter, background.run, lambda: clock[0], lambda: A_CLERK, printer.send)
    view = ReturningView(ports)
    unlisten = counter.store.listen(bell.ring)
    bell.rang.connect(view.refresh)
    window = in_front(view, qtbot)
    view.opened()
    yield DeskOfResults(counter, view, printer, Keyboard(), clock, qtbot)
    unlisten()
    background.stop()
    window.close()
