"""Correcting an intake: the form filled in again, and a new slip that names the one it replaces."""

from dataclasses import fields, replace
from datetime import datetime

from counter_app.domain.deadline import DueMode, TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import Corrected, Fact, TakenIn
from counter_app.domain.life import CORRECTABLE
from counter_app.domain.moments import as_utc, day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import SupplementRule
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step, check_step
from counter_app.domain.working_spans import due_after_pause
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest, check_fields, promise, tidy
from counter_app.services.stepping import Act, problems_of_texts, refuse, take_step

PROMISE = ("procedure_code", "received_at", "counted_from", "limit", "is_extra_session")
"""What the promise rests on: only a change of these names another due moment."""


def request_of(dossier: Dossier) -> IntakeRequest:
    """Return the form as it would have to be filled in for the dossier as it stands."""
    intake = dossier.intake
    elsewhere = bool(intake.competent_office)
    return IntakeRequest(
        procedure_code=intake.procedure_code,
        applicant=intake.applicant,
        submitter=intake.submitter,
        papers=intake.papers,
        sets=intake.sets,
        fees=intake.fees,
        channel_in=intake.channel_in,
        channel_out=intake.channel_out,
        note=intake.note,
        received_at=intake.received_at,
        limit=TimeLimit.parse(intake.limit),
        is_extra_session=intake.is_extra_session,
        competent_office=intake.competent_office,
        competent_received_at=intake.counted_from if elsewhere else None,
    )


def correct(
    counter: Counter,
    code: str,
    request: IntakeRequest,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Correct whatever of an intake is wrong; ``request`` is the whole form as it should be.

    The dossier keeps its code. The promise is counted anew only where what it rests on has
    changed, and every wait for a supplement counts as it did. The clerk then prints the new
    slip, which names the one it replaces.

    Raises:
        NoSuchDossier, StepNotAllowed, FieldsRefused, ClockBehind: as in ``following``; after
            the result is there, the promise can no longer be corrected.
        and all that ``intake.promise`` raises.
    """
    request, text = tidy(request), composed(reason)

    def make(act: Act, dossier: Dossier) -> Fact:
        check_fields(counter, request, now)
        intake = corrected_intake(counter, dossier, request, now)
        changed = _changed(dossier.intake, intake)
        refuse(_problems(dossier, intake, changed, text))
        fact = Corrected(
            act.done_at,
            text,
            changed,
            intake,
            slip_number=dossier.slip_number + 1,
            replaces=dossier.slip_number,
        )
        if "due_at" not in changed and not set(PROMISE) & set(changed):
            return fact
        check_step(Step.CORRECT_PROMISE, dossier)
        return _with_promise(act, dossier, fact)

    return take_step(counter, code, Step.CORRECT, make, by, now, done_at)


def _changed(before: TakenIn, after: TakenIn) -> tuple[str, ...]:
    """Return which of the fields that may be corrected differ, in their order."""
    names = (each.name for each in fields(TakenIn) if each.name in CORRECTABLE)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def corrected_intake(
    counter: Counter, dossier: Dossier, request: IntakeRequest, now: datetime
) -> TakenIn:
    """Return the intake as it should have been, promised anew only where it has to be."""
    received_at = as_utc(request.received_at or dossier.intake.received_at)
    intake = replace(
        dossier.intake,
        procedure_code=request.procedure_code,
        applicant=request.applicant,
        submitter=request.submitter,
        papers=request.papers,
        sets=request.sets,
        fees=request.fees,
        channel_in=request.channel_in,
        channel_out=request.channel_out,
        note=request.note,
        received_at=received_at,
        counted_from=as_utc(request.competent_received_at or received_at),
        limit=request.limit.text if request.limit else "",
        is_extra_session=request.is_extra_session,
        competent_office=request.competent_office,
    )
    if all(getattr(intake, name) == getattr(dossier.intake, name) for name in PROMISE):
        return intake
    return _promised(counter, intake, request, now)


def _promised(counter: Counter, intake: TakenIn, request: IntakeRequest, now: datetime) -> TakenIn:
    promised = promise(counter, replace(request, received_at=intake.received_at), now)
    procedure = counter.catalogue.procedure(intake.procedure_code, on=day_of(intake.received_at))
    return replace(
        intake,
        procedure_name=procedure.name,
        field=procedure.field,
        procedure_valid_from=procedure.valid_from.isoformat(),
        limit=promised.limit.text,
        due_at=as_utc(promised.due_at),
        counted=promised.counted,
        mode=promised.mode.value,
    )


def _problems(
    dossier: Dossier, intake: TakenIn, changed: tuple[str, ...], reason: str
) -> dict[str, str]:
    problems = problems_of_texts({"reason": reason}, {})
    if not changed:
        problems["fields"] = "nothing_changed"
    moments = [getattr(entry.fact, "done_at", None) for entry in dossier.history]
    if any(moment and moment < intake.received_at for moment in moments):
        problems["received_at"] = "after_a_step"
    return problems


def _with_promise(act: Act, dossier: Dossier, fact: Corrected) -> Corrected:
    """Add the due moment in force: the new promise, moved on by every wait and appointment."""
    due_at, left = fact.intake.due_at, 0
    for pause in dossier.pauses:
        left = act.spans.minutes_between(pause.since, due_at)
        if pause.until is None:
            continue
        if pause.rule == SupplementRule.RESTART.value:
            limit, mode = TimeLimit.parse(fact.intake.limit), DueMode(fact.intake.mode)
            anew = act.counter.due_clock.promise(pause.until, limit, mode=mode).due_at
            due_at = max(due_at, anew)
        elif pause.rule == SupplementRule.PAUSE.value:
            due_at = due_after_pause(act.spans, due_at, left, pause.until)
    appointed = [each.due_at for each in dossier.reappointments]
    is_paused = dossier.state is DossierState.PAUSED
    return replace(
        fact,
        due_at=as_utc(max([due_at, *appointed])),
        left_minutes=left if is_paused else 0,
    )
