"""Log-in, lock and recovery: by keyboard, with words for every wrong turn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import Refusal
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused
from counter_app.ui.login.presenter import LoginPorts, LoginPresenter, wait_words
from counter_app.ui.login.view import LockScreen, LoginWindow
from tests.ui.stand_ins import at_once, focus

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)


class WrongPassword(Refusal):
    """The key slots' own word, as the presenter meets it."""

    attempts_left = 3


class TooManyAttempts(Refusal):
    """The key slots' own word, as the presenter meets it."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


@dataclass
class FakeSlots:
    """Key slots of two clerks, and a clock."""

    now: datetime = NOON
    passwords: dict[str, str] = field(default_factory=lambda: {"htmau": "mat-khau", "lvthu": "x"})
    wrong_count: int = 0
    locked_until: datetime | None = None
    entered: list[str] = field(default_factory=list)
    tried: list[tuple[str, str]] = field(default_factory=list)
    last: str = ""

    def unlock(self, clerk: str, password: str) -> str:
        self.tried.append((clerk, password))
        if self.locked_until and self.now < self.locked_until:
            raise TooManyAttempts(self.locked_until)
        if self.passwords.get(clerk) != password:
            self.wrong_count += 1
            if self.wrong_count == 3:
                self.locked_until = self.now + timedelta(seconds=90)
                raise TooManyAttempts(self.locked_until)
            raise WrongPassword
        return clerk

    def reset(self, recovery_key: str, clerk: str, password: str) -> str:
        if clerk not in self.passwords:
            raise FieldsRefused({"clerk": "unknown_clerk"})
        if recovery_key != "KEY":
            raise WrongPassword
        self.passwords[clerk] = password
        return clerk

    def ports(self) -> LoginPorts:
        return LoginPorts(
            run=at_once,
            now=lambda: self.now,
            clerks=lambda: tuple(self.passwords),
            unlock=self.unlock,
            reset=self.reset,
            entered=self.entered.append,
            last_clerk=lambda: self.last,
        )


class FakeScreen:
    """A log-in card that writes down what it shows."""

    def __init__(self) -> None:
        self.fault = self.wait = self.chosen = self.page = ""
        self.busy: list[str] = []
        self.clerks: tuple[str, ...] = ()
        self.forgotten = 0

    def show_clerks(self, clerks: Sequence[str], chosen: str) -> None:
        self.clerks, self.chosen = tuple(clerks), chosen

    def show_busy(self, words: str) -> None:
        self.busy.append(words)

    def show_fault(self, words: str) -> None:
        self.fault = words

    def show_wait(self, words: str) -> None:
        self.wait = words

    def forget_password(self) -> None:
        self.forgotten += 1

    def show_recovery(self, clerk: str) -> None:
        self.page = f"recovery {clerk}"

    def show_log_in(self) -> None:
        self.page = "log in"


@pytest.fixture
def slots() -> FakeSlots:
    return FakeSlots()


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def presenter(screen: FakeScreen, slots: FakeSlots) -> LoginPresenter:
    return LoginPresenter(screen, slots.ports())


def test_the_clerk_of_last_time_is_chosen(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    slots.last = "lvthu"
    presenter.start()
    assert (screen.clerks, screen.chosen) == (("htmau", "lvthu"), "lvthu")


def test_a_clerk_who_left_is_not_chosen(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    slots.last = "gone"
    presenter.start()
    assert screen.chosen == ""


def test_the_right_password_enters(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    presenter.log_in(" htmau ", "mat-khau")
    assert slots.entered == ["htmau"]
    assert screen.busy == ["Đang mở quầy…", ""]
    assert screen.forgotten == 1


def test_a_wrong_password_is_said_and_forgotten(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    presenter.log_in("htmau", "sai")
    assert "chưa đúng" in screen.fault
    assert screen.forgotten == 1
    assert slots.entered == []


def test_empty_fields_are_never_tried(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    presenter.log_in("", "x")
    assert "tên đăng nhập" in screen.fault
    presenter.log_in("htmau", "")
    assert "mật khẩu" in screen.fault
    assert slots.tried == []


def test_after_too_many_tries_the_wait_is_counted_down(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    for _ in range(3):
        presenter.log_in("htmau", "sai")
    assert "1 phút 30 giây" in screen.wait
    presenter.log_in("htmau", "mat-khau")
    assert len(slots.tried) == 3
    slots.now += timedelta(seconds=60)
    presenter.tick()
    assert "30 giây" in screen.wait
    slots.now += timedelta(seconds=31)
    presenter.tick()
    assert screen.wait == ""
    presenter.log_in("htmau", "mat-khau")
    assert slots.entered == ["htmau"]


def test_the_recovery_key_sets_a_new_password(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    presenter.want_recovery("htmau")
    assert screen.page == "recovery htmau"
    presenter.reset("KEY", "htmau", "moi-tinh", "moi-tinh")
    assert slots.entered == ["htmau"]
    assert slots.passwords["htmau"] == "moi-tinh"


def test_two_different_new_passwords_change_nothing(
    presenter: LoginPresenter, screen: FakeScreen, slots: FakeSlots
) -> None:
    presenter.reset("KEY", "htmau", "moi-tinh", "moi-tin")
    assert "chưa giống nhau" in screen.fault
    assert slots.passwords["htmau"] == "mat-khau"


def test_an_unknown_name_is_said_at_recovery(presenter: LoginPresenter, screen: FakeScreen) -> None:
    presenter.reset("KEY", "nobody", "moi-tinh", "moi-tinh")
    assert "tên đăng nhập" in screen.fault


def test_waits_are_said_in_minutes_and_seconds() -> None:
    assert "4 phút 32 giây" in wait_words(272)
    assert "2 phút rồi" in wait_words(120)


@pytest.fixture
def window(qtbot: QtBot, slots: FakeSlots) -> LoginWindow:
    window = LoginWindow("UBND phường Bắc Kạn · Quầy 2")
    window.card.use(slots.ports())
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_name_enter_password_enter_is_all_it_takes(
    window: LoginWindow, slots: FakeSlots, qtbot: QtBot
) -> None:
    window.card.focus_first()
    QTest.keyClicks(focus(), "htmau")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClicks(focus(), "mat-khau")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert slots.entered == ["htmau"]


def test_a_known_clerk_only_types_the_password(slots: FakeSlots, qtbot: QtBot) -> None:
    slots.last = "htmau"
    window = LoginWindow()
    qtbot.addWidget(window)
    window.show()
    window.card.use(slots.ports())
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.card.password.hasFocus()
    QTest.keyClicks(focus(), "mat-khau")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert slots.entered == ["htmau"]


def test_the_password_is_hidden_until_it_is_asked_for(window: LoginWindow) -> None:
    password = window.card.password
    password.setText("mat-khau")
    assert password.displayText() != "mat-khau"
    password.show_letters(True)
    assert password.displayText() == "mat-khau"


def test_capitals_without_shift_are_noticed(window: LoginWindow) -> None:
    password = window.card.password
    press_letter(password, "A", Qt.KeyboardModifier.NoModifier)
    assert password.caps_label.isVisible()
    press_letter(password, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not password.caps_label.isVisible()


def press_letter(widget: QWidget, letter: str, modifier: Qt.KeyboardModifier) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, ord(letter), modifier, letter))


def test_a_locked_password_field_takes_nothing(
    window: LoginWindow, slots: FakeSlots, qtbot: QtBot
) -> None:
    slots.locked_until = NOON + timedelta(seconds=30)
    window.card.clerk.setEditText("htmau")
    window.card.password.setText("mat-khau")
    window.card.enter_button.click()
    assert not window.card.password.isEnabled()
    assert "30 giây" in window.card.fault.text()
    slots.now += timedelta(seconds=31)
    qtbot.waitUntil(window.card.password.isEnabled)


def test_the_way_to_recovery_and_back(window: LoginWindow, slots: FakeSlots) -> None:
    window.card.forgot.click()
    assert window.card.recovery.key.isVisible()
    assert window.card.recovery.key.hasFocus()
    QTest.keyClick(window.card.recovery.key, Qt.Key.Key_Escape)
    assert window.card.password.isVisible()


def test_recovery_by_keyboard_alone(window: LoginWindow, slots: FakeSlots) -> None:
    window.card.clerk.setEditText("htmau")
    window.card.forgot.click()
    QTest.keyClicks(focus(), "KEY")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClicks(focus(), "moi-tinh")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClicks(focus(), "moi-tinh")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert slots.entered == ["htmau"]


def test_a_password_with_vietnamese_letters(
    window: LoginWindow, slots: FakeSlots, typed: Callable[[QWidget, str], None]
) -> None:
    slots.passwords["htmau"] = "Mật khẩu dài"
    window.card.clerk.setEditText("htmau")
    typed(window.card.password, "Mật khẩu dài")
    window.card.enter_button.click()
    assert slots.entered == ["htmau"]


@pytest.fixture
def lock(qtbot: QtBot, slots: FakeSlots) -> LockScreen:
    lock = LockScreen()
    lock.card.use(slots.ports())
    qtbot.addWidget(lock)
    lock.show()
    with qtbot.waitActive(lock):
        lock.activateWindow()
    lock.lock_for("htmau", "Hoàng Thị Mẫu")
    return lock


def test_the_lock_asks_only_for_the_password_of_whom_it_locked(
    lock: LockScreen, slots: FakeSlots
) -> None:
    assert not lock.card.clerk.isVisible()
    QTest.keyClicks(lock.card.password, "mat-khau")
    QTest.keyClick(lock.card.password, Qt.Key.Key_Return)
    assert slots.tried == [("htmau", "mat-khau")]


def test_another_clerk_comes_with_a_name_of_their_own(lock: LockScreen, slots: FakeSlots) -> None:
    lock.other.click()
    assert lock.card.clerk.isVisible()
    lock.card.clerk.setEditText("lvthu")
    lock.card.password.setText("x")
    lock.card.enter_button.click()
    assert slots.entered == ["lvthu"]


def test_the_lock_keeps_no_password_from_before(lock: LockScreen) -> None:
    lock.card.password.setText("mat-khau")
    lock.lock_for("htmau", "Hoàng Thị Mẫu")
    assert lock.card.password.text() == ""
