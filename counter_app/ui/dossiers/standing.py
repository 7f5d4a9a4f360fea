"""How a dossier stands against its due moment: word, shape and colour together; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.moments import day_of
from counter_app.domain.standing import Standing as Rule
from counter_app.domain.standing import is_due_soon
from counter_app.domain.working_spans import spans_of
from counter_app.domain.working_time import CalendarMissing
from counter_app.services.counter import Counter
from counter_app.ui.words import due_said


@dataclass(frozen=True)
class Standing:
    """A dossier's standing as people read it; ``tone`` names a colour, or is empty."""

    words: str
    tone: str = ""


class Standable(Protocol):
    """A dossier, or its line in a list."""

    @property
    def due_at(self) -> datetime:
        """The due moment in force."""

    def standing(self, now: datetime) -> Rule:
        """Return how it stands, by the one rule of the lists and the reports."""


IsSoon = Callable[[Standable, datetime], bool]
"""Tells whether little of the time is left of what runs and is not overdue."""

_ENDED = {
    Rule.BEFORE_TIME: Standing("✓ Xong trước hạn", "done"),
    Rule.ON_TIME: Standing("✓ Xong đúng hạn", "done"),
    Rule.LATE: Standing("✓ Xong quá hạn", "overdue"),
    Rule.PAUSED: Standing("‖ Tạm dừng", "paused"),
    Rule.APART: Standing("– Không tính hạn", ""),
}


def soon_by_day(dossier: Standable, now: datetime) -> bool:
    """Call soon what is due on the next day of the calendar."""
    return (day_of(dossier.due_at) - day_of(now)).days == 1


def soon_by_rule(counter: Counter) -> IsSoon:
    """Return the rule of the deadline board: a share of the limit, or some working days."""

    def is_soon(dossier: Standable, now: datetime) -> bool:
        ends = _ends_of_limit(dossier)
        if ends is None:
            return soon_by_day(dossier, now)
        clock = counter.due_clock
        try:
            spans = spans_of(clock.calendar, clock.hours)
            return is_due_soon(spans, *ends, dossier.due_at, now, counter.soon)
        except CalendarMissing:
            return soon_by_day(dossier, now)

    return is_soon


def _ends_of_limit(dossier: Standable) -> tuple[datetime, datetime] | None:
    if isinstance(dossier, Dossier):
        return dossier.intake.counted_from, dossier.promised_at
    if isinstance(dossier, DossierRow) and dossier.counted_from and dossier.promised_at:
        return dossier.counted_from, dossier.promised_at
    return None


def standing_of(dossier: Standable, now: datetime, is_soon: IsSoon = soon_by_day) -> Standing:
    """Return the standing in words."""
    rule = dossier.standing(now)
    ended = _ENDED.get(rule)
    if ended is not None:
        return ended
    due_at = dossier.due_at
    words = due_said(due_at, now)
    if now > due_at:
        return Standing(f"▲ {words}", "overdue")
    if rule is Rule.OVERDUE:
        return Standing(f"▲ Tính quá hạn, hẹn lại {words.lower()}", "overdue")
    if day_of(due_at) == day_of(now):
        return Standing(f"● {words}", "today")
    if is_soon(dossier, now):
        return Standing(f"◔ {words}", "soon")
    return Standing(words)
