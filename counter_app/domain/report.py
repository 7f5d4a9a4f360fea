"""The periodic reports: their columns as the forms number them, and a report as a whole.

II.06a has the columns of Thông tư 01/2020/TT-VPCP. The columns of 07a/BTP are told by a
secondary source, so their numbers are this program's own. What no fact holds is said to be not
known (None, never 0): whether an online dossier was a full or a partial one, and what waits on
the portal to be accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from counter_app.domain.figures import Figure, Period, Tally

F = Figure
Value = int | Decimal | None
"""What a cell says: a count, a share in percent, or None for what is not known."""


class ReportForm(StrEnum):
    """Which form a report has."""

    II_06A = "II.06a"
    F_07A = "07a"
    HEADLINE = "headline"


class By(StrEnum):
    """What a line of a report stands for."""

    UNIT = "unit"
    FIELD = "field"
    PROCEDURE = "procedure"
    CLERK = "clerk"


@dataclass(frozen=True)
class ReportColumn:
    """A column: its number in the form, its title, the head over it and its neighbours.

    ``figure`` is what it counts; with ``share_of`` it tells the share in percent of that whole.
    Without a figure no fact of the program holds what the form asks for.
    """

    key: str
    number: str
    title: str
    group: str = ""
    figure: Figure | None = None
    share_of: Figure | None = None

    def value(self, tally: Tally) -> Value:
        """Return what the column says of a line."""
        if self.figure is None:
            return None
        if self.share_of is None:
            return tally.count(self.figure)
        return tally.share(self.figure, self.share_of)


@dataclass(frozen=True)
class ReportLine:
    """A line: what it stands for, by key and in words, the head it stands under, its figures."""

    key: str
    name: str
    group: str
    tally: Tally


@dataclass(frozen=True)
class Report:
    """A report: what was asked for, the moment it is told for, its lines and their sum.

    ``unit_code`` is empty for all units together, which ``unit_name`` then names as an area.
    ``scope`` are the units that were counted.
    """

    form: ReportForm
    by: By
    period: Period
    unit_code: str
    unit_name: str
    scope: tuple[str, ...]
    as_of: datetime
    made_at: datetime
    lines: tuple[ReportLine, ...]
    total: Tally

    @property
    def columns(self) -> tuple[ReportColumn, ...]:
        """The columns of its form."""
        return COLUMNS[self.form]

    @property
    def is_running(self) -> bool:
        """Whether the period was not over yet when the report was made."""
        return self.as_of < self.period.as_of(datetime.max.replace(tzinfo=self.as_of.tzinfo))


_IN, _DONE, _OPEN = "Hồ sơ tiếp nhận", "Hồ sơ đã giải quyết", "Hồ sơ đang giải quyết"
_APART = "Để riêng"
_DUE, _WORD = "Hồ sơ đến hạn trong kỳ", "Mức độ hài lòng"
C = ReportColumn

_II_06A = (
    C("received", "(3)", "Tổng số", _IN, F.RECEIVED),
    C("online", "(4)", "Trong kỳ: trực tuyến", _IN, F.ONLINE),
    C("by_hand", "(5)", "Trong kỳ: trực tiếp, bưu chính", _IN, F.BY_HAND),
    C("carried", "(6)", "Từ kỳ trước", _IN, F.CARRIED),
    C("solved", "(7)", "Tổng số", _DONE, F.SOLVED),
    C("before_time", "(8)", "Trước hạn", _DONE, F.BEFORE_TIME),
    C("on_time", "(9)", "Đúng hạn", _DONE, F.ON_TIME),
    C("late", "(10)", "Quá hạn", _DONE, F.LATE),
    C("in_progress", "(11)", "Tổng số", _OPEN, F.IN_PROGRESS),
    C("in_time", "(12)", "Trong hạn", _OPEN, F.IN_TIME),
    C("overdue", "(13)", "Quá hạn", _OPEN, F.OVERDUE),
)
_07A = (
    C("received", "(3)", "Tổng số", _IN, F.RECEIVED),
    C("online", "(4)", "Trực tuyến", _IN, F.ONLINE),
    C("online_full", "(5)", "Toàn trình", _IN),
    C("online_part", "(6)", "Một phần", _IN),
    C("direct", "(7)", "Trực tiếp", _IN, F.DIRECT),
    C("post", "(8)", "Bưu chính", _IN, F.POST),
    C("carried", "(9)", "Kỳ trước", _IN, F.CARRIED),
    C("elsewhere", "(10)", "Phi địa giới", _IN, F.ELSEWHERE),
    C("solved", "(11)", "Tổng số", _DONE, F.SOLVED),
    C("before_time", "(12)", "Trước hạn", _DONE, F.BEFORE_TIME),
    C("on_time", "(13)", "Đúng hạn", _DONE, F.ON_TIME),
    C("late_apologised", "(14)", "Quá hạn, có xin lỗi", _DONE, F.LATE_APOLOGISED),
    C("late_silent", "(15)", "Quá hạn, chưa xin lỗi", _DONE, F.LATE_SILENT),
    C("in_progress", "(16)", "Tổng số", _OPEN, F.IN_PROGRESS),
    C("in_time", "(17)", "Trong hạn", _OPEN, F.IN_TIME),
    C("overdue", "(18)", "Quá hạn", _OPEN, F.OVERDUE),
    C("paused", "(19)", "Tạm dừng", _APART, F.PAUSED),
    C("stopped", "(20)", "Dừng", _APART, F.STOPPED),
    C("withdrawn", "(21)", "Rút", _APART, F.WITHDRAWN),
    C("refused", "(22)", "Từ chối", _APART, F.REFUSED),
    C("not_accepted", "(23)", "Không tiếp nhận", _APART, F.NOT_ACCEPTED),
    C("waiting", "(24)", "Chờ tiếp nhận", _APART),
    C("paid_online", "(25)", "Nộp phí trực tuyến", "", F.PAID_ONLINE),
)
_HEADLINE = (
    C("due", "", "Tổng số", _DUE, F.DUE),
    C("due_before_time", "", "Trước hạn", _DUE, F.DUE_BEFORE_TIME),
    C("due_before_share", "", "%", _DUE, F.DUE_BEFORE_TIME, F.DUE),
    C("due_on_time", "", "Đúng hạn", _DUE, F.DUE_ON_TIME),
    C("due_on_time_share", "", "%", _DUE, F.DUE_ON_TIME, F.DUE),
    C("due_late", "", "Quá hạn", _DUE, F.DUE_LATE),
    C("due_late_share", "", "%", _DUE, F.DUE_LATE, F.DUE),
    C("due_open", "", "Quá hạn, chưa xong", _DUE, F.DUE_OPEN),
    C("due_open_share", "", "%", _DUE, F.DUE_OPEN, F.DUE),
    C("same_day", "", "Xong trong ngày, %", "", F.SAME_DAY, F.SOLVED),
    C("digital", "", "Nộp trực tuyến, %", "", F.ONLINE, F.RECEIVED_NOW),
    C("paid_online", "", "Nộp phí trực tuyến, %", "", F.PAID_ONLINE, F.PAID),
    C("very_satisfied", "", "Rất hài lòng, %", _WORD, F.VERY_SATISFIED, F.RATED),
    C("satisfied", "", "Hài lòng, %", _WORD, F.SATISFIED, F.RATED),
    C("not_satisfied", "", "Chưa hài lòng, %", _WORD, F.NOT_SATISFIED, F.RATED),
    C("apologised", "", "Đã xin lỗi", "", F.APOLOGISED),
)
COLUMNS: Mapping[ReportForm, tuple[ReportColumn, ...]] = {
    ReportForm.II_06A: _II_06A,
    ReportForm.F_07A: _07A,
    ReportForm.HEADLINE: _HEADLINE,
}
APART = (
    (F.PAUSED, "tạm dừng chờ bổ sung"),
    (F.REFUSED, "từ chối"),
    (F.WITHDRAWN, "rút hồ sơ"),
    (F.STOPPED, "dừng giải quyết"),
)
"""What stands beside the columns of II.06a, in the words of its note."""

TITLES: Mapping[ReportForm, str] = {
    ReportForm.II_06A: "Biểu II.06a/VPCP/KSTT",
    ReportForm.F_07A: "Biểu 07a/BTP",
    ReportForm.HEADLINE: "Tỷ lệ giải quyết hồ sơ đến hạn",
}
BY_TITLES: Mapping[By, str] = {
    By.UNIT: "Đơn vị",
    By.FIELD: "Lĩnh vực",
    By.PROCEDURE: "Thủ tục hành chính",
    By.CLERK: "Công chức tiếp nhận",
}


def value_words(value: Value) -> str:
    """Return a cell as it is written: ``12.345``, ``70,72``, and a dash for what is not known."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return f"{value:,}".replace(",", ".")


def apart_words(tally: Tally) -> str:
    """Return what is kept apart: ``tạm dừng chờ bổ sung 3; từ chối 1; …``."""
    return "; ".join(f"{words} {value_words(tally.count(figure))}" for figure, words in APART)


def period_words(period: Period) -> str:
    """Return ``Từ ngày 01/01/2026 đến ngày 31/12/2026``."""
    return f"Từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"
