"""I12: what was done after seeing something never loses to it; what contradicts stays visible."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from counter_app.domain.facts import EntryName, Reappointed
from counter_app.domain.steps import Step
from counter_app.ui.sync_status.ports import UnderWay, read_state
from tests.domain.lives import FACTS
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import CLERK, Machine

DOSSIERS = 8


@pytest.mark.parametrize("seed", range(3))
def test_i12_an_edit_after_seeing_holds_and_blind_ones_are_disputed_everywhere(
    country: Country, seed: int
) -> None:
    """Seen to fail when of two blind edits the later one won.

    Two counters promise other due moments for the same dossiers. Luck says whether the second
    has seen what the first promised, and whether its clock is behind.
    """
    luck = Random(seed)
    first, second, third = machines = [country.machine() for _ in range(3)]
    second.clock.now += timedelta(days=luck.choice((-400, 0, 400)))
    names = [first.record(serial, f"Lý Văn {serial}").name for serial in range(1, DOSSIERS + 1)]
    agree(first, second)
    seen = set(luck.sample(names, DOSSIERS // 2))
    for name in sorted(seen, key=lambda name: name.seq):
        promise(first, name, hours=1)
    agree(first, second)
    for name in names:
        if name not in seen:
            promise(first, name, hours=1)
        promise(second, name, hours=2)
    agree(*machines, *machines)

    assert third.rows() == first.rows() == second.rows()
    for row in third.rows():
        name = EntryName(row["journal"], row["seq"])
        assert row["is_disputed"] == (name not in seen)
        if name in seen:
            assert row["due_at"] == moment(hours=2)
    for machine in machines:
        assert machine.counter is not None
        shown = read_state(machine.counter, machine.clock(), UnderWay())
        assert shown.dispute_count == DOSSIERS - len(seen)
        assert not shown.is_green(machine.clock())
        assert machine.store.check() == ()


def promise(machine: Machine, name: EntryName, hours: int) -> None:
    """Promise another due moment for a dossier."""
    fact = FACTS[Step.REAPPOINT]
    assert isinstance(fact, Reappointed)
    with machine.store.writing() as work:
        promised = replace(fact, due_at=moment(hours))
        work.journal.record(
            promised, by=CLERK.clerk, at=machine.clock(), subject=name, units=("01843",)
        )


def moment(hours: int) -> datetime:
    fact = FACTS[Step.REAPPOINT]
    assert isinstance(fact, Reappointed)
    return fact.due_at + timedelta(hours=hours)


def agree(*machines: Machine) -> None:
    for machine in machines:
        assert machine.sync().ok
