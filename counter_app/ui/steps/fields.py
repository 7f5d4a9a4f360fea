"""What a step asks for, as plain values: a form of rows of fields, drawn by one renderer; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from counter_app.domain.steps import Step

Values = Mapping[str, Any]
"""What stands in the fields, by their names: text as it was typed, or what the kind says."""


class Kind(StrEnum):
    """How a field is typed, and what its value is (text where nothing else is said)."""

    LINE = "line"
    AREA = "area"
    CHOICE = "choice"
    """The value of one of ``choices``, a text."""
    PICK = "pick"
    """:class:`Picked` from what ``find`` finds."""
    TICKS = "ticks"
    """A tuple of :class:`Tick`; further lines may be typed."""
    PAPERS = "papers"
    """A tuple of ``PaperRow``."""
    FEES = "fees"
    """A tuple of ``FeeRow``."""


class Picked(NamedTuple):
    """What stands in a field with suggestions: its text, and the value picked for it."""

    text: str = ""
    value: str = ""


class Found(NamedTuple):
    """A suggestion under a field: its value, its title, and a second line in small letters."""

    value: str
    title: str
    detail: str = ""


Find = Callable[[str], Sequence[Found]]
"""Finds what may be meant by what was typed."""


class Tick(NamedTuple):
    """A line that may be ticked."""

    words: str
    is_on: bool = False


@dataclass(frozen=True)
class StepField:
    """A field: named as the service names its faults.

    ``shown_if`` is the name of a choice and the values of it for which this field is there.
    ``stretch`` is its share of the row, ``width`` a fixed width in logical pixels.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    placeholder: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    find: Find | None = None
    shown_if: tuple[str, tuple[str, ...]] | None = None
    stretch: int = 1
    width: int = 0

    def is_shown(self, values: Values) -> bool:
        """Tell whether the field is there while these values stand in the others."""
        if self.shown_if is None:
            return True
        name, wanted = self.shown_if
        return values.get(name) in wanted


Row = tuple[StepField, ...]


@dataclass(frozen=True)
class StepForm:
    """Everything that a panel shows before something is typed.

    ``do`` stands on the button that records; ``prints`` names the paper that may be printed at
    once (``mẫu 02``). ``takes_card`` says that a citizen's card may be scanned into it.
    """

    step: Step
    title: str
    do: str
    rows: tuple[Row, ...]
    values: Values
    about: str = ""
    warning: str = ""
    prints: str = ""
    takes_card: bool = False

    @property
    def fields(self) -> tuple[StepField, ...]:
        """All fields in reading order."""
        return tuple(field for row in self.rows for field in row)


@dataclass(frozen=True)
class Outlook:
    """What the step would mean with what is typed; a warning deserves a second look."""

    words: str = ""
    is_warning: bool = False
