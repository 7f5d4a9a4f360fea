"""How things stand between this machine and the province, and how that is said; no Qt.

Green is a promise: everything recorded here is at the province and everything that the
province had is here. It is given only if the last answer says so and is fresh.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from counter_app.domain.moments import at_counter
from counter_app.ui.words import format_day, format_time, number_words, said
from counter_app.ui.words_of_sync import cause_words, offset_words

FRESH = timedelta(hours=1)
"""So long after the last answer the line may still be green; the longest wait is 10 minutes."""

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A clock that is off by less troubles nobody."""

CLOCK_WRONG = "clock_wrong"
"""The cause that is said with how much the clock is off."""

NOT_ENROLLED = "Đã lưu trên máy · chưa nối với tỉnh"


class Said(NamedTuple):
    """Words with the colour token that goes with them."""

    words: str
    tone: str


class Progress(NamedTuple):
    """So many of so many were sent since this exchange began."""

    done: int
    total: int


@dataclass(frozen=True)
class SyncState:
    """What the sync worker and the store know at this moment.

    ``head_seq`` is the end of this machine's journal and ``acked_seq`` what the province has
    durably of it; ``ahead_count`` is how many entries of the feed lay behind the cursor in the
    last answer (None before the first). ``cause`` is the machine word for why the last attempt
    failed, empty if it did not. ``quarantined_count`` entries are at the province but were not
    passed on; ``misfit_count`` came from elsewhere and could not be taken in; each of
    ``shared_code_count`` codes belongs to several dossiers. ``clock_offset`` is the machine's
    time less the province's. Bytes are those of the whole day. ``is_line_cut`` is the switch of
    the demonstration, ``server_trouble`` the word for why its server is not there. ``checking``
    is how far the check of what came is, ``broken_count`` how many journals are not as written.
    """

    is_enrolled: bool = False
    server: str = ""
    head_seq: int = 0
    acked_seq: int = 0
    ahead_count: int | None = None
    is_working: bool = False
    sending: Progress | None = None
    succeeded_at: datetime | None = None
    tried_at: datetime | None = None
    next_try_at: datetime | None = None
    cause: str = ""
    quarantined_count: int = 0
    dispute_count: int = 0
    misfit_count: int = 0
    shared_code_count: int = 0
    clock_offset: timedelta = timedelta(0)
    bytes_up: int = 0
    bytes_down: int = 0
    is_line_cut: bool = False
    server_trouble: str = ""
    checking: Progress | None = None
    broken_count: int = 0

    @property
    def waiting_count(self) -> int:
        """How many entries the province has not yet acknowledged."""
        return max(0, self.head_seq - self.acked_seq)

    @property
    def is_in_step(self) -> bool:
        """Whether the last answer says that both sides have everything."""
        return (
            self.is_enrolled
            and not self.cause
            and self.succeeded_at is not None
            and self.acked_seq == self.head_seq
            and self.ahead_count == 0
        )

    @property
    def is_clock_off(self) -> bool:
        """Whether the machine's clock is off by more than anybody should bear."""
        return abs(self.clock_offset) > CLOCK_TOLERANCE

    @property
    def to_look_at_count(self) -> int:
        """How many things wait for a person: refused entries, disputed dossiers and the like."""
        return (
            self.broken_count
            + self.quarantined_count
            + self.dispute_count
            + self.misfit_count
            + self.shared_code_count
        )

    def is_green(self, now: datetime) -> bool:
        """Whether the clerk may rely on both sides having everything now."""
        if not self.is_in_step or self.to_look_at_count or self.is_clock_off:
            return False
        return self.succeeded_at is not None and abs(now - self.succeeded_at) <= FRESH

    def needs_person(self) -> bool:
        """Whether waiting alone will not help."""
        has_cause = bool(self.cause) and cause_words(self.cause).needs_person
        return has_cause or self.quarantined_count > 0 or self.is_clock_off or self.is_broken

    @property
    def is_broken(self) -> bool:
        """Whether a journal is not as its counter wrote it."""
        return self.broken_count > 0


