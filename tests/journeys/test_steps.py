"""A dossier followed to its end in the joined program: keys, scans, and a lock in between."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app import app, demo
from counter_app.domain.dossier import Dossier
from counter_app.domain.states import DossierState
from counter_app.services import dossiers
from counter_app.ui.dossiers.page_part import PagePart
from counter_app.ui.program import Program
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.preview import PreviewDialog
from counter_app.window import window_ports
from tests.journeys.test_desk import CARD, Desk
from tests.support.counters import A_MONDAY
from tests.ui.stand_ins import focus

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@dataclass
class Clock:
    """The machine's clock, which goes on with every look at it."""

    now: datetime = A_MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now


@dataclass
class Clerk:
    """Somebody at the desk with a keyboard and a scanner."""

    desk: Desk
    clock: Clock
    bot: QtBot
    code: str = ""

    @property
    def page(self) -> PagePart:
        return self.desk.window.dossiers.page

    @property
    def dossier(self) -> Dossier:
        return dossiers.open_dossier(self.desk.window.counter, self.code)

    @property
    def notice(self) -> str:
        return self.desk.window.dossiers.notice.text

    def press(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget() or self.desk.window.window
        QTest.keyClick(widget, key)

    def type(self, name: str, text: str) -> None:
        """Go to a field of the panel with Tab and type into it as an input method does."""
        editor: QWidget = self.page.panel.editors[name]
        for _ in range(40):
            if focus() is editor or editor.isAncestorOf(focus()):
                break
            self.press(Qt.Key.Key_Tab)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focus(), event)

    def choose(self, words: str) -> None:
        """Begin the step of these words: the main one with F9, any other from F7."""
        self.bot.waitUntil(lambda: self.page.main.isEnabled() and self.page.main.isVisible())
        if self.page.main.text().startswith(words):
            self.press(Qt.Key.Key_F9)
        else:
            near = [b for b in self.page.near if b.isVisible() and b.text() == words]
            if near:
                near[0].setFocus(Qt.FocusReason.TabFocusReason)
                self.press(Qt.Key.Key_Space)
            else:
                self._from_list(words)
        self.bot.waitUntil(self.page.panel.isVisible)

    def _from_list(self, words: str) -> None:
        self.press(Qt.Key.Key_F7)
        menu = self.page.menu
        assert menu is not None
        place = next(at for at, a in enumerate(menu.actions()) if a.text() == words)
        for _ in range(place):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.come_back()

    def come_back(self) -> None:
        """Without a window manager the keyboard does not come back by itself."""
        window = self.desk.window.window
        window.activateWindow()
        self.bot.waitUntil(window.isActiveWindow)
        self.bot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def say_yes(self) -> None:
        self.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ConfirmDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        self.bot.waitUntil(lambda: QApplication.focusWidget() is dialog.leave_button)
        self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        self.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.come_back()

    def open_by_scan(self) -> None:
        self.desk.scan(self.code)
        self.bot.waitUntil(lambda: self.page.presenter.code == self.code)
        self.bot.waitUntil(self.page.isVisible)

    def see(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.notice)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> app.Home:
    home = app.Home(tmp_path_factory.mktemp("steps"))
    demo.prepare(home, A_MONDAY)
    return home


