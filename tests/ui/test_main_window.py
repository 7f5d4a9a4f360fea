"""The main window: screens by number, the search in its place, the lock over everything."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.units import Desk, Unit
from counter_app.ui.bell import Bell
from counter_app.ui.main_window import MainWindow, Screen
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.window.help import HelpScreen
from counter_app.ui.window.rail import RailButton
from counter_app.ui.window.top_bar import MenuEntry

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)
DESK = Desk(Unit("01843", "Phường Bắc Kạn", "Thái Nguyên", "H55.18.43"), 2)
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Page(ScreenBase):
    """A screen with a field and its main button, as any other."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.opened_count = self.refreshed = 0
        self.field = TextField()
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.saved: list[str] = []
        self.save = Button("Tiếp nhận", "F9", "main")
        self.save.clicked.connect(self._save)
        self.add_bottom(self.save)
        self.setFocusProxy(self.field)

    def opened(self) -> None:
        self.opened_count += 1

    def refresh(self) -> None:
        self.refreshed += 1

    def _save(self) -> None:
        self.saved.append(self.field.text())


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made() -> list[str]:
    """Return the keys of the screens that were built, in order."""
    return []


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def window(qtbot: QtBot, resources: Path, clock: Clock, made: list[str], bell: Bell) -> MainWindow:
    def maker(key: str, title: str) -> Callable[[], ScreenBase]:
        def make() -> ScreenBase:
            made.append(key)
            return Page(title)

        return make

    screens = (
        Screen("today", "Hôm nay", maker("today", "Hôm nay")),
        Screen("intake", "Tiếp nhận", maker("intake", "Tiếp nhận hồ sơ")),
        Screen("dossiers", "Hồ sơ", maker("dossiers", "Hồ sơ")),
        Screen("help", "Trợ giúp", lambda: HelpScreen(resources), in_rail=False),
    )
    window = MainWindow(DESK, screens, clock, bell)
    window.set_person(StaffMember("htmau", "Hoàng Thị Mẫu", Role.HEAD))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.show_screen("today")
    return window


def page(window: MainWindow, key: str) -> Page:
    screen = window.screen_of(key)
    assert isinstance(screen, Page)
    return screen


def test_a_screen_is_built_when_it_is_first_wanted(window: MainWindow, made: list[str]) -> None:
    assert made == ["today"]
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert made == ["today", "intake"]
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert made == ["today", "intake"]


