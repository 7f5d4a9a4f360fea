"""Disputes: what two counters did without knowing of each other, and cannot both hold.

Two entries are *concurrent* if neither was made on top of the other. Concurrent entries are in
*dispute* if both change the same thing (the state, the due moment, one field of the intake), or
if one of them makes the other impossible. This looks at the entries' causes alone: never at
clocks, and not at the order of arrival, so that every replica sees the same disputes.

A dispute is settled by one more fact, made on top of all its sides. What does not hold then
stays in the history, without effect.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from counter_app.domain.facts import (
    CodeChanged,
    Corrected,
    EntryName,
    Reappointed,
    Recorded,
    Settled,
    SupplementReceived,
    SupplementRequested,
)
from counter_app.domain.steps import STEPS, Place, Step, after, is_allowed, moves, step_of, target

Names = frozenset[EntryName]
_NOTHING: Names = frozenset()

STATE, DUE, PAPERS, CODE = "state", "due", "field:papers", "field:code"


@dataclass(frozen=True)
class Side:
    """One side of a dispute: what was done, by whom, when, and in which counter's journal.

    ``rests_on`` are the other disputed entries that this one was made on top of: they hold or
    fall with it.
    """

    name: EntryName
    step: Step
    by: str
    at: datetime
    rests_on: tuple[EntryName, ...] = ()


@dataclass(frozen=True)
class Dispute:
    """Sides that contradict each other; ``entries`` are all that a settlement decides on."""

    sides: tuple[Side, ...]
    entries: tuple[EntryName, ...]


@dataclass(frozen=True)
class Judged:
    """A history as judged: what has effect, in causal order, what does not, and what is open."""

    effective: tuple[Recorded, ...]
    disputes: tuple[Dispute, ...] = ()
    without_effect: tuple[EntryName, ...] = ()


def judge(history: Sequence[Recorded]) -> Judged:
    """Return what of a dossier's history has effect; the first entry is the intake."""
    return _judge_line(history) if _is_a_line(history) else _Judge(history).judged()


def _is_a_line(history: Sequence[Recorded]) -> bool:
    """Tell whether every entry was made on top of the one before it, as at a single counter."""
    return all(earlier.name in later.after for earlier, later in pairwise(history))


def _judge_line(history: Sequence[Recorded]) -> Judged:
    place, effective, idle = Place(), [], []
    for entry in history:
        step = step_of(entry.fact)
        if step is not None and not is_allowed(step, place):
            idle.append(entry.name)
            continue
        effective.append(entry)
        if step is not None:
            place = after(place, step, entry.fact)
    return Judged(tuple(effective), (), tuple(idle))


@dataclass(frozen=True)
class _View:
    """What some of the entries add up to: those without effect, those in dispute, the state."""

    void: Names
    groups: tuple[Names, ...]
    place: Place


