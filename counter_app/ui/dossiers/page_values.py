"""A dossier as its page shows it: everything of it already in words; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.deadline import DueMode, Promise, TimeLimit
from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import CountedDay, Paper, PaperKind, TakenIn
from counter_app.domain.moments import at_counter
from counter_app.domain.people import Person
from counter_app.ui.dossiers.standing import Standing, standing_of
from counter_app.ui.intake.people_part import spaced_phone
from counter_app.ui.intake.sentences import due_words, how_counted, said_name
from counter_app.ui.words import (
    CHANNEL_IN_WORDS,
    CHANNEL_OUT_WORDS,
    PAPER_KIND_WORDS,
    SEX_WORDS,
    STATE_WORDS,
    amount_words,
    counted_day_words,
    fact_title,
    fact_words,
    format_day,
    format_moment,
    said,
    spaced_number,
)

Line = tuple[str, str]
"""A label and what stands beside it."""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when (as people say it, and exactly), who did it, what it was."""

    when: str
    exactly: str
    who: str
    title: str
    details: str


@dataclass(frozen=True)
class DossierPage:
    """Everything the page of a dossier shows."""

    code: str
    procedure: str
    field: str
    state: str
    standing: Standing
    due: str
    how: str
    days: tuple[str, ...]
    all_days: tuple[str, ...]
    applicant: tuple[Line, ...]
    submitter: tuple[Line, ...]
    papers: tuple[tuple[str, str, bool], ...]
    terms: tuple[Line, ...]
    history: tuple[HistoryLine, ...]
    slip_count: int
    delivery: str = ""
    is_disputed: bool = False


def page_of(
    dossier: Dossier, names: Mapping[str, str], now: datetime, delivery: str = ""
) -> DossierPage:
    """Return the page of a dossier; ``names`` are the staff's, by log-in name.

    ``delivery`` says whether it is at the province already.
    """
    intake = dossier.intake
    promise = _promise(dossier)
    return DossierPage(
        code=dossier.code,
        procedure=f"{intake.procedure_code}  {intake.procedure_name}",
        field=intake.field,
        state=STATE_WORDS[dossier.state],
        standing=standing_of(dossier, now),
        due=due_words(dossier.due_at, now),
        how=how_counted(promise),
        days=_days(intake.counted),
        all_days=tuple(counted_day_words(day) for day in intake.counted),
        applicant=_person_lines(intake.applicant),
        submitter=_submitter_lines(intake),
        papers=tuple(_paper_line(paper) for paper in intake.papers),
        terms=_terms(intake),
        history=tuple(
            HistoryLine(
                when=said(entry.at, now),
                exactly=format_moment(entry.at),
                who=names.get(entry.by, entry.by),
                title=fact_title(entry.fact),
                details=fact_words(entry.fact),
            )
            for entry in reversed(dossier.history)
        ),
        slip_count=dossier.slip_count,
        delivery=delivery,
        is_disputed=dossier.is_disputed,
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


def _paper_line(paper: Paper) -> tuple[str, str, bool]:
    if paper.is_lacking:
        return paper.name, "Còn thiếu", True
    if paper.kind == PaperKind.DATABASE:
        return paper.name, PAPER_KIND_WORDS[paper.kind], False
    return paper.name, f"{paper.count} {PAPER_KIND_WORDS[paper.kind].lower()}", False


def _terms(intake: TakenIn) -> tuple[Line, ...]:
    fees = "; ".join(f"{fee.name}: {amount_words(fee.amount)}" for fee in intake.fees)
    is_elsewhere = intake.counted_from != intake.received_at
    return _filled(
        ("Nhận lúc", format_moment(intake.received_at)),
        ("Thời hạn", intake.limit),
        ("Nộp qua", CHANNEL_IN_WORDS[intake.channel_in]),
        ("Nhận kết quả", CHANNEL_OUT_WORDS[intake.channel_out]),
        ("Số bộ", str(intake.sets)),
        ("Lệ phí", fees or "Không thu"),
        ("Cơ quan giải quyết", intake.competent_office),
        ("Cơ quan đó nhận lúc", format_moment(intake.counted_from) if is_elsewhere else ""),
        ("Buổi làm thêm", "Nhận trong buổi làm thêm" if intake.is_extra_session else ""),
        ("Ghi chú", intake.note),
    )
