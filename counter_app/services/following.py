"""Following a dossier: supplements, hand-overs, fees, and the ends other than a result.

Every function records one step and returns the dossier as it stands then. All of them refuse:

Raises:
    NoSuchDossier: no dossier of this counter has the code.
    StepNotAllowed: the step may not follow now; the error says why.
    FieldsRefused: something typed is wrong or missing.
    ClockBehind: the machine's clock stands before the last entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.domain.deadline import DueMode, TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    CountedDay,
    FeePaid,
    Forwarded,
    ForwardReceived,
    Paper,
    PayMethod,
    ReceivedBack,
    Refused,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from counter_app.domain.life import Pause
from counter_app.domain.moments import as_utc, day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import (
    ProcedureNotInForce,
    SupplementRule,
    UnknownProcedure,
)
from counter_app.domain.steps import Step, StepNotAllowed, Why
from counter_app.domain.working_spans import due_after_pause
from counter_app.services.counter import Counter
from counter_app.services.stepping import (
    MOST_WORDS,
    Act,
    Make,
    problems_of_texts,
    refuse,
    take_step,
    with_reason,
)

MOST_PAPERS = 200
MOST_FEE = 1_000_000_000_000


@dataclass(frozen=True)
class ForwardTo:
    """To whom a dossier goes: a member of staff, a named handler, or another unit.

    ``due_at`` is the receiver's own due moment, where one is agreed.
    """

    clerk: str = ""
    name: str = ""
    unit: str = ""
    unit_name: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Payment:
    """An amount of đồng taken now, with the number of its receipt."""

    amount: int
    receipt: str
    method: PayMethod = PayMethod.CASH


def supplement_rule(counter: Counter, dossier: Dossier) -> SupplementRule:
    """Return what the procedure, as it was at the intake, lets the limit do meanwhile."""
    intake = dossier.intake
    try:
        on = day_of(intake.received_at)
        return counter.catalogue.procedure(intake.procedure_code, on=on).supplement
    except (UnknownProcedure, ProcedureNotInForce):
        # A dossier of another unit may be for a procedure that this catalogue does not have.
        return SupplementRule.PAUSE


def request_supplement(
    counter: Counter,
    code: str,
    missing: tuple[str, ...],
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    again_because: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Hand out form 02 for a dossier that was taken in: all that is lacking, in one notice.

    One complete notice, in one go (Nghị định 309/2026 Đ17 k2a): a second one needs a written
    reason, ``again_because``.
    """
    names = _composed_names(missing)
    texts = {"reason": composed(reason), "again_because": composed(again_because)}

    def make(act: Act, dossier: Dossier) -> SupplementRequested:
        problems = problems_of_texts({}, texts)
        if not names:
            problems["papers"] = "nothing_lacking"
        elif len(names) > MOST_PAPERS:
            problems["papers"] = "too_many"
        if dossier.pauses and not texts["again_because"]:
            problems["again_because"] = "missing"
        refuse(problems)
        left = act.spans.minutes_between(act.done_at, dossier.due_at)
        rule = supplement_rule(counter, dossier).value
        return SupplementRequested(act.done_at, names, rule, left, **texts)

    return take_step(counter, code, Step.REQUEST_SUPPLEMENT, make, by, now, done_at)


