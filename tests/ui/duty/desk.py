"""A counter at a moment for the presenters of duty, with a screen that only remembers."""

from datetime import date, datetime, time

from counter_app.domain.errors import CounterError
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import StaffMember
from counter_app.services.counter import Counter
from counter_app.store.keys import WrongPassword
from counter_app.ui.duty.ports import DutyPorts, ports_of
from counter_app.ui.duty.presenter import RosterForm, WeekShown
from counter_app.ui.duty.presenter_of_hand_over import (
    HandOverShown,
)
from counter_app.ui.duty.presenter_of_plans import PlansShown
from counter_app.ui.duty.shown import NowShown
from tests.support.counters import A_CLERK, A_HEAD, ANOTHER_CLERK
from tests.ui.stand_ins import at_once

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), VIETNAM)


class FakeScreen:
    """Remembers what it was told last."""

    def __init__(self) -> None:
        self.now: NowShown | None = None
        self.week: WeekShown | None = None
        self.roster: RosterForm | None = None
        self.plans: PlansShown | None = None
        self.page: HandOverShown | None = None
        self.faults: dict[str, str] = {}
        self.said: list[str] = []
        self.signing: list[str] = []
        self.sheet: HandOverSheet | None = None
        self.pdf = b""
        self.trouble: CounterError | None = None
        self.left = False

    def show_now(self, shown: NowShown) -> None:
        self.now = shown

    def show_week(self, shown: WeekShown) -> None:
        self.week = shown

    def show_roster(self, form: RosterForm) -> None:
        self.roster = form

    def show_roster_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def leave_roster(self) -> None:
        self.left = True

    def show_sheet(self, pdf: bytes, name: str) -> None:
        self.pdf = pdf

    def show_plans(self, shown: PlansShown) -> None:
        self.plans = shown

    def show_plan_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def clear_plan(self) -> None:
        self.left = True

    def show_hand_over(self, shown: HandOverShown) -> None:
        self.page = shown

    def show_hand_over_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def show_signing(self, words: str) -> None:
        self.signing.append(words)

    def leave_hand_over(self, words: str, sheet: HandOverSheet) -> None:
        self.said.append(words)
        self.sheet = sheet

    def say_done(self, words: str) -> None:
        self.said.append(words)

    def say_in_preview(self, words: str) -> None:
        self.said.append(words)

    def show_trouble(self, error: CounterError) -> None:
        self.trouble = error


class Desk:
    """A counter at a moment with somebody logged in; passwords are log-in names backwards."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.at = at("09:20")
        self.member = A_CLERK
        self.screen = FakeScreen()
        self.ports: DutyPorts = ports_of(
            counter,
            at_once,
            lambda: self.at,
            lambda: self.member,
            self.unlock,
            self.take,
            lambda pdf, title: None,
            lambda pdf, path: None,
        )

    def unlock(self, clerk: str, password: str) -> StaffMember:
        if password != clerk[::-1]:
            raise WrongPassword(4)
        return next(m for m in (A_CLERK, ANOTHER_CLERK, A_HEAD) if m.clerk == clerk)

    def take(self, member: StaffMember) -> None:
        self.member = member

    def entry_count(self) -> int:
        with self.counter.store.reading() as reading:
            return reading.journal.count()
