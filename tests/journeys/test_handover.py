"""A shift is handed over by keyboard in the real window, and both have signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app import app, demo
from counter_app.domain.moments import day_of
from counter_app.domain.shifts import ShiftEnd
from counter_app.services import dossiers, duty
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.duty.view import DutyView
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program import Program
from counter_app.window import window_ports
from tests.support.counters import A_MONDAY

NO_KEY = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """A program at the demonstration's desk, driven by keys."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program = program
        self.bot = bot

    @property
    def window(self) -> DeskWindow:
        return self.program.desk

    @property
    def duty(self) -> DutyView:
        screen = self.window.window.screen_of("duty")
        assert isinstance(screen, DutyView)
        return screen

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

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.window

    def go_to_duty(self) -> None:
        rail = self.window.window.rail.keys()
        self.press(Qt.Key(Qt.Key.Key_1 + list(rail).index("duty")), ALT)
        self.bot.waitUntil(lambda: self.window.window.front is self.duty)
        self.bot.waitUntil(self.duty.give_button.isEnabled)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    home = app.Home(tmp_path / "home")
    demo.prepare(home, A_MONDAY)
    ticks = iter(range(1_000_000))
    ports = window_ports(home, lambda: A_MONDAY + timedelta(seconds=next(ticks) / 100))
    program = Program(qapp, replace(ports, preload=lambda: None))
    program.start()
    yield Desk(program, qtbot)
    if program.window is not None:
        program.window.close()
    program.stop()


def test_the_log_in_opens_a_shift_and_the_hand_over_gives_the_desk_away(desk: Desk) -> None:
    desk.log_in("mau", "quay-hai-2026")
    desk.go_to_duty()
    assert desk.duty.week.headline.text() == "Hoàng Thị Mẫu đang trực"

    desk.press(Qt.Key.Key_F9)
    page = desk.duty.hand_over
    desk.bot.waitUntil(lambda: desk.focus() is page.papers)
    desk.type("So ho tich 2026")
    for _ in range(2):
        desk.press(Qt.Key.Key_Tab)
    assert desk.focus() is page.to
    assert page.to.value().clerk == "hoan"
    desk.press(Qt.Key.Key_Tab)
    desk.type("khong-phai-mat-khau")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: "chưa đúng" in _line_of(page.password), timeout=20_000)
    assert desk.window.member.clerk == "mau"
    assert desk.focus() is page.password and page.password.text() == ""

    desk.type("truc-du-phong-2026")
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: "hai bên đã ký" in desk.duty.notice.text, timeout=20_000)
    assert desk.window.member.clerk == "hoan"
    desk.bot.waitUntil(lambda: desk.duty.week.headline.text() == "Triệu Văn Hoan đang trực")

    now = A_MONDAY + timedelta(hours=1)
    day = duty.on_duty(desk.window.counter, day_of(A_MONDAY), now)
    assert [(shift.clerk, shift.ending) for shift in day.shifts] == [
        ("mau", ShiftEnd.HANDED_OVER),
        ("hoan", None),
    ]
    given = day.shifts[0].handed
    assert given is not None and given.papers == ("So ho tich 2026",)
    assert desk.window.counter.store.check() == ()


def test_after_the_hand_over_the_receiver_signs_what_is_done(desk: Desk) -> None:
    desk.log_in("mau", "quay-hai-2026")
    desk.go_to_duty()
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: desk.focus() is desk.duty.hand_over.papers)
    desk.duty.hand_over.password.setFocus()
    desk.type("truc-du-phong-2026")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.window.member.clerk == "hoan", timeout=20_000)

    intake = desk.window.intake
    desk.press(Qt.Key.Key_2, ALT)
    desk.bot.waitUntil(lambda: desk.window.window.front is intake)
    QTest.keyClicks(intake.procedure, "tam tru")
    desk.bot.waitUntil(lambda: bool(intake.procedure.suggestions))
    QTest.keyClick(intake.procedure, Qt.Key.Key_Return)
    intake.card_scanned(demo.visit().card)
    desk.bot.waitUntil(lambda: bool(intake.applicant.name.text()))
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: "Đã tiếp nhận" in intake.notice.text)
    [found] = dossiers.find(desk.window.counter, "nguyen van thu")
    assert found.taken_in_by == "hoan"


def test_a_clerk_who_closed_the_shift_unlocks_the_screen_without_another(desk: Desk) -> None:
    desk.log_in("mau", "quay-hai-2026")
    desk.go_to_duty()
    desk.press(Qt.Key.Key_F8)
    desk.bot.waitUntil(lambda: desk.duty.hand_over.isVisible())
    desk.press(Qt.Key.Key_F9)
    desk.bot.waitUntil(lambda: "Đã kết thúc ca" in desk.duty.notice.text)

    desk.window.lock()
    QTest.keyClicks(desk.window.lock_screen.card.password, "quay-hai-2026")
    QTest.keyClick(desk.window.lock_screen.card.password, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: not desk.window.window.is_covered, timeout=20_000)
    desk.bot.waitUntil(lambda: desk.duty.week.headline.text() == "Bạn chưa mở ca trực")

    day = duty.on_duty(desk.window.counter, day_of(A_MONDAY), A_MONDAY + timedelta(hours=1))
    assert [(shift.clerk, shift.ending) for shift in day.shifts] == [("mau", ShiftEnd.CLOSED)]


def _line_of(field: QWidget) -> str:
    """Return what stands beneath a field."""
    parent = field.parentWidget()
    return str(getattr(parent, "line", ""))
