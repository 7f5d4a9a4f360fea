"""Duty: what the roster, the shifts, the extra sessions and the flagged days add up to.

``fold`` is a pure function of the entries: in whatever order those of several counters came, the
answer is the same. Days are days in Vietnam.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from counter_app.domain.dossier import in_causal_order
from counter_app.domain.facts import (
    DayFlag,
    DayFlagged,
    DutyCancelled,
    DutyRole,
    EntryName,
    Recorded,
    RosterDay,
    RosterSet,
    SessionAdded,
    ShiftOpened,
)
from counter_app.domain.moments import at_counter
from counter_app.domain.plain_text import fold as folded
from counter_app.domain.shifts import Shift, ShiftEnd, joined, key_of, shift_of
from counter_app.domain.working_time import BadDeskHours, Session

PLAN_KINDS = ("RosterSet", "SessionAdded", "DayFlagged", "DutyCancelled")
"""The facts that plan duty: few, and read whole."""


@dataclass(frozen=True)
class Roster:
    """A roster of a desk, and the day since which it was cancelled, if it was."""

    name: EntryName
    fact: RosterSet
    set_at: datetime
    cancelled_since: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day, unless a later one takes its place."""
        return self.fact.valid_from <= day and not _is_over(self.cancelled_since, day)

    def of(self, day: date) -> RosterDay:
        """Return who is on duty on a day."""
        named = (each for each in self.fact.days if each.weekday == day.weekday())
        return next(named, RosterDay(day.weekday()))


@dataclass(frozen=True)
class ExtraSession:
    """An extra session, and the day since which it was cancelled, if it was."""

    name: EntryName
    fact: SessionAdded
    cancelled_since: date | None = None

    @property
    def hours(self) -> Session | None:
        """Its hours; None if another program wrote something that is none."""
        try:
            return Session.parse(self.fact.hours)
        except BadDeskHours:
            return None

    def takes_place_on(self, day: date) -> bool:
        """Tell whether it takes place on a day."""
        fact = self.fact
        return occurs(fact.on, fact.weekly, fact.until, day) and not _is_over(
            self.cancelled_since, day
        )

    def takes(self, moment: datetime, field: str = "") -> bool:
        """Tell whether a dossier of a field that comes at a moment comes in this session."""
        local, hours = at_counter(moment), self.hours
        if hours is None or not self.takes_place_on(local.date()):
            return False
        minute = local.time().replace(second=0, microsecond=0)
        return hours.opens <= minute <= hours.closes and self.serves(field)

    def serves(self, field: str) -> bool:
        """Tell whether a field is served; an unknown one is where all are."""
        fields = {folded(each) for each in self.fact.fields}
        return not fields or folded(field) in fields


