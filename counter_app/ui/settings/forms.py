"""What each page of choices shows and how it reads what was typed; no Qt.

A page holds ``Raw`` values: texts and choices by the field's name. ``read`` gives what is to be
saved, or refuses with the fault of each field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from counter_app.domain.deadline import BadTimeLimit, DueMode, TimeLimit
from counter_app.domain.moments import at_counter
from counter_app.domain.people import FieldsRefused
from counter_app.domain.plain_text import composed
from counter_app.domain.working_time import CalendarMissing
from counter_app.services.settings import Scanner, Settings
from counter_app.ui.settings.hours import hours_preview, raw_hours, read_hours
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.words import fault_words, promise_words

Raw = Mapping[str, Any]

AN_EXAMPLE = "3 ngày làm việc"
_LONG, _SHORT = 10, 3
"""The limits, in working days, with which the warnings are explained."""


@dataclass(frozen=True)
class FormRules:
    """How one page of choices is shown, read and explained.

    ``is_for_head`` says that only the head of the office may choose; ``done`` is said when it was
    saved; ``preview`` explains in a sentence what was typed, or is empty.
    """

    title: str
    show: Callable[[Settings], Raw]
    read: Callable[[Raw], Mapping[str, Any]]
    done: str
    is_for_head: bool = False
    preview: Callable[[SettingsPorts, Raw], str] = lambda ports, raw: ""


def _show_unit(settings: Settings) -> Raw:
    return {"office": settings.office, "place": settings.place, "phone": settings.phone}


def _read_unit(raw: Raw) -> Mapping[str, Any]:
    read = {key: composed(raw[key]) for key in ("office", "place", "phone")}
    _refuse({} if read["office"] else {"office": "missing"})
    return read


def _show_mode(settings: Settings) -> Raw:
    return {"due_mode": settings.due_mode, "example": AN_EXAMPLE}


def _read_mode(raw: Raw) -> Mapping[str, Any]:
    return {"due_mode": raw["due_mode"]}


def _preview_mode(ports: SettingsPorts, raw: Raw) -> str:
    now = ports.now()
    try:
        limit = TimeLimit.parse(raw["example"])
    except BadTimeLimit:
        return f"{fault_words('not_a_limit')}."
    try:
        due = {mode: ports.promise(now, limit, mode).due_at for mode in DueMode}
    except CalendarMissing as error:
        return f"Chưa có lịch nghỉ lễ năm {error.year} nên không tính được ví dụ này."
    chosen = DueMode(raw["due_mode"])
    other = DueMode.B if chosen is DueMode.A else DueMode.A
    same = " (cách kia cũng vậy)" if due[chosen] == due[other] else ""
    away = "" if same else f" Cách kia: {promise_words(due[other])}."
    return (
        f"Nhận bây giờ, {at_counter(now):%H:%M}, thời hạn {limit.text}: "
        f"hẹn trả {promise_words(due[chosen])}{same}.{away}"
    )


def _show_warnings(settings: Settings) -> Raw:
    return {
        "soon_percent": str(settings.soon_percent),
        "soon_days": str(settings.soon_days),
        "lock_after_minutes": str(settings.lock_after_minutes),
    }


_WARNINGS = {
    "soon_percent": (0, 90, "not_percent"),
    "soon_days": (1, 30, "not_few_days"),
    "lock_after_minutes": (1, 240, "not_minutes"),
}


def _read_warnings(raw: Raw) -> Mapping[str, Any]:
    read: dict[str, int] = {}
    faults: dict[str, str] = {}
    for key, (least, most, fault) in _WARNINGS.items():
        text = raw[key].strip().removesuffix("%").strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
        if least <= number <= most:
            read[key] = number
        else:
            faults[key] = fault
    _refuse(faults)
    return read


def _preview_warnings(ports: SettingsPorts, raw: Raw) -> str:
    try:
        read = _read_warnings(raw)
    except FieldsRefused:
        return ""
    percent, days = read["soon_percent"], read["soon_days"]
    said = [
        f"hồ sơ {limit} ngày làm việc được nhắc khi còn {_days(max(days, limit * percent / 100))}"
        for limit in (_SHORT, _LONG, 2 * _LONG)
    ]
    return f"Ví dụ: {'; '.join(said)}."


def _days(days: float) -> str:
    text = f"{days:.1f}".removesuffix(".0").replace(".", ",")
    return f"{text} ngày làm việc"


def _show_printer(settings: Settings) -> Raw:
    return {"printer": settings.printer, "slip_paper": settings.slip_paper}


def _show_scanner(settings: Settings) -> Raw:
    scanner = settings.scanner
    return {"kind": scanner.kind, "port": scanner.port, "baud": scanner.baud}


def _read_scanner(raw: Raw) -> Mapping[str, Any]:
    is_serial = raw["kind"] == "serial"
    port = composed(raw["port"])
    _refuse({"port": "missing"} if is_serial and not port else {})
    return {"scanner": Scanner(raw["kind"], port, int(raw["baud"]))}


def _show_looks(settings: Settings) -> Raw:
    return {"theme": settings.theme, "text_scale": settings.text_scale}


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise FieldsRefused(faults)


FORMS: Mapping[str, FormRules] = {
    "unit": FormRules(
        "Đơn vị",
        _show_unit,
        _read_unit,
        "Đã lưu. Chữ mới sẽ có trên phiếu từ lần mở chương trình sau.",
        is_for_head=True,
    ),
    "hours": FormRules(
        "Giờ làm việc",
        raw_hours,
        read_hours,
        "Đã lưu. Hồ sơ nhận từ bây giờ được hẹn theo giờ mới; giấy hẹn đã in giữ nguyên.",
        is_for_head=True,
        preview=hours_preview,
    ),
    "mode": FormRules(
        "Cách tính hạn",
        _show_mode,
        _read_mode,
        "Đã lưu. Hồ sơ nhận từ bây giờ được hẹn theo cách này; giấy hẹn đã in giữ nguyên.",
        is_for_head=True,
        preview=_preview_mode,
    ),
    "warnings": FormRules(
        "Cảnh báo",
        _show_warnings,
        _read_warnings,
        "Đã lưu. Bảng hạn trả và khóa màn hình theo số mới ngay bây giờ.",
        is_for_head=True,
        preview=_preview_warnings,
    ),
    "printer": FormRules(
        "Máy in và giấy", _show_printer, dict, "Đã lưu. Lần in sau dùng máy in và giấy này."
    ),
    "scanner": FormRules(
        "Máy quét",
        _show_scanner,
        _read_scanner,
        "Đã lưu. Máy quét dùng cách nối này ngay bây giờ, hãy quét thử.",
    ),
    "looks": FormRules("Giao diện", _show_looks, dict, "Đã lưu và áp dụng."),
}
"""The pages of choices, by their key."""
