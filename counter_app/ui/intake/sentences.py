"""The sentences of the intake screen; no Qt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from counter_app.domain.deadline import LimitKind, Promise
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.moments import at_counter, day_of
from counter_app.domain.people import Person, Sex, tidy_id_number
from counter_app.domain.plain_text import digits_of
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.words import counted_words, fault_words, weekday_name

ADULT_AGE = 16

_FIELD_NAMES = {
    "procedure_code": "thủ tục",
    "limit": "thời hạn",
    "id_number": "số định danh",
    "name": "họ và tên",
    "birth_on": "ngày sinh",
    "phone": "điện thoại",
    "email": "thư điện tử",
    "sets": "số bộ",
    "note": "ghi chú",
    "papers": "thành phần hồ sơ",
    "fees": "lệ phí",
    "competent_office": "cơ quan có thẩm quyền",
    "competent_received_at": "lúc cơ quan nhận",
    "received_at": "lúc nhận",
}
_FIELD_FAULTS = {
    ("procedure_code", "missing"): "Gõ mã, tên hoặc lĩnh vực rồi chọn trong danh sách",
    ("limit", "missing"): "Nhập thời hạn rồi bấm Enter để xác nhận",
    ("name", "missing"): "Chưa nhập họ tên",
    ("competent_office", "missing"): "Ghi tên cơ quan giải quyết",
    ("competent_received_at", "missing"): "Ghi lúc cơ quan đó nhận, như 9:30 24/11/2026",
    ("competent_received_at", "before_receipt"): "Không thể sớm hơn lúc nhận tại quầy này",
    ("papers", "nothing_lacking"): "Chưa đánh dấu giấy tờ nào là thiếu",
}


def field_name(field: str) -> str:
    """Return the name of a field as the foot of the screen sums it up."""
    whose = " người nộp" if field.startswith("submitter.") else ""
    words = field.split(".")
    known = next((_FIELD_NAMES[word] for word in reversed(words) if word in _FIELD_NAMES), field)
    if words[0] in ("fees", "papers"):
        return _FIELD_NAMES[words[0]]
    return known + whose


def fault_sentence(field: str, fault: str, form: IntakeForm) -> str:
    """Return what is wrong with a field, as exactly as its text allows: ``Thiếu 4 chữ số``."""
    who, _, name = field.rpartition(".")
    if who in ("applicant", "submitter"):
        person = form.person(who)
        if name == "phone" and fault in ("too_short", "too_long"):
            return _off_by(len(digits_of(person.phone)), 10 if fault == "too_short" else 11)
        if name == "id_number" and tidy_id_number(person.id_number).isdigit():
            return _off_by(len(tidy_id_number(person.id_number)), 12)
    return _FIELD_FAULTS.get((name, fault)) or fault_words(fault)


def _off_by(count: int, wanted: int) -> str:
    if count < wanted:
        return f"Thiếu {wanted - count} chữ số"
    return f"Thừa {count - wanted} chữ số"


def summary_of(fields: Sequence[str]) -> str:
    """Return ``1 ô cần sửa: điện thoại``, or nothing."""
    if not fields:
        return ""
    names = list(dict.fromkeys(field_name(field) for field in fields))
    return f"{len(fields)} ô cần sửa: {short(', '.join(names), 40)}"


def said_name(name: str) -> str:
    """Return a name as it is written in a sentence: capitals of a card become ordinary letters."""
    return name.title() if name.isupper() else name


def title_of(person: Person, today: date) -> str:
    """Return ``ông``, ``bà`` or ``cháu``, or nothing where the sex is not known."""
    if person.sex is None:
        return ""
    if person.birth_on and (today - person.birth_on).days < ADULT_AGE * 365.25:
        return "cháu"
    return "ông" if person.sex is Sex.MALE else "bà"


def called(person: Person, today: date) -> str:
    """Return a person as a sentence names them: ``bà Đặng Thị Ngữ Ánh``."""
    return f"{title_of(person, today)} {said_name(person.name)}".strip()


def day_words(on: date, today: date) -> str:
    """Return ``23/11``, with the year where it is not this year's."""
    return on.strftime("%d/%m") if on.year == today.year else on.strftime("%d/%m/%Y")


