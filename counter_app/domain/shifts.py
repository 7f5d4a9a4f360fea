"""Shifts: who was at a desk from when to when, and what was handed on; parts of ``duty.fold``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from counter_app.domain.facts import (
    DutyRole,
    EntryName,
    HandOverAccepted,
    HandOverList,
    Recorded,
    ShiftClosed,
    ShiftHandedOver,
    ShiftOpened,
)
from counter_app.domain.moments import at_counter, day_of

SHIFT_KINDS = ("ShiftOpened", "ShiftHandedOver", "HandOverAccepted", "ShiftClosed")
"""The facts of shifts: several a day, and read by the days they are asked for."""

NOON = 12
"""The hour that parts the morning's shift from the afternoon's."""


class ShiftEnd(StrEnum):
    """How a shift ended.

    ``continued``: the same clerk went on in the next half of the day. ``forgotten``: the day
    ended, and nobody closed it or handed it over.
    """

    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    CONTINUED = "continued"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Shift:
    """A clerk's time at a desk; ``ended_at`` is unknown while it runs, or if it was forgotten.

    ``since`` is when its list begins: its opening, or that of the shift it continues.
    ``handed`` is the list that was offered or left; ``to_clerk`` whom it was offered to.
    """

    name: EntryName
    desk: int
    clerk: str
    person: str
    role: DutyRole
    opened_at: datetime
    since: datetime
    ended_at: datetime | None = None
    ending: ShiftEnd | None = None
    handed: HandOverList | None = None
    handed_at: datetime | None = None
    to_clerk: str = ""
    to_person: str = ""
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self.ending is None

    @property
    def is_offered(self) -> bool:
        """Whether it was handed over to somebody who has not signed for it yet."""
        return self.ending is None and bool(self.to_clerk)

    @property
    def on(self) -> date:
        """The day it was opened on."""
        return day_of(self.opened_at)

    @property
    def is_morning(self) -> bool:
        """Whether it was opened in the first half of the day."""
        return is_morning(self.opened_at)


def is_morning(moment: datetime) -> bool:
    """Tell whether a moment lies in the first half of the counter's day."""
    return at_counter(moment).hour < NOON


def key_of(name: EntryName) -> tuple[str, int]:
    """Return a name as ties are broken by."""
    return name.journal, name.seq


def shift_of(opening: Recorded, fact: ShiftOpened, history: Iterable[Recorded]) -> Shift:
    """Return what one shift's facts add up to, the others apart."""
    shift = Shift(
        name=opening.name,
        desk=fact.desk,
        clerk=fact.clerk,
        person=fact.name,
        role=fact.role,
        opened_at=opening.at,
        since=opening.at,
    )
    for entry in history:
        shift = _went_on(shift, entry)
    return shift


def _went_on(shift: Shift, entry: Recorded) -> Shift:
    """Let a fact do what it does to a shift; one that has ended stays as it is."""
    fact = entry.fact
    if shift.ending is not None:
        return shift
    if isinstance(fact, ShiftHandedOver):
        return replace(
            shift,
            handed=fact.handed,
            handed_at=entry.at,
            to_clerk=fact.to_clerk,
            to_person=fact.to_name,
        )
    if isinstance(fact, HandOverAccepted) and shift.to_clerk and entry.by == shift.to_clerk:
        return replace(shift, ended_at=entry.at, ending=ShiftEnd.HANDED_OVER, remark=fact.remark)
    if isinstance(fact, ShiftClosed):
        return replace(
            shift,
            ended_at=entry.at,
            ending=ShiftEnd.CLOSED,
            handed=fact.left,
            handed_at=entry.at,
            to_clerk="",
            to_person="",
        )
    return shift


def joined(shifts: list[Shift]) -> tuple[Shift, ...]:
    """Return shifts in the order of their opening, with those that nobody ended put in place."""
    by_person: defaultdict[tuple[int, str], list[Shift]] = defaultdict(list)
    for shift in sorted(shifts, key=lambda s: (s.opened_at, key_of(s.name))):
        by_person[shift.desk, shift.clerk].append(shift)
    joined = [shift for own in by_person.values() for shift in _continued(own)]
    return tuple(sorted(joined, key=lambda s: (s.opened_at, key_of(s.name))))


def _continued(own: list[Shift]) -> list[Shift]:
    """Say which of one person's shifts at one desk went on in the next, or were forgotten."""
    result = own[:]
    for at, (former, later) in enumerate(pairwise(own)):
        if former.ending is not None:
            continue
        if former.on == later.on:
            result[at] = replace(result[at], ended_at=later.opened_at, ending=ShiftEnd.CONTINUED)
            result[at + 1] = replace(result[at + 1], since=result[at].since)
        else:
            result[at] = replace(result[at], ending=ShiftEnd.FORGOTTEN)
    return result


def as_known_on(shift: Shift, today: date) -> Shift:
    """Return a shift as it is seen on a day: one left open on an earlier day was forgotten."""
    if shift.ending is None and shift.on < today:
        return replace(shift, ending=ShiftEnd.FORGOTTEN)
    return shift
