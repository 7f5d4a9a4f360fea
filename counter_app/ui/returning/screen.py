"""What the presenters of the desk of results tell its pages, as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import Satisfaction
from counter_app.ui.intake.paying import PayTyped
from counter_app.ui.notices import Notice, Question
from counter_app.ui.returning.shown import AtDesk


@dataclass(frozen=True)
class HandOutTyped:
    """The fields of the return as they stand."""

    receiver: str = ""
    receiver_id: str = ""
    satisfaction: Satisfaction | None = None
    payment: PayTyped = field(default_factory=PayTyped)


class Asking(Protocol):
    """What every page can do: say something, and ask once."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""

    def ask(self, question: Question, do: Callable[[], None]) -> None:
        """Ask; ``do`` is called if the clerk wants it."""

    def show_working(self, is_working: bool) -> None:
        """Hold the page while something is being recorded."""

    def open_dossier(self, code: str) -> None:
        """Leave for the page of a dossier."""


class DeskScreen(Asking, Protocol):
    """The page on which one result after another is handed out."""

    def typed(self) -> HandOutTyped:
        """Return what stands in the fields."""

    def show_dossier(self, shown: AtDesk | None) -> None:
        """Put a dossier on the desk, or clear it for the next slip."""

    def show_receiver(self, name: str, number: str, advice: str) -> None:
        """Show whose card was scanned, and what deserves a look about it."""

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that are wrong."""

    def show_rows(self, rows: tuple[DossierRow, ...], heading: str) -> None:
        """Show the list beneath."""

    def show_text(self, text: str) -> None:
        """Put a text into the search field, as if it had been typed."""

    def to_rows(self) -> None:
        """Give the keyboard to the list."""

    def returned(self, code: str, is_rated: bool) -> None:
        """Tell that a result went out: the visitors' screen may ask how content they are."""


class SendScreen(Asking, Protocol):
    """A page on which results are sent, many at a time."""

    def chosen(self) -> dict[str, str]:
        """Return the codes that are ticked, with what was typed beside each."""

    def show_rows(self, rows: tuple[DossierRow, ...]) -> None:
        """Show the results that wait; what was ticked and typed stays."""

    def choose(self, code: str) -> bool:
        """Tick a row and go to it; no, if it is not in the list."""

    def put_beside(self, text: str) -> bool:
        """Write a text beside the row in hand, for example a tracking number that was scanned."""

    def show_problems(self, codes: tuple[str, ...]) -> None:
        """Mark the rows beside which something is missing, and go to the first."""


class ArriveScreen(Asking, Protocol):
    """The page on which results that came in are noted down."""

    def results(self) -> dict[str, str]:
        """Return the codes in the list, with the number of each result."""

    def solved(self) -> tuple[str, str]:
        """Return the common kind of the results, and when they were solved, as typed."""

    def add(self, row: "Arrived") -> bool:
        """Put a dossier into the list; no, if it is there."""

    def drop(self, codes: tuple[str, ...]) -> None:
        """Take dossiers out of the list."""

    def show_problem(self, fault: str) -> None:
        """Mark the moment at which they were solved as wrong; an empty text as right."""


@dataclass(frozen=True)
class Arrived:
    """A dossier whose result was brought to the counter."""

    code: str
    applicant: str
    procedure: str
    due: str
    tone: str = ""
