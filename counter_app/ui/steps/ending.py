"""The panels of ends without a result, and of apologies: forms 03, 04 and 05; no Qt."""

from collections.abc import Callable

from counter_app.domain.deadlines import is_apology_too_late
from counter_app.domain.dossier import Dossier
from counter_app.domain.steps import Step
from counter_app.ui.notices import Question
from counter_app.ui.steps.fields import Kind, Outlook, Row, StepField, StepForm
from counter_app.ui.steps.kinds import (
    Record,
    StepContext,
    StepKind,
    done_at_field,
    reason_field,
)
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import promise_words


def _refuse(context: StepContext) -> StepForm:
    return StepForm(
        Step.REFUSE,
        "Từ chối giải quyết hồ sơ",
        "Từ chối",
        ((reason_field("Lý do từ chối (in trên phiếu)"),), (done_at_field("Từ chối lúc"),)),
        {},
        about="Hồ sơ kết thúc; người dân nhận phiếu từ chối có lý do cụ thể (mẫu 03).",
        prints="mẫu 03",
    )


def _withdraw(context: StepContext) -> StepForm:
    receiver = StepField("receiver", "Người nhận lại giấy tờ")
    return StepForm(
        Step.WITHDRAW,
        "Người dân rút hồ sơ",
        "Ghi rút hồ sơ",
        ((reason_field("Lý do rút"),), (receiver, done_at_field("Rút lúc"))),
        {"receiver": context.applicant},
        about="Hồ sơ kết thúc; giấy tờ đã nộp được trả lại.",
    )


def _stop(context: StepContext) -> StepForm:
    return StepForm(
        Step.STOP,
        "Dừng giải quyết hồ sơ",
        "Dừng giải quyết",
        ((reason_field("Lý do dừng (in trên thông báo)"),), (done_at_field("Dừng lúc"),)),
        {},
        about="Hồ sơ kết thúc; người dân nhận thông báo dừng giải quyết (mẫu 05).",
        prints="mẫu 05",
    )


def _apologise(context: StepContext) -> StepForm:
    return StepForm(
        Step.APOLOGISE,
        "Xin lỗi vì trả muộn",
        "Ghi xin lỗi",
        ((reason_field("Lý do chậm (in trên phiếu)"),), (done_at_field("Xin lỗi lúc"),)),
        {},
        about="Phiếu xin lỗi không ghi ngày hẹn mới. Muốn hẹn ngày khác, chọn Xin lỗi và hẹn lại.",
        prints="mẫu 04",
    )


def _read_reason(name: str, *others: str) -> Callable[[StepContext, StepReader], Record]:
    """Return what reads a written reason, and further texts, for a service of that name."""

    def read(context: StepContext, reader: StepReader) -> Record:
        reason, done_at = reader.required("reason"), reader.moment("done_at")
        texts = {other: reader.text(other) for other in others}
        service = getattr(context.services, name)
        return lambda by, now: service(context.code, reason, by, now, done_at=done_at, **texts)

    return read


def _ask(title: str, words: str, do: str) -> Callable[[StepContext, StepReader], Question]:
    """Return what asks once more, naming the citizen, the dossier and the reason."""

    def question(context: StepContext, reader: StepReader) -> Question:
        about = words.format(name=context.applicant, code=context.dossier.code)
        return Question(title, f"{about}\nLý do: {reader.text('reason')}", do)

    return question


def _reappoint(context: StepContext) -> StepForm:
    earlier = context.dossier.reappointments
    due = StepField("due_at", "Hẹn trả lại lúc", placeholder="như 16:00 27/11/2026", width=250)
    reasons: Row = (reason_field("Lý do chậm (in trên phiếu)"),)
    if earlier:
        because = StepField("again_because", "Vì sao phải hẹn lại lần nữa", Kind.AREA)
        reasons = (*reasons, because)
    return StepForm(
        Step.REAPPOINT,
        "Xin lỗi và hẹn lại",
        "Hẹn lại",
        ((due, done_at_field("Xin lỗi lúc")), reasons),
        {},
        about=f"Đang hẹn trả {promise_words(context.dossier.due_at)}.",
        warning=_reappoint_warning(context),
        prints="mẫu 04",
    )


