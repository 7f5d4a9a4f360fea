"""Digests of days: what this store holds of each feed, to be compared with the server's.

An entry stands in the feeds of all units that its subject concerns: the unit that opened it and
every unit that an entry about it ever named.
"""

from collections.abc import Collection, Sequence

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


def days_of(
    connection: Connection,
    numbers: Journals,
    feeds: Sequence[str],
    own: tuple[str, int],
    held_back: Collection[EntryName],
    first: int,
    last: int,
) -> list[DayDigest]:
    """Return the digests of days of some feeds, both ends included.

    ``own`` is the own journal and its last acknowledged number: what lies behind it does not
    count, and neither does what the server holds back.
    """
    days: dict[tuple[str, int], list[bytes]] = {}
    audiences: dict[tuple[int, int], str] = {}
    values = {"start": first * DAY, "end": (last + 1) * DAY}
    for row in connection.execute(_OF_DAYS, values).all():
        name = EntryName(numbers.id_of(connection, row.journal), row.seq)
        if (name.journal == own[0] and name.seq > own[1]) or name in held_back:
            continue
        subject = (row.subject_journal, row.subject_seq)
        if subject not in audiences:
            asked = {"journal": subject[0], "seq": subject[1]}
            audiences[subject] = " ".join(connection.execute(_UNITS, asked).scalars())
        for feed in feeds:
            if f'"{feed}"' in audiences[subject]:
                days.setdefault((feed, row.at // DAY), []).append(row.digest)
    return [
        DayDigest(feed, day, len(digests), joined(digests))
        for (feed, day), digests in sorted(days.items())
    ]
