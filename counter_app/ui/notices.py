"""What presenters say in a notice bar and ask before they record, as plain values; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a notice is: its colour and its mark."""

    SUCCESS = "success"
    WARN = "warn"
    ERROR = "error"
    QUIET = "quiet"


@dataclass(frozen=True)
class Action:
    """A next step that a notice offers; the likely one stands out."""

    label: str
    do: Callable[[], None]
    is_likely: bool = False


@dataclass(frozen=True)
class Notice:
    """A line in the notice bar: what happened, what may be done next."""

    tone: Tone
    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Question:
    """Asked once before a fact that somebody will feel; ``do`` is what the button says."""

    title: str
    words: str
    do: str
