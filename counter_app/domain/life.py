"""What the facts of a dossier's life add up to: who has it, what it lacks, what was promised."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from counter_app.domain.facts import (
    Apologised,
    CodeChanged,
    Corrected,
    EntryName,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Rated,
    Reappointed,
    ReceivedBack,
    Recorded,
    Refused,
    ResultReady,
    Returned,
    SlipPrinted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.plain_text import fold as folded
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Place, after, step_of


@dataclass(frozen=True)
class Holder:
    """Who has the dossier now: the counter itself, a handler of the unit, or another unit.

    ``due_at`` is the holder's own due moment, where one was set.
    """

    clerk: str = ""
    name: str = ""
    unit: str = ""
    unit_name: str = ""
    due_at: datetime | None = None

    @property
    def is_desk(self) -> bool:
        """Whether the dossier is at the counter."""
        return not (self.clerk or self.name or self.unit)


THE_DESK = Holder()
_BEGINNING = Place()

CORRECTABLE = frozenset(each.name for each in fields(TakenIn)) - {"code", "unit_code", "desk"}
"""What a correction may change of an intake; a code that two dossiers share is no mistake in it."""


@dataclass(frozen=True)
class HandOver:
    """A line of the control slip (form 06): given, received, and come back."""

    to: Holder
    given_by: str
    given_at: datetime
    note: str = ""
    received_by: str = ""
    received_at: datetime | None = None
    back_at: datetime | None = None


@dataclass(frozen=True)
class Pause:
    """A wait for a supplement: its rule, the working minutes left then, and when it ended."""

    since: datetime
    rule: str
    left_minutes: int
    until: datetime | None = None


@dataclass(frozen=True)
class SlipIssue:
    """An appointment slip: its number, the one it replaces (0: none), and why.

    ``former_code`` is the code on the slip it replaces, where that was another one.
    """

    number: int
    at: datetime
    by: str
    replaces: int = 0
    reason: str = ""
    former_code: str = ""


@dataclass
class Life:
    """A dossier's life while its facts are added up one by one."""

    intake: TakenIn
    due_at: datetime
    place: Place = _BEGINNING
    holder: Holder = THE_DESK
    lacking: list[str] = field(default_factory=list)
    hand_overs: list[HandOver] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    slips: list[SlipIssue] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)
    payments: list[FeePaid] = field(default_factory=list)
    apologies: list[Apologised | Reappointed] = field(default_factory=list)
    ratings: list[Rated] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    result: ResultReady | None = None
    returned: Returned | None = None
    end: Refused | Withdrawn | Stopped | None = None

    @property
    def state(self) -> DossierState:
        """Where the dossier stands."""
        return self.place.state

    def add(self, entry: Recorded) -> None:
        """Let a fact that has effect do what it does; what is not known does nothing."""
        effect = _EFFECTS.get(type(entry.fact))
        if effect:
            effect(self, entry.fact, entry)
        step = step_of(entry.fact)
        if step is not None:
            self.place = after(self.place, step, entry.fact)


def live(opening: EntryName, entries: Iterable[Recorded]) -> Life:
    """Return what entries that have effect add up to; the first of them is the intake.

    Raises:
        TypeError: it is not.
    """
    first, *others = entries
    if not isinstance(first.fact, TakenIn):
        raise TypeError(f"{opening} is no intake")
    intake = first.fact
    life = Life(intake, intake.moved_due_at or intake.due_at)
    life.lacking = _lacking_of(intake)
    life.slips.append(SlipIssue(1, intake.received_at, first.by))
    life.units += [intake.unit_code] if intake.unit_code else []
    for entry in others:
        life.add(entry)
    return life


def _lacking_of(intake: TakenIn) -> list[str]:
    return [paper.name for paper in intake.papers if paper.is_lacking]


def _printed(life: Life, fact: SlipPrinted, entry: Recorded) -> None:
    life.printed.append(fact.slip_number)


def _requested(life: Life, fact: SupplementRequested, entry: Recorded) -> None:
    known = {folded(name) for name in life.lacking}
    life.lacking += [name for name in fact.missing if folded(name) not in known]
    life.pauses.append(Pause(fact.done_at, fact.rule, fact.left_minutes))


