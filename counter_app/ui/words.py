"""Every word for values that people see: enumerations, numbers; and the door to the other words.

Import from here: ``sentence_of`` (errors), ``fault_words`` (fields), ``format_moment``, ``said``,
``promise_words``, ``counted_words`` (time), ``fact_title``, ``fact_words`` (history). No Qt.
"""

from counter_app.domain.dossier import DossierState
from counter_app.domain.facts import ChannelIn, ChannelOut, PaperKind
from counter_app.domain.masking import masked_number
from counter_app.domain.people import Sex
from counter_app.ui.words_of_errors import fault_words, faults_known, has_sentence, sentence_of
from counter_app.ui.words_of_history import (
    ROLE_WORDS,
    SLIP_PAPER_WORDS,
    fact_title,
    fact_words,
)
from counter_app.ui.words_of_time import (
    clock_words,
    counted_day_words,
    counted_words,
    due_said,
    format_day,
    format_moment,
    format_time,
    promise_words,
    said,
    weekday_name,
)

__all__ = [
    "CHANNEL_IN_WORDS",
    "CHANNEL_OUT_WORDS",
    "PAPER_KIND_WORDS",
    "ROLE_WORDS",
    "SEX_WORDS",
    "SLIP_PAPER_WORDS",
    "STATE_WORDS",
    "amount_words",
    "authority_words",
    "clock_words",
    "count_words",
    "counted_day_words",
    "counted_words",
    "due_said",
    "fact_title",
    "fact_words",
    "fault_words",
    "faults_known",
    "fee_kind_words",
    "format_day",
    "format_moment",
    "format_time",
    "has_sentence",
    "masked_number",
    "number_words",
    "promise_words",
    "said",
    "sentence_of",
    "spaced_number",
    "weekday_name",
]

CHANNEL_IN_WORDS = {
    ChannelIn.DIRECT: "Trực tiếp tại quầy",
    ChannelIn.ONLINE: "Trực tuyến",
    ChannelIn.POST: "Bưu chính công ích",
}
CHANNEL_OUT_WORDS = {
    ChannelOut.DESK: "Nhận tại quầy",
    ChannelOut.POST: "Bưu chính công ích",
    ChannelOut.ELECTRONIC: "Bản điện tử",
}
PAPER_KIND_WORDS = {
    PaperKind.ORIGINAL: "Bản chính",
    PaperKind.COPY: "Bản sao",
    PaperKind.CERTIFIED_COPY: "Bản sao chứng thực",
    PaperKind.SCAN: "Bản quét",
    PaperKind.DATABASE: "Dữ liệu có sẵn",
}
SEX_WORDS = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}
_STATES = {
    "open": "Đang giải quyết",
    "forwarded": "Đang chuyển",
    "handled": "Bên giải quyết đang giữ",
    "waiting": "Chờ bổ sung",
    "paused": "Tạm dừng, chờ bổ sung",
    "ready": "Có kết quả",
    "returned": "Đã trả kết quả",
    "refused": "Đã từ chối",
    "withdrawn": "Đã rút",
    "stopped": "Đã dừng",
}
STATE_WORDS = {state: _STATES[state.value] for state in DossierState}
_FEE_KINDS = {
    "unknown": "Chưa rõ mức thu",
    "free": "Miễn phí",
    "amount": "Có thu",
    "province": "Theo mức của tỉnh",
}


def fee_kind_words(kind: str) -> str:
    """Return how a procedure's fee is known: ``Miễn phí``, ``Theo mức của tỉnh``."""
    return _FEE_KINDS[str(kind)]


def number_words(number: int) -> str:
    """Return a number with dots: ``12.345``."""
    return f"{number:,}".replace(",", ".")


def count_words(count: int, noun: str = "hồ sơ") -> str:
    """Return ``12.345 hồ sơ``."""
    return f"{number_words(count)} {noun}"


def amount_words(amount: int) -> str:
    """Return an amount of đồng: ``12.345 đ``."""
    return f"{number_words(amount)} đ"


def spaced_number(number: str) -> str:
    """Return a personal number in groups of three, easier to compare with the card."""
    return " ".join(number[at : at + 3] for at in range(0, len(number), 3))


def authority_words(unit_name: str) -> str:
    """Return a commune's authority: ``UBND phường Bắc Kạn`` for ``Phường Bắc Kạn``."""
    if unit_name.startswith("UBND"):
        return unit_name
    return f"UBND {unit_name[:1].lower()}{unit_name[1:]}"
