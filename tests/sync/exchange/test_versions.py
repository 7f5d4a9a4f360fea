"""Counters and servers of different versions, in every pair, and facts that not all know."""

from typing import Any

import msgspec
import pytest
from pytest import MonkeyPatch

from counter_app.domain.facts import UnknownFact
from counter_app.services.following import withdraw
from counter_app.store import fact_codec
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import CLERK, Machine
from tests.sync.exchange.peers import Change, OtherPeer, nothing, with_more, without

SAID_SINCE_EVER = {
    *("protocol", "journal", "epoch", "acked_seq", "head", "end", "entries", "cursor", "want"),
}
"""Fields without which there is no exchange; a program without them never was."""

ANSWERED_SINCE_EVER = {
    *("journal", "epoch_seen", "cursor_seen", "head_seen", "epoch", "state", "acked_seq"),
    *("held", "entries", "cursor", "ahead"),
}


def names_of(kind: type[msgspec.Struct], besides: set[str]) -> list[str]:
    """Return the fields that a message might be without."""
    return sorted({field.name for field in msgspec.structs.fields(kind)} - besides)


NEW_IN_REQUESTS = names_of(ExchangeRequest, SAID_SINCE_EVER)
NEW_IN_ANSWERS = names_of(ExchangeAnswer, ANSWERED_SINCE_EVER)
PAIRS: dict[str, tuple[Change, Change]] = {
    "newer counter": (with_more, nothing),
    "newer server": (nothing, with_more),
    "both newer": (with_more, with_more),
    "oldest counter": (without(*NEW_IN_REQUESTS), nothing),
    "oldest server": (nothing, without(*NEW_IN_ANSWERS)),
    "old counter, newer server": (without(*NEW_IN_REQUESTS[:-2]), with_more),
    "newer counter, old server": (with_more, without(*NEW_IN_ANSWERS)),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_i8_counters_and_servers_of_any_two_versions_exchange_everything(
    country: Country, pair: str
) -> None:
    """Seen to fail when a field that came later had no default."""
    requests, answers = PAIRS[pair]
    machine, other = country.machine(), country.machine()
    assert other.sync().ok
    for serial in range(1, 31):
        machine.record(serial, f"Lý Gần {serial}")
        other.record(serial, f"Lý Xa {serial}")
    assert other.sync().ok

    changed = 0
    for _ in range(3):
        line = OtherPeer(machine, requests, answers)
        assert sync_once(machine.exchange, line, Link(machine.luck)).ok
        line.close()
        changed += line.changed
        machine.print_slip(machine.record(40 + changed).name)
    assert machine.sync().ok
    assert other.sync().ok

    assert changed > 0
    assert other.rows() == machine.rows()
    assert len(machine.rows()) == 63
    assert machine.state().blocks
    assert machine.store.check() == ()
    assert country.is_sound()


def test_i8_no_field_that_came_later_is_needed(country: Country) -> None:
    """Each field on its own: what stands beside it does not need it either."""
    machine, other = country.machine(), country.machine()
    names = sorted({*NEW_IN_REQUESTS, *NEW_IN_ANSWERS})
    for serial, name in enumerate(names, 1):
        other.record(serial, "Lý Văn Xa")
        assert other.sync().ok
        machine.record(serial, "Lý Văn Gần")
        line = OtherPeer(machine, without(name), without(name))
        assert sync_once(machine.exchange, line, Link(machine.luck)).ok, name
        line.close()

    assert other.sync().ok
    assert other.rows() == machine.rows()
    assert len(machine.rows()) == 2 * len(names)


def test_i8_what_a_newer_program_wrote_is_kept_passed_on_and_understood_later(
    country: Country, monkeypatch: MonkeyPatch
) -> None:
    """Seen to fail: the lists went on showing what the older program had made of it."""
    newer, older, third = (country.machine() for _ in range(3))
    dossier = newer.take_in()
    assert newer.counter is not None
    withdraw(newer.counter, dossier.code, "đổi ý", CLERK, newer.clock())
    assert newer.sync().ok
    with monkeypatch.context() as before:
        before.setattr(fact_codec, "_decoders", without_kinds("Withdrawn"))
        older.switch_off()
        older.switch_on()
        assert older.sync().ok
        assert isinstance(last_fact(older, dossier.code), UnknownFact)
        assert older.codes() == {dossier.code: "open"}
        assert older.store.check() == ()
        older.switch_off()

    older.switch_on()

    assert older.codes() == {dossier.code: "withdrawn"}
    assert third.sync().ok
    assert older.rows() == newer.rows() == third.rows()
    assert older.store.check() == ()


def without_kinds(*kinds: str) -> dict[str, msgspec.json.Decoder[Any]]:
    """Return what an older program can read."""
    return {kind: one for kind, one in fact_codec._decoders.items() if kind not in kinds}


def last_fact(machine: Machine, code: str) -> object:
    with machine.store.reading() as reading:
        return reading.dossiers.by_code(code).history[-1].fact
