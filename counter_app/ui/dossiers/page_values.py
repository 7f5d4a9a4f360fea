"""A dossier as its page shows it: everything of it already in words; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.deadline import DueMode, Promise, TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import CountedDay, EntryName, Paper, PaperKind, Recorded, TakenIn
from counter_app.domain.moments import at_counter
from counter_app.domain.people import Person
from counter_app.domain.plain_text import fold
from counter_app.services.forms import FormNumber, forms_of
from counter_app.ui.dossiers.standing import IsSoon, Standing, soon_by_day, standing_of
from counter_app.ui.intake.people_part import spaced_phone
from counter_app.ui.intake.sentences import due_words, how_counted, said_name
from counter_app.ui.steps.offers import StepOffers, offers_of
from counter_app.ui.words import (
    CHANNEL_IN_WORDS,
    CHANNEL_OUT_WORDS,
    PAPER_KIND_WORDS,
    SEX_WORDS,
    STATE_WORDS,
    amount_words,
    counted_day_words,
    due_said,
    fact_title,
    fact_words,
    format_day,
    format_moment,
    promise_words,
    said,
    spaced_number,
)

WRITTEN_AT_ONCE = timedelta(minutes=5)
"""What was written down later than this says when it happened."""

Line = tuple[str, str]
"""A label and what stands beside it."""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when (as people say it, and exactly), who did it, what it was.

    ``happened`` says when it was done, where that is not when it was written down.
    ``is_void`` marks what stands in the history without effect; ``entry`` is where it stands.
    """

    entry: EntryName
    when: str
    exactly: str
    who: str
    title: str
    details: str
    happened: str = ""
    is_void: bool = False


@dataclass(frozen=True)
class PageView:
    """How a dossier is looked at: when, at which unit's counter, and what is known around it.

    ``names`` are the staff's, by log-in name; ``delivery`` says whether it is at the province
    already; ``code`` is the one under which lists show it, where that is not its own.
    """

    now: datetime
    names: Mapping[str, str]
    own_unit: str = ""
    delivery: str = ""
    code: str = ""
    is_soon: IsSoon = soon_by_day
    looks_only: bool = False


@dataclass(frozen=True)
class DossierPage:
    """Everything the page of a dossier shows.

    ``due`` is the due moment in force; ``promised`` says what the slip promises, where that is
    another one. ``holder`` is who has it, with that holder's own due moment.
    """

    code: str
    procedure: str
    field: str
    state: str
    standing: Standing
    due: str
    promised: str
    how: str
    days: tuple[str, ...]
    all_days: tuple[str, ...]
    holder: tuple[Line, ...]
    is_holder_late: bool
    applicant: tuple[Line, ...]
    submitter: tuple[Line, ...]
    papers: tuple[tuple[str, str, bool], ...]
    terms: tuple[Line, ...]
    history: tuple[HistoryLine, ...]
    slip_count: int
    offers: StepOffers
    forms: tuple[FormNumber, ...]
    delivery: str = ""
    is_disputed: bool = False
    unit: str = ""


def page_of(dossier: Dossier, view: PageView) -> DossierPage:
    """Return the page of a dossier."""
    intake, now = dossier.intake, view.now
    own_due_at = dossier.holder.due_at
    return DossierPage(
        code=view.code or dossier.code,
        procedure=f"{intake.procedure_code}  {intake.procedure_name}",
        field=intake.field,
        state=STATE_WORDS[dossier.state],
        standing=standing_of(dossier, now, view.is_soon),
        due=due_words(dossier.due_at, now),
        promised=_promised_words(dossier),
        how=how_counted(_promise(dossier)),
        days=_days(intake.counted),
        all_days=tuple(counted_day_words(day) for day in intake.counted),
        holder=_holder_lines(dossier, view),
        is_holder_late=own_due_at is not None and now > own_due_at,
        applicant=_person_lines(intake.applicant),
        submitter=_submitter_lines(intake),
        papers=_paper_lines(dossier),
        terms=_terms(dossier),
        history=tuple(_history_line(dossier, entry, view) for entry in reversed(dossier.history)),
        slip_count=dossier.slip_count,
        offers=StepOffers() if view.looks_only else offers_of(dossier, view.own_unit, now),
        forms=forms_of(dossier),
        delivery=view.delivery,
        is_disputed=dossier.is_disputed,
        unit=intake.unit_code or view.own_unit,
    )


def _history_line(dossier: Dossier, entry: Recorded, view: PageView) -> HistoryLine:
    done_at = getattr(entry.fact, "done_at", None) or getattr(entry.fact, "received_at", None)
    is_later = done_at is not None and entry.at - done_at > WRITTEN_AT_ONCE
    return HistoryLine(
        entry=entry.name,
        when=said(entry.at, view.now),
        exactly=format_moment(entry.at),
        who=view.names.get(entry.by, entry.by),
        title=fact_title(entry.fact),
        details=fact_words(entry.fact),
        happened=f"lúc {format_moment(done_at)}" if done_at is not None and is_later else "",
        is_void=entry.name in dossier.without_effect,
    )


