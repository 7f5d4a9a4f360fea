"""The shelf of what the province told of other counters: last contacts, and arrivals of entries.

It is no projection: nothing of it follows from the journal, and a rebuilt store has it still. An
arrival stands once for a push, so the one of an entry is the first at or behind its number.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, text

from counter_app.domain.contacts import Arrival, Contact, WrongClock
from counter_app.store.journals import Journals
from counter_app.store.tables import IS_OFF, contacts
from sync.protocol.contacts import SECOND
from sync.protocol.contacts import Arrival as ToldArrival
from sync.protocol.contacts import Contact as ToldContact
from sync.protocol.entry import microseconds, moment_of

_KNOWN = text(
    "SELECT number, (SELECT max(last_seq) FROM arrivals WHERE journal = number) FROM journals"
)
_OF_PUSH = (
    "FROM arrivals WHERE journal = :journal AND last_seq >= asked.value ORDER BY last_seq LIMIT 1"
)
_ARRIVALS = text(
    f"SELECT asked.value, (SELECT received_at {_OF_PUSH}), (SELECT clock_offset {_OF_PUSH}) "
    "FROM json_each(:seqs) AS asked"
)
_OFF = text(
    "SELECT a.journal, a.last_seq, a.received_at, a.clock_offset, (SELECT max(last_seq) "
    "FROM arrivals WHERE journal = a.journal AND last_seq < a.last_seq) "
    "FROM arrivals AS a INDEXED BY ix_arrivals_off "
    f"WHERE {IS_OFF} AND received_at >= :start AND received_at < :end "
    "AND abs(clock_offset) >= :least ORDER BY received_at DESC"
)
_ADD = text(
    "INSERT INTO arrivals (journal, last_seq, received_at, clock_offset) "
    "VALUES (:journal, :last_seq, :received_at, :clock_offset) ON CONFLICT DO NOTHING"
)


class ContactsShelf:
    """Reads contacts and arrivals."""

    def __init__(self, connection: Connection, numbers: Journals) -> None:
        self._connection = connection
        self._numbers = numbers

    def contacts(self) -> tuple[Contact, ...]:
        """Return the last contact of each counter, by unit and desk."""
        rows = self._connection.execute(select(contacts).order_by(contacts.c.unit, contacts.c.desk))
        return tuple(
            Contact(
                self._numbers.id_of(self._connection, row.journal),
                row.unit,
                row.desk,
                row.seen_at,
                _apart(row.clock_offset),
                row.waiting,
                row.program,
                row.heard_at,
            )
            for row in rows
        )

    def known(self) -> Mapping[str, int]:
        """Return the last entry of each journal whose arrival is known."""
        return {
            self._numbers.id_of(self._connection, number): last
            for number, last in self._connection.execute(_KNOWN).all()
            if last is not None
        }

    def arrivals(self, journal: str, seqs: Collection[int]) -> Mapping[int, Arrival]:
        """Return when entries of a journal came, of those of which it is known."""
        number = self._numbers.number_of(self._connection, journal)
        asked = {"journal": number, "seqs": json.dumps(list(seqs))}
        return {
            seq: Arrival(moment_of(received), _apart(offset))
            for seq, received, offset in self._connection.execute(_ARRIVALS, asked)
            if received is not None
        }

    def wrong_clocks(
        self, start: datetime, end: datetime, least: timedelta
    ) -> Iterator[WrongClock]:
        """Yield what came in a period while a clock was off by so much, the newest first.

        Less than a minute is nothing: ``least`` is taken for more.
        """
        asked = {
            "start": microseconds(start),
            "end": microseconds(end),
            "least": least // timedelta(seconds=1),
        }
        for number, last, received, offset, before in self._connection.execute(_OFF, asked):
            yield WrongClock(
                self._numbers.id_of(self._connection, number),
                (before or 0) + 1,
                last,
                moment_of(received),
                timedelta(seconds=offset),
            )


class ContactsDesk(ContactsShelf):
    """Reads and keeps contacts and arrivals."""

    def put_contacts(self, told: Iterable[ToldContact], now: datetime) -> None:
        """Keep the last contacts of all counters in scope in the place of those before."""
        rows = [
            {
                "journal": self._number(one.journal),
                "unit": one.unit,
                "desk": one.desk,
                "seen_at": moment_of(one.seen_at),
                "clock_offset": None if one.offset is None else round(one.offset / SECOND),
                "waiting": one.waiting,
                "program": one.program,
                "heard_at": now,
            }
            for one in told
        ]
        self._connection.execute(delete(contacts))
        if rows:
            self._connection.execute(insert(contacts), rows)

    def add_arrivals(self, journal: str, told: Iterable[ToldArrival]) -> None:
        """Keep arrivals of a journal; what is known already stays as it is."""
        number = self._number(journal)
        rows = [
            {
                "journal": number,
                "last_seq": one.last_seq,
                "received_at": one.received_at,
                "clock_offset": None if one.offset is None else one.offset // SECOND,
            }
            for one in told
        ]
        if rows:
            self._connection.execute(_ADD, rows)

    def _number(self, journal: str) -> int:
        number = self._numbers.number_of(self._connection, journal)
        return self._numbers.add(self._connection, journal) if number is None else number


def _apart(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
