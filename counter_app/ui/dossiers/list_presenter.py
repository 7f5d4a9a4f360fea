"""Decides what the list of all dossiers shows: a window onto however many there are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from counter_app.domain.dossier_row import DossierFilter, DossierOrder, DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.ui.dossiers.ports import DossierPorts

PAGE = 100
"""So many rows are read at once; a screen shows about twenty."""


class Which(StrEnum):
    """Which dossiers the list shows."""

    ALL = "all"
    RECEIVED_TODAY = "received_today"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


class ListScreen(Protocol):
    """What the view of the list can do."""

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""

    def show_list(self, total: int, offset: int, rows: tuple[DossierRow, ...]) -> None:
        """Show a list of so many rows, some of which are known already."""

    def show_rows(self, offset: int, rows: tuple[DossierRow, ...]) -> None:
        """Put rows into their places."""

    def show_trouble(self, error: CounterError) -> None:
        """Say that the list could not be read."""


@dataclass(frozen=True)
class _Question:
    """What a list answers; rows that answer an older question are dropped."""

    wanted: DossierFilter
    order: DossierOrder


class ListPresenter:
    """Asks for the rows in sight, and asks again when something was recorded."""

    def __init__(self, ports: DossierPorts, screen: ListScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._which = Which.ALL
        self._text = ""
        self._order = DossierOrder.NEWEST
        self._question = _Question(DossierFilter(), self._order)

    def show(self, which: Which) -> None:
        """Show another part of the dossiers."""
        self._which = which
        self.refresh(from_top=True)

    def search(self, text: str) -> None:
        """Show the dossiers that match what was typed."""
        self._text = text.strip()
        self.refresh(from_top=True)

    def order(self, order: DossierOrder) -> None:
        """Show them in another order."""
        self._order = order
        self.refresh(from_top=True)

    def refresh(self, *, from_top: bool = False) -> None:
        """Ask again for the number of dossiers and the rows in sight."""
        question = _Question(filter_of(self._which, self._text, self._ports.now()), self._order)
        self._question = question
        first, _ = self._screen.visible_rows()
        offset = 0 if from_top else page_start(first)

        def read() -> tuple[int, tuple[DossierRow, ...]]:
            return (
                self._ports.count(question.wanted),
                self._ports.page(question.wanted, question.order, offset, 2 * PAGE),
            )

        def show(answer: tuple[int, tuple[DossierRow, ...]]) -> None:
            if question == self._question:
                self._screen.show_list(answer[0], offset, answer[1])

        self._ports.run(read, show, self._screen.show_trouble, lane="dossiers.list")

    def fetch(self, row: int) -> None:
        """Read the rows around one that came into sight."""
        question, offset = self._question, page_start(row)

        def show(rows: tuple[DossierRow, ...]) -> None:
            if question == self._question:
                self._screen.show_rows(offset, rows)

        self._ports.run(
            lambda: self._ports.page(question.wanted, question.order, offset, 2 * PAGE),
            show,
            self._screen.show_trouble,
            lane="dossiers.rows",
        )


def page_start(row: int) -> int:
    """Return the first row of the page that holds a row."""
    return max(0, row) // PAGE * PAGE


def filter_of(which: Which, text: str, now: datetime) -> DossierFilter:
    """Return which dossiers are asked for, as seen at this moment."""
    today = day_of(now)
    match which:
        case Which.RECEIVED_TODAY:
            return DossierFilter(received_on=today, text=text)
        case Which.DUE_TODAY:
            return DossierFilter(due_on=today, due_from=now, text=text)
        case Which.OVERDUE:
            return DossierFilter(due_before=now, text=text)
    return DossierFilter(text=text)
