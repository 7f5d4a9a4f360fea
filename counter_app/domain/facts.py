"""What can happen at a counter, as frozen values.

A fact is never changed or deleted. Its kind (the class name) and its fields are kept for ever
in the journal, so a field is only ever added, with a default, never renamed or given a new
meaning; ``tests/store`` keeps samples of old journals.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter_app.domain.people import Person, Role, Submitter


class ChannelIn(StrEnum):
    """How a dossier came in."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class ChannelOut(StrEnum):
    """How the result goes back to the citizen."""

    DESK = "desk"
    POST = "post"
    ELECTRONIC = "electronic"


class PaperKind(StrEnum):
    """In which form a paper was handed in."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    SCAN = "scan"
    DATABASE = "database"


class SlipPaper(StrEnum):
    """The paper a slip is printed on."""

    A4 = "a4"
    A5 = "a5"
    K80 = "k80"


@dataclass(frozen=True)
class Paper:
    """A paper of the dossier (thành phần hồ sơ): handed in, or still lacking."""

    name: str
    kind: PaperKind = PaperKind.ORIGINAL
    count: int = 1
    is_lacking: bool = False


@dataclass(frozen=True)
class FeeLine:
    """A fee or charge of the dossier, in đồng."""

    name: str
    amount: int


@dataclass(frozen=True)
class EntryName:
    """The name of a journal entry: (journal, seq). A dossier has the name of its first entry."""

    journal: str
    seq: int

    def __str__(self) -> str:
        return f"{self.journal}/{self.seq}"


@dataclass(frozen=True)
class CountedDay:
    """One step of how a due moment was counted: a day that counts, or why it does not.

    ``number`` is the how-manieth day of the limit it is (0 for a day that does not count).
    ``reason`` is empty, ``received`` (the day of receipt), ``weekend``, ``holiday``,
    ``swapped_off``, ``swapped_workday``, ``after_15h``, ``extra_session`` or ``rolled``;
    ``name`` is the official name of the holiday, where there is one.
    """

    on: str
    number: int
    reason: str = ""
    name: str = ""


@dataclass(frozen=True)
class TakenIn:
    """A dossier was received and its result promised: what form 01 says, and how it was counted.

    ``received_at`` is the moment at the counter; ``counted_from`` the moment from which the
    limit runs, which is later only for a dossier of another territory (the moment the competent
    office receives it). ``limit`` is the time limit as text that ``TimeLimit.parse`` reads.
    ``procedure_valid_from`` names the edition of the procedure under which it was received.
    """

    code: str
    procedure_code: str
    procedure_name: str
    field: str
    received_at: datetime
    counted_from: datetime
    limit: str
    due_at: datetime
    counted: tuple[CountedDay, ...]
    applicant: Person
    submitter: Submitter | None = None
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK
    note: str = ""
    unit_code: str = ""
    desk: int = 0
    mode: str = "A"
    is_extra_session: bool = False
    competent_office: str = ""
    procedure_valid_from: str = ""


@dataclass(frozen=True)
class SlipPrinted:
    """The appointment slip of a dossier was printed or saved; from the second time on a copy."""

    paper: SlipPaper
    is_copy: bool = False
    to_file: bool = False


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