def _received(life: Life, fact: SupplementReceived, entry: Recorded) -> None:
    brought = {folded(paper.name) for paper in fact.papers if not paper.is_lacking}
    life.lacking = [name for name in life.lacking if folded(name) not in brought]
    life.due_at = fact.due_at
    if life.pauses:
        life.pauses[-1] = replace(life.pauses[-1], until=fact.done_at)


def _forwarded(life: Life, fact: Forwarded, entry: Recorded) -> None:
    life.holder = Holder(fact.to_clerk, fact.to_name, fact.to_unit, fact.to_unit_name, fact.due_at)
    life.hand_overs.append(HandOver(life.holder, entry.by, fact.done_at, fact.note))
    if fact.to_unit and fact.to_unit not in life.units:
        life.units.append(fact.to_unit)


def _confirmed(life: Life, fact: ForwardReceived, entry: Recorded) -> None:
    if life.hand_overs:
        last = life.hand_overs[-1]
        who = fact.name or entry.by
        life.hand_overs[-1] = replace(last, received_by=who, received_at=fact.done_at)


def _back(life: Life, fact: ReceivedBack, entry: Recorded) -> None:
    life.holder = THE_DESK
    _close_hand_over(life, fact.done_at)


def _ready(life: Life, fact: ResultReady, entry: Recorded) -> None:
    life.holder = THE_DESK
    life.result = fact
    _close_hand_over(life, fact.done_at)


def _close_hand_over(life: Life, at: datetime) -> None:
    if life.hand_overs and life.hand_overs[-1].back_at is None:
        life.hand_overs[-1] = replace(life.hand_overs[-1], back_at=at)


def _returned(life: Life, fact: Returned, entry: Recorded) -> None:
    life.returned = fact
    if fact.satisfaction:
        life.ratings.append(Rated(fact.done_at, fact.satisfaction, fact.rated_by))


def _ended(life: Life, fact: Refused | Withdrawn | Stopped, entry: Recorded) -> None:
    life.end = fact


def _apologised(life: Life, fact: Apologised, entry: Recorded) -> None:
    life.apologies.append(fact)


def _reappointed(life: Life, fact: Reappointed, entry: Recorded) -> None:
    life.apologies.append(fact)
    life.due_at = fact.due_at


def _corrected(life: Life, fact: Corrected, entry: Recorded) -> None:
    known = {name: getattr(fact.intake, name) for name in fact.fields if name in CORRECTABLE}
    life.intake = replace(life.intake, **known)
    if "papers" in known:
        life.lacking = _lacking_of(life.intake)
    if fact.due_at is not None:
        life.due_at = fact.due_at
        if life.state is DossierState.PAUSED and life.pauses:
            life.pauses[-1] = replace(life.pauses[-1], left_minutes=fact.left_minutes)
    life.slips.append(
        SlipIssue(fact.slip_number, fact.done_at, entry.by, fact.replaces, fact.reason)
    )


def _code_changed(life: Life, fact: CodeChanged, entry: Recorded) -> None:
    life.intake = replace(life.intake, code=fact.code)
    life.slips.append(
        SlipIssue(
            fact.slip_number, fact.done_at, entry.by, fact.replaces, fact.reason, fact.former_code
        )
    )


def _paid(life: Life, fact: FeePaid, entry: Recorded) -> None:
    life.payments.append(fact)


def _rated(life: Life, fact: Rated, entry: Recorded) -> None:
    life.ratings.append(fact)


_EFFECTS: dict[type, Callable[[Life, Any, Recorded], None]] = {
    SlipPrinted: _printed,
    SupplementRequested: _requested,
    SupplementReceived: _received,
    Forwarded: _forwarded,
    ForwardReceived: _confirmed,
    ReceivedBack: _back,
    ResultReady: _ready,
    Returned: _returned,
    Refused: _ended,
    Withdrawn: _ended,
    Stopped: _ended,
    Apologised: _apologised,
    Reappointed: _reappointed,
    Corrected: _corrected,
    CodeChanged: _code_changed,
    FeePaid: _paid,
    Rated: _rated,
}
