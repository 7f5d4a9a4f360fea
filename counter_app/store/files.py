"""Making the file of a store, and looking at it before it is opened."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from counter_app.store import renewal
from counter_app.store.drafts import StateDesk
from counter_app.store.engine import connect, writer_engine
from counter_app.store.errors import (
    StoreAlreadyThere,
    StoreDamaged,
    StoreFromNewerVersion,
    StoreMissing,
    StoreTrouble,
    StoreUnreachable,
    WrongKey,
    store_trouble,
)
from counter_app.store.journals import add_own_journal
from counter_app.store.sqlcipher import dbapi2
from counter_app.store.tables import PROJECTIONS_VERSION, SCHEMA_VERSION, metadata

STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""Alembic's own table, word for word, so that a new store needs no import of Alembic."""

_SIDES = ("", "-wal", "-shm", "-journal")


def make_store(path: Path, key: bytes, journal: str) -> None:
    """Make a new, empty store; the file comes into its place whole, or not at all.

    Raises:
        StoreAlreadyThere: there is a file at this place.
        DiskFull, StoreUnreachable: it cannot be made.
    """
    if path.exists():
        raise StoreAlreadyThere(path)
    making = path.with_name(path.name + ".making")
    try:
        _remove(making)
        _fill(making, key, journal)
        making.replace(path)
    except OSError as error:
        raise StoreUnreachable(path, str(error)) from error
    except (DBAPIError, dbapi2.Error) as error:
        raise store_trouble(path, error) or error from error
    finally:
        _remove(making)


def version_of(path: Path, key: bytes, *, is_known_key: bool | None) -> int:
    """Return the version of a store without changing its file.

    ``is_known_key`` is what the check value beside the store says of the key; it tells a wrong
    key from a damaged beginning of the file.

    Raises:
        StoreMissing, StoreDamaged, WrongKey, StoreFromNewerVersion, StoreUnreachable.
    """
    if not path.exists():
        raise StoreMissing(path)
    if path.stat().st_size == 0:
        raise StoreDamaged(path, "the file is empty")
    if is_known_key is False:
        raise WrongKey(path)
    found = _read_version(path, key)
    if found == 0:
        raise StoreDamaged(path, "the file holds no store")
    if found > SCHEMA_VERSION:
        raise StoreFromNewerVersion(path, found, SCHEMA_VERSION)
    return found


def change_whole(engine: Engine, change: Callable[[Connection], None]) -> None:
    """Change a file that nobody has open yet: all of the change, or nothing."""
    with engine.begin() as connection:
        change(connection)


def _read_version(path: Path, key: bytes) -> int:
    try:
        connection = connect(path, key)
        try:
            row = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return int(row[0])
        finally:
            connection.close()
    except dbapi2.Error as error:
        raise _named(path, error) from error


def _named(path: Path, error: dbapi2.Error) -> StoreTrouble:
    return store_trouble(path, error) or StoreDamaged(path, str(error))


def _fill(path: Path, key: bytes, journal: str) -> None:
    engine = writer_engine(path, key)
    try:
        change_whole(engine, lambda connection: _make_tables(connection, journal))
    finally:
        engine.dispose()


def _make_tables(connection: Connection, journal: str) -> None:
    metadata.create_all(connection)
    connection.exec_driver_sql(STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04}",))
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    add_own_journal(connection, journal)
    renewal.note(StateDesk(connection), PROJECTIONS_VERSION)


def _remove(path: Path) -> None:
    for side in _SIDES:
        path.with_name(path.name + side).unlink(missing_ok=True)
