"""The parts of a first load that have come so far: encrypted like everything else, resumable."""

import io
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from counter_app.store.tables import snapshot_parts

_PART = (
    select(snapshot_parts.c.start, snapshot_parts.c.content)
    .where(snapshot_parts.c.start <= bindparam("at"))
    .order_by(snapshot_parts.c.start.desc())
    .limit(1)
)


class SnapshotShelf:
    """Reads the parts of a snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_begun(self) -> bool:
        """Return whether anything of a snapshot is here."""
        statement = select(func.count()).select_from(snapshot_parts)
        return bool(self._connection.execute(statement).scalar_one())

    def held(self, name: str) -> int:
        """Return how many bytes of the snapshot of this name are here."""
        statement = select(func.sum(func.length(snapshot_parts.c.content))).where(
            snapshot_parts.c.name == name
        )
        return self._connection.execute(statement).scalar_one() or 0

    def read(self) -> "SnapshotFile":
        """Return the snapshot as a file; it may be read inside this transaction only."""
        return SnapshotFile(self._connection)


class SnapshotDesk(SnapshotShelf):
    """Keeps the parts of a snapshot."""

    def add(self, name: str, start: int, content: bytes) -> None:
        """Keep the bytes of a snapshot that begin at ``start``; those of another go."""
        self._connection.execute(delete(snapshot_parts).where(snapshot_parts.c.name != name))
        row = {"name": name, "start": start, "content": content}
        self._connection.execute(insert(snapshot_parts), row)

    def drop(self) -> None:
        """Throw away what came, when it was taken in or is damaged."""
        self._connection.execute(delete(snapshot_parts))


class SnapshotFile(io.RawIOBase):
    """The parts one behind the other, as a file that is read from its beginning."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._at = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer with what comes next; return how much that is."""
        row = self._connection.execute(_PART, {"at": self._at}).one_or_none()
        found = row.content[self._at - row.start :][: len(buffer)] if row else b""
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
