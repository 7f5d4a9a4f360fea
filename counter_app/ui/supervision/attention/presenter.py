"""Decides what the attention list shows, and what is behind a finding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from counter_app.domain.attention import Finding
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Period
from counter_app.domain.people import StaffMember
from counter_app.services import attention, notes, review
from counter_app.services.counter import Counter
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class AttentionPorts:
    """Everything outside the attention list."""

    run: Run
    now: Clock
    findings: Callable[[Period, datetime], tuple[Finding, ...]]
    behind: Callable[[Finding, Period, datetime], tuple[DossierRow, ...]]
    unit_names: Callable[[], Mapping[str, str]]
    people: Callable[[], tuple[StaffMember, ...]]
    ask: Callable[[str, str, datetime], object]


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> AttentionPorts:
    """Bind the attention list to the services of one counter."""

    def findings(period: Period, at: datetime) -> tuple[Finding, ...]:
        return attention.findings(counter, period, current(), at)

    def behind(finding: Finding, period: Period, at: datetime) -> tuple[DossierRow, ...]:
        return attention.behind(counter, finding, period, current(), at)

    def ask(unit: str, text: str, at: datetime) -> object:
        return notes.ask(counter, unit, text, current(), at)

    return AttentionPorts(
        run,
        now,
        findings,
        behind,
        partial(review.unit_names, counter),
        partial(review.people, counter),
        ask,
    )


@dataclass(frozen=True)
class FindingsShown:
    """What was found, with the names of units and people by code and log-in name."""

    findings: tuple[Finding, ...]
    units: Mapping[str, str]
    people: Mapping[str, str]


class AttentionScreen(Protocol):
    """What the view can do."""

    def show_findings(self, shown: FindingsShown) -> None:
        """Show what was found."""

    def show_rows(self, finding: Finding, rows: tuple[DossierRow, ...]) -> None:
        """Show the dossiers of the finding that is chosen."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read."""

    def say_asked(self, unit: str) -> None:
        """Say that the unit was asked."""


class AttentionPresenter:
    """Asks the rules, and for the dossiers behind the finding that is chosen."""

    def __init__(self, ports: AttentionPorts, screen: AttentionScreen, period: Period) -> None:
        self._ports = ports
        self._screen = screen
        self.period = period
        self._chosen: Finding | None = None

    def choose_period(self, period: Period) -> None:
        """Look at another period."""
        self.period = period
        self.refresh()

    def refresh(self) -> None:
        """Ask the rules again."""
        period, now = self.period, self._ports.now()

        def read() -> FindingsShown:
            people = {member.clerk: member.name for member in self._ports.people()}
            found = self._ports.findings(period, now)
            return FindingsShown(found, self._ports.unit_names(), people)

        def show(found: FindingsShown) -> None:
            if period == self.period:
                self._screen.show_findings(found)

        self._ports.run(
            read,
            show,
            self._screen.show_trouble,
            lane="attention",
        )

    def choose(self, finding: Finding) -> None:
        """Show what is behind a finding."""
        self._chosen, period, now = finding, self.period, self._ports.now()

        def show(rows: tuple[DossierRow, ...]) -> None:
            if finding == self._chosen:
                self._screen.show_rows(finding, rows)

        self._ports.run(
            lambda: self._ports.behind(finding, period, now),
            show,
            self._screen.show_trouble,
            lane="attention.behind",
        )

    def ask(self, finding: Finding, text: str) -> None:
        """Ask the unit about a finding."""
        now = self._ports.now()
        self._ports.run(
            lambda: self._ports.ask(finding.unit, text, now),
            lambda _: self._screen.say_asked(finding.unit),
            self._screen.show_trouble,
        )
