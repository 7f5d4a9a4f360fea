"""Random work of several counters that hear of each other now and then.

I3, I5: equal entries, equal dossier, whatever the order, the repetition and the split. I7: clocks
change nothing but the order in which a history is told. I12: what was done on top of something
never loses to it, and what contradicts stays visible until a person has settled it.
Seen to catch: a dispute decided by the earlier clock; a settlement that hides a side that it had
not seen; a step that is dropped because a concurrent one came first.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.disputes import touches
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.facts import EntryName, Reappointed, Recorded, Settled
from counter_app.domain.steps import Step, allowed_steps
from tests.domain.lives import DUE, FACTS, LATER, Writer, opened
from tests.support.intakes import A_MOMENT

Work = tuple[int, int, int]
works = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(0, 5)), max_size=16)


@dataclass
class World:
    """Counters, what each of them knows, and what was there when an entry was made."""

    writers: list[Writer]
    known: list[dict[EntryName, Recorded]]
    seen: dict[EntryName, set[EntryName]] = field(default_factory=dict)

    @property
    def entries(self) -> list[Recorded]:
        everything: dict[EntryName, Recorded] = {}
        for known in self.known:
            everything |= known
        return list(everything.values())

    def write(self, counter: int, choice: int) -> None:
        known = self.known[counter]
        dossier = fold(known.values())
        step = chosen(dossier, choice)
        fact = settlement(dossier, choice) if step is Step.SETTLE else FACTS[step]
        if isinstance(fact, Reappointed):
            fact = replace(fact, due_at=LATER + timedelta(hours=choice))
        overtaken = {parent for entry in known.values() for parent in entry.after}
        heads = [entry for entry in known.values() if entry.name not in overtaken]
        entry = self.writers[counter].write(fact, heads)
        self.seen[entry.name] = set(known)
        known[entry.name] = entry

        now = fold(known.values())
        assert entry.name not in now.without_effect
        assert entry.name not in disputed(now)


QUIET = {Step.PRINT_SLIP, Step.PAY_FEE, Step.APOLOGISE, Step.RATE}


def chosen(dossier: Dossier, choice: int) -> Step:
    """Return one of the steps that are possible, seldom one that contradicts nothing."""
    steps = sorted(allowed_steps(dossier))
    loud = [step for step in steps if step not in QUIET] or steps
    return (loud * 4 + steps)[choice % (4 * len(loud) + len(steps))]


def settlement(dossier: Dossier, choice: int) -> Settled:
    dispute = dossier.disputes[choice % len(dossier.disputes)]
    sides = [side.name for side in dispute.sides]
    holds = [*sides, None][choice % (len(sides) + 1)]
    return Settled(A_MOMENT, dispute.entries, holds, "Đã xác minh")


def disputed(dossier: Dossier) -> set[EntryName]:
    return {name for dispute in dossier.disputes for name in dispute.entries}


def played(work: list[Work]) -> World:
    """Let the counters work: a choice of 0 to 17 hears of a neighbour, else a step is done."""
    first, entry = opened()
    writers = [first, Writer("b"), Writer("c")]
    world = World(writers, [{entry.name: entry} for _ in writers])
    for counter, kind, choice in work:
        if kind < 18:
            world.known[counter] |= world.known[kind % 3]
        else:
            world.write(counter, kind * 6 + choice)
    return world


def outcome(dossier: Dossier) -> object:
    """Return all that a clerk acts on, without the order in which things are told."""
    return (
        dossier.state,
        dossier.due_at,
        dossier.intake,
        dossier.holder,
        dossier.paid,
        dossier.counts_late,
        dossier.slip_number,
        set(dossier.lacking),
        frozenset(frozenset(dispute.entries) for dispute in dossier.disputes),
        frozenset(dossier.without_effect),
    )


@settings(max_examples=150, deadline=None)
@given(works, st.randoms(use_true_random=False))
def test_equal_entries_are_an_equal_dossier(work: list[Work], luck: object) -> None:
    entries = played(work).entries
    expected = fold(entries)
    mixed = entries + entries[: len(entries) // 2]
    luck.shuffle(mixed)  # type: ignore[attr-defined]

    assert fold(mixed) == expected


@settings(max_examples=150, deadline=None)
@given(works, st.tuples(*[st.integers(-3650, 3650)] * 3))
def test_clocks_change_no_outcome(work: list[Work], days: tuple[int, int, int]) -> None:
    entries = played(work).entries
    offsets = dict(zip("abc", days, strict=True))
    shifted = [
        replace(entry, at=entry.at + timedelta(days=offsets[entry.name.journal[0]]))
        for entry in entries
    ]

    assert outcome(fold(shifted)) == outcome(fold(entries))


@settings(max_examples=250, deadline=None)
@given(works)
def test_what_contradicts_is_in_dispute_or_was_settled_by_a_person(work: list[Work]) -> None:
    world = played(work)
    dossier = fold(world.entries)
    in_dispute, idle = disputed(dossier), set(dossier.without_effect)

    for entry in world.entries:
        if entry.name in idle:
            assert any(
                isinstance(other.fact, Settled)
                and entry.name in other.fact.entries
                and entry.name in world.seen[other.name]
                for other in world.entries
            )
    standing = [e for e in world.entries if e.name not in idle and e.name not in in_dispute]
    for one in standing:
        for other in standing:
            if one.name != other.name and not are_ordered(world, one.name, other.name):
                assert not touches(one) & touches(other)


def are_ordered(world: World, one: EntryName, other: EntryName) -> bool:
    return one in world.seen.get(other, {one}) or other in world.seen.get(one, {other})


@settings(max_examples=150, deadline=None)
@given(works, st.lists(st.integers(0, 5), min_size=30, max_size=30))
def test_a_person_can_always_settle_everything(work: list[Work], choices: list[int]) -> None:
    world = played(work)
    for known in world.known[1:]:
        world.known[0] |= known
    for choice in choices:
        dossier = fold(world.known[0].values())
        if not dossier.is_disputed:
            break
        settled = settlement(dossier, choice)
        entry = world.writers[0].write(settled, heads_of(world.known[0]))
        world.known[0][entry.name] = entry
        after = fold(world.known[0].values())
        assert entry.name not in after.without_effect
        if settled.holds:
            assert settled.holds not in after.without_effect
    assert not fold(world.known[0].values()).is_disputed


def heads_of(known: dict[EntryName, Recorded]) -> list[Recorded]:
    overtaken = {parent for entry in known.values() for parent in entry.after}
    return [entry for entry in known.values() if entry.name not in overtaken]


def test_the_due_moments_of_the_samples_differ() -> None:
    assert DUE < LATER
