"""Words for the rules a unit works by: decisions, what is wrong with them, kinds of days; no Qt."""

from collections.abc import Callable, Mapping
from typing import Any

from counter_app.ui.words_of_time import format_day

DAY_KIND_WORDS = {
    "off": "Ngày nghỉ",
    "workday": "Ngày làm bù",
    "plain": "Ngày thường",
}
"""What a decision makes of a day."""

RULE_FAULTS = {
    "no_name": "Ngày nghỉ cần có tên",
    "year_incomplete": "Chưa đủ ngày nghỉ của năm mới: hãy nhập cả năm cùng một lần",
}


def _day(fact: Any) -> str:
    kind = DAY_KIND_WORDS.get(fact.kind, DAY_KIND_WORDS["plain"])
    name = f" ({fact.name})" if fact.name else ""
    return f"{format_day(fact.on)}: {kind.lower()}{name} · theo {fact.document}"


def _procedure(fact: Any) -> str:
    return f"Thủ tục {fact.code} · theo {fact.document}"


def _ended(fact: Any) -> str:
    return f"Thủ tục {fact.code}: nhận đến hết {format_day(fact.last_on)} · theo {fact.document}"


RULE_TITLES: Mapping[str, Callable[[Any], str]] = {
    "DayDecided": lambda _: "Sửa lịch làm việc",
    "ProcedureDecided": lambda _: "Sửa danh mục thủ tục",
    "ProcedureEnded": lambda _: "Dừng một thủ tục",
}
RULE_DETAILS: Mapping[str, Callable[[Any], str]] = {
    "DayDecided": _day,
    "ProcedureDecided": _procedure,
    "ProcedureEnded": _ended,
}
RULE_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "NotAProcedure": lambda _: (
        "Nội dung này không mô tả một thủ tục mà chương trình đọc được. Hãy xem lại từng ô."
    ),
    "NotACalendar": lambda _: (
        "Tệp này không phải lịch ngày nghỉ mà chương trình đọc được, hoặc bị cắt cụt. "
        "Lịch đang dùng vẫn giữ nguyên."
    ),
}
