"""A second, plain calculation of II.06a and 07a/BTP: facts one after the other, on the fingers.

It knows nothing of the program's fold, of its standing, of columns, of SQL: it reads what every
counter of the demonstration area can write down, and counts as the notes of the forms say. It
does not know pauses; the demonstration area has none.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from counter_app.domain.facts import (
    Apologised,
    Corrected,
    EntryName,
    FeePaid,
    PayMethod,
    Reappointed,
    Recorded,
    Refused,
    ResultReady,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.figures import Period

VIETNAM_IS_AHEAD = timedelta(hours=7)

II_06A = {
    "received": ("online", "direct", "post", "carried"),
    "by_hand": ("direct", "post"),
    "solved": ("before_time", "on_time", "late_apologised", "late_silent"),
    "late": ("late_apologised", "late_silent"),
    "in_progress": ("in_time", "overdue"),
}
"""The sums, in the words of the columns."""


@dataclass(frozen=True)
class PlainDossier:
    """A dossier as its facts tell it; ``unit`` is whose counter took it in."""

    unit: str
    intake: TakenIn
    history: tuple[Recorded, ...]

    def words(self, period: Period, as_of: datetime) -> list[str]:
        """Return under which words of the forms it counts."""
        start, received = period.start, self.intake.received_at
        if received > as_of:
            return []
        due, solved, end, sorry, broken = self._came_to(as_of)
        paid = [e.fact for e in self.history if isinstance(e.fact, FeePaid)]
        words = []
        if paid and start <= paid[0].done_at <= as_of and paid[0].method is PayMethod.TRANSFER:
            words.append("paid_online")
        ended_at = solved or (end[1] if end else None)
        if ended_at is not None and ended_at < start:
            return words
        if end is not None:
            return [*words, end[0]]
        how = _how(solved, due, as_of, sorry=sorry, broken=broken)
        came = "carried" if received < start else self.intake.channel_in.value
        return [*words, how, came]

    def _came_to(
        self, as_of: datetime
    ) -> tuple[datetime, datetime | None, tuple[str, datetime] | None, bool, bool]:
        """Return the due moment, the result, the end, whether sorry, whether late for good."""
        first = self.history[0].fact
        assert isinstance(first, TakenIn)
        due, named = first.due_at, 0
        solved: datetime | None = None
        end: tuple[str, datetime] | None = None
        sorry = broken = False
        for fact in (entry.fact for entry in self.history):
            at = fact.solved_at if isinstance(fact, ResultReady) else getattr(fact, "done_at", None)
            if at is None or at > as_of:
                continue
            if isinstance(fact, ResultReady):
                solved = max(fact.solved_at, self.intake.received_at)
            elif isinstance(fact, Refused | Withdrawn | Stopped):
                end = (type(fact).__name__.lower(), at)
            elif isinstance(fact, SupplementReceived | Corrected) and fact.due_at:
                due = fact.due_at
            elif isinstance(fact, Reappointed):
                due, named = fact.due_at, named + 1
                broken = broken or fact.is_after_due or named > 1
            elif isinstance(fact, SupplementRequested):
                assert fact.rule == "none", "a pause is more than this calculation knows"
            sorry = sorry or isinstance(fact, Apologised | Reappointed)
        return due, solved, end, sorry, broken


def _how(
    solved: datetime | None, due: datetime, as_of: datetime, *, sorry: bool, broken: bool
) -> str:
    if solved is None:
        return "overdue" if broken or as_of > due else "in_time"
    if broken or solved > due:
        return "late_apologised" if sorry else "late_silent"
    return "before_time" if _day(solved) < _day(due) else "on_time"


def _day(moment: datetime) -> date:
    return (moment.astimezone(UTC) + VIETNAM_IS_AHEAD).date()


def plain_dossiers(histories: Iterable[Sequence[Recorded]]) -> list[PlainDossier]:
    """Return the dossiers among histories; what two counters contradict each other in is left out.

    Two entries made on top of the same one contradict each other in the demonstration area.
    """
    found = []
    for entries in histories:
        fact = entries[0].fact
        if not isinstance(fact, TakenIn):
            continue
        on_top: Tally[tuple[EntryName, ...]] = Tally(each.after for each in entries)
        kept = tuple(each for each in entries if not each.after or on_top[each.after] == 1)
        intake = fact
        for each in kept:
            if isinstance(each.fact, Corrected):
                right = {name: getattr(each.fact.intake, name) for name in each.fact.fields}
                intake = replace(intake, **right)
        found.append(PlainDossier(fact.unit_code, intake, kept))
    return found


def plain_count(
    dossiers: Iterable[PlainDossier],
    period: Period,
    as_of: datetime,
    key: Callable[[PlainDossier], str],
) -> dict[str, Tally[str]]:
    """Return how many dossiers count under each word, line by line."""
    lines: dict[str, Tally[str]] = {}
    for dossier in dossiers:
        words = dossier.words(period, as_of)
        if words:
            lines.setdefault(key(dossier), Tally()).update(words)
    for line in lines.values():
        for whole, parts in II_06A.items():
            line[whole] = sum(line[part] for part in parts)
    return lines
