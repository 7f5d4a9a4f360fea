"""Which steps a dossier's page offers now: the likely one, the near ones, the rarer ones; no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.deadline import LimitKind, TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelIn
from counter_app.domain.standing import Standing
from counter_app.domain.states import ENDED, DossierState
from counter_app.domain.steps import Step, Why, allowed_steps, is_allowed, why_not
from counter_app.ui.words_of_following import STEP_WORDS
from counter_app.ui.words_of_steps import why_words

S = DossierState

MOST_NEAR = 2
"""So many steps have a button of their own beside the likely one."""

_BY_ITSELF = frozenset({Step.SETTLE, Step.CORRECT_PROMISE, Step.CHANGE_CODE})
"""A dispute is settled on its own screen, and a shared code changed from the list of shared ones;
a promise is corrected with everything else."""

_WONDERED: dict[DossierState, tuple[Step, ...]] = {
    S.OPEN: (Step.RETURN,),
    S.FORWARDED: (Step.RETURN, Step.CONFIRM_FORWARD, Step.FORWARD),
    S.HANDLED: (Step.RETURN, Step.CONFIRM_FORWARD),
    S.WAITING: (Step.RETURN, Step.FORWARD),
    S.PAUSED: (Step.MARK_READY, Step.FORWARD, Step.REAPPOINT),
    S.READY: (Step.REFUSE, Step.WITHDRAW),
}
"""The steps that a clerk may look for in a state, though they are not possible."""


_OFTEN_FIRST = (
    Step.MARK_READY,
    Step.FORWARD,
    Step.PAY_FEE,
    Step.REQUEST_SUPPLEMENT,
    Step.CORRECT,
    Step.APOLOGISE,
    Step.REAPPOINT,
)
"""The order of the rarer steps; those that end a dossier without a result come last."""


@dataclass(frozen=True)
class StepOffers:
    """What is offered; ``why`` says why steps that one may look for are not among it."""

    main: Step | None = None
    near: tuple[Step, ...] = ()
    rare: tuple[Step, ...] = ()
    why: tuple[str, ...] = ()


def offers_of(dossier: Dossier, own_unit: str, now: datetime) -> StepOffers:
    """Return the steps offered for a dossier as it stands, at a counter of ``own_unit``."""
    possible = possible_steps(dossier, own_unit)
    likely = list(dict.fromkeys(step for step in _likely(dossier, now) if step in possible))
    main, near = (likely[0] if likely else None), tuple(likely[1 : 1 + MOST_NEAR])
    rest = possible - {main, *near, Step.PRINT_SLIP}
    rare = tuple(step for step in (*_OFTEN_FIRST, *Step) if step in rest)
    return StepOffers(main, near, tuple(dict.fromkeys(rare)), _why(dossier, own_unit, possible))


def possible_steps(dossier: Dossier, own_unit: str) -> frozenset[Step]:
    """Return the steps that may be done on a dossier's page here and now."""
    possible = allowed_steps(dossier) - _BY_ITSELF
    return possible - {Step.CONFIRM_FORWARD} if _is_elsewhere(dossier, own_unit) else possible


def why_impossible(step: Step, dossier: Dossier, own_unit: str) -> Why | None:
    """Return why a step cannot be done here and now; None if it can."""
    if not is_allowed(step, dossier):
        return why_not(step, dossier)
    is_theirs = step is Step.CONFIRM_FORWARD and _is_elsewhere(dossier, own_unit)
    return Why.OTHER_UNIT if is_theirs else None


def owed(dossier: Dossier) -> int:
    """Return what is still to be paid of the fees of the intake, in đồng."""
    return max(0, sum(fee.amount for fee in dossier.intake.fees) - dossier.paid)


def _is_elsewhere(dossier: Dossier, own_unit: str) -> bool:
    return dossier.holder.unit not in ("", own_unit)


def _likely(dossier: Dossier, now: datetime) -> Iterator[Step]:
    if _wants_slip(dossier):
        yield Step.PRINT_SLIP
    yield from _by_state(dossier)
    if dossier.standing(now) is Standing.OVERDUE and not dossier.apologies:
        yield Step.REAPPOINT
    if owed(dossier):
        yield Step.PAY_FEE


def _wants_slip(dossier: Dossier) -> bool:
    """Tell whether the slip in force was not given out, at the intake or after a correction."""
    is_here = dossier.intake.channel_in is not ChannelIn.ONLINE
    is_new = dossier.state is S.OPEN or (dossier.slip_number > 1 and dossier.state not in ENDED)
    return is_here and is_new and not dossier.slip_count


def _by_state(dossier: Dossier) -> Iterator[Step]:
    match dossier.state:
        case S.OPEN:
            if dossier.lacking and not dossier.pauses:
                yield Step.REQUEST_SUPPLEMENT
            yield from _solved_here_or_elsewhere(dossier)
        case S.FORWARDED:
            yield from (Step.CONFIRM_FORWARD, Step.RECEIVE_BACK, Step.MARK_READY)
        case S.HANDLED:
            yield from (Step.MARK_READY, Step.RECEIVE_BACK)
        case S.WAITING | S.PAUSED:
            yield Step.RECEIVE_SUPPLEMENT
        case S.READY:
            yield Step.RETURN
        case S.RETURNED:
            if not dossier.ratings:
                yield Step.RATE


def _solved_here_or_elsewhere(dossier: Dossier) -> tuple[Step, ...]:
    is_same_day = TimeLimit.parse(dossier.intake.limit).kind is LimitKind.SAME_DAY
    came_back = bool(dossier.hand_overs)
    steps = (Step.MARK_READY, Step.FORWARD)
    return steps if is_same_day or came_back else steps[::-1]


def _why(dossier: Dossier, own_unit: str, possible: frozenset[Step]) -> tuple[str, ...]:
    if dossier.is_disputed:
        return (f"Chưa làm bước khác được: {why_words(Why.DISPUTED)}.",)
    names: dict[Why, list[str]] = {}
    for step in _WONDERED.get(dossier.state, ()):
        why = why_impossible(step, dossier, own_unit)
        if step not in possible and why is not None:
            words = STEP_WORDS[step]
            names.setdefault(why, []).append(f"{words[:1].lower()}{words[1:]}")
    return tuple(f"Chưa {', '.join(steps)} được: {why_words(why)}." for why, steps in names.items())
