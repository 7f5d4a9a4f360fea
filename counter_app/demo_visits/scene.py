"""How the demonstration's past is told: moments in working days, and what was done at them.

Everything is done through the services at its own moment, as it would have been at a counter:
what the demonstration shows is computed from its journal like anything else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from counter_app.domain.facts import ChannelOut, Paper, PayMethod, Satisfaction
from counter_app.domain.moments import VIETNAM, day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.working_time import WorkCalendar
from counter_app.services import deadlines, following, returning
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.returning import HandOut, Result

When = tuple[int, str]
"""So many working days ago (ahead, if negative), at that time of the day."""


@dataclass(frozen=True)
class Calendar:
    """Working days counted from the demonstration's today."""

    calendar: WorkCalendar
    today: date

    def day(self, days_ago: int) -> date:
        """Return the working day so many working days ago; 0 is today, whatever day it is."""
        on, step = self.today, 1 if days_ago < 0 else -1
        for _ in range(abs(days_ago)):
            on += timedelta(days=step)
            while not self.calendar.is_working_day(on):
                on += timedelta(days=step)
        return on

    def moment(self, when: When) -> datetime:
        """Return the moment of a time of such a day."""
        return datetime.combine(self.day(when[0]), time.fromisoformat(when[1]), VIETNAM)

    def is_open(self, when: When) -> bool:
        """Tell whether the office works on that day."""
        return self.calendar.is_working_day(self.day(when[0]))


@dataclass(frozen=True)
class Scene:
    """One dossier at one moment, with who is on duty."""

    counter: Counter
    calendar: Calendar
    code: str
    applicant: str
    by: StaffMember
    now: datetime


@dataclass(frozen=True)
class Deed:
    """What was done with a dossier, and when."""

    when: When
    do: Callable[[Scene], object]


def calendar_at(counter: Counter, now: datetime) -> Calendar:
    """Return the days around the demonstration's today."""
    return Calendar(counter.due_clock.calendar, day_of(now))


def paid(when: When, amount: int, receipt: str, method: PayMethod = PayMethod.CASH) -> Deed:
    """The fee was paid."""
    return Deed(
        when,
        lambda s: following.pay_fee(s.counter, s.code, amount, receipt, s.by, s.now, method=method),
    )


def ready(when: When, kind: str = "Văn bản trả lời", number: str = "") -> Deed:
    """The result came to the counter."""
    result = Result(kind=kind, number=number)
    return Deed(when, lambda s: returning.mark_ready(s.counter, s.code, result, s.by, s.now))


def collected(when: When, level: Satisfaction | None = None) -> Deed:
    """The applicant came for the result."""
    return _handed_out(when, lambda s: HandOut(receiver=s.applicant, satisfaction=level))


def posted(when: When, tracking: str) -> Deed:
    """The result went out by post."""
    return _handed_out(when, lambda s: HandOut(ChannelOut.POST, s.applicant, tracking=tracking))


def sent(when: When) -> Deed:
    """The result went out as a file."""
    return _handed_out(when, lambda s: HandOut(ChannelOut.ELECTRONIC, s.applicant))


def _handed_out(when: When, how: Callable[[Scene], HandOut]) -> Deed:
    return Deed(when, lambda s: returning.hand_out(s.counter, s.code, how(s), s.by, s.now))


def asked(when: When, paper: str, reason: str) -> Deed:
    """A supplement was asked for."""
    return Deed(
        when,
        lambda s: following.request_supplement(s.counter, s.code, (paper,), reason, s.by, s.now),
    )


def brought(when: When, paper: str) -> Deed:
    """The supplement was brought."""
    return Deed(
        when,
        lambda s: following.receive_supplement(s.counter, s.code, (Paper(paper),), s.by, s.now),
    )


def handed_to(when: When, name: str, due: When) -> Deed:
    """The dossier went to a handler of the unit, with a due moment of its own."""
    return Deed(
        when,
        lambda s: following.forward(
            s.counter,
            s.code,
            ForwardTo(name=name, due_at=s.calendar.moment(due)),
            s.by,
            s.now,
        ),
    )


def went_to(when: When, unit: str, name: str) -> Deed:
    """The dossier went to another unit."""
    to = ForwardTo(unit=unit, unit_name=name)
    return Deed(when, lambda s: following.forward(s.counter, s.code, to, s.by, s.now))


def arrived(when: When) -> Deed:
    """What another unit forwarded was received here."""
    return Deed(when, lambda s: following.confirm_forward(s.counter, s.code, s.by, s.now))


def came_back(when: When) -> Deed:
    """The dossier came back from its handler."""
    return Deed(when, lambda s: following.receive_back(s.counter, s.code, s.by, s.now))


def appointed(when: When, due: When, reason: str) -> Deed:
    """An apology went out, with another day."""
    return Deed(
        when,
        lambda s: deadlines.reappoint(
            s.counter, s.code, s.calendar.moment(due), reason, s.by, s.now
        ),
    )


def apologised(when: When, reason: str) -> Deed:
    """An apology went out that names no day."""
    return Deed(when, lambda s: deadlines.apologise(s.counter, s.code, reason, s.by, s.now))


def refused(when: When, reason: str) -> Deed:
    """The dossier was refused."""
    return Deed(when, lambda s: following.refuse_dossier(s.counter, s.code, reason, s.by, s.now))


def withdrawn(when: When, reason: str) -> Deed:
    """The applicant withdrew the dossier."""
    return Deed(
        when,
        lambda s: following.withdraw(s.counter, s.code, reason, s.by, s.now, receiver=s.applicant),
    )


def at_once(when: When, kind: str, level: Satisfaction) -> tuple[Deed, ...]:
    """What was solved while the citizen waited: the result, and its return a minute later."""
    on, at = when
    later = (datetime.combine(date.min, time.fromisoformat(at)) + timedelta(minutes=2)).time()
    return ready(when, kind), collected((on, later.isoformat("minutes")), level)
