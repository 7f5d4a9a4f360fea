"""The shelf of the overview: disputes of a unit, and what the rules of attention look at."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from counter_app.domain.attention import Received, Solved
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import EntryName
from counter_app.store.dossiers import row_value
from counter_app.store.tables import dossiers
from sync.protocol.entry import microseconds, moment_of

_DISPUTED = text(
    "SELECT * FROM dossiers INDEXED BY ix_dossiers_disputed "
    "WHERE is_disputed AND unit_code = :unit ORDER BY received_at, number"
).columns(*dossiers.c)
_EDGE = text(
    "SELECT d.journal, d.seq, d.unit_code, d.taken_in_by, d.due_at, d.finished_at, "
    "d.returned_at FROM dossiers d WHERE d.number IN ("
    "SELECT number FROM dossiers INDEXED BY ix_dossiers_figures "
    "WHERE finished_at >= :start AND finished_at < :end "
    "AND due_at - finished_at BETWEEN 0 AND :within)"
)
_RECEIVED_AT = text(
    "SELECT d.journal, d.seq, d.unit_code, d.taken_in_by, d.received_at, d.is_extra_session "
    "FROM json_each(:spans) s CROSS JOIN dossiers d INDEXED BY ix_dossiers_received_at "
    "ON d.received_at >= json_extract(s.value, '$[0]') "
    "AND d.received_at < json_extract(s.value, '$[1]') WHERE d.source = ''"
)


class OverviewShelf:
    """Finds what is looked at beside the figures of the reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def disputed(self, unit: str) -> tuple[DossierRow, ...]:
        """Return a unit's dossiers about which counters contradict each other, the oldest first."""
        found = self._connection.execute(_DISPUTED, {"unit": unit}).all()
        return tuple(row_value(row) for row in found)

    def solved_near_due(
        self, start: datetime, end: datetime, within: timedelta
    ) -> Iterator[Solved]:
        """Yield what was solved at most so long before its due moment, in a period."""
        asked = {"start": microseconds(start), "end": microseconds(end)}
        asked["within"] = within // timedelta(microseconds=1)
        for journal, seq, unit, by, due, solved, returned in self._connection.execute(_EDGE, asked):
            yield Solved(
                EntryName(journal, seq),
                unit,
                by,
                moment_of(due),
                moment_of(solved),
                None if returned is None else moment_of(returned),
            )

    def received(self, spans: Iterable[tuple[datetime, datetime]]) -> Iterator[Received]:
        """Yield what was taken in at a desk in some spans of time: from, until before."""
        asked = json.dumps([[microseconds(start), microseconds(end)] for start, end in spans])
        found = self._connection.execute(_RECEIVED_AT, {"spans": asked})
        for journal, seq, unit, by, at, extra in found:
            yield Received(EntryName(journal, seq), unit, by, moment_of(at), bool(extra))
