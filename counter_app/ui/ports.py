"""What screens need from outside, as protocols; ``app.py`` joins them to services and settings."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from counter_app.domain.errors import CounterError

SendToPrinter = Callable[[bytes, str], None]
"""Prints a PDF under a job title in ASCII, or raises a trouble; called on the desk thread."""

SaveTo = Callable[[bytes, Path], None]
"""Writes a PDF to a file, or raises a trouble; called on the desk thread."""

Clock = Callable[[], datetime]
"""Tells the present moment, aware."""


class Run(Protocol):
    """Runs a job in the background; presenters know only this of ``Background``."""

    def __call__(
        self,
        job: Callable[[], Any],
        on_answer: Callable[[Any], None],
        on_error: Callable[[CounterError], None] | None = None,
        *,
        lane: str = "",
    ) -> None:
        """Run ``job``; then one of the others. In a ``lane`` only the latest job is answered."""


class Memory(Protocol):
    """What the program remembers between starts, by key: column widths, the last printer."""

    def recall(self, key: str) -> str:
        """Return what was remembered under a key, or an empty text."""

    def remember(self, key: str, value: str) -> None:
        """Keep a value under a key."""


class ShortMemory:
    """A memory that lasts until the program ends."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def recall(self, key: str) -> str:
        """Return what was remembered under a key, or an empty text."""
        return self._kept.get(key, "")

    def remember(self, key: str, value: str) -> None:
        """Keep a value under a key."""
        self._kept[key] = value
