"""Which step may follow in which state: one table, for fold, services, screens and the glossary.

A step that is missing from the table in a state is refused, with the reason. What else a step
asks for (a written reason, a receiver's name) the services check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    Apologised,
    CodeChanged,
    Corrected,
    Fact,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Rated,
    Reappointed,
    ReceivedBack,
    Refused,
    ResultReady,
    Returned,
    Settled,
    SlipPrinted,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from counter_app.domain.states import AWAITING, ENDED, DossierState

S = DossierState


class Step(StrEnum):
    """What a clerk can do with a dossier that was taken in."""

    PRINT_SLIP = "print_slip"
    REQUEST_SUPPLEMENT = "request_supplement"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    REFUSE = "refuse"
    FORWARD = "forward"
    CONFIRM_FORWARD = "confirm_forward"
    RECEIVE_BACK = "receive_back"
    MARK_READY = "mark_ready"
    RETURN = "return"
    WITHDRAW = "withdraw"
    STOP = "stop"
    APOLOGISE = "apologise"
    REAPPOINT = "reappoint"
    CORRECT = "correct"
    CORRECT_PROMISE = "correct_promise"
    CHANGE_CODE = "change_code"
    PAY_FEE = "pay_fee"
    RATE = "rate"
    SETTLE = "settle"


class NextState(StrEnum):
    """What a step makes of a state where that is not one state for all."""

    SAME = "same"
    BEFORE = "before"
    """The state in which the supplement was requested."""
    BY_RULE = "by_rule"
    """``paused``, or ``waiting`` where the procedure's rule lets the limit run on."""


Next = DossierState | NextState
_SAME = NextState.SAME
_PLACES = (S.OPEN, S.FORWARDED, S.HANDLED)
_UNSOLVED = (*_PLACES, S.WAITING, S.PAUSED)


def _from(*states: DossierState, to: Next = _SAME) -> dict[DossierState, Next]:
    return dict.fromkeys(states, to)


STEPS: Mapping[Step, Mapping[DossierState, Next]] = {
    Step.PRINT_SLIP: _from(*S),
    Step.REQUEST_SUPPLEMENT: _from(*_PLACES, to=NextState.BY_RULE),
    Step.RECEIVE_SUPPLEMENT: _from(S.WAITING, S.PAUSED, to=NextState.BEFORE),
    Step.REFUSE: _from(*_UNSOLVED, to=S.REFUSED),
    Step.FORWARD: _from(S.OPEN, S.HANDLED, to=S.FORWARDED),
    Step.CONFIRM_FORWARD: _from(S.FORWARDED, to=S.HANDLED),
    Step.RECEIVE_BACK: _from(S.FORWARDED, S.HANDLED, to=S.OPEN),
    Step.MARK_READY: _from(*_PLACES, S.WAITING, to=S.READY),
    Step.RETURN: _from(S.READY, to=S.RETURNED),
    Step.WITHDRAW: _from(*_UNSOLVED, to=S.WITHDRAWN),
    Step.STOP: _from(*_UNSOLVED, to=S.STOPPED),
    Step.APOLOGISE: _from(*_UNSOLVED, S.READY, S.RETURNED),
    Step.REAPPOINT: _from(*_PLACES, S.WAITING),
    Step.CORRECT: _from(*S),
    Step.CORRECT_PROMISE: _from(*_UNSOLVED),
    Step.CHANGE_CODE: _from(*S),
    Step.PAY_FEE: _from(*S),
    Step.RATE: _from(S.RETURNED),
    Step.SETTLE: {},
}
"""State × step: the state that follows; a state that is not there refuses the step.

A dispute is settled in any state, and only while there is one.
"""

WHILE_DISPUTED = frozenset({Step.PRINT_SLIP, Step.APOLOGISE, Step.PAY_FEE, Step.RATE, Step.SETTLE})
"""The steps that a dispute does not hold up: they contradict nothing."""

_STEP_OF: Mapping[type, Step] = {
    SlipPrinted: Step.PRINT_SLIP,
    SupplementRequested: Step.REQUEST_SUPPLEMENT,
    SupplementReceived: Step.RECEIVE_SUPPLEMENT,
    Refused: Step.REFUSE,
    Forwarded: Step.FORWARD,
    ForwardReceived: Step.CONFIRM_FORWARD,
    ReceivedBack: Step.RECEIVE_BACK,
    ResultReady: Step.MARK_READY,
    Returned: Step.RETURN,
    Withdrawn: Step.WITHDRAW,
    Stopped: Step.STOP,
    Apologised: Step.APOLOGISE,
    Reappointed: Step.REAPPOINT,
    Corrected: Step.CORRECT,
    CodeChanged: Step.CHANGE_CODE,
    FeePaid: Step.PAY_FEE,
    Rated: Step.RATE,
    Settled: Step.SETTLE,
}


