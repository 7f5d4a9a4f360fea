"""Duty: opening a shift, who was on duty when, and what a day asks for.

Planning (rosters, extra sessions, flagged days) is in ``duty_plans``, the hand-over in
``hand_over``. Everything is computed from the journal; nothing is kept beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from counter_app.domain.duty import PLAN_KINDS, Duty, ExtraSession, fold
from counter_app.domain.facts import (
    ChannelIn,
    DayFlag,
    DutyRole,
    FeePaid,
    PayMethod,
    Recorded,
    ShiftOpened,
    SlipPrinted,
    TakenIn,
)
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.procedure import ProcedureNotInForce, UnknownProcedure
from counter_app.domain.shifts import SHIFT_KINDS, Shift, ShiftEnd, as_known_on, is_morning
from counter_app.domain.working_time import CalendarMissing
from counter_app.services.counter import Counter, check_clock
from counter_app.services.intake import IntakeRequest
from counter_app.store.store import Reading, Work

ONE_DAY = timedelta(days=1)
LATE_SIGNATURE = timedelta(days=7)
"""So long after its day a hand-over may still be signed for."""

_COUNTED = ("TakenIn", "SlipPrinted", "FeePaid")


@dataclass(frozen=True)
class Rostered:
    """Somebody whom the roster names for a day; ``has_come`` says that a shift was opened."""

    clerk: str
    name: str
    role: DutyRole
    has_come: bool = False


@dataclass(frozen=True)
class DayCounts:
    """What was done at the unit's desks on a day, as far as flags and sessions concern it."""

    taken_in: int = 0
    in_extra_sessions: int = 0
    online: int = 0
    slips: int = 0
    cash_payments: int = 0
    transfers: int = 0


@dataclass(frozen=True)
class DutyDay:
    """One day of duty: the roster of this desk, and who was really there, at all desks."""

    on: date
    is_working_day: bool
    rostered: tuple[Rostered, ...]
    shifts: tuple[Shift, ...]
    sessions: tuple[ExtraSession, ...]
    flags: tuple[DayFlag, ...]
    counts: DayCounts = DayCounts()


@dataclass(frozen=True)
class PeriodCounts:
    """How many days bore each flag, how many extra sessions there were, and what came in them."""

    flagged_days: dict[DayFlag, int]
    sessions: int
    taken_in: int
    in_extra_sessions: int
    counts: DayCounts


def open_shift(
    counter: Counter, by: StaffMember, now: datetime, *, is_unlocking: bool = False
) -> Shift | None:
    """Open a clerk's shift at this desk, once in each half of a day; called at the log-in.

    Who only unlocks the screen does not begin another shift after closing one in this half of
    the day: the answer is None. A supervisor has none either.

    Raises:
        ClockBehind: the machine's clock stands before the last entry.
    """
    if by.role is Role.SUPERVISOR:
        return None
    with counter.store.reading() as reading:
        shift = _running(_today(reading, now), counter, by, now)
    if shift is not None:
        return shift
    with counter.store.writing() as work:
        check_clock(work, now)
        duty = _today(work, now)
        shift = _running(duty, counter, by, now)
        if shift is not None or (is_unlocking and _has_closed(duty, counter, by, now)):
            return shift
        record_opening(work, counter, duty, by, now)
        return _running(_today(work, now), counter, by, now)


def record_opening(
    work: Work, counter: Counter, duty: Duty, by: StaffMember, now: datetime
) -> Recorded:
    """Record that a clerk begins a shift, inside a transaction that is open already."""
    desk = counter.desk.number
    fact = ShiftOpened(desk, by.clerk, by.name, duty.role_of(desk, by.clerk, day_of(now)))
    return work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))


def current_shift(counter: Counter, by: StaffMember, now: datetime) -> Shift | None:
    """Return the clerk's open shift of today at this desk, or None."""
    with counter.store.reading() as reading:
        duty = _today(reading, now)
    return duty.current_shift(counter.desk.number, by.clerk, day_of(now))


def offered_shift(counter: Counter, by: StaffMember, now: datetime) -> Shift | None:
    """Return the shift of a colleague that waits for this clerk's signature, or None."""
    with counter.store.reading() as reading:
        duty = duty_between(reading, day_of(now) - LATE_SIGNATURE, day_of(now))
    return duty.offered_to(counter.desk.number, by.clerk)


def on_duty(counter: Counter, day: date, now: datetime) -> DutyDay:
    """Return who was on duty on a day, against the roster, with the day's counts."""
    return duty_days(counter, day, day, now)[0]


def duty_days(counter: Counter, first: date, last: date, now: datetime) -> tuple[DutyDay, ...]:
    """Return the days from one to another, both included, in their order."""
    with counter.store.reading() as reading:
        duty = duty_between(reading, first, last)
        names = {member.clerk: member.name for member in reading.staff.all()}
        counted = _counted(reading, counter, first, last)
    return tuple(
        _day(counter, duty, names, day, now, counted.get(day, DayCounts()))
        for day in _days(first, last)
    )


def period_counts(counter: Counter, first: date, last: date) -> PeriodCounts:
    """Return how often the flags and the extra sessions were there, and what came in them."""
    with counter.store.reading() as reading:
        duty = fold(reading.journal.of_kinds(PLAN_KINDS))
        counted = _counted(reading, counter, first, last)
    flags = dict.fromkeys(DayFlag, 0)
    sessions = 0
    for day in _days(first, last):
        sessions += len(duty.sessions_on(day))
        for flag in duty.flags_on(day):
            flags[flag] += 1
    sums = _sum(list(counted.values()))
    return PeriodCounts(flags, sessions, sums.taken_in, sums.in_extra_sessions, sums)


