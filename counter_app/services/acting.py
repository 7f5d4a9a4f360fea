"""Who may act: the one door through which everything done at a counter goes.

A supervisor looks and asks, and never acts on a dossier; a clerk does not look at other units,
and leaves to the head of the office what is the head's. Who tries all the same is refused, and the
attempt stays in the journal.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import AttemptRefused
from counter_app.domain.people import Role, StaffMember
from counter_app.services.counter import Counter, check_clock
from counter_app.store.store import Store, Work
from sync.protocol.province import PROVINCE_FEED


class NotAllowed(Refusal):
    """Only the head of the office may do this, or nobody under this name."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class OnlyLooking(NotAllowed):
    """A supervisor tried to act at the counter; the attempt was recorded."""


class OnlySupervisors(NotAllowed):
    """Somebody who is no supervisor tried to look at other units; the attempt was recorded."""


class OtherSide(Refusal):
    """A supervisor logged in over a clerk's window, or the other way round.

    ``is_supervisor`` says which of both it was that tried.
    """

    def __init__(self, is_supervisor: bool) -> None:
        super().__init__(str(is_supervisor))
        self.is_supervisor = is_supervisor


def looks_only(member: StaffMember) -> bool:
    """Tell whether somebody looks and never acts."""
    return member.role is Role.SUPERVISOR


def sight_of(store: Store, member: StaffMember) -> str:
    """Return the unit whose dossiers alone somebody may see; empty where all here may be seen.

    At a commune's own counter all that is here is rightly here: its own dossiers, and those
    that were forwarded to it. Where the journals of other units come too, only a supervisor
    sees them.
    """
    with store.reading() as reading:
        state = reading.sync.state()
    if looks_only(member) or state is None:
        return ""
    return state.unit if set(state.scope) - {state.unit, PROVINCE_FEED} else ""


def same_side(here: StaffMember, coming: StaffMember) -> StaffMember:
    """Return who logs in over somebody's window, if both have the same screens.

    Raises:
        OtherSide: one of them is a supervisor and the other is not.
    """
    if looks_only(here) != looks_only(coming):
        raise OtherSide(looks_only(coming))
    return coming


@contextmanager
def acting(
    counter: Counter, by: StaffMember, what: str, now: datetime, about: str = ""
) -> Iterator[Work]:
    """Give a transaction in which somebody acts at the counter.

    ``what`` is the word of the action, ``about`` what it is done to: both stand in the journal
    if the attempt is refused.

    Raises:
        OnlyLooking: a supervisor asks; the attempt was recorded, and nothing else.
        ClockBehind: the machine's clock stands before the last entry.
    """
    check_acts(counter, by, what, now, about)
    with counter.store.writing() as work:
        check_clock(work, now)
        yield work


def check_acts(
    counter: Counter, by: StaffMember, what: str, now: datetime, about: str = ""
) -> None:
    """Refuse a supervisor before paper is printed or anything else happens; see ``acting``.

    Raises:
        OnlyLooking: a supervisor asks; the attempt was recorded.
    """
    if looks_only(by):
        record_attempt(counter, by, what, now, about)
        raise OnlyLooking(what)


def check_head(
    counter: Counter, by: StaffMember, what: str, now: datetime, about: str = ""
) -> None:
    """Refuse what only the head of the office may do: accounts, rules, settings, the roster.

    Raises:
        OnlyLooking: a supervisor asks; the attempt was recorded.
        NotAllowed: a clerk asks; the attempt was recorded.
    """
    check_acts(counter, by, what, now, about)
    if by.role is not Role.HEAD:
        record_attempt(counter, by, what, now, about)
        raise NotAllowed(what)


def check_supervisor(
    counter: Counter, by: StaffMember, what: str, now: datetime, about: str = ""
) -> None:
    """Refuse whoever is no supervisor to look at what only supervisors look at.

    Raises:
        OnlySupervisors: somebody else asks; the attempt was recorded.
    """
    if not looks_only(by):
        record_attempt(counter, by, what, now, about)
        raise OnlySupervisors(what)


def record_attempt(counter: Counter, by: StaffMember, what: str, now: datetime, about: str) -> None:
    """Record that somebody tried what is not for them; whoever asks refuses it then."""
    fact = AttemptRefused(what, about)
    with counter.store.writing() as work:
        # Whatever the clock says: an attempt is never lost because the clock is wrong.
        work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))