def due_words(due_at: datetime, now: datetime) -> str:
    """Return a due moment as it stands big on the panel: ``17:00 thứ Hai 23/11``."""
    local = at_counter(due_at)
    return f"{local:%H:%M}  {weekday_name(local.date())} {day_words(local.date(), day_of(now))}"


def due_in_sentence(due_at: datetime, now: datetime) -> str:
    """Return ``17:00 hôm nay``, ``17:00 ngày mai`` or ``17:00 thứ Tư 25/11``."""
    local = at_counter(due_at)
    near = {0: "hôm nay", 1: "ngày mai"}.get((local.date() - day_of(now)).days)
    return f"{local:%H:%M} {near}" if near else due_words(due_at, now).replace("  ", " ")


def how_counted(promise: Promise) -> str:
    """Return in a line or two how a due moment was counted."""
    reasons = {day.reason for day in promise.counted}
    is_same_day = promise.limit.kind is LimitKind.SAME_DAY
    if is_same_day and at_counter(promise.due_at).date() == promise.received_at.date():
        return f"Trong ngày làm việc: nhận lúc {promise.received_at:%H:%M}, không quá 15:00."
    if is_same_day and "extra_session" in reasons:
        return "Trong ngày; nhận trong buổi tăng thêm nên tính sang ngày làm việc tiếp theo."
    if promise.limit.kind is LimitKind.DAYS:
        moved = [day for day in promise.counted if not day.number]
        return counted_words(moved, f"{promise.limit.text}, kể cả ngày nghỉ") + "."
    if promise.limit.kind is LimitKind.HOURS:
        start = f", tính từ {promise.received_at:%H:%M} theo giờ làm việc"
        return counted_words(promise.counted, promise.limit.text + start) + "."
    return counted_words(promise.counted, promise.limit.text) + "."


def lacking_words(names: Sequence[str]) -> str:
    """Return which papers are lacking, or nothing."""
    if not names:
        return ""
    return f"Chưa đủ {len(names)} giấy tờ: {'; '.join(short(name, 70) for name in names)}"


def lacking_briefly(names: Sequence[str]) -> str:
    """Return which papers are lacking in one line: the name of one, the number of several."""
    if len(names) == 1:
        return f"Chưa đủ: {short(names[0], 60)}"
    return f"Chưa đủ {len(names)} giấy tờ"


def short(text: str, most: int) -> str:
    """Return text that is not longer than that; a cut one ends with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' ,;.')}…"


def taken_in_words(dossier: Dossier, now: datetime) -> str:
    """Return what was just done, with what the clerk tells the citizen."""
    who = called(dossier.intake.applicant, day_of(now))
    return f"Đã tiếp nhận {dossier.code} của {who}, hẹn trả {due_in_sentence(dossier.due_at, now)}."


def doubles_words(person: Person, rows: Sequence[DossierRow], today: date) -> str:
    """Return the warning that the same person has open dossiers for the same procedure."""
    title = title_of(person, today)
    last = said_name(person.name).split()[-1:] if title else [said_name(person.name)]
    who = " ".join([title, *last]).strip()
    newest = max(rows, key=lambda row: row.received_at)
    on = day_words(day_of(newest.received_at), today)
    which = f"{len(rows)} hồ sơ cùng thủ tục, gần nhất" if len(rows) > 1 else "1 hồ sơ cùng thủ tục"
    words = f"{who or 'người này'} đã nộp {which} ngày {on}, đang giải quyết."
    return words[:1].upper() + words[1:]


def draft_words(form: IntakeForm) -> str:
    """Return whose half-filled form a draft is, as far as it was typed."""
    parts = [said_name(form.applicant.name.strip()), form.procedure_text.strip()]
    return ", ".join(part for part in parts if part)


def faults_of(
    problems: Mapping[str, str], form: IntakeForm, seen: set[str] | None
) -> dict[str, str]:
    """Return sentences for the problems that may be shown: all, or those of fields left before."""
    return {
        field: fault_sentence(field, fault, form)
        for field, fault in problems.items()
        if seen is None or (field in seen and fault != "missing")
    }
