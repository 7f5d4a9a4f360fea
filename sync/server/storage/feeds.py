"""Feeds: entries go in under a lock and come out in the order of their numbers."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, text, update

from sync.protocol.digests import NOTHING, joined
from sync.server.storage import bulk
from sync.server.storage import tables as t
from sync.server.values import Feed, Stored

_E = t.entries.c
_ENDS = select(t.feeds).where(t.feeds.c.unit.in_(bindparam("units", expanding=True)))
_LOCKED_ENDS = _ENDS.order_by(t.feeds.c.unit).with_for_update()
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _E.journal,
    _E.seq,
    _E.subject_journal,
    _E.subject_seq,
    _E.envelope,
    _E.payload,
    _E.previous,
    _E.digest,
    _E.number,
    _E.chain,
)
_BEHIND = (
    select(*_COLUMNS)
    .where(
        _E.unit == bindparam("unit"),
        _E.number > bindparam("after"),
        ~((_E.journal == bindparam("own")) & (_E.seq <= bindparam("own_seq"))),
    )
    .order_by(_E.number)
    .limit(bindparam("most"))
)
_CHAIN_AT = select(_E.chain).where(_E.unit == bindparam("unit"), _E.number == bindparam("number"))
_MOVE = (
    update(t.feeds)
    .where(t.feeds.c.unit == bindparam("of"))
    .values(last=bindparam("to_number"), chain=bindparam("to_chain"))
)
_D = t.days.c
_DAYS = (
    select(_D.day, _D["count"].label("count_"), _D.digest)
    .where(_D.unit == bindparam("unit"), _D.day.between(bindparam("first"), bindparam("last")))
    .order_by(_D.day)
)
_PUT_DAY = text(
    "INSERT INTO days (unit, day, count, digest) VALUES (:unit, :day, :count, :digest)"
    " ON CONFLICT (unit, day) DO UPDATE SET count = excluded.count, digest = excluded.digest"
)
_SOME_DAYS = {
    "sqlite": text(
        "SELECT d.unit, d.day, d.count AS count_, d.digest FROM json_each(:days) AS w"
        " JOIN days AS d"
        " ON d.unit = json_extract(w.value, '$[0]') AND d.day = json_extract(w.value, '$[1]')"
    ),
    "postgresql": text(
        "SELECT d.unit, d.day, d.count AS count_, d.digest"
        " FROM json_array_elements(CAST(:days AS json)) AS w JOIN days AS d"
        " ON d.unit = w ->> 0 AND d.day = CAST(w ->> 1 AS integer)"
    ),
}
_AUDIENCES = {
    "sqlite": text(
        "SELECT a.journal, a.seq, a.unit FROM json_each(:names) AS w JOIN audiences AS a"
        " ON a.journal = json_extract(w.value, '$[0]') AND a.seq = json_extract(w.value, '$[1]')"
    ),
    "postgresql": text(
        "SELECT a.journal, a.seq, a.unit FROM json_array_elements(CAST(:names AS json)) AS w"
        " JOIN audiences AS a"
        " ON a.journal = CAST(w ->> 0 AS integer) AND a.seq = CAST(w ->> 1 AS bigint)"
    ),
}

NumberedName = tuple[int, int]
"""A name with the journal's number instead of its id."""

UnitDay = tuple[str, int]
"""A day of a unit's feed, as days since 1970-01-01."""


