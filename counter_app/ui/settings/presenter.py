"""Carries the choices of one page to the settings, and says what came of it; knows no Qt."""

from collections.abc import Mapping
from typing import Any, Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import FieldsRefused, Role
from counter_app.services.settings import Settings
from counter_app.ui.settings.forms import FORMS, Raw
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.words import fault_words


class FormScreen(Protocol):
    """A page of choices as the presenter sees it."""

    def show_raw(self, raw: Raw) -> None:
        """Show what is chosen now."""

    def show_may(self, may_choose: bool) -> None:
        """Let the fields be changed, or only be read."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong."""

    def is_touched(self) -> bool:
        """Say whether something was typed that is not saved."""

    def say_done(self, words: str) -> None:
        """Say what was done."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class FormPresenter:
    """One page of choices: shows what holds, saves what was typed, puts it in force."""

    def __init__(self, key: str, ports: SettingsPorts, screen: FormScreen) -> None:
        self.rules = FORMS[key]
        self.ports = ports
        self._screen = screen

    @property
    def may_choose(self) -> bool:
        """Whether who is logged in now may choose here."""
        return not self.rules.is_for_head or self.ports.current().role is Role.HEAD

    def refresh(self) -> None:
        """Show what is chosen now; what is being typed stays."""
        self._screen.show_may(self.may_choose)
        if not self._screen.is_touched():
            self.ports.run(self.ports.read, self._shown, self._screen.show_trouble)

    def save(self, raw: Raw) -> None:
        """Save what was typed, and work by it at once."""
        by = self.ports.current()
        try:
            chosen = self.rules.read(raw)
        except FieldsRefused as error:
            self._refused(error)
            return
        self._screen.show_faults({})
        self.ports.run(lambda: self.ports.save(chosen, by), self._saved, self._refused)

    def preview(self, raw: Raw) -> str:
        """Return a sentence about what was typed."""
        return self.rules.preview(self.ports, raw)

    def _shown(self, settings: Settings) -> None:
        if not self._screen.is_touched():
            self._screen.show_raw(self.rules.show(settings))

    def _saved(self, settings: Settings) -> None:
        self.ports.apply(settings)
        self._screen.show_raw(self.rules.show(settings))
        self._screen.say_done(self.rules.done)

    def _refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(worded(error.problems))
        self._screen.show_trouble(error)


def worded(problems: Mapping[str, str]) -> dict[str, str]:
    """Return the words of faults, by field."""
    return {name: fault_words(fault) for name, fault in problems.items()}


class PrinterPresenter:
    """Prints a page on the printer and paper that stand in the fields, saved or not."""

    def __init__(self, ports: SettingsPorts, screen: FormScreen) -> None:
        self._ports = ports
        self._screen = screen

    def look(self, on_printers: Any) -> None:
        """Ask which printers the system knows."""
        self._ports.run(self._ports.printers, on_printers, self._screen.show_trouble)

    def print_page(self, raw: Raw) -> None:
        """Print the page."""
        paper, printer = SlipPaper(raw["slip_paper"]), str(raw["printer"])
        self._ports.run(
            lambda: self._ports.print_page(paper, printer),
            lambda _: self._screen.say_done(
                "Đã gửi trang in thử. Hãy xem chữ, mép và mã trên giấy."
            ),
            self._screen.show_trouble,
        )
