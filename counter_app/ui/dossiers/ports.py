"""What the screens of dossiers ask of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.facts import EntryName, SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services import (
    accounts,
    dossiers,
    forms,
    review,
    slips,
    supervision,
    sync_status,
)
from counter_app.services.acting import looks_only
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.forms import FormNumber
from counter_app.ui.dossiers.standing import IsSoon, soon_by_rule
from counter_app.ui.ports import Clock, Run, SaveTo, SendToPrinter
from counter_app.ui.slip_printing import SlipPrinting, SlipSaving
from counter_app.ui.steps.ports import StepPorts
from counter_app.ui.steps.ports import ports_of as step_ports_of
from counter_app.ui.sync_status.ports import whereabouts_words


@dataclass(frozen=True)
class DossierPorts:
    """Everything outside the list of dossiers and the page of one."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    slip_paper: Callable[[], SlipPaper]
    own_unit: str
    is_soon: IsSoon
    page: Callable[[DossierFilter, DossierOrder, int, int], tuple[DossierRow, ...]]
    count: Callable[[DossierFilter], int]
    open_dossier: Callable[[str], Dossier]
    delivery: Callable[[EntryName], str]
    staff: Callable[[], tuple[StaffMember, ...]]
    slip: Callable[[str, SlipPaper, datetime], bytes]
    print_slip: Callable[[str, SlipPaper, StaffMember, datetime], object]
    save_slip: Callable[[str, SlipPaper, StaffMember, datetime, Path], object]
    form: Callable[[str, FormNumber, datetime], bytes]
    print_form: Callable[[str, FormNumber, datetime], object]
    save_form: Callable[[str, FormNumber, datetime, Path], object]
    confirm_clock: Callable[[StaffMember, datetime], object]
    steps: StepPorts
    open_number: Callable[[str], Dossier] | None = None
    """Shows one dossier's personal numbers to a supervisor, who only looks; None for clerks."""

    @property
    def looks_only(self) -> bool:
        """Whether who is here looks and never acts."""
        return self.open_number is not None


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current_clerk: Callable[[], StaffMember],
    slip_paper: Callable[[], SlipPaper],
    send: SendToPrinter,
    save: SaveTo,
) -> DossierPorts:
    """Bind the screens of dossiers to the services of one counter."""

    def open_number(code: str) -> Dossier:
        return supervision.open_number(counter, code, current_clerk(), now())

    printing, saving = SlipPrinting(counter, send), SlipSaving(counter, save)
    # Who comes over a window has the same side: it does not change while the window is open.
    is_supervised = looks_only(current_clerk())
    return DossierPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        slip_paper=slip_paper,
        own_unit=counter.desk.unit.code,
        is_soon=soon_by_rule(counter),
        page=partial(dossiers.page, counter),
        count=partial(dossiers.count, counter),
        open_dossier=lambda code: dossiers.seen_by(counter, code, current_clerk(), now()),
        delivery=partial(_delivery, counter),
        staff=partial(review.people if is_supervised else accounts.staff, counter),
        slip=lambda code, paper, at: slips.slip(counter, code, paper, current_clerk(), at),
        print_slip=printing.print_slip,
        save_slip=saving.save_slip,
        form=lambda code, number, at: forms.form_pdf(counter, code, number, current_clerk(), at),
        print_form=lambda code, number, at: printing.print_form(code, number, current_clerk(), at),
        save_form=lambda code, number, at, path: saving.save_form(
            code, number, current_clerk(), at, path
        ),
        confirm_clock=partial(confirm_clock, counter),
        steps=step_ports_of(counter, run, now, current_clerk),
        open_number=open_number if is_supervised else None,
    )


def _delivery(counter: Counter, name: EntryName) -> str:
    return whereabouts_words(sync_status.whereabouts(counter.store, name))
