"""What can happen at a counter, as frozen values: the door to all facts and their parts.

A fact is never changed or deleted. Its kind (the class name) and its fields are kept for ever
in the journal, so a field is only ever added, with a default, never renamed or given a new
meaning; ``tests/store`` keeps samples of old journals. What facts are made of stands in
``fact_parts``, what happens to a dossier after its intake in ``step_facts``.
"""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.fact_parts import (
    ChannelIn,
    ChannelOut,
    CountedDay,
    EntryName,
    FeeLine,
    Paper,
    PaperKind,
    PayMethod,
    RatedBy,
    Satisfaction,
    SlipPaper,
)
from counter_app.domain.intake_fact import TakenIn
from counter_app.domain.people import Person, Role
from counter_app.domain.step_facts import (
    Apologised,
    Corrected,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Rated,
    Reappointed,
    ReceivedBack,
    Refused,
    ResultReady,
    Returned,
    Settled,
    StepFact,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)

__all__ = [
    "Apologised",
    "ChannelIn",
    "ChannelOut",
    "ClockConfirmed",
    "Corrected",
    "CountedDay",
    "CounterFounded",
    "EntryName",
    "Fact",
    "FeeLine",
    "FeePaid",
    "ForwardReceived",
    "Forwarded",
    "Paper",
    "PaperKind",
    "PayMethod",
    "Rated",
    "RatedBy",
    "Reappointed",
    "ReceivedBack",
    "Recorded",
    "Refused",
    "ResultReady",
    "Returned",
    "Satisfaction",
    "Settled",
    "SlipPaper",
    "SlipPrinted",
    "StaffJoined",
    "StaffLeft",
    "StepFact",
    "Stopped",
    "SupplementAsked",
    "SupplementReceived",
    "SupplementRequested",
    "TakenIn",
    "UnknownFact",
    "Withdrawn",
]


@dataclass(frozen=True)
class SlipPrinted:
    """The appointment slip of a dossier was printed or saved; from the second time on a copy.

    ``slip_number`` is 1 for the slip of the intake and goes up with every correction.
    """

    paper: SlipPaper
    is_copy: bool = False
    to_file: bool = False
    slip_number: int = 1


@dataclass(frozen=True)
class SupplementAsked:
    """Form 02 was handed out before intake: what the applicant must still bring, and why."""

    procedure_code: str
    procedure_name: str
    applicant: Person
    missing: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class StaffJoined:
    """A member of staff received an account at this counter."""

    clerk: str
    name: str
    role: Role


@dataclass(frozen=True)
class StaffLeft:
    """A member of staff may no longer log in at this counter."""

    clerk: str


@dataclass(frozen=True)
class CounterFounded:
    """This counter was set up: the unit, the desk and the serials it owns."""

    unit_code: str
    unit_name: str
    agency_identifier: str
    desk: int
    blocks: tuple[tuple[int, int], ...]
    province: str = ""


@dataclass(frozen=True)
class ClockConfirmed:
    """The machine's clock stood behind the last entry, and the clerk said which time is right."""

    machine_at: datetime
    last_entry_at: datetime


@dataclass(frozen=True)
class UnknownFact:
    """A fact that this program cannot read, from a newer one: kept and passed on unchanged."""

    kind: str
    payload: bytes


Fact = (
    TakenIn
    | SlipPrinted
    | SupplementAsked
    | StaffJoined
    | StaffLeft
    | CounterFounded
    | ClockConfirmed
    | UnknownFact
    | StepFact
)


@dataclass(frozen=True)
class Recorded:
    """A fact as the journal holds it: its name, subject, time, signer and causal parents."""

    name: EntryName
    subject: EntryName
    after: tuple[EntryName, ...]
    at: datetime
    by: str
    fact: Fact
