"""What the page of reports asks of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.charts import ChartColours
from counter_app.domain.figures import Figure, Period
from counter_app.domain.people import StaffMember
from counter_app.domain.report import By, Report, ReportForm
from counter_app.services import exporting, reports
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.reports import Behind
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class FigurePorts:
    """Everything outside the page of reports."""

    run: Run
    now: Clock
    units: Callable[[], tuple[tuple[str, str], ...]]
    report: Callable[[ReportForm, Period, By, datetime, str | None], Report]
    rows_behind: Callable[[Report, Figure, str | None, int, int], Behind]
    file_name: Callable[[Report, ExportKind], str]
    export: Callable[[Report, ExportKind, Path, Taker], None]
    charts: Callable[[Report, ChartColours, tuple[float, float] | None], bytes]
    export_charts: Callable[[bytes, Path, Taker], None]
    current_clerk: Callable[[], StaffMember]


def ports_of(
    counter: Counter, run: Run, now: Clock, current_clerk: Callable[[], StaffMember]
) -> FigurePorts:
    """Bind the page of reports to the services of one counter."""
    return FigurePorts(
        run=run,
        now=now,
        units=partial(reports.units, counter),
        report=partial(reports.report, counter),
        rows_behind=partial(reports.rows_behind, counter),
        file_name=reports.file_name,
        export=partial(reports.export, counter),
        charts=partial(reports.charts_pdf, counter),
        export_charts=partial(exporting.export_bytes, counter, "charts"),
        current_clerk=current_clerk,
    )
