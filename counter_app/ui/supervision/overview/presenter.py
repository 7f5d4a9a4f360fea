"""Decides what the overview shows: the units, one unit's clerks, or the dossiers of a figure."""

from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Figure, Period
from counter_app.domain.report import Report
from counter_app.services.supervision import ClerkLine, Overview, UnitLine
from counter_app.ui.supervision.overview.ports import OverviewPorts

FIGURES: tuple[tuple[Figure, str], ...] = (
    (Figure.RECEIVED, "Tiếp nhận, cả kỳ trước"),
    (Figure.SOLVED, "Đã giải quyết"),
    (Figure.LATE, "Giải quyết quá hạn"),
    (Figure.IN_PROGRESS, "Đang giải quyết"),
    (Figure.OVERDUE, "Đang quá hạn"),
)
"""The figures whose dossiers can be listed, the first one as the list opens."""


@dataclass(frozen=True)
class ClerksShown:
    """A unit's clerks, with the report behind their figures."""

    unit: UnitLine
    report: Report
    lines: tuple[ClerkLine, ...]


@dataclass(frozen=True)
class RowsShown:
    """The dossiers of a clerk that count in a figure; ``total`` is how many there are."""

    clerk: ClerkLine
    figure: Figure
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

    def show_charts(self, pdf: bytes) -> None:
        """Show the charts."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read."""


class OverviewPresenter:
    """Holds how deep the supervisor has gone; everything is read anew when something arrives."""

    def __init__(self, ports: OverviewPorts, screen: OverviewScreen, period: Period) -> None:
        self._ports = ports
        self._screen = screen
        self.period = period
        self._shown: Overview | None = None
        self._unit: UnitLine | None = None
        self._report: Report | None = None
        self._clerk: ClerkLine | None = None
        self.figure = FIGURES[0][0]
        self.wants_charts = False

    def choose(self, period: Period) -> None:
        """Look at another period, from the units again."""
        self.period = period
        self._unit = self._clerk = None
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        period, now = self.period, self._ports.now()

        def show(shown: Overview) -> None:
            if period == self.period:
                self._shown = shown
                self._screen.show_units(shown, period)
                self._go_on()

        self._ports.run(
            lambda: self._ports.overview(period, now),
            show,
            self._screen.show_trouble,
            lane="overview",
        )

    def _go_on(self) -> None:
        if self.wants_charts:
            self.ask_charts()
        if self._unit is not None:
            self.open_unit(self._unit)

    def ask_charts(self) -> None:
        """Draw the charts of what is shown."""
        shown, period, now = self._shown, self.period, self._ports.now()
        if shown is not None:
            self._ports.run(
                lambda: self._ports.charts(shown, period, now),
                self._screen.show_charts,
                self._screen.show_trouble,
                lane="overview.charts",
            )

    def open_unit(self, unit: UnitLine) -> None:
        """Go down to the clerks of a unit."""
        self._unit, period, now = unit, self.period, self._ports.now()

        def show(answer: tuple[Report, tuple[ClerkLine, ...]]) -> None:
            if self._unit is not None and self._unit.code == unit.code:
                self._report = answer[0]
                self._screen.show_clerks(ClerksShown(unit, *answer))
                if self._clerk is not None:
                    self.open_clerk(self._clerk, self.figure)

        self._ports.run(
            lambda: self._ports.clerks(unit.code, period, now),
            show,
            self._screen.show_trouble,
            lane="overview.clerks",
        )

    def open_clerk(self, clerk: ClerkLine, figure: Figure) -> None:
        """Go down to the dossiers of a clerk that count in a figure."""
        self._clerk, self.figure, report = clerk, figure, self._report
        if report is None:
            return

        def show(answer: tuple[int, tuple[DossierRow, ...]]) -> None:
            if self._clerk is not None:
                self._screen.show_rows(RowsShown(clerk, figure, *answer))

        self._ports.run(
            lambda: self._ports.dossiers(report, clerk.clerk, figure),
            show,
            self._screen.show_trouble,
            lane="overview.rows",
        )

    @property
    def unit(self) -> UnitLine | None:
        """The unit that is looked at, if one is."""
        return self._unit

    def back(self) -> None:
        """Go one level up."""
        if self._clerk is not None:
            self._clerk = None
        else:
            self._unit = self._report = None
