"""Carries what the clerk asks for on the screen "Đồng bộ" to the worker, and the answers back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.people import Role, StaffMember
from counter_app.ui.notices import Question
from counter_app.ui.ports import Clock, Run
from counter_app.ui.sync_status.shown import LoggedExchange, SyncShown, shown_of
from counter_app.ui.sync_status.state import SyncState, badge_of
from counter_app.ui.sync_status.to_look_at import LookRow, ToLookAt, question_of_code
from counter_app.ui.words import number_words, sentence_of

NO_REASON = "Hãy ghi lý do, để người khác hiểu vì sao hồ sơ có mã mới"

ASKED_FOR = timedelta(seconds=45)
"""So long after "sync now" the screen says that it is under way, if nothing else is known."""


@dataclass(frozen=True)
class SyncPorts:
    """Everything outside the sync screen; what touches the store runs on the desk thread.

    ``export_file`` returns how many entries it wrote, ``import_file`` and ``load_file`` (the
    first load) how many they took in, ``change_code`` the new code of a dossier.
    ``broken`` counts the journals that are not as they were written; ``check_new`` begins the
    check of what came by a file, on the GUI thread.
    ``line_switch`` is given in the demonstration only: true cuts the line.
    """

    run: Run
    now: Clock
    state: Callable[[], SyncState]
    log: Callable[[], Sequence[LoggedExchange]]
    to_look_at: Callable[[], ToLookAt]
    staff: Callable[[], Mapping[str, str]]
    sync_now: Callable[[], object]
    export_file: Callable[[Path], int]
    import_file: Callable[[Path], int]
    load_file: Callable[[Path], int]
    change_code: Callable[[str, str, StaffMember, datetime], str]
    current_clerk: Callable[[], StaffMember]
    line_switch: Callable[[bool], object] | None = None
    broken: Callable[[], int] = lambda: 0
    check_new: Callable[[], None] = lambda: None


class SyncScreen(Protocol):
    """What the view can do."""

    def show_sync(self, shown: SyncShown) -> None:
        """Show how things stand."""

    def show_broken(self, count: int, *, may_look: bool) -> None:
        """Offer the check of the journals to whom it concerns, and say how many are broken."""

    def show_count(self, count: int, is_alarm: bool) -> None:
        """Show beside the screen's name in the rail what waits."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def say_warning(self, words: str) -> None:
        """Say what did not succeed and what to do."""

    def show_trouble(self, error: CounterError) -> None:
        """Say that something could not be read."""

    def show_reason_fault(self, words: str) -> None:
        """Say what is wrong with the reason for another code; nothing where it is right."""

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""

    def code_changed(self, words: str, code: str) -> None:
        """Say that a dossier has another code, and offer its page."""


@dataclass(frozen=True)
class _Read:
    state: SyncState
    log: tuple[LoggedExchange, ...]
    found: ToLookAt
    names: Mapping[str, str]
    broken: int = 0


class SyncPresenter:
    """Asks how things stand, again and again, and hands on what the clerk wants."""

    def __init__(self, ports: SyncPorts, screen: SyncScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._asked_at: datetime | None = None
        self._last: _Read | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an exchange is under way as far as is known."""
        return self._asked_at is not None or (
            self._last is not None and self._last.state.is_working
        )

    def refresh(self) -> None:
        """Ask how things stand now."""
        ports = self._ports

        def read() -> _Read:
            return _Read(
                ports.state(), tuple(ports.log()), ports.to_look_at(), ports.staff(), ports.broken()
            )

        ports.run(read, self._show, self._screen.show_trouble, lane="sync_status")

    def sync_now(self) -> None:
        """Ask the worker for an exchange at once; the answer comes when it comes."""
        if self._last is None or not self._last.state.is_enrolled:
            return
        self._asked_at = self._ports.now()
        self._show(self._last)
        self._ports.run(self._ports.sync_now, self._heard, self._not_asked)

    def export_file(self, path: Path) -> None:
        """Write what waits to a file that is carried to the province."""

        def told(count: int) -> None:
            self._screen.say_done(
                f"Đã ghi {number_words(count)} việc vào tệp {path.name}. Hãy mang tệp lên tỉnh, "
                "rồi mang tệp trả lời về và bấm Nhận từ tệp."
                if count
                else f"Không có việc nào chờ gửi; tệp {path.name} chỉ hỏi tỉnh có gì mới."
            )
            self.refresh()

        self._ports.run(lambda: self._ports.export_file(path), told, self._failed)

    def import_file(self, path: Path) -> None:
        """Take in the province's answer from a file."""

        def told(count: int) -> None:
            self._screen.say_done(
                f"Đã nhận {number_words(count)} việc từ tệp {path.name}."
                if count
                else f"Đã đọc tệp {path.name}: tỉnh không gửi gì mới cho quầy này."
            )
            self._ports.check_new()
            self.refresh()

        self._ports.run(lambda: self._ports.import_file(path), told, self._failed)

    def load_file(self, path: Path) -> None:
        """Take in the first load from a file."""

        def told(count: int) -> None:
            self._screen.say_done(
                f"Đã nạp {number_words(count)} việc của tỉnh từ tệp {path.name}. "
                "Việc mới hơn sẽ về khi đồng bộ."
                if count
                else f"Đã đọc tệp {path.name}: máy này có đủ rồi, không nạp thêm gì."
            )
            self._ports.check_new()
            self.refresh()

        self._ports.run(lambda: self._ports.load_file(path), told, self._failed)

    def change_code(self, row: LookRow, reason: str) -> None:
        """Ask the person to confirm another code for a dossier, if there is a reason."""
        text = reason.strip()
        self._screen.show_reason_fault("" if text else NO_REASON)
        if not text:
            return
        by = self._ports.current_clerk()
        question = question_of_code(row, text, by)
        self._screen.ask(question, lambda: self._change_code(row.code, text, by))

    def _change_code(self, code: str, reason: str, by: StaffMember) -> None:
        now = self._ports.now()

        def changed(new_code: str) -> None:
            self._screen.code_changed(
                f"Hồ sơ {code} nay mang mã {new_code}. Hãy in giấy hẹn mới và thu lại giấy cũ.",
                new_code,
            )
            self.refresh()

        self._ports.run(
            lambda: self._ports.change_code(code, reason, by, now), changed, self._failed
        )

    def switch_line(self, is_cut: bool) -> None:
        """Cut or restore the line of the demonstration."""
        switch = self._ports.line_switch
        if switch is not None:
            self._ports.run(lambda: switch(is_cut), lambda answer: self.refresh(), self._failed)

    def _heard(self, _: object) -> None:
        self.refresh()

    def _not_asked(self, error: CounterError) -> None:
        self._asked_at = None
        self._failed(error)
        self.refresh()

    def _failed(self, error: CounterError) -> None:
        self._screen.say_warning(sentence_of(error))

    def _show(self, read: _Read) -> None:
        self._last = read
        now = self._ports.now()
        self._forget_what_was_asked(read.state, now)
        self._screen.show_sync(
            shown_of(read.state, now, self.is_busy, read.log, read.found, read.names)
        )
        self._screen.show_count(*badge_of(read.state))
        may_look = self._ports.current_clerk().role is not Role.CLERK
        self._screen.show_broken(read.broken, may_look=may_look)

    def _forget_what_was_asked(self, state: SyncState, now: datetime) -> None:
        """Once the worker has tried, or time has passed, its own word counts again."""
        asked = self._asked_at
        if asked is None:
            return
        has_tried = state.tried_at is not None and state.tried_at >= asked
        if state.is_working or has_tried or abs(now - asked) > ASKED_FOR:
            self._asked_at = None
