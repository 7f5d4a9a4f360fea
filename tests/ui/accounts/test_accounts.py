"""Accounts: one's own password, and the colleagues for the head of the office."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refusal
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.ui.accounts.presenter import AccountsPorts
from counter_app.ui.accounts.view import AccountsView
from counter_app.ui.printer import Printing
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.recovery import RecoveryCard
from tests.ui.stand_ins import at_once, focus

HEAD = StaffMember("htmau", "Hoàng Thị Mẫu", Role.HEAD)
CLERK = StaffMember("lvthu", "Lý Văn Thử")
KEY = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567"


class WrongPassword(Refusal):
    """The key slots' own word, as the presenter meets it."""


class PasswordTooWeak(Refusal):
    """The key slots' own word, as the presenter meets it."""

    why = "too_short"


@dataclass
class Office:
    """The accounts of an office, and who is logged in."""

    current: StaffMember = HEAD
    staff: list[StaffMember] = field(default_factory=lambda: [HEAD, CLERK])
    passwords: dict[str, str] = field(default_factory=lambda: {"htmau": "cu-cu-cu-cu"})
    signed: list[str] = field(default_factory=list)
    error: CounterError | None = None

    def change(self, by: StaffMember, old: str, new: str) -> None:
        if self.error:
            raise self.error
        if self.passwords[by.clerk] != old:
            raise WrongPassword
        self.passwords[by.clerk] = new

    def add(self, member: StaffMember, password: str, by: StaffMember) -> None:
        if self.error:
            raise self.error
        self.staff.append(member)
        self.passwords[member.clerk] = password
        self.signed.append(by.clerk)

    def rekey(self, by: StaffMember) -> None:
        if self.error:
            raise self.error
        self.signed.append(f"rekey by {by.clerk}")

    def remove(self, clerk: str, by: StaffMember) -> None:
        if self.error:
            raise self.error
        self.staff = [member for member in self.staff if member.clerk != clerk]
        self.signed.append(by.clerk)

    def ports(self) -> AccountsPorts:
        return AccountsPorts(
            run=at_once,
            current=lambda: self.current,
            staff=lambda: tuple(self.staff),
            change_password=self.change,
            add_staff=self.add,
            remove_staff=self.remove,
            new_recovery_key=lambda by: KEY,
            rekey=self.rekey,
        )


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def view(qtbot: QtBot, office: Office) -> AccountsView:
    view = AccountsView(office.ports(), Printing(at_once, lambda: ""), lambda key: b"%PDF")
    view.resize(1170, 680)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.opened()
    return view


def test_ones_own_password_is_changed_by_keyboard(view: AccountsView, office: Office) -> None:
    view.old.setFocus()
    for text in ("cu-cu-cu-cu", "moi-moi-moi", "moi-moi-moi"):
        QTest.keyClicks(focus(), text)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert office.passwords["htmau"] == "moi-moi-moi"
    assert "Đã đổi mật khẩu" in view.notice.text
    assert view.old.text() == view.new.text() == ""


def test_a_wrong_old_password_is_said_beside_its_field(view: AccountsView, office: Office) -> None:
    type_own(view, "sai", "moi-moi-moi", "moi-moi-moi")
    assert view._own_rows["old"].line == "Mật khẩu đang dùng chưa đúng"
    assert view.new.text() == "moi-moi-moi"


def test_a_weak_new_password_is_said_beside_its_field(view: AccountsView, office: Office) -> None:
    office.error = PasswordTooWeak()
    type_own(view, "cu-cu-cu-cu", "1", "1")
    assert "8 ký tự" in view._own_rows["new"].line


def test_two_different_new_passwords_change_nothing(view: AccountsView, office: Office) -> None:
    type_own(view, "cu-cu-cu-cu", "moi-moi-moi", "khac")
    assert view._own_rows["again"].line
    assert office.passwords["htmau"] == "cu-cu-cu-cu"


def type_own(view: AccountsView, old: str, new: str, again: str) -> None:
    view.old.setText(old)
    view.new.setText(new)
    view.again.setText(again)
    QTest.keyClick(view.again, Qt.Key.Key_Return)


def test_the_head_adds_a_colleague(view: AccountsView, office: Office) -> None:
    view.name.setText("Nguyễn Thị Bé")
    view.clerk.setText("NTBe ")
    view.first.setText("lan-dau-tien")
    view.first_again.setText("lan-dau-tien")
    QTest.keyClick(view.first_again, Qt.Key.Key_Return)
    assert office.staff[-1] == StaffMember("ntbe", "Nguyễn Thị Bé", Role.CLERK)
    assert office.signed == ["htmau"]
    assert len(view.table.model.rows) == 3
    assert view.first.text() == ""


def test_a_name_that_is_taken_is_said_beside_its_field(view: AccountsView, office: Office) -> None:
    office.error = FieldsRefused({"clerk": "taken"})
    view.name.setText("Nguyễn Thị Bé")
    view.clerk.setText("htmau")
    view.first.setText("lan-dau-tien")
    view.first_again.setText("lan-dau-tien")
    QTest.keyClick(view.first_again, Qt.Key.Key_Return)
    assert "đã có người dùng" in view._new_rows["clerk"].line
    assert view.name.text() == "Nguyễn Thị Bé"


def test_an_empty_form_adds_nobody(view: AccountsView, office: Office) -> None:
    QTest.keyClick(view.first_again, Qt.Key.Key_Return)
    assert all(view._new_rows[name].line for name in ("name", "clerk", "password"))
    assert len(office.staff) == 2


def test_removing_asks_first_and_escape_keeps_the_account(
    view: AccountsView, office: Office
) -> None:
    view.table.choose(1)
    view.remove_button.click()
    dialog = open_dialog(view)
    assert "Lý Văn Thử" in dialog.windowTitle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(office.staff) == 2


def test_removing_takes_the_account_away(view: AccountsView, office: Office) -> None:
    view.table.choose(1)
    view.remove_button.click()
    open_dialog(view).do_button.click()
    assert office.staff == [HEAD]
    assert "Đã bỏ tài khoản lvthu" in view.notice.text


def test_a_clerk_sees_no_way_to_manage_others(view: AccountsView, office: Office) -> None:
    office.current = CLERK
    view.refresh()
    assert not view.new_card.isVisible()
    assert not view.remove_button.isVisible()
    assert not view.recovery_button.isVisible()
    assert not view.rekey_button.isVisible()


def test_another_key_for_the_store_is_offered_when_somebody_left_and_asked_once_more(
    view: AccountsView, office: Office
) -> None:
    view.table.choose(1)
    view.remove_button.click()
    open_dialog(view).do_button.click()
    (offer,) = view.notice.buttons
    offer.click()
    assert office.signed[-1:] != ["rekey by htmau"]
    open_dialog(view).do_button.click()

    assert office.signed[-1] == "rekey by htmau"
    assert "Đã đổi khóa kho" in view.notice.text
    assert view.rekey_button.isEnabled()


def test_a_new_recovery_key_is_shown_once(view: AccountsView) -> None:
    view.recovery_button.click()
    open_dialog(view).do_button.click()
    cards = view.findChildren(RecoveryCard)
    assert [card.shown_key for card in cards] == [KEY]
    cards[0].is_safe.setChecked(True)
    cards[0].go_on.click()
    assert cards[0].shown_key == ""


def open_dialog(view: AccountsView) -> ConfirmDialog:
    dialogs = [dialog for dialog in view.findChildren(ConfirmDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    assert isinstance(dialogs[0], QDialog)
    return dialogs[0]
