"""Words for following dossiers: steps, standings, the lists of the board, faults; no Qt."""

from counter_app.domain.deadlines import BoardList
from counter_app.domain.facts import PayMethod, RatedBy, Satisfaction
from counter_app.domain.procedure import SupplementRule
from counter_app.domain.standing import Standing
from counter_app.domain.steps import Step

STEP_WORDS = {
    Step.PRINT_SLIP: "In giấy hẹn",
    Step.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung",
    Step.RECEIVE_SUPPLEMENT: "Nhận bổ sung",
    Step.REFUSE: "Từ chối giải quyết",
    Step.FORWARD: "Chuyển hồ sơ",
    Step.CONFIRM_FORWARD: "Xác nhận đã nhận",
    Step.RECEIVE_BACK: "Nhận lại hồ sơ",
    Step.MARK_READY: "Ghi nhận kết quả",
    Step.RETURN: "Trả kết quả",
    Step.WITHDRAW: "Rút hồ sơ",
    Step.STOP: "Dừng giải quyết",
    Step.APOLOGISE: "Xin lỗi",
    Step.REAPPOINT: "Xin lỗi và hẹn lại",
    Step.CORRECT: "Đính chính",
    Step.CORRECT_PROMISE: "Đính chính ngày hẹn",
    Step.CHANGE_CODE: "Cấp mã mới",
    Step.PAY_FEE: "Thu phí, lệ phí",
    Step.RATE: "Đánh giá",
    Step.SETTLE: "Giải quyết mâu thuẫn",
}
STANDING_WORDS = {
    Standing.BEFORE_TIME: "Trước hạn",
    Standing.ON_TIME: "Đúng hạn",
    Standing.LATE: "Quá hạn",
    Standing.IN_TIME: "Trong hạn",
    Standing.OVERDUE: "Đang quá hạn",
    Standing.PAUSED: "Tạm dừng tính hạn",
    Standing.APART: "Không tính hạn",
}
BOARD_LIST_WORDS = {
    BoardList.OVERDUE: "Quá hạn",
    BoardList.DUE_TODAY: "Đến hạn hôm nay",
    BoardList.DUE_SOON: "Sắp đến hạn",
    BoardList.AWAITING_SUPPLEMENT: "Chờ bổ sung",
    BoardList.TO_COLLECT: "Chờ người dân nhận kết quả",
    BoardList.NEEDS_APOLOGY: "Cần xin lỗi trong hôm nay",
    BoardList.PART_OVERDUE: "Bên giải quyết quá hạn",
    BoardList.NEW_DAY: "Vướng ngày nghỉ mới",
    BoardList.DISPUTED: "Cần xem lại",
}
SATISFACTION_LEVELS = {
    Satisfaction.VERY_SATISFIED: "Rất hài lòng",
    Satisfaction.SATISFIED: "Hài lòng",
    Satisfaction.NOT_SATISFIED: "Không hài lòng",
}
PAY_METHODS = {PayMethod.CASH: "Tiền mặt", PayMethod.TRANSFER: "Chuyển khoản"}
RATED_BY_WORDS = {RatedBy.CITIZEN: "Người dân tự đánh giá", RatedBy.CLERK: "Công chức ghi hộ"}
RULE_WORDS = {
    SupplementRule.PAUSE: (
        "Theo thủ tục này, thời hạn tạm dừng trong lúc chờ bổ sung và tính tiếp khi nhận đủ."
    ),
    SupplementRule.RESTART: (
        "Theo thủ tục này, thời hạn tính lại từ đầu khi nhận đủ giấy tờ bổ sung."
    ),
    SupplementRule.NONE: (
        "Theo thủ tục này, thời hạn vẫn chạy trong lúc chờ bổ sung; ngày hẹn trả không đổi."
    ),
}
"""What happens to the limit while a supplement is awaited."""

FORM_WORDS = {
    "01": "giấy tiếp nhận và hẹn trả (mẫu 01)",
    "02": "phiếu yêu cầu bổ sung (mẫu 02)",
    "03": "phiếu từ chối (mẫu 03)",
    "04": "phiếu xin lỗi (mẫu 04)",
    "05": "thông báo dừng (mẫu 05)",
    "06": "phiếu kiểm soát (mẫu 06)",
}
"""The papers of a dossier, by the numbers of their forms."""


def minutes_words(minutes: int, of_a_day: int) -> str:
    """Return working time as it is said: ``2 ngày 3 giờ``, ``40 phút``.

    ``of_a_day`` is how many minutes the office works on a day.
    """
    days, rest = divmod(minutes, of_a_day) if of_a_day else (0, minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{days} ngày" if days else "", f"{hours} giờ" if hours else ""]
    if left and not days:
        parts.append(f"{left} phút")
    return " ".join(part for part in parts if part) or "0 phút"
