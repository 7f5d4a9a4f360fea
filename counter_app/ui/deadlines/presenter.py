"""Decides what the screen "Hạn trả" shows, and asks again as time passes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter_app.domain.deadlines import BoardList
from counter_app.domain.errors import CounterError
from counter_app.services import deadlines
from counter_app.services.counter import Counter
from counter_app.services.deadlines import BoardFilter, BoardPage
from counter_app.ui.deadlines.shown import LOOKS, BoardShown, shown_of
from counter_app.ui.dossiers.standing import IsSoon, soon_by_rule
from counter_app.ui.ports import Clock, Run

PAGE = 200
"""So many rows are read at once."""


class ReadPage(Protocol):
    """Reads the counts of the board and a page of one of its lists."""

    def __call__(
        self, wanted: BoardList, now: datetime, only: BoardFilter, offset: int, most: int
    ) -> BoardPage:
        """Return them for a moment."""


@dataclass(frozen=True)
class DeadlinePorts:
    """Everything outside the board."""

    run: Run
    now: Clock
    is_soon: IsSoon
    page: ReadPage


def ports_of(counter: Counter, run: Run, now: Clock) -> DeadlinePorts:
    """Bind the board to the services of one counter."""

    def page(
        wanted: BoardList, now: datetime, only: BoardFilter, offset: int, most: int
    ) -> BoardPage:
        return deadlines.board_page(counter, wanted, now, only, offset, most)

    return DeadlinePorts(run, now, soon_by_rule(counter), page)


class DeadlineScreen(Protocol):
    """What the view can do."""

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""

    def show_board(self, shown: BoardShown, *, from_top: bool) -> None:
        """Show the counts and the rows."""

    def show_trouble(self, error: CounterError) -> None:
        """Say that the board could not be read."""


class DeadlinePresenter:
    """Holds which list is open and how it is narrowed; everything else is read anew."""

    def __init__(self, ports: DeadlinePorts, screen: DeadlineScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._wanted: BoardList | None = None
        self._only = BoardFilter()

    def show(self, wanted: BoardList) -> None:
        """Open a list."""
        self._wanted = wanted
        self._ask(from_top=True)

    def narrow(self, field: str | None, holder: str | None) -> None:
        """Show only one field, one holder, or all (None)."""
        self._only = BoardFilter(field, holder)
        self._ask(from_top=True)

    def refresh(self) -> None:
        """Read again: something was recorded, or time has passed."""
        self._ask(from_top=self._wanted is None)

    def fetch(self, row: int) -> None:
        """Read the rows around one that came into sight."""
        self._ask(from_top=False, row=row)

    def _ask(self, *, from_top: bool, row: int | None = None) -> None:
        wanted, only, now = self._wanted, self._only, self._ports.now()
        first = self._screen.visible_rows()[0] if row is None else row
        offset = 0 if from_top else max(0, first - PAGE // 4)

        def read() -> BoardShown:
            open_list = wanted or self._most_pressing(now)
            page = self._ports.page(open_list, now, only, offset, PAGE)
            return shown_of(page, open_list, offset)

        def show(shown: BoardShown) -> None:
            self._wanted = shown.wanted
            self._screen.show_board(shown, from_top=from_top)

        self._ports.run(read, show, self._screen.show_trouble, lane="deadlines")

    def _most_pressing(self, now: datetime) -> BoardList:
        """Return the first list that is not empty, for who comes here without a wish."""
        counts = self._ports.page(BoardList.OVERDUE, now, BoardFilter(), 0, 1).board.counts
        return next((each for each in LOOKS if counts[each]), BoardList.DUE_TODAY)
