"""What the screens of dossiers ask of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.errors import Trouble
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services import accounts, dossiers, slips
from counter_app.services.counter import Counter, confirm_clock
from counter_app.ui.ports import Clock, Run

PrintPdf = Callable[[bytes, str, Callable[[], None], Callable[[Trouble], None]], None]
"""Prints a PDF under a job title in ASCII, then calls the first of the two, or the second."""

SavePdf = Callable[[bytes, Path, Callable[[Path], None], Callable[[Trouble], None]], None]
"""Saves a PDF as a file, then calls the first of the two, or the second."""


@dataclass(frozen=True)
class DossierPorts:
    """Everything outside the list of dossiers and the page of one."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    slip_paper: Callable[[], SlipPaper]
    page: Callable[[DossierFilter, DossierOrder, int, int], tuple[DossierRow, ...]]
    count: Callable[[DossierFilter], int]
    open_dossier: Callable[[str], Dossier]
    staff: Callable[[], tuple[StaffMember, ...]]
    slip: Callable[[str, SlipPaper, datetime], bytes]
    print_slip: Callable[[str, SlipPaper, StaffMember, datetime], bytes]
    save_slip: Callable[[str, SlipPaper, StaffMember, datetime], bytes]
    confirm_clock: Callable[[StaffMember, datetime], object]
    print_pdf: PrintPdf
    save_pdf: SavePdf


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current_clerk: Callable[[], StaffMember],
    slip_paper: Callable[[], SlipPaper],
    print_pdf: PrintPdf,
    save_pdf: SavePdf,
) -> DossierPorts:
    """Bind the screens of dossiers to the services of one counter."""
    return DossierPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        slip_paper=slip_paper,
        page=partial(dossiers.page, counter),
        count=partial(dossiers.count, counter),
        open_dossier=partial(dossiers.open_dossier, counter),
        staff=partial(accounts.staff, counter),
        slip=partial(slips.slip, counter),
        print_slip=partial(slips.print_slip, counter),
        save_slip=partial(slips.print_slip, counter, to_file=True),
        confirm_clock=partial(confirm_clock, counter),
        print_pdf=print_pdf,
        save_pdf=save_pdf,
    )
