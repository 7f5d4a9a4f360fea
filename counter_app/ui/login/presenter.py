"""Logging in, the lock, and the way back in with the recovery key: decides, knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Protocol

from counter_app.domain.errors import CounterError
from counter_app.ui.ports import Clock, Run
from counter_app.ui.words_of_errors import fault_words, sentence_of


class LoginScreen(Protocol):
    """The log-in card as the presenter sees it."""

    def show_clerks(self, clerks: Sequence[str], chosen: str) -> None:
        """Offer these log-in names."""

    def show_busy(self, words: str) -> None:
        """Say that something is under way and take no input; empty words end it."""

    def show_fault(self, words: str) -> None:
        """Say what is wrong and what to do; empty words take it away."""

    def show_wait(self, words: str) -> None:
        """Say how long to wait and take no password until then; empty words end it."""

    def forget_password(self) -> None:
        """Empty the password and put the cursor there."""

    def show_recovery(self, clerk: str) -> None:
        """Show the fields of the recovery key."""

    def show_log_in(self) -> None:
        """Show the fields of the log-in."""


@dataclass(frozen=True)
class LoginPorts:
    """What the log-in needs.

    ``clerks``, ``unlock`` (name, password) and ``reset`` (recovery key, name, new password)
    run on the desk thread; the last two answer with whatever ``entered`` takes.
    """

    run: Run
    now: Clock
    clerks: Callable[[], Sequence[str]]
    unlock: Callable[[str, str], Any]
    reset: Callable[[str, str, str], Any]
    entered: Callable[[Any], None]
    last_clerk: Callable[[], str] = lambda: ""


class LoginPresenter:
    """Carries name and password to the key slots, and the answer back."""

    def __init__(self, screen: LoginScreen, ports: LoginPorts) -> None:
        self._screen = screen
        self._ports = ports
        self._wait_until: datetime | None = None

    def start(self) -> None:
        """Offer the clerks of this counter."""
        self._ports.run(self._ports.clerks, self._offer, self._failed)

    def log_in(self, clerk: str, password: str) -> None:
        """Try a name and a password."""
        name = clerk.strip()
        if self._wait_until is not None:
            return
        if not name:
            self._screen.show_fault("Chưa có tên đăng nhập. Hãy chọn hoặc gõ tên.")
        elif not password:
            self._screen.show_fault("Chưa nhập mật khẩu.")
        else:
            self._begin("Đang mở quầy…")
            self._ports.run(lambda: self._ports.unlock(name, password), self._entered, self._failed)

    def want_recovery(self, clerk: str) -> None:
        """Show the way in for somebody who forgot the password."""
        self._end_wait()
        self._screen.show_fault("")
        self._screen.show_recovery(clerk.strip())

    def back(self) -> None:
        """Return to the log-in."""
        self._end_wait()
        self._screen.show_fault("")
        self._screen.show_log_in()

    def reset(self, recovery_key: str, clerk: str, password: str, again: str) -> None:
        """Set a forgotten password anew."""
        name = clerk.strip()
        if self._wait_until is not None:
            return
        if not recovery_key.strip():
            self._screen.show_fault("Chưa nhập khóa khôi phục.")
        elif not name:
            self._screen.show_fault("Chưa có tên đăng nhập. Hãy chọn hoặc gõ tên.")
        elif password != again:
            self._screen.show_fault(fault_words("not_the_same") + ". Hãy nhập lại cả hai ô.")
        else:
            self._begin("Đang đặt lại mật khẩu…")
            self._ports.run(
                lambda: self._ports.reset(recovery_key, name, password),
                self._entered,
                self._failed,
            )

    def tick(self) -> None:
        """Count the wait down; called about once a second."""
        if self._wait_until is None:
            return
        seconds = ceil((self._wait_until - self._ports.now()).total_seconds())
        if seconds > 0:
            self._screen.show_wait(wait_words(seconds))
        else:
            self._end_wait()
            self._screen.forget_password()

    def _offer(self, clerks: Sequence[str]) -> None:
        last = self._ports.last_clerk()
        self._screen.show_clerks(clerks, last if last in clerks else "")

    def _begin(self, words: str) -> None:
        self._screen.show_fault("")
        self._screen.show_busy(words)

    def _entered(self, answer: Any) -> None:
        self._screen.show_busy("")
        self._screen.forget_password()
        self._ports.entered(answer)

    def _failed(self, error: CounterError) -> None:
        self._screen.show_busy("")
        until = getattr(error, "until", None)
        if isinstance(until, datetime):
            self._wait_until = until
            self.tick()
            return
        self._screen.show_fault(_words_of(error))
        self._screen.forget_password()

    def _end_wait(self) -> None:
        if self._wait_until is not None:
            self._wait_until = None
            self._screen.show_wait("")


def wait_words(seconds: int) -> str:
    """Return how long to wait, as in ``Hãy đợi 4 phút 30 giây rồi nhập lại``."""
    minutes, rest = divmod(seconds, 60)
    length = " ".join(
        part
        for part in (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest else "")
        if part
    )
    return f"Đã nhập sai nhiều lần. Hãy đợi {length} rồi nhập lại."


def _words_of(error: CounterError) -> str:
    problems: dict[str, str] = getattr(error, "problems", {})
    return fault_words(next(iter(problems.values()))) + "." if problems else sentence_of(error)
