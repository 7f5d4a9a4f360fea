"""Answers that are lost, come twice, or come late; pages that are poisoned."""

from random import Random

import msgspec
import pytest
from sqlalchemy import text

from counter_app.services import sync_status
from sync.client.causes import Cause
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.entry import GENESIS, seal
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from sync.protocol.wire_entry import WireEntry, to_wire
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import A_MONDAY, Machine
from tests.sync.exchange.lines import WatchedLine, WildLine

A_STRANGER = "00000000000000ff"


def entry_of_a_stranger(seq: int, payload: bytes = b'{"n":1}', **changes: object) -> WireEntry:
    """Return an entry of a journal that nobody here knows; each is the first of a gap."""
    made = seal(
        GENESIS,
        journal=A_STRANGER,
        seq=seq,
        subject=None,
        after=(),
        kind="TakenIn",
        at=A_MONDAY,
        by="ai",
        units=("01843",),
        payload=payload,
    )
    return msgspec.structs.replace(to_wire(made), **changes)


@pytest.mark.parametrize("seed", range(6))
def test_i2_i4_lost_doubled_and_late_answers_have_one_effect(country: Country, seed: int) -> None:
    """Seen to fail when what was not acknowledged was recorded again under new names.

    After every exchange the numbers have not gone back, and none is ahead of what is stored.
    """
    luck = Random(seed)
    machines = [country.machine(), country.machine()]
    lines = {id(m): WildLine(m.dial(), luck) for m in machines}
    marks = {id(machine): 0 for machine in machines}
    for serial in range(1, 13):
        machine = luck.choice(machines)
        machine.record(serial)
        sync_once(machine.exchange, lines[id(machine)], Link(luck))
        state = machine.state()
        assert marks[id(machine)] <= state.acked_seq <= machine.exchange.standing().head_seq
        marks[id(machine)] = state.acked_seq
    for machine in machines * 2:
        assert machine.sync().ok

    assert machines[0].rows() == machines[1].rows()
    assert len(machines[0].rows()) == 12
    assert machines[0].names() == machines[1].names() | set()
    assert sum(line.mishaps for line in lines.values()) > 5
    assert all(machine.store.check() == () for machine in machines)
    assert country.is_sound()


def test_i2_the_same_answer_taken_in_twice_changes_nothing(country: Country) -> None:
    """Seen to fail when an answer was taken in whatever it was asked with."""
    machine = country.machine()
    heard: list[tuple[ExchangeRequest, ExchangeAnswer]] = []
    line = WatchedLine(machine.dial(), lambda request, answer: heard.append((request, answer)))
    machine.take_in()
    assert sync_once(machine.exchange, line, Link(Random(1))).ok
    machine.take_in("Lý Văn Hai")
    assert sync_once(machine.exchange, line, Link(Random(1))).ok
    state, rows = machine.state(), machine.rows()

    for request, answer in reversed(heard):
        assert machine.exchange.take(request, answer, []) in (None, 0)
    assert machine.state().cursor == state.cursor
    now = {"epoch": state.epoch, "cursor": state.cursor}
    request = msgspec.structs.replace(heard[-1][0], **now)
    late = msgspec.structs.replace(heard[-1][1], acked_seq=1, **now)
    machine.exchange.take(request, late, [])

    assert machine.state().acked_seq == state.acked_seq
    assert machine.state().cursor == state.cursor
    assert machine.rows() == rows


class Broken(Exception):
    """Something that the machine does wrong in the middle of a transaction."""


