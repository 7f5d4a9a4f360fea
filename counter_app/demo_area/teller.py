"""Tells single dossiers, chosen by hand, at a desk that lives its year by chance.

What a supervisor should find is told this way, so that it is there in a large area and in a small
one. The dossiers are numbered behind those of the year, and so are their codes.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from counter_app.demo_area.lives import LINES, Event, Work, intake_of, next_open
from counter_app.demo_visits.people import people
from counter_app.domain.deadline import LimitKind, TimeLimit
from counter_app.domain.facts import Fact, ResultReady, Returned, SlipPaper, SlipPrinted, TakenIn
from counter_app.domain.moments import VIETNAM, as_utc, day_of
from counter_app.domain.procedure import Procedure

APART = 10_000_000
"""The first number of what is told: no desk has so many dossiers in a year."""

FIRST_SERIAL = 600
"""So far behind the desk's first serial of a day begin the serials of what is told."""


@dataclass
class Told:
    """One dossier while it is told: its number, its intake, and whoever deals with it."""

    number: int
    intake: TakenIn
    by: str
    ahead: timedelta = timedelta()
    events: list[Event] = field(default_factory=list)

    def then(self, at: datetime, fact: Fact, by: str = "") -> "Told":
        """Add what happened next."""
        self.events.append(Event(as_utc(at), self.number, by or self.by, fact, self.ahead))
        return self

    def solved(self, at: datetime) -> "Told":
        """Add the result."""
        return self.then(at, ResultReady(as_utc(at), as_utc(at), kind="Giấy xác nhận"))

    def handed_out(self, at: datetime) -> "Told":
        """Add the return."""
        name = self.intake.applicant.name
        return self.then(at, Returned(as_utc(at), self.intake.channel_out, name))


class Teller:
    """Makes dossiers of one desk; ``told`` are their events, and all others that were added."""

    def __init__(self, work: Work, now: datetime, seed: str) -> None:
        self.work, self.now = work, now
        self.told: list[Event] = []
        self._luck = random.Random(f"{seed}/told")
        self._people = people(self._luck.randrange(10**6), LINES, work.commune)
        self._number = APART
        self._serials: dict[date, int] = {}

    # -- days and moments

    def working_day(self, back: int) -> date:
        """Return the day that lies so many working days before today."""
        day = day_of(self.now)
        while back:
            day -= timedelta(days=1)
            back -= self.work.due.calendar.is_working_day(day)
        return day

    def at(self, back: int, hour: int, minute: int) -> datetime:
        """Return a time of the day that lies so many working days before today."""
        return datetime.combine(self.working_day(back), time(hour, minute), VIETNAM)

    def open_from(self, moment: datetime) -> datetime:
        """Return the moment, or one of the next working day if the office is closed on its own."""
        return next_open(self.work, moment)

    # -- dossiers

    def next_number(self) -> int:
        """Return the number of another subject."""
        self._number += 1
        return self._number - 1

    def take_in(
        self,
        at: datetime,
        days: int = 3,
        by: str = "",
        ahead: timedelta = timedelta(),
    ) -> Told:
        """Take in a dossier with a limit of some working days; ``keep`` puts it to the others."""
        on = at.astimezone(VIETNAM).date()
        self._serials[on] = self._serials.get(on, self.work.first_serial + FIRST_SERIAL - 1) + 1
        code = f"{self.work.agency}-{on:%y%m%d}-{self._serials[on]:04}"
        intake = intake_of(self.work, self._luck, self._limited(days), code, at)
        intake = replace(intake, applicant=next(self._people))
        told = Told(self.next_number(), intake, by or self.work.clerks[0], ahead)
        told.then(at, intake)
        return told.then(at + timedelta(seconds=40), SlipPrinted(SlipPaper.A5))

    def keep(self, *told: Told) -> None:
        """Put what was told into the desk's events."""
        self.told += [event for one in told for event in one.events]

    def add(self, at: datetime, fact: Fact, by: str, ahead: timedelta = timedelta()) -> int:
        """Put a fact into the desk's events that is about no dossier; return its number."""
        number = self.next_number()
        self.told.append(Event(as_utc(at), number, by, fact, ahead))
        return number

    def _limited(self, days: int) -> Procedure:
        """Return the first procedure with this limit in working days, or simply the last one."""
        limit = TimeLimit(LimitKind.WORKING_DAYS, Decimal(days))
        fitting = (each for each in self.work.procedures if each.limit == limit)
        return next(fitting, self.work.procedures[-1])
