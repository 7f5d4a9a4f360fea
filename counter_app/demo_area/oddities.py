"""What a supervisor finds worth a look in the demonstration area, commune by commune.

Most communes have none of it. Each story is a few dossiers of the last weeks, so that every rule
of attention has something to show, in the month and in the year; in each there may be a good
reason, which only the commune can tell.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, time, timedelta
from typing import Any, cast

from counter_app.demo_area.lives import REASON, Event
from counter_app.demo_area.teller import Teller, Told
from counter_app.domain.deadline import TimeLimit
from counter_app.domain.facts import (
    Apologised,
    ClockConfirmed,
    Corrected,
    Fact,
    Forwarded,
    Reappointed,
    ResultReady,
    SessionAdded,
    SessionKind,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.life import CORRECTABLE
from counter_app.domain.moments import VIETNAM, as_utc

Story = Callable[[Teller], None]

AHEAD = timedelta(minutes=40)
"""How far a machine's clock is ahead in the commune that has not noticed it."""

AHEAD_DAYS = 12
"""For so many working days its clock has been wrong."""

STRANGE_UNIT = "99999"
"""A code that no unit of the province has: what is forwarded there the province holds back."""

_SATURDAY = 5
_OUTSIDE = ((11, 17, 52), (8, 18, 20), (6, 18, 5), (3, 19, 12))
_SESSION, _SATURDAYS = "08:00-11:00", "Sáng thứ Bảy vì dân"
_MOMENTS = ("done_at", "solved_at", "received_at", "counted_from")


def results_at_the_edge(teller: Teller) -> None:
    """Four results are noted minutes before they are due, and go out a week later."""
    for nth in range(4):
        told = teller.take_in(teller.at(12 - nth, 8, 15 + 9 * nth))
        due_at = told.intake.due_at
        noted = due_at - timedelta(minutes=6 + 5 * nth)
        teller.keep(told.solved(noted).handed_out(teller.open_from(noted + timedelta(days=7))))


def dates_moved(teller: Teller) -> None:
    """One clerk corrects the day of receipt of six dossiers, each shortly before it is due."""
    for nth in range(6):
        told = teller.take_in(teller.at(14 - nth, 9, 5 + 8 * nth))
        moved_at = told.intake.due_at - timedelta(minutes=50 + nth)
        moved = _received_later(teller, told.intake)
        changed = tuple(
            each.name
            for each in fields(TakenIn)
            if each.name in CORRECTABLE
            and getattr(moved, each.name) != getattr(told.intake, each.name)
        )
        reason = "Ghi nhầm ngày tiếp nhận"
        fact = Corrected(as_utc(moved_at), reason, changed, moved, 2, 1, due_at=moved.due_at)
        told.then(moved_at, fact)
        solved = moved.due_at - timedelta(hours=2, minutes=11 * nth)
        teller.keep(told.solved(solved).handed_out(solved + timedelta(minutes=25)))


def _received_later(teller: Teller, intake: TakenIn) -> TakenIn:
    """Return an intake as if the dossier had come a working day later."""
    later = teller.open_from(intake.received_at + timedelta(days=1))
    promise = teller.work.due.promise(later, TimeLimit.parse(intake.limit))
    return replace(
        intake,
        received_at=as_utc(later),
        counted_from=as_utc(later),
        due_at=as_utc(promise.due_at),
        counted=promise.counted,
    )


def outside_hours(teller: Teller) -> None:
    """Dossiers are taken in in the evening, and no session was announced."""
    for back, hour, minute in _OUTSIDE:
        _solve_in_time(teller, teller.take_in(teller.at(back, hour, minute)))


def saturdays(teller: Teller) -> None:
    """The commune has a session on Saturday mornings, as announced, and dossiers come in it."""
    day = teller.working_day(25)
    first = day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
    begins = datetime.combine(teller.working_day(28), time(9, 0), VIETNAM)
    session = SessionAdded(
        first, _SESSION, SessionKind.SATURDAY, weekly=True, note="Thứ Bảy vì dân"
    )
    teller.add(begins, session, teller.work.clerks[0])
    for nth in range(6):
        at = datetime.combine(first + timedelta(weeks=nth), time(8, 40 + 3 * nth), VIETNAM)
        if at < teller.now:
            told = teller.take_in(at)
            told.intake = replace(told.intake, is_extra_session=True)
            told.events[0] = replace(told.events[0], fact=told.intake)
            _solve_in_time(teller, told)


