"""Upgrading a counter's store: to the same tables as a new one, whole or not at all."""

import re
import shutil
from pathlib import Path

import pytest

from counter_app.store.engine import connect
from counter_app.store.errors import (
    StoreDamaged,
    StoreFromNewerVersion,
    StoreFromOlderVersion,
    UpgradeFailed,
)
from counter_app.store.store import Store
from counter_app.store.tables import SCHEMA_VERSION
from counter_app.store.upgrade import upgrade
from tests.support.intakes import A_MOMENT, taken_in

KEY = bytes(range(32))

GOOD = '''"""A column more."""

from alembic import op

revision = "{next:04}"
down_revision = "{known:04}"


def upgrade() -> None:
    """Add it."""
    op.execute("ALTER TABLE drafts ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")
'''
FAULTS = {
    "an error of SQL": 'op.execute("INSERT INTO nowhere VALUES (1)")',
    "an error of Python": "raise ZeroDivisionError",
    "a broken reference": 'op.execute("DELETE FROM journals")',
}


@pytest.fixture
def migrations(top: Path, tmp_path: Path) -> Path:
    """Return a copy of the program's migrations, to which a test may add one."""
    copy = tmp_path / "migrations"
    shutil.copytree(
        top / "migrations" / "counter", copy, ignore=shutil.ignore_patterns("__pycache__")
    )
    return copy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store of today with a dossier, which nobody has open."""
    path = tmp_path / "counter.db"
    store = Store.create(path, KEY)
    with store.writing() as work:
        work.journal.record(taken_in(1), by="mau", at=A_MOMENT)
        work.drafts.save(1, {"name": "Lý Văn Bé"}, by="mau", at=A_MOMENT)
    store.close()
    return path


def add_migration(migrations: Path, extra: str = "") -> None:
    text = GOOD.format(next=SCHEMA_VERSION + 1, known=SCHEMA_VERSION)
    file = migrations / "versions" / f"{SCHEMA_VERSION + 1:04}_a_column_more.py"
    file.write_text(f"{text}    {extra}\n", "utf-8")


def schema(path: Path) -> dict[str, str]:
    """Return every table and index with its SQL, without regard to white space."""
    connection = connect(path, KEY)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
    connection.close()
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows}


def version(path: Path) -> tuple[int, str]:
    connection = connect(path, KEY)
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    stamp = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
    return number, stamp


def content(path: Path) -> list[object]:
    connection = connect(path, KEY)
    tables = ("entries", "dossiers", "drafts", "journals", "state")
    rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    connection.close()
    return rows


def test_from_empty_to_the_last_version_equals_the_tables_of_a_new_store(
    path: Path, migrations: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.db"
    connection = connect(empty, KEY)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    upgrade(empty, KEY, migrations)
    assert schema(empty) == schema(path)
    assert version(empty) == version(path) == (SCHEMA_VERSION, f"{SCHEMA_VERSION:04}")


def test_a_store_of_today_needs_no_upgrade(path: Path, migrations: Path, tmp_path: Path) -> None:
    Store.open(path, KEY, migrations=migrations).close()
    assert not list(tmp_path.glob("*before-upgrade*"))


def test_an_upgrade_keeps_every_row_and_the_store_as_it_was_beside_it(
    path: Path, migrations: Path
) -> None:
    add_migration(migrations)
    before = content(path)
    copy = upgrade(path, KEY, migrations)
    assert version(path) == (SCHEMA_VERSION + 1, f"{SCHEMA_VERSION + 1:04}")
    assert copy.name == "counter.before-upgrade-1.db"
    assert content(copy) == before
    assert version(copy)[0] == SCHEMA_VERSION
    after = content(path)
    assert after[:2] == before[:2]
    connection = connect(path, KEY)
    assert connection.execute("SELECT colour FROM drafts").fetchall() == [("red",)]
    connection.close()
    with pytest.raises(StoreFromNewerVersion):
        Store.open(path, KEY)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_upgrade_that_fails_half_way_leaves_the_old_store(
    path: Path, migrations: Path, fault: str
) -> None:
    add_migration(migrations, FAULTS[fault])
    before, tables = content(path), schema(path)
    with pytest.raises(UpgradeFailed):
        upgrade(path, KEY, migrations)
    assert content(path) == before
    assert schema(path) == tables
    assert version(path) == (SCHEMA_VERSION, f"{SCHEMA_VERSION:04}")
    store = Store.open(path, KEY)
    assert store.check() == ()
    store.close()


def test_rebuilding_a_table_that_others_refer_to_loses_none_of_them(
    path: Path, migrations: Path
) -> None:
    """With foreign keys on, dropping the parent would empty or refuse its children."""
    add_migration(
        migrations,
        'op.execute("CREATE TABLE other AS SELECT * FROM journals")\n'
        '    op.execute("DROP TABLE journals")\n'
        '    op.execute("CREATE TABLE journals (number INTEGER NOT NULL PRIMARY KEY, "\n'
        '               "id TEXT NOT NULL UNIQUE, is_own BOOLEAN NOT NULL)")\n'
        '    op.execute("INSERT INTO journals SELECT * FROM other")\n'
        '    op.execute("DROP TABLE other")',
    )
    before = content(path)
    upgrade(path, KEY, migrations)
    assert content(path)[:2] == before[:2]


def test_a_missing_folder_of_migrations_changes_nothing(path: Path, tmp_path: Path) -> None:
    before = content(path)
    with pytest.raises(UpgradeFailed):
        upgrade(path, KEY, tmp_path / "nowhere")
    assert content(path) == before


def test_an_older_store_is_upgraded_at_opening_if_the_migrations_are_at_hand(
    path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program of tomorrow knows one version more; today's store is its older one."""
    add_migration(migrations)
    for module in ("store", "files"):
        monkeypatch.setattr(f"counter_app.store.{module}.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(StoreFromOlderVersion):
        Store.open(path, KEY)
    store = Store.open(path, KEY, migrations=migrations)
    with store.reading() as reading:
        assert reading.dossiers.by_code(taken_in(1).code).intake == taken_in(1)
        draft = reading.drafts.load(1)
    assert draft is not None
    assert draft.content == {"name": "Lý Văn Bé"}
    assert store.check() == ()
    store.close()
    assert version(path)[0] == SCHEMA_VERSION + 1


def test_a_damaged_store_is_not_upgraded(path: Path, migrations: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\x00" * 200)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged):
        Store.open(path, KEY, migrations=migrations)
    assert path.read_bytes() == before
