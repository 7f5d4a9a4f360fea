"""Lives of fictional dossiers over one year for the figures, and a second, plain count of them.

The plain count knows nothing of columns and SQL: it takes the facts that had happened by a
moment, folds them, asks the one rule of standing, and counts on its fingers.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.facts import (
    Apologised,
    ChannelIn,
    Corrected,
    EntryName,
    Fact,
    FeePaid,
    Forwarded,
    PayMethod,
    Rated,
    Reappointed,
    Recorded,
    Refused,
    ResultReady,
    Returned,
    Satisfaction,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.figures import COUNTED, Figure, Period
from counter_app.domain.intake_fact import OLD_REGISTER
from counter_app.domain.moments import VIETNAM, as_utc, day_of
from counter_app.domain.standing import Standing
from counter_app.domain.states import DossierState
from counter_app.domain.steps import is_allowed, step_of
from tests.support.intakes import taken_in

NEW_YEAR = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
UNITS = ("01843", "01849", "")
PROCEDURES = (("1.001193", "Hộ tịch"), ("1.004194", "Cư trú"), ("2.000815", "Chứng thực"))
JOURNAL = "f" * 16

Make = Callable[[random.Random, Dossier, datetime], Fact]


def _later(luck: random.Random, at: datetime) -> datetime:
    on = at + timedelta(days=luck.choice((0, 1, 2, 3, 5, 8, 13)))
    return as_utc(on.astimezone(VIETNAM).replace(hour=17, minute=0))


def _corrected(luck: random.Random, dossier: Dossier, at: datetime) -> Fact:
    number = dossier.slip_number
    moved = replace(dossier.intake, due_at=_later(luck, at), field="Đất đai")
    if luck.random() < 0.5:
        return Corrected(at, "Nhầm", ("field",), moved, number + 1, number)
    return Corrected(at, "Nhầm", ("due_at",), moved, number + 1, number, due_at=moved.due_at)


def _reappointed(luck: random.Random, dossier: Dossier, at: datetime) -> Fact:
    due = dossier.due_at
    return Reappointed(at, _later(luck, at), due, "Thiếu người", is_after_due=at > due)


MAKES: tuple[tuple[int, Make], ...] = (
    (10, lambda luck, dossier, at: ResultReady(at, at - timedelta(minutes=luck.randrange(3)))),
    (6, lambda luck, dossier, at: Returned(at, satisfaction=_word(luck))),
    (3, lambda luck, dossier, at: Rated(at, _word(luck) or Satisfaction.SATISFIED)),
    (3, lambda luck, dossier, at: FeePaid(at, 15_000, "BL-1", luck.choice(list(PayMethod)))),
    (3, lambda luck, dossier, at: Apologised(at, "Thiếu người")),
    (3, _reappointed),
    (3, lambda luck, d, at: SupplementRequested(at, ("Đơn",), luck.choice(("pause", "none")), 60)),
    (4, lambda luck, dossier, at: SupplementReceived(at, _later(luck, at))),
    (2, lambda luck, dossier, at: Forwarded(at, to_name="Lý Văn Bé")),
    (2, _corrected),
    (1, lambda luck, dossier, at: Refused(at, "Không đủ điều kiện")),
    (1, lambda luck, dossier, at: Withdrawn(at, "Không còn nhu cầu")),
    (1, lambda luck, dossier, at: Stopped(at, "Có tranh chấp")),
)


def _word(luck: random.Random) -> Satisfaction | None:
    words: list[Satisfaction | None] = [*Satisfaction, None]
    return luck.choice(words)


def some_life(luck: random.Random, serial: int) -> list[Fact]:
    """Return an intake on some day of the year and what followed, each step a while later."""
    at = as_utc(NEW_YEAR + timedelta(minutes=luck.randrange(330 * 24 * 60)))
    code, field = luck.choice(PROCEDURES)
    intake = taken_in(
        serial,
        procedure_code=code,
        field=field,
        received_at=at,
        counted_from=at,
        due_at=_later(luck, at),
        channel_in=luck.choice(list(ChannelIn)),
        unit_code=luck.choice(UNITS),
        competent_office=luck.choice(("", "", "", "UBND xã Thử")),
        source=luck.choice(("", "", OLD_REGISTER)),
    )
    if intake.source and luck.random() < 0.3:
        intake = replace(intake, moved_due_at=_later(luck, intake.due_at))
    facts: list[Fact] = [intake]
    for _ in range(luck.randrange(9)):
        # Sometimes the very next moment, so that days and due moments are hit exactly.
        at += timedelta(minutes=luck.choice((3, 90, 8 * 60, 24 * 60, 3 * 24 * 60)))
        dossier = fold(entries_of(facts))
        make = luck.choices([each for _, each in MAKES], [weight for weight, _ in MAKES])[0]
        fact = make(luck, dossier, at)
        step = step_of(fact)
        if step is not None and is_allowed(step, dossier):
            facts.append(fact)
    return facts


def entries_of(facts: Sequence[Fact]) -> tuple[Recorded, ...]:
    """Return facts as one counter would have recorded them, one on top of the other."""
    made: list[Recorded] = []
    for seq, fact in enumerate(facts, 1):
        name = EntryName(JOURNAL, seq)
        after = (made[-1].name,) if made else ()
        subject = made[0].name if made else name
        made.append(Recorded(name, subject, after, happened_at(fact), "mau", fact))
    return tuple(made)


def happened_at(fact: Fact) -> datetime:
    """Return when something happened: a result counts from when it was there."""
    if isinstance(fact, TakenIn):
        return fact.received_at
    if isinstance(fact, ResultReady):
        return fact.solved_at
    moment = getattr(fact, "done_at", None)
    assert isinstance(moment, datetime)
    return moment


@dataclass(frozen=True)
class PlainLife:
    """A life, to be counted by hand."""

    facts: tuple[Fact, ...]

    @cached_property
    def whole(self) -> Dossier:
        """The dossier as it stands when everything has happened."""
        return fold(entries_of(self.facts))

    def counts_in(self, period: Period, as_of: datetime) -> frozenset[Figure]:
        """Return the figures in which it counts, told for a moment."""
        happened = [fact for fact in self.facts if happened_at(fact) <= as_of]
        if not happened:
            return frozenset()
        then = fold(entries_of(happened))
        return frozenset(self._figures(then, happened, period, as_of)) & frozenset(COUNTED)

    def _figures(
        self, then: Dossier, happened: Sequence[Fact], period: Period, as_of: datetime
    ) -> Iterator[Figure]:
        intake, start = self.whole.intake, period.start
        how = then.standing(as_of)
        finished = then.solved_at or (then.end.done_at if then.end else None)
        if finished is None or finished >= start:
            yield from self._came_to(then, how)
            if how not in (Standing.PAUSED, Standing.APART):
                if intake.received_at < start:
                    yield Figure.CARRIED
                else:
                    yield Figure(intake.channel_in.value)
                    if intake.competent_office:
                        yield Figure.ELSEWHERE
            is_solved = how in (Standing.BEFORE_TIME, Standing.ON_TIME, Standing.LATE)
            if is_solved and finished and day_of(finished) == day_of(intake.received_at):
                yield Figure.SAME_DAY
        if start <= then.due_at < as_of and how not in (Standing.PAUSED, Standing.APART):
            yield {
                Standing.BEFORE_TIME: Figure.DUE_BEFORE_TIME,
                Standing.ON_TIME: Figure.DUE_ON_TIME,
                Standing.LATE: Figure.DUE_LATE,
                Standing.OVERDUE: Figure.DUE_OPEN,
            }[how]
        yield from self._first_times(happened, start)

    def _came_to(self, then: Dossier, how: Standing) -> Iterator[Figure]:
        is_sorry = bool(then.apologies)
        match how:
            case Standing.LATE:
                yield Figure.LATE_APOLOGISED if is_sorry else Figure.LATE_SILENT
            case Standing.OVERDUE:
                yield Figure.OVERDUE_APOLOGISED if is_sorry else Figure.OVERDUE_SILENT
            case Standing.APART:
                yield {
                    DossierState.REFUSED: Figure.REFUSED,
                    DossierState.WITHDRAWN: Figure.WITHDRAWN,
                    DossierState.STOPPED: Figure.STOPPED,
                }[then.state]
            case _:
                yield Figure(how.value)

    def _first_times(self, happened: Sequence[Fact], start: datetime) -> Iterator[Figure]:
        sorry = [f for f in happened if isinstance(f, Apologised | Reappointed)]
        paid = [f for f in happened if isinstance(f, FeePaid)]
        said: list[tuple[datetime, Satisfaction]] = []
        for fact in happened:
            if isinstance(fact, Rated):
                said.append((fact.done_at, fact.level))
            elif isinstance(fact, Returned) and fact.satisfaction:
                said.append((fact.done_at, fact.satisfaction))
        if sorry and sorry[0].done_at >= start:
            yield Figure.APOLOGISED
        if paid and paid[0].done_at >= start:
            is_cash = paid[0].method is PayMethod.CASH
            yield Figure.PAID_CASH if is_cash else Figure.PAID_ONLINE
        if said and said[0][0] >= start:
            yield Figure(said[0][1].value)
