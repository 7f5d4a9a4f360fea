"""A disk that was set back to a copy, or copied: nothing that survived is lost or doubled."""

from pathlib import Path

import pytest

from counter_app.domain.facts import Settled
from counter_app.domain.step_facts import Returned, Withdrawn
from counter_app.services import sync_status
from counter_app.services.following import withdraw
from counter_app.store.errors import CodeShared
from sync.server.supervision import status as server_status
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import CLERK, Machine


def agree(*machines: Machine) -> None:
    """Exchange until nobody has anything new, and check that all show the same."""
    for _ in range(3):
        for machine in machines:
            outcome = machine.sync()
            assert outcome.ok, outcome
    first, *others = [machine.rows() for machine in machines]
    for other in others:
        assert other == first
    for machine in machines:
        assert machine.store.check() == ()


def test_i13_a_counter_set_back_to_a_copy_gets_back_what_it_lost(
    country: Country, tmp_path: Path
) -> None:
    """Seen to fail when entries of a former journal were taken for strangers'."""
    machine, other = country.machine(), country.machine()
    kept = machine.take_in("Lý Văn Còn")
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    lost = machine.take_in("Lý Văn Mất")
    machine.sync()
    former = machine.store

    machine.restore_disk(tmp_path / "copy")
    assert machine.store is not former
    assert lost.code not in machine.codes()
    outcome = machine.sync()

    assert outcome.ok, outcome
    assert {kept.code, lost.code} <= machine.codes().keys()
    agree(machine, other)
    assert country.is_sound()


def test_i13_i21_what_was_taken_in_after_the_restore_keeps_its_place_and_codes_part(
    country: Country, tmp_path: Path
) -> None:
    """Seen to fail when a code that is taken kept the other dossier out of the lists."""
    machine, other = country.machine(), country.machine()
    machine.take_in("Lý Văn Còn")
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    lost = machine.take_in("Lý Văn Mất")
    machine.sync()
    machine.restore_disk(tmp_path / "copy")

    again = machine.take_in("Lý Văn Lại")
    assert machine.counter is not None
    withdraw(machine.counter, again.code, "đổi ý", CLERK, machine.clock())
    outcome = machine.sync()

    assert outcome.ok, outcome
    assert outcome.recorded_again == 2
    assert again.code == lost.code, "the restored disk reused the number: that is the case here"
    agree(machine, other)
    for each in (machine, other):
        shared = sync_status.status(each.store).shared_codes
        assert [(one.code, len(one.dossiers)) for one in shared] == [(lost.code, 2)]
        with pytest.raises(CodeShared) as refusal, each.store.reading() as reading:
            reading.dossiers.by_code(lost.code)
        names = set()
        for shown in refusal.value.shown:
            with each.store.reading() as reading:
                names.add(reading.dossiers.by_code(shown).intake.applicant.name)
        assert names == {"Lý Văn Mất", "Lý Văn Lại"}
    following = machine.take_in("Lý Văn Sau")
    assert following.code not in other.codes()
    assert following.code.rpartition("-")[2] > "1999", "it issues from a block of its own"
    agree(machine, other)
    assert country.is_sound()


def test_what_stood_under_the_former_names_stands_aside_whole(
    country: Country, tmp_path: Path
) -> None:
    machine = country.machine()
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    machine.take_in()
    machine.sync()
    machine.restore_disk(tmp_path / "copy")
    again = machine.take_in("Lý Văn Lại")

    machine.sync()

    aside = sync_status.set_aside(machine.store)
    assert [(one.name, one.why) for one in aside] == [(again.name, "forked")]
    journal, seq = aside[0].became.split("/")
    assert (journal, int(seq)) in machine.names()
    assert sync_status.status(machine.store).misfit_count == 0


def test_i21_two_machines_with_a_copied_disk_part_and_both_go_on(
    country: Country, tmp_path: Path
) -> None:
    """Seen to fail when a clone was acknowledged by the numbers of its twin."""
    machine, other = country.machine(), country.machine()
    machine.sync()
    machine.copy_disk(tmp_path / "machine-copied")
    twin = Machine(tmp_path / "machine-copied", country.url, key=machine.key)
    twin.switch_on()
    country.machines.append(twin)
    for number in range(3):
        machine.record(10 + number, f"Lý Gốc {number}")
        twin.record(20 + number, f"Lý Sao {number}")

    for each in (machine, twin, machine, twin, other):
        assert each.sync().ok

    agree(machine, twin, other)
    assert len(machine.codes()) == 6
    issued = [each.take_in().code for each in (machine, twin)]
    assert issued[0] != issued[1]
    agree(machine, twin, other)
    assert country.is_sound()


def test_a_late_answer_about_an_older_journal_begins_no_new_one(country: Country) -> None:
    machine = country.machine()
    machine.sync()
    before = machine.state()
    with machine.store.reading() as reading:
        own = reading.journal.own

    assert machine.exchange.begin_journal("0" * 16, 1) == 0

    with machine.store.reading() as reading:
        assert reading.journal.own == own
    assert machine.state() == before


def test_i21_between_a_fork_and_the_next_answer_no_code_is_issued(country: Country) -> None:
    """Seen to fail when the new journal went on issuing from the former one's serials."""
    machine = country.machine()
    machine.sync()
    former = machine.exchange.standing().journal

    machine.exchange.begin_journal(former, machine.state().acked_seq)

    with machine.store.reading() as reading:
        assert reading.counter is not None
        assert reading.counter.blocks == ()
    assert machine.sync().ok
    assert machine.state().blocks not in ((), ((1001, 1999),))


def test_a_settlement_goes_on_naming_what_it_settled(country: Country, tmp_path: Path) -> None:
    """Seen to fail when payloads were recorded again as they were."""
    machine, other = country.machine(), country.machine()
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    machine.take_in()
    machine.sync()
    machine.restore_disk(tmp_path / "copy")
    opened = machine.record(30)
    with machine.store.writing() as work:
        at = machine.clock()
        sides = [
            work.journal.record(fact, by=CLERK.clerk, at=at, subject=opened.name)
            for fact in (Returned(at, receiver="Lý Văn Bé"), Withdrawn(at, "đổi ý"))
        ]
        names = tuple(side.name for side in sides)
        settled = Settled(at, names, names[0], "đã trả")
        work.journal.record(settled, by=CLERK.clerk, at=at, subject=opened.name)

    machine.sync()

    agree(machine, other)
    with machine.store.reading() as reading:
        journal = reading.journal.own
        facts = [entry.fact for entry in reading.journal.of_kinds(("Settled",))]
    assert isinstance(facts[0], Settled)
    assert {name.journal for name in facts[0].entries} == {journal}


def test_a_province_set_back_to_a_backup_is_filled_again(country: Country, tmp_path: Path) -> None:
    """Seen to fail when an acknowledged number never went back, also in a new epoch."""
    import shutil

    machine, other = country.machine(), country.machine()
    machine.take_in("Lý Văn Một")
    machine.sync()
    country.province.storage.close()
    shutil.copy(country.folder / "province.db", tmp_path / "backup.db")
    taken = machine.take_in("Lý Văn Hai")
    machine.sync()
    country.province.storage.close()
    shutil.copy(tmp_path / "backup.db", country.folder / "province.db")

    agree(machine, other)

    assert taken.code in other.codes()
    waiting = {one.counter.desk: one.waiting for one in server_status(country.province).counters}
    assert waiting == {1: 0, 2: 0}
    assert country.is_sound()
