"""Appending many rows of entries at once, past what one by one would cost."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from counter_app.store.tables import entries
from sync.protocol.entry import microseconds

_NAMES = (
    *("journal", "seq", "subject_journal", "subject_seq", "after", "kind", "at", "by"),
    *("units", "payload", "digest"),
)
_AT = _NAMES.index("at")
_COLUMNS = ", ".join(f'"{name}"' for name in ("position", *_NAMES))
_INSERT = f"INSERT INTO entries ({_COLUMNS}) VALUES ({', '.join('?' * (len(_NAMES) + 1))})"


def append_rows(connection: Connection, rows: Iterable[dict[str, Any]]) -> int:
    """Append rows as ``JournalDesk.row_of`` makes them; return the position of the first."""
    last = connection.execute(select(func.max(entries.c.position))).scalar_one() or 0
    values = []
    for position, row in enumerate(rows, last + 1):
        value = [position, *(row[name] for name in _NAMES)]
        value[_AT + 1] = microseconds(row["at"])
        values.append(tuple(value))
    connection.exec_driver_sql(_INSERT, values)
    return int(last) + 1
