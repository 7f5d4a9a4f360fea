"""The shelf of review: how far each journal has come, and pages of one as a log.

A log is read page by page along the index of (journal, number): however long it is, a page costs
what its own entries cost, and a narrowed one what has to be passed over on the way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    cast,
    func,
    or_,
    select,
    text,
)

from counter_app.domain.facts import EntryName, Recorded
from counter_app.domain.journal_log import GROUP_KINDS, LogAsk, LogGroup
from counter_app.store.dossiers import day_bounds
from counter_app.store.journal import JournalShelf
from counter_app.store.journals import Journals
from counter_app.store.tables import dossiers, entries, set_aside

_E = entries.alias("e")
_O = entries.alias("o")
_MOVES_DATE = func.json_extract(cast(_E.c.payload, String), "$.due_at").is_not(None)
_OF_ANY_KIND = text(
    "e.kind IN (WITH RECURSIVE known(name) AS (SELECT min(kind) FROM entries UNION ALL "
    "SELECT (SELECT min(kind) FROM entries WHERE kind > known.name) FROM known "
    "WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL)"
)
"""Says nothing, but lets the index of (kind, time) find some days of a long journal at once."""

_COMMON = frozenset({LogGroup.INTAKE, LogGroup.RESULTS, LogGroup.FOLLOWING})
"""Groups of which there are so many that they are found along the journal itself."""

_ENTRIES = select(func.max(entries.c.position))
_GROWN = (
    select(entries.c.journal, func.count(), func.max(entries.c.seq))
    .group_by(entries.c.journal)
    .order_by(entries.c.journal)
)
_GROWN_SINCE = text(
    "SELECT journal, count(*), max(seq) FROM entries NOT INDEXED "
    "WHERE position > :beyond GROUP BY journal ORDER BY journal"
)
"""Without a word the whole index would be read to group by journal, for a handful of entries."""

_DISPUTED = text(
    "SELECT unit_code, count(*) FROM dossiers INDEXED BY ix_dossiers_disputed "
    "WHERE is_disputed GROUP BY unit_code"
)


@dataclass(frozen=True)
class JournalEnd:
    """How far a journal has come: how many of its entries are here, and the last number."""

    count: int
    last_seq: int


class ReviewShelf:
    """Reads journals as supervisors look at them."""

    def __init__(self, connection: Connection, numbers: Journals, journal: JournalShelf) -> None:
        self._connection = connection
        self._numbers = numbers
        self._journal = journal

    def position(self) -> int:
        """Return the position of the last entry that is here."""
        return self._connection.execute(_ENTRIES).scalar_one() or 0

    def ends(self, beyond: int = 0) -> Mapping[str, JournalEnd]:
        """Return how far the journals have come, of the entries beyond a position.

        Beyond 0 it is counted along the index, and nothing of the entries is read.
        """
        asked = (_GROWN_SINCE, {"beyond": beyond}) if beyond else (_GROWN, {})
        return {
            self._numbers.id_of(self._connection, number): JournalEnd(count, last)
            for number, count, last in self._connection.execute(*asked)
        }

    def made_at(self, name: EntryName) -> datetime | None:
        """Return the device's time of an entry, or None if it is not here."""
        number = self._numbers.number_of(self._connection, name.journal)
        wanted = (entries.c.journal == number, entries.c.seq == name.seq)
        return self._connection.execute(select(entries.c.at).where(*wanted)).scalar_one_or_none()

    def units_named(self, journal: str) -> tuple[str, ...]:
        """Return the units that the first entry of a journal names, where its founding is not."""
        found = self._journal.entries(0, 1, journal)
        return found[0].units if found else ()

    def disputed(self) -> Mapping[str, int]:
        """Return how many dossiers of each unit are disputed."""
        return {str(row[0]): int(row[1]) for row in self._connection.execute(_DISPUTED)}

    def set_aside(self) -> Mapping[str, int]:
        """Return how many entries of each journal came and could not be taken in."""
        statement = (
            select(set_aside.c.journal, func.count())
            .where(set_aside.c.why != "forked")
            .group_by(set_aside.c.journal)
        )
        return {row[0]: row[1] for row in self._connection.execute(statement)}

    def scan(self, ask: LogAsk, before: int | None, most: int) -> Sequence[tuple[int, datetime]]:
        """Return numbers and times of entries of a log, the newest first, below a number."""
        wanted = self._conditions(ask)
        if before is not None:
            wanted.append(_E.c.seq < before)
        statement = select(_E.c.seq, _E.c.at).where(*wanted).order_by(_E.c.seq.desc()).limit(most)
        return [(seq, at) for seq, at in self._connection.execute(statement)]

    def lines(self, journal: str, seqs: Sequence[int]) -> tuple[tuple[Recorded, str], ...]:
        """Return entries of a journal with the codes of their dossiers, the newest first."""
        number = self._numbers.number_of(self._connection, journal)
        opening = and_(_O.c.journal == _E.c.subject_journal, _O.c.seq == _E.c.subject_seq)
        statement = (
            select(_E, dossiers.c.code.label("dossier_code"))
            .select_from(
                _E.outerjoin(_O, opening).outerjoin(dossiers, dossiers.c.number == _O.c.position)
            )
            .where(_E.c.journal == number, _E.c.seq.in_(list(seqs)))
            .order_by(_E.c.seq.desc())
        )
        rows = self._connection.execute(statement).all()
        return tuple((self._journal.recorded(row), row.dossier_code or "") for row in rows)

    def date_changes(self, start: datetime, end: datetime) -> tuple[Recorded, ...]:
        """Return the entries of a period in which somebody named another due moment."""
        statement = (
            select(_E)
            .where(_E.c.kind.in_(("Reappointed", "Corrected")), _E.c.at >= start, _E.c.at < end)
            .where(or_(_E.c.kind != "Corrected", _MOVES_DATE))
            .order_by(_E.c.at, _E.c.position)
        )
        rows = self._connection.execute(statement).all()
        return tuple(self._journal.recorded(row) for row in rows)

    def _conditions(self, ask: LogAsk) -> list[ColumnElement[bool]]:
        number = self._numbers.number_of(self._connection, ask.journal)
        wanted: list[Any] = [_of_journal(ask, number)]
        if ask.clerk:
            wanted.append(_E.c.by == ask.clerk)
        if ask.subject is not None:
            of = self._numbers.number_of(self._connection, ask.subject.journal)
            wanted += [_E.c.subject_journal == of, _E.c.subject_seq == ask.subject.seq]
        if ask.group is not None:
            wanted.append(_E.c.kind.in_(GROUP_KINDS[ask.group]))
        elif ask.first is not None:
            wanted.append(_OF_ANY_KIND)
        if ask.group is LogGroup.DATE_CHANGES:
            wanted.append(or_(_E.c.kind != "Corrected", _MOVES_DATE))
        if ask.first is not None:
            wanted.append(_E.c.at >= day_bounds(ask.first)[0])
        if ask.last is not None:
            wanted.append(_E.c.at < day_bounds(ask.last)[1])
        return wanted


def _of_journal(ask: LogAsk, number: int | None) -> ColumnElement[bool]:
    """Return the condition for one journal; for a dossier, rare kinds or days not by its index."""
    is_rare = ask.group is not None and ask.group not in _COMMON
    is_by_index = not is_rare and ask.first is None and ask.subject is None
    return _E.c.journal == number if is_by_index else (_E.c.journal + 0) == number
