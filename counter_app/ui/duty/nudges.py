"""What a clerk should know of the day before the first citizen comes, in sentences; no Qt."""

from datetime import datetime

from counter_app.domain.duty import ExtraSession
from counter_app.domain.moments import day_of
from counter_app.domain.shifts import Shift
from counter_app.services import duty
from counter_app.services.counter import Counter
from counter_app.ui.words_of_duty import DAY_FLAG_ADVICE, SESSION_KIND_WORDS, flag_words


def nudges(counter: Counter, now: datetime) -> tuple[str, ...]:
    """Return the day's nudges: its flags, its extra sessions, a hand-over nobody has signed.

    Called on the desk thread. A flag advises and never blocks.
    """
    day = duty.on_duty(counter, day_of(now), now)
    flags = tuple(
        f"Hôm nay là {flag_words(flag, day.on.weekday())}: {DAY_FLAG_ADVICE[flag]}."
        for flag in day.flags
    )
    sessions = tuple(_session_words(each, now) for each in day.sessions)
    unsigned = tuple(
        _unsigned_words(shift)
        for shift in day.shifts
        if shift.is_offered and shift.desk == counter.desk.number
    )
    return flags + sessions + unsigned


def _session_words(session: ExtraSession, now: datetime) -> str:
    fact = session.fact
    fields = f" (lĩnh vực {', '.join(fact.fields)})" if fact.fields else ""
    what = f"{SESSION_KIND_WORDS[fact.kind]}, {fact.hours}{fields}"
    if session.takes(now, fact.fields[0] if fact.fields else ""):
        return f"Đang trong buổi {what}: hồ sơ nhận lúc này được ghi là nhận trong buổi tăng thêm."
    return f"Hôm nay có buổi {what}."


def _unsigned_words(shift: Shift) -> str:
    return (
        f"{shift.person} đã bàn giao ca cho {shift.to_person} nhưng chưa ký nhận. Mở Ca trực để ký."
    )