def badge_of(state: SyncState) -> tuple[int, bool]:
    """Return the number beside the screen's name in the rail, and whether it calls for a person."""
    to_look_at = state.to_look_at_count
    return to_look_at or state.waiting_count, to_look_at > 0


def status_words(state: SyncState, now: datetime) -> Said:
    """Return the status line's words, the most important first, and its colour."""
    if not state.is_enrolled:
        return Said(NOT_ENROLLED, "paused")
    parts = (
        head_words(state, now),
        look_words(state),
        clock_off_words(state),
        _contact(state, now),
        _why(state),
    )
    return Said(" · ".join(part for part in parts if part), tone_of(state, now))


def head_words(state: SyncState, now: datetime) -> str:
    """Return the one thing that matters most: what is on its way, waits, or has arrived."""
    if state.sending is not None:
        return f"Đang gửi {number_words(state.sending.done)}/{number_words(state.sending.total)}"
    if state.checking is not None:
        done, total = (number_words(count) for count in state.checking)
        return f"Đang kiểm tra nhật ký: {done}/{total} mục"
    if state.waiting_count:
        return f"Chờ gửi: {number_words(state.waiting_count)}"
    if state.ahead_count:
        verb = "Đang nhận" if state.is_working else "Chờ nhận"
        return f"{verb}: còn {number_words(state.ahead_count)}"
    if state.is_in_step and state.succeeded_at is not None:
        return f"Đã gửi tỉnh {at_time(state.succeeded_at, now)}"
    return "Không có việc nào chờ gửi"


def last_contact_words(state: SyncState, now: datetime) -> str:
    """Return when both sides last spoke: ``20 phút trước``."""
    return "chưa lần nào" if state.succeeded_at is None else said(state.succeeded_at, now)


def look_words(state: SyncState) -> str:
    """Return what waits for a person, or nothing."""
    parts = []
    if state.broken_count:
        parts.append(f"{number_words(state.broken_count)} nhật ký không còn nguyên vẹn")
    if state.quarantined_count:
        parts.append(f"tỉnh chưa nhận {number_words(state.quarantined_count)} việc")
    if state.dispute_count:
        parts.append(f"{number_words(state.dispute_count)} hồ sơ cần xem lại")
    if state.shared_code_count:
        parts.append(f"{number_words(state.shared_code_count)} mã hồ sơ bị trùng")
    if state.misfit_count:
        parts.append(f"{number_words(state.misfit_count)} việc chưa đọc được")
    return " · ".join(parts)


def clock_off_words(state: SyncState) -> str:
    """Return by how much the clock is off, if that deserves a look."""
    if not state.is_clock_off:
        return ""
    return f"giờ máy {offset_words(state.clock_offset)} so với tỉnh, hãy chỉnh lại"


def tone_of(state: SyncState, now: datetime) -> str:
    """Return the colour: green is a promise, red calls for a person, orange tells of a cause."""
    if not state.is_enrolled:
        return "paused"
    if state.is_green(now):
        return "done"
    if state.needs_person():
        return "overdue"
    return "today" if state.cause or state.to_look_at_count else "paused"


def at_time(moment: datetime, now: datetime) -> str:
    """Return ``lúc 14:05``, with the day where it is not today's."""
    there = at_counter(moment)
    if there.date() == at_counter(now).date():
        return f"lúc {format_time(moment)}"
    return f"lúc {format_time(moment)} ngày {format_day(there.date())}"


def _contact(state: SyncState, now: datetime) -> str:
    if state.is_green(now):
        return "máy và tỉnh đã khớp nhau"
    if state.succeeded_at is None:
        return "chưa đồng bộ lần nào"
    return f"lần đồng bộ gần nhất {last_contact_words(state, now)}"


def _why(state: SyncState) -> str:
    if state.cause:
        is_said = state.cause == CLOCK_WRONG and state.is_clock_off
        return "" if is_said else cause_words(state.cause).words
    return "sẽ tự gửi" if state.waiting_count and state.sending is None else ""
