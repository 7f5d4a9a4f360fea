"""The panel of a correction: the intake filled in again, and the slip that replaces it; no Qt.

Only what is most often wrong is on it; everything else of the intake stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import ChannelIn, ChannelOut, Paper
from counter_app.domain.moments import as_utc, day_of
from counter_app.domain.people import Person, Sex
from counter_app.domain.procedure import Procedure
from counter_app.domain.steps import Step, is_allowed
from counter_app.services.correcting import request_of
from counter_app.services.intake import IntakeRequest
from counter_app.ui.intake.form import FeeRow, IntakeForm, PaperRow, PaperState, PersonForm
from counter_app.ui.intake.reading import read_form
from counter_app.ui.steps.fields import (
    Found,
    Kind,
    Outlook,
    Picked,
    Row,
    StepField,
    StepForm,
    Values,
)
from counter_app.ui.steps.kinds import Record, StepContext, StepKind, moment_text, reason_field
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import (
    CHANNEL_IN_WORDS,
    CHANNEL_OUT_WORDS,
    SEX_WORDS,
    format_day,
    number_words,
    promise_words,
)

_WHO = "applicant."


def _correct(context: StepContext) -> StepForm:
    dossier = context.dossier
    may_promise = is_allowed(Step.CORRECT_PROMISE, dossier)
    number = dossier.slip_number
    return StepForm(
        Step.CORRECT,
        "Đính chính hồ sơ",
        "Ghi đính chính",
        (
            *((_procedure_row(context),) if may_promise else ()),
            *_person_rows(context),
            (StepField("papers", "", Kind.PAPERS),),
            _terms_row(may_promise),
            (
                StepField("fees", "", Kind.FEES, stretch=2),
                StepField("sets", "Số bộ", width=70),
                StepField("note", "Ghi chú", stretch=2),
            ),
            (reason_field("Lý do đính chính (người khác sẽ đọc)"),),
        ),
        values_of(dossier),
        about=(
            f"Mã hồ sơ giữ nguyên; giấy hẹn số {number + 1} thay giấy số {number}. "
            "Sửa ô nào sai, các ô khác để nguyên."
        ),
        warning=(
            ""
            if may_promise
            else "Hồ sơ không còn tính hạn nên không sửa được thủ tục, thời hạn và lúc nhận."
        ),
        prints="giấy hẹn mới",
        takes_card=True,
    )


def _procedure_row(context: StepContext) -> Row:
    on = day_of(context.dossier.intake.received_at)

    def find(text: str) -> tuple[Found, ...]:
        found = context.known.find_procedures(text, on)
        return tuple(Found(p.code, _procedure_text(p.code, p.name), p.field) for p in found)

    return (
        StepField("procedure_code", "Thủ tục", Kind.PICK, find=find, stretch=2),
        StepField("limit", "Thời hạn", placeholder="như 3 ngày làm việc", width=170),
    )


def _person_rows(context: StepContext) -> tuple[Row, ...]:
    def find_places(text: str) -> tuple[Found, ...]:
        return tuple(Found(place.code, place.text) for place in context.known.find_places(text))

    sexes = (("", "–"), *((sex.value, SEX_WORDS[sex]) for sex in Sex))
    return (
        (
            StepField(f"{_WHO}id_number", "Số định danh", width=170, placeholder="quét hoặc gõ"),
            StepField(f"{_WHO}name", "Chủ hồ sơ"),
            StepField(f"{_WHO}birth_on", "Ngày sinh", width=124),
            StepField(f"{_WHO}sex", "Giới tính", Kind.CHOICE, choices=sexes, width=92),
        ),
        (
            StepField(f"{_WHO}line", "Số nhà, thôn, tổ"),
            StepField(f"{_WHO}commune", "Xã, phường", Kind.PICK, find=find_places),
            StepField(f"{_WHO}phone", "Điện thoại", width=150),
        ),
    )


def _terms_row(may_promise: bool) -> Row:
    ins = tuple((each.value, CHANNEL_IN_WORDS[each]) for each in ChannelIn)
    outs = tuple((each.value, CHANNEL_OUT_WORDS[each]) for each in ChannelOut)
    received = (StepField("received_at", "Nhận lúc", width=170),) if may_promise else ()
    return (
        *received,
        StepField("channel_in", "Nộp qua", Kind.CHOICE, choices=ins),
        StepField("channel_out", "Nhận kết quả", Kind.CHOICE, choices=outs),
    )


def _procedure_text(code: str, name: str) -> str:
    return f"{code}  {name}"


def values_of(dossier: Dossier) -> Values:
    """Return what stands in the fields for a dossier as it is."""
    intake = dossier.intake
    return {
        "procedure_code": Picked(
            _procedure_text(intake.procedure_code, intake.procedure_name), intake.procedure_code
        ),
        "limit": intake.limit,
        **_person_values(intake.applicant),
        "papers": tuple(map(_row_of, intake.papers)),
        "received_at": moment_text(intake.received_at),
        "channel_in": intake.channel_in.value,
        "channel_out": intake.channel_out.value,
        "fees": tuple(FeeRow(fee.name, number_words(fee.amount)) for fee in intake.fees),
        "sets": str(intake.sets),
        "note": intake.note,
    }


def _person_values(person: Person) -> dict[str, Any]:
    home = person.address
    commune = ", ".join(part for part in (home.commune, home.province) if part)
    return {
        f"{_WHO}id_number": person.id_number,
        f"{_WHO}name": person.name,
        f"{_WHO}birth_on": format_day(person.birth_on) if person.birth_on else "",
        f"{_WHO}sex": person.sex.value if person.sex else "",
        f"{_WHO}line": home.line,
        f"{_WHO}commune": Picked(commune, home.commune_code),
        f"{_WHO}phone": person.phone,
    }


def _row_of(paper: Paper) -> PaperRow:
    state = PaperState.LACKING if paper.is_lacking else PaperState.PRESENT
    return PaperRow(
        paper.name, paper.kind.value, paper.count, state, is_required=False, is_own=True
    )


def _follow(context: StepContext, values: Values, name: str) -> Mapping[str, Any]:
    """Another procedure brings its own limit, papers and fees; what was handed in stays."""
    picked = values.get("procedure_code")
    if name != "procedure_code" or not isinstance(picked, Picked) or not picked.value:
        return {}
    on = day_of(context.dossier.intake.received_at)
    procedure = context.known.procedure_at(picked.value, on)
    if procedure is None:
        return {}
    limit = procedure.limit_for(ChannelIn(values["channel_in"]))
    return {
        "limit": limit.text if limit else "",
        "papers": _papers_for(procedure, values.get("papers") or ()),
        "fees": tuple(FeeRow(fee.name, number_words(fee.amount)) for fee in procedure.fees),
    }


def _papers_for(procedure: Procedure, rows: tuple[PaperRow, ...]) -> tuple[PaperRow, ...]:
    kept = tuple(row for row in rows if row.state == PaperState.PRESENT)
    names = {row.name for row in kept}
    asked = (
        PaperRow(paper.name, is_required=paper.is_required, is_conditional=paper.is_conditional)
        for paper in procedure.papers
        if not paper.is_note and paper.name not in names
    )
    return (*kept, *asked)


def _request(context: StepContext, reader: StepReader) -> IntakeRequest:
    """Return the whole intake as it should be; what is not on the panel stays as it was."""
    dossier = context.dossier
    values = {**values_of(dossier), **reader.values}
    reading = read_form(_form_of(values, dossier), day_of(reader.now))
    reader.faults.update(reading.problems)
    before = request_of(dossier)
    received_at = before.received_at
    if reader.text("received_at") not in ("", moment_text(before.received_at)):
        received_at = reader.moment("received_at")
    return replace(
        reading.request,
        submitter=before.submitter,
        received_at=received_at and as_utc(received_at),
        is_extra_session=before.is_extra_session,
        competent_office=before.competent_office,
        competent_received_at=before.competent_received_at,
    )


def _form_of(values: Values, dossier: Dossier) -> IntakeForm:
    commune = values[f"{_WHO}commune"]
    procedure = values["procedure_code"]
    return IntakeForm(
        procedure_code=procedure.value,
        procedure_text=procedure.text,
        limit=values["limit"],
        is_limit_confirmed=bool(values["limit"].strip()),
        applicant=PersonForm(
            id_number=values[f"{_WHO}id_number"],
            name=values[f"{_WHO}name"],
            birth=values[f"{_WHO}birth_on"],
            sex=values[f"{_WHO}sex"],
            line=values[f"{_WHO}line"],
            commune=commune.text,
            commune_code=commune.value,
            phone=values[f"{_WHO}phone"],
            email=dossier.intake.applicant.email,
        ),
        papers=values["papers"],
        sets=values["sets"],
        fees=values["fees"],
        channel_in=values["channel_in"],
        channel_out=values["channel_out"],
        note=values["note"],
    )


def _outlook(context: StepContext, reader: StepReader) -> Outlook:
    dossier = context.dossier
    request = _request(context, reader)
    if reader.faults:
        return Outlook()
    due_at = context.known.promised(dossier, request, reader.now)
    if due_at == dossier.promised_at:
        return Outlook(f"Giấy hẹn mới vẫn hẹn trả {promise_words(due_at)}.")
    return Outlook(
        f"Giấy hẹn mới hẹn trả {promise_words(due_at)}, "
        f"thay cho {promise_words(dossier.promised_at)}.",
        is_warning=True,
    )


def _read(context: StepContext, reader: StepReader) -> Record:
    request, reason = _request(context, reader), reader.required("reason")
    return lambda by, now: context.services.correct(context.code, request, reason, by, now)


def _card(context: StepContext, payload: str, values: Values) -> Mapping[str, Any]:
    """Return name, number, birth date and sex of a card; the address stays for the clerk."""
    card = context.known.read_card(payload)
    return {
        f"{_WHO}id_number": card.number,
        f"{_WHO}name": card.name,
        f"{_WHO}birth_on": format_day(card.birth_on),
        f"{_WHO}sex": card.sex.value,
    }


def _did(dossier: Dossier) -> str:
    last = dossier.slips[-1]
    return (
        f"Đã đính chính hồ sơ {dossier.code}; giấy hẹn số {last.number} thay giấy số "
        f"{last.replaces}."
    )


KINDS = (
    StepKind(
        Step.CORRECT,
        _correct,
        _read,
        _did,
        outlook=_outlook,
        follow=_follow,
        card=_card,
        form="01",
    ),
)
