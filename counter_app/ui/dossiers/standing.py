"""How a dossier stands against its due moment: word, shape and colour together; no Qt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter_app.domain.moments import day_of
from counter_app.domain.standing import Standing as Rule
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


_ENDED = {
    Rule.BEFORE_TIME: Standing("✓ Xong trước hạn", "done"),
    Rule.ON_TIME: Standing("✓ Xong đúng hạn", "done"),
    Rule.LATE: Standing("✓ Xong quá hạn", "overdue"),
    Rule.PAUSED: Standing("‖ Tạm dừng", "paused"),
    Rule.APART: Standing("– Không tính hạn", ""),
}


def standing_of(dossier: Standable, now: datetime) -> Standing:
    """Return the standing in words; an open one is called soon from the day before."""
    ended = _ENDED.get(dossier.standing(now))
    if ended is not None:
        return ended
    due_at = dossier.due_at
    words = due_said(due_at, now)
    away = (day_of(due_at) - day_of(now)).days
    if now > due_at:
        return Standing(f"▲ {words}", "overdue")
    if away == 0:
        return Standing(f"● {words}", "today")
    if away == 1:
        return Standing(f"◔ {words}", "soon")
    return Standing(words)
