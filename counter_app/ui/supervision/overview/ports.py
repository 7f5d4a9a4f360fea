"""What the overview asks of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.figures import Figure, Period
from counter_app.domain.people import StaffMember
from counter_app.domain.report import Report
from counter_app.services import supervision
from counter_app.services.counter import Counter
from counter_app.services.supervision import ClerkLine, Overview
from counter_app.ui.ports import Clock, Run

MOST_ROWS = 500
"""So many dossiers of one figure are listed; their number is told in full."""


@dataclass(frozen=True)
class OverviewPorts:
    """Everything outside the overview."""

    run: Run
    now: Clock
    overview: Callable[[Period, datetime], Overview]
    clerks: Callable[[str, Period, datetime], tuple[Report, tuple[ClerkLine, ...]]]
    dossiers: Callable[[Report, str, Figure], tuple[int, tuple[DossierRow, ...]]]
    charts: Callable[[Overview, Period, datetime], bytes]
    note_export: Callable[[str, str, datetime], None]


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> OverviewPorts:
    """Bind the overview to the services of one counter."""

    def overview(period: Period, at: datetime) -> Overview:
        return supervision.overview(counter, period, current(), at)

    def clerks(unit: str, period: Period, at: datetime) -> tuple[Report, tuple[ClerkLine, ...]]:
        return supervision.clerks(counter, unit, period, current(), at)

    def dossiers(report: Report, clerk: str, figure: Figure) -> tuple[int, tuple[DossierRow, ...]]:
        return supervision.dossiers_behind(counter, report, clerk, figure, 0, MOST_ROWS)

    def charts(shown: Overview, period: Period, at: datetime) -> bytes:
        return supervision.charts(counter, shown, period, at)

    def note_export(what: str, purpose: str, at: datetime) -> None:
        supervision.export_purpose(counter, what, purpose, current(), at)

    return OverviewPorts(run, now, overview, clerks, dossiers, charts, note_export)
