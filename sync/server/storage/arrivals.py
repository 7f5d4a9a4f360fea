"""The shelf of arrivals: one narrow row for each push that brought something new."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, insert, select

from sync.protocol.contacts import Arrival
from sync.server.storage import tables as t

_A = t.arrivals.c
_BEHIND = (
    select(_A.last_seq, _A.received_at, _A.clock_offset)
    .where(_A.journal == bindparam("of"), _A.last_seq > bindparam("after"))
    .order_by(_A.last_seq)
    .limit(bindparam("most"))
)


class Arrivals:
    """When the entries of journals came, in the order of their numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, arrived: Collection[tuple[int, Arrival]]) -> None:
        """Note pushes, each with the number of its journal."""
        if arrived:
            rows = [
                {
                    "journal": journal,
                    "last_seq": one.last_seq,
                    "received_at": one.received_at,
                    "clock_offset": one.offset,
                }
                for journal, one in arrived
            ]
            self._connection.execute(insert(t.arrivals), rows)

    def behind(self, journal: int, after: int, most: int) -> list[Arrival]:
        """Return the pushes of a journal that brought what lies behind an entry."""
        values = {"of": journal, "after": after, "most": most}
        return [Arrival(*row) for row in self._connection.execute(_BEHIND, values).all()]
