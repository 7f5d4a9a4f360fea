"""What the overview asks of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from counter_app.domain.charts import ChartColours
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.figures import Figure, Period
from counter_app.domain.people import StaffMember
from counter_app.domain.report import Report
from counter_app.services import exporting, reports, supervision
from counter_app.services.counter import Counter
from counter_app.services.exporting import Taker
from counter_app.services.supervision import ClerkLine, Overview
from counter_app.ui.ports import Clock, Run

MOST_ROWS = 500
"""So many dossiers of one figure are listed; their number is told in full."""


DISPUTED: Literal["disputed"] = "disputed"
"""Dossiers that are disputed now, which no figure of a report counts."""

Listed = Figure | Literal["disputed"]
"""Of what the dossiers are listed."""


@dataclass(frozen=True)
class OverviewPorts:
    """Everything outside the overview."""

    run: Run
    now: Clock
    overview: Callable[[Period, datetime], Overview]
    clerks: Callable[[str, Period, datetime], tuple[Report, tuple[ClerkLine, ...]]]
    dossiers: Callable[[Report, str | None, Listed], tuple[int, tuple[DossierRow, ...]]]
    charts: Callable[[Report, ChartColours, tuple[float, float] | None], bytes]
    export_charts: Callable[[bytes, Path, Taker], None]
    current_clerk: Callable[[], StaffMember]


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> OverviewPorts:
    """Bind the overview to the services of one counter."""

    def overview(period: Period, at: datetime) -> Overview:
        return supervision.overview(counter, period, current(), at)

    def clerks(unit: str, period: Period, at: datetime) -> tuple[Report, tuple[ClerkLine, ...]]:
        return supervision.clerks(counter, unit, period, current(), at)

    def dossiers(
        report: Report, clerk: str | None, figure: Listed
    ) -> tuple[int, tuple[DossierRow, ...]]:
        if not isinstance(figure, Figure):
            rows = supervision.disputed(counter, report.unit_code, clerk)
            return len(rows), rows
        return supervision.dossiers_behind(counter, report, clerk, figure, 0, MOST_ROWS)

    charts = partial(reports.charts_pdf, counter)
    export_charts = partial(exporting.export_bytes, counter, "charts")
    return OverviewPorts(run, now, overview, clerks, dossiers, charts, export_charts, current)
