"""The register (sổ theo dõi hồ sơ, form 07): its lines, and which of them a list asks for.

The daily list of receipts and the list of late dossiers are made of the same lines, and so are
the figures of the periodic reports: every line carries what they count.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.errors import Refusal
from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.moments import day_of
from counter_app.domain.standing import Standing, standing
from counter_app.domain.states import RUNNING, DossierState

OWN_UNIT = ""
"""Stands for the unit of the counter itself, whichever that is."""

LONGEST_DAYS = 3 * 366
"""A list covers three years at most; a register is kept by the year."""


class PeriodBackwards(Refusal):
    """A list was asked for from a day that lies behind its last day."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last}")
        self.first = first
        self.last = last


class PeriodTooLong(Refusal):
    """A list was asked for over more years than it may cover."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last}")
        self.first = first
        self.last = last


class RegisterKind(StrEnum):
    """Which list is asked for.

    ``register``: form 07, by the day of receipt; ``receipts``: what came in, with who took it
    in; ``late``: what was or is late, by the day on which it was due, with the officer's name.
    """

    REGISTER = "register"
    RECEIPTS = "receipts"
    LATE = "late"


@dataclass(frozen=True)
class RegisterAsk:
    """Which lines are asked for: a list, its first and last day, a field and a unit (None: all).

    The days are days in Vietnam and both belong to the period. Units are told by their codes.
    """

    kind: RegisterKind
    first: date
    last: date
    field: str | None = None
    unit: str | None = OWN_UNIT

    def check(self) -> None:
        """Refuse a period without sense.

        Raises:
            PeriodBackwards, PeriodTooLong: nothing can be listed for these days.
        """
        if self.last < self.first:
            raise PeriodBackwards(self.first, self.last)
        if (self.last - self.first).days > LONGEST_DAYS:
            raise PeriodTooLong(self.first, self.last)


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register; ``number`` is its place in the list asked for (STT), from 1.

    ``office`` solves the dossier. ``promised_at`` is what the slip in force says, ``due_at`` the
    due moment in force. ``channel_out`` is how the result went, or is to go, to the citizen;
    ``receiver`` who signed for it and ``tracking`` the postal number. ``taken_in_by`` and
    ``officer`` are people's names: who took it in, and who has it or solved it last.
    ``ended_at`` is when it was refused, withdrawn or stopped; ``rating`` the last word of the
    citizen, a value of ``Satisfaction`` or empty. ``is_old`` says that it was brought over from
    an older register.
    """

    number: int
    code: str
    procedure_code: str
    procedure_name: str
    field: str
    applicant_name: str
    address: str
    phone: str
    office: str
    state: DossierState
    received_at: datetime
    promised_at: datetime
    due_at: datetime
    channel_in: ChannelIn
    channel_out: ChannelOut
    solved_at: datetime | None = None
    returned_at: datetime | None = None
    ended_at: datetime | None = None
    receiver: str = ""
    tracking: str = ""
    taken_in_by: str = ""
    officer: str = ""
    rating: str = ""
    counts_late: bool = False
    has_apology: bool = False
    is_extra_session: bool = False
    is_old: bool = False

    def standing(self, now: datetime) -> Standing:
        """Return how the dossier stands at a moment, by the one rule."""
        return standing(
            self.state, self.due_at, now, solved_at=self.solved_at, counts_late=self.counts_late
        )

    def days_late(self, now: datetime) -> int:
        """Return how many calendar days lie between the due day and the result, or now.

        0 for what is late by hours only, and for what is not late.
        """
        until = now if self.state in RUNNING else self.solved_at
        if until is None:
            return 0
        return max(0, (day_of(until) - day_of(self.due_at)).days)
