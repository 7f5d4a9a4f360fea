"""Copies of the store before it is upgraded, encrypted with the same key."""

import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from counter_app.store.errors import StoreAlreadyThere, StoreUnreachable, store_trouble
from counter_app.store.sqlcipher import dbapi2


def copy_store(engine: Engine, path: Path, to: Path) -> Path:
    """Copy a store as it is at this moment; the copy comes into its place whole and is durable.

    Raises:
        StoreAlreadyThere: there is a file at the place of the copy.
        DiskFull, StoreDamaged, StoreUnreachable: no copy was made.
    """
    if to.exists():
        raise StoreAlreadyThere(to)
    making = to.with_name(to.name + ".making")
    making.unlink(missing_ok=True)
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (os.fspath(making),))
        _sync(making)
        making.replace(to)
    except (DBAPIError, dbapi2.Error) as error:
        raise store_trouble(path, error) or error from error
    except OSError as error:
        raise StoreUnreachable(to, str(error)) from error
    finally:
        connection.close()
        making.unlink(missing_ok=True)
    return to


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
