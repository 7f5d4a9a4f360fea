"""The steps of a dossier after its intake, as the counter tells them; no Qt."""

from collections.abc import Callable
from typing import Any

from counter_app.ui.words_of_time import promise_words

Told = Callable[[Any], str]

SATISFACTION_WORDS = {
    "very_satisfied": "Rất hài lòng",
    "satisfied": "Hài lòng",
    "not_satisfied": "Không hài lòng",
}
PAY_METHOD_WORDS = {"cash": "tiền mặt", "transfer": "chuyển khoản"}
_RETURNED_WORDS = {"desk": "Tại quầy", "post": "Qua bưu chính", "electronic": "Bản điện tử"}
_RULES = {
    "pause": "tạm dừng tính hạn",
    "restart": "tính lại hạn khi nhận đủ",
    "none": "hạn vẫn chạy",
}
_FIELDS = {
    "procedure_code": "thủ tục",
    "applicant": "thông tin chủ hồ sơ",
    "submitter": "người nộp",
    "papers": "thành phần hồ sơ",
    "sets": "số bộ",
    "fees": "lệ phí",
    "channel_in": "hình thức nộp",
    "channel_out": "hình thức nhận kết quả",
    "note": "ghi chú",
    "received_at": "lúc nhận",
    "limit": "thời hạn",
    "is_extra_session": "buổi tiếp nhận",
    "competent_office": "cơ quan giải quyết",
}
_WHY_NOT = {
    "disputed": "hồ sơ đang có mâu thuẫn; hãy giải quyết mâu thuẫn trước",
    "no_dispute": "hồ sơ không có mâu thuẫn nào",
    "ended": "hồ sơ đã kết thúc",
    "awaiting": "hồ sơ đang chờ người dân bổ sung; hãy ghi nhận giấy tờ bổ sung trước",
    "not_awaiting": "hồ sơ không chờ bổ sung",
    "not_ready": "hồ sơ chưa có kết quả; hãy ghi nhận kết quả trước",
    "already_ready": "hồ sơ đã có kết quả; hãy trả kết quả",
    "not_forwarded": "hồ sơ chưa chuyển đi đâu",
    "on_its_way": "hồ sơ đang trên đường chuyển; hãy chờ bên nhận xác nhận",
    "not_returned": "hồ sơ chưa trả kết quả",
    "other_unit": "hồ sơ đang ở đơn vị khác; đơn vị đó mới làm được",
}


def why_words(why: str) -> str:
    """Return why a step is not possible now, and what comes first, as the end of a sentence."""
    return _WHY_NOT.get(str(why), "trạng thái hồ sơ không cho phép")


def step_not_allowed_words(why: str) -> str:
    """Return why a step is not possible now, and what comes first."""
    return f"Chưa làm được bước này: {why_words(why)}."