class Feeds:
    """The feeds of all units."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, units: Collection[str]) -> dict[str, Feed]:
        """Return the ends of those feeds that exist, and let nobody else write to them.

        The lock holds until the transaction ends. All units are locked in one order, so two
        transactions never wait for each other. SQLite has locked everything at BEGIN.
        """
        rows = self._connection.execute(_LOCKED_ENDS, {"units": sorted(units)}).all()
        return {row.unit: Feed(*row) for row in rows}

    def ends(self, units: Collection[str]) -> dict[str, Feed]:
        """Return the ends of those feeds that exist."""
        rows = self._connection.execute(_ENDS, {"units": sorted(units)}).all()
        return {row.unit: Feed(*row) for row in rows}

    def all_units(self) -> list[str]:
        """Return the units that have a feed, the province's own among them."""
        return list(
            self._connection.execute(select(t.feeds.c.unit).order_by(t.feeds.c.unit)).scalars()
        )

    def chain_at(self, unit: str, number: int) -> bytes | None:
        """Return the chain at a number of a feed, or None if there is no such number."""
        values = {"unit": unit, "number": number}
        return self._connection.execute(_CHAIN_AT, values).scalar_one_or_none()

    def add(
        self, rows: Sequence[tuple[str, Stored]], ends: Collection[Feed], received_at: int
    ) -> None:
        """Append rows that are numbered and chained already, and move the ends of their feeds."""
        bulk.insert_entries(self._connection, rows, received_at)
        moved = [{"of": f.unit, "to_number": f.last, "to_chain": f.chain} for f in ends]
        self._connection.execute(_MOVE, moved)

    def behind(
        self, unit: str, after: int, most: int, own: int = 0, own_seq: int = 0
    ) -> list[Stored]:
        """Return what lies behind a number, without the caller's own entries up to a number."""
        values = {"unit": unit, "after": after, "most": most, "own": own, "own_seq": own_seq}
        return [Stored(*row) for row in self._connection.execute(_BEHIND, values).all()]

    def rows(self, unit: str, batch: int = 2_000) -> Iterator[Stored]:
        """Yield a whole feed; memory holds one batch at a time."""
        after = 0
        while rows := self.behind(unit, after, batch):
            yield from rows
            after = rows[-1].number

    def of_subject(self, unit: str, subject: NumberedName) -> list[Stored]:
        """Return all entries about a subject in a feed, in the order they came."""
        statement = (
            select(*_COLUMNS)
            .where(_E.unit == unit, _E.subject_journal == subject[0], _E.subject_seq == subject[1])
            .order_by(_E.number)
        )
        return [Stored(*row) for row in self._connection.execute(statement).all()]

    def names(self, unit: str, names: Collection[NumberedName]) -> set[NumberedName]:
        """Return which of some entries stand in a feed already."""
        found = set()
        for journal in {journal for journal, _ in names}:
            seqs = [seq for number, seq in names if number == journal]
            statement = select(_E.seq).where(
                _E.unit == unit, _E.journal == journal, _E.seq.in_(seqs)
            )
            found |= {(journal, seq) for seq in self._connection.execute(statement).scalars()}
        return found

    def payloads(
        self, units: Collection[str], journal: int, first: int, last: int
    ) -> list[bytes] | None:
        """Return the payloads of a run of entries, or None if one is in none of the feeds."""
        statement = (
            select(_E.seq, _E.payload)
            .where(_E.unit.in_(sorted(units)), _E.journal == journal, _E.seq.between(first, last))
            .order_by(_E.seq)
        )
        found = {row.seq: row.payload for row in self._connection.execute(statement)}
        return list(found.values()) if len(found) == last - first + 1 else None

    def audiences(self, subjects: Collection[NumberedName]) -> dict[NumberedName, set[str]]:
        """Return the units that were added to the audience of subjects, where any were."""
        found: dict[NumberedName, set[str]] = {}
        if subjects:
            statement = _AUDIENCES[self._connection.dialect.name]
            names = json.dumps(sorted(subjects))
            for row in self._connection.execute(statement, {"names": names}):
                found.setdefault((row.journal, row.seq), set()).add(row.unit)
        return found

    def add_audience(self, subject: NumberedName, units: Collection[str]) -> None:
        """Let units follow a subject from now on."""
        rows = [{"journal": subject[0], "seq": subject[1], "unit": unit} for unit in sorted(units)]
        self._connection.execute(insert(t.audiences), rows)

    def add_to_days(self, digests: Mapping[UnitDay, Sequence[bytes]]) -> None:
        """Add the digests of new entries to those of their days."""
        statement = _SOME_DAYS[self._connection.dialect.name]
        rows = self._connection.execute(statement, {"days": json.dumps(sorted(digests))}).all()
        known = {(row.unit, row.day): (row.count_, row.digest) for row in rows}
        moved = []
        for (unit, day), added in digests.items():
            count, digest = known.get((unit, day), (0, NOTHING))
            count, digest = count + len(added), joined(added, digest)
            moved.append({"unit": unit, "day": day, "count": count, "digest": digest})
        self._connection.execute(_PUT_DAY, moved)

    def days(self, unit: str, first: int, last: int) -> list[tuple[int, int, bytes]]:
        """Return (day, count, digest) of the days on which a feed has entries."""
        values = {"unit": unit, "first": first, "last": last}
        rows = self._connection.execute(_DAYS, values).all()
        return [(row.day, row.count_, row.digest) for row in rows]
