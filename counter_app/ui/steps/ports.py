"""What the panels of steps ask of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from counter_app.domain.citizen_card import CitizenCard, read_card
from counter_app.domain.dossier import Dossier
from counter_app.domain.people import StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.procedure import (
    Procedure,
    ProcedureNotInForce,
    SupplementRule,
    UnknownProcedure,
)
from counter_app.domain.working_spans import WorkingSpans, spans_of
from counter_app.services import correcting, deadlines, following, returning
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.intake import IntakeRequest
from counter_app.services.stepping import Act
from counter_app.ui.ports import Clock, Run

MOST_CHOICES = 12

Service = Callable[..., Dossier]
"""A service of a step: code, what it says, by whom, when it is written down, when it happened."""


@dataclass(frozen=True)
class StepServices:
    """The services behind the panels, bound to one counter; they run on the desk thread."""

    request_supplement: Service
    receive_supplement: Service
    refuse: Service
    forward: Service
    confirm_forward: Service
    receive_back: Service
    withdraw: Service
    stop: Service
    pay_fee: Service
    mark_ready: Service
    hand_out: Service
    rate: Service
    apologise: Service
    reappoint: Service
    correct: Service


@dataclass(frozen=True)
class StepKnowledge:
    """What the counter knows and a panel shows; plain computing, without the store.

    ``due_after_supplement`` is the due moment if the supplement comes at a moment;
    ``promised`` what a corrected slip would promise. Both may find a year without calendar.
    """

    own_unit: str
    spans: Callable[[], WorkingSpans]
    supplement_rule: Callable[[Dossier], SupplementRule]
    procedure_at: Callable[[str, date], Procedure | None]
    find_procedures: Callable[[str, date], tuple[Procedure, ...]]
    find_places: Callable[[str], tuple[Commune, ...]]
    due_after_supplement: Callable[[Dossier, datetime, StaffMember, datetime], datetime]
    promised: Callable[[Dossier, IntakeRequest, datetime], datetime]
    read_card: Callable[[str], CitizenCard]


@dataclass(frozen=True)
class StepPorts:
    """Everything outside the panels of steps."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    services: StepServices
    known: StepKnowledge
    confirm_clock: Callable[[StaffMember, datetime], object]


def ports_of(
    counter: Counter, run: Run, now: Clock, current_clerk: Callable[[], StaffMember]
) -> StepPorts:
    """Bind the panels of steps to the services of one counter."""
    return StepPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        services=_services_of(counter),
        known=knowledge_of(counter),
        confirm_clock=partial(confirm_clock, counter),
    )


def _services_of(counter: Counter) -> StepServices:
    def bound(service: Callable[..., Any]) -> Service:
        return partial(service, counter)

    return StepServices(
        request_supplement=bound(following.request_supplement),
        receive_supplement=bound(following.receive_supplement),
        refuse=bound(following.refuse_dossier),
        forward=bound(following.forward),
        confirm_forward=bound(following.confirm_forward),
        receive_back=bound(following.receive_back),
        withdraw=bound(following.withdraw),
        stop=bound(following.stop),
        pay_fee=bound(following.pay_fee),
        mark_ready=bound(returning.mark_ready),
        hand_out=bound(returning.hand_out),
        rate=bound(returning.rate),
        apologise=bound(deadlines.apologise),
        reappoint=bound(deadlines.reappoint),
        correct=bound(correcting.correct),
    )


def knowledge_of(counter: Counter) -> StepKnowledge:
    """Return what the panels show of a counter's rules and data."""

    def spans() -> WorkingSpans:
        return spans_of(counter.due_clock.calendar, counter.due_clock.hours)

    def procedure_at(code: str, on: date) -> Procedure | None:
        try:
            return counter.catalogue.procedure(code, on=on)
        except (UnknownProcedure, ProcedureNotInForce):
            # A dossier of another unit may be for a procedure that this catalogue does not have.
            return None

    def find_procedures(text: str, on: date) -> tuple[Procedure, ...]:
        return counter.catalogue.find(text, on=on, most=MOST_CHOICES)

    def find_places(text: str) -> tuple[Commune, ...]:
        return counter.places.find(text, most=MOST_CHOICES)

    def due_after(dossier: Dossier, done_at: datetime, by: StaffMember, now: datetime) -> datetime:
        act = Act(counter, by, now, done_at)
        return following.due_after(act, dossier, dossier.pauses[-1])[0]

    def promised(dossier: Dossier, request: IntakeRequest, now: datetime) -> datetime:
        return correcting.corrected_intake(counter, dossier, request, now).due_at

    return StepKnowledge(
        own_unit=counter.desk.unit.code,
        spans=spans,
        supplement_rule=partial(following.supplement_rule, counter),
        procedure_at=procedure_at,
        find_procedures=find_procedures,
        find_places=find_places,
        due_after_supplement=due_after,
        promised=promised,
        read_card=read_card,
    )
