"""The histories of many subjects at once: a page of entries touches hundreds of dossiers."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from counter_app.domain.facts import Recorded
from counter_app.store.journal import JournalShelf
from counter_app.store.journals import Journals
from counter_app.store.tables import entries
from sync.protocol.entry import Name

_CHUNK = 500


def histories_of(
    connection: Connection, numbers: Journals, subjects: Iterable[Name]
) -> dict[int, tuple[Recorded, ...]]:
    """Return the entries of subjects, in any order, by the position of the opening entry.

    A subject whose opening entry is not here is left out.
    """
    seqs: dict[str, list[int]] = {}
    for journal, seq in subjects:
        seqs.setdefault(journal, []).append(seq)
    shelf = JournalShelf(connection, numbers)
    found: dict[int, tuple[Recorded, ...]] = {}
    for journal, wanted in seqs.items():
        number = numbers.number_of(connection, journal)
        for start in range(0, len(wanted), _CHUNK):
            statement = select(entries).where(
                entries.c.subject_journal == number,
                entries.c.subject_seq.in_(wanted[start : start + _CHUNK]),
            )
            for rows in _by_subject(connection.execute(statement).all()):
                opening = [row.position for row in rows if _opens(row)]
                if opening:
                    found[opening[0]] = tuple(shelf.recorded(row) for row in rows)
    return found


def _by_subject(rows: Iterable[Row[Any]]) -> Iterable[list[Row[Any]]]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in rows:
        groups.setdefault(row.subject_seq, []).append(row)
    return groups.values()


def _opens(row: Row[Any]) -> bool:
    return (row.journal, row.seq) == (row.subject_journal, row.subject_seq)
