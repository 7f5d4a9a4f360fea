"""A real counter, a dossier in any state, and a panel's screen without Qt."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import FeeLine, Paper, SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.services import accounts, dossiers, following, intake, returning, slips
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.intake import IntakeRequest
from counter_app.services.returning import HandOut, Result
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.notices import Question
from counter_app.ui.ports import Run
from counter_app.ui.steps.fields import Outlook, StepForm, Values
from counter_app.ui.steps.ports import StepPorts, ports_of
from counter_app.ui.steps.presenter import StepDone, StepPresenter
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_counter, a_person
from tests.ui.dossiers.conftest import Outside
from tests.ui.stand_ins import at_once
from tests.ui.steps.clerk import Clerk

NOW = A_MONDAY + timedelta(hours=2)


@dataclass
class FakePanel:
    """Keeps what it was told; ``typed`` is what stands in the fields."""

    typed: dict[str, Any] = field(default_factory=dict)
    form: StepForm | None = None
    outlook: Outlook = field(default_factory=Outlook)
    faults: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    is_working: bool = False
    question: Question | None = None
    then: Callable[[], None] | None = None
    warning: str = ""
    action: tuple[str, Callable[[], None]] | None = None
    done: StepDone | None = None

    def show_form(self, form: StepForm, values: Values, who: str) -> None:
        empty = {each.name: "" for each in form.fields}
        self.form, self.typed = form, {**empty, **values}

    def values(self) -> Values:
        return dict(self.typed)

    def put_values(self, values: Values) -> None:
        self.typed.update(values)

    def show_outlook(self, outlook: Outlook) -> None:
        self.outlook = outlook

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        self.faults, self.summary = faults, summary

    def show_working(self, is_working: bool) -> None:
        self.is_working = is_working

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        self.question, self.then = question, then

    def warn(self, words: str, *action: tuple[str, Callable[[], None]]) -> None:
        self.warning = words
        self.action = action[0] if action else None

    def close_form(self) -> None:
        self.form = None

    def tell_done(self, done: StepDone) -> None:
        self.done = done


@dataclass
class Desk:
    """One dossier at a real counter, and the panel of its steps."""

    counter: Counter
    code: str
    now: datetime = NOW
    by: StaffMember = A_CLERK
    screen: FakePanel = field(default_factory=FakePanel)
    presenter: StepPresenter = field(init=False)

    def __post_init__(self) -> None:
        self.presenter = StepPresenter(self.ports(at_once), self.screen)

    def ports(self, run: Run) -> StepPorts:
        return ports_of(self.counter, run, lambda: self.now, lambda: self.by)

    @property
    def dossier(self) -> Dossier:
        return dossiers.open_dossier(self.counter, self.code)

    def open(self, step: Step, **typed: Any) -> FakePanel:
        """Open the panel of a step, and type into it."""
        self.presenter.open(step, self.code, self.dossier, accounts.staff(self.counter))
        self.screen.typed.update(typed)
        return self.screen

    def do(self, step: Step, **typed: Any) -> Dossier:
        """Do a step in its panel, saying yes where it asks."""
        screen = self.open(step, **typed)
        self.presenter.submit()
        if screen.then is not None:
            screen.then()
            screen.then = None
        assert screen.done is not None, (screen.faults, screen.summary, screen.warning)
        return self.dossier


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    yield counter
    counter.store.close()


def take_in(counter: Counter, procedure: str = RESIDENCE, at: datetime = A_MONDAY) -> str:
    """Take in a dossier with a paper that lacks and a fee."""
    request = IntakeRequest(
        procedure,
        a_person("ĐẶNG THỊ NGỮ ÁNH"),
        papers=(Paper("Tờ khai"), Paper("Giấy tờ chứng minh chỗ ở", is_lacking=True)),
        fees=(FeeLine("Lệ phí", 15_000),),
    )
    return intake.take_in(counter, request, A_CLERK, at).code


@pytest.fixture
def desk(counter: Counter) -> Desk:
    return Desk(counter, take_in(counter))


S = DossierState
WAYS: dict[DossierState, tuple[Callable[[Counter, str, datetime], object], ...]] = {
    S.OPEN: (),
    S.PAUSED: (
        lambda c, code, at: following.request_supplement(c, code, ("Giấy",), "", A_CLERK, at),
    ),
    S.FORWARDED: (
        lambda c, code, at: following.forward(c, code, ForwardTo(name="Lý Văn Thử"), A_CLERK, at),
    ),
    S.HANDLED: (
        lambda c, code, at: following.forward(c, code, ForwardTo(name="Lý Văn Thử"), A_CLERK, at),
        lambda c, code, at: following.confirm_forward(c, code, A_CLERK, at),
    ),
    S.READY: (lambda c, code, at: returning.mark_ready(c, code, Result(), A_CLERK, at),),
    S.RETURNED: (
        lambda c, code, at: returning.mark_ready(c, code, Result(), A_CLERK, at),
        lambda c, code, at: returning.hand_out(
            c, code, HandOut(receiver="Đặng Thị Ngữ Ánh"), A_CLERK, at
        ),
    ),
    S.REFUSED: (lambda c, code, at: following.refuse_dossier(c, code, "Trùng", A_CLERK, at),),
    S.WITHDRAWN: (lambda c, code, at: following.withdraw(c, code, "Đổi ý", A_CLERK, at),),
    S.STOPPED: (lambda c, code, at: following.stop(c, code, "Dừng", A_CLERK, at),),
}
"""How a dossier comes into a state, by services alone."""


def bring(counter: Counter, code: str, state: DossierState) -> None:
    """Bring a dossier that was just taken in into a state."""
    for step in WAYS[state]:
        step(counter, code, A_MONDAY + timedelta(minutes=30))


@pytest.fixture
def clerk(qtbot: QtBot, counter: Counter, typed: Callable[[Any, str], None]) -> Iterator[Clerk]:
    outside = Outside(now=A_MONDAY + timedelta(hours=2))
    code = take_in(counter)
    at = A_MONDAY + timedelta(minutes=5)
    slips.print_slip(counter, code, SlipPaper.A5, A_CLERK, at, lambda pdf: None)
    view = DossiersView(outside.ports(counter, at_once))
    qtbot.addWidget(view)
    view.resize(1170, 680)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    clerk = Clerk(view, counter, outside, code, typed, qtbot)
    clerk.open()
    yield clerk
