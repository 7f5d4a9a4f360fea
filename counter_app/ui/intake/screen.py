"""What the intake presenters tell the screen, as plain values; the view draws them, no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.notices import Notice


@dataclass(frozen=True)
class ProcedureChoice:
    """A line of the list under the procedure field."""

    code: str
    name: str
    detail: str


@dataclass(frozen=True)
class PlaceChoice:
    """A commune of today: its code, and its name with the province as it stands in the field."""

    code: str
    text: str


@dataclass(frozen=True)
class Offer:
    """Something the clerk may take over with one click or one key instead of typing it."""

    label: str
    take: Callable[[], None]


@dataclass(frozen=True)
class Offers:
    """A hint beside the people on the form, what may be taken over, and what needs a look."""

    text: str = ""
    offers: tuple[Offer, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class LimitQuestion:
    """The catalogue knows no time limit, or several: the clerk has to say which one holds."""

    note: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class PromiseShown:
    """The promise panel: the due moment, how it was counted, and why there may be none.

    ``is_same_day`` says that it may be solved while the citizen waits.
    """

    due: str = ""
    how: str = ""
    days: tuple[str, ...] = ()
    trouble: str = ""
    lacking: str = ""
    is_same_day: bool = False


@dataclass(frozen=True)
class Doubles:
    """Open dossiers of the same person for the same procedure."""

    text: str = ""
    code: str = ""


@dataclass(frozen=True)
class Faults:
    """Sentences by field, in reading order, and what is summed up at the foot of the screen."""

    sentences: Mapping[str, str]
    summary: str


class IntakeScreen(Protocol):
    """What the view can do; a fake of it stands in the presenters' tests."""

    def form(self) -> IntakeForm:
        """Return everything as it stands in the fields."""

    def show_form(self, form: IntakeForm) -> None:
        """Put a form into the fields; this is no edit of the clerk's."""

    def focused_person(self) -> str:
        """Return ``submitter`` while one of that person's fields has the focus."""

    def show_procedures(self, choices: tuple[ProcedureChoice, ...]) -> None:
        """Show the list under the procedure field; an empty one closes it."""

    def show_procedure(self, line: str, full_name: str) -> None:
        """Show what is known of the procedure picked."""

    def show_papers_note(self, empty: str, note: str) -> None:
        """Say why the checklist is empty, and what the catalogue leaves out of it."""

    def show_limit_question(self, question: LimitQuestion | None) -> None:
        """Open or close the limit field of the promise panel."""

    def show_fee_line(self, words: str, details: str) -> None:
        """Show what the catalogue says of the fee, in a word or two and in full."""

    def show_promise(self, shown: PromiseShown) -> None:
        """Show the promise panel."""

    def show_places(self, who: str, choices: tuple[PlaceChoice, ...]) -> None:
        """Show the list under a commune field; an empty one closes it."""

    def show_offers(self, offers: Offers) -> None:
        """Show the hint line of the people card."""

    def show_doubles(self, doubles: Doubles) -> None:
        """Show or hide the warning about open dossiers of the same person."""

    def show_faults(self, faults: Faults) -> None:
        """Mark the wrong fields; those not named are marked right."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""

    def show_draft(self, text: str) -> None:
        """Show when the draft was last kept."""

    def show_saving(self, is_saving: bool) -> None:
        """Lock the form, still readable, while an intake is being recorded."""

    def focus(self, field: str) -> None:
        """Put the cursor into a field, opening what hides it."""

    def open_dossier(self, code: str) -> None:
        """Leave for the page of a dossier."""
