"""Patterns that are worth a look: small named rules with their thresholds, as data.

None of them accuses. Each says what was seen, how often, and which entries show it; there may be
a good reason, and the unit is asked before anybody judges.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from counter_app.domain.contacts import WrongClock
from counter_app.domain.facts import (
    ClockConfirmed,
    EntryName,
    Fact,
    Recorded,
    SupplementReceived,
)
from counter_app.domain.journal_log import changes_date
from counter_app.domain.open_hours import OpenHours

Key = TypeVar("Key", bound=Hashable)


class Pattern(StrEnum):
    """What is looked for."""

    EDGE = "edge"
    """A result recorded just before the due moment, and returned much later."""
    DATES = "dates"
    """One person changed due moments often."""
    CLOCK = "clock"
    """Entries were made or sent while the machine's clock was wrong."""
    OUTSIDE = "outside"
    """Dossiers were taken in outside the desk's hours and every extra session."""
    NO_APOLOGY = "no_apology"
    """Dossiers are late and nobody apologised."""
    SILENT = "silent"
    """Nothing was heard of a unit for a working day."""


@dataclass(frozen=True)
class AttentionRule:
    """One rule: what it looks for, its thresholds, and from how many on it is worth a look.

    ``within`` is how shortly before the due moment a result counts as just before it;
    ``later`` how much later it was handed out; ``apart`` how far a clock may be off before it
    counts as wrong. Rules that know none of these leave them at zero.
    """

    pattern: Pattern
    least: int = 1
    within: timedelta = timedelta()
    later: timedelta = timedelta()
    apart: timedelta = timedelta()


RULES: Mapping[Pattern, AttentionRule] = {
    rule.pattern: rule
    for rule in (
        AttentionRule(Pattern.EDGE, 3, within=timedelta(minutes=30), later=timedelta(days=5)),
        AttentionRule(Pattern.DATES, 5),
        AttentionRule(Pattern.CLOCK, apart=timedelta(minutes=5)),
        AttentionRule(Pattern.OUTSIDE, 3),
        AttentionRule(Pattern.NO_APOLOGY),
        AttentionRule(Pattern.SILENT),
    )
}
"""The rules in force, by what they look for; other thresholds are another mapping."""


@dataclass(frozen=True)
class Solved:
    """A solved dossier as the rule of the edge looks at it; ``by`` is who took it in."""

    dossier: EntryName
    unit: str
    by: str
    due_at: datetime
    solved_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True)
class Received:
    """An intake as the rule of the hours looks at it."""

    dossier: EntryName
    unit: str
    by: str
    at: datetime
    is_extra_session: bool = False


@dataclass(frozen=True)
class Finding:
    """Something worth a look: where, who (empty: nobody), how often, and which entries show it.

    ``entries`` are the entries, or dossiers by the entry that opened them, the newest first;
    ``journal`` is where a log is opened, empty where dossiers are meant. ``since`` is the moment
    since which nothing has come, for a silent unit.
    """

    rule: AttentionRule
    unit: str
    count: int
    by: str = ""
    journal: str = ""
    entries: tuple[EntryName, ...] = ()
    since: datetime | None = None


def at_the_edge(
    solved: Iterable[Solved], now: datetime, rules: Mapping[Pattern, AttentionRule] = RULES
) -> tuple[Finding, ...]:
    """Find who often records results just before the due moment that go out much later."""
    rule = rules[Pattern.EDGE]
    hits: defaultdict[tuple[str, str], list[tuple[datetime, EntryName]]] = defaultdict(list)
    for each in solved:
        before = each.due_at - each.solved_at
        waited = (each.returned_at or now) - each.solved_at
        if timedelta() <= before <= rule.within and waited >= rule.later:
            hits[each.unit, each.by].append((each.solved_at, each.dossier))
    return tuple(
        Finding(rule, unit, len(found), by, entries=_newest(found))
        for (unit, by), found in _enough(hits, rule)
    )