def _promised_words(dossier: Dossier) -> str:
    if dossier.promised_at == dossier.due_at:
        return ""
    words = promise_words(dossier.promised_at)
    return f"Giấy hẹn số {dossier.slip_number} ghi {words}."


def _holder_lines(dossier: Dossier, view: PageView) -> tuple[Line, ...]:
    holder = dossier.holder
    if holder.is_desk:
        return ()
    name = holder.unit_name or holder.name or view.names.get(holder.clerk, holder.clerk)
    last = dossier.hand_overs[-1] if dossier.hand_overs else None
    received = last.received_at if last else None
    due = ""
    if holder.due_at is not None:
        due = f"{promise_words(holder.due_at)} ({due_said(holder.due_at, view.now).lower()})"
    return _filled(
        ("Nơi giữ hồ sơ", name),
        ("Hạn của bên nhận", due),
        ("Giao lúc", format_moment(last.given_at) if last else ""),
        ("Bên nhận xác nhận", format_moment(received) if received else "chưa"),
    )


def _promise(dossier: Dossier) -> Promise:
    """Return the promise as it was recorded; nothing is counted anew."""
    intake = dossier.intake
    return Promise(
        due_at=at_counter(dossier.due_at),
        limit=TimeLimit.parse(intake.limit),
        mode=DueMode(intake.mode),
        received_at=at_counter(intake.counted_from),
        counted=intake.counted,
    )


def _days(counted: Sequence[CountedDay]) -> tuple[str, ...]:
    """Return the days worth a look: those that do not count, and the last."""
    if len(counted) == 1:
        return ()
    told = [day for day in counted if not day.number or day.reason or day is counted[-1]]
    return tuple(counted_day_words(day) for day in told)


def _filled(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line[1])


def _person_lines(person: Person) -> tuple[Line, ...]:
    return _filled(
        ("Họ và tên", said_name(person.name)),
        ("Số định danh", spaced_number(person.id_number)),
        ("Ngày sinh", format_day(person.birth_on) if person.birth_on else ""),
        ("Giới tính", SEX_WORDS[person.sex] if person.sex else ""),
        ("Địa chỉ", person.address.text),
        ("Điện thoại", spaced_phone(person.phone)),
        ("Thư điện tử", person.email),
    )


def _submitter_lines(intake: TakenIn) -> tuple[Line, ...]:
    if intake.submitter is None:
        return ()
    lines = _person_lines(intake.submitter.person)
    return (*lines, *_filled(("Giấy ủy quyền", intake.submitter.authorisation)))


def _paper_lines(dossier: Dossier) -> tuple[tuple[str, str, bool], ...]:
    """Return the papers of the intake, and those that were asked for later and still lack."""
    lacking = {fold(name): name for name in dossier.lacking}
    lines = [
        (paper.name, _paper_words(paper, fold(paper.name) in lacking), fold(paper.name) in lacking)
        for paper in dossier.intake.papers
    ]
    known = {fold(paper.name) for paper in dossier.intake.papers}
    later = [name for key, name in lacking.items() if key not in known]
    return (*lines, *((name, "Còn thiếu", True) for name in later))


def _paper_words(paper: Paper, is_lacking: bool) -> str:
    if is_lacking:
        return "Còn thiếu"
    if paper.is_lacking:
        return "Đã bổ sung"
    if paper.kind == PaperKind.DATABASE:
        return PAPER_KIND_WORDS[paper.kind]
    return f"{paper.count} {PAPER_KIND_WORDS[paper.kind].lower()}"


def _terms(dossier: Dossier) -> tuple[Line, ...]:
    intake = dossier.intake
    fees = "; ".join(f"{fee.name}: {amount_words(fee.amount)}" for fee in intake.fees)
    is_elsewhere = intake.counted_from != intake.received_at
    return _filled(
        ("Nhận lúc", format_moment(intake.received_at)),
        ("Thời hạn", intake.limit),
        ("Nộp qua", CHANNEL_IN_WORDS[intake.channel_in]),
        ("Nhận kết quả", CHANNEL_OUT_WORDS[intake.channel_out]),
        ("Số bộ", str(intake.sets)),
        ("Lệ phí", fees or "Không thu"),
        ("Đã thu", amount_words(dossier.paid) if dossier.paid else ""),
        ("Cơ quan giải quyết", intake.competent_office),
        ("Cơ quan đó nhận lúc", format_moment(intake.counted_from) if is_elsewhere else ""),
        ("Buổi tăng thêm", "Nhận trong buổi tăng thêm" if intake.is_extra_session else ""),
        ("Ghi chú", intake.note),
    )