def _and(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _supplement_requested(fact: Any) -> str:
    again = f"yêu cầu thêm vì {fact.again_because}" if fact.again_because else ""
    missing = "Còn thiếu: " + "; ".join(fact.missing)
    return _and(missing, fact.reason, _RULES.get(fact.rule, ""), again)


def _supplement_received(fact: Any) -> str:
    papers = "; ".join(paper.name for paper in fact.papers if not paper.is_lacking)
    return _and(papers, f"Hẹn trả {promise_words(fact.due_at)}", fact.note)


def _forwarded(fact: Any) -> str:
    to = fact.to_unit_name or fact.to_name or fact.to_clerk or fact.to_unit
    due = f"hạn của bên nhận {promise_words(fact.due_at)}" if fact.due_at else ""
    return _and(f"Đến {to}" if to else "", due, "phiếu kiểm soát mẫu 06", fact.note)


def _returned(fact: Any) -> str:
    receiver = f"người nhận {fact.receiver}" if fact.receiver else ""
    if fact.receiver_id:
        # Who reads the history needs to compare the number, not to know it.
        receiver = f"{receiver} (số thẻ …{fact.receiver_id[-4:]})"
    tracking = f"số vận đơn {fact.tracking}" if fact.tracking else ""
    content = SATISFACTION_WORDS[fact.satisfaction] if fact.satisfaction else ""
    return _and(_RETURNED_WORDS[fact.channel], receiver, tracking, content, fact.note)


def _result_ready(fact: Any) -> str:
    number = f"số {fact.number}" if fact.number else ""
    return _and(fact.kind, number, f"xong lúc {promise_words(fact.solved_at)}", fact.note)


def _reappointed(fact: Any) -> str:
    due = f"Hẹn lại {promise_words(fact.due_at)}, thay {promise_words(fact.earlier_due_at)}"
    late = "vẫn tính quá hạn" if fact.is_after_due or fact.again_because else ""
    return _and(due, fact.reason, fact.again_because, late)


def _corrected(fact: Any) -> str:
    fields = ", ".join(dict.fromkeys(_FIELDS[name] for name in fact.fields if name in _FIELDS))
    slip = f"giấy hẹn số {fact.slip_number} thay số {fact.replaces}"
    due = f"hẹn trả {promise_words(fact.due_at)}" if fact.due_at else ""
    return _and(f"Sửa {fields}" if fields else "", fact.reason, slip, due)


def _code_changed(fact: Any) -> str:
    codes = f"Mã mới {fact.code} thay mã {fact.former_code}"
    return _and(codes, fact.reason, f"giấy hẹn số {fact.slip_number} thay số {fact.replaces}")


def _fee_paid(fact: Any) -> str:
    amount = f"{fact.amount:,} đ".replace(",", ".")
    return _and(f"{amount}, {PAY_METHOD_WORDS[fact.method]}", f"biên lai {fact.receipt}", fact.note)


STEP_TITLES: dict[str, str] = {
    "SupplementRequested": "Yêu cầu bổ sung hồ sơ (mẫu 02)",
    "SupplementReceived": "Nhận giấy tờ bổ sung",
    "Refused": "Từ chối giải quyết (mẫu 03)",
    "Forwarded": "Chuyển hồ sơ",
    "ForwardReceived": "Bên nhận xác nhận đã nhận hồ sơ",
    "ReceivedBack": "Nhận lại hồ sơ",
    "ResultReady": "Có kết quả",
    "Returned": "Trả kết quả",
    "Withdrawn": "Rút hồ sơ",
    "Stopped": "Dừng giải quyết (mẫu 05)",
    "Apologised": "Xin lỗi vì trả muộn (mẫu 04)",
    "Reappointed": "Xin lỗi và hẹn lại (mẫu 04)",
    "Corrected": "Đính chính, cấp lại giấy hẹn",
    "CodeChanged": "Cấp mã mới, cấp lại giấy hẹn",
    "FeePaid": "Thu phí, lệ phí",
    "Rated": "Đánh giá của người dân",
    "Settled": "Giải quyết mâu thuẫn",
}

STEP_DETAILS: dict[str, Told] = {
    "SupplementRequested": _supplement_requested,
    "SupplementReceived": _supplement_received,
    "Refused": lambda fact: str(fact.reason),
    "Forwarded": _forwarded,
    "ForwardReceived": lambda fact: _and(fact.name, fact.note),
    "ReceivedBack": lambda fact: str(fact.note),
    "ResultReady": _result_ready,
    "Returned": _returned,
    "Withdrawn": lambda fact: _and(
        fact.reason, f"người nhận lại {fact.receiver}" if fact.receiver else ""
    ),
    "Stopped": lambda fact: str(fact.reason),
    "Apologised": lambda fact: str(fact.reason),
    "Reappointed": _reappointed,
    "Corrected": _corrected,
    "CodeChanged": _code_changed,
    "FeePaid": _fee_paid,
    "Rated": lambda fact: _and(SATISFACTION_WORDS[fact.level], fact.comment),
    "Settled": lambda fact: str(fact.reason),
}

FOLLOWING_FAULTS = {
    "not_later": "Thời điểm mới phải sau thời điểm đang hẹn và sau lúc này",
    "own_unit": "Đây là đơn vị của quầy này; hãy chọn người giải quyết, hoặc đơn vị khác",
    "before_request": "Sớm hơn lúc yêu cầu bổ sung",
    "before_result": "Sớm hơn lúc có kết quả",
    "nothing_changed": "Chưa sửa nội dung nào",
    "after_a_step": "Muộn hơn một việc đã làm với hồ sơ này",
    "no_paper_ticked": "Hãy đánh dấu giấy tờ đã nhận (phím cách, hoặc F6 nếu đủ cả)",
    "has_changed": "Mâu thuẫn này vừa thay đổi, hãy xem lại các bên rồi chọn",
}
"""Faults of the fields of steps, joined to those of ``words_of_errors``."""
