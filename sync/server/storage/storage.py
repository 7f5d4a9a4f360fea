"""The door to the database: ``Storage.read`` and ``Storage.write``, one transaction each."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol.errors import Refused
from sync.server.storage.arrivals import Arrivals
from sync.server.storage.engine import (
    is_full,
    is_passing,
    is_sqlite,
    open_engine,
    shown_url,
    sqlite_url,
)
from sync.server.storage.feeds import Feeds
from sync.server.storage.journals import Journals, Quarantine
from sync.server.storage.people import Blocks, Counters, Units
from sync.server.storage.province import Epochs, Settings, Topics
from sync.server.storage.tables import VERSION

ATTEMPTS = 4
"""How often a transaction is tried that only met another one."""

_T = TypeVar("_T")


class StorageFailed(Exception):
    """The database refused what it was given, or is broken; a passing trouble is ``busy``."""


class NoRoom(StorageFailed):
    """There is no room on the database's disk: no fault of what was to be stored."""


class MetAnother(Exception):
    """A transaction met another one in a way that only it can know; it is done again."""


class Work:
    """One transaction: all shelves over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.settings = Settings(connection)
        self.epochs = Epochs(connection)
        self.units = Units(connection)
        self.counters = Counters(connection)
        self.blocks = Blocks(connection)
        self.journals = Journals(connection)
        self.quarantine = Quarantine(connection)
        self.feeds = Feeds(connection)
        self.arrivals = Arrivals(connection)
        self.topics = Topics(connection)

    def attempt(self, job: Callable[[], None]) -> bool:
        """Do a part of the work that the database may refuse; return whether it did not.

        What a refused part has written is taken back, and the transaction goes on.
        """
        try:
            with self._connection.begin_nested():
                job()
        except SQLAlchemyError as error:
            if is_passing(error) or is_full(error):
                raise
            return False
        return True


class Storage:
    """A database of a provincial server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer = open_engine(url, writes=True)
        if is_sqlite(url):
            self._reader = open_engine(url, writes=False)
            self._snapshots = self._reader
        else:
            # A reader's statements each see what is committed; feeds are built to bear that,
            # and two round trips to the database are spared.
            self._reader = self._writer.execution_options(isolation_level="AUTOCOMMIT")
            self._snapshots = self._writer.execution_options(isolation_level="REPEATABLE READ")

    def upgrade(self, migrations: Path) -> None:
        """Make the tables, or bring those of an older version up to date.

        Raises:
            StorageFailed: they are of a newer version, or a step failed; nothing has changed.
        """
        if self.version() == VERSION:
            return
        # Alembic takes longer to load than most commands to run, and is hardly ever needed.
        from sync.server.storage.upgrade import upgrade

        try:
            upgrade(self._writer, migrations)
        except SQLAlchemyError as error:
            raise StorageFailed(str(error)) from error

    def version(self) -> str | None:
        """Return the version of the tables, or None if there are none."""
        with self._reader.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            statement = text("SELECT version_num FROM alembic_version")
            return connection.execute(statement).scalar_one_or_none()

    def read(self, job: Callable[[Work], _T]) -> _T:
        """Return what a job finds; it must not write.

        Raises:
            Refused: ``busy``.
            StorageFailed: the database is broken.
        """
        return self._run(self._reader, job)

    def read_snapshot(self, job: Callable[[Work], _T]) -> _T:
        """Return what a job finds, all of it as it was at one moment.

        Raises:
            Refused, StorageFailed: see ``read``.
        """
        return self._run(self._snapshots, job)

    def write(self, job: Callable[[Work], _T]) -> _T:
        """Do a job and commit it whole, or not at all.

        A job that met another transaction is done again from the start, so it must not keep
        anything outside the database.

        Raises:
            Refused: ``busy``.
            NoRoom: the disk is full.
            StorageFailed: the database refused what the job wrote.
        """
        return self._run(self._writer, job)

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        # The last connection to SQLite that closes writes its log back, and must be able to.
        self._writer.dispose()

    def _run(self, engine: Engine, job: Callable[[Work], _T]) -> _T:
        for attempt in range(ATTEMPTS):
            try:
                with engine.connect() as connection, connection.begin():
                    return job(Work(connection))
            except SQLAlchemyError as error:
                if is_full(error):
                    raise NoRoom(str(error)) from error
                if not is_passing(error):
                    raise StorageFailed(str(error)) from error
            except MetAnother:
                pass
            time.sleep(random.uniform(0, 0.05) * 2**attempt)
        raise Refused("busy", "the database is busy", retry_after=random.randint(2, 10))


__all__ = ["MetAnother", "NoRoom", "Storage", "StorageFailed", "Work", "shown_url", "sqlite_url"]
