"""What the screen of registers asks of the rest of the program, as plain callables."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.people import StaffMember
from counter_app.domain.register import RegisterAsk, RegisterRow
from counter_app.services import old_register, register, reports
from counter_app.services.counter import Counter, confirm_clock
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.old_register import OldRegister, OldRegisterReport
from counter_app.services.register import ExportProgress
from counter_app.ui.figures.ports import FigurePorts
from counter_app.ui.figures.ports import ports_of as figure_ports_of
from counter_app.ui.ports import Clock, Run

Slices = Generator[ExportProgress, None, None]
"""An export under way: each ``next`` works a moment, ``close`` leaves no file."""


@dataclass(frozen=True)
class ReportPorts:
    """Everything outside the screen of registers."""

    run: Run
    now: Clock
    current_clerk: Callable[[], StaffMember]
    fields: Callable[[], tuple[str, ...]]
    units: Callable[[], tuple[tuple[str, str], ...]]
    count: Callable[[RegisterAsk, datetime], int]
    page: Callable[[RegisterAsk, datetime, int, int], tuple[RegisterRow, ...]]
    file_name: Callable[[RegisterAsk, ExportKind], str]
    export: Callable[[RegisterAsk, ExportKind, Path, Taker], Slices]
    read_old: Callable[[Path, datetime, str | None], OldRegister]
    preview_old: Callable[[OldRegister], OldRegisterReport]
    bring_over: Callable[[OldRegister, StaffMember, datetime, bool], OldRegisterReport]
    confirm_clock: Callable[[StaffMember, datetime], object]
    figures: FigurePorts


def ports_of(
    counter: Counter, run: Run, now: Clock, current_clerk: Callable[[], StaffMember]
) -> ReportPorts:
    """Bind the screen of registers to the services of one counter."""

    def bring_over(
        read: OldRegister, by: StaffMember, at: datetime, skip_bad: bool
    ) -> OldRegisterReport:
        return old_register.bring_over(counter, read, by, at, skip_bad=skip_bad)

    return ReportPorts(
        run=run,
        now=now,
        current_clerk=current_clerk,
        fields=partial(register.fields, counter),
        units=partial(reports.units, counter),
        count=partial(register.count, counter),
        page=lambda ask, at, offset, most: register.page(
            counter, ask, current_clerk(), at, offset, most
        ),
        file_name=partial(register.file_name, counter),
        export=partial(register.export, counter),
        read_old=old_register.read,
        preview_old=partial(old_register.preview, counter),
        bring_over=bring_over,
        confirm_clock=partial(confirm_clock, counter),
        figures=figure_ports_of(counter, run, now, current_clerk),
    )
