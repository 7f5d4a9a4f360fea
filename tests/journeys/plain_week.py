"""A plain calculation of what a week at the counter must end with; it shares no rule of ours.

Time is a list of working minutes, a due moment a place in it. Slow, and easy to check by eye.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

VN = timezone(timedelta(hours=7))
SESSIONS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
HOLIDAYS = {date(2026, 11, 24)}
"""The holidays of the weeks around, as the official calendar has them."""

RUNNING = ("open", "forwarded")


class Office:
    """The days and minutes on which the office works."""

    def __init__(self, off: set[date], on: set[date]) -> None:
        first = date(2026, 11, 9)
        every = [first + A_DAY * number for number in range(60)]
        self.days = [
            day for day in every if day in on or (day.weekday() < 5 and day not in off | HOLIDAYS)
        ]
        self.minutes = [
            datetime.combine(day, begin, VN) + A_MINUTE * number
            for day in self.days
            for begin, end in SESSIONS
            for number in range((end.hour * 60 + end.minute) - (begin.hour * 60 + begin.minute))
        ]

    def between(self, first: datetime, last: datetime) -> int:
        return max(0, bisect_left(self.minutes, last) - bisect_left(self.minutes, first))

    def later(self, first: datetime, minutes: int) -> datetime:
        return self.minutes[bisect_left(self.minutes, first) + minutes - 1] + A_MINUTE

    def next_day(self, after: date) -> date:
        return next(day for day in self.days if day > after)

    def promise(self, received: datetime, days: int) -> datetime:
        """Closing time of the n-th working day after the day of receipt; 0 is the same day."""
        on = received.date()
        if days == 0:
            in_time = on in self.days and received.time() <= time(15, 0)
            return datetime.combine(on if in_time else self.next_day(on), time(17, 0), VN)
        later = [day for day in self.days if day > on]
        return datetime.combine(later[days - 1], time(17, 0), VN)


@dataclass
class Plain:
    """What is plainly known of a dossier."""

    code: str
    days: int
    received: datetime
    promised: datetime
    due: datetime
    state: str = "open"
    left: int = 0
    solved: datetime | None = None
    returned: datetime | None = None
    receiver: str = ""
    holder: str = ""
    own_due: datetime | None = None
    apologised: bool = False
    late_for_good: bool = False


@dataclass
class PlainWeek:
    """Every dossier, and the office as it was known at each moment."""

    office: Office = field(default_factory=lambda: Office(set(), set()))
    new_days: list[tuple[date, datetime]] = field(default_factory=list)
    dossiers: dict[str, Plain] = field(default_factory=dict)

    def decide(self, off: set[date], on: set[date], now: datetime) -> None:
        self.office = Office(off, on)
        self.new_days += [(day, now) for day in sorted(off | on)]

    def take_in(self, code: str, days: int, now: datetime) -> None:
        promised = self.office.promise(now, days)
        self.dossiers[code] = Plain(code, days, now, promised, promised)

    def ask(self, code: str, now: datetime) -> None:
        it = self.dossiers[code]
        it.state, it.left = "paused", self.office.between(now, it.due)

    def bring(self, code: str, now: datetime) -> None:
        it = self.dossiers[code]
        it.state, it.due = "open", self.office.later(now, it.left)

    def forward(self, code: str, holder: str, own_due: datetime) -> None:
        it = self.dossiers[code]
        it.state, it.holder, it.own_due = "forwarded", holder, own_due

    def ready(self, code: str, now: datetime) -> None:
        it = self.dossiers[code]
        it.state, it.solved, it.holder, it.own_due = "ready", now, "", None

    def give(self, code: str, receiver: str, now: datetime) -> None:
        it = self.dossiers[code]
        it.state, it.receiver, it.returned = "returned", receiver, now

    def end(self, code: str, state: str) -> None:
        self.dossiers[code].state = state

    def apologise(self, code: str) -> None:
        self.dossiers[code].apologised = True

    def appoint(self, code: str, due: datetime, now: datetime) -> None:
        it = self.dossiers[code]
        it.late_for_good = it.late_for_good or now > it.due
        it.apologised, it.due = True, due

    def board(self, now: datetime) -> dict[str, set[str]]:
        """Return the codes in each list of the board at a moment; empty lists are left out."""
        lists: dict[str, set[str]] = {}
        for it in self.dossiers.values():
            for name in self._lists_of(it, now):
                lists.setdefault(name, set()).add(it.code)
        return lists

    def _lists_of(self, it: Plain, now: datetime) -> list[str]:
        if it.state == "ready":
            return ["to_collect"]
        if it.state == "paused":
            return ["awaiting_supplement"]
        if it.state not in RUNNING:
            return []
        found = []
        if it.late_for_good or now > it.due:
            found.append("overdue")
        elif it.due.date() == now.date():
            found.append("due_today")
        elif self._is_soon(it, now):
            found.append("due_soon")
        tomorrow = self.office.next_day(now.date())
        if now.date() < it.due.date() <= tomorrow and not it.apologised:
            found.append("needs_apology")
        if it.own_due is not None and now > it.own_due:
            found.append("part_overdue")
        if not it.apologised and any(
            it.received < known and it.received.date() < day <= it.due.date()
            for day, known in self.new_days
            if day >= now.date()
        ):
            found.append("new_day")
        return found

    def _is_soon(self, it: Plain, now: datetime) -> bool:
        left = self.office.between(now, it.due)
        whole = self.office.between(it.received, it.promised)
        return left <= 450 or left * 5 <= whole
