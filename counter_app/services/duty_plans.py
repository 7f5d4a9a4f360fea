"""Planning duty: the roster, extra sessions, flagged days, and what a clerk should be told of them.

Only the head of the office plans. All of it is facts; what was planned once is never changed,
but may be cancelled from a day on.

Raises, every function that records:
    NotAllowed: only the head of the office may.
    FieldsRefused: something typed is wrong or missing, by field.
    ClockBehind: the machine's clock stands before the last entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from counter_app.domain.duty import PLAN_KINDS, Duty, ExtraSession, Plan, fold
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    DayFlagged,
    DutyCancelled,
    EntryName,
    Recorded,
    RosterDay,
    RosterSet,
    SessionAdded,
)
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.working_time import BadDeskHours, CalendarMissing, Session
from counter_app.services.acting import acting, check_head
from counter_app.services.counter import Counter
from counter_app.services.stepping import MOST_WORDS, refuse

PlanFact = RosterSet | SessionAdded | DayFlagged


class NoSuchPlan(Refusal):
    """The roster, session or flag is not here, or was cancelled before."""


def plans(counter: Counter) -> Duty:
    """Return every roster, extra session and flagged day, cancelled ones among them."""
    with counter.store.reading() as reading:
        return fold(reading.journal.of_kinds(PLAN_KINDS))


def roster(counter: Counter, day: date) -> tuple[RosterDay, ...]:
    """Return the roster of this desk as it is in force on a day: seven weekdays, Monday first."""
    found = plans(counter).roster_on(counter.desk.number, day)
    named = {each.weekday: each for each in found.fact.days} if found else {}
    return tuple(named.get(weekday, RosterDay(weekday)) for weekday in range(7))


def set_roster(
    counter: Counter,
    days: Iterable[RosterDay],
    valid_from: date,
    by: StaffMember,
    now: datetime,
    *,
    note: str = "",
) -> Recorded:
    """Set who is on duty at this desk by weekday, from a day on."""
    named = tuple(sorted((d for d in days if d.main or d.backup), key=lambda d: d.weekday))
    check_head(counter, by, "set_roster", now)
    problems = _past("valid_from", valid_from, now) | _too_long({"note": note})
    with counter.store.reading() as reading:
        known = {member.clerk for member in reading.staff.all()}
    for each in named:
        if {each.main, each.backup} - {""} - known:
            problems[f"days.{each.weekday}"] = "unknown_clerk"
        elif each.main == each.backup:
            problems[f"days.{each.weekday}"] = "same_person"
    refuse(problems)
    fact = RosterSet(counter.desk.number, valid_from, named, composed(note))
    return _record(counter, fact, by, now)


def add_session(
    counter: Counter, session: SessionAdded, by: StaffMember, now: datetime
) -> Recorded:
    """Add an extra session: its day, hours and fields; weekly, if it is."""
    check_head(counter, by, "add_session", now)
    fact = replace(
        session,
        fields=tuple(composed(each) for each in session.fields if composed(each)),
        note=composed(session.note),
    )
    problems = _past("on", fact.on, now) | _until(fact) | _too_long({"note": fact.note})
    problems |= _problems_of_hours(counter, fact)
    if not problems and _is_doubled(plans(counter), fact):
        problems["on"] = "added_already"
    refuse(problems)
    return _record(counter, replace(fact, hours=str(Session.parse(fact.hours))), by, now)


def flag_day(counter: Counter, day: DayFlagged, by: StaffMember, now: datetime) -> Recorded:
    """Give a day (or a weekday) a flag."""
    check_head(counter, by, "flag_day", now)
    fact = replace(day, note=composed(day.note))
    problems = _past("on", fact.on, now) | _until(fact) | _too_long({"note": fact.note})
    if not problems and fact.flag in plans(counter).flags_on(fact.on):
        problems["on"] = "added_already"
    refuse(problems)
    return _record(counter, fact, by, now)


def cancel(
    counter: Counter,
    plan: EntryName,
    since: date,
    by: StaffMember,
    now: datetime,
    *,
    reason: str = "",
) -> Recorded:
    """Cancel a roster, an extra session or a flag from a day on; what was before it stays.

    Raises:
        NoSuchPlan: it is not here, or holds no longer on that day.
    """
    check_head(counter, by, "cancel_plan", now)
    refuse(_past("since", since, now) | _too_long({"reason": reason}))
    with acting(counter, by, "plan_duty", now) as work:
        found = _named(fold(work.journal.of_kinds(PLAN_KINDS)), plan)
        if found is None or (found.cancelled_since is not None and found.cancelled_since <= since):
            raise NoSuchPlan(str(plan))
        fact = DutyCancelled(since, composed(reason))
        units = (counter.desk.unit.code,)
        return work.journal.record(fact, by=by.clerk, at=now, subject=plan, units=units)


def _record(counter: Counter, fact: PlanFact, by: StaffMember, now: datetime) -> Recorded:
    with acting(counter, by, "plan_duty", now) as work:
        return work.journal.record(fact, by=by.clerk, at=now, units=(counter.desk.unit.code,))


def _named(duty: Duty, name: EntryName) -> Plan | None:
    every: tuple[Plan, ...] = (*duty.rosters, *duty.sessions, *duty.flags)
    return next((plan for plan in every if plan.name == name), None)


def _past(name: str, day: date, now: datetime) -> dict[str, str]:
    return {name: "in_the_past"} if day < day_of(now) else {}


def _until(fact: SessionAdded | DayFlagged) -> dict[str, str]:
    is_before = fact.weekly and fact.until is not None and fact.until < fact.on
    return {"until": "before_start"} if is_before else {}


def _too_long(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: "too_long" for name, text in texts.items() if len(text) > MOST_WORDS}


def _problems_of_hours(counter: Counter, fact: SessionAdded) -> dict[str, str]:
    """Refuse hours that are none, or that lie in the ordinary hours of a working day."""
    try:
        hours = Session.parse(fact.hours)
    except BadDeskHours:
        return {"hours": "not_hours"}
    clock = counter.due_clock
    try:
        if not clock.calendar.is_working_day(fact.on):
            return {}
    except CalendarMissing:
        return {}
    ordinary = clock.hours.sessions_on(fact.on)
    if any(hours.opens < each.closes and each.opens < hours.closes for each in ordinary):
        return {"hours": "in_desk_hours"}
    return {}


def _is_doubled(duty: Duty, fact: SessionAdded) -> bool:
    hours = Session.parse(fact.hours)
    return any(_is_same(each, hours, fact) for each in duty.sessions_on(fact.on))


def _is_same(session: ExtraSession, hours: Session, fact: SessionAdded) -> bool:
    return session.hours == hours and session.fact.fields == fact.fields
