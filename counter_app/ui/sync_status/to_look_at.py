"""What waits for a person on the screen "Đồng bộ", as rows in words; no Qt.

Three kinds stand in one list: entries of this machine that the province keeps apart, dossiers
that share their code with another one, and entries from elsewhere that nobody could read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.facts import Recorded
from counter_app.domain.people import StaffMember
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Question
from counter_app.ui.words import fact_title, format_moment, said
from counter_app.ui.words_of_sync import aside_advice, aside_words, reason_advice, reason_words

HELD, SHARED, ASIDE = "held", "shared", "aside"
KIND_WORDS = {HELD: "Tỉnh chưa nhận", SHARED: "Mã bị trùng", ASIDE: "Chưa đọc được"}


@dataclass(frozen=True)
class HeldEntry:
    """An entry of this machine that the province keeps apart, and the machine word for why.

    ``code`` is that of its dossier, empty where it belongs to none.
    """

    entry: Recorded
    reason: str
    code: str = ""


@dataclass(frozen=True)
class SharedEntry:
    """A dossier that shares ``code`` with others; lists show it as ``shown``."""

    code: str
    shown: str
    applicant: str
    received_at: datetime
    where: str
    is_ours: bool = True


@dataclass(frozen=True)
class AsideEntry:
    """An entry from elsewhere that counts for nothing, by its number and its counter."""

    number: str
    why: str
    where: str


@dataclass(frozen=True)
class ToLookAt:
    """Everything that waits for a person."""

    held: tuple[HeldEntry, ...] = ()
    shared: tuple[SharedEntry, ...] = ()
    aside: tuple[AsideEntry, ...] = ()


@dataclass(frozen=True)
class LookRow:
    """A line of the list; ``may_change_code`` offers another code for the dossier."""

    order: int
    kind: str
    title: str
    what: str
    reason: str
    code: str
    who: str
    when: str
    advice: str
    tone: str = "today"
    may_change_code: bool = False


def look_rows(found: ToLookAt, now: datetime, names: Mapping[str, str]) -> tuple[LookRow, ...]:
    """Return the list in words, the gravest kind first."""
    rows: list[LookRow] = []
    rows += [_held_row(at, each, now, names) for at, each in enumerate(found.held)]
    rows += [_shared_row(len(rows) + at, each, now) for at, each in enumerate(found.shared)]
    rows += [_aside_row(len(rows) + at, each) for at, each in enumerate(found.aside)]
    return tuple(rows)


def question_of_code(row: LookRow, reason: str, by: StaffMember) -> Question:
    """Return what is asked before a dossier gets another code."""
    lines = (
        f"Hồ sơ {row.code} ({row.what}) sẽ có mã mới của quầy này, không xóa gì:",
        "• In giấy hẹn mới, thu lại giấy hẹn cũ. Giấy mới ghi rõ mã cũ.",
        "• Tìm hoặc quét mã cũ vẫn ra cả hai hồ sơ.",
        "• Hồ sơ còn lại giữ nguyên mã và giấy hẹn.",
        f"• Lý do: {reason}",
        f"• Người quyết định: {by.name}",
    )
    return Question("Cấp mã mới cho hồ sơ này?", "\n".join(lines), "Cấp mã mới")


def _held_row(at: int, held: HeldEntry, now: datetime, names: Mapping[str, str]) -> LookRow:
    entry = held.entry
    return LookRow(
        order=at,
        kind=HELD,
        title=KIND_WORDS[HELD],
        what=fact_title(entry.fact),
        reason=_sentence(reason_words(held.reason)),
        code=held.code,
        who=names.get(entry.by, entry.by),
        when=said(entry.at, now),
        advice=f"Việc số {entry.name.seq}. {reason_advice(held.reason)}",
        tone="overdue",
    )


def _shared_row(at: int, shared: SharedEntry, now: datetime) -> LookRow:
    advice = (
        "Cấp mã mới cho một trong các hồ sơ cùng mã (nên chọn hồ sơ còn liên hệ được với người "
        "dân), in giấy hẹn mới và thu lại giấy cũ."
        if shared.is_ours
        else "Hồ sơ này của đơn vị khác: chỉ đơn vị đó cấp được mã mới. Hãy báo cho họ."
    )
    return LookRow(
        order=at,
        kind=SHARED,
        title=KIND_WORDS[SHARED],
        what=said_name(shared.applicant),
        reason=f"Cùng mã {shared.code}",
        code=shared.shown,
        who=shared.where,
        when=said(shared.received_at, now),
        advice=f"Nhận lúc {format_moment(shared.received_at)}. {advice}",
        may_change_code=shared.is_ours,
    )


def _aside_row(at: int, aside: AsideEntry) -> LookRow:
    return LookRow(
        order=at,
        kind=ASIDE,
        title=KIND_WORDS[ASIDE],
        what=f"Việc số {aside.number}",
        reason=_sentence(aside_words(aside.why)),
        code="",
        who=aside.where,
        when="",
        advice=aside_advice(aside.why),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