def silent_about_late(teller: Teller) -> None:
    """A result came two days late, another one is late still: nobody apologised."""
    told = teller.take_in(teller.at(13, 10, 20))
    solved = teller.open_from(told.intake.due_at + timedelta(days=2, hours=-2))
    teller.keep(told.solved(solved).handed_out(solved + timedelta(minutes=35)))
    teller.keep(teller.take_in(teller.at(7, 9, 45)))


def sorry_about_late(teller: Teller) -> None:
    """A result came late; the office apologised, and named another moment for another one."""
    late_with_apology(teller)
    other = teller.take_in(teller.at(6, 14, 10))
    due_at = other.intake.due_at
    said, named = due_at - timedelta(minutes=40), teller.open_from(due_at + timedelta(days=3))
    other.then(said, Reappointed(as_utc(said), as_utc(named), due_at, REASON))
    teller.keep(other)


def late_with_apology(teller: Teller) -> None:
    """A result came two days late; the office had apologised."""
    told = teller.take_in(teller.at(8, 8, 50))
    due_at = told.intake.due_at
    said, solved = due_at - timedelta(minutes=30), teller.open_from(due_at + timedelta(hours=40))
    told.then(said, Apologised(as_utc(said), REASON))
    teller.keep(told.solved(solved).handed_out(solved + timedelta(minutes=20)))


def clock_set_back(teller: Teller) -> None:
    """A machine's clock falls back in the morning, and the clerk says that it is right."""
    before, machine = teller.at(6, 10, 22), teller.at(6, 8, 1)
    ahead = machine - before
    clerk = teller.work.clerks[-1]
    fact = ClockConfirmed(as_utc(machine), as_utc(before - timedelta(minutes=4)))
    teller.add(machine, fact, clerk, ahead)
    for minutes in (5, 19):
        at = machine + timedelta(minutes=minutes)
        told = teller.take_in(at, by=clerk, ahead=ahead)
        told.ahead = timedelta()
        _solve_in_time(teller, told)


def forwarded_to_nowhere(teller: Teller) -> None:
    """A dossier is forwarded to a unit that the province does not know."""
    told = teller.take_in(teller.at(2, 9, 30), days=7)
    at = teller.at(2, 14, 5)
    name = "Phòng Tài nguyên huyện (cũ)"
    fact = Forwarded(as_utc(at), to_unit=STRANGE_UNIT, to_unit_name=name)
    teller.keep(told.then(at, fact))


def _solve_in_time(teller: Teller, told: Told) -> None:
    solved = told.intake.due_at - timedelta(hours=3, minutes=told.number % 50)
    teller.keep(told.solved(solved).handed_out(solved + timedelta(minutes=30)))


# -- two counters about one dossier


def disputed(teller: Teller) -> tuple[Told, Event, Event]:
    """Tell of a dossier that two desks end differently in the same hour.

    Return what both know of it, how the first desk ends it, and how the second one does.
    """
    told = teller.take_in(teller.at(3, 8, 30), days=7)
    at = teller.at(1, 9, 40)
    told.then(teller.at(3, 9, 0), Forwarded(as_utc(teller.at(3, 9, 0)), to_name="Bàn Thị Họa"))
    taken_back = Withdrawn(as_utc(at), "Công dân xin rút hồ sơ để bổ sung giấy tờ")
    noted = at + timedelta(minutes=12)
    result = ResultReady(as_utc(noted), as_utc(noted), kind="Giấy xác nhận")
    first = Event(as_utc(at), told.number, teller.work.clerks[0], taken_back)
    return told, first, Event(as_utc(noted), told.number, "", result)


# -- a clock that is ahead


def with_clock_ahead(events: list[Event], teller: Teller) -> list[Event]:
    """Return the events as a machine noted them whose clock has been ahead for some days."""
    since = as_utc(teller.at(AHEAD_DAYS, 0, 0))
    return [_ahead(event, teller) if event.at >= since else event for event in events]


def _ahead(event: Event, teller: Teller) -> Event:
    """Return an event as such a machine notes it: every moment of it, and what follows from it."""
    fact = event.fact
    changed: dict[str, Any] = {
        name: getattr(fact, name) + AHEAD for name in _MOMENTS if hasattr(fact, name)
    }
    if isinstance(fact, TakenIn):
        received_at = fact.received_at + AHEAD
        promise = teller.work.due.promise(received_at, TimeLimit.parse(fact.limit))
        changed |= {"due_at": as_utc(promise.due_at), "counted": promise.counted}
    moved = cast(Fact, replace(cast(Any, fact), **changed))
    return replace(event, at=event.at + AHEAD, fact=moved, ahead=AHEAD)
