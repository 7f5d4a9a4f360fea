"""What a supervisor sees of contacts: in the log, the overview and the attention list."""

from datetime import timedelta

from counter_app.domain.attention import Pattern
from counter_app.domain.facts import EntryName
from counter_app.services import attention, contacts
from sync.client.engine import Progress, sync_once
from sync.protocol.entry import moment_of
from tests.support.seeding import fill
from tests.sync.exchange.conftest import HERE, THERE, Country
from tests.sync.exchange.listening import (
    MINUTE,
    NOVEMBER,
    WATCHER,
    a_commune,
    a_log,
    contact,
    listen,
    pass_time,
    shown,
)
from tests.sync.exchange.test_streams import a_link
from tests.sync.exchange.test_supervisor import AREA, a_supervisor, journal_of


def test_a_log_shows_device_time_clock_offset_and_receive_time_of_each_entry(
    country: Country,
) -> None:
    """Seen to fail when the arrival at or before an entry was taken instead of that behind it."""
    commune = a_commune(country, 12 * MINUTE)
    first = [commune.record(serial) for serial in (1, 2)]
    pass_time(country, timedelta(hours=3), commune)
    assert commune.sync().ok
    received = moment_of(country.clock.now)
    commune.clock.now -= 10 * MINUTE
    second = commune.record(3)
    assert commune.sync().ok
    supervisor = a_supervisor(country, HERE.code)

    listen(supervisor)

    lines = {line.entry.name: line for line in a_log(supervisor, journal_of(commune)).lines}
    for entry in first:
        line = lines[entry.name]
        assert line.entry.at == entry.at
        assert line.received_at is not None and abs(line.received_at - received) < MINUTE
        assert line.clock_offset is not None and abs(line.clock_offset - 12 * MINUTE) < MINUTE
    line = lines[second.name]
    assert line.clock_offset is not None and abs(line.clock_offset - 2 * MINUTE) < MINUTE
    assert lines[EntryName(journal_of(commune), 1)].received_at is not None, "its founding too"


def test_the_overview_says_what_waits_at_a_commune_and_whose_clock_is_off(
    country: Country,
) -> None:
    """The line broke after the first batch; nobody has heard of the commune since."""
    here, there = a_commune(country), a_commune(country, -25 * MINUTE, THERE.code)
    for machine in (here, there):
        machine.record(1)
    pass_time(country, timedelta(hours=3), here, there)
    assert there.sync().ok
    fill(here.store, 300, by=("mau",))
    progress: list[Progress] = []
    sync_once(
        here.exchange,
        here.dial(),
        a_link(),
        is_stopped=lambda: bool(progress),
        on_progress=progress.append,
    )
    at_province = country.province.storage.read(lambda w: w.journals.get(journal_of(here)))
    assert at_province is not None
    waiting = progress[-1].head - at_province.last_seq
    assert waiting > 0
    supervisor = a_supervisor(country, HERE.code, THERE.code)
    assert shown(supervisor)[HERE.code].waiting is None

    listen(supervisor)

    units = shown(supervisor)
    assert (units[HERE.code].waiting, units[THERE.code].waiting) == (waiting, 0)
    off = units[THERE.code].contact
    assert off is not None and off.clock_offset is not None
    assert abs(off.clock_offset + 25 * MINUTE) < MINUTE
    assert off.programs == ("test",)
    told = contact(supervisor, journal_of(here))
    assert told is not None and (told.unit, told.desk) == (HERE.code, 1)


def test_a_commune_is_silent_when_it_was_not_in_contact_not_when_it_had_no_work(
    country: Country,
) -> None:
    """Seen to fail when only entries were looked at."""
    idle, gone = a_commune(country), a_commune(country, unit=THERE.code)
    for machine in (idle, gone):
        machine.record(1)
        assert machine.sync().ok
    supervisor = a_supervisor(country, HERE.code, THERE.code)
    listen(supervisor)
    pass_time(country, timedelta(days=3), idle, gone, supervisor)
    assert idle.sync().ok

    listen(supervisor)

    units = shown(supervisor)
    assert not units[HERE.code].is_silent
    assert units[THERE.code].is_silent
    last = units[THERE.code].contact
    since = units[THERE.code].since
    assert last is not None and since is not None
    assert timedelta() <= since - last.seen_at < MINUTE, "a contact is known to the minute"
    assert supervisor.counter is not None
    found = attention.findings(supervisor.counter, NOVEMBER, WATCHER, supervisor.clock())
    silent = {f.unit: f.since for f in found if f.rule.pattern is Pattern.SILENT}
    assert silent == {THERE.code: since}


def test_a_supervisor_without_a_line_calls_nobody_silent_who_was_not(country: Country) -> None:
    """What happened since the province was last heard is not known. Seen to fail with now."""
    commune = a_commune(country)
    commune.record(1)
    commune.sync()
    supervisor = a_supervisor(country, HERE.code)
    listen(supervisor)
    supervisor.clock.now += timedelta(days=3)

    assert not shown(supervisor)[HERE.code].is_silent


def test_entries_that_were_sent_with_a_wrong_clock_are_worth_a_look(country: Country) -> None:
    wrong, right = a_commune(country, 9 * MINUTE), a_commune(country, 2 * MINUTE, THERE.code)
    for machine in (wrong, right):
        machine.record(1)
        machine.record(2)
        assert machine.sync().ok
    supervisor = a_supervisor(country, HERE.code, THERE.code)
    listen(supervisor)
    supervisor.clock.now = wrong.clock.now + MINUTE

    assert supervisor.counter is not None
    found = attention.findings(supervisor.counter, NOVEMBER, WATCHER, supervisor.clock())
    (clock,) = [f for f in found if f.rule.pattern is Pattern.CLOCK]

    assert (clock.unit, clock.journal, clock.count) == (HERE.code, journal_of(wrong), 2)
    assert {name.seq for name in clock.entries} == {3, 4}


def test_what_the_province_said_of_the_supervisor_s_own_office_is_not_taken_for_a_commune(
    country: Country,
) -> None:
    a_commune(country)
    supervisor = a_supervisor(country, HERE.code)
    listen(supervisor)
    assert set(shown(supervisor)) == {HERE.code}
    assert contact(supervisor, journal_of(supervisor)) is not None
    with supervisor.store.reading() as reading:
        assert AREA.code not in contacts.of_units(reading)
