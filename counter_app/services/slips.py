"""Appointment slips and supplement requests: shown, printed, saved, printed again."""

from collections.abc import Callable
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import Recorded, SlipPaper, SlipPrinted, SupplementAsked
from counter_app.domain.people import StaffMember
from counter_app.services.acting import check_acts
from counter_app.services.counter import Counter, check_clock
from counter_app.services.stepping import units_of
from counter_app.store.store import Reading

Deliver = Callable[[bytes], object]
"""Brings a PDF to where it is wanted, or raises a trouble."""


def slip(counter: Counter, code: str, paper: SlipPaper, by: StaffMember, now: datetime) -> bytes:
    """Return form 01 of a dossier as PDF, to look at; nothing is recorded.

    Raises:
        OnlyLooking: a supervisor asks: the page holds full personal numbers.
        NoSuchDossier: no dossier of this counter has the code.
    """
    check_acts(counter, by, "show_slip", now, code)
    with counter.store.reading() as reading:
        dossier = reading.dossiers.by_code(code)
        signer = _name_of(reading, dossier.taken_in_by)
    return _pdf(counter, dossier, signer, paper, now)


def print_slip(
    counter: Counter,
    code: str,
    paper: SlipPaper,
    by: StaffMember,
    now: datetime,
    deliver: Deliver,
    *,
    to_file: bool = False,
) -> None:
    """Make form 01, deliver it to the printer or a file, and record that it was given out.

    Recorded only once it was delivered: a slip that never came out of the printer must not turn
    the next one into a copy. From the second time on the slip is marked as a copy. The same
    facts give the same slip: a reprint never changes what was promised.

    Raises:
        NoSuchDossier: no dossier of this counter has the code.
        ClockBehind: the machine's clock stands before the last entry; nothing was delivered.
        and what ``deliver`` raises; nothing was recorded then.
    """
    check_acts(counter, by, "print_slip", now, code)
    with counter.store.reading() as reading:
        check_clock(reading, now)
        dossier = reading.dossiers.by_code(code)
        signer = _name_of(reading, dossier.taken_in_by)
    deliver(_pdf(counter, dossier, signer, paper, now))
    fact = SlipPrinted(
        paper=paper,
        is_copy=dossier.slip_count > 0,
        to_file=to_file,
        slip_number=dossier.slip_number,
    )
    with counter.store.writing() as work:
        work.journal.record(
            fact,
            by=by.clerk,
            at=now,
            subject=dossier.name,
            units=units_of(dossier, fact, counter),
        )


def supplement_slip(counter: Counter, recorded: Recorded, paper: SlipPaper) -> bytes:
    """Return form 02 as PDF for a supplement request that was recorded."""
    from counter_app.printing.supplement import supplement_request

    if not isinstance(recorded.fact, SupplementAsked):
        raise TypeError(f"{recorded.name} is not a supplement request")
    with counter.store.reading() as reading:
        signer = _name_of(reading, recorded.by)
    return supplement_request(
        counter.forms, recorded.fact, counter.desk.unit, signer, recorded.at, paper
    )


def _pdf(counter: Counter, dossier: Dossier, signer: str, paper: SlipPaper, now: datetime) -> bytes:
    # reportlab takes 110 ms to import; the log-in window must not wait for it.
    from counter_app.printing.slip import appointment_slip

    return appointment_slip(
        counter.forms,
        dossier,
        counter.desk.unit,
        counter.desk.number,
        signer,
        paper,
        is_copy=dossier.slip_count > 0,
        printed_at=now,
    )


def _name_of(reading: Reading, clerk: str) -> str:
    member = reading.staff.by_clerk(clerk)
    return member.name if member else clerk
