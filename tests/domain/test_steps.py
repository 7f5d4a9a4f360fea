"""Every state × every step: what follows, what is refused and why, and what the glossary says."""

from pathlib import Path

import pytest

from counter_app.domain.dossier import fold
from counter_app.domain.states import DossierState
from counter_app.domain.steps import (
    STEPS,
    WHILE_DISPUTED,
    Place,
    Step,
    StepNotAllowed,
    Why,
    allowed_steps,
    check_step,
    step_of,
    table_lines,
    why_not,
)
from tests.domain.lives import FACTS, a_line, way_to

PLACES = "open forwarded handled"
UNSOLVED = f"{PLACES} waiting paused"
ALL = f"{UNSOLVED} ready returned refused withdrawn stopped"

# Written down a second time, in another shape, so that a slip in the table shows.
EXPECTED: dict[str, dict[str, str]] = {
    "print_slip": {ALL: "same"},
    "request_supplement": {PLACES: "paused"},
    "receive_supplement": {"waiting paused": "open"},
    "refuse": {UNSOLVED: "refused"},
    "forward": {"open handled": "forwarded"},
    "confirm_forward": {"forwarded": "handled"},
    "receive_back": {"forwarded handled": "open"},
    "mark_ready": {f"{PLACES} waiting": "ready"},
    "return": {"ready": "returned"},
    "withdraw": {UNSOLVED: "withdrawn"},
    "stop": {UNSOLVED: "stopped"},
    "apologise": {f"{UNSOLVED} ready returned": "same"},
    "reappoint": {f"{PLACES} waiting": "same"},
    "correct": {ALL: "same"},
    "correct_promise": {UNSOLVED: "same"},
    "change_code": {ALL: "same"},
    "pay_fee": {ALL: "same"},
    "rate": {"returned": "same"},
}


def expected(step: Step, state: DossierState) -> str | None:
    for states, to in EXPECTED[step.value].items():
        if state.value in states.split():
            return state.value if to == "same" else to
    return None


@pytest.mark.parametrize("step", FACTS)
@pytest.mark.parametrize("state", DossierState)
def test_every_step_in_every_state(state: DossierState, step: Step) -> None:
    way = way_to(state.value)
    before = fold(a_line(*way))
    assert before.state is state

    dossier = fold(a_line(*way, FACTS[step]))

    to = expected(step, state)
    if to is None:
        assert dossier.state is state
        assert dossier.without_effect == (dossier.history[-1].name,)
        with pytest.raises(StepNotAllowed) as refusal:
            check_step(step, before)
        assert (refusal.value.step, refusal.value.state) == (step, state)
        assert isinstance(refusal.value.why, Why)
    else:
        check_step(step, before)
        assert dossier.state.value == to
        assert dossier.without_effect == ()
        assert dossier.history[-1].fact == FACTS[step]
    assert (step in allowed_steps(before)) is (to is not None)


def test_an_impossible_step_changes_nothing_but_stands_in_the_history() -> None:
    ready = a_line(*way_to("ready"))
    more = a_line(*way_to("ready"), FACTS[Step.REAPPOINT])

    assert fold(more).due_at == fold(ready).due_at
    assert len(fold(more).history) == len(ready) + 1


@pytest.mark.parametrize("place", ["open", "forwarded", "handled"])
@pytest.mark.parametrize("rule", ["paused", "waiting"])
def test_a_supplement_leads_back_to_where_it_was_asked_for(place: str, rule: str) -> None:
    request = way_to(rule)[0]
    dossier = fold(a_line(*way_to(place), request, FACTS[Step.RECEIVE_SUPPLEMENT]))

    assert dossier.state.value == place


def test_every_step_has_a_fact_and_every_fact_its_step() -> None:
    assert {step_of(fact) for fact in FACTS.values()} == set(Step) - {Step.SETTLE}
    assert all(step_of(fact) is step for step, fact in FACTS.items())


@pytest.mark.parametrize("state", DossierState)
def test_a_dispute_holds_up_all_but_what_contradicts_nothing(state: DossierState) -> None:
    disputed = Place(state, is_disputed=True)

    assert allowed_steps(disputed) <= WHILE_DISPUTED
    assert Step.SETTLE in allowed_steps(disputed)
    assert Step.SETTLE not in allowed_steps(Place(state))
    assert Step.PAY_FEE in allowed_steps(disputed)


@pytest.mark.parametrize(
    ("step", "state", "why"),
    [
        (Step.RETURN, DossierState.OPEN, Why.NOT_READY),
        (Step.RETURN, DossierState.RETURNED, Why.ENDED),
        (Step.FORWARD, DossierState.PAUSED, Why.AWAITING),
        (Step.FORWARD, DossierState.FORWARDED, Why.ON_ITS_WAY),
        (Step.MARK_READY, DossierState.READY, Why.ALREADY_READY),
        (Step.WITHDRAW, DossierState.READY, Why.ALREADY_READY),
        (Step.RECEIVE_SUPPLEMENT, DossierState.OPEN, Why.NOT_AWAITING),
        (Step.RECEIVE_BACK, DossierState.OPEN, Why.NOT_FORWARDED),
        (Step.CONFIRM_FORWARD, DossierState.HANDLED, Why.NOT_FORWARDED),
        (Step.RATE, DossierState.READY, Why.NOT_RETURNED),
        (Step.SETTLE, DossierState.OPEN, Why.NO_DISPUTE),
    ],
)
def test_a_refusal_says_why(step: Step, state: DossierState, why: Why) -> None:
    assert why_not(step, Place(state)) is why


def test_while_disputed_the_dispute_is_the_reason() -> None:
    assert why_not(Step.FORWARD, Place(DossierState.OPEN, is_disputed=True)) is Why.DISPUTED


def test_the_glossary_shows_the_table_of_the_code() -> None:
    glossary = Path(__file__).parents[2] / "counter_app" / "domain" / "glossary.md"
    shown = [line for line in glossary.read_text("utf-8").splitlines() if line.startswith("| ")]
    lines = table_lines()

    assert lines[0] in shown
    at = shown.index(lines[0])
    assert [line for line in lines if not line.startswith("|---")] == shown[
        at : at + len(lines) - 1
    ]
    assert len(STEPS) == len(lines) - 2 + 1
