"""The screen "Đồng bộ" in words: what it shows for a state, a log and refused entries; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.ui.sync_status.state import (
    CLOCK_WRONG,
    NOT_ENROLLED,
    Progress,
    Said,
    SyncState,
    head_words,
    last_contact_words,
    tone_of,
)
from counter_app.ui.sync_status.to_look_at import LookRow, ToLookAt, look_rows
from counter_app.ui.words import format_moment, number_words, said
from counter_app.ui.words_of_sync import (
    RESULT_DONE,
    RESULT_NOTHING_NEW,
    bytes_words,
    cause_words,
    offset_words,
    server_trouble_words,
)

NOTHING = ToLookAt()


@dataclass(frozen=True)
class LoggedExchange:
    """One line of the sync log; ``cause`` is empty where the exchange came to its end.

    Counts are of entries, bytes of what went over the line.
    """

    at: datetime
    sent_count: int = 0
    received_count: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    cause: str = ""


@dataclass(frozen=True)
class LogRow:
    """A line of the sync log in words."""

    at: datetime
    when: str
    sent: str
    sent_count: int
    received: str
    received_count: int
    size: str
    byte_count: int
    result: str
    tone: str


@dataclass(frozen=True)
class SyncShown:
    """Everything the screen shows; ``progress`` is None while nothing is being sent."""

    headline: Said
    explanation: str
    contact: str
    contact_exactly: str
    figures: str
    server: str
    waiting: str
    sent: str
    held: str
    disputes: str
    progress: Progress | None
    is_busy: bool
    may_sync: bool
    is_enrolled: bool
    is_line_cut: bool
    log: tuple[LogRow, ...]
    look_rows: tuple[LookRow, ...]


def shown_of(
    state: SyncState,
    now: datetime,
    is_busy: bool = False,
    log: Sequence[LoggedExchange] = (),
    found: ToLookAt = NOTHING,
    names: Mapping[str, str] | None = None,
) -> SyncShown:
    """Return the whole screen in words."""
    last = state.succeeded_at
    return SyncShown(
        headline=Said(_headline(state, now, is_busy), tone_of(state, now)),
        explanation=_explanation(state, now),
        contact=_contact(state, now),
        contact_exactly=format_moment(last) if last else "",
        figures=_figures(state),
        server=state.server,
        waiting=number_words(state.waiting_count),
        sent=number_words(max(0, state.acked_seq - state.quarantined_count)),
        held=number_words(state.quarantined_count),
        disputes=number_words(state.dispute_count),
        progress=state.sending,
        is_busy=is_busy,
        may_sync=state.is_enrolled and not is_busy,
        is_enrolled=state.is_enrolled,
        is_line_cut=state.is_line_cut,
        log=tuple(_log_row(each, now) for each in log),
        look_rows=look_rows(found, now, names or {}),
    )


def _headline(state: SyncState, now: datetime, is_busy: bool) -> str:
    if not state.is_enrolled:
        return NOT_ENROLLED
    head = head_words(state, now)
    if is_busy:
        return head if state.sending or state.ahead_count else f"{head} · đang nối với tỉnh…"
    problems = _problems(state)
    if not problems:
        return head
    title = problems[0][0]
    if state.waiting_count or state.ahead_count:
        return f"{head} · {title}"
    return f"{title[:1].upper()}{title[1:]}"


def _explanation(state: SyncState, now: datetime) -> str:
    if state.server_trouble:
        return server_trouble_words(state.server_trouble)
    if not state.is_enrolled:
        return (
            "Mọi việc vẫn được lưu đầy đủ trên máy này. Để nối với tỉnh, nhờ người phụ trách "
            "xin mã kết nối của quầy."
        )
    problems = _problems(state)
    if not problems:
        return _calm(state, now)
    # The headline says what the first one is.
    further = [f"{title[:1].upper()}{title[1:]}: {advice}" for title, advice in problems[1:]]
    return " ".join([f"{problems[0][1][:1].upper()}{problems[0][1][1:]}", *further])


def _problems(state: SyncState) -> list[tuple[str, str]]:
    """Return what hinders, the worst first: a title for the headline, and what to do."""
    found = []
    if state.broken_count:
        title = f"{number_words(state.broken_count)} nhật ký không còn nguyên vẹn"
        found.append((title, "hãy mở “Kiểm tra nhật ký” để xem đơn vị nào, mục nào."))
    is_clock_the_cause = state.is_clock_off and state.cause == CLOCK_WRONG
    if state.cause and not is_clock_the_cause:
        words = cause_words(state.cause)
        found.append((f"{words.title[:1].lower()}{words.title[1:]}", words.sentence))
    if state.quarantined_count:
        title = f"tỉnh chưa nhận {number_words(state.quarantined_count)} việc"
        advice = "các việc khác vẫn gửi bình thường."
        found.append((title, advice))
    if state.is_clock_off:
        title = f"giờ máy {offset_words(state.clock_offset)} so với tỉnh"
        found.append((title, "hãy chỉnh lại ngày giờ của máy này."))
    return found + _conflicts(state)


def _conflicts(state: SyncState) -> list[tuple[str, str]]:
    """Return where counters do not agree, or do not understand each other."""
    found = []
    if state.dispute_count:
        title = f"{number_words(state.dispute_count)} hồ sơ có mâu thuẫn"
        found.append((title, "hãy mở để giải quyết."))
    if state.shared_code_count:
        title = f"{number_words(state.shared_code_count)} mã hồ sơ bị trùng"
        found.append((title, "hãy cấp mã mới cho một hồ sơ."))
    if state.misfit_count:
        title = f"{number_words(state.misfit_count)} việc từ nơi khác chưa đọc được"
        found.append((title, "máy vẫn giữ đủ, xem vì sao ở danh sách bên dưới."))
    return found


def _calm(state: SyncState, now: datetime) -> str:
    if state.is_green(now):
        return "Máy này và tỉnh đã khớp nhau: hai bên có đủ việc của nhau."
    if state.sending is not None:
        return "Cứ làm việc bình thường; đóng máy lúc này cũng không mất gì."
    if state.waiting_count:
        return "Đã lưu trên máy, sẽ tự gửi."
    if state.ahead_count:
        return "Tỉnh còn dữ liệu cho quầy này, máy đang nhận dần."
    return "Chưa hỏi lại tỉnh gần đây nên chưa chắc tỉnh có gì mới."


def _contact(state: SyncState, now: datetime) -> str:
    parts = [f"Lần đồng bộ gần nhất: {last_contact_words(state, now)}"]
    if state.cause and state.tried_at is not None:
        parts.append(f"lần thử gần nhất: {said(state.tried_at, now)}")
    if state.cause and state.next_try_at is not None and state.next_try_at > now:
        parts.append(f"thử lại: {said(state.next_try_at, now)}")
    return " · ".join(parts) if state.is_enrolled else ""


def _figures(state: SyncState) -> str:
    if not state.is_enrolled:
        return ""
    clock = "" if state.succeeded_at is None else f" · giờ máy {_clock(state)}"
    return f"Hôm nay gửi {bytes_words(state.bytes_up)}, nhận {bytes_words(state.bytes_down)}{clock}"


def _clock(state: SyncState) -> str:
    return offset_words(state.clock_offset) if state.is_clock_off else "khớp với tỉnh"


def _log_row(line: LoggedExchange, now: datetime) -> LogRow:
    result, tone = _result(line)
    byte_count = line.bytes_up + line.bytes_down
    return LogRow(
        at=line.at,
        when=said(line.at, now),
        sent=number_words(line.sent_count),
        sent_count=line.sent_count,
        received=number_words(line.received_count),
        received_count=line.received_count,
        size=bytes_words(byte_count),
        byte_count=byte_count,
        result=result,
        tone=tone,
    )


def _result(line: LoggedExchange) -> tuple[str, str]:
    if line.cause:
        words = cause_words(line.cause)
        return f"▲ {words.title}", "overdue" if words.needs_person else "today"
    if line.sent_count or line.received_count:
        return f"✓ {RESULT_DONE}", "done"
    return RESULT_NOTHING_NEW, ""
