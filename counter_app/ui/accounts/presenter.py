"""Accounts: one's own password; for the head of the office, colleagues and the recovery key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.ui.ports import Run
from counter_app.ui.words import fault_words, sentence_of


@dataclass(frozen=True)
class NewColleague:
    """What was typed for a new account."""

    name: str
    clerk: str
    role: Role
    password: str = field(repr=False)
    again: str = field(repr=False)


class AccountsScreen(Protocol):
    """The screen of accounts as the presenter sees it."""

    def show_staff(self, staff: Sequence[StaffMember], may_manage: bool) -> None:
        """Show who has an account, and whether the others may be managed."""

    def show_own_faults(self, faults: dict[str, str]) -> None:
        """Say beside the password fields what is wrong."""

    def show_new_faults(self, faults: dict[str, str]) -> None:
        """Say beside the new colleague's fields what is wrong."""

    def clear_own(self) -> None:
        """Empty the password fields."""

    def clear_new(self) -> None:
        """Empty the new colleague's fields."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def say_error(self, error: CounterError) -> None:
        """Say what cannot be done."""

    def show_key(self, recovery_key: str) -> None:
        """Show a new recovery key, once."""

    def offer_rekey(self, words: str) -> None:
        """Say what was done, and offer another key for the store."""

    def show_rekeying(self, is_working: bool) -> None:
        """Hold the button while the store is encrypted anew."""


@dataclass(frozen=True)
class AccountsPorts:
    """What the screen needs; all but ``run`` and ``current`` run on the desk thread.

    Each call is made in the name of who is logged in when the key is pressed (``by``).
    """

    run: Run
    current: Callable[[], StaffMember]
    staff: Callable[[], Sequence[StaffMember]]
    change_password: Callable[[StaffMember, str, str], object]
    add_staff: Callable[[StaffMember, str, StaffMember], object]
    remove_staff: Callable[[str, StaffMember], object]
    new_recovery_key: Callable[[StaffMember], str]
    rekey: Callable[[StaffMember], object]


class AccountsPresenter:
    """Carries what the clerk asks of the accounts to the service, and the answer back."""

    def __init__(self, screen: AccountsScreen, ports: AccountsPorts) -> None:
        self._screen = screen
        self._ports = ports

    def refresh(self) -> None:
        """Show who has an account now."""
        self._ports.run(self._ports.staff, self._show, self._screen.say_error)

    def change_password(self, old: str, new: str, again: str) -> None:
        """Change one's own password."""
        faults = faults_of_passwords(new, again)
        if not old:
            faults["old"] = fault_words("missing")
        self._screen.show_own_faults(faults)
        if faults:
            return
        by = self._ports.current()
        self._ports.run(
            lambda: self._ports.change_password(by, old, new), self._changed, self._own_refused
        )

    def add(self, form: NewColleague) -> None:
        """Give a colleague an account."""
        faults = faults_of_passwords(form.password, form.again)
        faults = {("password" if name == "new" else name): fault for name, fault in faults.items()}
        for name, text in (("name", form.name), ("clerk", form.clerk)):
            if not text.strip():
                faults[name] = fault_words("missing")
        self._screen.show_new_faults(faults)
        if faults:
            return
        by = self._ports.current()
        member = StaffMember(form.clerk.strip().lower(), composed(form.name), form.role)
        self._ports.run(
            lambda: self._ports.add_staff(member, form.password, by),
            lambda _: self._added(member),
            self._new_refused,
        )

    def remove(self, member: StaffMember) -> None:
        """Take a colleague's account away; the view has asked whether it is meant."""
        by = self._ports.current()
        self._ports.run(
            lambda: self._ports.remove_staff(member.clerk, by),
            lambda _: self._removed(member),
            self._screen.say_error,
        )

    def make_recovery_key(self) -> None:
        """Make a new recovery key in the place of the former one."""
        by = self._ports.current()
        self._ports.run(
            lambda: self._ports.new_recovery_key(by), self._screen.show_key, self._screen.say_error
        )

    def rekey(self) -> None:
        """Give the store another key; the view has asked whether it is meant."""
        by = self._ports.current()
        self._screen.show_rekeying(True)
        self._ports.run(lambda: self._ports.rekey(by), self._rekeyed, self._not_rekeyed)

    def _rekeyed(self, _: object) -> None:
        self._screen.show_rekeying(False)
        self._screen.say_done(
            "Đã đổi khóa kho. Mật khẩu của mọi người và khóa khôi phục vẫn dùng như cũ. "
            "Bản sao lưu cũ vẫn cần khóa cũ: hãy sao lưu lại."
        )

    def _not_rekeyed(self, error: CounterError) -> None:
        self._screen.show_rekeying(False)
        self._screen.say_error(error)

    def _show(self, staff: Sequence[StaffMember]) -> None:
        self._screen.show_staff(staff, self._ports.current().role is Role.HEAD)

    def _changed(self, _: object) -> None:
        self._screen.clear_own()
        self._screen.say_done("Đã đổi mật khẩu. Lần sau hãy đăng nhập bằng mật khẩu mới.")

    def _added(self, member: StaffMember) -> None:
        self._screen.clear_new()
        self._screen.say_done(
            f"Đã thêm tài khoản {member.clerk} cho {member.name}. "
            "Hãy báo mật khẩu lần đầu cho người đó và nhắc đổi ngay."
        )
        self.refresh()

    def _removed(self, member: StaffMember) -> None:
        self._screen.offer_rekey(
            f"Đã bỏ tài khoản {member.clerk}. Việc người đó đã ký vẫn giữ nguyên. "
            "Nếu người đó có thể đã chép kho dữ liệu của máy này, hãy đổi khóa kho."
        )
        self.refresh()

    def _own_refused(self, error: CounterError) -> None:
        match type(error).__name__:
            case "WrongPassword":
                self._screen.show_own_faults({"old": "Mật khẩu đang dùng chưa đúng"})
            case "PasswordTooWeak":
                self._screen.show_own_faults({"new": sentence_of(error)})
            case _:
                self._screen.say_error(error)

    def _new_refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_new_faults(
                {name: fault_words(fault) for name, fault in error.problems.items()}
            )
        elif type(error).__name__ == "PasswordTooWeak":
            self._screen.show_new_faults({"password": sentence_of(error)})
        else:
            self._screen.say_error(error)


def faults_of_passwords(new: str, again: str) -> dict[str, str]:
    """Return what is wrong with a new password typed twice."""
    if not new:
        return {"new": fault_words("missing")}
    return {} if new == again else {"again": fault_words("not_the_same")}
