"""Entries changed, dropped, moved, repeated or cut off in a counter's store: each is named."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from counter_app.domain.verification import Finding, FindingKind
from counter_app.services.journal_places import standings
from counter_app.services.verification import Verification, check_all, check_new
from counter_app.store.store import Store
from counter_app.store.vouched import MOST_MARKS, VouchedShelf, thinned
from tests.support.counters import A_MONDAY, a_counter
from tests.support.seeding import fill

Tamper = Callable[[Connection], object]

COUNT = 60
"""Entries of the journal that is tampered with: four of the founding, then intakes."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    counter = a_counter(tmp_path)
    fill(counter.store, COUNT - 4)
    yield counter.store
    counter.store.close()


def tampered(store: Store, change: Tamper) -> None:
    """Change the store behind the program's back, as somebody who has its key could."""
    with store.writing() as work:
        connection = work.connection
        connection.execute(text("DROP TRIGGER entries_stay"))
        change(connection)


def sql(statement: str, **values: Any) -> Tamper:
    return lambda connection: connection.execute(text(statement), values)


def drop(where: str) -> Tamper:
    """Delete entries, with the lines of lists made of them."""

    def change(connection: Connection) -> None:
        gone = f"(SELECT position FROM entries WHERE {where})"
        sql(f"DELETE FROM dossiers WHERE number IN {gone}")(connection)
        sql(f"DELETE FROM entries WHERE {where}")(connection)

    return change


def swap(first: int, second: int) -> Tamper:
    def change(connection: Connection) -> None:
        for was, now in ((first, -1), (second, first), (-1, second)):
            sql("UPDATE entries SET seq = :now WHERE seq = :was", was=was, now=now)(connection)

    return change


def replay(of: int, at: int) -> Tamper:
    columns = "journal, subject_journal, subject_seq, after, kind, at, by, units, payload, digest"
    quoted = columns.replace(" by,", ' "by",')
    return sql(
        f"INSERT INTO entries ({quoted}, seq) SELECT {quoted}, :at FROM entries WHERE seq = :of",
        of=of,
        at=at,
    )