class Why(StrEnum):
    """Why a step is not possible now."""

    DISPUTED = "disputed"
    NO_DISPUTE = "no_dispute"
    ENDED = "ended"
    AWAITING = "awaiting"
    NOT_AWAITING = "not_awaiting"
    NOT_READY = "not_ready"
    ALREADY_READY = "already_ready"
    NOT_FORWARDED = "not_forwarded"
    ON_ITS_WAY = "on_its_way"
    NOT_RETURNED = "not_returned"
    OTHER_UNIT = "other_unit"


class StepNotAllowed(Refusal):
    """A step is impossible in the state in which the dossier is: ``why`` names the reason."""

    def __init__(self, step: Step, state: DossierState, why: Why) -> None:
        super().__init__(f"{step} in {state}: {why}")
        self.step = step
        self.state = state
        self.why = why


class Stands(Protocol):
    """What decides which steps are possible."""

    @property
    def state(self) -> DossierState:
        """Where the dossier stands."""

    @property
    def is_disputed(self) -> bool:
        """Whether a dispute is open."""


@dataclass(frozen=True)
class Place:
    """A state by itself, with the one to which a supplement leads back, without the dossier."""

    state: DossierState = S.OPEN
    before: DossierState = S.OPEN
    is_disputed: bool = False


def step_of(fact: Fact) -> Step | None:
    """Return the step that a fact records; None for what is no step of a dossier."""
    if isinstance(fact, Corrected) and fact.due_at is not None:
        return Step.CORRECT_PROMISE
    return _STEP_OF.get(type(fact))


def is_allowed(step: Step, at: Stands) -> bool:
    """Tell whether a step may follow now."""
    if at.is_disputed:
        is_possible = step is Step.SETTLE or at.state in STEPS[step]
        return step in WHILE_DISPUTED and is_possible
    return at.state in STEPS[step]


def allowed_steps(at: Stands) -> frozenset[Step]:
    """Return the steps that may follow now."""
    return frozenset(step for step in Step if is_allowed(step, at))


def check_step(step: Step, at: Stands) -> None:
    """Refuse a step that may not follow now.

    Raises:
        StepNotAllowed: says why.
    """
    if not is_allowed(step, at):
        raise StepNotAllowed(step, at.state, why_not(step, at))


def why_not(step: Step, at: Stands) -> Why:
    """Return why a step that is not allowed is not."""
    if step is Step.SETTLE:
        return Why.NO_DISPUTE
    if at.is_disputed and at.state in STEPS[step]:
        return Why.DISPUTED
    return _why_not_in(step, at.state)


def _why_not_in(step: Step, state: DossierState) -> Why:
    if step is Step.RATE:
        return Why.NOT_RETURNED
    if state in ENDED:
        return Why.ENDED
    if step is Step.RETURN:
        return Why.NOT_READY
    if state is S.READY:
        return Why.ALREADY_READY
    if step is Step.RECEIVE_SUPPLEMENT:
        return Why.NOT_AWAITING
    if state in AWAITING:
        return Why.AWAITING
    return Why.ON_ITS_WAY if step is Step.FORWARD else Why.NOT_FORWARDED


def after(place: Place, step: Step, fact: Fact) -> Place:
    """Return where a step leads to; nowhere else, if it may not follow there."""
    to = STEPS[step].get(place.state, NextState.SAME)
    if to is NextState.SAME:
        return place
    if to is NextState.BEFORE:
        return Place(place.before)
    if to is NextState.BY_RULE:
        return Place(_awaiting(fact), before=place.state)
    return Place(DossierState(to))


def target(step: Step, fact: Fact) -> DossierState | None:
    """Return the state to which a step leads, wherever it starts; None if it leads nowhere.

    A supplement leads back to where it was requested; ``open`` stands for all of those.
    """
    to = next(iter(STEPS[step].values()), NextState.SAME)
    if to is NextState.SAME:
        return None
    if to is NextState.BEFORE:
        return S.OPEN
    return _awaiting(fact) if to is NextState.BY_RULE else DossierState(to)


def _awaiting(fact: Fact) -> DossierState:
    runs_on = isinstance(fact, SupplementRequested) and fact.rule == "none"
    return S.WAITING if runs_on else S.PAUSED


def moves(step: Step) -> bool:
    """Tell whether a step leads from one state to another."""
    return any(to is not NextState.SAME for to in STEPS[step].values())


def table_lines() -> tuple[str, ...]:
    """Return the table as lines of Markdown, as it stands in the glossary."""
    head = f"| step | {' | '.join(S)} |"
    rule = f"|---|{'---|' * len(S)}"
    rows = [
        f"| `{step}` | {' | '.join(_cell(step, state) for state in S)} |"
        for step in Step
        if step is not Step.SETTLE
    ]
    return (head, rule, *rows)


def _cell(step: Step, state: DossierState) -> str:
    to = STEPS[step].get(state)
    if to is None:
        return "–"
    words = {
        NextState.SAME: "✓",
        NextState.BEFORE: "as before",
        NextState.BY_RULE: "paused/waiting",
    }
    return words.get(to, str(to)) if isinstance(to, NextState) else str(to)
