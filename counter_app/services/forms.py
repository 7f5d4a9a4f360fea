"""Forms 02 to 06, made from what was recorded, and the list for the postman.

Printing one of them records nothing: the step that it belongs to (a supplement request, an
apology …) is what stands in the history. Only form 03 before intake has no step, and is a fact
of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    Apologised,
    IntakeRefused,
    Reappointed,
    Recorded,
    Refused,
    Stopped,
    SupplementRequested,
)
from counter_app.domain.moments import day_of
from counter_app.domain.people import Person, StaffMember, problems_of_person, tidy_person
from counter_app.domain.plain_text import composed
from counter_app.services.acting import check_acts
from counter_app.services.counter import Counter, check_clock
from counter_app.services.slips import Deliver
from counter_app.services.stepping import problems_of_texts, refuse
from counter_app.store.store import Reading


class FormNumber(StrEnum):
    """The forms that belong to a dossier, by their numbers in Thông tư 03/2025/TT-VPCP."""

    SUPPLEMENT = "02"
    REFUSAL = "03"
    APOLOGY = "04"
    STOP = "05"
    CONTROL = "06"


class NoSuchForm(Refusal):
    """Nothing has happened to the dossier that this form would tell."""

    def __init__(self, code: str, number: FormNumber) -> None:
        super().__init__(f"{code}: form {number}")
        self.code = code
        self.number = number


class NothingToPost(Refusal):
    """No dossier was chosen for the postman's list."""


_LETTERS: dict[FormNumber, tuple[type, ...]] = {
    FormNumber.SUPPLEMENT: (SupplementRequested,),
    FormNumber.REFUSAL: (Refused,),
    FormNumber.APOLOGY: (Apologised, Reappointed),
    FormNumber.STOP: (Stopped,),
}
"""The facts that each letter tells; the last of them counts."""


def forms_of(dossier: Dossier) -> tuple[FormNumber, ...]:
    """Return which forms can be printed for a dossier now; the control slip always can."""
    return tuple(
        number
        for number in FormNumber
        if number is FormNumber.CONTROL or _told_by(dossier, number) is not None
    )


def form_pdf(
    counter: Counter, code: str, number: FormNumber, by: StaffMember, now: datetime
) -> bytes:
    """Return a form of a dossier as PDF on A4, to look at, to print or to save.

    A letter carries the day on which its step was done, so that it is the same whenever it is
    printed; the control slip goes on with the dossier and says at which moment it was printed.

    Raises:
        OnlyLooking: a supervisor asks.
        NoSuchDossier: no dossier of this counter has the code.
        NoSuchForm: nothing has happened that the form would tell.
        FormMissing: no edition of the form is valid on its day.
    """
    check_acts(counter, by, "show_form", now, code)
    with counter.store.reading() as reading:
        dossier = reading.dossiers.by_code(code)
        names = _names_in(reading, dossier)
    if number is FormNumber.CONTROL:
        return _control_slip(counter, dossier, names, now)
    entry = _told_by(dossier, number)
    if entry is None:
        raise NoSuchForm(dossier.code, number)
    # reportlab takes 110 ms to import; the log-in window must not wait for it.
    from counter_app.printing.letters import letter

    return letter(counter.forms, number, dossier, entry, counter.desk.unit, names[entry.by])


def postman_list(counter: Counter, codes: Sequence[str], by: StaffMember, now: datetime) -> bytes:
    """Return the list with which results are handed to the postman (dịch vụ bưu chính công ích).

    The dossiers stand in the order given; nothing is recorded.

    Raises:
        OnlyLooking: a supervisor asks.
        NothingToPost: no dossier was chosen.
        NoSuchDossier: no dossier of this counter has one of the codes.
        FormMissing: no edition of the list is valid today.
    """
    check_acts(counter, by, "postman_list", now)
    if not codes:
        raise NothingToPost
    with counter.store.reading() as reading:
        chosen = [reading.dossiers.by_code(code) for code in codes]
    from counter_app.printing.postal import postal_list

    return postal_list(counter.forms, chosen, counter.desk.unit, by.name, now)


def refuse_before_intake(
    counter: Counter,
    procedure_code: str,
    applicant: Person,
    reason: str,
    by: StaffMember,
    now: datetime,
    deliver: Deliver,
) -> Recorded:
    """Hand out form 03 to somebody whose dossier is not taken in, and record that it was.

    Recorded only once it was delivered, as the appointment slip is: who got no paper was not
    refused in writing.

    Raises:
        FieldsRefused: nobody is named, or no reason.
        UnknownProcedure, ProcedureNotInForce: the catalogue has no such procedure today.
        ClockBehind: the machine's clock stands before the last entry; nothing was delivered.
        FormMissing: no edition of form 03 is valid today.
        and what ``deliver`` raises; nothing was recorded then.
    """
    fact = _refusal(counter, procedure_code, tidy_person(applicant), composed(reason), now)
    check_acts(counter, by, "refuse_intake", now, procedure_code)
    with counter.store.reading() as reading:
        check_clock(reading, now)
    from counter_app.printing.letters import refusal_before_intake

    deliver(refusal_before_intake(counter.forms, fact, counter.desk.unit, by.name, now))
    with counter.store.writing() as work:
        return work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))


def _refusal(
    counter: Counter, procedure_code: str, applicant: Person, reason: str, now: datetime
) -> IntakeRefused:
    today = day_of(now)
    faults = problems_of_person(applicant, today)
    problems = {f"applicant.{field}": fault for field, fault in faults.items()}
    refuse(problems | problems_of_texts({"reason": reason}, {}))
    procedure = counter.catalogue.procedure(procedure_code, on=today)
    return IntakeRefused(procedure.code, procedure.name, applicant, reason)


def _control_slip(
    counter: Counter, dossier: Dossier, names: Mapping[str, str], now: datetime
) -> bytes:
    from counter_app.printing.control import control_slip

    return control_slip(counter.forms, dossier, counter.desk.unit, names, now)


def _told_by(dossier: Dossier, number: FormNumber) -> Recorded | None:
    """Return the last entry with effect that a letter tells; None if there is none."""
    disputed = {name for dispute in dossier.disputes for name in dispute.entries}
    void = disputed.union(dossier.without_effect)
    kinds = _LETTERS[number]
    told = (e for e in reversed(dossier.history) if isinstance(e.fact, kinds))
    return next((entry for entry in told if entry.name not in void), None)


def _names_in(reading: Reading, dossier: Dossier) -> dict[str, str]:
    """Return the name of everybody who signed in a history; unknown log-in names stay."""
    clerks = {entry.by for entry in dossier.history}
    members = {clerk: reading.staff.by_clerk(clerk) for clerk in clerks}
    return {clerk: member.name if member else clerk for clerk, member in members.items()}
