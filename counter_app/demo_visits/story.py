"""Plays the demonstration's fortnight: every visit, every step and every shift at its moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from counter_app.app import Session
from counter_app.demo_visits.people import people
from counter_app.demo_visits.scene import Calendar, Deed, Scene, When, calendar_at
from counter_app.demo_visits.visits import PastVisit
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import ChannelIn, Paper, SlipPaper
from counter_app.domain.moments import day_of
from counter_app.domain.people import Person, StaffMember
from counter_app.services import intake, slips
from counter_app.services.intake import IntakeRequest

TOWN = tuple(f"Tổ {number}" for number in range(1, 15))
COUNTRY = ("Thôn Nà Cáy", "Thôn Bản Giềng", "Thôn Nà Tu", "Thôn Khau Mạ", "Thôn Nà Chuông")


@dataclass(order=True)
class Happening:
    """Something that happens at a moment; ``number`` keeps the order of what is told first."""

    at: datetime
    number: int
    do: Callable[[datetime], object] = field(compare=False)


class Story:
    """What happens at one counter, collected first and then played in its order."""

    def __init__(
        self, session: Session, now: datetime, on_duty: Callable[[datetime], StaffMember]
    ) -> None:
        self.counter = session.counter
        self.calendar: Calendar = calendar_at(session.counter, now)
        self._now = now
        self._on_duty = on_duty
        self._happenings: list[Happening] = []

    def happens(self, when: When, do: Callable[[datetime], object]) -> None:
        """Let something happen, unless its moment is still to come or the office was closed."""
        at = self.calendar.moment(when)
        if at < self._now and self.calendar.is_open(when):
            self._happenings.append(Happening(at, len(self._happenings), do))

    def comes(self, visit: PastVisit, person: Person) -> None:
        """Let somebody come, and everything that became of it."""
        told = _Told(self, visit, person)
        self.happens(visit.when, told.take_in)
        for deed in visit.deeds:
            self.happens(deed.when, partial(told.go_on, deed))

    def goes_on(self, row: DossierRow, deeds: Iterable[Deed]) -> None:
        """Let a dossier that is here already be worked on."""
        for deed in deeds:
            do = partial(self.step, deed, row.code, row.applicant_name)
            self.happens(deed.when, do)

    def play(self) -> None:
        """Let everything happen in its order."""
        for happening in sorted(self._happenings):
            happening.do(happening.at)
        self._happenings.clear()

    def step(self, deed: Deed, code: str, applicant: str, now: datetime) -> None:
        """Do one thing with one dossier."""
        deed.do(Scene(self.counter, self.calendar, code, applicant, self._on_duty(now), now))

    def take_in(self, request: IntakeRequest, now: datetime) -> str:
        """Take a dossier in and return its code."""
        return intake.take_in(self.counter, request, self._on_duty(now), now).code

    def give_slip(self, code: str, now: datetime) -> None:
        """Print the slip of a dossier, which nobody keeps."""
        by, at = self._on_duty(now), now + timedelta(seconds=20)
        slips.print_slip(self.counter, code, SlipPaper.A5, by, at, lambda _: None)


class _Told:
    """One visit as it is played: its code is known once it has been taken in."""

    def __init__(self, story: Story, visit: PastVisit, person: Person) -> None:
        self._story = story
        self._visit = visit
        self._person = person
        self._code = ""

    def take_in(self, now: datetime) -> None:
        """Take the dossier in; who waits for the result longer gets the slip at once."""
        visit = self._visit
        self._code = self._story.take_in(_request(self._story, visit, self._person, now), now)
        if not visit.deeds and visit.channel_in is ChannelIn.DIRECT:
            self._story.give_slip(self._code, now)

    def go_on(self, deed: Deed, now: datetime) -> None:
        """Do what was done next."""
        self._story.step(deed, self._code, self._person.name, now)


def _request(story: Story, visit: PastVisit, person: Person, now: datetime) -> IntakeRequest:
    procedure = story.counter.catalogue.procedure(visit.procedure, on=day_of(now))
    return IntakeRequest(
        procedure_code=procedure.code,
        applicant=person,
        papers=tuple(Paper(paper.name) for paper in procedure.papers if paper.is_required),
        fees=procedure.fees,
        channel_in=visit.channel_in,
        channel_out=visit.channel_out,
    )


def everybody_comes(
    story: Story, visits: Iterable[PastVisit], lines: tuple[str, ...], seed: int
) -> None:
    """Let fictional people come for all these visits."""
    counter = story.counter
    commune = counter.places.by_code(counter.desk.unit.code)
    for visit, person in zip(visits, people(seed, lines, commune), strict=False):
        story.comes(visit, person)
