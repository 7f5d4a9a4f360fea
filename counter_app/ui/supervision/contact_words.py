"""Words for what the province told of counters: last contact, clock, what waits; no Qt."""

from datetime import datetime, timedelta

from counter_app.domain.attention import RULES, Pattern
from counter_app.domain.journal_log import LogLine
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.services.supervision import UnitLine
from counter_app.ui.supervision.words import NOTHING_CAME, UNKNOWN
from counter_app.ui.words import format_moment, number_words, said
from counter_app.ui.words_of_sync import offset_words

RIGHT = timedelta(minutes=1)
"""A clock that is off by less is right: an exchange takes some seconds itself."""


def contact_words(unit: UnitLine, now: datetime) -> str:
    """Return when something was last heard of a unit: ``20 phút trước``, ``▲ im lặng từ …``."""
    if unit.since is None:
        return NOTHING_CAME
    words = said(unit.since, now)
    return f"▲ im lặng từ {words}" if unit.is_silent else words


def contact_tip(unit: UnitLine) -> str:
    """Return all that is known of when a unit was heard of."""
    newest = f"Mục mới nhất: {format_moment(unit.last_at)}" if unit.last_at else NOTHING_CAME
    contact = unit.contact
    if contact is None:
        return f"{newest}\nLần liên lạc với tỉnh: {UNKNOWN}"
    lines = [
        f"Liên lạc với tỉnh lần cuối: {format_moment(contact.seen_at)}",
        f"Giờ của máy khi đó: {clock_words(contact.clock_offset)}",
        newest,
    ]
    if contact.programs:
        lines.append(f"Chương trình: {', '.join(contact.programs)}")
    return "\n".join([*lines, f"Tỉnh báo cho máy này lúc {format_moment(contact.heard_at)}"])


def short_state(unit: UnitLine) -> str:
    """Return what is out of order with a unit's contact, in few words, or nothing."""
    parts = ["▲ im lặng"] if unit.is_silent else []
    if unit.waiting:
        parts.append(f"chờ gửi {number_words(unit.waiting)}")
    return " · ".join(parts)


def unit_clock(unit: UnitLine) -> timedelta | None:
    """Return how far the clock of a unit's counter was off that was off most."""
    return unit.contact.clock_offset if unit.contact else None


def clock_seconds(unit: UnitLine) -> float:
    """Return by how many seconds that clock was off, either way."""
    return abs(unit_clock(unit) or timedelta()).total_seconds()


def clock_words(offset: timedelta | None) -> str:
    """Return how far a counter's clock was off: ``đúng giờ``, ``nhanh 12 phút``, ``chưa rõ``."""
    if offset is None:
        return UNKNOWN
    return "đúng giờ" if abs(offset) < RIGHT else offset_words(offset)


def clock_tone(offset: timedelta | None) -> str:
    """Return the tone of a clock: one that is off by as much as is worth a look stands out."""
    is_wrong = offset is not None and abs(offset) >= RULES[Pattern.CLOCK].apart
    return "overdue" if is_wrong else ""


def clock_tip(line: LogLine) -> str:
    """Return with what a clock was compared, and when."""
    if line.clock_offset is None:
        is_known = line.received_at is not None
        why = "mục này về tỉnh bằng tệp" if is_known else "tỉnh chưa báo cho máy này"
        return f"Chưa rõ giờ của quầy lệch bao nhiêu: {why}"
    when = "khi mục này được gửi" if line.received_at else "ở lần đồng bộ gần nhất"
    return f"Giờ của máy ở quầy so với giờ của tỉnh {when}"


def received_words(line: LogLine) -> str:
    """Return when an entry came to the province, without the day where it is that of the entry."""
    if line.received_at is None:
        return UNKNOWN
    local = line.received_at.astimezone(VIETNAM)
    is_same_day = day_of(line.received_at) == day_of(line.entry.at)
    return f"{local:%H:%M}" if is_same_day else f"{local:%H:%M %d/%m}"


def received_tip(line: LogLine) -> str:
    """Return the exact moment, or why there is none."""
    if line.received_at is None:
        return "Tỉnh chưa báo cho máy này giờ nhận mục này"
    return f"Tỉnh nhận lúc {format_moment(line.received_at)}"