_BYTE = "UPDATE entries SET payload = substr(payload, 1, 20) || x'00' || substr(payload, 22)"
_KIND = FindingKind
CASES: dict[str, tuple[Tamper, list[tuple[FindingKind, int, int, int]]]] = {
    "one byte of a payload": (sql(f"{_BYTE} WHERE seq = 20"), [(_KIND.CHANGED, 20, 0, 0)]),
    "the time of an entry": (
        sql("UPDATE entries SET at = at - 1 WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "who signed": (
        sql("UPDATE entries SET \"by\" = 'ai-do' WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "the units": (
        sql("UPDATE entries SET units = '[\"99999\"]' WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "units that mean nothing": (
        sql("UPDATE entries SET units = '{' WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "a text for a payload": (
        sql("UPDATE entries SET payload = 'chữ' WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "the digest alone": (
        sql("UPDATE entries SET digest = zeroblob(32) WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "a text for a digest": (
        sql("UPDATE entries SET digest = 'chữ' WHERE seq = 20"),
        [(_KIND.CHANGED, 20, 0, 0)],
    ),
    "two entries far apart": (
        sql(f"{_BYTE} WHERE seq IN (10, 40)"),
        [(_KIND.CHANGED, 10, 0, 0), (_KIND.CHANGED, 40, 0, 0)],
    ),
    "an entry dropped": (
        drop("seq = 20"),
        [(_KIND.MISSING, 20, 0, 0)],
    ),
    "several dropped": (
        drop("seq BETWEEN 20 AND 24"),
        [(_KIND.MISSING, 20, 24, 0)],
    ),
    "neighbours swapped": (
        swap(20, 21),
        [(_KIND.REORDERED, 20, 0, 21), (_KIND.REORDERED, 21, 0, 20)],
    ),
    "far ones swapped": (
        swap(20, 33),
        [(_KIND.REORDERED, 20, 0, 33), (_KIND.REORDERED, 33, 0, 20)],
    ),
    "an entry replayed at the end": (
        replay(20, COUNT + 1),
        [(_KIND.REPLAYED, COUNT + 1, 0, 20)],
    ),
    "the end cut off": (
        drop("seq > 50"),
        [(_KIND.TRUNCATED, 51, COUNT, 0)],
    ),
    "the last entry dropped": (
        drop(f"seq = {COUNT}"),
        [(_KIND.TRUNCATED, COUNT, 0, 0)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_done_to_an_entry_is_named(
    store: Store, case: tuple[Tamper, list[tuple[FindingKind, int, int, int]]]
) -> None:
    """Seen to fail for each case with the branch that tells it taken out of ``chain_check``."""
    change, expected = case
    assert check_all(store, A_MONDAY) == ()
    tampered(store, change)

    found = check_all(store, A_MONDAY + timedelta(hours=1))

    assert [(f.kind, f.seq, f.last_seq, f.other_seq) for f in found] == expected
    (standing,) = standings(store)
    assert standing.findings == found
    assert standing.place.unit_name == "Phường Bắc Kạn"
    assert standing.place.journal == found[0].journal


def test_a_history_written_anew_is_told_by_the_marks_of_earlier_checks(store: Store) -> None:
    """Seen to fail when no marks were kept: the chain itself is in order."""
    with store.reading() as reading:
        journal = reading.journal.own
    check_all(store, A_MONDAY)
    fill(store, 10, seed=2, agency="H55.99.99")
    check_new(store, A_MONDAY)

    tampered(store, rewritten_from(65, journal))
    found = check_all(store, A_MONDAY)

    assert found == (Finding(FindingKind.FORKED, journal, COUNT + 1, 70, is_exact=False),)


def test_a_rewritten_entry_breaks_the_chain_behind_it(store: Store) -> None:
    with store.reading() as reading:
        journal = reading.journal.own
    tampered(store, rewritten_from(20, journal, only=1))

    (found,) = check_all(store, A_MONDAY)

    assert (found.kind, found.seq) == (FindingKind.CHANGED, 21)


def rewritten_from(seq: int, journal: str, only: int = 1_000) -> Tamper:
    """Change the time of an entry, and give it and those behind it digests that fit."""

    def change(connection: Connection) -> None:
        from hashlib import sha256

        from counter_app.store.chain_check import _ROWS, Envelopes

        sql("UPDATE entries SET at = at - 60000000 WHERE seq = :seq", seq=seq)(connection)
        before = connection.execute(
            text("SELECT digest FROM entries WHERE seq = :seq"), {"seq": seq - 1}
        ).scalar_one()
        make = Envelopes({1: journal})
        for row in connection.exec_driver_sql(_ROWS, (1, seq - 1, only)).fetchall():
            before = sha256(before + make.of(journal, row[0], row)).digest()
            sql("UPDATE entries SET digest = :d WHERE seq = :s", d=before, s=row[0])(connection)

    return change


def test_a_check_of_what_is_new_reads_only_that(store: Store) -> None:
    """Seen to fail when every check began at the first entry."""
    check_all(store, A_MONDAY)
    assert Verification(store, A_MONDAY, is_whole=False).is_done
    fill(store, 10, seed=2, agency="H55.99.99")

    run = Verification(store, A_MONDAY, is_whole=False)
    assert run.total == 10
    while not run.step(3):
        assert run.done <= run.total
    assert run.done == 10
    (standing,) = standings(store)
    assert (standing.last_seq, standing.findings) == (COUNT + 10, ())
    assert standing.whole_at == standing.checked_at


def test_what_was_found_stays_until_a_whole_check_finds_it_gone(store: Store) -> None:
    check_all(store, A_MONDAY)
    tampered(store, sql("UPDATE entries SET at = at - 1 WHERE seq = 20"))
    assert check_new(store, A_MONDAY) == (), "only the whole sees what was checked before"
    assert len(check_all(store, A_MONDAY)) == 1
    fill(store, 1, seed=3, agency="H55.99.99")
    assert len(check_new(store, A_MONDAY)) == 1, "a journal with findings is checked whole"

    with store.writing() as work:
        sql("UPDATE entries SET at = at + 1 WHERE seq = 20")(work.connection)
    assert check_all(store, A_MONDAY) == ()
    assert standings(store)[0].findings == ()


def test_a_check_that_is_given_up_leaves_nothing_behind(store: Store) -> None:
    run = Verification(store, A_MONDAY)
    assert not run.step(10)
    with store.reading() as reading:
        assert VouchedShelf(reading.connection).checks() == {}
    assert standings(store)[0].checked_at is None


def test_the_marks_thin_out_towards_the_past() -> None:
    marks = {seq: bytes([seq % 256]) for seq in range(1, 200)}
    kept = [seq for seq, _ in thinned(marks)]
    assert len(kept) <= MOST_MARKS
    assert kept[-5:] == [195, 196, 197, 198, 199]
    assert kept == sorted(kept)
    assert kept[0] < 30


def test_a_ruined_journal_is_not_read_to_its_end(store: Store) -> None:
    check_all(store, A_MONDAY)
    tampered(store, sql("UPDATE entries SET payload = x'00' WHERE seq > 5"))
    assert len(check_all(store, A_MONDAY)) == 20


def test_others_write_while_a_check_is_under_way(store: Store) -> None:
    """Seen to fail when a slice kept its transaction open: others could not write meanwhile."""
    run = Verification(store, A_MONDAY)
    run.step(10)
    fill(store, 1, seed=2, agency="H55.99.99")
    while not run.step(10):
        pass
    assert run.findings == ()
    (standing,) = standings(store)
    assert standing.last_seq == COUNT + 1
