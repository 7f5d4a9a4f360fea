"""Setting a counter up: checks what was typed, founds it, hands the recovery key on; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from counter_app.domain.dossier_code import BadAgencyIdentifier, check_agency
from counter_app.domain.errors import CounterError
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.places import Commune
from counter_app.domain.plain_text import composed
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.ui.ports import Run
from counter_app.ui.words import fault_words, sentence_of

MOST_DESKS = 9
"""A desk owns a thousand of the day's serials of four digits: desk 2 has 2001 to 2999."""


@dataclass(frozen=True)
class PlaceForm:
    """What was typed on the first page."""

    commune: Commune | None
    agency_identifier: str
    desk: str
    phone: str = ""


@dataclass(frozen=True)
class PersonForm:
    """What was typed on the second page."""

    name: str
    clerk: str
    password: str = field(repr=False)
    again: str = field(repr=False)


class FoundingScreen(Protocol):
    """The wizard as the presenter sees it."""

    def show_page(self, page: int) -> None:
        """Show page 0 (place), 1 (first account) or 2 (recovery key)."""

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside each field what is wrong; fields not named are right."""

    def show_busy(self, words: str) -> None:
        """Say that something is under way and take no input; empty words end it."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong with the machine."""

    def show_key(self, recovery_key: str) -> None:
        """Show the recovery key, once."""


class FoundResult(Protocol):
    """What founding answers."""

    @property
    def recovery_key(self) -> str:
        """The key that is shown once."""


@dataclass(frozen=True)
class FoundingPorts:
    """What the wizard needs; ``found`` (desk, head, password) runs on the desk thread."""

    run: Run
    found: Callable[[Desk, StaffMember, str], FoundResult]
    finished: Callable[[FoundResult], None]


class FoundingPresenter:
    """Leads from an empty folder to a counter with one account and a recovery key put away."""

    def __init__(self, screen: FoundingScreen, ports: FoundingPorts) -> None:
        self._screen = screen
        self._ports = ports
        self._desk: Desk | None = None
        self._result: FoundResult | None = None

    def place_given(self, form: PlaceForm) -> None:
        """Take the first page: where this counter stands."""
        faults = faults_of_place(form)
        self._screen.show_faults(faults)
        if not faults and form.commune is not None:
            self._desk = desk_of(form, form.commune)
            self._screen.show_page(1)

    def back(self) -> None:
        """Return to the first page."""
        self._screen.show_page(0)

    def person_given(self, form: PersonForm) -> None:
        """Take the second page and found the counter."""
        faults = faults_of_person(form)
        self._screen.show_faults(faults)
        if faults or self._desk is None:
            return
        desk = self._desk
        head = StaffMember(form.clerk.strip().lower(), composed(form.name), Role.HEAD)
        self._screen.show_busy("Đang lập quầy…")
        self._ports.run(
            lambda: self._ports.found(desk, head, form.password), self._founded, self._failed
        )

    def key_put_away(self) -> None:
        """Go on to the counter: the key is safe."""
        if self._result is not None:
            self._ports.finished(self._result)

    def _founded(self, result: FoundResult) -> None:
        self._result = result
        self._screen.show_busy("")
        self._screen.show_key(result.recovery_key)
        self._screen.show_page(2)

    def _failed(self, error: CounterError) -> None:
        self._screen.show_busy("")
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(
                {name: fault_words(fault) for name, fault in error.problems.items()}
            )
        elif type(error).__name__ == "PasswordTooWeak":
            self._screen.show_faults({"password": sentence_of(error)})
        else:
            self._screen.show_trouble(error)


def faults_of_place(form: PlaceForm) -> dict[str, str]:
    """Return what is wrong on the first page, by field."""
    faults = {}
    if form.commune is None:
        faults["commune"] = fault_words("unknown")
    try:
        check_agency(tidy_agency(form.agency_identifier))
    except BadAgencyIdentifier:
        faults["agency_identifier"] = fault_words("not_an_agency_identifier")
    if not (form.desk.strip().isdigit() and 1 <= int(form.desk) <= MOST_DESKS):
        faults["desk"] = fault_words("not_a_desk")
    return faults


def faults_of_person(form: PersonForm) -> dict[str, str]:
    """Return what is wrong on the second page, by field."""
    faults = {}
    if not any(letter.isalpha() for letter in form.name):
        faults["name"] = fault_words("missing")
    if not form.clerk.strip():
        faults["clerk"] = fault_words("missing")
    if not form.password:
        faults["password"] = fault_words("missing")
    elif form.password != form.again:
        faults["again"] = fault_words("not_the_same")
    return faults


def desk_of(form: PlaceForm, commune: Commune) -> Desk:
    """Return the desk that the first page describes."""
    number = int(form.desk)
    unit = Unit(
        code=commune.code,
        name=commune.name,
        province=commune.province.removeprefix("Tỉnh "),
        agency_identifier=tidy_agency(form.agency_identifier),
        place=commune.name.partition(" ")[2],
        phone=form.phone.strip(),
    )
    return Desk(unit, number, (SerialBlock(number * 1000 + 1, number * 1000 + 999),))


def tidy_agency(text: str) -> str:
    """Return an agency identifier in capitals without spaces."""
    return "".join(text.split()).upper()
