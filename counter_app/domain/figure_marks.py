"""What the figures of the reports need to know of one dossier, so that any past day can be told.

A report on a past period must say what it would have said on the period's last day. So a
dossier's row keeps when it was finished and how, which due moments were in force one after the
other, and when it was first apologised for, paid and rated: what came after the period's end is
then as if it had not happened yet.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    Corrected,
    Fact,
    Reappointed,
    Recorded,
    SupplementReceived,
    TakenIn,
)
from counter_app.domain.standing import standing
from counter_app.domain.states import SOLVED, DossierState
from counter_app.domain.steps import Place, after, step_of

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""From when on the first due moment of a dossier is in force: before anything that is asked."""


class SpellKind(StrEnum):
    """How a due moment is in force: the limit runs, is paused, or was overrun for good."""

    RUNS = "runs"
    PAUSED = "paused"
    LATE = "late"


@dataclass(frozen=True)
class Spell:
    """A time during which one due moment was in force in one way; it ends with the next one."""

    since: datetime
    due_at: datetime
    kind: SpellKind = SpellKind.RUNS


@dataclass(frozen=True)
class FigureMarks:
    """The moments and ends that figures go by; a moment that is None has not come.

    ``outcome`` is the standing of what was solved, the state of what was refused, withdrawn or
    stopped, and empty for what is open. Nothing is finished before it was received.
    ``spells`` is empty where one due moment was in force all the time and never paused.
    ``paid_by`` and ``rating`` are how it was first paid, and the citizen's first word: a later
    one would change the figures of a period that is over.
    """

    finished_at: datetime | None = None
    outcome: str = ""
    spells: tuple[Spell, ...] = ()
    apologised_at: datetime | None = None
    paid_at: datetime | None = None
    paid_by: str = ""
    rated_at: datetime | None = None
    rating: str = ""


def marks_of(dossier: Dossier) -> FigureMarks:
    """Return what figures go by, of a dossier as it stands now."""
    finished_at, outcome = _finish(dossier)
    paid = min(dossier.payments, key=lambda each: each.done_at, default=None)
    rated = min(dossier.ratings, key=lambda each: each.done_at, default=None)
    return FigureMarks(
        finished_at=finished_at and max(finished_at, dossier.intake.received_at),
        outcome=outcome,
        spells=spells_of(dossier),
        apologised_at=min((each.done_at for each in dossier.apologies), default=None),
        paid_at=paid.done_at if paid else None,
        paid_by=paid.method.value if paid else "",
        rated_at=rated.done_at if rated else None,
        rating=rated.level.value if rated else "",
    )


def _finish(dossier: Dossier) -> tuple[datetime | None, str]:
    """Return when and how a dossier came to its result or its end."""
    solved_at = dossier.solved_at
    if dossier.state in SOLVED and solved_at is not None:
        how = standing(
            dossier.state,
            dossier.due_at,
            solved_at,
            solved_at=solved_at,
            counts_late=dossier.counts_late,
        )
        return solved_at, how.value
    if dossier.end is not None:
        return dossier.end.done_at, dossier.state.value
    return None, ""


def spells_of(dossier: Dossier) -> tuple[Spell, ...]:
    """Return the due moments that were in force, in their order; () for a single one.

    No spell begins before the one that it was made on top of, whatever the clocks said.
    """
    first, *others = _effective(dossier)
    spells = [_first(first)]
    place, again, is_late = Place(), False, False
    for entry in others:
        step = step_of(entry.fact)
        if step is None:
            continue
        place = after(place, step, entry.fact)
        if isinstance(entry.fact, Reappointed):
            is_late = is_late or again or entry.fact.is_after_due
            again = True
        last = spells[-1]
        due_at = _due_of(entry.fact) or last.due_at
        kind = _kind(place.state, is_late)
        if (due_at, kind) != (last.due_at, last.kind):
            spells.append(Spell(max(last.since, _done_at(entry)), due_at, kind))
    return tuple(spells) if len(spells) > 1 else ()


def _effective(dossier: Dossier) -> list[Recorded]:
    """Return the entries that have effect; what is in dispute has none yet."""
    idle = set(dossier.without_effect)
    for dispute in dossier.disputes:
        idle.update(dispute.entries)
    return [entry for entry in dossier.history if entry.name not in idle]


def _first(opening: Recorded) -> Spell:
    fact = opening.fact
    assert isinstance(fact, TakenIn)
    return Spell(BEGINNING, fact.moved_due_at or fact.due_at)


def _due_of(fact: Fact) -> datetime | None:
    if isinstance(fact, SupplementReceived | Reappointed | Corrected):
        return fact.due_at
    return None


def _kind(state: DossierState, is_late: bool) -> SpellKind:
    if state is DossierState.PAUSED:
        return SpellKind.PAUSED
    return SpellKind.LATE if is_late else SpellKind.RUNS


def _done_at(entry: Recorded) -> datetime:
    """Return when something happened at the counter; the entry's time where a fact has none."""
    done_at = getattr(entry.fact, "done_at", None)
    return done_at if isinstance(done_at, datetime) else entry.at
