"""How a dossier stands against its due moment: word, shape and colour together; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.moments import day_of
from counter_app.ui.words import due_said


@dataclass(frozen=True)
class Standing:
    """A dossier's standing as people read it; ``tone`` names a colour, or is empty."""

    words: str
    tone: str = ""


def standing_of(due_at: datetime, now: datetime) -> Standing:
    """Return the standing of an open dossier.

    It is due soon from the day before; the share of the limit that is left is not looked at here.
    """
    words = due_said(due_at, now)
    away = (day_of(due_at) - day_of(now)).days
    if now > due_at:
        return Standing(f"▲ {words}", "overdue")
    if away == 0:
        return Standing(f"● {words}", "today")
    if away == 1:
        return Standing(f"◔ {words}", "soon")
    return Standing(words)
