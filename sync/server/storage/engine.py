"""Connections to the database: pragmas, how transactions begin, and what went wrong."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

BUSY_SECONDS = 10
"""How long a transaction waits for another process or thread before the caller hears 'busy'."""

CONNECTIONS = 8
"""Connections of one process to PostgreSQL, and readers of one process on SQLite."""

_PASSING = {"40001", "40P01", "55P03", "57014", "53300", "57P01", "57P02", "57P03"}
"""PostgreSQL: serialization, deadlock, lock or statement time-out, too many connections, and the
server ending, crashed or not yet up."""

_FULL, _FULL_WORDS = "53100", "database or disk is full"
"""What PostgreSQL and SQLite say where there is no room for more."""

_PASSING_WORDS = ("locked", "busy", "connection")
"""What SQLite and a lost connection say; neither has a code."""


def is_sqlite(url: str) -> bool:
    """Return whether a database URL names a file of SQLite."""
    return url.startswith("sqlite:")


def sqlite_url(path: Path) -> str:
    """Return the URL of a file of SQLite."""
    return f"sqlite:///{path}"


def shown_url(url: str) -> str:
    """Return a URL as it may be shown: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def is_full(error: BaseException) -> bool:
    """Return whether there was no room on the database's disk, here or in what led to it.

    SQLite may take the whole transaction back for it; then the step that the error comes from
    is only the next one.
    """
    cause: BaseException | None = error
    while cause is not None:
        original = cause.orig if isinstance(cause, DBAPIError) else None
        state = getattr(original, "sqlstate", None)
        if state == _FULL or (state is None and str(original) == _FULL_WORDS):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def open_engine(url: str, *, writes: bool) -> Engine:
    """Return an engine; on SQLite one for writing has a single connection and locks at BEGIN."""
    if is_sqlite(url):
        return _sqlite_engine(url, writes=writes)
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={
            "connect_timeout": BUSY_SECONDS,
            "options": f"-c lock_timeout={BUSY_SECONDS}s -c timezone=UTC",
        },
    )


def is_passing(error: Exception) -> bool:
    """Return whether a failure lies in the moment (locks, load, restart), not in the data."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _PASSING or state.startswith("08")
    message = str(error.orig)
    return isinstance(error, OperationalError) and any(word in message for word in _PASSING_WORDS)


def _sqlite_engine(url: str, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if writes else CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # Transactions begin only where we say so.
        pragmas = ["journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"]
        for pragma in pragmas if writes else [*pragmas, "query_only=ON"]:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