@dataclass(frozen=True)
class FlaggedDay:
    """A flag on a day or on a weekday, and the day since which it was cancelled, if it was."""

    name: EntryName
    fact: DayFlagged
    cancelled_since: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether a day bears the flag."""
        fact = self.fact
        return occurs(fact.on, fact.weekly, fact.until, day) and not _is_over(
            self.cancelled_since, day
        )


Plan = Roster | ExtraSession | FlaggedDay


@dataclass(frozen=True)
class Duty:
    """All that is known of duty; every list is in the order of its days."""

    rosters: tuple[Roster, ...] = ()
    shifts: tuple[Shift, ...] = ()
    sessions: tuple[ExtraSession, ...] = ()
    flags: tuple[FlaggedDay, ...] = ()

    def roster_on(self, desk: int, day: date) -> Roster | None:
        """Return the roster of a desk that is in force on a day: the latest that holds."""
        holding = [r for r in self.rosters if r.fact.desk == desk and r.holds_on(day)]
        return max(
            holding, key=lambda r: (r.fact.valid_from, r.set_at, key_of(r.name)), default=None
        )

    def rostered(self, desk: int, day: date) -> RosterDay:
        """Return who should be on duty at a desk on a day."""
        roster = self.roster_on(desk, day)
        return roster.of(day) if roster else RosterDay(day.weekday())

    def role_of(self, desk: int, clerk: str, day: date) -> DutyRole:
        """Return how a clerk is on duty on a day, by the roster."""
        named = self.rostered(desk, day)
        if clerk == named.main:
            return DutyRole.MAIN
        return DutyRole.BACKUP if clerk == named.backup else DutyRole.UNLISTED

    def shifts_on(self, day: date, desk: int | None = None) -> tuple[Shift, ...]:
        """Return the shifts that were opened on a day, at a desk or at all desks of the unit."""
        return tuple(s for s in self.shifts if s.on == day and desk in (None, s.desk))

    def current_shift(self, desk: int, clerk: str, day: date) -> Shift | None:
        """Return a clerk's open shift of a day, the latest if there are several."""
        own = [s for s in self.shifts_on(day, desk) if s.clerk == clerk and s.is_open]
        return own[-1] if own else None

    def offered_to(self, desk: int, clerk: str) -> Shift | None:
        """Return the shift that waits for a clerk's signature, the latest if there are several.

        One that was forgotten since is still handed over: what was offered can be signed for.
        """
        waiting = [
            s
            for s in self.shifts
            if s.desk == desk
            and s.to_clerk == clerk
            and s.ending in (None, ShiftEnd.FORGOTTEN, ShiftEnd.CONTINUED)
        ]
        return waiting[-1] if waiting else None

    def sessions_on(self, day: date) -> tuple[ExtraSession, ...]:
        """Return the extra sessions of a day."""
        return tuple(s for s in self.sessions if s.takes_place_on(day))

    def session_at(self, moment: datetime, field: str = "") -> ExtraSession | None:
        """Return the extra session in which a dossier of a field comes at a moment, if any."""
        return next((s for s in self.sessions if s.takes(moment, field)), None)

    def flags_on(self, day: date) -> tuple[DayFlag, ...]:
        """Return the flags of a day, each once."""
        held = {f.fact.flag for f in self.flags if f.holds_on(day)}
        return tuple(flag for flag in DayFlag if flag in held)


def fold(entries: Iterable[Recorded]) -> Duty:
    """Return what these entries add up to; how they are ordered and doubled is no matter.

    What follows something that is not here yet waits for it without effect.
    """
    by_subject: defaultdict[EntryName, dict[EntryName, Recorded]] = defaultdict(dict)
    for entry in entries:
        by_subject[entry.subject][entry.name] = entry
    plans: list[Plan] = []
    shifts: list[Shift] = []
    for history in by_subject.values():
        ordered = in_causal_order(history.values())
        opening = next((e for e in ordered if e.name == e.subject), None)
        if opening is None:
            continue
        if isinstance(opening.fact, ShiftOpened):
            shifts.append(shift_of(opening, opening.fact, ordered))
        else:
            plans += _plans(opening, _cancelled_since(ordered))
    plans.sort(key=_plan_key)
    return Duty(
        rosters=tuple(p for p in plans if isinstance(p, Roster)),
        shifts=joined(shifts),
        sessions=tuple(p for p in plans if isinstance(p, ExtraSession)),
        flags=tuple(p for p in plans if isinstance(p, FlaggedDay)),
    )


def occurs(on: date, weekly: bool, until: date | None, day: date) -> bool:
    """Tell whether what is on a day, or weekly from it, is on another day."""
    if not weekly:
        return day == on
    return day >= on and day.weekday() == on.weekday() and (until is None or day <= until)


def _is_over(cancelled_since: date | None, day: date) -> bool:
    return cancelled_since is not None and day >= cancelled_since


def _plans(opening: Recorded, since: date | None) -> list[Plan]:
    name, fact = opening.name, opening.fact
    if isinstance(fact, RosterSet):
        return [Roster(name, fact, opening.at, since)]
    if isinstance(fact, SessionAdded):
        return [ExtraSession(name, fact, since)]
    if isinstance(fact, DayFlagged):
        return [FlaggedDay(name, fact, since)]
    return []


def _cancelled_since(history: Iterable[Recorded]) -> date | None:
    days = [e.fact.since for e in history if isinstance(e.fact, DutyCancelled)]
    return min(days, default=None)


def _plan_key(plan: Plan) -> tuple[date, str, tuple[str, int]]:
    on = plan.fact.valid_from if isinstance(plan, Roster) else plan.fact.on
    hours = plan.fact.hours if isinstance(plan, ExtraSession) else ""
    return on, hours, key_of(plan.name)