@pytest.fixture
def clerk(home: app.Home, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    here = app.Home(tmp_path / "home")
    here.folder.mkdir()
    for path in home.folder.iterdir():
        if path.is_file():
            (here.folder / path.name).write_bytes(path.read_bytes())
    clock = Clock()
    program = Program(qapp, replace(window_ports(here, clock), preload=lambda: None))
    program.start()
    desk = Desk(program, qtbot)
    desk.log_in("mau", "quay-hai-2026")
    clerk = Clerk(desk, clock, qtbot)
    clerk.code = desk.take_in()
    clerk.open_by_scan()
    yield clerk
    if program.window is not None:
        program.window.close()
    program.stop()


def test_a_supplement_is_asked_for_and_brought_two_days_later(clerk: Clerk) -> None:
    due_at = clerk.dossier.due_at
    clerk.choose("Yêu cầu bổ sung")
    clerk.press(Qt.Key.Key_Space)
    clerk.type("reason", "Tờ khai chưa ký")
    clerk.press(Qt.Key.Key_F9)
    clerk.see("Đã ghi yêu cầu bổ sung 1 giấy tờ")
    assert clerk.dossier.state is DossierState.PAUSED

    clerk.clock.now += timedelta(days=3)
    clerk.open_by_scan()
    clerk.choose("Nhận bổ sung")
    clerk.press(Qt.Key.Key_F6)
    clerk.bot.waitUntil(lambda: "Hẹn trả từ nay" in clerk.page.panel.words())
    clerk.press(Qt.Key.Key_F9)

    clerk.see("Đã nhận bổ sung")
    assert clerk.dossier.due_at > due_at
    assert not clerk.dossier.lacking


def test_an_apology_with_a_new_appointment_and_its_form(clerk: Clerk) -> None:
    clerk.choose("Xin lỗi và hẹn lại")
    clerk.type("due_at", "16:00 01/12/2026")
    clerk.type("reason", "Chờ xác minh")
    clerk.press(Qt.Key.Key_F9)
    clerk.say_yes()
    clerk.see("Đã hẹn lại hồ sơ")
    [appointment] = clerk.dossier.reappointments
    assert appointment.due_at == datetime(2026, 12, 1, 16, tzinfo=A_MONDAY.tzinfo)
    assert clerk.dossier.promised_at < clerk.dossier.due_at

    QTest.keyClick(focus(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    menu = clerk.page.menu
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    place = next(at for at, each in enumerate(words) if "mẫu 04" in each)
    for _ in range(place):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    clerk.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    clerk.bot.waitUntil(lambda: dialog.preview.page_count() > 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    clerk.come_back()


def test_a_result_is_returned_by_the_colleague_who_took_over_in_mid_panel(clerk: Clerk) -> None:
    clerk.choose("Ghi nhận kết quả")
    clerk.type("kind", "Giấy xác nhận")
    clerk.press(Qt.Key.Key_F9)
    clerk.see("Đã ghi có kết quả")

    clerk.choose("Trả kết quả")
    clerk.desk.scan(CARD)
    clerk.bot.waitUntil(lambda: clerk.page.panel.editors["receiver"].text() == "Nguyễn Văn Thử")
    QTest.keyClick(clerk.desk.window.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert clerk.desk.window.window.is_covered
    lock = clerk.desk.window.lock_screen
    lock.ask_for_another()
    lock.card.clerk.setEditText("hoan")
    QTest.keyClicks(lock.card.password, "truc-du-phong-2026")
    QTest.keyClick(lock.card.password, Qt.Key.Key_Return)
    clerk.bot.waitUntil(lambda: not clerk.desk.window.window.is_covered, timeout=20_000)

    assert clerk.page.panel.editors["receiver"].text() == "Nguyễn Văn Thử"
    clerk.press(Qt.Key.Key_F9)
    clerk.say_yes()
    clerk.see("Đã trả kết quả")

    dossier = clerk.dossier
    assert dossier.state is DossierState.RETURNED
    assert dossier.returned is not None
    assert dossier.returned.receiver_id == "006091000000"
    assert dossier.history[-1].by == "hoan"


def test_a_slip_scanned_over_a_half_typed_panel_does_not_lose_it(clerk: Clerk) -> None:
    first = clerk.code
    second = clerk.desk.take_in()
    clerk.open_by_scan()
    clerk.choose("Dừng giải quyết")
    clerk.type("reason", "Theo công văn")

    clerk.desk.scan(second)

    clerk.see("Đang làm dở")
    assert clerk.page.presenter.code == first
    assert clerk.page.panel.editors["reason"].value() == "Theo công văn"
    clerk.desk.window.dossiers.notice.buttons[0].click()
    clerk.bot.waitUntil(lambda: clerk.page.presenter.code == second)
