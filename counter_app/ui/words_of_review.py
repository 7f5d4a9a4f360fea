"""Words for supervision: its facts, its refusals, and the names of what was tried; no Qt."""

from collections.abc import Callable, Mapping
from typing import Any

ACTION_WORDS: Mapping[str, str] = {
    "take_in": "tiếp nhận hồ sơ",
    "ask_supplement": "hướng dẫn bổ sung (mẫu 02)",
    "refuse_intake": "từ chối tiếp nhận (mẫu 03)",
    "print_slip": "in giấy hẹn",
    "show_slip": "xem bản in giấy hẹn",
    "show_form": "xem, in mẫu phiếu của hồ sơ",
    "postman_list": "in danh sách giao bưu tá",
    "save_draft": "nhập hồ sơ",
    "hand_over": "bàn giao ca",
    "accept_shift": "ký nhận ca",
    "close_shift": "kết thúc ca",
    "plan_duty": "lập lịch trực",
    "bring_over": "nhập sổ cũ",
    "decide_rules": "sửa danh mục, lịch làm việc",
    "set_roster": "lập lịch trực",
    "add_session": "thêm buổi tăng thêm",
    "flag_day": "đặt ngày chủ đề",
    "cancel_plan": "hủy lịch đã đặt",
    "settings": "đổi cài đặt chung của đơn vị",
    "add_staff": "thêm tài khoản",
    "remove_staff": "bỏ tài khoản",
    "new_recovery_key": "tạo khóa khôi phục mới",
    "rekey": "đổi khóa của kho dữ liệu",
    "overview": "xem tổng quan các đơn vị",
    "journal": "xem nhật ký các đơn vị",
    "attention": "xem danh sách cần chú ý",
    "open_number": "xem số định danh đầy đủ",
    "export": "xuất số liệu các đơn vị",
    "review": "ghi chú giám sát",
    "answer": "trả lời người giám sát",
    "other_unit": "xem hồ sơ, số liệu của đơn vị khác",
}
"""What somebody tried, in words, by the word of the action."""

EXPORT_WORDS: Mapping[str, str] = {
    "overview": "Tổng quan các đơn vị",
    "charts": "Biểu đồ tổng quan",
    "journal": "Nhật ký của đơn vị",
    "attention": "Danh sách cần chú ý",
    "register": "Sổ theo dõi hồ sơ",
    "figures": "Báo cáo số liệu",
}
"""What was taken out of the program, by the word in the journal."""


def action_words(what: str) -> str:
    """Return what somebody tried, as words inside a sentence."""
    # Only here: loading the steps takes time that the log-in window does not have.
    from counter_app.ui.words_of_following import STEP_WORDS

    steps = {step.value: words.lower() for step, words in STEP_WORDS.items()}
    return ACTION_WORDS.get(what) or steps.get(what, what)


def _attempt(fact: Any) -> str:
    return f"Đã thử {action_words(fact.what)}" + (f" · {fact.about}" if fact.about else "")


def _asked(fact: Any) -> str:
    return f"{fact.code} · {fact.text}" if fact.code else str(fact.text)


REVIEW_TITLES: Mapping[str, Callable[[Any], str]] = {
    "AttemptRefused": lambda _: "Việc bị từ chối vì không có quyền",
    "NumberOpened": lambda _: "Xem số định danh đầy đủ",
    "Exported": lambda _: "Xuất số liệu",
    "ReviewedTo": lambda _: "Đã xem nhật ký",
    "ReviewAsked": lambda _: "Ghi chú của người giám sát",
    "ReviewAnswered": lambda _: "Trả lời người giám sát",
}
REVIEW_DETAILS: Mapping[str, Callable[[Any], str]] = {
    "AttemptRefused": _attempt,
    "NumberOpened": lambda fact: str(fact.code),
    "Exported": lambda fact: f"{EXPORT_WORDS.get(fact.what, fact.what)} · {fact.purpose}",
    "ReviewedTo": lambda fact: f"Đến mục {fact.seq} của nhật ký {fact.journal[:4]}",
    "ReviewAsked": _asked,
    "ReviewAnswered": lambda fact: str(fact.text),
}


def _no_such_question(_: Any) -> str:
    return (
        "Ghi chú này không còn ở đây, hoặc không gửi cho đơn vị này. Hãy mở lại danh sách ghi chú."
    )


REVIEW_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "OnlyLooking": lambda error: (
        "Người giám sát chỉ xem và hỏi, không làm thay công chức: "
        f"chưa {action_words(error.action)}. Lần thử này đã được ghi vào nhật ký."
    ),
    "OnlySupervisors": lambda error: (
        f"Chỉ người giám sát được {action_words(error.action)}. "
        "Lần thử này đã được ghi vào nhật ký."
    ),
    "OtherSide": lambda error: (
        "Cửa sổ này đang mở cho "
        + ("công chức" if error.is_supervisor else "người giám sát")
        + ". Hãy đóng chương trình, mở lại rồi đăng nhập."
    ),
    "PurposeRefused": lambda error: (
        "Mục đích dài quá mức cho phép nên chưa xuất gì. Hãy viết ngắn lại."
        if error.fault == "too_long"
        else "Người giám sát xuất số liệu phải ghi mục đích; chưa có tệp nào được ghi. "
        "Hãy ghi dùng để làm gì (ở dòng lệnh: --purpose)."
    ),
    "NoSuchQuestion": _no_such_question,
    "NoSuchJournal": lambda _: "Nhật ký này chưa về máy. Hãy đồng bộ rồi mở lại.",
    "ChartFailed": lambda _: "Không tạo được hình của biểu đồ. Hãy lưu biểu đồ thành tệp PDF.",
}
