"""I20 on the counter: what is not as it was written is found and named; a rebuild mends lists."""

from pathlib import Path

import pytest

from counter_app.domain.dossier_row import DossierFilter
from counter_app.domain.facts import EntryName, SlipPaper, SlipPrinted
from counter_app.store.backup import copy_store
from counter_app.store.engine import writer_engine
from counter_app.store.errors import StoreAlreadyThere
from counter_app.store.store import Problem, Store
from tests.support.intakes import A_MOMENT, taken_in
from tests.support.seeding import fill

JOURNAL = "00000000000000aa"


@pytest.fixture
def full(path: Path, key: bytes) -> Store:
    """Return a store with ten dossiers, one of them with a slip."""
    store = Store.create(path, key, journal=JOURNAL)
    with store.writing() as work:
        for serial in range(1, 11):
            opened = work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
        slip = SlipPrinted(SlipPaper.A5)
        work.journal.record(slip, by="mau", at=A_MOMENT, subject=opened.name)
    return store


def spoil(store: Store, sql: str) -> None:
    with store.writing() as work:
        work.connection.exec_driver_sql(sql)


def test_a_sound_store_has_no_problems(full: Store) -> None:
    assert full.check() == ()
    full.close()


@pytest.mark.parametrize(
    ("sql", "seq"),
    [
        (
            "UPDATE entries SET payload = CAST(replace(payload, '15:30', '15:31') AS BLOB)"
            " WHERE seq = 4",
            4,
        ),
        ("UPDATE entries SET \"by\" = 'hoan' WHERE seq = 4", 4),
        ("UPDATE entries SET at = at + 1 WHERE seq = 1", 1),
        ("UPDATE entries SET digest = CAST(x'00' || substr(digest, 2) AS BLOB) WHERE seq = 11", 11),
        ("UPDATE entries SET units = '[\"x\"]' WHERE seq = 5", 5),
        ("UPDATE entries SET \"after\" = '' WHERE seq = 11", 11),
        ("UPDATE entries SET \"after\" = 'x/y' WHERE seq = 11", 11),
        ("UPDATE entries SET units = '{' WHERE seq = 2", 2),
        ("UPDATE entries SET at = 9000000000000000000 WHERE seq = 2", 2),
    ],
)
def test_one_changed_byte_in_an_entry_is_found_and_named(full: Store, sql: str, seq: int) -> None:
    spoil(full, sql)
    chain = [problem for problem in full.check() if problem.kind == "chain"]
    assert chain[0] == Problem("chain", "changed", EntryName(JOURNAL, seq))
    full.close()


def test_a_missing_entry_is_found_and_named(full: Store) -> None:
    spoil(full, "DROP TRIGGER entries_stay")  # who changes the file can do this too
    spoil(full, "DELETE FROM dossiers WHERE seq = 3")
    spoil(full, "DELETE FROM entries WHERE seq = 3")
    assert Problem("chain", "missing", EntryName(JOURNAL, 3)) in full.check()
    full.close()


@pytest.mark.parametrize(
    ("sql", "kind", "detail"),
    [
        ("UPDATE dossiers SET due_at = due_at + 1 WHERE seq = 2", "dossier", "differs"),
        ("UPDATE dossiers SET phone = '0' WHERE seq = 2", "dossier", "differs"),
        ("DELETE FROM dossiers WHERE seq = 2", "dossier", "missing"),
        ("DELETE FROM dossier_words WHERE rowid = 2", "search", "index"),
        (
            "INSERT INTO dossier_words(rowid, name, numbers, procedure) VALUES (99, 'x', '', '')",
            "search",
            "index",
        ),
        ("DROP TABLE dossier_words", "search", "index"),
    ],
)
def test_a_changed_projection_is_found_and_mended_by_a_rebuild(
    full: Store, sql: str, kind: str, detail: str
) -> None:
    with full.reading() as reading:
        before = reading.dossiers.page(DossierFilter())
    spoil(full, sql)
    problems = full.check()
    assert [problem.kind for problem in problems] == [kind]
    assert detail in problems[0].detail
    full.rebuild()
    assert full.check() == ()
    with full.reading() as reading:
        assert reading.dossiers.page(DossierFilter()) == before
        assert len(reading.search.find("nguyen")) == 10
    full.close()


def test_projections_thrown_away_come_back_equal(store: Store) -> None:
    fill(store, 500)
    with store.reading() as reading:
        before = reading.dossiers.page(DossierFilter(), most=500)
        found = reading.search.find("nguyen v")
    spoil(store, "DELETE FROM dossiers")
    spoil(store, "DROP TABLE dossier_words")
    heard: list[tuple[int, int]] = []
    store.rebuild(lambda done, count: heard.append((done, count)))
    assert heard[-1] == (500, 500)
    with store.reading() as reading:
        assert reading.dossiers.page(DossierFilter(), most=500) == before
        assert reading.search.find("nguyen v") == found
    assert store.check() == ()


def test_seeded_dossiers_are_like_recorded_ones(store: Store) -> None:
    fill(store, 300)
    with store.writing() as work:
        work.journal.record(taken_in(9999), by="mau", at=A_MOMENT)
    fill(store, 20, seed=2, agency="H55.99")
    assert store.check() == ()
    with store.reading() as reading:
        assert reading.journal.count() == 321


def test_a_copy_is_a_whole_store_with_the_same_key(full: Store, key: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    engine = writer_engine(full.path, key)
    copy = copy_store(engine, full.path, tmp_path / "copy" / "a.db")
    with pytest.raises(StoreAlreadyThere):
        copy_store(engine, full.path, copy)
    engine.dispose()
    full.close()
    opened = Store.open(copy, key)
    assert opened.check() == ()
    with opened.reading() as reading:
        assert reading.journal.count() == 11
    opened.close()
    assert sorted(file.name for file in copy.parent.iterdir()) == ["a.db", "a.lock"]