def dates_changed(
    entries: Iterable[Recorded],
    units: Mapping[str, str],
    rules: Mapping[Pattern, AttentionRule] = RULES,
) -> tuple[Finding, ...]:
    """Find who changed due moments often; ``units`` are the journals' units."""
    rule = rules[Pattern.DATES]
    hits: defaultdict[tuple[str, str], list[tuple[datetime, EntryName]]] = defaultdict(list)
    for entry in entries:
        if entry.name.journal in units and _names_another_date(entry.fact):
            hits[entry.name.journal, entry.by].append((entry.at, entry.name))
    return tuple(
        Finding(rule, units[journal], len(found), by, journal, _newest(found))
        for (journal, by), found in _enough(hits, rule)
    )


def _names_another_date(fact: Fact) -> bool:
    """Tell whether somebody chose another date; what a supplement moves, the law moves."""
    return changes_date(fact) and not isinstance(fact, SupplementReceived)


def clock_wrong(
    entries: Iterable[Recorded],
    off: Iterable[WrongClock],
    units: Mapping[str, str],
    now: datetime,
    rules: Mapping[Pattern, AttentionRule] = RULES,
) -> tuple[Finding, ...]:
    """Find entries that were sent while their counter's clock was off by too much.

    Where that is not known they are found by what shows a wrong clock: a clerk had to say which
    time is right, or the time of an entry is yet to come. ``off`` are the newest first.
    """
    rule = rules[Pattern.CLOCK]
    hits: defaultdict[str, list[tuple[datetime, EntryName]]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    known: set[EntryName] = set()
    for push in off:
        if push.journal in units and abs(push.clock_offset) >= rule.apart:
            counts[push.journal] += push.last_seq - push.first_seq + 1
            shown = range(push.last_seq, max(push.first_seq, push.last_seq - MOST_ENTRIES) - 1, -1)
            names = [EntryName(push.journal, seq) for seq in shown]
            known.update(names)
            hits[push.journal] += [(push.received_at, name) for name in names]
    for entry in entries:
        is_odd = isinstance(entry.fact, ClockConfirmed) or entry.at > now + rule.apart
        if entry.name.journal in units and is_odd and entry.name not in known:
            counts[entry.name.journal] += 1
            hits[entry.name.journal].append((entry.at, entry.name))
    return tuple(
        Finding(rule, units[journal], counts[journal], "", journal, _newest(found))
        for journal, found in hits.items()
        if counts[journal] >= rule.least
    )


def outside_hours(
    received: Iterable[Received],
    hours: Mapping[str, OpenHours],
    rules: Mapping[Pattern, AttentionRule] = RULES,
) -> tuple[Finding, ...]:
    """Find who took dossiers in outside the open hours of their unit."""
    rule = rules[Pattern.OUTSIDE]
    hits: defaultdict[tuple[str, str], list[tuple[datetime, EntryName]]] = defaultdict(list)
    for each in received:
        open_hours = hours.get(each.unit)
        if open_hours and not each.is_extra_session and not open_hours.holds(each.at):
            hits[each.unit, each.by].append((each.at, each.dossier))
    return tuple(
        Finding(rule, unit, len(found), by, entries=_newest(found))
        for (unit, by), found in _enough(hits, rule)
    )


def not_apologised(
    counts: Mapping[str, int], rules: Mapping[Pattern, AttentionRule] = RULES
) -> tuple[Finding, ...]:
    """Find units with late dossiers that nobody apologised for; ``counts`` are theirs."""
    rule = rules[Pattern.NO_APOLOGY]
    return tuple(
        Finding(rule, unit, count) for unit, count in counts.items() if count >= rule.least
    )


def silent(
    since: Mapping[str, datetime], rules: Mapping[Pattern, AttentionRule] = RULES
) -> tuple[Finding, ...]:
    """Find the units that have been silent; ``since`` is when they were heard of last."""
    rule = rules[Pattern.SILENT]
    return tuple(Finding(rule, unit, 1, since=moment) for unit, moment in since.items())


MOST_ENTRIES = 200
"""So many entries a finding names; its count is of all."""


def _newest(found: list[tuple[datetime, EntryName]]) -> tuple[EntryName, ...]:
    found.sort(key=lambda each: (each[0], each[1].journal, each[1].seq), reverse=True)
    return tuple(name for _, name in found[:MOST_ENTRIES])


def _enough(
    hits: Mapping[Key, list[tuple[datetime, EntryName]]], rule: AttentionRule
) -> list[tuple[Key, list[tuple[datetime, EntryName]]]]:
    return [(key, found) for key, found in hits.items() if len(found) >= rule.least]
