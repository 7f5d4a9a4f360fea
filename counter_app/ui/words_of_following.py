"""Words for following dossiers: steps, standings, the lists of the board, faults; no Qt."""

from counter_app.domain.deadlines import BoardList
from counter_app.domain.facts import PayMethod, RatedBy, Satisfaction
from counter_app.domain.standing import Standing
from counter_app.domain.steps import Step

STEP_WORDS = {
    Step.PRINT_SLIP: "In giấy hẹn",
    Step.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung",
    Step.RECEIVE_SUPPLEMENT: "Nhận bổ sung",
    Step.REFUSE: "Từ chối giải quyết",
    Step.FORWARD: "Chuyển hồ sơ",
    Step.CONFIRM_FORWARD: "Xác nhận đã nhận hồ sơ",
    Step.RECEIVE_BACK: "Nhận lại hồ sơ",
    Step.MARK_READY: "Ghi nhận kết quả",
    Step.RETURN: "Trả kết quả",
    Step.WITHDRAW: "Rút hồ sơ",
    Step.STOP: "Dừng giải quyết",
    Step.APOLOGISE: "Xin lỗi",
    Step.REAPPOINT: "Xin lỗi và hẹn lại",
    Step.CORRECT: "Đính chính",
    Step.CORRECT_PROMISE: "Đính chính ngày hẹn",
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
    BoardList.DISPUTED: "Cần xem lại",
}
SATISFACTION_LEVELS = {
    Satisfaction.VERY_SATISFIED: "Rất hài lòng",
    Satisfaction.SATISFIED: "Hài lòng",
    Satisfaction.NOT_SATISFIED: "Không hài lòng",
}
PAY_METHODS = {PayMethod.CASH: "Tiền mặt", PayMethod.TRANSFER: "Chuyển khoản"}
RATED_BY_WORDS = {RatedBy.CITIZEN: "Người dân tự chấm", RatedBy.CLERK: "Công chức ghi hộ"}
