"""Two counters that contradict each other: both see the same dispute, and a person settles it."""

from dataclasses import replace
from itertools import permutations

import pytest

from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.facts import Corrected, FeePaid, Reappointed, Recorded, Settled
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from tests.domain.lives import DUE, FACTS, LATER, Writer, opened, way_to
from tests.support.intakes import A_MOMENT, SOMEBODY, taken_in

A_NAME = Corrected(
    A_MOMENT,
    "Sai tên",
    ("applicant",),
    taken_in(applicant=replace(SOMEBODY, name="Lý Văn Bé")),
    2,
    1,
)
ANOTHER_NAME = replace(A_NAME, intake=taken_in(applicant=replace(SOMEBODY, name="Ma Thị Mẫu")))


def after(state: str) -> tuple[list[Recorded], Writer, Writer]:
    """Return what two counters both know of a dossier in a state, and the two of them."""
    first, entry = opened()
    known = [entry]
    for fact in way_to(state):
        known.append(first.write(fact, known[-1:]))
    return known, first, Writer("b", first.at)


def contradiction(state: str, one: object, other: object) -> list[Recorded]:
    known, first, second = after(state)
    return [
        *known,
        first.write(one, known[-1:]),  # type: ignore[arg-type]
        second.write(other, known[-1:], by="hoan"),  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("ready", FACTS[Step.RETURN], FACTS[Step.RETURN]),
        ("open", FACTS[Step.WITHDRAW], FACTS[Step.FORWARD]),
        ("open", FACTS[Step.STOP], FACTS[Step.MARK_READY]),
        ("open", FACTS[Step.REAPPOINT], FACTS[Step.REAPPOINT]),
        ("open", FACTS[Step.REAPPOINT], FACTS[Step.MARK_READY]),
        ("open", FACTS[Step.REAPPOINT], FACTS[Step.CORRECT_PROMISE]),
        ("open", FACTS[Step.REQUEST_SUPPLEMENT], FACTS[Step.REAPPOINT]),
        ("open", A_NAME, ANOTHER_NAME),
        ("returned", A_NAME, ANOTHER_NAME),
    ],
)
def test_contradictions_are_disputes_whoever_was_first(
    state: str, one: object, other: object
) -> None:
    entries = contradiction(state, one, other)
    before = fold(entries[:-2])
    for turned in (entries, contradiction(state, other, one)):
        dossier = fold(turned)

        (dispute,) = dossier.disputes
        assert [side.name for side in dispute.sides] == list(dispute.entries)
        assert {side.by for side in dispute.sides} == {"mau", "hoan"}
        assert (dossier.state, dossier.due_at) == (before.state, before.due_at)
        assert dossier.intake == before.intake
        assert dossier.without_effect == ()


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("open", FACTS[Step.PAY_FEE], FACTS[Step.FORWARD]),
        ("open", FACTS[Step.PRINT_SLIP], FACTS[Step.PRINT_SLIP]),
        ("open", FACTS[Step.PAY_FEE], FACTS[Step.PAY_FEE]),
        ("open", FACTS[Step.REAPPOINT], FACTS[Step.FORWARD]),
        ("open", FACTS[Step.CORRECT], A_NAME),
        ("open", FACTS[Step.CORRECT], FACTS[Step.WITHDRAW]),
        ("open", FACTS[Step.APOLOGISE], FACTS[Step.WITHDRAW]),
        ("returned", FACTS[Step.RATE], FACTS[Step.RATE]),
    ],
)
def test_what_does_not_touch_the_same_is_no_dispute(state: str, one: object, other: object) -> None:
    dossier = fold(contradiction(state, one, other))
    turned = fold(contradiction(state, other, one))

    assert dossier.disputes == turned.disputes == ()
    assert dossier.without_effect == ()
    assert dossier.state is turned.state
    assert dossier.due_at == turned.due_at
    assert dossier.intake == turned.intake


def test_both_corrections_of_different_fields_hold() -> None:
    dossier = fold(contradiction("open", FACTS[Step.CORRECT], A_NAME))

    assert dossier.intake.note == "Đã sửa"
    assert dossier.intake.applicant.name == "Lý Văn Bé"
    assert [slip.number for slip in dossier.slips] == [1, 2, 2]


def test_a_slow_clock_is_no_argument() -> None:
    known, first, second = after("open")
    forwarded = first.write(FACTS[Step.FORWARD], known[-1:])
    second.at = A_MOMENT.replace(year=2016)
    withdrawn = second.write(FACTS[Step.WITHDRAW], known[-1:])
    on_top = second.write(FACTS[Step.CONFIRM_FORWARD], [forwarded])

    assert fold([*known, forwarded, withdrawn]).is_disputed
    assert fold([*known, forwarded, on_top]).state is DossierState.HANDLED
    assert fold([on_top, forwarded, *known]).history[0] == known[0]


def disputed() -> tuple[list[Recorded], Recorded, Recorded, Writer]:
    """Return all entries about a dossier that one counter returned and the other stopped."""
    known, first, second = after("open")
    ready = first.write(FACTS[Step.MARK_READY], known[-1:])
    returned = first.write(FACTS[Step.RETURN], [ready])
    stopped = second.write(FACTS[Step.STOP], known[-1:], by="hoan")
    return [*known, ready, returned, stopped], returned, stopped, first


def settlement(dossier: Dossier, holds: Recorded | None, reason: str = "Đã xác minh") -> Settled:
    entries = tuple(name for dispute in dossier.disputes for name in dispute.entries)
    return Settled(A_MOMENT, entries, holds.name if holds else None, reason)


