"""Decides what the first screen says: today's numbers, today's intake, what was left undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.services import accounts, dossiers, intake
from counter_app.services.counter import Counter
from counter_app.services.dossiers import TodayView as Today
from counter_app.ui.intake.form import from_draft
from counter_app.ui.intake.ports import Draft
from counter_app.ui.intake.screen import Action, Notice, Tone
from counter_app.ui.intake.sentences import draft_words
from counter_app.ui.ports import Clock, Run
from counter_app.ui.words import number_words, said


@dataclass(frozen=True)
class TodayPorts:
    """Everything outside the first screen."""

    run: Run
    now: Clock
    today: Callable[[], Today]
    staff: Callable[[], Mapping[str, str]]
    load_draft: Callable[[], Draft | None]


def ports_of(counter: Counter, run: Run, now: Clock) -> TodayPorts:
    """Bind the first screen to the services of one counter."""

    def names() -> dict[str, str]:
        return {member.clerk: member.name for member in accounts.staff(counter)}

    return TodayPorts(
        run=run,
        now=now,
        today=lambda: dossiers.today(counter, now()),
        staff=names,
        load_draft=partial(intake.load_draft, counter),
    )


@dataclass(frozen=True)
class TodayShown:
    """The numbers of the first screen, and the dossiers taken in today, newest first."""

    overdue: str
    due_today: str
    taken_in: str
    supplements: str
    rows: tuple[DossierRow, ...]
    names: Mapping[str, str]


class TodayScreen(Protocol):
    """What the view can do."""

    def show_today(self, shown: TodayShown) -> None:
        """Show the numbers and the list."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""

    def show_trouble(self, error: CounterError) -> None:
        """Say that the day could not be read."""

    def to_intake(self) -> None:
        """Go to the intake screen."""


class TodayPresenter:
    """Asks for the day, and asks again whenever something was recorded."""

    def __init__(self, ports: TodayPorts, screen: TodayScreen) -> None:
        self._ports = ports
        self._screen = screen

    def refresh(self) -> None:
        """Ask for today's numbers, today's intake and a form left half-filled."""

        def read() -> tuple[Today, Mapping[str, str], Draft | None]:
            return self._ports.today(), self._ports.staff(), self._ports.load_draft()

        self._ports.run(read, self._show, self._screen.show_trouble, lane="today")

    def _show(self, answer: tuple[Today, Mapping[str, str], Draft | None]) -> None:
        today, names, draft = answer
        self._screen.show_today(
            TodayShown(
                overdue=number_words(today.overdue_count),
                due_today=number_words(today.due_today_count),
                taken_in=number_words(today.taken_in_count),
                supplements=number_words(today.supplement_count),
                rows=today.rows,
                names=names,
            )
        )
        self._screen.show_notice(self._notice_of(draft))

    def _notice_of(self, draft: Draft | None) -> Notice | None:
        """Tell of a half-filled form, so that the next clerk knows where things stand."""
        if draft is None:
            return None
        form = from_draft(draft.content)
        if form.is_blank:
            return None
        what = draft_words(form)
        return Notice(
            Tone.QUIET,
            f"Có một hồ sơ đang nhập dở lúc {said(draft.at, self._ports.now())}"
            + (f": {what}." if what else "."),
            (Action("Mở để nhập tiếp", self._screen.to_intake, is_likely=True),),
        )
