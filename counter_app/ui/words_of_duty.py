"""Words for duty: shifts, rosters, extra sessions, flagged days, their facts and errors; no Qt."""

from collections.abc import Callable
from typing import Any

from counter_app.domain.duty_facts import DayFlag, DutyRole, SessionKind
from counter_app.ui.words_of_time import WEEKDAYS, format_day, weekday_name

DUTY_ROLE_WORDS = {
    DutyRole.MAIN: "Trực chính",
    DutyRole.BACKUP: "Trực dự phòng",
    DutyRole.UNLISTED: "Ngoài lịch trực",
}
SESSION_KIND_WORDS = {
    SessionKind.SATURDAY: "Sáng thứ Bảy vì dân",
    SessionKind.EXTRA_MINUTES: "30 phút tăng thêm vì dân",
    SessionKind.OTHER: "Buổi tăng thêm khác",
}
DAY_FLAG_WORDS = {
    DayFlag.PAPERLESS: "Ngày không giấy và không dùng tiền mặt",
    DayFlag.NO_SLIP: "Ngày không giấy hẹn",
    DayFlag.ONLINE: "Ngày dịch vụ công trực tuyến",
}
DAY_FLAG_ADVICE = {
    DayFlag.PAPERLESS: "hãy mời người dân nộp bản điện tử và chuyển khoản; "
    "giấy và tiền mặt vẫn nhận",
    DayFlag.NO_SLIP: "việc giải quyết ngay thì trả luôn, chỉ in giấy hẹn khi người dân cần",
    DayFlag.ONLINE: "hãy hướng dẫn người dân nộp trực tuyến; nộp trực tiếp vẫn nhận",
}

DUTY_FAULTS = {
    "not_hours": "Ghi giờ như 07:30-11:30",
    "in_desk_hours": "Trùng giờ làm việc thường ngày, không phải buổi tăng thêm",
    "in_the_past": "Ngày này đã qua",
    "before_start": "Phải từ ngày bắt đầu trở đi",
    "not_yourself": "Hãy chọn một đồng nghiệp khác",
    "same_person": "Trực chính và trực dự phòng phải là hai người",
    "added_already": "Ngày này đã có rồi",
}


def flag_words(flag: DayFlag, weekday: int) -> str:
    """Return a flag's name on its weekday: ``Ngày thứ Hai không giấy và không dùng tiền mặt``."""
    return DAY_FLAG_WORDS[flag].replace("Ngày", f"Ngày {WEEKDAYS[weekday]}", 1)


def part_of_day_words(is_morning: bool) -> str:
    """Return ``ca sáng`` or ``ca chiều``."""
    return "ca sáng" if is_morning else "ca chiều"


def repeats_words(on: Any, weekly: bool, until: Any) -> str:
    """Return when a plan takes place: a day, or a weekday from a day until another."""
    if not weekly:
        return f"{weekday_name(on)} {format_day(on)}"
    end = f" đến {format_day(until)}" if until else ""
    return f"{weekday_name(on)} hằng tuần từ {format_day(on)}{end}"


def _flag(fact: Any) -> str:
    when = repeats_words(fact.on, fact.weekly, fact.until)
    return " · ".join(part for part in (DAY_FLAG_WORDS[fact.flag], when, fact.note) if part)


def _session(fact: Any) -> str:
    when = repeats_words(fact.on, fact.weekly, fact.until)
    fields = ", ".join(fact.fields)
    parts = (SESSION_KIND_WORDS[fact.kind], when, fact.hours, fields, fact.note)
    return " · ".join(part for part in parts if part)


def _list(handed: Any) -> str:
    return f"{handed.open_count} hồ sơ đang mở · tiền mặt {handed.cash:,} đ".replace(",", ".")


DUTY_TITLES: dict[str, Callable[[Any], str]] = {
    "RosterSet": lambda fact: "Lập lịch trực",
    "ShiftOpened": lambda fact: "Mở ca trực",
    "ShiftHandedOver": lambda fact: "Bàn giao ca trực",
    "HandOverAccepted": lambda fact: "Ký nhận bàn giao ca",
    "ShiftClosed": lambda fact: "Kết thúc ca trực",
    "SessionAdded": lambda fact: "Thêm buổi tăng thêm",
    "DayFlagged": lambda fact: "Đặt ngày chủ đề",
    "DutyCancelled": lambda fact: "Hủy lịch đã đặt",
}

DUTY_DETAILS: dict[str, Callable[[Any], str]] = {
    "RosterSet": lambda fact: f"Quầy {fact.desk} · áp dụng từ {format_day(fact.valid_from)}",
    "ShiftOpened": lambda fact: f"{fact.name} · Quầy {fact.desk} · {DUTY_ROLE_WORDS[fact.role]}",
    "ShiftHandedOver": lambda fact: f"Cho {fact.to_name} · {_list(fact.handed)}",
    "HandOverAccepted": lambda fact: (
        f"Nhận từ {fact.from_clerk}" + (f" · {fact.remark}" if fact.remark else "")
    ),
    "ShiftClosed": lambda fact: _list(fact.left),
    "SessionAdded": _session,
    "DayFlagged": _flag,
    "DutyCancelled": lambda fact: (
        f"Từ {format_day(fact.since)}" + (f" · {fact.reason}" if fact.reason else "")
    ),
}

DUTY_SENTENCES: dict[str, Callable[[Any], str]] = {
    "NoShift": lambda error: (
        "Chưa có ca trực nào của bạn đang mở nên không có gì để bàn giao. "
        "Muốn mở ca, hãy chọn Đổi người ở góc trên bên phải rồi đăng nhập."
    ),
    "NothingToAccept": lambda error: (
        "Không còn ca nào chờ bạn ký nhận; có thể người giao đã kết thúc ca. "
        "Hãy hỏi lại người trực trước."
    ),
    "NoSuchPlan": lambda error: (
        "Lịch này không còn nữa hoặc đã được hủy trước đó. Hãy xem lại danh sách."
    ),
}
