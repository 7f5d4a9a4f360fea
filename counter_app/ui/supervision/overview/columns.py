"""The columns of the overview: units, clerks, dossiers."""

from collections.abc import Callable, Mapping
from typing import Any

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.figures import Figure
from counter_app.services.supervision import UnitLine
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Clock
from counter_app.ui.shared.table import Column
from counter_app.ui.supervision.contact_words import (
    clock_seconds,
    clock_tone,
    clock_words,
    contact_tip,
    contact_words,
    unit_clock,
)
from counter_app.ui.supervision.overview.ports import DISPUTED, Listed
from counter_app.ui.supervision.words import UNKNOWN
from counter_app.ui.words import STATE_WORDS, format_moment, masked_number, number_words
from counter_app.ui.words_of_figures import FIGURE_WORDS
from counter_app.ui.words_of_following import STANDING_WORDS

_FIGURES = (
    ("received", "Tiếp nhận\ntrong kỳ", Figure.RECEIVED_NOW, 80, ""),
    ("before", "Đã xong\ntrước hạn", Figure.BEFORE_TIME, 82, ""),
    ("on_time", "Đã xong\nđúng hạn", Figure.ON_TIME, 76, ""),
    ("late", "Đã xong\nquá hạn", Figure.LATE, 74, "overdue"),
    ("in_time", "Còn lại\ntrong hạn", Figure.IN_TIME, 80, ""),
    ("overdue", "Còn lại\nquá hạn", Figure.OVERDUE, 72, "overdue"),
)
LISTED: Mapping[str, Listed] = {
    **{key: figure for key, _, figure, _, _ in _FIGURES},
    "disputes": DISPUTED,
}
"""What each column that counts dossiers counts."""

LISTED_WORDS: tuple[tuple[Listed, str], ...] = (
    *FIGURE_WORDS.items(),
    (DISPUTED, "Đang có mâu thuẫn"),
)
"""Of what dossiers can be listed, in the order of the choice."""


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
        tip=lambda line: f"{line.name}: {FIGURE_WORDS[figure].lower()} {number_words(count(line))}",
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
        Column("unit", "Đơn vị", lambda unit: unit.name, 132, stretches=True),
        *_figures(),
        _count("disputes", "Mâu\nthuẫn", 60, lambda unit: unit.disputes),
        _count("held", "Bị\ngiữ lại", 62, lambda unit: unit.held_back),
        _count("waiting", "Chờ gửi\ntại quầy", 76, lambda unit: unit.waiting),
        Column(
            "contact",
            "Lần cuối\ncó tin",
            lambda unit: contact_words(unit, now()),
            178,
            sort_by=lambda unit: unit.since.timestamp() if unit.since else 0,
            tone=lambda unit: "overdue" if unit.is_silent else "",
            tip=contact_tip,
        ),
        Column(
            "clock",
            "Giờ máy\ntại quầy",
            lambda unit: clock_words(unit_clock(unit)),
            124,
            sort_by=lambda unit: -1.0 if unit_clock(unit) is None else clock_seconds(unit),
            tone=lambda unit: clock_tone(unit_clock(unit)),
            tip=contact_tip,
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
            146,
            sort_by=lambda r: r.received_at,
            at_right=True,
        ),
        Column(
            "due",
            "Hẹn trả",
            lambda r: format_moment(r.due_at),
            146,
            sort_by=lambda r: r.due_at,
            at_right=True,
        ),
        Column("standing", "Tình hình", standing, 130, tip=lambda r: STATE_WORDS[r.state]),
    ]


def _no_tip(_: DossierRow) -> str:
    return ""
