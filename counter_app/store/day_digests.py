"""Digests of days: what this store holds of each feed, to be compared with the server's.

An entry stands in the feeds of all units that its subject concerns: the unit that opened it and
every unit that an entry about it ever named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from counter_app.domain.facts import EntryName
from counter_app.store.journals import Journals
from sync.protocol.digests import DAY, joined
from sync.protocol.messages import DayDigest

_OF_DAYS = text(
    "WITH RECURSIVE used(kind) AS (SELECT min(kind) FROM entries UNION ALL"
    " SELECT (SELECT min(kind) FROM entries WHERE kind > used.kind) FROM used"
    " WHERE used.kind IS NOT NULL)"
    " SELECT e.journal, e.seq, e.at, e.digest, e.subject_journal, e.subject_seq"
    " FROM used JOIN entries AS e ON e.kind = used.kind AND e.at >= :start AND e.at < :end"
)
_UNITS = text(
    "SELECT DISTINCT units FROM entries"
    " WHERE subject_journal = :journal AND subject_seq = :seq AND units != ''"
)


@dataclass(frozen=True)
class Own:
    """What this counter made: its unit, its journals, and what of them the server passed on.

    Behind ``acked`` nothing counts yet, and neither does what is ``held_back``.
    """

    unit: str
    journals: frozenset[str]
    acked: EntryName
    held_back: frozenset[EntryName]

    def is_passed_on(self, name: EntryName) -> bool:
        """Return whether the server has put an entry into feeds."""
        is_waiting = name.journal == self.acked.journal and name.seq > self.acked.seq
        return not is_waiting and name not in self.held_back


def days_of(
    connection: Connection,
    numbers: Journals,
    feeds: Sequence[str],
    own: Own,
    first: int,
    last: int,
) -> list[DayDigest]:
    """Return the digests of days of some feeds, both ends included."""
    days: dict[tuple[str, int], list[bytes]] = {}
    audiences: dict[tuple[int, int], str] = {}
    values = {"start": first * DAY, "end": (last + 1) * DAY}
    for row in connection.execute(_OF_DAYS, values).all():
        name = EntryName(numbers.id_of(connection, row.journal), row.seq)
        if not own.is_passed_on(name):
            continue
        subject = (row.subject_journal, row.subject_seq)
        if subject not in audiences:
            asked = {"journal": subject[0], "seq": subject[1]}
            audiences[subject] = " ".join(connection.execute(_UNITS, asked).scalars())
            if numbers.id_of(connection, subject[0]) in own.journals:
                audiences[subject] += f'"{own.unit}"'
        for feed in feeds:
            if f'"{feed}"' in audiences[subject]:
                days.setdefault((feed, row.at // DAY), []).append(row.digest)
    return [
        DayDigest(feed, day, len(digests), joined(digests))
        for (feed, day), digests in sorted(days.items())
    ]
