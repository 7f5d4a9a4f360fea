"""Of which units the figures have moved since they were counted, so that only these are counted."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, text

from sync.protocol.entry import microseconds

MOST_NEW = 5_000
"""With more entries than that everything is counted anew: it takes no longer."""

_UNITS = text(
    "SELECT DISTINCT d.unit_code FROM entries e "
    "JOIN entries o ON o.journal = e.subject_journal AND o.seq = e.subject_seq "
    "JOIN dossiers d ON d.number = o.position WHERE e.position > :known"
)
_HAS_RENAMED = text(
    "SELECT EXISTS (SELECT 1 FROM entries "
    "WHERE position > :known AND kind IN ('Corrected', 'Settled', 'CodeChanged'))"
)


def moved_units(
    connection: Connection, known: int, last: int, turns: Mapping[str, int], as_of: datetime
) -> Collection[str] | None:
    """Return the units to be counted anew, or None if it may be any.

    ``known`` is the position of the last entry that was counted, ``last`` that of the last there
    is, ``turns`` the moments at which something of a unit became overdue or will.
    """
    asked = {"known": known}
    if last - known > MOST_NEW:
        return None
    if connection.execute(_HAS_RENAMED, asked).scalar_one():
        # It may have stood under another unit before.
        return None
    moved = {unit for unit, turn in turns.items() if turn < microseconds(as_of)}
    return moved.union(connection.execute(_UNITS, asked).scalars())
