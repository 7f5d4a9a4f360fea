"""What the windows as a whole need from outside; ``window`` hands it in."""

# The log-in window is to stand before anything of the rules is loaded: only types here.
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter_app.domain.people import StaffMember
    from counter_app.domain.places import Commune
    from counter_app.domain.units import Desk
    from counter_app.services.counter import Counter
    from counter_app.services.settings import Scanner
    from counter_app.ui.ports import Clock


@dataclass
class Looks:
    """What people chose of how the windows look and work; it follows the settings at once."""

    scheme: str
    text_scale: float
    lock_after: timedelta
    paper: str
    printer: str
    scanner: Scanner


class ProvinceLink(Protocol):
    """The thread that exchanges with the province, for a counter that is enrolled."""

    @property
    def is_working(self) -> bool:
        """Whether an exchange is under way."""

    @property
    def sending(self) -> tuple[int, int] | None:
        """How many entries of how many were sent in this exchange."""

    @property
    def checking(self) -> tuple[int, int] | None:
        """How many entries of how many were checked of what this exchange brought."""

    @property
    def next_try_at(self) -> datetime | None:
        """When the next exchange begins by itself after one that failed, if that is known."""

    @property
    def trouble(self) -> str:
        """The word for what went wrong in this machine at the last exchange, if anything did."""

    def start(self, on_change: Callable[[], None]) -> None:
        """Begin; ``on_change`` is called on the thread whenever something is new."""

    def sync_now(self) -> None:
        """Exchange at once."""

    def stop(self) -> None:
        """End the thread."""


class DemoLine(Protocol):
    """The line of the demonstration, which can be cut, and the server at its other end.

    ``trouble`` is empty, or a word for why there is no server: ``missing`` or ``failed``.
    """

    is_cut: bool
    trouble: str

    def address(self) -> str:
        """Return where counters reach the server; waits while it is starting."""

    def cut(self, is_cut: bool) -> None:
        """Cut the line, or restore it."""


class Opened(Protocol):
    """A counter that was opened with somebody's password."""

    counter: Counter
    member: StaffMember
    link: ProvinceLink | None

    def change_password(self, by: StaffMember, old: str, new: str) -> object:
        """Replace one's own password."""

    def add_staff(self, member: StaffMember, password: str, by: StaffMember) -> object:
        """Give a colleague an account."""

    def remove_staff(self, clerk: str, by: StaffMember) -> object:
        """Take a colleague's account away."""

    def new_recovery_key(self, by: StaffMember) -> str:
        """Make a new recovery key, shown once."""

    def rekey(self, by: StaffMember) -> object:
        """Encrypt the store anew, with a key that nobody who left has seen."""

    def unlock(self, clerk: str, password: str) -> StaffMember:
        """Let the same clerk back in, or another one take over, while the counter stays open."""

    def reset_password(self, recovery_key: str, clerk: str, password: str) -> object:
        """Set a forgotten password anew with the recovery key."""

    def close(self) -> None:
        """Close the store."""


class Founded(Protocol):
    """A counter that was just set up."""

    @property
    def recovery_key(self) -> str:
        """The key that is shown once."""


class LastClerk(Protocol):
    """Who logged in last, known before the store is open."""

    def recall(self) -> str:
        """Return the log-in name, or an empty text."""

    def remember(self, clerk: str) -> None:
        """Keep the log-in name."""


@dataclass(frozen=True)
class ProgramPorts:
    """Everything the windows need from outside; what touches the disk runs on the desk thread.

    ``start_scanner`` begins to read the scanner that the settings name, and returns what ends it.
    """

    home: Path
    resources: Path
    clock: Clock
    looks: Looks
    is_founded: bool
    communes: Callable[[], Sequence[Commune]]
    found: Callable[[Desk, StaffMember, str], Founded]
    recovery_sheet: Callable[[str], bytes]
    clerks: Callable[[], Sequence[str]]
    open: Callable[[str, str], Opened]
    reset: Callable[[str, str, str], Opened]
    preload: Callable[[], None]
    last_clerk: LastClerk
    start_scanner: Callable[[Callable[[str], None]], Callable[[], None]]
    demo_line: DemoLine | None = None
