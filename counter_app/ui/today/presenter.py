"""Decides what the first screen says: today's numbers, today's intake, what was left undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from counter_app.domain.deadlines import BoardList
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.services import accounts, deadlines, dossiers, intake, notes
from counter_app.services.counter import Counter
from counter_app.services.deadlines import Board
from counter_app.services.dossiers import TodayView as Today
from counter_app.ui.dossiers.standing import IsSoon, soon_by_rule
from counter_app.ui.duty.nudges import nudges
from counter_app.ui.intake.form import from_draft
from counter_app.ui.intake.ports import Draft
from counter_app.ui.intake.sentences import draft_words
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.ports import Clock, Run
from counter_app.ui.words import count_words, said


@dataclass(frozen=True)
class TodayPorts:
    """Everything outside the first screen."""

    run: Run
    now: Clock
    is_soon: IsSoon
    today: Callable[[], Today]
    board: Callable[[], Board]
    nudges: Callable[[], Sequence[str]]
    staff: Callable[[], Mapping[str, str]]
    load_draft: Callable[[], Draft | None]
    unanswered: Callable[[], int] = int
    """Counts the supervisor's notes that wait for an answer."""


def ports_of(counter: Counter, run: Run, now: Clock) -> TodayPorts:
    """Bind the first screen to the services of one counter."""

    def names() -> dict[str, str]:
        return {member.clerk: member.name for member in accounts.staff(counter)}

    return TodayPorts(
        run=run,
        now=now,
        is_soon=soon_by_rule(counter),
        today=lambda: dossiers.today(counter, now()),
        board=lambda: deadlines.board(counter, now()),
        nudges=lambda: nudges(counter, now()),
        staff=names,
        load_draft=partial(intake.load_draft, counter),
        unanswered=partial(notes.unanswered_count, counter),
    )


@dataclass(frozen=True)
class TodayShown:
    """The numbers of the first screen, and the dossiers taken in today, newest first."""

    counts: Mapping[BoardList, int]
    taken_in_count: int
    supplements: str
    nudges: tuple[str, ...]
    rows: tuple[DossierRow, ...]
    names: Mapping[str, str]
    unanswered: int = 0


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


@dataclass(frozen=True)
class _Answer:
    """Everything that is read for the first screen."""

    today: Today
    board: Board
    nudges: tuple[str, ...]
    names: Mapping[str, str]
    draft: Draft | None
    unanswered: int


class TodayPresenter:
    """Asks for the day, and asks again whenever something was recorded."""

    def __init__(self, ports: TodayPorts, screen: TodayScreen) -> None:
        self._ports = ports
        self._screen = screen

    def refresh(self) -> None:
        """Ask for today's numbers, today's intake and a form left half-filled."""

        def read() -> _Answer:
            ports = self._ports
            return _Answer(
                ports.today(),
                ports.board(),
                tuple(ports.nudges()),
                ports.staff(),
                ports.load_draft(),
                ports.unanswered(),
            )

        self._ports.run(read, self._show, self._screen.show_trouble, lane="today")

    def _show(self, answer: _Answer) -> None:
        self._screen.show_today(
            TodayShown(
                counts=answer.board.counts,
                taken_in_count=answer.today.taken_in_count,
                supplements=_supplement_words(answer.today.supplement_count),
                nudges=answer.nudges,
                rows=answer.today.rows,
                names=answer.names,
                unanswered=answer.unanswered,
            )
        )
        self._screen.show_notice(self._notice_of(answer.draft))

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


def _supplement_words(count: int) -> str:
    """Return ``2 phiếu yêu cầu bổ sung``, or nothing where there was none."""
    return count_words(count, "phiếu yêu cầu bổ sung đã đưa") if count else ""
