"""Many whole lives of dossiers at once, as an older register brings them over.

The entries are sealed one behind the other as if they had been recorded one by one, and the
projections are made by the same functions; only the rows are written many at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from counter_app.domain.facts import Fact, Recorded
from counter_app.store.entry_rows import append_rows
from counter_app.store.fact_codec import encode_fact, kind_of
from counter_app.store.journal import JournalDesk, recorded_of
from counter_app.store.journals import Journals
from counter_app.store.projection import Projection, row_of
from sync.protocol.entry import Entry, seal

_BATCH = 500

Life = Sequence[Fact]
"""The facts of one dossier in their order; the first of them opens it."""


class BulkDesk:
    """Appends to this counter's own journal, inside a transaction that writes."""

    def __init__(
        self,
        connection: Connection,
        numbers: Journals,
        journal: JournalDesk,
        projection: Projection,
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._journal = journal
        self._projection = projection

    def record(
        self, lives: Iterable[Life], *, by: str, at: datetime, units: Sequence[str]
    ) -> Iterator[int]:
        """Append lives in batches; yield how many dossiers each batch had.

        Their codes must be new: ask ``RegisterShelf.known_codes`` in the same transaction.
        """
        waiting = iter(lives)
        while batch := list(islice(waiting, _BATCH)):
            self._record(batch, by, at, units)
            yield len(batch)
        # The head that was remembered is not the last entry any more.
        self._numbers.forget()

    def _record(self, lives: list[Life], by: str, at: datetime, units: Sequence[str]) -> None:
        self._numbers.forget()
        head, digest, _ = self._journal.head()
        seq = head.seq if head else 0
        sealed: list[list[Entry]] = []
        for life in lives:
            made: list[Entry] = []
            for fact in life:
                seq += 1
                entry = seal(
                    digest,
                    journal=self._journal.own,
                    seq=seq,
                    subject=made[0].name if made else None,
                    after=(made[-1].name,) if made else (),
                    kind=kind_of(fact),
                    at=at,
                    by=by,
                    units=units,
                    payload=encode_fact(fact),
                )
                digest = entry.digest
                made.append(entry)
            sealed.append(made)
        self._store(lives, sealed)

    def _store(self, lives: list[Life], sealed: list[list[Entry]]) -> None:
        rows = [self._journal.row_of(entry) for made in sealed for entry in made]
        position, shown = append_rows(self._connection, rows), []
        for life, made in zip(lives, sealed, strict=True):
            shown.append(row_of(position, _history(life, made)))
            position += len(made)
        self._projection.add([row for row in shown if row])


def _history(life: Life, made: list[Entry]) -> tuple[Recorded, ...]:
    return tuple(recorded_of(entry, fact) for entry, fact in zip(made, life, strict=True))
