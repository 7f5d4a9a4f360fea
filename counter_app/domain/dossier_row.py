"""A dossier as a line of a list, and which lines a list shows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.dossier import DossierState
from counter_app.domain.facts import ChannelIn, ChannelOut, EntryName


@dataclass(frozen=True)
class DossierRow:
    """What a list shows of a dossier; the whole of it is the fold of its entries."""

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


@dataclass(frozen=True)
class DossierFilter:
    """Which dossiers a list shows; what is not set does not limit it.

    ``received_on`` and ``due_on`` are days in Vietnam; ``due_from`` and ``due_before`` are
    moments (the first included, the second not) and concern open dossiers only.
    """

    received_on: date | None = None
    due_on: date | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    text: str = ""
    state: DossierState | None = None


class DossierOrder(StrEnum):
    """How a list of dossiers is ordered; ties go by the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE_FIRST = "due_first"
    DUE_LAST = "due_last"
    CODE = "code"
    APPLICANT = "applicant"
