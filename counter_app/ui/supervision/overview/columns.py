"""The columns of the overview: units, clerks, dossiers."""

from collections.abc import Callable
from typing import Any

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.figures import Figure
from counter_app.services.supervision import UnitLine
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Clock
from counter_app.ui.shared.table import Column
from counter_app.ui.supervision.words import UNKNOWN, contact_words
from counter_app.ui.words import STATE_WORDS, format_moment, masked_number, number_words
from counter_app.ui.words_of_following import STANDING_WORDS

_FIGURES = (
    ("received", "Tiếp nhận", Figure.RECEIVED_NOW, 84, ""),
    ("before", "Trước hạn", Figure.BEFORE_TIME, 86, ""),
    ("on_time", "Đúng hạn", Figure.ON_TIME, 84, ""),
    ("late", "Xong quá hạn", Figure.LATE, 106, "overdue"),
    ("in_time", "Trong hạn", Figure.IN_TIME, 90, ""),
    ("overdue", "Đang quá hạn", Figure.OVERDUE, 108, "overdue"),
)


def _figures() -> list[Column]:
    return [_figure(*each) for each in _FIGURES]


def _figure(key: str, title: str, figure: Figure, width: int, tone: str) -> Column:
    def count(line: Any) -> int:
        return int(line.tally.count(figure))

    return Column(
        key,
        title,
        lambda line: number_words(count(line)),
        width,
        sort_by=count,
        tone=(lambda line: tone if count(line) else "") if tone else None,
        at_right=True,
    )


def _count(key: str, title: str, width: int, of: Callable[[UnitLine], int | None]) -> Column:
    return Column(
        key,
        title,
        lambda unit: UNKNOWN if of(unit) is None else number_words(of(unit) or 0),
        width,
        sort_by=lambda unit: -1 if of(unit) is None else of(unit),
        tone=lambda unit: "today" if of(unit) else "",
        at_right=True,
    )


def unit_columns(now: Clock) -> list[Column]:
    """Return the columns of the table of units."""
    return [
        Column("unit", "Đơn vị", lambda unit: unit.name, 138, stretches=True),
        *_figures(),
        _count("disputes", "Mâu thuẫn", 86, lambda unit: unit.disputes),
        _count("held", "Bị giữ lại", 78, lambda unit: unit.held_back),
        _count("waiting", "Chờ gửi", 86, lambda unit: unit.waiting),
        Column(
            "contact",
            "Lần cuối có tin",
            lambda unit: contact_words(unit.last_at, unit.is_silent, now()),
            178,
            sort_by=lambda unit: unit.last_at.timestamp() if unit.last_at else 0,
            tone=lambda unit: "overdue" if unit.is_silent else "",
            tip=lambda unit: format_moment(unit.last_at) if unit.last_at else "",
        ),
    ]


def clerk_columns() -> list[Column]:
    """Return the columns of the table of a unit's clerks."""
    return [
        Column("clerk", "Công chức tiếp nhận", lambda line: line.name, 220, stretches=True),
        *_figures(),
    ]


def row_columns(now: Clock) -> list[Column]:
    """Return the columns of the list of dossiers; personal numbers stay masked, the tip too."""

    def standing(row: DossierRow) -> str:
        return STANDING_WORDS[row.standing(now())]

    return [
        Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
        Column("procedure", "Thủ tục", lambda r: r.procedure_name, stretches=True),
        Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 160),
        Column("number", "Số định danh", lambda r: masked_number(r.id_number), 124, tip=_no_tip),
        Column(
            "received",
            "Nhận lúc",
            lambda r: format_moment(r.received_at),
            150,
            sort_by=lambda r: r.received_at,
            at_right=True,
        ),
        Column(
            "due",
            "Hẹn trả",
            lambda r: format_moment(r.due_at),
            150,
            sort_by=lambda r: r.due_at,
            at_right=True,
        ),
        Column("standing", "Tình hình", standing, 130, tip=lambda r: STATE_WORDS[r.state]),
    ]


def _no_tip(_: DossierRow) -> str:
    return ""
