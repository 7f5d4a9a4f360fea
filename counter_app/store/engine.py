"""Connections to the encrypted file: the key, the pragmas, and how transactions begin."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from counter_app.store.sqlcipher import dbapi2

BUSY_SECONDS = 5
"""How long a connection waits for another one of this process to end its transaction."""

CACHE_KIB = 16_000
"""Decrypted pages each connection keeps; searching a million dossiers wants them warm."""

READERS = 3
"""Connections kept open for reading; more are opened when more threads read at once."""


def connect(path: Path, key: bytes, *, foreign_keys: bool = True) -> dbapi2.Connection:
    """Open a connection to an encrypted store with a raw 32-byte key and our pragmas.

    ``synchronous=FULL``: what was committed survives a power cut. Transactions begin only
    where the program says so (``isolation_level=None``).
    """
    if len(key) != 32:
        raise ValueError("the key of a store has 32 bytes")
    connection = dbapi2.connect(os.fspath(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key.hex()}'\"",
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
            "temp_store = MEMORY",
            f"cache_size = -{CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def writer_engine(path: Path, key: bytes, *, foreign_keys: bool = True) -> Engine:
    """Return an engine with one connection, whose transactions begin with the write lock."""
    engine = _engine(lambda: connect(path, key, foreign_keys=foreign_keys), pool_size=1)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reader_engine(path: Path, key: bytes) -> Engine:
    """Return an engine whose transactions are snapshots and cannot write."""

    def connect_to_read() -> dbapi2.Connection:
        connection = connect(path, key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    engine = _engine(connect_to_read, pool_size=READERS)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _engine(creator: Any, pool_size: int) -> Engine:
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=-1 if pool_size > 1 else 0,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,  # the connection used last has its pages warm
        query_cache_size=200,
        hide_parameters=True,  # an error must not carry names and numbers into a log
    )
