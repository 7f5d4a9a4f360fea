"""The journal of a unit as people read it: what is asked for, and what a line says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from counter_app.domain.facts import Corrected, EntryName, Fact, Recorded


class LogGroup(StrEnum):
    """Which kinds of entries a log is narrowed to."""

    INTAKE = "intake"
    CORRECTIONS = "corrections"
    DATE_CHANGES = "date_changes"
    RESULTS = "results"
    FOLLOWING = "following"
    ENDS = "ends"
    DUTY = "duty"
    OFFICE = "office"
    REVIEW = "review"


GROUP_KINDS: Mapping[LogGroup, tuple[str, ...]] = {
    LogGroup.INTAKE: ("TakenIn", "SlipPrinted", "SupplementAsked", "IntakeRefused"),
    LogGroup.CORRECTIONS: ("Corrected", "CodeChanged", "Settled"),
    LogGroup.DATE_CHANGES: ("Reappointed", "Corrected", "SupplementReceived"),
    LogGroup.RESULTS: ("ResultReady", "Returned", "Rated"),
    LogGroup.FOLLOWING: (
        *("SupplementRequested", "SupplementReceived", "Forwarded", "ForwardReceived"),
        *("ReceivedBack", "FeePaid", "Apologised", "Reappointed"),
    ),
    LogGroup.ENDS: ("Refused", "Withdrawn", "Stopped"),
    LogGroup.DUTY: (
        *("RosterSet", "ShiftOpened", "ShiftHandedOver", "HandOverAccepted", "ShiftClosed"),
        *("SessionAdded", "DayFlagged", "DutyCancelled"),
    ),
    LogGroup.OFFICE: (
        *("CounterFounded", "StaffJoined", "StaffLeft", "ClockConfirmed"),
        *("DayDecided", "ProcedureDecided", "ProcedureEnded"),
    ),
    LogGroup.REVIEW: (
        *("ReviewAsked", "ReviewAnswered", "ReviewedTo"),
        *("AttemptRefused", "NumberOpened", "Exported"),
    ),
}
"""The kinds of each group. Of the date changes, a correction counts if it moved the due moment."""


def changes_date(fact: Fact) -> bool:
    """Tell whether a fact moves a due moment: a correction only if it names another one."""
    if isinstance(fact, Corrected):
        return fact.due_at is not None
    return type(fact).__name__ in GROUP_KINDS[LogGroup.DATE_CHANGES]


@dataclass(frozen=True)
class LogAsk:
    """Which entries of one journal are asked for; what is not set does not limit it.

    ``subject`` is a dossier by the entry that opened it; the days are days in Vietnam, both
    included; ``is_outside`` asks for what was made outside the desk's hours and extra sessions.
    """

    journal: str
    clerk: str = ""
    group: LogGroup | None = None
    subject: EntryName | None = None
    first: date | None = None
    last: date | None = None
    is_outside: bool = False


@dataclass(frozen=True)
class LogLine:
    """An entry of a log: ``code`` is its dossier's, empty where it is about none.

    The device's time is ``entry.at``. ``clock_offset`` is how far that device's clock was ahead
    of the province's, and ``received_at`` when the entry came to the province; None: this machine
    was not told. ``is_outside``: made outside the desk's hours.
    """

    entry: Recorded
    code: str
    is_outside: bool
    clock_offset: timedelta | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class LogPage:
    """Entries of a log, the newest first; ``before`` asks for what follows, None: that was all.

    ``is_cut``: so much was passed over that the page was given out though it is not full; the
    next one should be asked for at once.
    """

    lines: tuple[LogLine, ...]
    before: int | None
    is_cut: bool = False


@dataclass(frozen=True)
class JournalPlace:
    """A journal in scope: whose it is, how far it has come here, and how far it was reviewed.

    ``missing`` counts numbers that never came though later ones did: the province holds such
    entries back. ``desk`` is 0 where the journal's founding is not here.
    """

    journal: str
    unit: str
    unit_name: str
    desk: int
    is_own: bool
    last_seq: int
    missing: int
    last_at: datetime | None
    reviewed_to: int = 0