def test_alt_and_a_digit_bring_the_screen_with_the_cursor_in_it(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.front_key == "intake"
    assert page(window, "intake").field.hasFocus()
    assert page(window, "intake").opened_count == 1


def test_the_rail_shows_which_screen_is_in_front(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, ALT)
    marked = [b.entry.key for b in window.findChildren(RailButton) if b.isChecked()]
    assert marked == ["dossiers"]


def test_what_is_typed_stays_when_another_screen_comes(window: MainWindow) -> None:
    window.show_screen("intake")
    page(window, "intake").field.setText("đang nhập dở")
    window.show_screen("today")
    window.show_screen("intake")
    assert page(window, "intake").field.text() == "đang nhập dở"


def test_a_key_works_only_on_the_screen_in_front(window: MainWindow) -> None:
    window.show_screen("intake")
    window.show_screen("dossiers")
    page(window, "dossiers").field.setText("x")
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert page(window, "dossiers").saved == ["x"]
    assert page(window, "intake").saved == []


def test_a_badge_stands_beside_its_screen(window: MainWindow) -> None:
    page(window, "today").badge_changed.emit(3, True)
    button = next(b for b in window.findChildren(RailButton) if b.entry.key == "today")
    assert button.badge.text() == "3"
    page(window, "today").badge_changed.emit(0, False)
    assert not button.badge.isVisible()


def test_ctrl_f_goes_to_the_search_from_anywhere(window: MainWindow) -> None:
    window.show_screen("intake")
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert window.top.search.hasFocus()


def test_f1_shows_the_help_and_returns(window: MainWindow) -> None:
    window.show_screen("intake")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.front_key == "help"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.front_key == "intake"


def test_the_bell_refreshes_only_the_screen_in_front(
    window: MainWindow, bell: Bell, qtbot: QtBot
) -> None:
    window.show_screen("intake")
    bell.ring()
    qtbot.waitUntil(lambda: page(window, "intake").refreshed == 1)
    assert page(window, "today").refreshed == 0


def test_the_clock_of_the_status_line_moves(window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
    assert "10:42 thứ Hai 23/11/2026" in texts(window)
    clock.now += timedelta(minutes=1)
    qtbot.waitUntil(lambda: "10:43 thứ Hai 23/11/2026" in texts(window))


def texts(window: MainWindow) -> set[str]:
    from PySide6.QtWidgets import QLabel

    return {label.text() for label in window.findChildren(QLabel)}


def test_the_lock_hides_everything_and_gives_it_back_as_it_was(window: MainWindow) -> None:
    window.show_screen("intake")
    intake = page(window, "intake")
    intake.field.setText("Đặng Thị Ngữ Ánh")
    intake.field.setCursorPosition(4)
    lock = QLineEdit()
    window.cover(lock)
    assert not intake.isVisible()
    assert lock.hasFocus()
    window.uncover()
    assert intake.field.hasFocus()
    assert (intake.field.text(), intake.field.cursorPosition()) == ("Đặng Thị Ngữ Ánh", 4)


def test_no_key_reaches_the_window_under_the_lock(window: MainWindow) -> None:
    window.show_screen("intake")
    lock = QWidget()
    window.cover(lock)
    for key, modifier in (
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, ALT),
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window, key, modifier)
    assert window.front_key == "intake"
    assert page(window, "intake").saved == []
    assert not window.top.search.hasFocus()


def test_ctrl_l_asks_for_the_lock_once(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    window.cover(QWidget())
    with qtbot.assertNotEmitted(window.lock_wanted):
        QTest.keyClick(window, Qt.Key.Key_L, CTRL)


def test_locking_refuses_a_dialog_that_was_open(window: MainWindow) -> None:
    dialog = ConfirmDialog("Trả kết quả?", "Trả kết quả cho bà Ánh.", "Trả", window)
    done: list[int] = []
    dialog.finished.connect(done.append)
    dialog.open()
    window.cover(QWidget())
    assert done == [ConfirmDialog.DialogCode.Rejected.value]


def test_the_menu_of_the_clerk_does_what_it_says(window: MainWindow) -> None:
    done: list[str] = []
    window.set_menu(
        (MenuEntry("Khóa màn hình", lambda: done.append("lock"), "Ctrl+L"),),
        (MenuEntry("Đổi người & ca", lambda: done.append("change")),),
    )
    actions = [action for action in window.top.person.menu().actions() if not action.isSeparator()]
    for action in actions:
        action.trigger()
    assert done == ["lock", "change"]
    assert actions[1].text() == "Đổi người && ca"


def test_a_small_screen_takes_the_short_rail_and_cuts_no_word(
    window: MainWindow, qtbot: QtBot
) -> None:
    page(window, "today").badge_changed.emit(1200, True)
    window.resize(911, 512)
    qtbot.waitUntil(lambda: window.width() == 911)
    QApplication.processEvents()
    for button in window.findChildren(RailButton):
        needed = button.word.fontMetrics().horizontalAdvance(button.word.text())
        assert button.word.width() >= needed, button.entry.title
    right = window.top.person.mapTo(window, QPoint(window.top.person.width(), 0)).x()
    assert right <= 911


def test_a_long_name_of_a_unit_does_not_push_anything_out(
    qtbot: QtBot, clock: Clock, bell: Bell
) -> None:
    long = Desk(Unit("1", "Phường " + "Rất Dài " * 20, "Thái Nguyên", "H55"), 2)
    window = MainWindow(long, (Screen("today", "Hôm nay", lambda: Page("x")),), clock, bell)
    window.set_person(StaffMember("a", "Nguyễn " * 12, Role.CLERK))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    assert window.width() == 1366
    assert window.minimumSizeHint().width() < 911


def test_no_two_keys_of_the_window_are_the_same(window: MainWindow) -> None:
    for key in ("today", "intake", "dossiers"):
        window.show_screen(key)
        keys = [b.key for b in window.findChildren(Button) if b.isVisible() and b.key]
        assert len(keys) == len(set(keys))


def test_closing_tells_before_the_window_is_gone(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
