"""What the intake screen asks of the rest of the program, as plain callables.

``app.py`` (through :func:`ports_of`) binds them to the services; tests bind them to fakes. What
touches the store is only ever called inside a job that ``run`` takes to the desk's worker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from counter_app.domain.citizen_card import CitizenCard, read_card
from counter_app.domain.deadline import Promise
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import Recorded, SlipPaper
from counter_app.domain.people import Person, StaffMember
from counter_app.domain.places import Commune, PlaceSuggestion
from counter_app.domain.procedure import Procedure
from counter_app.services import duty, following, intake, returning, slips
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut, Result
from counter_app.ui.intake.paying import PayFee, Payment
from counter_app.ui.ports import Clock, Run, SendToPrinter

MOST_CHOICES = 12

InSession = Callable[[IntakeRequest, datetime], IntakeRequest]
"""Returns an intake as one of the extra session in which it comes, if there is one."""


class Draft(Protocol):
    """A half-filled form as the store keeps it."""

    @property
    def content(self) -> Mapping[str, Any]:
        """The form as plain values."""

    @property
    def at(self) -> datetime:
        """When it was kept."""

    @property
    def by(self) -> str:
        """The log-in name of who typed it."""


@dataclass(frozen=True)
class IntakePorts:
    """Everything outside the intake screen.

    ``current_clerk`` answers who is logged in at the moment it is called: that person signs.
    """

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    slip_paper: Callable[[], SlipPaper]
    find_procedures: Callable[[str, date, Mapping[str, int]], tuple[Procedure, ...]]
    procedure: Callable[[str, date], Procedure]
    promise: Callable[[IntakeRequest, datetime], Promise]
    find_places: Callable[[str], tuple[Commune, ...]]
    suggest_place: Callable[[str, date | None], PlaceSuggestion]
    read_card: Callable[[str], CitizenCard]
    take_in: Callable[[IntakeRequest, StaffMember, datetime], Dossier]
    ask_supplement: Callable[[IntakeRequest, tuple[str, ...], str, StaffMember, datetime], Recorded]
    same_person_open: Callable[[Person, str], tuple[DossierRow, ...]]
    known_person: Callable[[str], Person | None]
    favourites: Callable[[datetime], Mapping[str, int]]
    save_draft: Callable[[dict[str, Any], StaffMember, datetime], None]
    load_draft: Callable[[], Draft | None]
    drop_draft: Callable[[], None]
    confirm_clock: Callable[[StaffMember, datetime], object]
    print_slip: Callable[[str, SlipPaper, StaffMember, datetime], object]
    print_supplement: Callable[[Recorded, SlipPaper], object]
    pay_fee: PayFee
    solve_and_hand_out: Callable[[str, Result, HandOut, StaffMember, datetime], object]
    refuse_intake: Callable[[IntakeRequest, str, StaffMember, datetime], object]


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current_clerk: Callable[[], StaffMember],
    slip_paper: Callable[[], SlipPaper],
    send: SendToPrinter,
    in_session: InSession = lambda request, now: request,
) -> IntakePorts:
    """Bind the intake screen to the services of one counter.

    ``in_session`` marks an intake that comes in an extra session, for the promise panel.
    """

    def find_procedures(text: str, on: date, used: Mapping[str, int]) -> tuple[Procedure, ...]:
        return counter.catalogue.find(text, on=on, most=MOST_CHOICES, favourites=used)

    def procedure(code: str, on: date) -> Procedure:
        return counter.catalogue.procedure(code, on=on)

    def print_slip(code: str, paper: SlipPaper, by: StaffMember, at: datetime) -> None:
        slips.print_slip(counter, code, paper, by, at, lambda pdf: send(pdf, f"Giay hen {code}"))

    def print_supplement(recorded: Recorded, paper: SlipPaper) -> None:
        send(slips.supplement_slip(counter, recorded, paper), "Phieu yeu cau bo sung")

    def take_in(request: IntakeRequest, by: StaffMember, at: datetime) -> Dossier:
        return intake.take_in(counter, duty.in_session(counter, request, at), by, at)

    def refuse_intake(request: IntakeRequest, reason: str, by: StaffMember, at: datetime) -> object:
        from counter_app.services import forms

        code, applicant = request.procedure_code, request.applicant

        def deliver(pdf: bytes) -> None:
            send(pdf, "Phieu tu choi")

        return forms.refuse_before_intake(counter, code, applicant, reason, by, at, deliver)

    return IntakePorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        slip_paper=slip_paper,
        find_procedures=find_procedures,
        procedure=procedure,
        promise=lambda request, at: intake.promise(counter, in_session(request, at), at),
        find_places=counter.places.find,
        suggest_place=counter.places.suggest,
        read_card=read_card,
        take_in=take_in,
        ask_supplement=partial(intake.ask_supplement, counter),
        same_person_open=partial(intake.same_person_open, counter),
        known_person=partial(intake.known_person, counter),
        favourites=partial(intake.favourites, counter),
        save_draft=partial(intake.save_draft, counter),
        load_draft=partial(intake.load_draft, counter),
        drop_draft=partial(intake.drop_draft, counter),
        confirm_clock=partial(confirm_clock, counter),
        print_slip=print_slip,
        print_supplement=print_supplement,
        pay_fee=pay_fee_of(counter),
        solve_and_hand_out=partial(returning.solve_and_hand_out, counter),
        refuse_intake=refuse_intake,
    )


def pay_fee_of(counter: Counter) -> PayFee:
    """Return what records a payment of a dossier of one counter."""

    def pay_fee(code: str, paid: Payment, by: StaffMember, at: datetime) -> Dossier:
        return following.pay_fee(
            counter, code, paid.amount, paid.receipt, by, at, method=paid.method
        )

    return pay_fee
