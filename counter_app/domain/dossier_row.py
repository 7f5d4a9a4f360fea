"""A dossier as a line of a list, and which lines a list shows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from counter_app.domain.facts import ChannelIn, ChannelOut, EntryName
from counter_app.domain.standing import Standing, standing
from counter_app.domain.states import DossierState


@dataclass(frozen=True)
class DossierRow:
    """What a list shows of a dossier; the whole of it is the fold of its entries.

    ``holder`` is who has it, empty for the counter itself, and ``holder_unit`` the code of the
    other unit that has it; ``own_due_at`` is that holder's own due moment. ``counted_from``
    and ``promised_at`` are the ends of the whole limit, as the slip in force has them.
    """

    name: EntryName
    code: str
    procedure_code: str
    procedure_name: str
    field: str
    applicant_name: str
    id_number: str
    phone: str
    state: DossierState
    received_at: datetime
    due_at: datetime
    channel_in: ChannelIn
    channel_out: ChannelOut
    taken_in_by: str
    counted_from: datetime | None = None
    promised_at: datetime | None = None
    holder: str = ""
    holder_unit: str = ""
    own_due_at: datetime | None = None
    solved_at: datetime | None = None
    returned_at: datetime | None = None
    counts_late: bool = False
    has_apology: bool = False
    is_disputed: bool = False

    def standing(self, now: datetime) -> Standing:
        """Return how the dossier stands at a moment."""
        return standing(
            self.state, self.due_at, now, solved_at=self.solved_at, counts_late=self.counts_late
        )


class LiveRow(NamedTuple):
    """What the deadline board needs of a dossier that has not ended; ``number`` names its row.

    A named tuple, because the board makes thousands of them at a time.
    """

    number: int
    state: DossierState
    due_at: datetime
    counted_from: datetime
    promised_at: datetime
    field: str
    holder: str
    own_due_at: datetime | None
    counts_late: bool
    has_apology: bool
    is_disputed: bool


@dataclass(frozen=True)
class DossierFilter:
    """Which dossiers a list shows; what is not set does not limit it.

    ``received_on`` and ``due_on`` are days in Vietnam; ``due_from`` and ``due_before`` are
    moments (the first included, the second not) and concern only dossiers whose limit runs.
    ``unit`` limits a list to the dossiers of one unit, and to those that it has in hand.
    """

    received_on: date | None = None
    due_on: date | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    text: str = ""
    state: DossierState | None = None
    unit: str = ""


class DossierOrder(StrEnum):
    """How a list of dossiers is ordered; ties go by the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE_FIRST = "due_first"
    DUE_LAST = "due_last"
    CODE = "code"
    APPLICANT = "applicant"
