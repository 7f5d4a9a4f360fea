"""Words of figures: their names, and the identity of a report as it was checked; no Qt."""

from collections.abc import Mapping

from counter_app.domain.figures import Figure, Tally
from counter_app.domain.report import ReportForm, value_words

FIGURE_WORDS: Mapping[Figure, str] = {
    Figure.RECEIVED: "Tiếp nhận, cả từ kỳ trước",
    Figure.RECEIVED_NOW: "Tiếp nhận trong kỳ",
    Figure.CARRIED: "Từ kỳ trước chuyển sang",
    Figure.SOLVED: "Đã giải quyết",
    Figure.BEFORE_TIME: "Đã xong trước hạn",
    Figure.ON_TIME: "Đã xong đúng hạn",
    Figure.LATE: "Đã xong quá hạn",
    Figure.IN_PROGRESS: "Đang giải quyết",
    Figure.IN_TIME: "Đang giải quyết, trong hạn",
    Figure.OVERDUE: "Đang giải quyết, quá hạn",
    Figure.PAUSED: "Tạm dừng chờ bổ sung",
    Figure.REFUSED: "Từ chối",
    Figure.WITHDRAWN: "Rút hồ sơ",
    Figure.STOPPED: "Dừng giải quyết",
}
"""The figures whose dossiers can be chosen from a list, in its order."""

_NUMBERS = {
    ReportForm.II_06A: ("(3)", "(7)", "(11)"),
    ReportForm.F_07A: ("(3)", "(11)", "(16)"),
}


def identity_words(tally: Tally, form: ReportForm = ReportForm.II_06A) -> str:
    """Return ``✓ (3) tiếp nhận 675 = (7) đã giải quyết 612 + (11) đang giải quyết 63``.

    No report is made whose figures disagree (``Tally.check``): the sign says that they do not.
    """
    received, solved, left = (
        f"{number} {words} {value_words(tally.count(figure))}".lstrip()
        for number, words, figure in zip(
            _NUMBERS.get(form, ("", "", "")),
            ("tiếp nhận", "đã giải quyết", "đang giải quyết"),
            (Figure.RECEIVED, Figure.SOLVED, Figure.IN_PROGRESS),
            strict=True,
        )
    )
    return f"✓ {received} = {solved} + {left}"
