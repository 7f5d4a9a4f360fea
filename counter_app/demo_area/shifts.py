"""The roster of a commune, and the shifts of its last weeks: opened, handed over, closed.

The list of a hand-over says what the clerk did since the shift began, as a counter counts it.
"""

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from counter_app.demo_area.lives import Event
from counter_app.demo_area.teller import Teller
from counter_app.domain.facts import (
    DutyRole,
    Fact,
    FeePaid,
    HandOverAccepted,
    HandOverList,
    PayMethod,
    Returned,
    RosterDay,
    RosterSet,
    ShiftClosed,
    ShiftHandedOver,
    ShiftOpened,
    SlipPrinted,
    StateCount,
    SupplementRequested,
    TakenIn,
)
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.people import StaffMember
from counter_app.domain.states import ENDED, DossierState
from counter_app.domain.steps import Place, after, step_of

HAND_OVER = 2
"""The weekday on which the desk changes hands at noon: Wednesday."""

PAPERS = ("Sổ theo dõi hồ sơ", "Dấu tiếp nhận")
NOTE = "Chiều nay có người đến nhận kết quả, giấy tờ để ở ngăn thứ hai."

_OPENS, _NOON, _AGAIN, _CLOSES = time(7, 31), time(11, 27), time(13, 31), time(16, 57)


def roster(staff: tuple[StaffMember, ...], desk: int, on: date) -> RosterSet:
    """Return the roster of a desk: the two share the week."""
    one, other = staff[0].clerk, staff[1].clerk
    days = tuple(RosterDay(n, *((one, other) if n % 2 else (other, one))) for n in range(5))
    return RosterSet(desk, on, days, note="Lịch trực của năm")


@dataclass
class _Desk:
    """What has happened at the desk so far, for the lists."""

    waiting: list[Event]
    places: dict[int, Place] = field(default_factory=dict)
    done: list[Event] = field(default_factory=list)

    def go_on(self, until: datetime) -> None:
        """Let everything happen until a moment."""
        while self.waiting and self.waiting[-1].at <= until:
            event = self.waiting.pop()
            self.done.append(event)
            step = step_of(event.fact)
            if isinstance(event.fact, TakenIn):
                self.places[event.dossier] = Place()
            elif step is not None and event.dossier in self.places:
                self.places[event.dossier] = after(self.places[event.dossier], step, event.fact)

    def listed(self, clerk: str, since: datetime, cash_before: int = 0) -> HandOverList:
        """Return what a clerk hands on of a shift, and the open dossiers by state."""
        facts = [e.fact for e in self.done if e.by == clerk and e.at >= since]
        paid = [fact for fact in facts if isinstance(fact, FeePaid)]
        states = Tally(place.state for place in self.places.values())
        is_open = [state for state in DossierState if state not in ENDED and states[state]]
        return HandOverList(
            tuple(StateCount(state, states[state]) for state in is_open),
            taken_in=_count(facts, TakenIn),
            returned=_count(facts, Returned),
            slips_printed=_count(facts, SlipPrinted),
            supplements=_count(facts, SupplementRequested),
            cash_taken=_sum(paid, PayMethod.CASH),
            cash_before=cash_before,
            transfers=_sum(paid, PayMethod.TRANSFER),
            receipts=len(paid),
        )


def _count(facts: Iterable[Fact], kind: type) -> int:
    return sum(isinstance(fact, kind) for fact in facts)


def _sum(paid: Iterable[FeePaid], method: PayMethod) -> int:
    return sum(fact.amount for fact in paid if fact.method is method)


def shifts(teller: Teller, staff: tuple[StaffMember, ...], events: list[Event], days: int) -> None:
    """Tell the shifts of the last working days beside what happened at the desk anyway."""
    desk = _Desk(sorted(events, key=lambda event: event.at, reverse=True))
    for back in range(days, -1, -1):
        day = teller.working_day(back)
        main, backup = (staff[0], staff[1]) if day.weekday() % 2 else (staff[1], staff[0])
        _a_day(teller, desk, day, main, backup)


def _a_day(teller: Teller, desk: _Desk, day: date, main: StaffMember, backup: StaffMember) -> None:
    def at(clock: time) -> datetime:
        return as_utc(datetime.combine(day, clock, VIETNAM) + timedelta(seconds=day.day))

    opened = _opened(teller, at(_OPENS), main, DutyRole.MAIN)
    cash, since, clerk = 0, at(_OPENS), main
    if day.weekday() == HAND_OVER:
        desk.go_on(at(_NOON))
        handed = desk.listed(main.clerk, since)
        cash = handed.cash
        _follow(teller, opened, at(_NOON), main, _handed(handed, backup))
        _follow(teller, opened, at(_AGAIN), backup, HandOverAccepted(main.clerk, "Đã đếm đủ tiền"))
        since, clerk = at(_AGAIN), backup
        opened = _opened(teller, since, backup, DutyRole.BACKUP)
    desk.go_on(at(_CLOSES))
    _follow(teller, opened, at(_CLOSES), clerk, ShiftClosed(desk.listed(clerk.clerk, since, cash)))


def _handed(handed: HandOverList, to: StaffMember) -> ShiftHandedOver:
    listed = HandOverList(**(vars(handed) | {"papers": PAPERS, "note": NOTE}))
    return ShiftHandedOver(to.clerk, to.name, listed)


def _opened(teller: Teller, at: datetime, who: StaffMember, role: DutyRole) -> int:
    return teller.add(at, ShiftOpened(teller.work.desk, who.clerk, who.name, role), who.clerk)


def _follow(teller: Teller, shift: int, at: datetime, who: StaffMember, fact: Fact) -> None:
    teller.told.append(Event(at, shift, who.clerk, fact))
