"""The shelf of the overview: the trend week by week, and what the rules of attention look at.

The trend is counted in one pass along the index of the figures, from what it holds; no row is
read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from counter_app.domain.attention import Received, Solved
from counter_app.domain.facts import EntryName
from sync.protocol.entry import microseconds, moment_of

WEEK = 7 * 86_400_000_000
"""A week in microseconds."""

_OF_UNITS = "unit_code IN (SELECT value FROM json_each(:units))"
_RECEIVED = text(
    "SELECT (received_at - :start) / :week AS nth, count(*) "
    "FROM dossiers INDEXED BY ix_dossiers_figures "
    f"WHERE {_OF_UNITS} AND received_at >= :start AND received_at < :end GROUP BY nth"
)
_SOLVED = text(
    "SELECT (finished_at - :start) / :week AS nth, count(*), "
    "count(CASE WHEN outcome = 'late' THEN 1 END) "
    "FROM dossiers INDEXED BY ix_dossiers_figures "
    f"WHERE {_OF_UNITS} AND finished_at >= :start AND finished_at < :end "
    "AND outcome IN ('before_time', 'on_time', 'late') GROUP BY nth"
)

_EDGE = text(
    "SELECT d.journal, d.seq, d.unit_code, d.taken_in_by, d.due_at, d.finished_at, "
    "d.returned_at FROM dossiers d WHERE d.number IN ("
    "SELECT number FROM dossiers INDEXED BY ix_dossiers_figures "
    "WHERE finished_at >= :start AND finished_at < :end "
    "AND due_at - finished_at BETWEEN 0 AND :within)"
)
_RECEIVED_AT = text(
    "SELECT journal, seq, unit_code, taken_in_by, received_at, is_extra_session "
    "FROM dossiers WHERE received_at >= :start AND received_at < :end AND source = ''"
)


@dataclass(frozen=True)
class WeekCount:
    """What came in during a week, what was solved in it, and how much of that was late."""

    received: int = 0
    solved: int = 0
    late: int = 0


class OverviewShelf:
    """Counts what the overview shows beside the figures of the reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def weeks(
        self, units: Iterable[str], start: datetime, end: datetime
    ) -> Mapping[int, WeekCount]:
        """Return the counts of the weeks from one moment until before another, by their number."""
        asked = {
            "units": json.dumps(list(units)),
            "start": microseconds(start),
            "end": microseconds(end),
            "week": WEEK,
        }
        received = {int(row[0]): int(row[1]) for row in self._connection.execute(_RECEIVED, asked)}
        solved = {
            int(row[0]): (int(row[1]), int(row[2]))
            for row in self._connection.execute(_SOLVED, asked)
        }
        return {
            number: WeekCount(received.get(number, 0), *solved.get(number, (0, 0)))
            for number in received.keys() | solved.keys()
        }

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

    def received(self, start: datetime, end: datetime) -> Iterator[Received]:
        """Yield what was taken in at a desk in a period."""
        asked = {"start": microseconds(start), "end": microseconds(end)}
        for journal, seq, unit, by, at, extra in self._connection.execute(_RECEIVED_AT, asked):
            yield Received(EntryName(journal, seq), unit, by, moment_of(at), bool(extra))
