"""Taking a dossier in: the promise, the checks, the code, the record, and the draft before it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from counter_app.domain.deadline import Promise, TimeLimit
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.dossier_code import issue_code, next_serial
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    ChannelIn,
    ChannelOut,
    FeeLine,
    Paper,
    Recorded,
    SupplementAsked,
    TakenIn,
)
from counter_app.domain.moments import as_utc, day_of
from counter_app.domain.people import (
    FieldsRefused,
    Person,
    StaffMember,
    Submitter,
    problems_of_person,
    tidy_person,
)
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import Procedure
from counter_app.domain.units import SerialBlock
from counter_app.services.acting import acting, check_acts
from counter_app.services.counter import Counter
from counter_app.store.store import Draft, Work

FUTURE_TOLERANCE = timedelta(minutes=5)
"""How far a receipt may lie ahead of the machine's clock before it is called a mistake."""

FAVOURITE_DAYS = 30
"""Procedures used in the last month come first in the list."""

MOST_PAPERS = 200
MOST_NOTE = 2000
MOST_SETS = 99
MOST_FEE = 1_000_000_000_000


class LimitUnknown(Refusal):
    """The catalogue does not state the time limit for certain, and the clerk has not set it."""

    def __init__(self, procedure_code: str) -> None:
        super().__init__(procedure_code)
        self.procedure_code = procedure_code


@dataclass(frozen=True)
class IntakeRequest:
    """What the clerk has on the form when asking for an intake.

    ``received_at`` is set only when it was not now (a dossier noted down while the power was
    out). ``limit`` is the clerk's, where the catalogue has none or names several.
    ``competent_received_at`` belongs to a dossier of another territory: the limit runs from
    the moment its competent office receives it.
    """

    procedure_code: str
    applicant: Person
    submitter: Submitter | None = None
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK
    note: str = ""
    received_at: datetime | None = None
    limit: TimeLimit | None = None
    is_extra_session: bool = False
    competent_office: str = ""
    competent_received_at: datetime | None = None


def promise(counter: Counter, request: IntakeRequest, now: datetime) -> Promise:
    """Return the due moment that this intake would promise, and how it was counted.

    Raises:
        UnknownProcedure, ProcedureNotInForce: the code names no procedure of that day.
        LimitUnknown: the limit is not certain and the clerk has not given one.
        CalendarMissing: the count runs past the last year whose holidays are known.
    """
    received_at = request.received_at or now
    procedure = counter.catalogue.procedure(request.procedure_code, on=day_of(received_at))
    limit = request.limit or procedure.limit_for(request.channel_in)
    if limit is None:
        raise LimitUnknown(procedure.code)
    return counter.due_clock.promise(
        request.competent_received_at or received_at,
        limit,
        is_extra_session=request.is_extra_session and request.competent_received_at is None,
    )


def take_in(counter: Counter, request: IntakeRequest, by: StaffMember, now: datetime) -> Dossier:
    """Register a dossier, give it its code and fix the moment on which its result is due.

    Raises:
        FieldsRefused: some fields are wrong; nothing was recorded.
        ClockBehind: the machine's clock stands before the last entry.
        SerialsExhausted: this desk has used up its serials of the day.
        OnlyLooking: a supervisor does not act.
        and all that ``promise`` raises.
    """
    check_acts(counter, by, "take_in", now, request.procedure_code)
    request = tidy(request)
    check_fields(counter, request, now)
    promised = promise(counter, request, now)
    procedure = counter.catalogue.procedure(
        request.procedure_code, on=day_of(request.received_at or now)
    )
    with acting(counter, by, "take_in", now, request.procedure_code) as work:
        fact = _taken_in(
            counter, request, procedure, promised, _next_code(work, counter, request, now), now
        )
        recorded = work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))
        work.drafts.drop(counter.desk.number)
    return fold((recorded,))


def _taken_in(
    counter: Counter,
    request: IntakeRequest,
    procedure: Procedure,
    promised: Promise,
    code: str,
    now: datetime,
) -> TakenIn:
    received_at = as_utc(request.received_at or now)
    return TakenIn(
        code=code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field=procedure.field,
        received_at=received_at,
        counted_from=as_utc(request.competent_received_at or received_at),
        limit=promised.limit.text,
        due_at=as_utc(promised.due_at),
        counted=promised.counted,
        applicant=request.applicant,
        submitter=request.submitter,
        papers=request.papers,
        sets=request.sets,
        fees=request.fees,
        channel_in=request.channel_in,
        channel_out=request.channel_out,
        note=request.note,
        unit_code=counter.desk.unit.code,
        desk=counter.desk.number,
        mode=promised.mode.value,
        is_extra_session=request.is_extra_session,
        competent_office=request.competent_office,
        procedure_valid_from=procedure.valid_from.isoformat(),
    )


def _next_code(work: Work, counter: Counter, request: IntakeRequest, now: datetime) -> str:
    return next_code(work, counter, day_of(request.received_at or now))


def next_code(work: Work, counter: Counter, on: date) -> str:
    """Return the next code of a day from this desk's own blocks, inside the transaction."""
    agency = counter.desk.unit.agency_identifier
    blocks = _blocks(work, counter)
    used = [work.dossiers.last_serial(agency, on, block) for block in blocks]
    last = next((serial for serial in reversed(used) if serial is not None), None)
    return str(issue_code(agency, on, next_serial(last, blocks)))


def _blocks(work: Work, counter: Counter) -> tuple[SerialBlock, ...]:
    """Return the serials that may be issued now: an enrolled counter's are leased, and change.

    A counter whose disk was set back issues nothing from its old blocks: another slip may bear
    those codes already.
    """
    state = work.sync.state()
    if state is None or not state.is_enrolled:
        return counter.desk.blocks
    return tuple(SerialBlock(first, last) for first, last in state.blocks)


