"""The desk where results are handed out: what waits there, what a slip leads to, many at once.

One result is handed out by ``returning.hand_out``; what is done with many records each of them
by itself, so that one that cannot be done keeps none of the others back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.people import StaffMember
from counter_app.domain.states import DossierState
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.returning import HandOut, Result, hand_out, mark_ready
from counter_app.store.errors import CodeShared, NoSuchDossier
from counter_app.store.store import Reading

MOST_WAITING = 2000
"""More results than this do not wait at one counter; the oldest are shown then."""


@dataclass(frozen=True)
class LookedUp:
    """What a scan or a typed text leads to: one dossier, or the rows among which to choose.

    ``code`` is the code under which lists show the dossier: with its mark, where two share one.
    """

    code: str = ""
    dossier: Dossier | None = None
    rows: tuple[DossierRow, ...] = ()


@dataclass(frozen=True)
class Done:
    """What became of many: the codes of those that were recorded, and why the others were not."""

    codes: tuple[str, ...] = ()
    refused: Mapping[str, Refusal] = field(default_factory=dict)


def to_collect(counter: Counter) -> tuple[DossierRow, ...]:
    """Return the results that wait to be collected or sent, those that wait longest first."""
    with counter.store.reading() as reading:
        ready = [row.number for row in reading.board.live() if row.state is DossierState.READY]
        rows = reading.board.rows(ready[:MOST_WAITING])
    return tuple(sorted(rows, key=lambda row: row.solved_at or row.due_at))


def look_up(counter: Counter, text: str, most: int = 50) -> LookedUp:
    """Return the dossier whose code this is, or the newest that match what was typed."""
    with counter.store.reading() as reading:
        try:
            dossier = reading.dossiers.by_code(text)
        except (NoSuchDossier, CodeShared):
            rows = reading.search.find(text, most=most)
        else:
            return LookedUp(_code_in_lists(reading, dossier), dossier)
        if len(rows) == 1:
            return LookedUp(rows[0].code, reading.dossiers.by_code(rows[0].code), rows)
        return LookedUp(rows=rows)


def _code_in_lists(reading: Reading, dossier: Dossier) -> str:
    """Return the code under which lists show a dossier, whichever of its codes was scanned."""
    rows = reading.search.find(dossier.code)
    return next((row.code for row in rows if row.name == dossier.name), dossier.code)


def hand_out_many(
    counter: Counter, ways: Mapping[str, HandOut], by: StaffMember, now: datetime
) -> Done:
    """Record that several results went out, by post or electronically, one after another.

    Raises:
        ClockBehind: the machine's clock stands before the last entry; nothing was recorded.
    """
    return _each(ways, lambda code: hand_out(counter, code, ways[code], by, now))


def mark_many_ready(
    counter: Counter, results: Mapping[str, Result], by: StaffMember, now: datetime
) -> Done:
    """Record that several results came to the counter, one after another.

    Raises:
        ClockBehind: the machine's clock stands before the last entry; nothing was recorded.
    """
    return _each(results, lambda code: mark_ready(counter, code, results[code], by, now))


def _each(codes: Mapping[str, object], do: Callable[[str], object]) -> Done:
    done: list[str] = []
    refused: dict[str, Refusal] = {}
    for code in codes:
        try:
            do(code)
        except ClockBehind:
            # A matter of the machine, not of one dossier: the first one finds it out.
            raise
        except Refusal as error:
            refused[code] = error
        else:
            done.append(code)
    return Done(tuple(done), refused)
