"""What was typed into a panel, read into values, with every fault by its field; no Qt."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from counter_app.domain.facts import Paper, PaperKind
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.plain_text import composed, fold
from counter_app.ui.intake.form import PaperRow, PaperState
from counter_app.ui.intake.reading import Unreadable, read_amount, read_moment
from counter_app.ui.steps.fields import Picked, Tick, Values

Value = TypeVar("Value")

_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?")
_DAYS = {"hom nay": 0, "nay": 0, "": 0, "hom qua": -1, "qua": -1, "ngay mai": 1, "mai": 1}
_FILLERS = re.compile(r"\b(luc|ngay|sang|trua|chieu|toi|nay)\b")


def read_when(text: str, now: datetime) -> datetime:
    """Return the moment typed as ``15:10 22/11/2026``, ``15:10 hôm qua`` or ``15:10`` (today).

    Raises:
        Unreadable: the day or the clock time is missing or impossible.
    """
    clock = _CLOCK.search(text)
    rest = fold(text.replace(clock.group(), " ", 1)) if clock else ""
    said = _DAYS.get(" ".join(rest.split()))
    if said is None:
        said = _DAYS.get(" ".join(_FILLERS.sub(" ", rest).split()))
    if clock is None or said is None:
        return read_moment(text)
    hour, minute = int(clock.group(1)), int(clock.group(2) or 0)
    if hour > 23 or minute > 59:
        raise Unreadable("not_a_moment")
    on = day_of(now) + timedelta(days=said)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=VIETNAM)


class StepReader:
    """Reads the values of one panel, gathering the faults by field."""

    def __init__(self, values: Values, now: datetime) -> None:
        self.values = values
        self.now = now
        self.faults: dict[str, str] = {}

    def raw(self, name: str) -> Any:
        """Return what stands in a field, as its kind gives it."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a text, composed; empty where the panel has no such field."""
        return composed(str(self.values.get(name) or ""))

    def required(self, name: str) -> str:
        """Return a text that must not be empty."""
        text = self.text(name)
        if not text:
            self.faults[name] = "missing"
        return text

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """Return a text read in some way, or None if it is empty or cannot be read."""
        text = self.text(name)
        if not text:
            return None
        try:
            return reader(text)
        except Unreadable as unreadable:
            self.faults[name] = unreadable.fault
            return None

    def moment(self, name: str) -> datetime | None:
        """Return a moment, or None for an empty field: now."""
        return self.read(name, lambda text: read_when(text, self.now))

    def amount(self, name: str) -> int:
        """Return an amount of đồng, which must be there."""
        self.required(name)
        return self.read(name, read_amount) or 0

    def picked(self, name: str) -> Picked:
        """Return what was picked; text for which nothing was picked is a fault."""
        picked = self.values.get(name)
        if not isinstance(picked, Picked) or not picked.text.strip():
            return Picked()
        if not picked.value:
            self.faults[name] = "unknown"
        return picked

    def ticked(self, name: str) -> tuple[str, ...]:
        """Return the lines that are ticked."""
        ticks: tuple[Tick, ...] = self.values.get(name) or ()
        return tuple(tick.words for tick in ticks if tick.is_on and tick.words.strip())

    def papers(self, name: str) -> tuple[Paper, ...]:
        """Return the papers that are here and those that lack."""
        rows: tuple[PaperRow, ...] = self.values.get(name) or ()
        return tuple(
            Paper(composed(row.name), PaperKind(row.kind), row.count, row.state == _LACKING)
            for row in rows
            if row.name.strip() and row.state in (PaperState.PRESENT, _LACKING)
        )


_LACKING = PaperState.LACKING
