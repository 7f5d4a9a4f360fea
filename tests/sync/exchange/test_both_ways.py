"""Two counters of two units and the province, over real HTTP, when all goes well."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random

import msgspec

from counter_app.domain.facts import EntryName, StaffJoined
from counter_app.domain.people import Role
from counter_app.services import sync_status
from counter_app.services.counter import confirm_clock
from counter_app.services.following import ForwardTo, confirm_forward, forward
from counter_app.services.sync_status import Badge
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.codec import encode_body
from sync.protocol.messages import DayDigest, DaysAnswer, DaysRequest
from tests.sync.exchange.conftest import THERE, Country
from tests.sync.exchange.counters import CLERK, HEAD, Machine
from tests.sync.exchange.lines import WildLine


def test_what_is_taken_in_here_is_at_the_province_and_at_the_next_desk(country: Country) -> None:
    first, second = country.machine(), country.machine()
    taken = [first.take_in(f"Nguyễn Văn Thử {n}") for n in range(30)]

    sent = first.sync()
    pulled = second.sync()

    assert sent.ok, sent
    assert sent.acked == sent.head == 32
    assert pulled.ok, pulled
    assert pulled.pulled >= 32
    assert {dossier.code for dossier in taken} <= second.codes().keys()
    assert country.is_sound()


def test_a_forwarded_dossier_appears_there_whole_and_comes_back_changed(country: Country) -> None:
    here, there = country.machine(), country.machine(THERE.code)
    first, second = here.take_in("Lý Văn Một"), here.take_in("Lý Văn Hai")
    assert here.counter is not None
    assert there.counter is not None
    here.sync()
    there.sync()
    assert there.codes() == {}

    due = first.due_at
    to = ForwardTo(unit=THERE.code, unit_name=THERE.name, due_at=due)
    forward(here.counter, first.code, to, CLERK, here.clock())
    here.sync()
    there.sync()
    assert there.codes().keys() == {first.code}
    arrived = confirm_forward(there.counter, first.code, HEAD, there.clock(), name="Hà Văn Nhận")
    there.sync()
    here.sync()

    with here.store.reading() as reading:
        dossier = reading.dossiers.by_code(first.code)
    assert [type(entry.fact).__name__ for entry in dossier.history] == [
        "TakenIn",
        "Forwarded",
        "ForwardReceived",
    ]
    assert dossier == arrived
    assert (dossier.holder.due_at, dossier.due_at) == (due, first.due_at)
    assert second.code not in there.codes()
    assert here.store.check() == there.store.check() == ()


def test_a_dossier_says_where_it_is(country: Country) -> None:
    machine = country.machine()
    sent = machine.take_in()
    machine.sync()
    waiting = machine.take_in("Lý Văn Hai")

    assert sync_status.whereabouts(machine.store, sent.name).badge is Badge.AT_PROVINCE
    assert sync_status.whereabouts(machine.store, waiting.name).badge is Badge.WAITING
    assert sync_status.status(machine.store).waiting == 1


def test_i14_green_means_that_everything_is_acknowledged_and_all_has_come(
    country: Country,
) -> None:
    """Seen to fail when green was taken from the outcome of the last exchange."""
    first, second = country.machine(), country.machine()
    assert not sync_status.status(first.store).is_green
    first.sync()
    assert sync_status.status(first.store).is_green
    first.take_in()
    now = sync_status.status(first.store)
    assert (now.is_green, now.waiting) == (False, 1)
    first.sync()
    second.sync()
    now = sync_status.status(second.store)
    assert (now.is_green, now.waiting, now.ahead) == (True, 0, 0)


def test_i19_an_idle_exchange_is_one_small_round_trip(country: Country) -> None:
    """Seen to fail when the digests of days were compared at every exchange."""
    machine = country.machine()
    machine.take_in()
    machine.sync()
    machine.sync()

    idle = machine.sync()

    assert idle.ok
    assert idle.round_trips == 1
    assert idle.bytes_up + idle.bytes_down <= 1_500


def test_i19_two_hundred_entries_are_at_most_twenty_kilobytes(country: Country) -> None:
    machine = country.machine()
    for number in range(200):
        machine.take_in(f"Nguyễn Văn Thử {number}")

    outcome = machine.sync()

    assert outcome.ok
    assert outcome.bytes_up + outcome.bytes_down <= 20_000 + outcome.round_trips * 1_000


def test_the_log_tells_what_went_over_the_line(country: Country) -> None:
    machine = country.machine()
    outcome = machine.sync()

    line = sync_status.log(machine.store)[0]

    assert (line.cause, line.sent, line.bytes_up) == ("", 2, outcome.bytes_up)
    assert line.round_trips == outcome.round_trips
    assert sync_status.status(machine.store).contact_at is not None


def test_i7_clocks_that_are_years_off_change_labels_and_nothing_else(country: Country) -> None:
    """Seen to fail when the cursor and the log were ordered by the counter's time."""
    shown = []
    for days in (0, 3_650, -3_650):
        with (
            shifted(country.machine(), days) as machine,
            shifted(country.machine(), -days) as other,
        ):
            recorded = machine.record(7)
            assert machine.sync().ok
            assert other.sync().ok
            assert (recorded.name.journal, recorded.name.seq) in other.names()
            offset = sync_status.status(machine.store).clock_offset
            assert offset is not None
            shown.append(round(offset.total_seconds() / 86_400 / 3_650))
    assert shown[1:] == [shown[0] + 1, shown[0] - 1]


