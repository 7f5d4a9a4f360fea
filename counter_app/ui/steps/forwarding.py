"""The panels of hand-overs: forwarding, confirming receipt, and receiving back; no Qt."""

from counter_app.domain.dossier import Dossier
from counter_app.domain.steps import Step
from counter_app.services.following import ForwardTo
from counter_app.ui.steps.fields import Found, Kind, Outlook, StepField, StepForm
from counter_app.ui.steps.kinds import (
    NOW_OR_THEN,
    Record,
    StepContext,
    StepKind,
    done_at_field,
    moment_text,
    note_field,
)
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.words import promise_words

COLLEAGUE, PERSON, UNIT = "colleague", "person", "unit"
_TO = (
    (COLLEAGUE, "Công chức của đơn vị"),
    (PERSON, "Người, bộ phận khác (ghi tên)"),
    (UNIT, "Đơn vị khác (liên thông)"),
)


def _forward(context: StepContext) -> StepForm:
    colleagues = tuple((m.clerk, m.name) for m in context.staff if m.clerk != context.by.clerk)

    def find_units(text: str) -> tuple[Found, ...]:
        places = context.known.find_places(text)
        own = context.known.own_unit
        return tuple(Found(p.code, p.text, f"mã {p.code}") for p in places if p.code != own)

    to = StepField("to", "Chuyển cho", Kind.CHOICE, choices=_TO if colleagues else _TO[1:])
    clerk = StepField(
        "to_clerk", "Công chức", Kind.CHOICE, choices=colleagues, shown_if=("to", (COLLEAGUE,))
    )
    name = StepField(
        "to_name",
        "Tên người hoặc bộ phận nhận",
        placeholder="như Phòng Kinh tế, Lý Văn Thử",
        shown_if=("to", (PERSON,)),
    )
    unit = StepField(
        "to_unit",
        "Đơn vị nhận",
        Kind.PICK,
        placeholder="gõ tên xã, phường, không cần dấu",
        find=find_units,
        shown_if=("to", (UNIT,)),
    )
    due = StepField(
        "due_at",
        "Hạn của bên nhận",
        placeholder="như 16:00 24/11/2026; để trống nếu không hẹn riêng",
    )
    return StepForm(
        Step.FORWARD,
        "Chuyển hồ sơ",
        "Ghi chuyển",
        ((to, clerk, name, unit), (due, done_at_field("Chuyển lúc")), (note_field(),)),
        {"to": to.choices[0][0]},
        about=f"Hẹn trả người dân không đổi: {promise_words(context.dossier.due_at)}.",
        prints="mẫu 06",
    )


def _forward_outlook(context: StepContext, reader: StepReader) -> Outlook:
    due_at = reader.moment("due_at")
    if due_at is None:
        return Outlook()
    words = f"Bên nhận phải xong trước {promise_words(due_at)}."
    if due_at > context.dossier.due_at:
        return Outlook(f"{words} Muộn hơn hẹn trả người dân.", is_warning=True)
    return Outlook(words)


def _read_forward(context: StepContext, reader: StepReader) -> Record:
    to = _receiver(reader)
    note, done_at = reader.text("note"), reader.moment("done_at")
    return lambda by, now: context.services.forward(
        context.code, to, by, now, note=note, done_at=done_at
    )


def _receiver(reader: StepReader) -> ForwardTo:
    due_at = reader.moment("due_at")
    match reader.raw("to"):
        case "colleague":
            return ForwardTo(clerk=reader.required("to_clerk"), due_at=due_at)
        case "unit":
            unit = reader.picked("to_unit")
            if not unit.text:
                reader.faults["to_unit"] = "missing"
            return ForwardTo(unit=unit.value, unit_name=unit.text, due_at=due_at)
    return ForwardTo(name=reader.required("to_name"), due_at=due_at)


def _forwarded(dossier: Dossier) -> str:
    to = dossier.holder
    due = f", hạn bên nhận {promise_words(to.due_at)}" if to.due_at else ""
    return f"Đã chuyển hồ sơ {dossier.code} đến {to.unit_name or to.name}{due}."


def _confirm(context: StepContext) -> StepForm:
    holder = context.dossier.holder
    name = StepField("name", "Người nhận", placeholder="để trống nếu là người đang đăng nhập")
    due = f" Hạn của bên nhận: {moment_text(holder.due_at)}." if holder.due_at else ""
    return StepForm(
        Step.CONFIRM_FORWARD,
        "Xác nhận đã nhận hồ sơ",
        "Ghi đã nhận",
        ((name, done_at_field("Nhận lúc")), (note_field(),)),
        {"name": "" if holder.unit else holder.name},
        about=f"Hồ sơ được chuyển đến {holder.unit_name or holder.name}.{due}",
    )


def _read_confirmation(context: StepContext, reader: StepReader) -> Record:
    name, note = reader.text("name"), reader.text("note")
    done_at = reader.moment("done_at")
    return lambda by, now: context.services.confirm_forward(
        context.code, by, now, name=name, note=note, done_at=done_at
    )


def _confirmed(dossier: Dossier) -> str:
    return f"Đã ghi nhận bên giải quyết có hồ sơ {dossier.code}."


def _back(context: StepContext) -> StepForm:
    holder = context.dossier.holder
    done_at = StepField("done_at", "Nhận lại lúc", placeholder=NOW_OR_THEN, width=250)
    return StepForm(
        Step.RECEIVE_BACK,
        "Nhận lại hồ sơ",
        "Ghi nhận lại",
        ((note_field(), done_at),),
        {},
        about=f"Hồ sơ đang ở {holder.unit_name or holder.name or holder.clerk}.",
    )


def _read_back(context: StepContext, reader: StepReader) -> Record:
    note, done_at = reader.text("note"), reader.moment("done_at")
    return lambda by, now: context.services.receive_back(
        context.code, by, now, note=note, done_at=done_at
    )


def _came_back(dossier: Dossier) -> str:
    return f"Hồ sơ {dossier.code} đã về quầy."


KINDS = (
    StepKind(Step.FORWARD, _forward, _read_forward, _forwarded, _forward_outlook, form="06"),
    StepKind(Step.CONFIRM_FORWARD, _confirm, _read_confirmation, _confirmed, form="06"),
    StepKind(Step.RECEIVE_BACK, _back, _read_back, _came_back, form="06"),
)
