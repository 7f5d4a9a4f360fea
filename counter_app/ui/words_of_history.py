"""Facts of a dossier's history as the counter tells them; no Qt."""

from collections.abc import Callable
from typing import Any

from counter_app.domain.facts import Fact, SlipPaper
from counter_app.domain.people import Role
from counter_app.ui.words_of_duty import DUTY_DETAILS, DUTY_TITLES
from counter_app.ui.words_of_review import REVIEW_DETAILS, REVIEW_TITLES
from counter_app.ui.words_of_rules import RULE_DETAILS, RULE_TITLES
from counter_app.ui.words_of_steps import STEP_DETAILS, STEP_TITLES
from counter_app.ui.words_of_time import format_moment, promise_words

ROLE_WORDS = {
    Role.CLERK: "Công chức tiếp nhận",
    Role.HEAD: "Trưởng bộ phận",
    Role.SUPERVISOR: "Người giám sát",
}
SLIP_PAPER_WORDS = {
    SlipPaper.A4: "Khổ A4",
    SlipPaper.A5: "Khổ A5",
    SlipPaper.K80: "Giấy nhiệt 80 mm",
}


def fact_title(fact: Fact) -> str:
    """Return a fact's name, as in ``Tiếp nhận hồ sơ``."""
    kind = type(fact).__name__
    return STEP_TITLES[kind] if kind in STEP_TITLES else _TITLES[kind](fact)


def fact_words(fact: Fact) -> str:
    """Return what a fact says beyond its name; empty where its name says all."""
    kind = type(fact).__name__
    return (STEP_DETAILS.get(kind) or _DETAILS[kind])(fact)


def _taken_in(fact: Any) -> str:
    parts = [f"Hẹn trả {promise_words(fact.due_at)}"]
    lacking = sum(paper.is_lacking for paper in fact.papers)
    if lacking:
        parts.append(f"còn thiếu {lacking} giấy tờ")
    if fact.submitter is not None:
        parts.append("người khác nộp thay")
    return " · ".join(parts)


def _slip_title(fact: Any) -> str:
    verb = "Lưu" if fact.to_file else "In"
    return f"{verb} lại giấy hẹn" if fact.is_copy else f"{verb} giấy hẹn"


def _clock_words(fact: Any) -> str:
    return (
        f"Giờ máy {format_moment(fact.machine_at)}, "
        f"lần ghi trước đó {format_moment(fact.last_entry_at)}"
    )


_TITLES: dict[str, Callable[[Any], str]] = {
    "TakenIn": lambda fact: "Nhập từ sổ cũ" if fact.source else "Tiếp nhận hồ sơ",
    "SlipPrinted": _slip_title,
    "SupplementAsked": lambda fact: "Hướng dẫn bổ sung (mẫu 02)",
    "IntakeRefused": lambda fact: "Từ chối tiếp nhận (mẫu 03)",
    "StaffJoined": lambda fact: "Thêm tài khoản",
    "StaffLeft": lambda fact: "Bỏ tài khoản",
    "CounterFounded": lambda fact: "Lập quầy",
    "ClockConfirmed": lambda fact: "Xác nhận giờ máy",
    "UnknownFact": lambda fact: "Việc do bản chương trình mới hơn ghi",
    **DUTY_TITLES,
    **RULE_TITLES,
    **REVIEW_TITLES,
}

_DETAILS: dict[str, Callable[[Any], str]] = {
    "TakenIn": _taken_in,
    "SlipPrinted": lambda fact: (
        SLIP_PAPER_WORDS[fact.paper] + (" · đóng dấu BẢN SAO" if fact.is_copy else "")
    ),
    "SupplementAsked": lambda fact: "Còn thiếu: " + "; ".join(fact.missing),
    "IntakeRefused": lambda fact: fact.reason,
    "StaffJoined": lambda fact: f"{fact.name} ({fact.clerk}) · {ROLE_WORDS[fact.role]}",
    "StaffLeft": lambda fact: fact.clerk,
    "CounterFounded": lambda fact: f"{fact.unit_name} · Quầy {fact.desk}",
    "ClockConfirmed": _clock_words,
    "UnknownFact": lambda fact: "Cần cập nhật chương trình để đọc đầy đủ",
    **DUTY_DETAILS,
    **RULE_DETAILS,
    **REVIEW_DETAILS,
}
