"""What can happen around the desk itself: the roster, shifts, extra sessions, days with a flag.

A roster, a session, a flagged day and a shift each open a subject of their own in the journal;
what follows (the hand-over, its acceptance, the end, a cancelling) is recorded on that subject.
So whoever cancels says by the subject what is cancelled, and no fact names another entry.
Days are days in Vietnam; hours are written as ``07:30-11:30``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyRole(StrEnum):
    """How somebody is on duty: by the roster first or second, or in nobody's roster."""

    MAIN = "main"
    BACKUP = "backup"
    UNLISTED = "unlisted"


class SessionKind(StrEnum):
    """An extra session: a Saturday morning, the extra 30 minutes, or another one."""

    SATURDAY = "saturday"
    EXTRA_MINUTES = "extra_minutes"
    OTHER = "other"


class DayFlag(StrEnum):
    """What a day is dedicated to. A flag nudges and is counted; it never blocks anything."""

    PAPERLESS = "paperless"
    NO_SLIP = "no_slip"
    ONLINE = "online"


@dataclass(frozen=True)
class RosterDay:
    """Who is on duty on a weekday (0 is Monday), as log-in names; empty means nobody."""

    weekday: int
    main: str = ""
    backup: str = ""


@dataclass(frozen=True)
class RosterSet:
    """The roster of a desk by weekday, valid from a day until a later one takes its place."""

    desk: int
    valid_from: date
    days: tuple[RosterDay, ...]
    note: str = ""


@dataclass(frozen=True)
class ShiftOpened:
    """A clerk (the signer) began a shift at a desk; ``role`` is what the roster said then.

    ``name`` is the person's, because other counters of the unit do not know the account.
    """

    desk: int
    clerk: str
    name: str
    role: DutyRole = DutyRole.UNLISTED


@dataclass(frozen=True)
class StateCount:
    """How many open dossiers stand in a state, by the state's name."""

    state: str
    count: int


@dataclass(frozen=True)
class HandOverList:
    """What a shift hands on: open dossiers by state, money, slips, papers. Amounts in đồng.

    ``cash_before`` is the cash received from the shift before; it lies in the same drawer as
    ``cash_taken``. ``papers`` are the papers held at the desk, one a line, as the clerk says.
    """

    open_dossiers: tuple[StateCount, ...] = ()
    taken_in: int = 0
    returned: int = 0
    slips_printed: int = 0
    supplements: int = 0
    cash_taken: int = 0
    cash_before: int = 0
    transfers: int = 0
    receipts: int = 0
    papers: tuple[str, ...] = ()
    note: str = ""

    @property
    def cash(self) -> int:
        """All the cash in the drawer, in đồng."""
        return self.cash_before + self.cash_taken

    @property
    def open_count(self) -> int:
        """How many dossiers are open."""
        return sum(each.count for each in self.open_dossiers)


@dataclass(frozen=True)
class ShiftHandedOver:
    """The clerk of a shift (the signer) hands the desk to a colleague, with this list."""

    to_clerk: str
    to_name: str
    handed: HandOverList


@dataclass(frozen=True)
class HandOverAccepted:
    """The colleague (the signer, with a log-in of their own) took the desk and the list over."""

    from_clerk: str
    remark: str = ""


@dataclass(frozen=True)
class ShiftClosed:
    """A shift ended without a successor, as at the end of the day; the list says what remains."""

    left: HandOverList


@dataclass(frozen=True)
class SessionAdded:
    """An extra session on a day, or ``weekly`` on its weekday until ``until`` (included).

    ``fields`` are the fields that are served; none named means all.
    """

    on: date
    hours: str
    kind: SessionKind = SessionKind.OTHER
    fields: tuple[str, ...] = ()
    weekly: bool = False
    until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class DayFlagged:
    """A day with a flag, or ``weekly`` its weekday until ``until`` (included)."""

    on: date
    flag: DayFlag
    weekly: bool = False
    until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class DutyCancelled:
    """The roster, session or flag that this is recorded on holds no longer.

    ``since`` is the first day on which it does not; what was before it stays as it was.
    """

    since: date
    reason: str = ""


DutyFact = (
    RosterSet
    | ShiftOpened
    | ShiftHandedOver
    | HandOverAccepted
    | ShiftClosed
    | SessionAdded
    | DayFlagged
    | DutyCancelled
)
"""The facts about the desk and its days."""
