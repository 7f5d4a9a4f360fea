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
from counter_app.services import duty, intake, returning
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut, Result
from counter_app.ui.ports import Clock, Run, SendToPrinter
from counter_app.ui.slip_printing import SlipPrinting

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
    printing = SlipPrinting(counter, send)
    return IntakePorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        slip_paper=slip_paper,
        find_procedures=partial(_find_procedures, counter),
        procedure=partial(_procedure, counter),
        promise=lambda request, at: intake.promise(counter, in_session(request, at), at),
        find_places=counter.places.find,
        suggest_place=counter.places.suggest,
        read_card=read_card,
        take_in=partial(_take_in, counter),
        ask_supplement=partial(intake.ask_supplement, counter),
        same_person_open=partial(intake.same_person_open, counter),
        known_person=partial(intake.known_person, counter),
        favourites=partial(intake.favourites, counter),
        save_draft=partial(intake.save_draft, counter),
        load_draft=partial(intake.load_draft, counter),
        drop_draft=partial(intake.drop_draft, counter),
        confirm_clock=partial(confirm_clock, counter),
        print_slip=printing.print_slip,
        print_supplement=printing.print_supplement,
        solve_and_hand_out=partial(returning.solve_and_hand_out, counter),
        refuse_intake=printing.refuse_intake,
    )


def _find_procedures(
    counter: Counter, text: str, on: date, used: Mapping[str, int]
) -> tuple[Procedure, ...]:
    return counter.catalogue.find(text, on=on, most=MOST_CHOICES, favourites=used)


def _procedure(counter: Counter, code: str, on: date) -> Procedure:
    return counter.catalogue.procedure(code, on=on)


def _take_in(counter: Counter, request: IntakeRequest, by: StaffMember, at: datetime) -> Dossier:
    return intake.take_in(counter, duty.in_session(counter, request, at), by, at)
