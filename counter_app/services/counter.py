"""Everything that a service needs to know of the counter it works at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.deadline import DueClock
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import ClockConfirmed, Recorded
from counter_app.domain.form import FormSet
from counter_app.domain.people import StaffMember
from counter_app.domain.places import Places
from counter_app.domain.procedure import Catalogue
from counter_app.domain.rules import RuleBook
from counter_app.domain.standing import SoonRule
from counter_app.domain.units import Desk
from counter_app.store.store import Reading, Store

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A clock set right by a minute or two is no reason to trouble the clerk."""


class ClockBehind(Refusal):
    """The machine's clock stands before the last entry; the clerk has to say which is right."""

    def __init__(self, machine_at: datetime, last_entry_at: datetime) -> None:
        super().__init__(f"{machine_at.isoformat()} is before {last_entry_at.isoformat()}")
        self.machine_at = machine_at
        self.last_entry_at = last_entry_at


@dataclass(frozen=True)
class Counter:
    """A counter at work: its store, its desk, the places, and the rules that are in force."""

    store: Store
    desk: Desk
    rules: RuleBook
    places: Places
    sight: str = ""
    """The unit whose dossiers alone may be seen where others' are here too; empty: all."""

    @property
    def catalogue(self) -> Catalogue:
        """The procedures in all their editions."""
        return self.rules.current.catalogue

    @property
    def due_clock(self) -> DueClock:
        """Counts due moments by the calendar and the hours in force."""
        return self.rules.current.due_clock

    @property
    def forms(self) -> FormSet:
        """The state's forms in all their editions."""
        return self.rules.current.forms

    @property
    def soon(self) -> SoonRule:
        """From when on a dossier is called due soon."""
        return self.rules.current.soon


def check_clock(reading: Reading, now: datetime) -> None:
    """Refuse to record anything while the clock stands before the last entry.

    Raises:
        ClockBehind: the clerk has to say whether the machine's time is right.
    """
    last_at = reading.journal.last_at()
    if last_at is not None and now < last_at - CLOCK_TOLERANCE:
        raise ClockBehind(now, last_at)


def confirm_clock(counter: Counter, by: StaffMember, now: datetime) -> Recorded | None:
    """Record that the clerk says the machine's time is right, though the last entry is later."""
    with counter.store.writing() as work:
        last_at = work.journal.last_at()
        if last_at is None or now >= last_at:
            return None
        fact = ClockConfirmed(machine_at=now, last_entry_at=last_at)
        return work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))
