"""The state's forms as data: which labels stand on the paper, in which order, and since when.

A form is a data file in ``resources/forms`` with a range of validity, because circulars replace
each other and a province may correct a label without touching code (Thông tư 03/2025/TT-VPCP).
A dossier keeps the edition that was valid on the day of its receipt.
"""

from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import Refusal, Trouble


class FormMissing(Refusal):
    """No edition of a form is valid on a day: ``number`` is the form's number, such as ``01``."""

    def __init__(self, number: str, on: date) -> None:
        super().__init__(f"form {number} on {on.isoformat()}")
        self.number = number
        self.on = on


class FormFileBroken(Trouble):
    """A form's data file cannot be used: ``file`` is its name, ``reason`` what is wrong in it."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class FontMissing(Trouble):
    """A type face that printing needs is not where the program was installed."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True)
class FormHead:
    """The head of a form: two centred columns, and under them the number and the place and day."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    number: str
    place_and_day: str


@dataclass(frozen=True)
class FormLine:
    """A label line: its order in the circular, its text, and what is filled in.

    ``text`` holds ``{fields}`` to fill in, and ``**bold**`` and ``*italic*`` parts. ``order`` is
    the line's number in the circular; an addition of the counter carries a letter (``12a``).
    ``items`` names a list of values that follow as numbered lines. ``only_with`` names a field:
    without a value for it the whole line is left out. ``look`` is ``plain``, ``promise`` (stands
    out), ``small`` or ``sentence`` (a paragraph of running text).
    """

    order: str
    text: str
    items: str = ""
    only_with: str = ""
    look: str = "plain"


@dataclass(frozen=True)
class Signature:
    """Who signs, what is asked of them in brackets, and the name that is already known."""

    title: str
    hint: str
    name: str = ""


@dataclass(frozen=True)
class FormColumn:
    """A column of a form's table: its head, its share of the width, and what stands in a cell.

    ``group`` is the head over several neighbouring columns. ``text`` are the lines of a cell,
    with ``{fields}`` of the row; ``signatures`` stand side by side under them, to sign by hand.
    """

    title: str
    width: float
    text: tuple[str, ...] = ()
    group: str = ""
    align: str = "left"
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class FormTable:
    """The table of a form: ``rows`` names the list it shows, ``least`` how many rows it has.

    Where there is less to show, the rest is left to be filled in by hand.
    """

    rows: str
    columns: tuple[FormColumn, ...]
    least: int = 0


@dataclass(frozen=True)
class Form:
    """One edition of a form, valid from and to a day, both included; no end means until replaced.

    ``signatures`` stand side by side from left to right; a single one stands on the right. The
    ``table`` stands under the lines, the ``notes`` under the table. ``mark`` is said in a frame
    at the top of every page; a form that ``is_wide`` lies across the sheet.
    """

    number: str
    title: str
    valid_from: date
    valid_to: date | None
    head: FormHead
    lines: tuple[FormLine, ...]
    signatures: tuple[Signature, ...]
    foot: tuple[FormLine, ...] = ()
    source: str = ""
    table: FormTable | None = None
    notes: tuple[FormLine, ...] = ()
    mark: str = ""
    is_wide: bool = False

    def is_valid(self, on: date) -> bool:
        """Return whether this edition is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class FormSet:
    """Every edition of every form that the program has."""

    editions: tuple[Form, ...] = ()

    def form(self, number: str, on: date) -> Form:
        """Return the edition of a form that is valid on a day; of two, the newer one.

        Raises:
            FormMissing: no edition is valid on that day.
        """
        valid = [form for form in self.editions if form.number == number and form.is_valid(on)]
        if not valid:
            raise FormMissing(number, on)
        return max(valid, key=lambda form: form.valid_from)
