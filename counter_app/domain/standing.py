"""The one rule of before time, on time and late: for lists, warnings and every report.

Solved before the due *date* is before time, on that date and not after the due *moment* on time,
later is late. What is open is in time or overdue. Paused, refused, withdrawn and stopped dossiers
are kept apart and never mixed into what is on time.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from counter_app.domain.moments import day_of
from counter_app.domain.states import RUNNING, SOLVED, DossierState
from counter_app.domain.working_spans import WorkingSpans


class Standing(StrEnum):
    """How a dossier stands against its due moment."""

    BEFORE_TIME = "before_time"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    PAUSED = "paused"
    APART = "apart"


@dataclass(frozen=True)
class SoonRule:
    """A dossier is due soon when this share of its limit is left, or these working days.

    Whichever is more; a working day is as long as the desk is open on the due day, or on the last
    working day before it.
    """

    share: Decimal = Decimal("0.2")
    working_days: int = 1


DEFAULT_SOON = SoonRule()


def standing(
    state: DossierState,
    due_at: datetime,
    now: datetime,
    *,
    solved_at: datetime | None = None,
    counts_late: bool = False,
) -> Standing:
    """Return how a dossier stands at a moment.

    ``counts_late`` says that lateness was fixed for good: by a second re-appointment, or by one
    that came after the due moment.
    """
    if state in SOLVED and solved_at is not None:
        return _of_solved(due_at, solved_at, counts_late)
    if state in RUNNING:
        return Standing.OVERDUE if counts_late or now > due_at else Standing.IN_TIME
    return Standing.PAUSED if state is DossierState.PAUSED else Standing.APART


def _of_solved(due_at: datetime, solved_at: datetime, counts_late: bool) -> Standing:
    if counts_late or solved_at > due_at:
        return Standing.LATE
    is_earlier = day_of(solved_at) < day_of(due_at)
    return Standing.BEFORE_TIME if is_earlier else Standing.ON_TIME


def is_due_soon(
    spans: WorkingSpans,
    counted_from: datetime,
    promised_at: datetime,
    due_at: datetime,
    now: datetime,
    rule: SoonRule = DEFAULT_SOON,
) -> bool:
    """Tell whether little of the time is left of what still runs and is not overdue.

    ``counted_from`` and ``promised_at`` are the ends of the whole limit, as the slip has them;
    ``due_at`` is the due moment in force.

    Raises:
        CalendarMissing: a moment lies outside the years whose holidays are known.
    """
    if now > due_at:
        return False
    left = spans.minutes_between(now, due_at)
    by_days = rule.working_days * spans.length_of_day(due_at)
    if left <= by_days:
        return True
    return left <= rule.share * spans.minutes_between(counted_from, promised_at)