@contextmanager
def shifted(machine: Machine, days: int) -> Iterator[Machine]:
    """Set the machine's clock off; the clerk has said that its time is right."""
    machine.clock.now += timedelta(days=days)
    assert machine.counter is not None
    confirm_clock(machine.counter, CLERK, machine.clock())
    yield machine


def test_i22_an_entry_carries_who_was_logged_in_on_every_machine(country: Country) -> None:
    """Seen to fail when the staff of another counter counted as this one's own."""
    first, second = country.machine(), country.machine()
    with first.store.writing() as work:
        joined = StaffJoined("rieng", "Lò Thị Riêng", Role.CLERK)
        work.journal.record(joined, by=HEAD.clerk, at=first.clock(), units=("01843",))
    by_clerk, by_head = first.take_in("Lý Một", by=CLERK), first.take_in("Lý Hai", by=HEAD)
    first.sync()
    second.sync()

    with second.store.reading() as reading:
        signers = [reading.dossiers.by_code(d.code).taken_in_by for d in (by_clerk, by_head)]
        staff = {member.clerk for member in reading.staff.all()}
    assert signers == [CLERK.clerk, HEAD.clerk]
    assert staff == {HEAD.clerk}


def test_i22_clerks_take_turns_while_the_line_comes_and_goes(country: Country) -> None:
    """A form is begun on a line that is there and saved on one that is not, by whoever is there."""
    machine, other = country.machine(), country.machine()
    luck = Random(22)
    signed: dict[str, str] = {}
    for number in range(30):
        clerk = luck.choice((CLERK, HEAD))
        sync_once(machine.exchange, WildLine(machine.dial(), luck, 0.4), Link(luck))
        dossier = machine.take_in(f"Lý Văn {number}", by=clerk)
        signed[dossier.code] = clerk.clerk
    assert set(signed.values()) == {CLERK.clerk, HEAD.clerk}

    assert machine.sync().ok
    assert other.sync().ok

    for each in (machine, other):
        with each.store.reading() as reading:
            told = {code: reading.dossiers.by_code(code).taken_in_by for code in signed}
        assert told == signed


def test_a_counter_is_not_another_counter_of_its_unit(country: Country) -> None:
    """Seen to fail when the last founding that was heard of counted as the own one."""
    first, second = country.machine(), country.machine()
    first.sync()
    second.sync()
    first.sync()
    with first.store.reading() as one, second.store.reading() as other:
        assert one.counter is not None
        assert other.counter is not None
        assert one.counter.desk != other.counter.desk
        assert not set(one.counter.blocks) & set(other.counter.blocks)


def test_the_digests_of_days_agree_on_both_sides(country: Country) -> None:
    here, there = country.machine(), country.machine(THERE.code)
    dossier = here.take_in()
    assert here.counter is not None
    to = ForwardTo(unit=THERE.code, unit_name=THERE.name)
    forward(here.counter, dossier.code, to, CLERK, here.clock())
    here.sync()
    there.sync()
    there.take_in()
    there.sync()
    here.sync()

    for machine in (here, there):
        at_server = days_at_server(machine)
        assert machine.exchange.days(20_000, 21_000) == at_server
        assert len({one.unit for one in at_server}) == 2


def days_at_server(machine: Machine) -> list[DayDigest]:
    days: list[DayDigest] = []
    for first in (20_000, 20_400, 20_800):
        request = DaysRequest(first=first, last=first + 399)
        days += machine.dial().ask("/v1/days", encode_body(request), DaysAnswer).days
    return sorted(days, key=lambda one: (one.unit, one.day))


def test_a_day_that_differs_is_fetched_again(country: Country) -> None:
    """Seen to fail when the digests were compared and nothing was done about it."""
    first, second = country.machine(), country.machine()
    first.take_in()
    first.sync()
    second.sync()
    lost = first.take_in("Lý Văn Hai")
    first.sync()
    # The second counter's cursor stands behind an entry that it does not hold.
    ahead = country.machine()
    ahead.sync()
    with second.store.writing() as work:
        state = work.sync.state()
        assert state is not None
        cursor = ahead.state().cursor
        work.sync.put(msgspec.structs.replace(state, cursor=cursor, repaired_on=0))
    assert lost.code not in second.codes()

    outcome = second.sync()

    assert outcome.ok
    assert lost.code in second.codes()
    assert EntryName(lost.name.journal, lost.name.seq) == lost.name
