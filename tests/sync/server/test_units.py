"""Dossiers that concern several units, and who may read and write what."""

import pytest

from sync.protocol.errors import Refused
from sync.server.enrolment import set_scope
from tests.sync.server.conftest import Setting


def test_a_forwarded_dossier_arrives_with_its_whole_history(setting: Setting) -> None:
    """Seen to fail when the new unit got only the entry that named it."""
    home, far = setting.counter("01843"), setting.counter("01900")
    dossier = home.record()
    other = home.record()
    home.record(subject=dossier.name, kind="SlipPrinted")
    home.sync()
    far.sync()
    assert dossier.name not in far.held

    home.record(subject=dossier.name, units=("01843", "01900"), kind="Forwarded")
    home.sync()
    far.sync()

    came = [name for name in far.arrivals if name[0] == home.journal]
    assert came == [(home.journal, 1), (home.journal, 3), (home.journal, 4)]
    assert other.name not in far.held
    assert [far.held[name].digest for name in came] == [home.own[seq - 1].digest for _, seq in came]
    assert setting.verified() == []


def test_history_and_forwarding_in_one_batch_arrive_in_order(setting: Setting) -> None:
    home, far = setting.counter("01843"), setting.counter("01900")
    dossier = home.record()
    home.record(subject=dossier.name, kind="SlipPrinted")
    home.record(subject=dossier.name, units=("01900",), kind="Forwarded")
    home.record(subject=dossier.name, kind="Noted")

    home.sync()
    far.sync()

    assert [seq for journal, seq in far.arrivals if journal == home.journal] == [1, 2, 3, 4]


def test_both_units_see_what_either_does_afterwards(setting: Setting) -> None:
    """Seen to fail when an entry went only to the units that it named itself."""
    home, far = setting.counter("01843"), setting.counter("01900")
    third = setting.counter("02000")
    dossier = home.record()
    home.record(subject=dossier.name, units=("01900",))
    home.sync()
    far.sync()

    returned = far.record(subject=dossier.name, units=("01900",), kind="Returned")
    noted = home.record(subject=dossier.name, kind="Noted")
    far.sync()
    home.sync()
    far.sync()
    third.sync()

    assert returned.name in home.held
    assert noted.name in far.held
    assert not [name for name in third.held if name[0] in (home.journal, far.journal)]
    assert setting.verified() == []


def test_nobody_draws_a_stranger_s_dossier_to_himself(setting: Setting) -> None:
    """Seen to fail when whoever wrote about a subject joined its audience."""
    victim, nosy = setting.counter("01843"), setting.counter("01900")
    dossier = victim.record()
    victim.sync()

    nosy.record(subject=dossier.name, units=("01900",))
    answer = nosy.sync()

    assert [held.reason for held in answer.quarantined] == ["not_concerned"]
    assert dossier.name not in nosy.held
    victim.sync()
    assert nosy.own[0].name not in victim.held


def test_a_supervisor_reads_several_units_from_the_beginning(setting: Setting) -> None:
    """Seen to fail when a feed that was added began at its end."""
    north, south = setting.counter("01843"), setting.counter("01900")
    north.record_many(3)
    south.record_many(3)
    north.sync()
    south.sync()
    supervisor = setting.counter("02000")
    supervisor.sync()
    assert not {n for n in supervisor.held if n[0] in (north.journal, south.journal)}

    set_scope(setting.province, f"{supervisor.unit}/1", ("01843", "01900"))
    supervisor.sync()

    expected = {entry.name for counter in (north, south) for entry in counter.own}
    assert expected <= set(supervisor.held)


def test_a_dossier_of_two_units_comes_once_to_who_reads_both(setting: Setting) -> None:
    home = setting.counter("01843")
    set_scope(setting.province, home.keys.id, ("01900",))
    reader = setting.counter("02000")
    set_scope(setting.province, reader.keys.id, ("01843", "01900"))
    home.record(units=("01843", "01900"))
    home.sync()

    answer = reader.sync()

    assert answer.ahead == 0
    assert home.own[0].name in reader.held


def test_another_counter_s_journal_is_out_of_reach(setting: Setting) -> None:
    """Seen to fail when the journal's owner was not compared."""
    owner, thief = setting.counter(), setting.counter()
    owner.record_many(2)
    owner.sync()

    thief.journal = owner.journal
    thief.record()
    with pytest.raises(Refused) as refused:
        thief.exchange()

    assert refused.value.word == "not_your_journal"
    assert owner.sync().state == "in_step"
