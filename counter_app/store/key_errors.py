"""What can go wrong with passwords, recovery keys and the file of key slots."""

from datetime import datetime
from pathlib import Path

from counter_app.domain.errors import Refusal, Trouble


class WrongPassword(Refusal):
    """The log-in name and the password do not belong together.

    It is never said which of the two is wrong. ``attempts_left`` counts the tries before the
    log-in is locked for minutes.
    """

    def __init__(self, attempts_left: int) -> None:
        super().__init__(f"{attempts_left} attempts left")
        self.attempts_left = attempts_left


class TooManyAttempts(Refusal):
    """After several wrong passwords the next try has to wait until ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class PasswordTooWeak(Refusal):
    """A password that must not be chosen; ``why`` is ``too_short``, ``too_long`` or ``is_name``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class RecoveryKeyMistyped(Refusal):
    """The text is no recovery key: ``why`` is ``length``, ``letter`` or ``check`` (a slip)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoSuchSlot(Refusal):
    """Nobody here has the log-in name."""

    def __init__(self, clerk: str) -> None:
        super().__init__(clerk)
        self.clerk = clerk


class SlotsDamaged(Trouble):
    """The file of key slots cannot be read, or is not whole; it is left as it is."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class SlotsMissing(SlotsDamaged):
    """There is no file of key slots at this place."""


class SlotsAlreadyThere(SlotsDamaged):
    """A new file of key slots was to be made where there is one."""


class SlotsNotSaved(Trouble):
    """The file of key slots could not be written (a full disk, rights); nothing was changed."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail
