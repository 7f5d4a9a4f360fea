"""How the lists made of the register read: their columns, titles and words, for any paper.

Excel, PDF and the screen take the columns from here, and an old register is recognised by the
same titles when it is read. The first eleven columns of the register are those of form 07
(Thông tư 03/2025/TT-VPCP); behind them stands what an electronic register must tell as well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from counter_app.domain.errors import Trouble
from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.register import RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.states import DossierState

Cell = str | int | datetime | None
"""What stands in a cell: text, a number, an aware moment, or nothing."""

ALL_UNITS = "Mọi đơn vị trong phạm vi"
GROUP = "Nhận và trả kết quả"
TRACKING = "mã bưu gửi"

CHANNELS_OUT: Mapping[ChannelOut, str] = {
    ChannelOut.DESK: "Tại quầy",
    ChannelOut.POST: "Bưu chính công ích",
    ChannelOut.ELECTRONIC: "Bản điện tử",
}
CHANNELS_IN: Mapping[ChannelIn, str] = {
    ChannelIn.DIRECT: "Trực tiếp",
    ChannelIn.ONLINE: "Trực tuyến",
    ChannelIn.POST: "Bưu chính công ích",
}
STATES: Mapping[DossierState, str] = {
    DossierState.OPEN: "Đang giải quyết",
    DossierState.FORWARDED: "Đang chuyển",
    DossierState.HANDLED: "Bên giải quyết đang giữ",
    DossierState.WAITING: "Chờ bổ sung",
    DossierState.PAUSED: "Tạm dừng, chờ bổ sung",
    DossierState.READY: "Có kết quả, chờ trả",
    DossierState.RETURNED: "Đã trả kết quả",
    DossierState.REFUSED: "Đã từ chối",
    DossierState.WITHDRAWN: "Đã rút",
    DossierState.STOPPED: "Đã dừng",
}


class CannotExport(Trouble):
    """A list could not be written to the file that the clerk chose; nothing was left there."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class CellKind(StrEnum):
    """How a column's cells are written: as a number, as text, as a code, or as a real date."""

    NUMBER = "number"
    TEXT = "text"
    CODE = "code"
    MOMENT = "moment"


@dataclass(frozen=True)
class ListColumn:
    """A column: its key and title, how a line's cell reads, its width in letters, its group.

    ``cell`` is given the line and the moment at which the list is made.
    """

    key: str
    title: str
    kind: CellKind
    width: int
    cell: Callable[[RegisterRow, datetime], Cell]
    group: str = ""


@dataclass(frozen=True)
class Listing:
    """A whole list as it is written: who keeps it, its title, its columns, and its notes."""

    unit: str
    office: str
    title: str
    subtitle: str
    columns: tuple[ListColumn, ...]
    notes: tuple[str, ...] = ()


def listing_of(ask: RegisterAsk, unit: str, office: str) -> Listing:
    """Return how a list reads; ``unit`` and ``office`` stand in its head."""
    return Listing(
        unit=unit,
        office=office,
        title=TITLES[ask.kind].upper(),
        subtitle=subtitle_of(ask),
        columns=COLUMNS[ask.kind],
        notes=_REGISTER_NOTES if ask.kind is RegisterKind.REGISTER else (),
    )


def subtitle_of(ask: RegisterAsk) -> str:
    """Return ``Lĩnh vực: Hộ tịch · Từ ngày 01/01/2026 đến ngày 31/12/2026``."""
    field = f"Lĩnh vực: {ask.field}" if ask.field is not None else "Tất cả lĩnh vực"
    field = f"{ALL_UNITS} · {field}" if ask.unit is None else field
    if ask.first == ask.last:
        return f"{field} · Ngày {_day(ask.first)}"
    return f"{field} · Từ ngày {_day(ask.first)} đến ngày {_day(ask.last)}"


def receiver_words(row: RegisterRow) -> str:
    """Return who signed for the result, with the postal number where it went by post."""
    tracking = f"{TRACKING} {row.tracking}" if row.tracking else ""
    return "; ".join(part for part in (row.receiver, tracking) if part)


def address_words(row: RegisterRow) -> str:
    """Return the address, and the phone number on a line of its own."""
    return "\n".join(part for part in (row.address, row.phone) if part)


def moved_due(row: RegisterRow) -> datetime | None:
    """Return the due moment in force where it is not the promised one."""
    return row.due_at if row.due_at != row.promised_at else None


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _standing_late(row: RegisterRow, now: datetime) -> Cell:
    return row.days_late(now)


_NUMBER = ListColumn("number", "STT", CellKind.NUMBER, 6, lambda row, now: row.number)
_CODE = ListColumn("code", "Mã hồ sơ", CellKind.CODE, 24, lambda row, now: row.code)
_PROCEDURE = ListColumn(
    "procedure_name", "Tên TTHC", CellKind.TEXT, 40, lambda row, now: row.procedure_name
)
_APPLICANT = ListColumn(
    "applicant", "Tên tổ chức, cá nhân", CellKind.TEXT, 26, lambda row, now: row.applicant_name
)
_ADDRESS = ListColumn(
    "address", "Địa chỉ/SĐT", CellKind.TEXT, 34, lambda row, now: address_words(row)
)
_OFFICE = ListColumn(
    "office", "Cơ quan chủ trì giải quyết", CellKind.TEXT, 24, lambda row, now: row.office
)
_RECEIVED = ListColumn(
    "received", "Nhận hồ sơ", CellKind.MOMENT, 17, lambda row, now: row.received_at, GROUP
)
_PROMISED = ListColumn(
    "promised", "Hẹn trả kết quả", CellKind.MOMENT, 17, lambda row, now: row.promised_at, GROUP
)
_RETURNED = ListColumn(
    "returned", "Trả kết quả", CellKind.MOMENT, 17, lambda row, now: row.returned_at, GROUP
)
_CHANNEL_OUT = ListColumn(
    "channel_out",
    "Phương thức nhận kết quả",
    CellKind.TEXT,
    20,
    lambda row, now: CHANNELS_OUT[row.channel_out],
    GROUP,
)
_RECEIVER = ListColumn(
    "receiver", "Ký nhận", CellKind.TEXT, 26, lambda row, now: receiver_words(row), GROUP
)
_MOVED = ListColumn("moved", "Hẹn lại", CellKind.MOMENT, 17, lambda row, now: moved_due(row))
_SOLVED = ListColumn(
    "solved",
    "Có kết quả hoặc kết thúc",
    CellKind.MOMENT,
    17,
    lambda row, now: row.solved_at or row.ended_at,
)
_STATE = ListColumn("state", "Tình trạng", CellKind.TEXT, 22, lambda row, now: STATES[row.state])
_FIELD = ListColumn("field", "Lĩnh vực", CellKind.TEXT, 20, lambda row, now: row.field)
_PROCEDURE_CODE = ListColumn(
    "procedure_code", "Mã thủ tục", CellKind.CODE, 12, lambda row, now: row.procedure_code
)
_CHANNEL_IN = ListColumn(
    "channel_in", "Cách nộp", CellKind.TEXT, 18, lambda row, now: CHANNELS_IN[row.channel_in]
)
_CLERK = ListColumn("clerk", "Người tiếp nhận", CellKind.TEXT, 24, lambda row, now: row.taken_in_by)
_PHONE = ListColumn("phone", "Số điện thoại", CellKind.CODE, 14, lambda row, now: row.phone)
_DUE = ListColumn("due", "Hẹn trả", CellKind.MOMENT, 17, lambda row, now: row.due_at)
_DAYS_LATE = ListColumn("days_late", "Số ngày trễ", CellKind.NUMBER, 9, _standing_late)
_APOLOGY = ListColumn(
    "apology", "Xin lỗi", CellKind.TEXT, 10, lambda row, now: "Đã gửi" if row.has_apology else ""
)
_OFFICER = ListColumn(
    "officer", "Cán bộ phụ trách", CellKind.TEXT, 24, lambda row, now: row.officer
)

FORM_COLUMNS = (
    *(_NUMBER, _CODE, _PROCEDURE, _APPLICANT, _ADDRESS, _OFFICE),
    *(_RECEIVED, _PROMISED, _RETURNED, _CHANNEL_OUT, _RECEIVER),
)
"""The columns of form 07, in its order."""

COLUMNS: Mapping[RegisterKind, tuple[ListColumn, ...]] = {
    RegisterKind.REGISTER: (
        *FORM_COLUMNS,
        *(_MOVED, _SOLVED, _STATE, _FIELD, _PROCEDURE_CODE, _CHANNEL_IN, _CLERK),
    ),
    RegisterKind.RECEIPTS: (
        *(_NUMBER, _CODE, _PROCEDURE, _APPLICANT, _ADDRESS),
        *(_CHANNEL_IN, _RECEIVED, _PROMISED, _CLERK, _FIELD),
    ),
    RegisterKind.LATE: (
        *(_NUMBER, _CODE, _PROCEDURE, _APPLICANT, _PHONE),
        *(_DUE, _SOLVED, _DAYS_LATE, _STATE, _APOLOGY, _OFFICER, _FIELD),
    ),
}
PAPER_COLUMNS: Mapping[RegisterKind, tuple[ListColumn, ...]] = {
    RegisterKind.REGISTER: FORM_COLUMNS,
    RegisterKind.RECEIPTS: COLUMNS[RegisterKind.RECEIPTS],
    RegisterKind.LATE: COLUMNS[RegisterKind.LATE],
}
"""The columns on paper: the register has exactly those of its form."""

TITLES: Mapping[RegisterKind, str] = {
    RegisterKind.REGISTER: "Sổ theo dõi hồ sơ",
    RegisterKind.RECEIPTS: "Danh sách hồ sơ tiếp nhận",
    RegisterKind.LATE: "Danh sách hồ sơ quá hạn",
}
_REGISTER_NOTES = (
    "Sổ theo dõi hồ sơ được lập theo từng lĩnh vực hoặc nhóm lĩnh vực tại Bộ phận Một cửa.",
    "Trường hợp áp dụng Sổ theo dõi hồ sơ điện tử thì theo dõi trực tiếp trên Hệ thống thông tin "
    "giải quyết thủ tục hành chính, không cần thực hiện in sổ giấy nhưng phải đảm bảo đầy đủ "
    "thông tin theo quy định.",
)
