"""What the desk of results shows of a dossier, in words; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import ChannelOut
from counter_app.domain.moments import day_of
from counter_app.domain.people import Person
from counter_app.domain.plain_text import fold
from counter_app.domain.standing import Standing as Rule
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step, is_allowed
from counter_app.ui.dossiers.standing import standing_of
from counter_app.ui.words import (
    CHANNEL_OUT_WORDS,
    STATE_WORDS,
    amount_words,
    format_day,
    format_moment,
    masked_number,
    promise_words,
    said,
)


@dataclass(frozen=True)
class AtDesk:
    """A dossier in the hand of the clerk: who, what to look at, and what is still to be paid.

    ``code`` is the code as lists show it. ``warnings`` come before ``checks``.
    """

    code: str
    procedure: str
    applicant: str
    details: str
    standing: str
    tone: str
    checks: tuple[str, ...]
    warnings: tuple[str, ...]
    unpaid: int
    receivers: tuple[tuple[str, str], ...]
    receiver: str


@dataclass(frozen=True)
class NotReady:
    """Why nothing can be handed out, and whether the result may be noted down here and now."""

    code: str
    words: str
    may_be_marked: bool = False


def unpaid_of(dossier: Dossier) -> int:
    """Return how much of the fees of the intake was not paid, in đồng."""
    return max(0, sum(fee.amount for fee in dossier.intake.fees) - dossier.paid)


def at_desk(code: str, dossier: Dossier, now: datetime) -> AtDesk:
    """Return what the clerk sees of a dossier whose result is ready."""
    intake = dossier.intake
    standing = standing_of(dossier, now)
    submitter = intake.submitter.person.name if intake.submitter else ""
    receivers = [(intake.applicant.name, "Chủ hồ sơ")]
    if submitter and fold(submitter) != fold(intake.applicant.name):
        receivers.insert(0, (submitter, "Người nộp"))
    return AtDesk(
        code=code,
        procedure=intake.procedure_name,
        applicant=intake.applicant.name,
        details=_details(intake.applicant),
        standing=standing.words,
        tone=standing.tone,
        checks=_checks(dossier),
        warnings=_warnings(dossier, now),
        unpaid=unpaid_of(dossier),
        receivers=tuple(receivers),
        receiver=receivers[0][0],
    )


def _details(person: Person) -> str:
    parts = [
        f"số định danh {masked_number(person.id_number)}" if person.id_number else "",
        f"sinh {format_day(person.birth_on)}" if person.birth_on else "",
        person.address.text,
    ]
    return " · ".join(part for part in parts if part)


def _checks(dossier: Dossier) -> tuple[str, ...]:
    intake, result = dossier.intake, dossier.result
    checks = ["Thẻ căn cước của người nhận và giấy hẹn"]
    if intake.submitter:
        by = intake.submitter.authorisation
        checks.append(f"Người khác nộp thay: {by}" if by else "Người khác nộp thay: giấy ủy quyền")
    if result and (result.kind or result.number):
        number = f"số {result.number}" if result.number else ""
        checks.append("Kết quả: " + " ".join(part for part in (result.kind, number) if part))
    if dossier.slip_number > 1:
        checks.append(f"Giấy hẹn đang dùng là số {dossier.slip_number}, đã thay giấy hẹn trước")
    if intake.channel_out is not ChannelOut.DESK:
        way = CHANNEL_OUT_WORDS[intake.channel_out].lower()
        checks.append(f"Lúc nộp đã chọn nhận kết quả bằng {way}; nay trả tại quầy")
    return tuple(checks)


def _warnings(dossier: Dossier, now: datetime) -> tuple[str, ...]:
    warnings = []
    if dossier.standing(now) is Rule.LATE:
        apology = "đã xin lỗi bằng văn bản" if dossier.apologies else "chưa có phiếu xin lỗi"
        warnings.append(f"Trả muộn so với hẹn {promise_words(dossier.due_at)}; {apology}")
    if dossier.lacking:
        warnings.append(f"Còn thiếu giấy tờ: {'; '.join(dossier.lacking)}")
    unpaid = unpaid_of(dossier)
    if unpaid:
        warnings.append(f"Lệ phí chưa thu: {amount_words(unpaid)}")
    return tuple(warnings)


def not_ready(code: str, dossier: Dossier, now: datetime) -> NotReady:
    """Return where a dossier is that cannot be handed out, and when it is due."""
    who = dossier.intake.applicant.name
    if dossier.is_disputed:
        words = f"{code} của {who}: hai quầy ghi khác nhau, hãy xem mâu thuẫn trước khi trả."
        return NotReady(code, words)
    if dossier.returned:
        given = dossier.returned
        to = f" cho {given.receiver}" if given.receiver else ""
        return NotReady(code, f"{code} của {who} đã trả kết quả lúc {_at(given.done_at)}{to}.")
    where = f"{code} của {who}: {STATE_WORDS[dossier.state].lower()}"
    if dossier.end:
        return NotReady(code, f"{where}, lý do: {dossier.end.reason}.")
    due = f"Hẹn trả {promise_words(dossier.due_at)} ({standing_of(dossier, now).words})."
    may_be_marked = is_allowed(Step.MARK_READY, dossier)
    return NotReady(code, f"{where}{_holder(dossier, now)}. {due}", may_be_marked)


def _holder(dossier: Dossier, now: datetime) -> str:
    if dossier.state in (DossierState.WAITING, DossierState.PAUSED):
        return f", còn thiếu {'; '.join(dossier.lacking)}" if dossier.lacking else ""
    holder = dossier.holder
    if holder.is_desk:
        return ", hồ sơ đang ở quầy"
    name = holder.unit_name or holder.name or holder.clerk or holder.unit
    since = f" từ {said(dossier.hand_overs[-1].given_at, now)}" if dossier.hand_overs else ""
    return f", đang ở {name}{since}"


def _at(moment: datetime) -> str:
    return format_moment(moment)


def waits_since(row: DossierRow, now: datetime) -> str:
    """Return how long a result has been waiting: ``hôm nay``, ``3 ngày``."""
    days = (day_of(now) - day_of(row.solved_at or row.due_at)).days
    return f"{days} ngày" if days > 0 else "hôm nay"


def is_found(row: DossierRow, text: str) -> bool:
    """Tell whether a row holds every word typed, without regard to diacritics and spaces."""
    about = fold(f"{row.code} {row.applicant_name} {row.procedure_name} {row.phone}")
    number = text.replace(" ", "")
    is_number = len(number) >= 4 and number.isdigit() and number in row.id_number
    return is_number or all(word in about for word in fold(text).split())
