"""Results: ready, returned to the citizen, and what the citizen thinks of it.

Refusals are those of ``following``: NoSuchDossier, StepNotAllowed, FieldsRefused, ClockBehind.
"""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.facts import (
    ChannelOut,
    Rated,
    RatedBy,
    ResultReady,
    Returned,
    Satisfaction,
)
from counter_app.domain.moments import as_utc
from counter_app.domain.people import StaffMember, tidy_id_number
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step
from counter_app.services.acting import acting
from counter_app.services.counter import Counter
from counter_app.services.stepping import (
    Act,
    Make,
    add_step,
    problems_of_texts,
    refuse,
    take_step,
)


@dataclass(frozen=True)
class Result:
    """The result that came: what it is, its number, and when it was solved (now, if not said)."""

    kind: str = ""
    number: str = ""
    solved_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class HandOut:
    """How a result goes to the citizen; without a channel, the one chosen at the intake.

    At the desk ``receiver`` signs for it; by post there is a ``tracking`` number. A result sent
    by post or electronically goes to the applicant, if no other receiver is named.
    """

    channel: ChannelOut | None = None
    receiver: str = ""
    receiver_id: str = ""
    tracking: str = ""
    satisfaction: Satisfaction | None = None
    rated_by: RatedBy = RatedBy.CLERK
    note: str = ""


def mark_ready(
    counter: Counter,
    code: str,
    result: Result,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Record that the result of a dossier is at the counter and waits to be collected."""
    return take_step(counter, code, Step.MARK_READY, _ready(result), by, now, done_at)


def hand_out(
    counter: Counter,
    code: str,
    how: HandOut,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Record that the result went to the citizen."""
    return take_step(counter, code, Step.RETURN, _returned(how), by, now, done_at)


def solve_and_hand_out(
    counter: Counter, code: str, result: Result, how: HandOut, by: StaffMember, now: datetime
) -> Dossier:
    """Record result and return at once, for what is solved while the citizen waits.

    Two entries in one transaction: both are recorded, or neither.
    """
    with acting(counter, by, Step.RETURN.value, now, code) as work:
        dossier = work.dossiers.by_code(code)
        ready = add_step(work, counter, dossier, Step.MARK_READY, _ready(result), by, now)
        dossier = fold((*dossier.history, ready))
        returned = add_step(work, counter, dossier, Step.RETURN, _returned(how), by, now)
    return fold((*dossier.history, returned))


def rate(
    counter: Counter,
    code: str,
    level: Satisfaction,
    by: StaffMember,
    now: datetime,
    *,
    rated_by: RatedBy = RatedBy.CITIZEN,
    comment: str = "",
) -> Dossier:
    """Record how content the citizen is; ``by`` is the clerk on duty, whoever pressed the key."""
    text = composed(comment)

    def make(act: Act, dossier: Dossier) -> Rated:
        refuse(problems_of_texts({}, {"comment": text}))
        return Rated(act.done_at, level, rated_by, text)

    return take_step(counter, code, Step.RATE, make, by, now)


def _ready(result: Result) -> Make:
    texts = {"kind": composed(result.kind), "number": composed(result.number)}
    note = composed(result.note)

    def make(act: Act, dossier: Dossier) -> ResultReady:
        problems = problems_of_texts({}, {**texts, "note": note})
        solved_at = as_utc(result.solved_at) if result.solved_at else act.done_at
        if solved_at > act.done_at:
            problems["solved_at"] = "in_the_future"
        elif solved_at < dossier.intake.received_at.replace(second=0, microsecond=0):
            problems["solved_at"] = "before_intake"
        refuse(problems)
        return ResultReady(act.done_at, solved_at, note=note, **texts)

    return make


def _returned(how: HandOut) -> Make:
    def make(act: Act, dossier: Dossier) -> Returned:
        channel = how.channel or dossier.intake.channel_out
        receiver, tracking = composed(how.receiver), composed(how.tracking)
        if channel is not ChannelOut.DESK:
            receiver = receiver or dossier.intake.applicant.name
        required = {"receiver": receiver}
        if channel is ChannelOut.POST:
            required["tracking"] = tracking
        problems = problems_of_texts(required, {"tracking": tracking, "note": composed(how.note)})
        if dossier.result and act.done_at < dossier.result.done_at:
            problems["done_at"] = "before_result"
        refuse(problems)
        return Returned(
            act.done_at,
            channel=channel,
            receiver=receiver,
            receiver_id=tidy_id_number(how.receiver_id),
            tracking=tracking,
            satisfaction=how.satisfaction,
            rated_by=how.rated_by,
            note=composed(how.note),
        )

    return make