def session_at(counter: Counter, moment: datetime, field: str = "") -> ExtraSession | None:
    """Return the extra session in which a dossier of a field would come at a moment, if any.

    An intake in it bears ``is_extra_session``: it is never a working day (rules, section 2).
    """
    with counter.store.reading() as reading:
        duty = fold(reading.journal.of_kinds(PLAN_KINDS))
    return duty.session_at(moment, field)


def in_session(counter: Counter, request: IntakeRequest, now: datetime) -> IntakeRequest:
    """Return an intake as one of the extra session in which it comes, if there is one."""
    with counter.store.reading() as reading:
        duty = fold(reading.journal.of_kinds(PLAN_KINDS))
    return with_session(counter, duty, request, now)


def with_session(
    counter: Counter, duty: Duty, request: IntakeRequest, now: datetime
) -> IntakeRequest:
    """Return an intake as ``in_session`` does, by plans that were read before.

    What the clerk ticked stays ticked; a procedure of a field that is not served is left alone.
    """
    if request.is_extra_session or not duty.sessions:
        return request
    moment = request.received_at or now
    try:
        field = counter.catalogue.procedure(request.procedure_code, on=day_of(moment)).field
    except (UnknownProcedure, ProcedureNotInForce):
        # The intake itself refuses it, with the reason.
        return request
    session = duty.session_at(moment, field)
    return replace(request, is_extra_session=True) if session else request


def duty_between(reading: Reading, first: date, last: date) -> Duty:
    """Return the plans, and the shifts that were opened from one day to another."""
    journal = reading.journal
    start, end = start_of(first), start_of(last + ONE_DAY + LATE_SIGNATURE)
    shifts = journal.of_kinds_between(SHIFT_KINDS, start, end)
    return fold((*journal.of_kinds(PLAN_KINDS), *shifts))


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins in Vietnam."""
    return datetime.combine(day, time(), VIETNAM)


def _today(reading: Reading, now: datetime) -> Duty:
    return duty_between(reading, day_of(now), day_of(now))


def _running(duty: Duty, counter: Counter, by: StaffMember, now: datetime) -> Shift | None:
    """Return the clerk's open shift of this half of the day."""
    shift = duty.current_shift(counter.desk.number, by.clerk, day_of(now))
    return shift if shift is not None and shift.is_morning == is_morning(now) else None


def _has_closed(duty: Duty, counter: Counter, by: StaffMember, now: datetime) -> bool:
    """Tell whether the clerk's last shift of this half of the day was closed."""
    own = [s for s in duty.shifts_on(day_of(now), counter.desk.number) if s.clerk == by.clerk]
    last = own[-1] if own else None
    return (
        last is not None and last.ending is ShiftEnd.CLOSED and last.is_morning == is_morning(now)
    )


def _day(
    counter: Counter,
    duty: Duty,
    names: dict[str, str],
    day: date,
    now: datetime,
    counts: DayCounts,
) -> DutyDay:
    desk = counter.desk.number
    shifts = tuple(as_known_on(shift, day_of(now)) for shift in duty.shifts_on(day))
    come = {shift.clerk for shift in shifts if shift.desk == desk}
    named = duty.rostered(desk, day)
    return DutyDay(
        on=day,
        is_working_day=_is_working_day(counter, day),
        rostered=tuple(
            Rostered(clerk, names.get(clerk, clerk), role, clerk in come)
            for clerk, role in ((named.main, DutyRole.MAIN), (named.backup, DutyRole.BACKUP))
            if clerk
        ),
        shifts=shifts,
        sessions=duty.sessions_on(day),
        flags=duty.flags_on(day),
        counts=counts,
    )


def _is_working_day(counter: Counter, day: date) -> bool:
    try:
        return counter.due_clock.calendar.is_working_day(day)
    except CalendarMissing:
        return day.weekday() < 5


def _counted(reading: Reading, counter: Counter, first: date, last: date) -> dict[date, DayCounts]:
    """Return the counts of each day on which something was done, of this unit's own desks."""
    start, end = start_of(first), start_of(last + ONE_DAY)
    by_day: dict[date, list[DayCounts]] = {}
    for entry in reading.journal.of_kinds_between(_COUNTED, start, end):
        one = _count_of(entry, counter)
        if one is not None:
            by_day.setdefault(day_of(entry.at), []).append(one)
    return {day: _sum(counts) for day, counts in by_day.items()}


def _count_of(entry: Recorded, counter: Counter) -> DayCounts | None:
    fact = entry.fact
    if isinstance(fact, TakenIn):
        if fact.source or fact.unit_code not in ("", counter.desk.unit.code):
            return None
        return DayCounts(
            taken_in=1,
            in_extra_sessions=int(fact.is_extra_session),
            online=int(fact.channel_in is ChannelIn.ONLINE),
        )
    if isinstance(fact, SlipPrinted):
        return DayCounts(slips=1)
    if isinstance(fact, FeePaid):
        is_cash = fact.method is PayMethod.CASH
        return DayCounts(cash_payments=int(is_cash), transfers=int(not is_cash))
    return None


def _sum(counts: Sequence[DayCounts]) -> DayCounts:
    return DayCounts(
        taken_in=sum(each.taken_in for each in counts),
        in_extra_sessions=sum(each.in_extra_sessions for each in counts),
        online=sum(each.online for each in counts),
        slips=sum(each.slips for each in counts),
        cash_payments=sum(each.cash_payments for each in counts),
        transfers=sum(each.transfers for each in counts),
    )


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
