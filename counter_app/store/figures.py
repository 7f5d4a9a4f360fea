"""The shelf of the figures: how many dossiers count in each, and which dossiers those are.

Everything is counted in one pass over one index, grouped by unit, field, procedure and clerk: so
few groups that every report of a period, and the way down to its dossiers, is made of them. What
was solved carries its standing by ``domain.standing``; of what is open the rule is told here in
SQL, by the due moment that was in force at the moment asked for.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import CounterFounded, IntakeRefused
from counter_app.domain.figure_marks import Spell, SpellKind
from counter_app.domain.figures import COUNTED, Figure, Period, Tally, parts_of
from counter_app.store.dossiers import row_value
from counter_app.store.fact_codec import decode_fact
from counter_app.store.journal import JournalShelf
from counter_app.store.moved_units import moved_units
from counter_app.store.tables import dossiers
from sync.protocol.entry import microseconds, moment_of

_KINDS = (SpellKind.RUNS, SpellKind.PAUSED, SpellKind.LATE)
_RUNS, _PAUSED, _LATE = range(len(_KINDS))


def spells_text(spells: Iterable[Spell]) -> str:
    """Return spells as they are kept in a row: ``[[since, due, kind], …]``, or nothing."""
    kept = [
        [microseconds(each.since), microseconds(each.due_at), _KINDS.index(each.kind)]
        for each in spells
    ]
    return json.dumps(kept, separators=(",", ":")) if kept else ""


def _spell(at: int, otherwise: str) -> str:
    """Return a part of the spell in force, as SQL; ``otherwise`` where there is only one."""
    return (
        f"CASE spells WHEN '' THEN {otherwise} ELSE (SELECT json_extract(value, '$[{at}]') "
        "FROM json_each(spells) WHERE json_extract(value, '$[0]') <= :as_of "
        "ORDER BY key DESC LIMIT 1) END"
    )


_IS_OPEN = "(finished_at IS NULL OR finished_at > :as_of)"
_DUE, _KIND = f"({_spell(1, 'due_at')})", f"({_spell(2, str(_RUNS))})"
_FINISHED_NOW = "finished_at >= :start AND finished_at <= :as_of"
_IS_RESULT = "outcome IN ('before_time', 'on_time', 'late')"
_STANDS = f"(({_FINISHED_NOW} AND {_IS_RESULT}) OR ({_IS_OPEN} AND {_KIND} != {_PAUSED}))"
_IS_OVERDUE = f"({_KIND} = {_LATE} OR ({_KIND} = {_RUNS} AND :as_of > {_DUE}))"
_IS_APOLOGISED = "apologised_at IS NOT NULL AND apologised_at <= :as_of"
_IS_SILENT = "(apologised_at IS NULL OR apologised_at > :as_of)"
_DUE_NOW = "due_at >= :start AND due_at < :as_of"
_ONE_DAY, _VIETNAM = 86_400_000_000, 25_200_000_000
_SAME_DAY = " = ".join(
    f"({moment} + {_VIETNAM}) / {_ONE_DAY}" for moment in ("finished_at", "received_at")
)


def _received(channel: str) -> str:
    return f"received_at >= :start AND channel_in = '{channel}' AND {_STANDS}"


def _finished(*outcomes: str) -> str:
    named = ", ".join(f"'{each}'" for each in outcomes)
    return f"{_FINISHED_NOW} AND outcome IN ({named})"


def _marked(moment: str, value: str, word: str) -> str:
    return f"{moment} >= :start AND {moment} <= :as_of AND {value} = '{word}'"


def _solved_due(outcome: str) -> str:
    return f"finished_at <= :as_of AND outcome = '{outcome}' AND {_DUE_NOW}"


F = Figure
_WHEN: Mapping[Figure, str] = {
    F.ONLINE: _received("online"),
    F.DIRECT: _received("direct"),
    F.POST: _received("post"),
    F.CARRIED: f"received_at < :start AND {_STANDS}",
    F.BEFORE_TIME: _finished("before_time"),
    F.ON_TIME: _finished("on_time"),
    F.LATE_APOLOGISED: f"{_finished('late')} AND {_IS_APOLOGISED}",
    F.LATE_SILENT: f"{_finished('late')} AND {_IS_SILENT}",
    F.IN_TIME: f"{_IS_OPEN} AND {_KIND} != {_PAUSED} AND NOT {_IS_OVERDUE}",
    F.OVERDUE_APOLOGISED: f"{_IS_OPEN} AND {_IS_OVERDUE} AND {_IS_APOLOGISED}",
    F.OVERDUE_SILENT: f"{_IS_OPEN} AND {_IS_OVERDUE} AND {_IS_SILENT}",
    F.PAUSED: f"{_IS_OPEN} AND {_KIND} = {_PAUSED}",
    F.REFUSED: _finished("refused"),
    F.WITHDRAWN: _finished("withdrawn"),
    F.STOPPED: _finished("stopped"),
    F.ELSEWHERE: f"is_elsewhere AND received_at >= :start AND {_STANDS}",
    F.SAME_DAY: f"{_FINISHED_NOW} AND {_IS_RESULT} AND {_SAME_DAY}",
    F.APOLOGISED: "apologised_at >= :start AND apologised_at <= :as_of",
    F.PAID_CASH: _marked("paid_at", "paid_by", "cash"),
    F.PAID_ONLINE: _marked("paid_at", "paid_by", "transfer"),
    F.VERY_SATISFIED: _marked("rated_at", "first_rating", "very_satisfied"),
    F.SATISFIED: _marked("rated_at", "first_rating", "satisfied"),
    F.NOT_SATISFIED: _marked("rated_at", "first_rating", "not_satisfied"),
    F.DUE_BEFORE_TIME: _solved_due("before_time"),
    F.DUE_ON_TIME: _solved_due("on_time"),
    F.DUE_LATE: _solved_due("late"),
    F.DUE_OPEN: f"{_IS_OPEN} AND {_KIND} != {_PAUSED} AND {_DUE} >= :start AND {_DUE} < :as_of",
}
"""When a dossier received by ``:as_of`` counts, for a period that begins at ``:start``."""

_CONCERNED = (
    "received_at <= :as_of AND (finished_at IS NULL OR finished_at >= :start OR due_at >= :start "
    "OR apologised_at >= :start OR paid_at >= :start OR rated_at >= :start)"
)
_IS_AHEAD = (
    "finished_at > :as_of OR apologised_at > :as_of OR paid_at > :as_of OR rated_at > :as_of OR "
    "(spells != '' AND EXISTS (SELECT 1 FROM json_each(spells) "
    "WHERE json_extract(value, '$[0]') > :as_of))"
)
"""Whether something is dated behind the moment asked for; null counts as no."""

_GROUP = "unit_code, field, procedure_code, taken_in_by"


@cache
def _counting(*, is_of_some: bool) -> TextClause:
    of_some = " AND unit_code IN (SELECT value FROM json_each(:units))" if is_of_some else ""
    sums = ", ".join(f"count(CASE WHEN {_WHEN[each]} THEN 1 END)" for each in COUNTED)
    turns = f"min(CASE WHEN {_IS_OPEN} AND {_DUE} >= :as_of THEN {_DUE} END)"
    return text(
        f"SELECT {_GROUP}, {turns}, max({_IS_AHEAD}), {sums} "
        "FROM dossiers INDEXED BY ix_dossiers_figures "
        f"WHERE ({_CONCERNED}){of_some} GROUP BY {_GROUP}"
    )


@cache
def _behind(figure: Figure) -> TextClause:
    counts = " OR ".join(f"({_WHEN[each]})" for each in parts_of(figure))
    on = " AND ".join(
        f"d.{name.strip()} = json_extract(g.value, '$[{at}]')"
        for at, name in enumerate(_GROUP.split(","))
    )
    return text(
        "SELECT * FROM dossiers WHERE number IN (SELECT d.number FROM json_each(:groups) g "
        f"CROSS JOIN dossiers d INDEXED BY ix_dossiers_figures ON {on} "
        f"WHERE received_at <= :as_of AND ({counts}) "
        "ORDER BY g.key, received_at, d.number LIMIT :most OFFSET :offset)"
    )


_REFUSED = text(
    "SELECT kind, payload, units, at, by FROM entries WHERE kind = 'IntakeRefused' "
    "AND at >= :start AND at <= :as_of ORDER BY at, position"
)
_COMES = text(
    "SELECT EXISTS (SELECT 1 FROM dossiers WHERE received_at > :as_of) OR EXISTS "
    "(SELECT 1 FROM entries WHERE kind = 'IntakeRefused' AND at > :as_of)"
)
_RECEIVED_IN = "received_at >= :start AND received_at <= :as_of"
_OF_UNITS = (
    "FROM dossiers INDEXED BY ix_dossiers_figures "
    "WHERE unit_code IN (SELECT value FROM json_each(:units))"
)
_HAS_ANY = text(f"SELECT EXISTS (SELECT 1 {_OF_UNITS})")
_TREND_RECEIVED = text(
    "SELECT (received_at - :monday) / :week AS nth, count(*) "
    f"{_OF_UNITS} AND {_RECEIVED_IN} AND {_STANDS} GROUP BY nth"
)
_TREND_SOLVED = text(
    "SELECT (finished_at - :monday) / :week AS nth, count(*), "
    "count(CASE WHEN outcome = 'late' THEN 1 END) "
    f"{_OF_UNITS} AND received_at <= :as_of AND {_FINISHED_NOW} AND {_IS_RESULT} GROUP BY nth"
)
_ENTRIES = text("SELECT max(position) FROM entries")
_NAME = text(
    "SELECT procedure_name FROM dossiers WHERE procedure_code = :code "
    "ORDER BY received_at DESC LIMIT 1"
)


@dataclass(frozen=True)
class Group:
    """Dossiers of one unit, field and procedure that one clerk took in."""

    unit_code: str
    field: str
    procedure_code: str
    clerk: str


@dataclass(frozen=True)
class WeekCount:
    """What came in during a week, what was solved in it, and how much of that was late."""

    received: int = 0
    solved: int = 0
    late: int = 0


@dataclass(frozen=True)
class NotAccepted:
    """Papers that were not taken in (form 03 before intake): by which clerk, for whom, and why."""

    group: Group
    at: datetime
    procedure_name: str
    applicant_name: str
    reason: str


@dataclass(frozen=True)
class Cube:
    """The figures of all groups at one moment, with the position of the last entry known then.

    ``lasts_until`` is the last moment for which they are the same if nothing is recorded: until
    something becomes overdue, or no longer than ``as_of`` where a fact is dated behind it.
    ``turns`` are the moments at which the next of each unit becomes overdue, in microseconds.
    """

    tallies: Mapping[Group, Tally]
    as_of: datetime
    position: int
    lasts_until: datetime
    turns: Mapping[str, int]


class FigureShelf:
    """Counts the figures of the reports, and finds what is behind them."""

    def __init__(self, connection: Connection, journal: JournalShelf) -> None:
        self._connection = connection
        self._journal = journal

    def position(self) -> int:
        """Return the position of the last entry: while it stays, so do all figures but time's."""
        return self._connection.execute(_ENTRIES).scalar_one() or 0

    def cube(self, period: Period, as_of: datetime, before: Cube | None = None) -> Cube:
        """Return the figures of a period, told for a moment, of all groups that there are.

        ``before`` are those of the same period as they were: only units that moved since are
        counted.
        """
        units = None if before is None else self._moved(before, as_of)
        asked = {"start": microseconds(period.start), "as_of": microseconds(as_of)}
        tallies: dict[Group, Tally] = {}
        turns: dict[str, int] = {}
        is_ahead = bool(self._connection.execute(_COMES, asked).scalar_one())
        if before is not None and units is not None:
            tallies = {g: t for g, t in before.tallies.items() if g.unit_code not in units}
            turns = {unit: turn for unit, turn in before.turns.items() if unit not in units}
            is_ahead = is_ahead or before.lasts_until == before.as_of
        found = self._connection.execute(
            _counting(is_of_some=units is not None),
            asked if units is None else {**asked, "units": json.dumps(list(units))},
        )
        for unit, field, procedure, clerk, turn, ahead, *counts in found:
            tally = Tally({f: n for f, n in zip(COUNTED, counts, strict=True) if n})
            is_ahead = is_ahead or bool(ahead)
            if turn is not None:
                turns[unit] = min(turn, turns.get(unit, turn))
            if not tally.is_empty:
                tallies[Group(unit, field, procedure, clerk)] = tally
        lasts_until = as_of if is_ahead else _first_of(turns.values())
        return Cube(tallies, as_of, self.position(), lasts_until, turns)

    def _moved(self, before: Cube, as_of: datetime) -> Collection[str] | None:
        """Return the units whose figures are others now, or None if it may be any."""
        if as_of < before.as_of or before.as_of == before.lasts_until != as_of:
            return None
        last = self.position()
        return moved_units(self._connection, before.position, last, before.turns, as_of)

    def weeks(
        self, period: Period, as_of: datetime, units: Iterable[str], monday: datetime
    ) -> Mapping[int, WeekCount]:
        """Return the counts of a period's weeks by their number from a first Monday on.

        Each dossier that counts as received in the period, or as solved in it, counts in one week.
        """
        asked = {
            "start": microseconds(period.start),
            "as_of": microseconds(as_of),
            "units": json.dumps(list(units)),
            "monday": microseconds(monday),
            "week": 7 * _ONE_DAY,
        }
        received = {int(nth): int(n) for nth, n in self._connection.execute(_TREND_RECEIVED, asked)}
        solved = {
            int(nth): (int(count), int(late))
            for nth, count, late in self._connection.execute(_TREND_SOLVED, asked)
        }
        return {
            nth: WeekCount(received.get(nth, 0), *solved.get(nth, (0, 0)))
            for nth in received.keys() | solved.keys()
        }

    def behind(
        self,
        figure: Figure,
        groups: Sequence[Group],
        period: Period,
        as_of: datetime,
        offset: int,
        most: int,
    ) -> tuple[DossierRow, ...]:
        """Return dossiers of these groups that count in a figure, behind the first ``offset``."""
        keys = [[g.unit_code, g.field, g.procedure_code, g.clerk] for g in groups]
        found = self._connection.execute(
            _behind(figure).columns(*dossiers.c),
            {
                "groups": json.dumps(keys),
                "start": microseconds(period.start),
                "as_of": microseconds(as_of),
                "most": most,
                "offset": offset,
            },
        ).all()
        rows = [(_place(row, groups), row) for row in found]
        rows.sort(key=lambda each: each[0])
        return tuple(row_value(row) for _, row in rows)

    def not_accepted(
        self, period: Period, as_of: datetime, field_of: Callable[[str], str]
    ) -> tuple[NotAccepted, ...]:
        """Return whose papers were not taken in during a period, in the order of the journal.

        ``field_of`` tells the field of a procedure by its code: the fact does not.
        """
        found = []
        for row in self._connection.execute(
            _REFUSED, {"start": microseconds(period.start), "as_of": microseconds(as_of)}
        ):
            fact = decode_fact(row.kind, row.payload)
            if isinstance(fact, IntakeRefused):
                unit, code = _first_unit(row.units), fact.procedure_code
                found.append(
                    NotAccepted(
                        Group(unit, field_of(code), code, row.by),
                        moment_of(row.at),
                        fact.procedure_name,
                        fact.applicant.name,
                        fact.reason,
                    )
                )
        return tuple(found)

    def has_dossiers(self, units: Iterable[str]) -> bool:
        """Tell whether anything was ever taken in for one of these units."""
        asked = {"units": json.dumps(list(units))}
        return bool(self._connection.execute(_HAS_ANY, asked).scalar_one())

    def unit_names(self) -> Mapping[str, str]:
        """Return what units are called by those of their counters whose journals are here."""
        founded = self._journal.of_kinds(("CounterFounded",))
        return {
            entry.fact.unit_code: entry.fact.unit_name
            for entry in founded
            if isinstance(entry.fact, CounterFounded)
        }

    def procedure_names(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Return what procedures are called by the last dossier of each."""
        asked = {code: self._connection.execute(_NAME, {"code": code}).scalar() for code in codes}
        return {code: name or "" for code, name in asked.items()}


def _first_of(turns: Collection[int]) -> datetime:
    return moment_of(min(turns)) if turns else datetime.max.replace(tzinfo=UTC)


def _first_unit(units: str) -> str:
    named = json.loads(units) if units else []
    return str(named[0]) if named else ""


def _place(row: Any, groups: Sequence[Group]) -> tuple[int, datetime, int]:
    group = Group(row.unit_code, row.field, row.procedure_code, row.taken_in_by)
    return groups.index(group), row.received_at, row.number
