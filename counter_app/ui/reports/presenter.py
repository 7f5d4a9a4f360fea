"""Decides what the screen of registers shows, and leads an export from slice to slice.

An export works on the desk's one thread, a few hundredths of a second at a time; the next slice
is only asked for when the last one has answered, so an intake waits for one slice at most.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.domain.register import OWN_UNIT, RegisterAsk, RegisterKind, RegisterRow
from counter_app.services.acting import looks_only
from counter_app.services.exporting import ExportKind, Taker
from counter_app.services.register import ExportProgress
from counter_app.ui.reports.ports import ReportPorts, Slices
from counter_app.ui.shared.spans import Span, span_days

PAGE = 100
"""So many lines are read at once; a screen shows about twenty."""


USUAL_SPANS = {
    RegisterKind.REGISTER: Span.YEAR,
    RegisterKind.RECEIPTS: Span.TODAY,
    RegisterKind.LATE: Span.YEAR,
}
"""The period that each list opens with."""


class ReportScreen(Protocol):
    """What the view can do."""

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""

    def show_choices(self, fields: tuple[str, ...], units: tuple[tuple[str, str], ...]) -> None:
        """Offer the fields that there are, and the units of which there are lists."""

    def show_list(self, total: int, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        """Show a list of so many lines, some of which are known already."""

    def show_rows(self, offset: int, rows: tuple[RegisterRow, ...]) -> None:
        """Put lines into their places."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what went wrong."""

    def show_progress(self, progress: ExportProgress | None) -> None:
        """Show how far an export is; None: there is none."""

    def show_exported(self, path: Path, count: int) -> None:
        """Say that a file is there."""

    def show_cancelled(self) -> None:
        """Say that an export was stopped and left no file."""


@dataclass(frozen=True)
class _Read:
    """What was read for a list: its choices, its length, and the lines in sight."""

    fields: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    count: int
    rows: tuple[RegisterRow, ...]


@dataclass
class _Export:
    """An export under way."""

    slices: Slices
    path: Path
    is_cancelled: bool = False


class ReportPresenter:
    """Asks for the lines in sight, and exports the list that is shown."""

    def __init__(self, ports: ReportPorts, screen: ReportScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._export: _Export | None = None
        first, last = span_days(USUAL_SPANS[RegisterKind.REGISTER], day_of(ports.now()))
        self.ask = RegisterAsk(RegisterKind.REGISTER, first, last, unit=usual_unit(ports))

    @property
    def is_exporting(self) -> bool:
        """Whether an export is under way."""
        return self._export is not None

    def choose(self, ask: RegisterAsk) -> None:
        """Show another list."""
        self.ask = ask
        self.refresh(from_top=True)

    def refresh(self, *, from_top: bool = False) -> None:
        """Ask again for the number of lines and those in sight."""
        ask, now = self.ask, self._ports.now()
        offset = 0 if from_top else page_start(self._screen.visible_rows()[0])

        def read() -> _Read:
            ports = self._ports
            count, rows = ports.count(ask, now), ports.page(ask, now, offset, 2 * PAGE)
            return _Read(ports.fields(), ports.units(), count, rows)

        def show(found: _Read) -> None:
            if ask == self.ask:
                self._screen.show_choices(found.fields, found.units)
                self._screen.show_list(found.count, offset, found.rows)

        self._ports.run(read, show, self._screen.show_trouble, lane="reports.list")

    def fetch(self, row: int) -> None:
        """Read the lines around one that came into sight."""
        ask, now, offset = self.ask, self._ports.now(), page_start(row)

        def show(rows: tuple[RegisterRow, ...]) -> None:
            if ask == self.ask:
                self._screen.show_rows(offset, rows)

        self._ports.run(
            lambda: self._ports.page(ask, now, offset, 2 * PAGE),
            show,
            self._screen.show_trouble,
            lane="reports.rows",
        )

    def file_name(self, kind: ExportKind) -> str:
        """Return the name that is proposed for a file of the list that is shown."""
        return self._ports.file_name(self.ask, kind)

    # -- exports

    def export(self, kind: ExportKind, path: Path, purpose: str = "") -> None:
        """Begin to write the list that is shown to a file; one export at a time."""
        if self._export is None:
            taker = Taker(self._ports.current_clerk(), self._ports.now(), purpose)
            slices = self._ports.export(self.ask, kind, path, taker)
            self._export = _Export(slices, path)
            self._screen.show_progress(ExportProgress(0, 0))
            self._go_on()

    def cancel(self) -> None:
        """Stop the export behind the slice that is being made; no file is left."""
        if self._export is not None:
            self._export.is_cancelled = True

    def _go_on(self) -> None:
        export = self._export
        if export is not None:
            self._ports.run(lambda: next(export.slices), self._sliced, self._failed)

    def _sliced(self, progress: ExportProgress) -> None:
        export = self._export
        if export is None:
            return
        if progress.is_done:
            self._end()
            self._screen.show_exported(export.path, progress.count)
        elif export.is_cancelled:
            self._ports.run(export.slices.close, self._dropped, self._failed)
        else:
            self._screen.show_progress(progress)
            self._go_on()

    def _dropped(self, _: object) -> None:
        self._end()
        self._screen.show_cancelled()

    def _failed(self, error: CounterError) -> None:
        self._end()
        self._screen.show_trouble(error)

    def _end(self) -> None:
        self._export = None
        self._screen.show_progress(None)


def usual_unit(ports: ReportPorts) -> str | None:
    """Return the unit whose lists come first: a supervisor's are those of all units."""
    return None if looks_only(ports.current_clerk()) else OWN_UNIT


def page_start(row: int) -> int:
    """Return the first row of the page that holds a row."""
    return max(0, row) // PAGE * PAGE
