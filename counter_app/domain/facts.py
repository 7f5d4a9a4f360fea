"""What can happen at a counter, as frozen values: the door to all facts and their parts.

A fact is never changed or deleted. Its kind (the class name) and its fields are kept for ever
in the journal, so a field is only ever added, with a default, never renamed or given a new
meaning; ``tests/store`` keeps samples of old journals. What facts are made of stands in
``fact_parts``, what happens to a dossier after its intake in ``step_facts``, what happens
around the desk in ``duty_facts``, what is decided about the rules in ``rule_facts``, what
supervisors do in ``review_facts``.
"""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.duty_facts import (
    DayFlag,
    DayFlagged,
    DutyCancelled,
    DutyFact,
    DutyRole,
    HandOverAccepted,
    HandOverList,
    RosterDay,
    RosterSet,
    SessionAdded,
    SessionKind,
    ShiftClosed,
    ShiftHandedOver,
    ShiftOpened,
    StateCount,
)
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
from counter_app.domain.review_facts import (
    AttemptRefused,
    Exported,
    NumberOpened,
    ReviewAnswered,
    ReviewAsked,
    ReviewedTo,
    ReviewFact,
)
from counter_app.domain.rule_facts import DayDecided, ProcedureDecided, ProcedureEnded
from counter_app.domain.step_facts import (
    Apologised,
    CodeChanged,
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
    "AttemptRefused",
    "ChannelIn",
    "ChannelOut",
    "ClockConfirmed",
    "CodeChanged",
    "Corrected",
    "CountedDay",
    "CounterFounded",
    "DayDecided",
    "DayFlag",
    "DayFlagged",
    "DutyCancelled",
    "DutyFact",
    "DutyRole",
    "EntryName",
    "Exported",
    "Fact",
    "FeeLine",
    "FeePaid",
    "ForwardReceived",
    "Forwarded",
    "HandOverAccepted",
    "HandOverList",
    "IntakeRefused",
    "NumberOpened",
    "Paper",
    "PaperKind",
    "PayMethod",
    "ProcedureDecided",
    "ProcedureEnded",
    "Rated",
    "RatedBy",
    "Reappointed",
    "ReceivedBack",
    "Recorded",
    "Refused",
    "ResultReady",
    "Returned",
    "ReviewAnswered",
    "ReviewAsked",
    "ReviewFact",
    "ReviewedTo",
    "RosterDay",
    "RosterSet",
    "Satisfaction",
    "SessionAdded",
    "SessionKind",
    "Settled",
    "ShiftClosed",
    "ShiftHandedOver",
    "ShiftOpened",
    "SlipPaper",
    "SlipPrinted",
    "StaffJoined",
    "StaffLeft",
    "StateCount",
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
class IntakeRefused:
    """Form 03 was handed out before intake: who asked for what, and why it was not taken in."""

    procedure_code: str
    procedure_name: str
    applicant: Person
    reason: str


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
    | IntakeRefused
    | StaffJoined
    | StaffLeft
    | CounterFounded
    | ClockConfirmed
    | UnknownFact
    | StepFact
    | DutyFact
    | DayDecided
    | ProcedureDecided
    | ProcedureEnded
    | ReviewFact
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
