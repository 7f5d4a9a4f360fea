"""How the lists of the register look on the screen: columns that fit 1366 pixels."""

from collections.abc import Callable
from datetime import datetime

from counter_app.domain.fact_parts import ChannelOut
from counter_app.domain.listing import CHANNELS_IN, STATES, receiver_words
from counter_app.domain.register import RegisterKind, RegisterRow
from counter_app.domain.standing import Standing
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Clock
from counter_app.ui.shared.spans import moment_or_day
from counter_app.ui.shared.table import Column
from counter_app.ui.words import format_moment


def columns_of(kind: RegisterKind, now: Clock, *, of_units: bool = False) -> list[Column]:
    """Return the columns of a list; one of several units names the unit for something else."""
    made = _MADE[kind](now)
    if not of_units:
        return made
    left = [column for column in made if column.key not in _LEFT_OUT[kind]]
    office = Column(
        "office",
        "Cơ quan giải quyết",
        lambda r: r.office.removeprefix("UBND "),
        150,
        tip=lambda r: r.office,
    )
    return [*left[:2], office, *left[2:]]


_CHANNELS = {
    ChannelOut.DESK: "Tại quầy",
    ChannelOut.POST: "Bưu chính",
    ChannelOut.ELECTRONIC: "Điện tử",
}


def _common() -> list[Column]:
    return [
        Column("number", "STT", lambda r: str(r.number), 50, at_right=True),
        Column("code", "Mã hồ sơ", lambda r: r.code, 186, is_code=True),
        Column("procedure", "Tên TTHC", lambda r: r.procedure_name, 130, stretches=True),
        Column("applicant", "Tổ chức, cá nhân", lambda r: said_name(r.applicant_name), 124),
    ]


def _register(now: Clock) -> list[Column]:
    return [
        *_common(),
        Column(
            "received", "Nhận hồ sơ", lambda r: moment_or_day(r.received_at), 146, at_right=True
        ),
        Column(
            "due",
            "Hẹn trả",
            lambda r: moment_or_day(r.due_at),
            146,
            tone=lambda r: _tone(r, now()),
            tip=_due_tip,
            at_right=True,
        ),
        Column(
            "returned", "Trả kết quả", lambda r: moment_or_day(r.returned_at), 146, at_right=True
        ),
        Column("channel", "Nhận qua", lambda r: _CHANNELS[r.channel_out], 82),
        Column("receiver", "Ký nhận", receiver_words, 104),
    ]


def _receipts(now: Clock) -> list[Column]:
    return [
        *_common(),
        Column("channel", "Cách nộp", lambda r: CHANNELS_IN[r.channel_in], 136),
        Column(
            "received", "Nhận hồ sơ", lambda r: moment_or_day(r.received_at), 146, at_right=True
        ),
        Column("due", "Hẹn trả", lambda r: moment_or_day(r.promised_at), 146, at_right=True),
        Column("clerk", "Người tiếp nhận", lambda r: r.taken_in_by, 150),
    ]


def _late(now: Clock) -> list[Column]:
    return [
        *_common(),
        Column(
            "due", "Hẹn trả", lambda r: moment_or_day(r.due_at), 146, tip=_due_tip, at_right=True
        ),
        Column(
            "days",
            "Trễ",
            lambda r: late_words(r, now()),
            92,
            tone=lambda r: "overdue",
            at_right=True,
        ),
        Column("state", "Tình trạng", lambda r: STATES[r.state], 150),
        Column("apology", "Xin lỗi", lambda r: "Đã gửi" if r.has_apology else "Chưa", 72),
        Column("officer", "Cán bộ phụ trách", lambda r: r.officer, 150),
    ]


def late_words(row: RegisterRow, now: datetime) -> str:
    """Return how late a dossier is: ``3 ngày``, or ``trong ngày`` for hours only."""
    days = row.days_late(now)
    return f"▲ {days} ngày" if days else "▲ trong ngày"


def _tone(row: RegisterRow, now: datetime) -> str:
    is_late = row.standing(now) in (Standing.LATE, Standing.OVERDUE)
    return "overdue" if is_late else ""


def _due_tip(row: RegisterRow) -> str:
    if row.due_at == row.promised_at:
        return format_moment(row.due_at)
    return f"Giấy hẹn ghi {format_moment(row.promised_at)}; hẹn lại {format_moment(row.due_at)}"


_LEFT_OUT = {
    RegisterKind.REGISTER: ("receiver", "channel"),
    RegisterKind.RECEIPTS: ("channel",),
    RegisterKind.LATE: ("state",),
}
"""What gives room to the unit, by list; the page of the dossier tells it."""

_MADE: dict[RegisterKind, Callable[[Clock], list[Column]]] = {
    RegisterKind.REGISTER: _register,
    RegisterKind.RECEIPTS: _receipts,
    RegisterKind.LATE: _late,
}
