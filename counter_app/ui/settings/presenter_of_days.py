"""Decides about the calendar: one day, or the list of a whole year; knows no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from counter_app.domain.day_list import LONGEST_SPAN, DayLine, fault_of_day, read_day_lines
from counter_app.domain.errors import CounterError
from counter_app.domain.people import FieldsRefused, Role
from counter_app.domain.plain_text import composed
from counter_app.domain.working_time import CalendarDay
from counter_app.services.rules import DayWish
from counter_app.ui.settings.ports import DaysDecided, SettingsPorts
from counter_app.ui.settings.presenter import worded
from counter_app.ui.words import format_day


@dataclass(frozen=True)
class DayForm:
    """What was typed for a day or a span of days; ``last`` is empty for one day."""

    first: date | None
    first_fault: str
    last: date | None
    last_fault: str
    kind: str
    name: str
    document: str


class DaysScreen(Protocol):
    """A page that decides about days, as the presenter sees it."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong."""

    def show_decided(self, words: str, touched_count: int) -> None:
        """Say what was recorded, and how many dossiers it touches."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""


class ListOfDaysScreen(DaysScreen, Protocol):
    """The page of a pasted list."""

    def show_lines(self, lines: tuple[DayLine, ...]) -> None:
        """Show how every line is understood."""

    def put_lines(self, lines: Sequence[str]) -> None:
        """Write the lines of a file where lines are pasted."""


class DaysPresenter:
    """Carries days to the service as a decision with its document."""

    def __init__(self, ports: SettingsPorts, screen: DaysScreen) -> None:
        self._ports = ports
        self._screen = screen

    @property
    def may_decide(self) -> bool:
        """Whether who is logged in now may change the calendar."""
        return self._ports.current().role is Role.HEAD

    def decide(self, form: DayForm) -> None:
        """Record a day, or each day of a span."""
        faults = _faults_of_day(form)
        self._screen.show_faults(worded(faults))
        if faults or form.first is None:
            return
        last = form.last or form.first
        count = (last - form.first).days + 1
        days = [
            DayWish(form.first + timedelta(days=step), form.kind, form.name)
            for step in range(count)
        ]
        until = f" đến {format_day(last)}" if count > 1 else ""
        self._record(days, form.document, f"{format_day(form.first)}{until}")

    def take_back(self, day: CalendarDay, document: str) -> None:
        """Record that a day is one like any other after all."""
        faults = {} if document.strip() else {"document": "missing"}
        self._screen.show_faults(worded(faults))
        if not faults:
            said = f"{format_day(day.on)} là ngày như thường"
            self._record([DayWish(day.on, "plain")], document, said)

    def _record(self, days: Sequence[DayWish], document: str, said: str) -> None:
        by = self._ports.current()
        self._ports.run(
            lambda: self._ports.decide_days(days, document, by),
            lambda done: self._done(done, f"Đã ghi {said} theo {composed(document)}."),
            self._refused,
        )

    def _done(self, done: DaysDecided, words: str) -> None:
        self._screen.show_decided(decided_words(done, words), done.touched_count)

    def _refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(worded(error.problems))
        self._screen.show_trouble(error)


class ListOfDaysPresenter:
    """Reads pasted lines and records all of them together."""

    def __init__(self, ports: SettingsPorts, screen: ListOfDaysScreen) -> None:
        self._ports = ports
        self._screen = screen
        self.lines: tuple[DayLine, ...] = ()

    def look(self, text: str) -> None:
        """Show how every line is understood."""
        self.lines = read_day_lines(text.splitlines())
        self._screen.show_lines(self.lines)

    def read_file(self, path: Path) -> None:
        """Bring the lines of a file to where they are pasted."""
        self._ports.run(
            lambda: self._ports.lines_of_file(path),
            self._screen.put_lines,
            self._screen.show_trouble,
            lane="settings.days",
        )

    def record(self, document: str) -> None:
        """Record every line; nothing, while one of them has a fault."""
        days = [DayWish(day.on, day.kind, day.name) for line in self.lines for day in line.days]
        faults = {} if document.strip() else {"document": "missing"}
        if not days:
            faults["days"] = "missing"
        self._screen.show_faults(worded(faults))
        if faults or any(line.fault for line in self.lines):
            return
        by = self._ports.current()
        said = f"Đã ghi {len(days)} ngày theo {composed(document)}."
        self._ports.run(
            lambda: self._ports.decide_days(days, document, by),
            lambda done: self._screen.show_decided(decided_words(done, said), done.touched_count),
            self._refused,
        )

    def _refused(self, error: CounterError) -> None:
        if isinstance(error, FieldsRefused):
            self._screen.show_faults(worded(error.problems))
        self._screen.show_trouble(error)


def decided_words(done: DaysDecided, words: str) -> str:
    """Return what was recorded, and what it touches."""
    if not done.changed_count:
        return f"{words} Lịch không khác trước."
    if not done.touched_count:
        return f"{words} Không có hồ sơ đã hẹn nào vướng ngày này."
    return f"{words} {done.touched_count} hồ sơ đã hẹn vướng ngày này."


def _faults_of_day(form: DayForm) -> dict[str, str]:
    faults: dict[str, str] = {}
    if form.first is None:
        faults["first"] = form.first_fault or "missing"
    else:
        fault = fault_of_day(form.first, form.kind)
        if fault:
            faults["first"] = fault
        if form.last is not None and not 0 <= (form.last - form.first).days < LONGEST_SPAN:
            faults["last"] = "bad_span"
    if form.last_fault:
        faults["last"] = form.last_fault
    if form.kind == "off" and not form.name.strip():
        faults["name"] = "no_name"
    if not form.document.strip():
        faults["document"] = "missing"
    return faults
