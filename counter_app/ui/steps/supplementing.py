"""The panels of a supplement: asking for all that lacks in one notice, and receiving it; no Qt."""

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SupplementRequested
from counter_app.domain.moments import as_utc, day_of
from counter_app.domain.plain_text import fold
from counter_app.domain.procedure import SupplementRule
from counter_app.domain.steps import Step
from counter_app.ui.intake.form import PaperRow, PaperState
from counter_app.ui.steps.fields import Kind, Outlook, Row, StepField, StepForm, Tick
from counter_app.ui.steps.kinds import (
    Record,
    StepContext,
    StepKind,
    done_at_field,
    note_field,
    reason_field,
)
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import format_moment, promise_words
from counter_app.ui.words_of_following import RULE_WORDS, minutes_words


def _papers_of(context: StepContext) -> tuple[Tick, ...]:
    """Return the papers of the procedure and of the dossier, those that lack ticked."""
    intake = context.dossier.intake
    procedure = context.known.procedure_at(intake.procedure_code, day_of(intake.received_at))
    asked = [p.name for p in procedure.papers if not p.is_note] if procedure else []
    lacking = {fold(name) for name in context.dossier.lacking}
    names = [*context.dossier.lacking, *(paper.name for paper in intake.papers), *asked]
    first = {fold(name): name for name in reversed(names)}
    return tuple(Tick(first[key], key in lacking) for key in dict.fromkeys(map(fold, names)))


def _request(context: StepContext) -> StepForm:
    again = _requests(context.dossier)
    reasons: Row = (reason_field("Nội dung cần hoàn thiện, lý do"),)
    if again:
        because = StepField("again_because", "Vì sao yêu cầu thêm lần nữa", Kind.AREA)
        reasons = (*reasons, because)
    ticks = StepField(
        "papers",
        "Giấy tờ còn thiếu",
        Kind.TICKS,
        hint="Phím cách đánh dấu; gõ thêm giấy tờ khác ở ô dưới rồi Enter.",
    )
    return StepForm(
        Step.REQUEST_SUPPLEMENT,
        "Yêu cầu bổ sung hồ sơ",
        "Ghi yêu cầu",
        ((ticks,), reasons, (done_at_field(),)),
        {"papers": _papers_of(context)},
        about=RULE_WORDS[context.known.supplement_rule(context.dossier)],
        warning=_again_words(again),
        prints="mẫu 02",
    )


def _requests(dossier: Dossier) -> tuple[SupplementRequested, ...]:
    facts = (entry.fact for entry in dossier.history)
    known = tuple(fact for fact in facts if isinstance(fact, SupplementRequested))
    return known if dossier.pauses else ()


def _again_words(again: tuple[SupplementRequested, ...]) -> str:
    if not again:
        return ""
    return (
        f"Hồ sơ này đã có phiếu yêu cầu bổ sung lúc {format_moment(again[-1].done_at)}. Quy định "
        "chỉ yêu cầu một lần, đầy đủ (Nghị định 309/2026, Điều 17); lần nữa phải ghi rõ vì sao."
    )


def _request_outlook(context: StepContext, reader: StepReader) -> Outlook:
    if context.known.supplement_rule(context.dossier) is not SupplementRule.PAUSE:
        return Outlook()
    done_at = reader.moment("done_at") or reader.now
    spans, due_at = context.known.spans(), context.dossier.due_at
    left = spans.minutes_between(done_at, due_at)
    if not left:
        return Outlook("Thời hạn đã hết: nhận bổ sung xong hồ sơ vẫn quá hạn.", is_warning=True)
    words = minutes_words(left, spans.minutes_of_day(due_at))
    return Outlook(f"Còn lại {words} làm việc, tính tiếp khi nhận đủ bổ sung.")


def _read_request(context: StepContext, reader: StepReader) -> Record:
    missing, reason = reader.ticked("papers"), reader.text("reason")
    again, done_at = reader.text("again_because"), reader.moment("done_at")
    if not missing:
        reader.faults["papers"] = "nothing_lacking"
    return lambda by, now: context.services.request_supplement(
        context.code, missing, reason, by, now, again_because=again, done_at=done_at
    )


def _requested(dossier: Dossier) -> str:
    return f"Đã ghi yêu cầu bổ sung {len(dossier.lacking)} giấy tờ cho hồ sơ {dossier.code}."


def _receive(context: StepContext) -> StepForm:
    papers = StepField(
        "papers",
        "Giấy tờ người dân mang đến",
        Kind.PAPERS,
        hint="Phím cách: đủ hoặc thiếu; Insert thêm giấy tờ khác; F6 đánh dấu đủ cả.",
    )
    rows = tuple(PaperRow(name, is_required=False) for name in context.dossier.lacking)
    since = context.dossier.pauses[-1].since
    return StepForm(
        Step.RECEIVE_SUPPLEMENT,
        "Nhận giấy tờ bổ sung",
        "Ghi nhận bổ sung",
        ((papers,), (note_field(), done_at_field("Nhận lúc"))),
        {"papers": rows},
        about=f"Đã yêu cầu bổ sung lúc {format_moment(since)}.",
    )


def _receive_outlook(context: StepContext, reader: StepReader) -> Outlook:
    done_at = as_utc(reader.moment("done_at") or reader.now)
    due_at = context.known.due_after_supplement(context.dossier, done_at, context.by, reader.now)
    words = f"Hẹn trả từ nay: {promise_words(due_at)}."
    lacking = _still_lacking(context.dossier, reader)
    if lacking:
        return Outlook(f"{words} Vẫn còn thiếu {lacking} giấy tờ.", is_warning=True)
    return Outlook(words, is_warning=due_at < reader.now)


def _still_lacking(dossier: Dossier, reader: StepReader) -> int:
    rows: tuple[PaperRow, ...] = reader.raw("papers") or ()
    brought = {fold(row.name) for row in rows if row.state == PaperState.PRESENT}
    return sum(fold(name) not in brought for name in dossier.lacking)


def _read_receipt(context: StepContext, reader: StepReader) -> Record:
    papers = tuple(paper for paper in reader.papers("papers") if not paper.is_lacking)
    note, done_at = reader.text("note"), reader.moment("done_at")
    if not papers:
        reader.faults["papers"] = "no_paper_ticked"
    return lambda by, now: context.services.receive_supplement(
        context.code, papers, by, now, note=note, done_at=done_at
    )


def _received(dossier: Dossier) -> str:
    return f"Đã nhận bổ sung hồ sơ {dossier.code}; hẹn trả {promise_words(dossier.due_at)}."


KINDS = (
    StepKind(
        Step.REQUEST_SUPPLEMENT,
        _request,
        _read_request,
        _requested,
        outlook=_request_outlook,
        form="02",
    ),
    StepKind(Step.RECEIVE_SUPPLEMENT, _receive, _read_receipt, _received, _receive_outlook),
)
