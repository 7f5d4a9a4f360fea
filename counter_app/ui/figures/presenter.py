"""Decides what the page of reports shows: a report, or the dossiers behind one of its figures."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Figure, Period
from counter_app.domain.listing import STATES
from counter_app.domain.report import By, Report, ReportColumn, ReportForm, ReportLine
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.reports import Behind
from counter_app.ui.figures.ports import FigurePorts

PAGE = 100
"""So many dossiers are read at once; a screen shows about twenty."""


@dataclass(frozen=True)
class ReportAsk:
    """Which report is wanted; ``unit`` None: all units in scope together."""

    form: ReportForm
    by: By
    period: Period
    unit: str | None = None


@dataclass(frozen=True)
class BehindLine:
    """A line of what is behind a figure; ``code`` is empty where there is no dossier."""

    code: str
    procedure: str
    applicant: str
    received_at: datetime
    due_at: datetime | None
    solved_at: datetime | None
    state: str


class FigureScreen(Protocol):
    """What the page can do."""

    def visible_rows(self) -> tuple[int, int]:
        """Return the first dossier in sight and how many there are."""

    def show_units(self, units: tuple[tuple[str, str], ...]) -> None:
        """Offer the units of which there are reports."""

    def show_report(self, report: Report) -> None:
        """Show a report."""

    def show_behind(
        self, title: str, total: int, offset: int, lines: tuple[BehindLine, ...]
    ) -> None:
        """Show what is behind a figure, some lines of which are known already."""

    def show_lines(self, offset: int, lines: tuple[BehindLine, ...]) -> None:
        """Put lines into their places."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong."""

    def show_exporting(self, *, is_busy: bool) -> None:
        """Hold the buttons of exports while one is under way."""

    def show_exported(self, path: Path) -> None:
        """Say that a file is there."""


@dataclass(frozen=True)
class _Opened:
    """A figure whose dossiers are looked at; ``key`` None: the sum of all lines."""

    figure: Figure
    key: str | None
    title: str


class FigurePresenter:
    """Asks for reports and for what is behind their figures."""

    def __init__(self, ports: FigurePorts, screen: FigureScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._ask: ReportAsk | None = None
        self._opened: _Opened | None = None
        self.report: Report | None = None

    def load_units(self) -> None:
        """Ask which units there are."""
        self._ports.run(self._ports.units, self._screen.show_units, self._screen.show_trouble)

    def choose(self, ask: ReportAsk) -> None:
        """Show another report."""
        self._ask, self._opened = ask, None
        self.refresh()

    def refresh(self) -> None:
        """Make the report again."""
        ask, now = self._ask, self._ports.now()
        if ask is None:
            return

        def show(report: Report) -> None:
            if ask == self._ask:
                self.report = report
                self._screen.show_report(report)

        self._ports.run(
            lambda: self._ports.report(ask.form, ask.period, ask.by, now, ask.unit),
            show,
            self._screen.show_trouble,
            lane="figures.report",
        )

    def open(self, column: ReportColumn, line: ReportLine | None) -> bool:
        """Show what is behind a figure; say whether there is anything to show."""
        report = self.report
        tally = line.tally if line else report.total if report else None
        if report is None or tally is None or column.figure is None:
            return False
        if not tally.count(column.figure):
            return False
        words = " · ".join(filter(None, (column.group, column.title.removesuffix(", %"))))
        name = line.name if line else "Tổng cộng"
        self._opened = _Opened(column.figure, line.key if line else None, f"{name}: {words}")
        self._read(0, is_first=True)
        return True

    def close(self) -> None:
        """Go back to the report."""
        self._opened = None

    def fetch(self, row: int) -> None:
        """Read the lines around one that came into sight."""
        self._read(max(0, row) // PAGE * PAGE, is_first=False)

    def _read(self, offset: int, *, is_first: bool) -> None:
        report, opened = self.report, self._opened
        if report is None or opened is None:
            return

        def show(behind: Behind) -> None:
            if opened is not self._opened:
                return
            lines = lines_of(behind)
            if is_first:
                self._screen.show_behind(opened.title, behind.total, offset, lines)
            else:
                self._screen.show_lines(offset, lines)

        self._ports.run(
            lambda: self._ports.rows_behind(report, opened.figure, opened.key, offset, 2 * PAGE),
            show,
            self._screen.show_trouble,
            lane="figures.rows",
        )

    def file_name(self, kind: ExportKind) -> str:
        """Return the name that is proposed for a file of the report that is shown."""
        return self._ports.file_name(self.report, kind) if self.report else ""

    def export(self, kind: ExportKind, path: Path, purpose: str = "") -> None:
        """Write the report that is shown to a file."""
        report = self.report
        if report is None:
            return

        def done(_: object) -> None:
            self._screen.show_exporting(is_busy=False)
            self._screen.show_exported(path)

        def failed(error: CounterError) -> None:
            self._screen.show_exporting(is_busy=False)
            self._screen.show_trouble(error)

        self._screen.show_exporting(is_busy=True)
        taker = Taker(self._ports.current_clerk(), self._ports.now(), purpose)
        self._ports.run(lambda: self._ports.export(report, kind, path, taker), done, failed)


def lines_of(behind: Behind) -> tuple[BehindLine, ...]:
    """Return what is behind a figure as lines: dossiers, or papers that were not accepted."""
    dossiers = (
        BehindLine(
            each.code,
            each.procedure_name,
            each.applicant_name,
            each.received_at,
            each.due_at,
            each.solved_at,
            STATES[each.state],
        )
        for each in behind.rows
    )
    others = (
        BehindLine("", each.procedure_name, each.applicant_name, each.at, None, None, each.reason)
        for each in behind.not_accepted
    )
    return (*dossiers, *others)
