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
from counter_app.ui.steps.ports import StepPorts
from counter_app.ui.steps.ports import ports_of as step_ports_of
from counter_app.ui.sync_status.ports import delivery_of
from counter_app.ui.sync_status.state import badge_words


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

    def print_slip(code: str, paper: SlipPaper, by: StaffMember, at: datetime) -> None:
        slips.print_slip(counter, code, paper, by, at, lambda pdf: send(pdf, f"Giay hen {code}"))

    def delivery(name: EntryName) -> str:
        return badge_words(delivery_of(sync_status.badge(counter.store, name)), now()).words

    def save_slip(code: str, paper: SlipPaper, by: StaffMember, at: datetime, path: Path) -> None:
        slips.print_slip(counter, code, paper, by, at, lambda pdf: save(pdf, path), to_file=True)

    def print_form(code: str, number: FormNumber, at: datetime) -> None:
        send(forms.form_pdf(counter, code, number, at), f"Mau {number} {code}")

    def save_form(code: str, number: FormNumber, at: datetime, path: Path) -> None:
        save(forms.form_pdf(counter, code, number, at), path)

    def masked(code: str) -> Dossier:
        return supervision.masked(dossiers.open_dossier(counter, code))

    def open_number(code: str) -> Dossier:
        return supervision.open_number(counter, code, current_clerk(), now())

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
        open_dossier=masked if is_supervised else partial(dossiers.open_dossier, counter),
        delivery=delivery,
        staff=partial(review.people if is_supervised else accounts.staff, counter),
        slip=partial(slips.slip, counter),
        print_slip=print_slip,
        save_slip=save_slip,
        form=partial(forms.form_pdf, counter),
        print_form=print_form,
        save_form=save_form,
        confirm_clock=partial(confirm_clock, counter),
        steps=step_ports_of(counter, run, now, current_clerk),
        open_number=open_number if is_supervised else None,
    )