def tidy(request: IntakeRequest) -> IntakeRequest:
    """Return the request as it is kept: composed letters, numbers without spaces."""
    submitter = request.submitter
    return replace(
        request,
        procedure_code=request.procedure_code.strip(),
        applicant=tidy_person(request.applicant),
        submitter=submitter
        and Submitter(tidy_person(submitter.person), composed(submitter.authorisation)),
        papers=tuple(replace(paper, name=composed(paper.name)) for paper in request.papers),
        fees=tuple(replace(fee, name=composed(fee.name)) for fee in request.fees),
        note=composed(request.note),
        competent_office=composed(request.competent_office),
    )


def check_fields(counter: Counter, request: IntakeRequest, now: datetime) -> None:
    """Refuse a tidied request whose fields are wrong, naming all of them at once.

    Raises:
        FieldsRefused: ``problems`` names each field (``applicant.phone``) and its fault.
    """
    problems = _problems_of_people(request, now) | _problems_of_lists(request)
    if not request.procedure_code:
        problems["procedure_code"] = "missing"
    if request.received_at and request.received_at > now + FUTURE_TOLERANCE:
        problems["received_at"] = "in_the_future"
    if not 1 <= request.sets <= MOST_SETS:
        problems["sets"] = "not_a_count"
    if len(request.note) > MOST_NOTE:
        problems["note"] = "too_long"
    if request.competent_office and request.competent_received_at is None:
        problems["competent_received_at"] = "missing"
    if request.competent_received_at and not request.competent_office:
        problems["competent_office"] = "missing"
    if (
        request.competent_received_at
        and request.competent_received_at < (request.received_at or now) - FUTURE_TOLERANCE
    ):
        problems["competent_received_at"] = "before_receipt"
    if problems:
        raise FieldsRefused(problems)


def _problems_of_people(request: IntakeRequest, now: datetime) -> dict[str, str]:
    today = day_of(now)
    applicant = problems_of_person(request.applicant, today)
    problems = {f"applicant.{field}": fault for field, fault in applicant.items()}
    if request.submitter:
        submitter = problems_of_person(request.submitter.person, today)
        problems |= {f"submitter.{field}": fault for field, fault in submitter.items()}
    return problems


def _problems_of_lists(request: IntakeRequest) -> dict[str, str]:
    problems: dict[str, str] = {}
    if len(request.papers) > MOST_PAPERS:
        problems["papers"] = "too_many"
    for index, paper in enumerate(request.papers):
        if not paper.name:
            problems[f"papers.{index}.name"] = "missing"
        if not 0 <= paper.count <= 999:
            problems[f"papers.{index}.count"] = "not_a_count"
    for index, fee in enumerate(request.fees):
        if not fee.name:
            problems[f"fees.{index}.name"] = "missing"
        if not 0 <= fee.amount <= MOST_FEE:
            problems[f"fees.{index}.amount"] = "not_an_amount"
    return problems


def ask_supplement(
    counter: Counter,
    request: IntakeRequest,
    missing: tuple[str, ...],
    reason: str,
    by: StaffMember,
    now: datetime,
) -> Recorded:
    """Record that form 02 is handed out before intake, with everything lacking in one notice.

    One complete notice, in one go: Nghị định 309/2026 Đ17 k2a.

    Raises:
        FieldsRefused: nobody is named, or nothing is lacking.
        ClockBehind: the machine's clock stands before the last entry.
    """
    request = tidy(request)
    problems = _problems_of_people(request, now)
    lacking = tuple(composed(name) for name in missing if composed(name))
    if not lacking:
        problems["papers"] = "nothing_lacking"
    if problems:
        raise FieldsRefused(problems)
    procedure = counter.catalogue.procedure(request.procedure_code, on=day_of(now))
    fact = SupplementAsked(
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        applicant=request.applicant,
        missing=lacking,
        reason=composed(reason),
    )
    with acting(counter, by, "ask_supplement", now, procedure.code) as work:
        return work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))


def same_person_open(
    counter: Counter, person: Person, procedure_code: str
) -> tuple[DossierRow, ...]:
    """Return the open dossiers of this person for this procedure: a doubled one is likely."""
    person = tidy_person(person)
    if not procedure_code or not (person.id_number or person.name):
        return ()
    with counter.store.reading() as reading:
        return reading.dossiers.open_of(person, procedure_code)


def known_person(counter: Counter, id_number: str) -> Person | None:
    """Return the person as last written down under this number, to offer address and phone."""
    with counter.store.reading() as reading:
        return reading.dossiers.last_person(id_number)


def favourites(counter: Counter, now: datetime) -> Mapping[str, int]:
    """Return how often each procedure was used here in the last month."""
    with counter.store.reading() as reading:
        return reading.dossiers.used_procedures(since=now - timedelta(days=FAVOURITE_DAYS))


def save_draft(counter: Counter, content: dict[str, Any], by: StaffMember, now: datetime) -> None:
    """Keep the half-filled form of this desk, encrypted, until it is taken in or thrown away."""
    check_acts(counter, by, "save_draft", now)
    with counter.store.writing() as work:
        work.drafts.save(counter.desk.number, content, by=by.clerk, at=now)


def load_draft(counter: Counter) -> Draft | None:
    """Return the half-filled form of this desk, if there is one."""
    with counter.store.reading() as reading:
        return reading.drafts.load(counter.desk.number)


def drop_draft(counter: Counter) -> None:
    """Throw the half-filled form of this desk away."""
    with counter.store.writing() as work:
        work.drafts.drop(counter.desk.number)
