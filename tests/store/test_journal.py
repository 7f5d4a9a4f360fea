"""The journal: who, what, when, on top of what; and entries that arrive from elsewhere."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierFilter, DossierRow
from counter_app.domain.facts import (
    CounterFounded,
    EntryName,
    SlipPaper,
    SlipPrinted,
    StaffJoined,
    StaffLeft,
)
from counter_app.domain.people import Role, StaffMember
from counter_app.store.store import Store
from sync.protocol.entry import GENESIS, BrokenChain, Entry, seal
from tests.support.chains import check_chain
from tests.support.intakes import A_MOMENT, taken_in

HERE = "00000000000000aa"
THERE = "00000000000000bb"
KEY = bytes(range(32))


def test_entries_are_numbered_sealed_and_linked(path: Path, key: bytes) -> None:
    store = Store.create(path, key, journal=HERE)
    with store.reading() as reading:
        assert reading.journal.head() == (None, GENESIS, None)
        assert reading.journal.last_at() is None
    with store.writing() as work:
        opened = work.journal.record(taken_in(1), by="mau", at=A_MOMENT, units=("b", "a"))
        later = A_MOMENT + timedelta(minutes=1)
        slip = work.journal.record(
            SlipPrinted(SlipPaper.A5), by="hoan", at=later, subject=opened.name
        )
    with store.reading() as reading:
        entries = reading.journal.entries()
        head, digest, at = reading.journal.head()
        assert reading.journal.history(opened.name) == (opened, slip)
    store.close()
    assert opened.name == opened.subject == EntryName(HERE, 1)
    assert slip.after == (opened.name,)
    assert (head, at) == (EntryName(HERE, 2), later)
    assert check_chain(entries, HERE) == (2, digest)
    assert entries[0].units == ("a", "b")
    assert [entry.by for entry in entries] == ["mau", "hoan"]


def test_entries_are_handed_out_in_pieces(store: Store) -> None:
    with store.writing() as work:
        for serial in range(1, 6):
            work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
    with store.reading() as reading:
        assert [entry.seq for entry in reading.journal.entries(after_seq=1, most=3)] == [2, 3, 4]
        assert reading.journal.entries(after_seq=5) == ()


def test_two_entries_made_apart_are_both_heads_and_the_next_stands_on_both(
    path: Path, key: bytes
) -> None:
    store = Store.create(path, key, journal=HERE)
    with store.writing() as work:
        opened = work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
        work.journal.record(SlipPrinted(SlipPaper.A4), by="mau", at=A_MOMENT, subject=opened.name)
        work.journal.receive(elsewhere(1, opened.name))
        third = work.journal.record(
            SlipPrinted(SlipPaper.A5), by="mau", at=A_MOMENT, subject=opened.name
        )
    assert set(third.after) == {EntryName(HERE, 2), EntryName(THERE, 1)}
    assert store.check() == ()
    store.close()


def elsewhere(seq: int, subject: EntryName, previous: bytes = GENESIS) -> Entry:
    """Return an entry of another counter about a dossier of this one."""
    return seal(
        previous,
        journal=THERE,
        seq=seq,
        subject=(subject.journal, subject.seq),
        after=[(subject.journal, subject.seq)],
        kind="SlipPrinted",
        at=A_MOMENT + timedelta(minutes=seq),
        by="an",
        units=(),
        payload=b'{"paper":"a4"}',
    )


def test_the_same_entry_twice_has_one_effect(path: Path, key: bytes) -> None:
    store = Store.create(path, key, journal=HERE)
    with store.writing() as work:
        opened = work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
        first = elsewhere(1, opened.name)
        assert work.journal.receive(first) is not None
        assert work.journal.receive(first) is None
        assert work.dossiers.by_name(opened.name).slip_count == 1
    store.close()


def test_a_changed_or_misplaced_entry_from_elsewhere_is_not_taken(path: Path, key: bytes) -> None:
    store = Store.create(path, key, journal=HERE)
    with store.writing() as work:
        opened = work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
        first = elsewhere(1, opened.name)
        with pytest.raises(BrokenChain):
            work.journal.receive(replace(first, by="somebody else"))
        work.journal.receive(first)
        with pytest.raises(BrokenChain):
            work.journal.receive(elsewhere(1, opened.name, previous=b"\x01" * 32))
        with pytest.raises(BrokenChain):
            work.journal.receive(elsewhere(2, opened.name))
        work.journal.receive(elsewhere(2, opened.name, first.digest))
        assert work.journal.count() == 3
    store.close()


def other_counter_entries() -> list[Entry]:
    """Return a dossier of another counter with three slips, two of them made apart."""
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "other.db", KEY, journal=HERE)
        with store.writing() as work:
            opened = work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
            for paper in SlipPaper:
                slip = SlipPrinted(paper)
                work.journal.record(slip, by="mau", at=A_MOMENT, subject=opened.name)
            work.journal.record(taken_in(2), by="mau", at=A_MOMENT)
            entries = list(work.journal.entries())
        store.close()
    return [
        *entries,
        elsewhere(1, opened.name),
        elsewhere(2, opened.name, elsewhere(1, opened.name).digest),
    ]


ENTRIES = other_counter_entries()


def received(entries: list[Entry]) -> tuple[Dossier, set[DossierRow]]:
    """Return what a counter shows that has got these entries in this order."""
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "counter.db", KEY)
        with store.writing() as work:
            for entry in entries:
                work.journal.receive(entry)
        assert store.check() == ()
        with store.reading() as reading:
            shown = (
                reading.dossiers.by_name(EntryName(HERE, 1)),
                set(reading.dossiers.page(DossierFilter())),
            )
        store.close()
    return shown


@settings(max_examples=15, deadline=None)
@given(st.permutations(ENTRIES))
def test_any_order_of_arrival_shows_the_same_dossiers(entries: list[Entry]) -> None:
    # A journal's own entries may overtake each other only where a piece is missing.
    assert received(entries) == received(ENTRIES)


def test_staff_come_and_go_and_their_names_stay_on_what_they_signed(store: Store) -> None:
    facts = (
        StaffJoined("lien", "Nông Thị Liên", Role.HEAD),
        StaffJoined("mau", "Hoàng Thị Mẫu", Role.CLERK),
        StaffLeft("mau"),
        StaffJoined("an", "Lý An", Role.CLERK),
        StaffJoined("an", "Lý Thị An", Role.SUPERVISOR),
    )
    with store.writing() as work:
        for fact in facts:
            work.journal.record(fact, by="lien", at=A_MOMENT)
    with store.reading() as reading:
        assert [member.clerk for member in reading.staff.all()] == ["an", "lien"]
        assert reading.staff.present("mau") is None
        assert reading.staff.by_clerk("mau") == StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK)
        assert reading.staff.present("an") == StaffMember("an", "Lý Thị An", Role.SUPERVISOR)
        assert reading.staff.by_clerk("nobody") is None


def test_staff_follow_the_order_of_causes_not_of_clocks(store: Store) -> None:
    """The clock ran a day ahead when the account was made."""
    with store.writing() as work:
        joined = StaffJoined("mau", "Hoàng Thị Mẫu", Role.CLERK)
        work.journal.record(joined, by="lien", at=A_MOMENT + timedelta(days=1))
        work.journal.record(StaffLeft("mau"), by="lien", at=A_MOMENT)
        assert work.staff.all() == ()


def test_the_counter_knows_what_it_was_founded_as(store: Store) -> None:
    founded = CounterFounded("01843", "Phường Bắc Kạn", "H55.18.43", 2, ((2001, 2999),))
    with store.writing() as work:
        assert work.counter is None
        work.journal.record(founded, by="lien", at=A_MOMENT)
    with store.reading() as reading:
        assert reading.counter == founded
