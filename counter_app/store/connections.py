"""The connections of one open store, and changing the key of its file beneath them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from counter_app.store.engine import reader_engine, writer_engine
from counter_app.store.errors import store_trouble
from counter_app.store.sqlcipher import dbapi2


class Connections:
    """Readers and the one writer of a store; while the key changes nobody else is inside."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._reader: Engine = reader_engine(path, key)
        self.writer: Engine = writer_engine(path, key)
        self._writing = threading.Lock()
        self._writing_thread: int | None = None
        self._changed = threading.Condition()
        self._readers: dict[int, int] = {}
        self._is_shut = False

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Give the right to write, which one thread has at a time, and only once."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("this thread is writing already")
        with self._writing:
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None

    @contextmanager
    def reading(self) -> Iterator[Engine]:
        """Give what reads; the key stays as it is until the block ends."""
        me = threading.get_ident()
        with self._changed:
            # Who is inside already may go in again: whoever shuts the door waits for them.
            self._changed.wait_for(lambda: not self._is_shut or me in self._readers)
            self._readers[me] = self._readers.get(me, 0) + 1
        try:
            yield self._reader
        finally:
            with self._changed:
                self._readers[me] -= 1
                if not self._readers[me]:
                    del self._readers[me]
                    self._changed.notify_all()

    def rekey(self, key: bytes) -> None:
        """Encrypt the file with another key, when those who read have ended.

        It is one transaction of SQLite: whenever the machine stops, the file is whole, under
        the former key or under this one. The caller holds the right to write.

        Raises:
            StoreTrouble: the file has the key it had.
        """
        self._shut()
        try:
            former = self._reader, self.writer
            connection = self.writer.raw_connection()
            try:
                connection.cursor().execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
            except dbapi2.Error as error:
                raise store_trouble(self._path, error) or error from error
            finally:
                connection.close()
            self._reader = reader_engine(self._path, key)
            self.writer = writer_engine(self._path, key)
            for engine in former:
                engine.dispose()
            self._fold_log()
        finally:
            self._open()

    def dispose(self) -> None:
        """Close them all; the log of changes is folded into the file."""
        self._reader.dispose()
        self.writer.dispose()

    def _fold_log(self) -> None:
        """Write the new pages over those that the former key still opens."""
        connection = self.writer.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def _shut(self) -> None:
        with self._changed:
            self._is_shut = True
            self._changed.wait_for(lambda: not self._readers)

    def _open(self) -> None:
        with self._changed:
            self._is_shut = False
            self._changed.notify_all()
