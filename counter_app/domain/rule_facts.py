"""Decisions about the rules a unit works by: days of the calendar, editions of procedures.

Each names the document that decided it, and the unit that it holds for: a supervisor's machine
has those of many units. Nothing is rewritten by them: a dossier keeps what it was promised.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DayDecided:
    """What sort of day a day is: ``off``, ``workday`` (a swapped weekend) or ``plain``.

    ``plain`` takes back what the calendar said of it. ``name`` is the holiday's name.
    """

    unit: str
    on: date
    kind: str
    name: str
    document: str


@dataclass(frozen=True)
class ProcedureDecided:
    """An edition of a procedure, as ``resources/catalogue`` has them, as JSON text.

    It holds from its ``valid_from``; the edition before it ends the day before.
    """

    unit: str
    code: str
    text: str
    document: str


@dataclass(frozen=True)
class ProcedureEnded:
    """A procedure is not taken in any more after the day ``last_on``."""

    unit: str
    code: str
    last_on: date
    document: str
