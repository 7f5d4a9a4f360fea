"""Supervisors' machines that hear of other counters, and what they show of them."""

from datetime import date, timedelta

from counter_app.domain.contacts import Arrival, Contact
from counter_app.domain.figures import Period
from counter_app.domain.journal_log import LogAsk, LogPage
from counter_app.domain.people import Role, StaffMember
from counter_app.province import hear
from counter_app.services import review, supervision
from counter_app.services.supervision import UnitLine
from counter_app.store.contacts import ContactsShelf
from sync.protocol.entry import moment_of
from tests.sync.exchange.conftest import HERE, Country
from tests.sync.exchange.counters import Machine

WATCHER = StaffMember("vi", "Ma Thị Ví", Role.SUPERVISOR)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
MINUTE = timedelta(minutes=1)


def a_commune(country: Country, off: timedelta = timedelta(), unit: str = HERE.code) -> Machine:
    """Return a commune's machine whose clock is off against the province's."""
    machine = country.machine(unit)
    assert machine.sync().ok
    now = moment_of(country.clock.now)
    machine.clock.now = now + off
    return machine


def listen(machine: Machine, *, is_asked: bool = False) -> None:
    """Exchange and hear of other counters, as the program does."""
    outcome = machine.sync()
    assert outcome.ok, outcome
    assert machine.line is not None
    has_come = outcome.pulled > 0
    hear(machine.store, machine.line, machine.clock, has_come=has_come, is_asked=is_asked)


def pass_time(country: Country, time: timedelta, *machines: Machine) -> None:
    """Let time go by at the province and on some machines."""
    country.clock.now += time // timedelta(microseconds=1)
    for machine in machines:
        machine.clock.now += time


def arrivals(machine: Machine, journal: str, *seqs: int) -> list[Arrival | None]:
    with machine.store.reading() as reading:
        found = ContactsShelf(reading.connection, reading.numbers).arrivals(journal, seqs)
    return [found.get(seq) for seq in seqs]


def contact(machine: Machine, journal: str) -> Contact | None:
    with machine.store.reading() as reading:
        told = ContactsShelf(reading.connection, reading.numbers).contacts()
    return next((one for one in told if one.journal == journal), None)


def shown(machine: Machine) -> dict[str, UnitLine]:
    assert machine.counter is not None
    overview = supervision.overview(machine.counter, NOVEMBER, WATCHER, machine.clock())
    return {unit.code: unit for unit in overview.units}


def a_log(machine: Machine, journal: str) -> LogPage:
    assert machine.counter is not None
    return review.log(machine.counter, LogAsk(journal), WATCHER, machine.clock())