@pytest.mark.parametrize(
    "place", ["counter_app.store.sync_state.SyncDesk.put", "counter_app.store.store.Arrivals.take"]
)
def test_i4_a_page_and_its_cursor_are_stored_together_or_not_at_all(
    country: Country, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Seen to fail when the page and the cursor had a transaction each, in either order."""
    first, second = country.machine(), country.machine()
    first.take_in()
    first.sync()
    before = (second.state(), second.names())

    def breaking(*_: object) -> None:
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(place, breaking)
        with pytest.raises(Broken):
            sync_once(second.exchange, second.dial(), Link(Random(1)))

    assert (second.state(), second.names()) == before
    assert second.sync().ok
    assert second.names() >= first.names()


POISONS = {
    "bytes that are no text": entry_of_a_stranger(1, b"\xff\xfe"),
    "a form that nobody knows": entry_of_a_stranger(2, b'{"code":[[]],"what":7}'),
    "brackets without end": entry_of_a_stranger(3, b"[" * 50_000),
    "a time outside of the calendar": entry_of_a_stranger(4, at=2**61),
    "a number that no integer holds": entry_of_a_stranger(5, subject=(A_STRANGER, 2**62)),
    "another digest than its own": entry_of_a_stranger(1, digest=bytes(32)),
    "a name under which nothing can be": entry_of_a_stranger(2**62),
}


@pytest.mark.parametrize("place", ["first", "last", "all"])
def test_i9_i10_one_bad_entry_never_stops_a_page(country: Country, place: str) -> None:
    """Seen to fail when a page was taken in with nothing to fall back on."""
    machine, other = country.machine(), country.machine()
    good = [other.record(serial) for serial in range(1, 4)]
    with other.store.reading() as reading:
        page = [to_wire(entry) for entry in reading.journal.entries(0)]
    bad = list(POISONS.values())
    pages = {"first": bad + page, "last": page + bad, "all": bad}

    with machine.store.writing() as work:
        taken = work.receive(pages[place])

    assert taken >= (0 if place == "all" else len(page))
    assert {entry.name.seq for entry in good} <= {
        seq for journal, seq in machine.names() if journal != A_STRANGER
    } or place == "all"
    assert sync_status.status(machine.store).misfit_count >= 3
    machine.take_in()
    assert machine.sync().ok
    assert machine.store.check() == ()


def test_i10_an_entry_that_the_program_chokes_on_is_set_aside_alone(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when whatever a fold raised took the whole page with it."""
    from counter_app.domain import dossier

    first, second = country.machine(), country.machine()
    dossiers = [first.record(serial) for serial in range(1, 6)]
    first.sync()
    sound = dossier.fold

    def choking(history):  # type: ignore[no-untyped-def]
        if history[0].name == dossiers[2].name:
            raise ZeroDivisionError("a fault of this program")
        return sound(history)

    monkeypatch.setattr("counter_app.store.projection.fold", choking)
    outcome = second.sync()

    assert outcome.ok
    assert len(second.rows()) == 4
    assert [one.name for one in sync_status.set_aside(second.store)] == [dossiers[2].name]
    assert sync_status.status(second.store).is_green


def test_i9_what_the_server_holds_back_is_shown_and_holds_up_nothing(country: Country) -> None:
    """Seen to fail when the list of held entries was only ever added to."""
    machine = country.machine()
    with machine.store.writing() as work:
        bad = work.journal.record(
            machine_fact(machine, 1), by="mau", at=machine.clock(), units=("99999",)
        )
    good = machine.record(2)

    outcome = machine.sync()

    assert outcome.ok
    assert outcome.quarantined == 1
    assert outcome.acked == outcome.head == good.name.seq
    held = sync_status.status(machine.store).held_back
    assert [(one.name, one.reason) for one in held] == [(bad.name, "unknown_unit")]
    where = sync_status.whereabouts(machine.store, bad.name)
    assert (where.badge, where.reason) == (sync_status.Badge.HELD_BACK, "unknown_unit")

    from sync.protocol.messages import UnitPart
    from sync.server.publishing import add_unit
    from sync.server.supervision import release

    add_unit(country.province, UnitPart("99999", "Xã Mới", "H55.99.99"))
    release(country.province, bad.name.journal, bad.name.seq)
    machine.sync()
    assert sync_status.status(machine.store).held_back == ()


def machine_fact(machine: Machine, serial: int):  # type: ignore[no-untyped-def]
    from tests.support.intakes import taken_in

    return taken_in(serial)


def test_an_answer_to_somebody_else_is_dropped(country: Country) -> None:
    """Seen to fail when the echo was not looked at."""
    machine, other = country.machine(), country.machine()
    other.sync()
    heard: list[ExchangeAnswer] = []
    sync_once(
        other.exchange,
        WatchedLine(other.dial(), lambda _, answer: heard.append(answer)),
        Link(Random(1)),
    )

    class Mixed(WatchedLine):
        def ask(self, path, body, kind, *_, **__):  # type: ignore[no-untyped-def]
            return heard[0]

    before = machine.state()
    outcome = sync_once(
        machine.exchange, Mixed(machine.dial(), lambda _, __: None), Link(Random(1))
    )

    assert outcome.cause is Cause.NOT_OUR_SERVER
    assert (machine.state().acked_seq, machine.state().cursor) == (0, before.cursor)


def test_i16_nothing_deletes_an_entry(country: Country) -> None:
    """Seen to fail when the trigger was not part of the tables."""
    machine = country.machine()
    machine.take_in()
    for statement in ("DELETE FROM entries", "DELETE FROM entries WHERE seq > 1"):
        with pytest.raises(Exception, match="never deleted"), machine.store.writing() as work:
            work.connection.execute(text(statement))
    assert len(machine.names()) == 3


def test_i16_i20_a_narrower_scope_and_a_revocation_take_nothing_away(country: Country) -> None:
    from sync.server.enrolment import revoke, set_scope

    machine, other = country.machine(), country.machine("01900")
    set_scope(country.province, other.state().counter, ("01843",))
    machine.take_in()
    machine.sync()
    other.sync()
    held = other.names()
    assert machine.names() <= held
    set_scope(country.province, other.state().counter, ())
    assert other.sync().ok
    assert other.names() == held
    revoke(country.province, other.state().counter, "thu hồi máy")
    outcome = other.sync()
    assert (outcome.cause, outcome.detail) == (Cause.REVOKED, "thu hồi máy")
    assert other.names() == held
    assert sync_status.status(other.store).cause == "revoked"
