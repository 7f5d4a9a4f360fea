"""Transactions of the store, the bell, and several threads at once."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from counter_app.domain.facts import SlipPaper, SlipPrinted, UnknownFact
from counter_app.store.errors import CodeTaken, NoSuchDossier, StoreTrouble
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, taken_in


def record(store: Store, serial: int) -> None:
    with store.writing() as work:
        work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)


def count(store: Store) -> int:
    with store.reading() as reading:
        return reading.journal.count()


def test_what_was_recorded_is_there_after_opening_again(path: Path, key: bytes) -> None:
    store = Store.create(path, key)
    record(store, 1)
    with store.writing() as work:
        opened = work.dossiers.by_code(taken_in(1).code)
        slip = SlipPrinted(SlipPaper.A5)
        work.journal.record(slip, by="hoan", at=A_MOMENT, subject=opened.name, units=("01843",))
    store.close()

    store = Store.open(path, key)
    with store.reading() as reading:
        dossier = reading.dossiers.by_code(taken_in(1).code)
    store.close()
    assert dossier.intake == taken_in(1)
    assert dossier.taken_in_by == "mau"
    assert dossier.slip_count == 1
    assert [entry.by for entry in dossier.history] == ["mau", "hoan"]
    assert dossier.history[1].after == (dossier.name,)


def test_an_exception_takes_everything_back(store: Store) -> None:
    record(store, 1)
    with store.reading() as reading:
        before = reading.journal.head()
    with pytest.raises(ZeroDivisionError), store.writing() as work:
        work.journal.record(taken_in(2), by="mau", at=A_MOMENT)
        work.drafts.save(2, {"name": "Thử"}, by="mau", at=A_MOMENT)
        raise ZeroDivisionError
    with store.reading() as reading:
        assert reading.journal.head() == before
        assert reading.drafts.load(2) is None
        assert reading.search.find(taken_in(2).code) == ()
        with pytest.raises(NoSuchDossier):
            reading.dossiers.by_code(taken_in(2).code)
    record(store, 2)
    assert store.check() == ()


def test_a_code_is_given_out_once(store: Store) -> None:
    record(store, 1)
    with pytest.raises(CodeTaken) as refusal:
        record(store, 1)
    assert refusal.value.code == taken_in(1).code
    assert count(store) == 1
    assert store.check() == ()


def test_a_reading_is_one_snapshot(store: Store) -> None:
    record(store, 1)
    with store.reading() as reading:
        assert reading.journal.count() == 1
        record(store, 2)
        assert reading.journal.count() == 1
    assert count(store) == 2


def test_a_reading_cannot_write(store: Store) -> None:
    with pytest.raises((OperationalError, StoreTrouble)), store.reading() as reading:
        reading.connection.exec_driver_sql("DELETE FROM entries")


def test_the_bell_rings_after_a_commit_on_the_thread_that_committed(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    unlisten = store.listen(lambda: heard.append((threading.get_ident(), count(store))))
    writer = threading.Thread(target=record, args=(store, 1))
    writer.start()
    writer.join()
    assert [entries for _, entries in heard] == [1]
    assert heard[0][0] != threading.get_ident()

    with pytest.raises(CodeTaken):
        record(store, 1)
    assert len(heard) == 1
    with store.writing() as work:
        work.drafts.save(1, {"name": "Lý"}, by="mau", at=A_MOMENT)
    assert len(heard) == 1
    store.rebuild()
    assert len(heard) == 2
    unlisten()
    record(store, 2)
    assert len(heard) == 2


def test_a_listener_that_fails_undoes_nothing_and_silences_nobody(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    heard: list[int] = []
    store.listen(fail)
    store.listen(lambda: heard.append(1))
    record(store, 1)
    assert count(store) == 1
    assert heard == [1]
    assert "listener" in caplog.text


def test_two_threads_that_write_at_once_both_succeed_and_the_chain_holds(store: Store) -> None:
    done: list[int] = []

    def write(first: int) -> None:
        for serial in range(first, first + 40):
            record(store, serial)
        done.append(first)

    threads = [threading.Thread(target=write, args=(first,)) for first in (1, 1001, 2001)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with store.reading() as reading:
            newest = reading.search.find("nguyen")
            assert len(newest) <= 20
    for thread in threads:
        thread.join()
    assert sorted(done) == [1, 1001, 2001]
    assert count(store) == 120
    assert store.check() == ()


def test_what_is_committed_survives_a_power_cut(store: Store) -> None:
    """SQLite's own word for it; a test cannot pull the plug."""
    with store.writing() as work, store.reading() as reading:
        for connection in (work.connection, reading.connection):
            told = [
                connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                for pragma in ("synchronous", "journal_mode", "foreign_keys")
            ]
            assert told == [2, "wal", 1]


def test_writing_inside_writing_is_a_bug_that_is_named(store: Store) -> None:
    with pytest.raises(RuntimeError, match="writing already"), store.writing(), store.writing():
        pass
    record(store, 1)


def test_a_draft_is_kept_per_desk_and_replaced(store: Store) -> None:
    with store.writing() as work:
        work.drafts.save(1, {"name": "Lý Văn Bé"}, by="mau", at=A_MOMENT)
        work.drafts.save(2, {"name": "khác"}, by="hoan", at=A_MOMENT)
    later = A_MOMENT + timedelta(minutes=1)
    with store.writing() as work:
        work.drafts.save(1, {"name": "Lý Văn Bé", "phone": "0912"}, by="hoan", at=later)
        work.drafts.drop(2)
        work.drafts.drop(3)
    with store.reading() as reading:
        draft = reading.drafts.load(1)
        assert reading.drafts.load(2) is None
    assert draft is not None
    assert (draft.by, draft.at) == ("hoan", later)
    assert draft.content == {"name": "Lý Văn Bé", "phone": "0912"}


def test_state_is_remembered_by_name(store: Store) -> None:
    with store.writing() as work:
        assert work.state.get("printer") is None
        work.state.put("printer", "A")
        work.state.put("printer", "B")
    with store.reading() as reading:
        assert reading.state.get("printer") == "B"


def test_a_changed_projection_is_rebuilt_at_opening(path: Path, key: bytes) -> None:
    store = Store.create(path, key)
    record(store, 1)
    with store.writing() as work:
        work.connection.exec_driver_sql("DELETE FROM dossiers")
    store.close()

    heard: list[tuple[int, int]] = []
    store = Store.open(path, key, projections=99, progress=lambda *counts: heard.append(counts))
    assert store.check() == ()
    assert heard[-1] == (1, 1)
    store.close()

    heard.clear()
    Store.open(path, key, projections=99, progress=lambda *counts: heard.append(counts)).close()
    assert heard == []


def test_a_fact_of_a_newer_program_is_kept_unchanged(store: Store) -> None:
    record(store, 1)
    with store.reading() as reading:
        name = reading.dossiers.by_code(taken_in(1).code).name
    unknown = UnknownFact("Blessed", b'{"with":"water"}')
    with store.writing() as work:
        work.journal.record(unknown, by="mau", at=A_MOMENT, subject=name)
    with store.reading() as reading:
        dossier = reading.dossiers.by_name(name)
        entry = reading.journal.entries(after_seq=1)[0]
    assert dossier.history[1].fact == unknown
    assert (entry.kind, entry.payload) == ("Blessed", b'{"with":"water"}')
    assert store.check() == ()
