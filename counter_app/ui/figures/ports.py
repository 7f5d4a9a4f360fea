"""What the page of reports asks of the rest of the program, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.figures import Figure, Period
from counter_app.domain.report import By, Report, ReportForm
from counter_app.services import reports
from counter_app.services.counter import Counter
from counter_app.services.register import ExportKind
from counter_app.services.reports import Behind
from counter_app.ui.ports import Clock, Run
from counter_app.ui.supervision.export_purpose import ExportPurpose


@dataclass(frozen=True)
class FigurePorts:
    """Everything outside the page of reports."""

    run: Run
    now: Clock
    units: Callable[[], tuple[tuple[str, str], ...]]
    report: Callable[[ReportForm, Period, By, datetime, str | None], Report]
    rows_behind: Callable[[Report, Figure, str | None, int, int], Behind]
    file_name: Callable[[Report, ExportKind], str]
    export: Callable[[Report, ExportKind, Path], None]
    purpose: ExportPurpose | None = None
    """Asks a supervisor for the purpose of an export; None where nobody has to be asked."""


def ports_of(counter: Counter, run: Run, now: Clock) -> FigurePorts:
    """Bind the page of reports to the services of one counter."""
    return FigurePorts(
        run=run,
        now=now,
        units=partial(reports.units, counter),
        report=partial(reports.report, counter),
        rows_behind=partial(reports.rows_behind, counter),
        file_name=reports.file_name,
        export=partial(reports.export, counter),
    )
