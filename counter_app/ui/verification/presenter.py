"""Runs a check of all journals slice by slice, so that the desk goes on beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.verification import Finding
from counter_app.services.journal_places import JournalStanding
from counter_app.ui.ports import Run
from counter_app.ui.verification.shown import VerificationShown, shown_of
from counter_app.ui.words import number_words

STOPPED = "Đã dừng kiểm tra; kết quả của lần trước vẫn giữ nguyên."
SOUND = "Đã kiểm tra {} mục: mọi nhật ký đều nguyên vẹn."


class Check(Protocol):
    """A check that goes step by step; ``services.verification.Verification`` is one."""

    total: int
    done: int

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found so far."""

    def step(self) -> bool:
        """Check the next entries; return whether that was all."""


@dataclass(frozen=True)
class VerificationPorts:
    """Everything outside the screen; all but ``run`` is called on the desk thread.

    ``code_of`` gives the code of the dossier that a finding's entry belongs to, or nothing.
    """

    run: Run
    standings: Callable[[], Sequence[JournalStanding]]
    begin: Callable[[], Check]
    code_of: Callable[[Finding], str]


class VerificationScreen(Protocol):
    """What the view can do."""

    def show_journals(self, shown: VerificationShown) -> None:
        """Show the journals and the findings."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the check is; a total of 0 means that none is under way."""

    def say_done(self, words: str) -> None:
        """Say how the check ended; nothing where the screen itself says it."""

    def show_code(self, code: str) -> None:
        """Offer the dossier of the chosen finding; an empty code offers none."""

    def show_trouble(self, error: CounterError) -> None:
        """Say that something could not be read."""


class VerificationPresenter:
    """Holds the check that is under way, if any."""

    def __init__(self, ports: VerificationPorts, screen: VerificationScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._check: Check | None = None
        self._is_asked = False
        self._is_stopped = False

    @property
    def is_checking(self) -> bool:
        """Whether a check is under way."""
        return self._is_asked

    def refresh(self) -> None:
        """Read what is known of the journals."""
        ports, screen = self._ports, self._screen

        def read() -> VerificationShown:
            return shown_of(ports.standings())

        ports.run(read, screen.show_journals, screen.show_trouble, lane="verification")

    def check_all(self) -> None:
        """Check every journal from its first entry."""
        if not self._is_asked:
            self._is_asked, self._is_stopped = True, False
            self._ports.run(self._ports.begin, self._begun, self._failed)

    def stop(self) -> None:
        """Give the check up; what was known before stays."""
        self._is_stopped = self._is_asked

    def choose(self, finding: Finding | None) -> None:
        """Look to which dossier a finding's entry belongs."""
        if finding is None:
            self._screen.show_code("")
            return
        self._ports.run(
            lambda: self._ports.code_of(finding),
            self._screen.show_code,
            self._screen.show_trouble,
            lane="verification.code",
        )

    def release(self) -> None:
        """Forget a check that will not come to its end: something unforeseen went wrong."""
        self._end()

    def _begun(self, check: Check) -> None:
        self._check = check
        self._go_on()

    def _go_on(self) -> None:
        check = self._check
        if check is None:
            return
        if self._is_stopped:
            self._end()
            self._screen.say_done(STOPPED)
            return
        self._screen.show_progress(check.done, max(1, check.total))
        self._ports.run(check.step, self._stepped, self._failed)

    def _stepped(self, is_all: bool) -> None:
        check = self._check
        if check is None:
            return
        if not is_all:
            self._go_on()
            return
        self._end()
        # What was found stands on the screen itself, larger than any notice.
        words = "" if check.findings else SOUND.format(number_words(check.done))
        self._screen.say_done(words)
        self.refresh()

    def _failed(self, error: CounterError) -> None:
        self._end()
        self._screen.show_trouble(error)

    def _end(self) -> None:
        self._check, self._is_asked, self._is_stopped = None, False, False
        self._screen.show_progress(0, 0)
