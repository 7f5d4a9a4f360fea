"""The settings in the joined program: Alt+9, and a choice that is in force at once."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app import app, demo
from counter_app.services import rules
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.system.settings import read_settings
from counter_app.ui.deadlines.view import DeadlinesView
from counter_app.ui.program import Program
from counter_app.ui.settings.calendar_page import CalendarPage
from counter_app.ui.settings.page import FormPage
from counter_app.ui.settings.scanner_page import ScannerPage
from counter_app.ui.settings.view import SettingsView
from counter_app.ui.shared.combo import Combo
from counter_app.window import window_ports
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY, RESIDENCE, a_person

KEYS = Qt.Key


class Joined:
    """The program at the demonstration's desk, its head logged in, the settings in front."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program = program
        self.bot = bot
        window = program.window
        assert window is not None
        card = window.card  # type: ignore[attr-defined]
        bot.waitUntil(lambda: card.clerk.count() > 0)
        card.clerk.setEditText("lien")
        QTest.keyClicks(card.password, "truong-bo-phan-2026")
        QTest.keyClick(card.password, KEYS.Key_Return)
        bot.waitUntil(lambda: program.opened is not None, timeout=20_000)
        self.window = program.desk.window
        self.window.activateWindow()
        bot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window, KEYS.Key_9, Qt.KeyboardModifier.AltModifier)
        front = self.window.front
        assert isinstance(front, SettingsView)
        self.view = front

    def go(self, key: str) -> FormPage:
        self.view.nav.setCurrentRow(self.view.keys.index(key))
        page = self.view.page
        assert isinstance(page, FormPage)
        self.bot.waitUntil(page.save.isEnabled)
        return page

    def save(self) -> None:
        QTest.keyClick(self.window, KEYS.Key_F9)
        self.bot.waitUntil(lambda: "Đã lưu" in self.view.notice.text)


@pytest.fixture
def home(tmp_path: Path) -> app.Home:
    made = app.Home(tmp_path / "home")
    demo.prepare(made, A_MONDAY)
    return made


@pytest.fixture
def joined(home: app.Home, qapp: QApplication, qtbot: QtBot) -> Iterator[Joined]:
    look = (qapp.styleSheet(), qapp.font(), qapp.palette())
    tokens = qapp.property("theme_tokens")
    ticks = iter(range(1_000_000))
    ports = window_ports(home, lambda: A_MONDAY + timedelta(seconds=next(ticks) / 100))
    program = Program(qapp, replace(ports, preload=lambda: None))
    program.start()
    yield Joined(program, qtbot)
    if program.window is not None:
        program.window.close()
    program.stop()
    qapp.setStyleSheet(look[0])
    qapp.setFont(look[1])
    qapp.setPalette(look[2])
    qapp.setProperty("theme_tokens", tokens)


def test_looks_lock_and_paper_follow_at_once(joined: Joined, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    page = joined.go("looks")
    theme = page.fields["theme"].editor
    assert isinstance(theme, Combo)
    theme.set_value("dark")
    joined.save()
    assert qapp.styleSheet() != before

    page = joined.go("printer")
    paper = page.fields["slip_paper"].editor
    assert isinstance(paper, Combo)
    paper.set_value("k80")
    joined.save()
    assert joined.program.ports.looks.paper == "k80"

    page = joined.go("warnings")
    page.fields["lock_after_minutes"].editor.setText("30")  # type: ignore[attr-defined]
    joined.save()
    assert joined.program.ports.looks.lock_after == timedelta(minutes=30)


def test_hours_are_in_force_at_once_and_after_the_next_start(
    joined: Joined, home: app.Home
) -> None:
    page = joined.go("hours")
    friday = page.days[4]  # type: ignore[attr-defined]
    friday.setText("07:30-11:30, 13:30-16:00")
    joined.save()

    counter = joined.program.desk.counter
    on = date(2026, 11, 27)
    assert counter.due_clock.hours.closing_on(on).hour == 16
    assert app.due_clock(home).hours.closing_on(on).hour == 16
    assert read_settings(home.folder).desk_hours.days["friday"][-1] == "13:30-16:00"


def test_a_scan_is_shown_instead_of_opening_a_dossier(joined: Joined) -> None:
    page = joined.go("scanner")
    assert isinstance(page, ScannerPage)
    joined.program.parts.scans.scanned.emit("H55.18.43-261123-2001")
    assert "qua cổng nối tiếp" in page.heard.text()
    assert joined.window.front_key == "settings"


def a_line() -> tuple[int, int, str]:
    """Return the scanner's end of a line, the counter's end, and the port's name."""
    if sys.platform == "win32":
        raise OSError("on Windows a pair of virtual ports takes a pseudo terminal's place")
    else:
        ours, theirs = os.openpty()
        return ours, theirs, os.ttyname(theirs)


def test_a_serial_scanner_is_read_as_soon_as_it_is_saved(joined: Joined) -> None:
    leader, follower, port = a_line()
    page = joined.go("scanner")
    assert isinstance(page, ScannerPage)
    page.kind.set_value("serial")
    page.port.setText(port)
    joined.save()

    def is_heard() -> bool:
        os.write(leader, b"ABCDEFGH\r")
        return "8 ký tự qua cổng nối tiếp" in page.heard.text()

    joined.bot.waitUntil(is_heard, timeout=10_000)
    joined.view.notice.clear()
    page.kind.set_value("wedge")
    joined.save()
    os.close(leader)
    os.close(follower)


def test_a_new_holiday_leads_to_the_list_of_the_board(joined: Joined) -> None:
    counter = joined.program.desk.counter
    take_in(counter, IntakeRequest(RESIDENCE, a_person()), A_CLERK, A_MONDAY)
    joined.view.nav.setCurrentRow(joined.view.keys.index("calendar"))
    page = joined.view.page
    assert isinstance(page, CalendarPage)
    page.first.setText("26112026")
    page.name.setText("Nghỉ lễ của tỉnh")
    page.document.setText("123/TB-UBND")
    QTest.keyClick(joined.window, KEYS.Key_F9)
    joined.bot.waitUntil(lambda: "vướng ngày này" in joined.view.notice.text)
    QTest.keyClick(joined.window, KEYS.Key_F7)

    assert isinstance(joined.window.front, DeadlinesView)
    assert [each.by for each in rules.decisions(counter)] == [A_HEAD.clerk]