def test_a_side_stands_with_all_that_it_rests_on() -> None:
    entries, returned, stopped, _ = disputed()
    (dispute,) = fold(entries).disputes

    assert {side.name for side in dispute.sides} == {returned.name, stopped.name}
    side = next(side for side in dispute.sides if side.name == returned.name)
    assert [name.seq for name in side.rests_on] == [2]
    assert (side.step, side.by) == (Step.RETURN, "mau")
    assert len(dispute.entries) == 3


@pytest.mark.parametrize("which", ["returned", "stopped", "neither"])
def test_a_settlement_gives_one_side_effect_or_none(which: str) -> None:
    entries, returned, stopped, writer = disputed()
    holds = {"returned": returned, "stopped": stopped, "neither": None}[which]
    before = fold(entries)
    settled = writer.write(settlement(before, holds), [returned, stopped], by="lien")
    dossier = fold([*entries, settled])

    assert dossier.disputes == ()
    assert dossier.state.value == ("open" if which == "neither" else which)
    assert len(dossier.history) == len(entries) + 1
    idle = {"returned": {stopped}, "stopped": {entries[1], returned}}
    expected = idle.get(which, {entries[1], returned, stopped})
    assert set(dossier.without_effect) == {entry.name for entry in expected}


def test_life_goes_on_after_a_settlement() -> None:
    entries, returned, stopped, writer = disputed()
    settled = writer.write(settlement(fold(entries), None), [returned, stopped])
    forwarded = writer.write(FACTS[Step.FORWARD], [settled])

    dossier = fold([*entries, settled, forwarded])
    assert dossier.state is DossierState.FORWARDED
    assert forwarded.name not in dossier.without_effect


def test_a_settlement_decides_only_what_it_had_seen() -> None:
    entries, returned, stopped, writer = disputed()
    settled = writer.write(settlement(fold(entries), returned), [returned, stopped])
    third = Writer("c").write(FACTS[Step.WITHDRAW], entries[:1], by="ma")

    dossier = fold([*entries, settled, third])
    (dispute,) = dossier.disputes
    assert {side.name for side in dispute.sides} == {settled.name, third.name}
    assert dossier.state is DossierState.OPEN
    assert dossier.without_effect == (stopped.name,)


def test_two_settlements_that_differ_are_a_dispute_of_their_own() -> None:
    entries, returned, stopped, writer = disputed()
    before = fold(entries)
    one = writer.write(settlement(before, returned), [returned, stopped])
    other = Writer("b", writer.at).write(settlement(before, stopped), [returned, stopped])
    other = replace(other, name=replace(other.name, seq=9))
    dossier = fold([*entries, one, other])

    (dispute,) = dossier.disputes
    assert {side.name for side in dispute.sides} == {one.name, other.name}
    assert dossier.state is DossierState.OPEN

    last = writer.write(settlement(dossier, other), [one, other])
    dossier = fold([*entries, one, other, last])
    assert dossier.disputes == ()
    assert dossier.state is DossierState.STOPPED


def test_two_settlements_that_agree_are_none() -> None:
    entries, returned, stopped, writer = disputed()
    before = fold(entries)
    one = writer.write(settlement(before, returned), [returned, stopped])
    other = Writer("c", writer.at).write(settlement(before, returned), [returned, stopped])

    dossier = fold([*entries, one, other])
    assert dossier.disputes == ()
    assert dossier.state is DossierState.RETURNED


def test_a_settlement_cannot_take_away_what_nobody_disputes() -> None:
    known, first, _ = after("ready")
    fact = Settled(A_MOMENT, tuple(entry.name for entry in known), None, "Xóa hết")
    settled = first.write(fact, known[-1:])

    dossier = fold([*known, settled])
    assert dossier.state is DossierState.READY
    assert dossier.without_effect == (settled.name,)


def test_a_settlement_that_names_too_much_decides_on_the_dispute_alone() -> None:
    entries, returned, stopped, writer = disputed()
    paid = writer.write(FACTS[Step.PAY_FEE], [returned, stopped])
    everything = tuple(entry.name for entry in [*entries, paid])
    settled = writer.write(Settled(A_MOMENT, everything, None, "Xóa hết"), [paid])

    dossier = fold([*entries, paid, settled])
    assert dossier.paid == 15_000
    assert dossier.state is DossierState.OPEN


def test_a_settlement_for_a_side_that_is_none_decides_nothing() -> None:
    entries, returned, stopped, writer = disputed()
    fact = replace(settlement(fold(entries), returned), holds=entries[0].name)
    settled = writer.write(fact, [returned, stopped])

    assert fold([*entries, settled]).is_disputed


def test_what_disturbs_nothing_goes_on_during_a_dispute() -> None:
    entries, returned, stopped, writer = disputed()
    paid = writer.write(FeePaid(A_MOMENT, 8_000, "BL-02"), [returned, stopped])
    forwarded = writer.write(FACTS[Step.FORWARD], [paid])

    dossier = fold([*entries, paid, forwarded])
    assert dossier.paid == 8_000
    assert dossier.without_effect == (forwarded.name,)
    assert dossier.is_disputed


def test_the_due_moment_waits_for_the_settlement() -> None:
    other = Reappointed(A_MOMENT, LATER.replace(hour=1), DUE, "Máy hỏng")
    entries = contradiction("open", FACTS[Step.REAPPOINT], other)

    assert fold(entries).due_at == DUE
    settled = Writer("c").write(settlement(fold(entries), entries[-1]), entries[-2:])
    dossier = fold([*entries, settled])
    assert dossier.due_at == other.due_at
    assert len(dossier.reappointments) == 1


def test_every_order_of_arrival_folds_the_same() -> None:
    entries, returned, stopped, writer = disputed()
    entries.append(writer.write(settlement(fold(entries), returned), [returned, stopped]))
    expected = fold(entries)

    assert all(fold(order) == expected for order in permutations(entries))
    assert fold(entries * 2) == expected
