"""Duty as the screen shows it: values with their words; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.duty import Duty, ExtraSession, FlaggedDay
from counter_app.domain.facts import DayFlag, DutyRole, HandOverList
from counter_app.domain.hand_over_sheet import HandOverSheet, SheetTable
from counter_app.domain.shifts import Shift, ShiftEnd
from counter_app.services.duty import DutyDay, PeriodCounts
from counter_app.ui.duty.ports import NowOnDuty
from counter_app.ui.words import (
    STATE_WORDS,
    amount_words,
    count_words,
    format_day,
    format_moment,
    format_time,
    number_words,
    weekday_name,
)
from counter_app.ui.words_of_duty import (
    DAY_FLAG_WORDS,
    DUTY_ROLE_WORDS,
    SESSION_KIND_WORDS,
    part_of_day_words,
    repeats_words,
)

SHIFT_END_WORDS = {
    ShiftEnd.HANDED_OVER: "Đã bàn giao",
    ShiftEnd.CLOSED: "Đã kết thúc ca",
    ShiftEnd.CONTINUED: "Làm tiếp ca sau",
    ShiftEnd.FORGOTTEN: "Chưa ghi kết thúc ca",
}
SHORT_FLAG_WORDS = {
    DayFlag.PAPERLESS: "Không giấy",
    DayFlag.NO_SLIP: "Không giấy hẹn",
    DayFlag.ONLINE: "Trực tuyến",
}
SHORT_ROLE_WORDS = {
    DutyRole.MAIN: "Chính",
    DutyRole.BACKUP: "Dự phòng",
    DutyRole.UNLISTED: "Ngoài lịch",
}
ABSENT = "chưa vào ca"


@dataclass(frozen=True)
class NowShown:
    """The card of who is on duty now: one line, what was done, and what needs a look."""

    headline: str
    detail: str
    advice: str
    has_shift: bool
    offer: str


@dataclass(frozen=True)
class WeekRow:
    """A day of the week: who should be there, what the day is, and all that is known of it."""

    on: date
    title: str
    main: str
    backup: str
    notes: str
    is_today: bool
    day: DutyDay


@dataclass(frozen=True)
class ShiftRow:
    """A shift of a day."""

    person: str
    role: str
    hours: str
    how: str
    tone: str
    shift: Shift


@dataclass(frozen=True)
class PlanRow:
    """An extra session or a flag, in one line of the list; ``is_over`` greys it."""

    what: str
    when: str
    hours: str
    fields: str
    note: str
    state: str
    is_over: bool
    plan: ExtraSession | FlaggedDay


def now_shown(state: NowOnDuty, desk: int) -> NowShown:
    """Return the words of the card."""
    own = state.own.shift if state.own else None
    others = [
        s for s in state.today.shifts if s.desk == desk and s.is_open and (not own or s != own)
    ]
    advice = "; ".join(_other_words(shift) for shift in others)
    offer = ""
    if state.offered is not None:
        offered = state.offered
        when = format_moment(offered.handed_at) if offered.handed_at else ""
        offer = f"{offered.person} đã bàn giao ca cho bạn lúc {when}, chờ ký nhận."
    if state.own is None or own is None:
        return NowShown("Bạn chưa mở ca trực", "", advice, False, offer)
    role = DUTY_ROLE_WORDS[own.role].lower()
    part = part_of_day_words(own.is_morning)
    detail = f"{role}, {part} từ {format_time(own.opened_at)} · {done_words(state.own.handed)}"
    if own.is_offered:
        headline = f"{own.person} đã bàn giao cho {own.to_person}, chờ người nhận ký"
    else:
        headline = f"{own.person} đang trực"
    return NowShown(headline, detail[0].upper() + detail[1:], advice, True, offer)


def done_words(handed: HandOverList) -> str:
    """Return what a shift did: ``nhận 9, trả 4 hồ sơ · tiền mặt 24.000 đ``."""
    did = f"nhận {handed.taken_in}, trả {count_words(handed.returned)}"
    return f"{did} · tiền mặt trong ngăn {amount_words(handed.cash)}"


def _other_words(shift: Shift) -> str:
    if shift.is_offered:
        return f"{shift.person} đã bàn giao cho {shift.to_person}, chưa ký nhận"
    return f"{shift.person} vào ca lúc {format_time(shift.opened_at)}, chưa bàn giao"


def week_rows(days: Sequence[DutyDay], today: date) -> tuple[WeekRow, ...]:
    """Return the lines of a week."""
    return tuple(_week_row(day, today) for day in days)


def _week_row(day: DutyDay, today: date) -> WeekRow:
    names = {each.role: each.name for each in day.rostered}
    named = [names.get(role, "") for role in (DutyRole.MAIN, DutyRole.BACKUP)]
    free = "nghỉ" if not day.is_working_day and not day.sessions else ""
    title = f"{_weekday(day.on)} {day.on:%d/%m}"
    if day.on == today:
        title += " ●"
    parts = [SHORT_FLAG_WORDS[flag] for flag in day.flags]
    parts += [f"+ {each.fact.hours}" for each in day.sessions]
    return WeekRow(
        on=day.on,
        title=title,
        main=named[0] or free or "–",
        backup=named[1] or free or "–",
        notes="; ".join(parts),
        is_today=day.on == today,
        day=day,
    )


def day_title(day: DutyDay) -> str:
    """Return the heading of a day: ``Thứ Hai 23/11/2026``."""
    return f"{_weekday(day.on)} {format_day(day.on)}"


def _weekday(day: date) -> str:
    name = weekday_name(day)
    return name[0].upper() + name[1:]


def day_words(day: DutyDay) -> str:
    """Return what a day was: the roster against who came, flags, sessions, and the counts."""
    lines = [_roster_words(day)]
    lines += [DAY_FLAG_WORDS[flag] for flag in day.flags]
    lines += [
        f"{SESSION_KIND_WORDS[each.fact.kind]} {each.fact.hours}: nhận "
        f"{count_words(day.counts.in_extra_sessions)}"
        for each in day.sessions
    ]
    counts = day.counts
    if counts.taken_in or counts.cash_payments or counts.transfers:
        lines.append(
            f"Nhận {count_words(counts.taken_in)}, trực tuyến {counts.online}; "
            f"in {counts.slips} giấy hẹn; thu tiền mặt {counts.cash_payments} lần, "
            f"chuyển khoản {counts.transfers} lần"
        )
    return "\n".join(line for line in lines if line)


def _roster_words(day: DutyDay) -> str:
    if not day.rostered:
        return "Không có trong lịch trực" if day.is_working_day else ""
    return " · ".join(
        f"{DUTY_ROLE_WORDS[each.role]}: {each.name}" + ("" if each.has_come else f" ({ABSENT})")
        for each in day.rostered
    )


def shift_rows(day: DutyDay, desk: int) -> tuple[ShiftRow, ...]:
    """Return the shifts of a day, the first opened first; those of other desks are marked."""
    return tuple(_shift_row(shift, desk) for shift in day.shifts)


def _shift_row(shift: Shift, desk: int) -> ShiftRow:
    how = SHIFT_END_WORDS[shift.ending] if shift.ending else "Đang trực"
    if shift.ending is ShiftEnd.HANDED_OVER:
        how = f"Bàn giao cho {shift.to_person}"
    elif shift.is_offered:
        how = f"Chờ {shift.to_person} ký nhận"
    tone = "soon" if shift.ending is ShiftEnd.FORGOTTEN or shift.is_offered else ""
    return ShiftRow(
        person=shift.person + ("" if shift.desk == desk else f" (quầy {shift.desk})"),
        role=SHORT_ROLE_WORDS[shift.role],
        hours=f"{format_time(shift.opened_at)} – {_time(shift.ended_at)}",
        how=how,
        tone=tone,
        shift=shift,
    )


def duty_text(day: DutyDay, desk: int) -> str:
    """Return a day of duty in lines, for a terminal."""
    shifts = [
        f"  {row.hours:<13} {row.person} · {row.role} · {row.how}" for row in shift_rows(day, desk)
    ]
    head = [day_title(day), day_words(day)]
    return "\n".join(line for line in (*head, *(shifts or ["  Không ai mở ca."])) if line)


def _time(moment: datetime | None) -> str:
    return format_time(moment) if moment else ""


def plan_rows(duty: Duty, today: date) -> tuple[PlanRow, ...]:
    """Return the extra sessions and flags; what still comes stands before what is over."""
    plans: tuple[ExtraSession | FlaggedDay, ...] = (*duty.sessions, *duty.flags)
    rows = [_plan_row(plan, today) for plan in plans]
    rows.sort(key=lambda row: (row.is_over, row.plan.fact.on))
    return tuple(rows)


def _plan_row(plan: ExtraSession | FlaggedDay, today: date) -> PlanRow:
    fact = plan.fact
    since = plan.cancelled_since
    last = fact.on if not fact.weekly else fact.until
    is_cancelled = since is not None and since <= max(today, fact.on)
    is_past = last is not None and last < today
    state = "Đang áp dụng"
    if since is not None:
        state = f"Hủy từ {format_day(since)}"
    elif is_past:
        state = "Đã qua"
    if isinstance(plan, ExtraSession):
        what, hours = SESSION_KIND_WORDS[plan.fact.kind], plan.fact.hours
        fields = ", ".join(plan.fact.fields) or "Mọi lĩnh vực"
    else:
        what, hours, fields = DAY_FLAG_WORDS[plan.fact.flag], "", ""
    when = repeats_words(fact.on, fact.weekly, fact.until)
    return PlanRow(what, when, hours, fields, fact.note, state, is_cancelled or is_past, plan)


def counts_words(counts: PeriodCounts, first: date) -> str:
    """Return the counts of a period in one line."""
    flags = [
        f"{count} {DAY_FLAG_WORDS[flag][:1].lower()}{DAY_FLAG_WORDS[flag][1:]}"
        for flag, count in counts.flagged_days.items()
        if count
    ]
    parts = [*flags, f"{counts.sessions} buổi tăng thêm"]
    return (
        f"Từ {format_day(first)} đến nay: {', '.join(parts)}; "
        f"nhận {count_words(counts.in_extra_sessions)} trong buổi tăng thêm."
    )


def figures(handed: HandOverList) -> tuple[tuple[str, str], ...]:
    """Return the list of a hand-over as pairs of words and numbers."""
    states = tuple(
        (f"Hồ sơ {_state_words(each.state).lower()}", number_words(each.count))
        for each in handed.open_dossiers
    )
    return (
        *states,
        ("Tiền mặt nhận từ ca trước", amount_words(handed.cash_before)),
        ("Tiền mặt thu trong ca", amount_words(handed.cash_taken)),
        ("Chuyển khoản trong ca", amount_words(handed.transfers)),
        ("Biên lai đã ghi", number_words(handed.receipts)),
        ("Hồ sơ đã nhận trong ca", number_words(handed.taken_in)),
        ("Hồ sơ đã trả trong ca", number_words(handed.returned)),
        ("Giấy hẹn đã in", number_words(handed.slips_printed)),
        ("Phiếu bổ sung đã đưa", number_words(handed.supplements)),
    )


def _state_words(state: str) -> str:
    known = {each.value: words for each, words in STATE_WORDS.items()}
    return known.get(state, state)


def sheet_of(
    shift: Shift,
    handed: HandOverList,
    to_at: datetime,
    attention: Sequence[DossierRow] = (),
) -> HandOverSheet:
    """Return the sheet of a hand-over; ``attention`` are dossiers to be looked at first."""
    part = part_of_day_words(shift.is_morning).capitalize()
    states = SheetTable(
        "Hồ sơ đang mở theo trạng thái",
        ("Trạng thái", "Số"),
        tuple((_state_words(s.state), number_words(s.count)) for s in handed.open_dossiers),
    )
    due = SheetTable(
        "Hồ sơ quá hạn hoặc đến hạn trong ngày",
        ("Mã hồ sơ", "Chủ hồ sơ", "Thủ tục", "Hẹn trả"),
        tuple(
            (row.code, row.applicant_name, row.procedure_name, format_moment(row.due_at))
            for row in attention
        ),
    )
    return HandOverSheet(
        shift=f"{part}, quầy {shift.desk}",
        from_at=shift.since,
        to_at=to_at,
        giver=shift.person,
        receiver=shift.to_person,
        tables=(states, due) if attention else (states,),
        slips_printed=handed.slips_printed,
        cash_before=handed.cash_before,
        cash_taken=handed.cash_taken,
        transfers=handed.transfers,
        receipts=handed.receipts,
        papers=handed.papers,
        note=handed.note,
        remark=shift.remark,
    )
