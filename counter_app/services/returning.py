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
from counter_app.services.following import Payment, fee_paid
from counter_app.services.stepping import (
    Act,
    Make,
    add_step,
    problems_of_texts,
    refuse,
    take_step,
)
from counter_app.store.store import Work


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
    by post or electronically goes to the applicant, if no other receiver is named. A ``payment``
    is taken with it: both are recorded, or neither.
    """

    channel: ChannelOut | None = None
    receiver: str = ""
    receiver_id: str = ""
    tracking: str = ""
    satisfaction: Satisfaction | None = None
    rated_by: RatedBy = RatedBy.CLERK
    note: str = ""
    payment: Payment | None = None


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
    """Record that the result went to the citizen, and the fee that was taken with it."""
    with acting(counter, by, Step.RETURN.value, now, code) as work:
        at_counter = _AtCounter(work, counter, by, now, done_at)
        return at_counter.give_out(work.dossiers.by_code(code), how)


def solve_and_hand_out(
    counter: Counter, code: str, result: Result, how: HandOut, by: StaffMember, now: datetime
) -> Dossier:
    """Record result, fee and return at once, for what is solved while the citizen waits.

    One transaction: all are recorded, or nothing.
    """
    with acting(counter, by, Step.RETURN.value, now, code) as work:
        at_counter = _AtCounter(work, counter, by, now)
        dossier = work.dossiers.by_code(code)
        return at_counter.give_out(at_counter.add(dossier, Step.MARK_READY, _ready(result)), how)


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


@dataclass(frozen=True)
class _AtCounter:
    """Steps of a dossier inside one transaction, each on top of the one before."""

    work: Work
    counter: Counter
    by: StaffMember
    now: datetime
    done_at: datetime | None = None

    def add(self, dossier: Dossier, step: Step, make: Make) -> Dossier:
        """Record one step; return the dossier as it stands then."""
        entry = add_step(
            self.work, self.counter, dossier, step, make, self.by, self.now, self.done_at
        )
        return fold((*dossier.history, entry))

    def give_out(self, dossier: Dossier, how: HandOut) -> Dossier:
        """Record the fee, if one is taken, and the return."""
        if how.payment is not None:
            dossier = self.add(dossier, Step.PAY_FEE, fee_paid(how.payment))
        return self.add(dossier, Step.RETURN, _returned(how))


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