class _Judge:
    """Judges a history in which some entries are concurrent."""

    def __init__(self, history: Sequence[Recorded]) -> None:
        self.history = history
        self.entries = {entry.name: entry for entry in history}
        self.pasts = _pasts_of(history)
        self.views: dict[Names, _View] = {}
        self.valid: set[EntryName] = set()
        self.touched: dict[EntryName, frozenset[str]] = {}
        self.rivals: dict[EntryName, set[EntryName]] = {}
        for entry in history:
            self._admit(entry)

    def judged(self) -> Judged:
        """Return the judgement on the whole history."""
        view = self._view(frozenset(self.entries))
        effective = tuple(self._effective(frozenset(self.entries), view.void, view.groups))
        idle = tuple(
            entry.name
            for entry in self.history
            if entry.name not in self.valid or entry.name in view.void
        )
        return Judged(effective, tuple(self._dispute(group) for group in view.groups), idle)

    def _admit(self, entry: Recorded) -> None:
        """Decide whether an entry was possible when it was made, and what it contradicts."""
        step = step_of(entry.fact)
        past = self.pasts[entry.name]
        if step is None:
            self.valid.add(entry.name)
            return
        if not is_allowed(step, self._view(past).place):
            return
        self.touched[entry.name] = self._touches(entry, past)
        for other in self.touched:
            if other != entry.name and other not in past and self._contradict(other, entry.name):
                self.rivals.setdefault(other, set()).add(entry.name)
                self.rivals.setdefault(entry.name, set()).add(other)
        self.valid.add(entry.name)

    def _touches(self, entry: Recorded, past: Names) -> frozenset[str]:
        if isinstance(entry.fact, Settled):
            sides = (self.touched.get(name) for name in entry.fact.entries if name in past)
            return frozenset().union(*(side for side in sides if side))
        return touches(entry)

    def _contradict(self, one: EntryName, other: EntryName) -> bool:
        """Tell whether two concurrent entries cannot both hold."""
        first, second = self.entries[one], self.entries[other]
        if isinstance(first.fact, Settled) and isinstance(second.fact, Settled):
            same = (first.fact.holds, set(first.fact.entries))
            if same == (second.fact.holds, set(second.fact.entries)):
                return False
        if self.touched[one] & self.touched[other]:
            return True
        return self._forbids(first, second) or self._forbids(second, first)

    def _forbids(self, mover: Recorded, other: Recorded) -> bool:
        """Tell whether a step leads to a state in which another one is impossible."""
        step, refused = step_of(mover.fact), step_of(other.fact)
        if step is None or refused is None or not self.touched[other.name] or moves(refused):
            return False
        to = target(step, mover.fact)
        return to is not None and refused is not Step.SETTLE and to not in STEPS[refused]

    def _view(self, names: Names) -> _View:
        if names not in self.views:
            void = self._void(names)
            groups = self._groups(names - void)
            place = Place()
            for entry in self._effective(names, void, groups):
                step = step_of(entry.fact)
                if step is not None:
                    place = after(place, step, entry.fact)
            place = Place(place.state, place.before, is_disputed=bool(groups))
            self.views[names] = _View(void, groups, place)
        return self.views[names]

    def _effective(
        self, names: Names, void: Names, groups: tuple[Names, ...]
    ) -> Iterable[Recorded]:
        held_up = void.union(*groups)
        return (
            entry
            for entry in self.history
            if entry.name in names and entry.name in self.valid and entry.name not in held_up
        )

    def _void(self, names: Names) -> Names:
        """Return what settlements took the effect of; the later one decides over the earlier."""
        void: set[EntryName] = set()
        for entry in reversed(self.history):
            is_here = entry.name in names and entry.name in self.valid
            if isinstance(entry.fact, Settled) and is_here and entry.name not in void:
                void |= self._taken_by(entry.name, entry.fact)
        return frozenset(void)

    def _taken_by(self, name: EntryName, fact: Settled) -> Names:
        open_then = self._open(self.pasts[name])
        decided = open_then & frozenset(fact.entries)
        if fact.holds is None:
            return decided
        if fact.holds not in decided:
            return _NOTHING
        kept = self._branch(fact.holds)
        lost = {each for each in decided - kept if self.rivals.get(each, set()) & kept}
        return frozenset(lost | {each for each in decided - kept if self.pasts[each] & lost})

    def _open(self, names: Names) -> Names:
        """Return all entries that the disputes of a view are about."""
        return _NOTHING.union(*(self._beneath(group) for group in self._view(names).groups))

    def _branch(self, name: EntryName) -> Names:
        return self.pasts[name] | {name}

    def _groups(self, names: Names) -> tuple[Names, ...]:
        """Return the entries in dispute, each group with all that hangs together."""
        groups, seen = [], set[EntryName]()
        for entry in self.history:
            if entry.name in names and entry.name not in seen:
                group = self._reach(entry.name, names)
                seen |= group
                if len(group) > 1:
                    groups.append(frozenset(group))
        return tuple(groups)

    def _reach(self, start: EntryName, names: Names) -> set[EntryName]:
        found, waiting = {start}, [start]
        while waiting:
            new = (self.rivals.get(waiting.pop(), set()) & names) - found
            found |= new
            waiting += new
        return found

    def _beneath(self, group: Names) -> Names:
        """Return a group with what its settlements took the effect of."""
        found, waiting = set(group), list(group)
        while waiting:
            fact = self.entries[name := waiting.pop()].fact
            if isinstance(fact, Settled):
                new = self._taken_by(name, fact) - found
                found |= new
                waiting += new
        return frozenset(found)

    def _dispute(self, group: Names) -> Dispute:
        beneath = self._beneath(group)
        overtaken = _NOTHING.union(*(self.pasts[name] for name in group))
        return Dispute(
            sides=tuple(
                Side(name, step, entry.by, entry.at, self._ordered(self.pasts[name] & group))
                for name in self._ordered(group - overtaken)
                if (step := step_of((entry := self.entries[name]).fact)) is not None
            ),
            entries=self._ordered(beneath),
        )

    def _ordered(self, names: Names) -> tuple[EntryName, ...]:
        return tuple(entry.name for entry in self.history if entry.name in names)


def touches(entry: Recorded) -> frozenset[str]:
    """Return what an entry changes that another one might change otherwise."""
    fact, step = entry.fact, step_of(entry.fact)
    found = {STATE} if step is not None and moves(step) else set()
    if isinstance(fact, SupplementRequested | SupplementReceived):
        found |= {DUE, PAPERS}
    elif isinstance(fact, Reappointed):
        found.add(DUE)
    elif isinstance(fact, Corrected):
        found |= {f"field:{name}" for name in fact.fields}
        if fact.due_at is not None:
            found.add(DUE)
    elif isinstance(fact, CodeChanged):
        found.add(CODE)
    return frozenset(found)


def _pasts_of(history: Sequence[Recorded]) -> dict[EntryName, Names]:
    """Return for every entry all those it was made on top of; the intake is beneath them all."""
    pasts: dict[EntryName, Names] = {}
    for entry in history:
        known = [parent for parent in entry.after if parent in pasts]
        beneath = _NOTHING.union(*(pasts[parent] for parent in known), known)
        pasts[entry.name] = beneath | {history[0].name} if pasts else _NOTHING
    return pasts