def receive_supplement(
    counter: Counter,
    code: str,
    papers: tuple[Paper, ...],
    by: StaffMember,
    now: datetime,
    *,
    note: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Take in what the citizen brought, and let the limit run on by the procedure's rule.

    Raises:
        CalendarMissing: the new due moment lies past the last year whose holidays are known.
    """
    brought = tuple(replace(paper, name=composed(paper.name)) for paper in papers)
    text = composed(note)

    def make(act: Act, dossier: Dossier) -> SupplementReceived:
        problems = problems_of_texts({}, {"note": text})
        if not brought:
            problems["papers"] = "none"
        problems |= {
            f"papers.{place}.name": "missing"
            for place, paper in enumerate(brought)
            if not paper.name
        }
        pause = dossier.pauses[-1]
        if act.done_at < pause.since:
            problems["done_at"] = "before_request"
        refuse(problems)
        due_at, counted = due_after(act, dossier, pause)
        return SupplementReceived(act.done_at, as_utc(due_at), brought, counted, text)

    return take_step(counter, code, Step.RECEIVE_SUPPLEMENT, make, by, now, done_at)


def due_after(act: Act, dossier: Dossier, pause: Pause) -> tuple[datetime, tuple[CountedDay, ...]]:
    """Return the due moment behind a wait that ends now, and how a limit anew was counted.

    After a pause what was left is left again; a result is never due earlier than before.

    Raises:
        CalendarMissing: it lies past the last year whose holidays are known.
    """
    if pause.rule == SupplementRule.RESTART.value:
        clock, intake = act.counter.due_clock, dossier.intake
        mode = DueMode(intake.mode)
        promise = clock.promise(act.done_at, TimeLimit.parse(intake.limit), mode=mode)
        return max(dossier.due_at, promise.due_at), promise.counted
    if pause.rule == SupplementRule.NONE.value:
        return dossier.due_at, ()
    return due_after_pause(act.spans, dossier.due_at, pause.left_minutes, act.done_at), ()


def forward(
    counter: Counter,
    code: str,
    to: ForwardTo,
    by: StaffMember,
    now: datetime,
    *,
    note: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Hand a dossier to a handler of this unit or to another unit, with its own due moment."""
    to = ForwardTo(
        to.clerk.strip(), composed(to.name), to.unit.strip(), composed(to.unit_name), to.due_at
    )
    text = composed(note)
    name = to.name or _name_of(counter, to.clerk)

    def make(act: Act, dossier: Dossier) -> Forwarded:
        problems = problems_of_texts({}, {"note": text})
        refuse(problems | _problems_of_receiver(act, to, name))
        return Forwarded(
            act.done_at,
            to_clerk=to.clerk,
            to_name=name,
            to_unit=to.unit,
            to_unit_name=to.unit_name,
            due_at=to.due_at and as_utc(to.due_at),
            note=text,
        )

    return take_step(counter, code, Step.FORWARD, make, by, now, done_at)


def _problems_of_receiver(act: Act, to: ForwardTo, name: str) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not (to.clerk or to.name or to.unit):
        problems["to"] = "missing"
    if to.clerk and not name:
        problems["to_clerk"] = "unknown_clerk"
    if to.unit and to.unit == act.counter.desk.unit.code:
        problems["to_unit"] = "own_unit"
    if to.unit and not to.unit_name:
        problems["to_unit_name"] = "missing"
    if max(len(name), len(to.unit), len(to.unit_name)) > MOST_WORDS:
        problems["to"] = "too_long"
    if to.due_at and to.due_at <= act.done_at:
        problems["due_at"] = "not_later"
    return problems


def _name_of(counter: Counter, clerk: str) -> str:
    with counter.store.reading() as reading:
        member = reading.staff.by_clerk(clerk) if clerk else None
    return member.name if member else ""


def confirm_forward(
    counter: Counter,
    code: str,
    by: StaffMember,
    now: datetime,
    *,
    name: str = "",
    note: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Confirm on the receiving side that the dossier is there; only that unit may."""
    texts = {"name": composed(name), "note": composed(note)}

    def make(act: Act, dossier: Dossier) -> ForwardReceived:
        unit = dossier.holder.unit
        if unit and unit != counter.desk.unit.code:
            raise StepNotAllowed(Step.CONFIRM_FORWARD, dossier.state, Why.OTHER_UNIT)
        refuse(problems_of_texts({}, texts))
        return ForwardReceived(act.done_at, **texts)

    return take_step(counter, code, Step.CONFIRM_FORWARD, make, by, now, done_at)


def receive_back(
    counter: Counter,
    code: str,
    by: StaffMember,
    now: datetime,
    *,
    note: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Take a dossier back at the counter from where it was forwarded to."""
    text = composed(note)

    def make(act: Act, dossier: Dossier) -> ReceivedBack:
        refuse(problems_of_texts({}, {"note": text}))
        return ReceivedBack(act.done_at, text)

    return take_step(counter, code, Step.RECEIVE_BACK, make, by, now, done_at)


def refuse_dossier(
    counter: Counter,
    code: str,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Refuse to solve a dossier, with the reason that stands on form 03."""
    make = with_reason(Refused, reason)
    return take_step(counter, code, Step.REFUSE, make, by, now, done_at)


def withdraw(
    counter: Counter,
    code: str,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    receiver: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Give a dossier back to an applicant who withdraws it; ``receiver`` took the papers."""
    texts = {"reason": composed(reason)}, {"receiver": composed(receiver)}

    def make(act: Act, dossier: Dossier) -> Withdrawn:
        refuse(problems_of_texts(*texts))
        return Withdrawn(act.done_at, texts[0]["reason"], texts[1]["receiver"])

    return take_step(counter, code, Step.WITHDRAW, make, by, now, done_at)


def stop(
    counter: Counter,
    code: str,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Stop the handling of a dossier, with the reason that stands on form 05."""
    make = with_reason(Stopped, reason)
    return take_step(counter, code, Step.STOP, make, by, now, done_at)


def pay_fee(
    counter: Counter,
    code: str,
    amount: int,
    receipt: str,
    by: StaffMember,
    now: datetime,
    *,
    method: PayMethod = PayMethod.CASH,
    note: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Record that a fee was paid, in đồng, with the number of its receipt."""
    make = fee_paid(Payment(amount, receipt, method), note)
    return take_step(counter, code, Step.PAY_FEE, make, by, now, done_at)


def fee_paid(payment: Payment, note: str = "") -> Make:
    """Return what makes the fact of a payment, alone or with the step that it is taken for."""
    required, free = {"receipt": composed(payment.receipt)}, {"note": composed(note)}

    def make(act: Act, dossier: Dossier) -> FeePaid:
        problems = problems_of_texts(required, free)
        if not 0 < payment.amount <= MOST_FEE:
            problems["amount"] = "not_an_amount"
        refuse(problems)
        return FeePaid(
            act.done_at, payment.amount, required["receipt"], payment.method, free["note"]
        )

    return make


def _composed_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(composed, names))))