def _reappoint_warning(context: StepContext) -> str:
    dossier = context.dossier
    if dossier.reappointments:
        last = promise_words(dossier.reappointments[-1].due_at)
        return (
            f"Hồ sơ đã hẹn lại một lần (đến {last}); quy định chỉ cho một lần. "
            "Hẹn thêm phải ghi rõ vì sao, và hồ sơ vẫn tính là trả quá hạn."
        )
    if context.now > dossier.due_at:
        return "Đã quá giờ hẹn trả: hẹn lại lúc này hồ sơ vẫn tính là trả quá hạn."
    if is_apology_too_late(dossier.due_at, context.now):
        return "Phiếu xin lỗi phải gửi trước ngày hẹn trả ít nhất một ngày; lúc này đã muộn."
    return ""


def _reappoint_outlook(context: StepContext, reader: StepReader) -> Outlook:
    due_at = reader.moment("due_at")
    if due_at is None:
        return Outlook()
    words = f"Hẹn mới: {promise_words(due_at)}."
    spans = context.known.spans()
    if not spans.minutes_of_day(due_at):
        return Outlook(f"{words} Hôm đó bộ phận Một cửa nghỉ.", is_warning=True)
    return Outlook(words)


def _read_reappointment(context: StepContext, reader: StepReader) -> Record:
    reader.required("due_at")
    due_at, done_at = reader.moment("due_at"), reader.moment("done_at")
    reason, again = reader.required("reason"), reader.text("again_because")
    return lambda by, now: context.services.reappoint(
        context.code, due_at, reason, by, now, again_because=again, done_at=done_at
    )


def _reappoint_question(context: StepContext, reader: StepReader) -> Question:
    due_at = reader.moment("due_at") or context.dossier.due_at
    return Question(
        "Hẹn lại ngày trả kết quả?",
        f"{context.applicant} sẽ nhận kết quả hồ sơ {context.dossier.code} lúc "
        f"{promise_words(due_at)}, thay cho {promise_words(context.dossier.due_at)}.\n"
        f"Lý do: {reader.text('reason')}",
        "Hẹn lại",
    )


def _reappointed(dossier: Dossier) -> str:
    late = " Hồ sơ vẫn tính là quá hạn." if dossier.counts_late else ""
    return f"Đã hẹn lại hồ sơ {dossier.code}: {promise_words(dossier.due_at)}.{late}"


KINDS = (
    StepKind(
        Step.REFUSE,
        _refuse,
        _read_reason("refuse"),
        lambda dossier: f"Đã từ chối giải quyết hồ sơ {dossier.code}.",
        question=_ask(
            "Từ chối giải quyết?", "Hồ sơ {code} của {name} sẽ không được giải quyết.", "Từ chối"
        ),
        form="03",
    ),
    StepKind(
        Step.WITHDRAW,
        _withdraw,
        _read_reason("withdraw", "receiver"),
        lambda dossier: f"Đã ghi người dân rút hồ sơ {dossier.code}.",
        question=_ask(
            "Rút hồ sơ?", "{name} rút hồ sơ {code} và nhận lại giấy tờ.", "Ghi rút hồ sơ"
        ),
    ),
    StepKind(
        Step.STOP,
        _stop,
        _read_reason("stop"),
        lambda dossier: f"Đã dừng giải quyết hồ sơ {dossier.code}.",
        question=_ask(
            "Dừng giải quyết?", "Hồ sơ {code} của {name} sẽ dừng giải quyết.", "Dừng giải quyết"
        ),
        form="05",
    ),
    StepKind(
        Step.APOLOGISE,
        _apologise,
        _read_reason("apologise"),
        lambda dossier: f"Đã ghi lời xin lỗi về hồ sơ {dossier.code}.",
        form="04",
    ),
    StepKind(
        Step.REAPPOINT,
        _reappoint,
        _read_reappointment,
        _reappointed,
        outlook=_reappoint_outlook,
        question=_reappoint_question,
        form="04",
    ),
)
