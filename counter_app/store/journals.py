"""The journals of a store, and the small numbers that stand for their ids in its rows."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from counter_app.domain.facts import EntryName
from counter_app.store.tables import journals

_NUMBERS = select(journals.c.number, journals.c.id, journals.c.is_own)

Head = tuple[EntryName | None, bytes, datetime | None]
"""The name, digest and time of the last entry of a journal; (None, GENESIS, None) if empty."""


class Journals:
    """The journals of a store and the small numbers that stand for them in its rows.

    Kept between transactions, since they hardly ever change; forgotten after a roll-back. So is
    the head of the counter's own journal, which nobody but this store's writer moves.
    """

    def __init__(self) -> None:
        self.head: Head | None = None
        self._ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._own = ""

    def forget(self) -> None:
        """Read the numbers anew at the next use."""
        self._ids, self._numbers, self._own = {}, {}, ""
        self.head = None

    def own(self, connection: Connection) -> str:
        """Return the id of the journal this counter appends to."""
        if not self._own:
            self._load(connection)
        return self._own

    def id_of(self, connection: Connection, number: int) -> str:
        """Return the id of the journal with a number."""
        if number not in self._ids:
            self._load(connection)
        return self._ids[number]

    def number_of(self, connection: Connection, journal: str) -> int | None:
        """Return the number of a journal, or None if the store has nothing of it."""
        if journal not in self._numbers:
            self._load(connection)
        return self._numbers.get(journal)

    def all(self, connection: Connection) -> list[tuple[int, str, bool]]:
        """Return (number, id, whether it is this counter's own) of all journals."""
        return [(row.number, row.id, row.is_own) for row in connection.execute(_NUMBERS)]

    def add(self, connection: Connection, journal: str) -> int:
        """Give a journal from elsewhere a number."""
        connection.execute(insert(journals).values(id=journal, is_own=False))
        self._load(connection)
        return self._numbers[journal]

    def _load(self, connection: Connection) -> None:
        known = self.all(connection)
        self._ids = {number: journal for number, journal, _ in known}
        self._numbers = {journal: number for number, journal, _ in known}
        self._own = next((journal for _, journal, is_own in known if is_own), "")


def add_own_journal(connection: Connection, journal: str) -> None:
    """Make a journal the one this counter appends to; a former one stays, closed."""
    connection.execute(update(journals).values(is_own=False))
    connection.execute(insert(journals).values(id=journal, is_own=True))
