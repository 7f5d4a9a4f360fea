"""Decides what the overview shows: the units, one unit's clerks, or the dossiers of a figure."""

from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Period
from counter_app.domain.report import Report
from counter_app.services.supervision import ClerkLine, Overview, UnitLine
from counter_app.ui.supervision.overview.ports import Listed, OverviewPorts


@dataclass(frozen=True)
class ClerksShown:
    """A unit's clerks, with the report behind their figures."""

    unit: UnitLine
    report: Report
    lines: tuple[ClerkLine, ...]


@dataclass(frozen=True)
class RowsShown:
    """The dossiers of a unit, or of one clerk, that count in a figure.

    ``clerk`` None: of all clerks. ``total`` is how many there are.
    """

    unit: UnitLine
    clerk: ClerkLine | None
    figure: Listed
    total: int
    rows: tuple[DossierRow, ...]


class OverviewScreen(Protocol):
    """What the view can do."""

    def show_units(self, shown: Overview, period: Period) -> None:
        """Show the units."""

    def show_clerks(self, shown: ClerksShown) -> None:
        """Show the clerks of a unit."""

    def show_rows(self, shown: RowsShown) -> None:
        """Show dossiers."""

    def show_charts(self, report: Report) -> None:
        """Show the charts of a report."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read."""


class OverviewPresenter:
    """Holds how deep the supervisor has gone; everything is read anew when something arrives.

    Units, then the clerks of one, then dossiers of a figure: of one clerk, or of the whole unit.
    """

    def __init__(self, ports: OverviewPorts, screen: OverviewScreen, period: Period) -> None:
        self._ports = ports
        self._screen = screen
        self.period = period
        self._unit: UnitLine | None = None
        self._report: Report | None = None
        self._clerk: ClerkLine | None = None
        self._figure: Listed | None = None

    @property
    def unit(self) -> UnitLine | None:
        """The unit that is looked at, if one is."""
        return self._unit

    @property
    def clerk(self) -> ClerkLine | None:
        """The clerk whose dossiers are looked at; None where they are of all."""
        return self._clerk

    @property
    def figure(self) -> Listed | None:
        """The figure whose dossiers are looked at, if the way down has come so far."""
        return self._figure

    def choose(self, period: Period) -> None:
        """Look at another period; who is looked at stays."""
        self.period = period
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        period, now = self.period, self._ports.now()

        def show(shown: Overview) -> None:
            if period == self.period:
                self._keep_unit(shown)
                self._screen.show_units(shown, period)
                self._screen.show_charts(shown.report)
                if self._unit is not None:
                    self._read_clerks(self._unit)

        self._ports.run(
            lambda: self._ports.overview(period, now),
            show,
            self._screen.show_trouble,
            lane="overview",
        )

    def _keep_unit(self, shown: Overview) -> None:
        """Look at the unit as it is now, with the figures of now."""
        held = self._unit
        if held is not None:
            self._unit = next((each for each in shown.units if each.code == held.code), None)

    def open_unit(self, unit: UnitLine, figure: Listed | None = None) -> None:
        """Go down to the clerks of a unit, or to all its dossiers that count in a figure."""
        self._unit, self._clerk, self._figure, self._report = unit, None, figure, None
        self._read_clerks(unit)

    def _read_clerks(self, unit: UnitLine) -> None:
        period, now = self.period, self._ports.now()

        def show(answer: tuple[Report, tuple[ClerkLine, ...]]) -> None:
            if self._unit is not None and self._unit.code == unit.code and period == self.period:
                self._report = answer[0]
                self._screen.show_clerks(ClerksShown(self._unit, *answer))
                self._read_rows()

        self._ports.run(
            lambda: self._ports.clerks(unit.code, period, now),
            show,
            self._screen.show_trouble,
            lane="overview.clerks",
        )

    def open_clerk(self, clerk: ClerkLine, figure: Listed) -> None:
        """Go down to the dossiers of a clerk that count in a figure."""
        self._clerk, self._figure = clerk, figure
        self._read_rows()

    def choose_figure(self, figure: Listed) -> None:
        """List the dossiers of another figure, of the same people."""
        self._figure = figure
        self._read_rows()

    def _read_rows(self) -> None:
        unit, clerk, figure, report = self._unit, self._clerk, self._figure, self._report
        if unit is None or report is None or figure is None:
            return

        def show(answer: tuple[int, tuple[DossierRow, ...]]) -> None:
            if (clerk, figure) == (self._clerk, self._figure) and self._unit is not None:
                self._screen.show_rows(RowsShown(unit, clerk, figure, *answer))

        self._ports.run(
            lambda: self._ports.dossiers(report, clerk.clerk if clerk else None, figure),
            show,
            self._screen.show_trouble,
            lane="overview.rows",
        )

    def back(self) -> None:
        """Go one level up: to where these dossiers, or these clerks, were opened from."""
        if self._clerk is None:
            self._unit = self._report = None
        self._clerk = self._figure = None
