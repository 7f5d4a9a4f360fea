"""The joined program in one process: one window, real services, keys and scans."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from counter_app import app, demo
from counter_app.services import dossiers
from counter_app.system.single_instance import SingleInstance
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program import Program
from counter_app.window import run_window, window_ports
from tests.support.counters import A_MONDAY

CARD = demo.visit().card


class StrayWindows(QObject):
    """Notices every top-level window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() is QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


class Desk:
    """A program at the demonstration's desk, driven by keys."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program = program
        self.bot = bot

    @property
    def window(self) -> DeskWindow:
        return self.program.desk

    def log_in(self, clerk: str, password: str) -> None:
        window = self.program.window
        assert isinstance(window, LoginWindow)
        self.bot.waitUntil(lambda: window.card.clerk.count() > 0)
        window.card.clerk.setEditText(clerk)
        QTest.keyClicks(window.card.password, password)
        QTest.keyClick(window.card.password, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.program.opened is not None, timeout=20_000)
        self.window.window.activateWindow()
        self.bot.waitUntil(self.window.window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.window.window, key, modifier or Qt.KeyboardModifier.NoModifier)

    def scan(self, text: str) -> None:
        handle = self.window.window.windowHandle()
        assert handle is not None
        for letter in text:
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(handle, event)
        QTest.keyClick(handle, Qt.Key.Key_Return)

    def take_in(self) -> str:
        self.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        intake = self.window.intake
        self.bot.waitUntil(lambda: self.window.window.front is intake)
        QTest.keyClicks(intake.procedure, "tam tru")
        self.bot.waitUntil(lambda: bool(intake.procedure.suggestions))
        QTest.keyClick(intake.procedure, Qt.Key.Key_Return)
        self.scan(CARD)
        self.bot.waitUntil(lambda: bool(intake.applicant.name.text()))
        self.press(Qt.Key.Key_F6)
        self.press(Qt.Key.Key_F9)
        self.bot.waitUntil(lambda: "Đã tiếp nhận" in intake.notice.text)
        words = intake.notice.text
        return next(word for word in words.split() if word.startswith("H55."))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> app.Home:
    home = app.Home(tmp_path_factory.mktemp("desk"))
    demo.prepare(home, A_MONDAY)
    return home


@pytest.fixture
def desk(home: app.Home, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    here = app.Home(tmp_path / "home")
    here.folder.mkdir()
    for path in home.folder.iterdir():
        if path.is_file():
            (here.folder / path.name).write_bytes(path.read_bytes())
    ticks = iter(range(1_000_000))
    ports = window_ports(here, lambda: A_MONDAY + timedelta(seconds=next(ticks) / 100))
    program = Program(qapp, replace(ports, preload=lambda: None))
    program.start()
    yield Desk(program, qtbot)
    if program.window is not None:
        program.window.close()
    program.stop()


def test_no_part_of_a_screen_ever_flashes_as_a_window(desk: Desk) -> None:
    desk.log_in("mau", "quay-hai-2026")
    watch = StrayWindows()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    code = desk.take_in()
    desk.window.open_dossier(code)
    desk.bot.waitUntil(lambda: desk.window.dossiers.page_presenter.code == code)
    for key in ("today", "accounts", "help"):
        desk.window.window.show_screen(key)
    application.removeEventFilter(watch)
    assert watch.shown == []


def test_a_slip_scanned_over_any_screen_opens_its_dossier(desk: Desk) -> None:
    desk.log_in("mau", "quay-hai-2026")
    code = desk.take_in()
    for key in ("today", "help", "intake"):
        desk.window.window.show_screen(key)
        desk.scan(code)
        desk.bot.waitUntil(lambda: desk.window.window.front_key == "dossiers")
        desk.bot.waitUntil(lambda: desk.window.dossiers.page_presenter.code == code)
        desk.press(Qt.Key.Key_Escape)


def test_the_form_stays_under_the_lock_and_who_presses_signs(desk: Desk) -> None:
    """I22: switched in mid-form, the colleague who presses the key is the one who signs."""
    desk.log_in("mau", "quay-hai-2026")
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    intake = desk.window.intake
    desk.bot.waitUntil(lambda: desk.window.window.front is intake)
    QTest.keyClicks(intake.procedure, "tam tru")
    desk.bot.waitUntil(lambda: bool(intake.procedure.suggestions))
    QTest.keyClick(intake.procedure, Qt.Key.Key_Return)
    desk.scan(CARD)
    desk.bot.waitUntil(lambda: bool(intake.applicant.name.text()))

    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.window.is_covered
    desk.scan(CARD)
    card = desk.window.lock_screen.card
    desk.window.lock_screen.ask_for_another()
    card.clerk.setEditText("hoan")
    QTest.keyClicks(card.password, "truc-du-phong-2026")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: not desk.window.window.is_covered, timeout=20_000)

    assert intake.applicant.name.text() == "NGUYỄN VĂN THỬ"
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: "Đã tiếp nhận" in intake.notice.text)
    [found] = dossiers.find(desk.window.counter, "nguyen van thu")
    assert found.taken_in_by == "hoan"


def test_a_damaged_store_is_said_in_words_and_left_as_it_is(desk: Desk, tmp_path: Path) -> None:
    store = tmp_path / "home" / "counter.db"
    damaged = bytearray(store.read_bytes())
    damaged[5000:9000] = bytes(4000)
    store.write_bytes(damaged)
    window = desk.program.window
    assert isinstance(window, LoginWindow)
    desk.bot.waitUntil(lambda: window.card.clerk.count() > 0)
    window.card.clerk.setEditText("mau")
    QTest.keyClicks(window.card.password, "quay-hai-2026")
    QTest.keyClick(window.card.password, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: bool(window.card.fault.text()), timeout=20_000)

    assert "hỏng" in window.card.fault.text()
    assert store.read_bytes() == bytes(damaged)
    assert desk.program.opened is None


def test_a_second_window_on_the_same_counter_says_so_and_ends(
    home: app.Home, qapp: QApplication, qtbot: QtBot
) -> None:
    said: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    with SingleInstance(home.folder):
        QTimer.singleShot(0, read_and_close)
        assert run_window(home) == 1
    assert "đang mở" in said[0]
