"""The register (form 07) and the lists made of it: on the screen, as Excel and as PDF.

Whoever exports gets the work in slices of a few hundredths of a second: the desk's one thread
takes intakes in between, and no transaction stays open from one slice to the next.
"""

import importlib
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from counter_app.domain.listing import CannotExport, Listing, listing_of
from counter_app.domain.masking import masked_number
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.register import OWN_UNIT, RegisterAsk, RegisterKind, RegisterRow
from counter_app.domain.units import Unit
from counter_app.printing.phrases import unit_committee
from counter_app.services.acting import looks_only
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker, record_export
from counter_app.services.review import people_by_unit
from counter_app.services.scope import asked_scope, unit_names
from counter_app.store.register import Naming, Place, line_of
from counter_app.store.store import Reading

SLICE_SECONDS = 0.03
"""So long a slice of an export works before others have their turn."""

REGISTER = "register"
"""The word under which the export of a list stands in the journal."""

BATCH = 100
"""Lines read at a time: a few milliseconds."""


@dataclass(frozen=True)
class ExportProgress:
    """How far an export is: lines written of all. ``is_done``: the file is there."""

    done: int
    count: int
    is_done: bool = False


class _Paper(Protocol):
    """A file under way: lines, then ``close`` on the desk thread, then ``finish`` anywhere."""

    def add(self, row: RegisterRow) -> None:
        """Write a line."""

    def close(self) -> None:
        """Write what stands behind the last line."""

    def finish(self) -> None:
        """Make the file whole and give it its name."""

    def drop(self) -> None:
        """Leave nothing behind of what is not whole."""


def fields(counter: Counter) -> tuple[str, ...]:
    """Return the fields (lĩnh vực) of which there are dossiers, by name."""
    with counter.store.reading() as reading:
        return reading.register.fields()


def count(counter: Counter, ask: RegisterAsk, now: datetime) -> int:
    """Return how many lines a list has.

    Raises:
        PeriodBackwards, PeriodTooLong: the period makes no sense.
        UnitNotInScope: this counter does not follow the unit.
    """
    ask.check()
    with counter.store.reading() as reading:
        return reading.register.count(ask, _units(counter, reading, ask), now)


def page(
    counter: Counter,
    ask: RegisterAsk,
    by: StaffMember,
    now: datetime,
    offset: int = 0,
    most: int = 200,
) -> tuple[RegisterRow, ...]:
    """Return ``most`` lines of a list behind the first ``offset``, in its order.

    A supervisor sees them without the full personal numbers.

    Raises:
        UnitNotInScope: this counter does not follow the unit.
    """
    with counter.store.reading() as reading:
        units, naming = _units(counter, reading, ask), _naming(counter, reading, ask)
        found = reading.register.page(ask, units, naming, now, offset, most)
    return tuple(_seen_by(row, by) for row in found)


def rows(
    counter: Counter, ask: RegisterAsk, by: StaffMember, now: datetime
) -> Iterator[RegisterRow]:
    """Yield every line of a list in its order, read as they are asked for; see ``page``.

    Each batch is a snapshot of its own: a list that is read while people work shows every
    dossier once, as it stood when its batch was read.
    """
    with counter.store.reading() as reading:
        units, naming = _units(counter, reading, ask), _naming(counter, reading, ask)
    place: Place | None = None
    number = 0
    while True:
        with counter.store.reading() as reading:
            found = reading.register.after(ask, units, now, place, BATCH)
        for _, row in found:
            number += 1
            yield _seen_by(line_of(row, number, naming), by)
        if len(found) < BATCH:
            return
        place = found[-1][0]


def _seen_by(row: RegisterRow, by: StaffMember) -> RegisterRow:
    """Return a line as somebody sees it: a supervisor without the full phone number."""
    return replace(row, phone=masked_number(row.phone)) if looks_only(by) else row


def _units(counter: Counter, reading: Reading, ask: RegisterAsk) -> tuple[str, ...]:
    """Return the units whose dossiers a list has; what names none is this counter's own."""
    own = counter.desk.unit.code
    units = (own,) if ask.unit in (OWN_UNIT, own) else asked_scope(counter, reading, ask.unit)
    return (*units, "") if own in units else units


def listing(counter: Counter, ask: RegisterAsk) -> Listing:
    """Return how a list reads: its head, title and columns."""
    unit = _heading(counter, ask)
    return listing_of(ask, unit_committee(unit.name).upper(), unit.office.upper())


def _heading(counter: Counter, ask: RegisterAsk) -> Unit:
    """Return the unit in the head of a list: the one it is about, or who made it, of several."""
    own = counter.desk.unit
    if ask.unit in (None, OWN_UNIT, own.code):
        return own
    with counter.store.reading() as reading:
        return replace(own, code=ask.unit, name=unit_names(counter, reading)(ask.unit))


def file_name(counter: Counter, ask: RegisterAsk, kind: ExportKind) -> str:
    """Return the name that is proposed for a file: ``so-theo-doi-2026-01-01-2026-12-31.xlsx``."""
    stem = {
        RegisterKind.REGISTER: "so-theo-doi",
        RegisterKind.RECEIPTS: "ho-so-tiep-nhan",
        RegisterKind.LATE: "ho-so-qua-han",
    }[ask.kind]
    days = [ask.first.isoformat()] + ([ask.last.isoformat()] if ask.last != ask.first else [])
    return "-".join((stem, *days)) + f".{kind.value}"


def export(
    counter: Counter, ask: RegisterAsk, kind: ExportKind, path: Path, taker: Taker
) -> Generator[ExportProgress, None, None]:
    """Write a list to a file, in slices: each ``next`` works a moment and tells how far it is.

    The file takes its name when it is whole; closing the iterator early leaves nothing there.
    What a supervisor takes out holds no full personal numbers.

    Raises:
        PeriodBackwards, PeriodTooLong: the period makes no sense.
        UnitNotInScope: this counter does not follow the unit.
        PurposeRefused, ClockBehind: as in ``exporting.record_export``; there is no file then.
        CannotExport: the file could not be written.
        FormMissing, FontMissing: the paper cannot be made.
    """
    by, now = taker.by, taker.at
    total = count(counter, ask, now)
    record_export(counter, REGISTER, taker)
    yield ExportProgress(0, total)
    for _ in _readied(kind):
        yield ExportProgress(0, total)
    paper = _paper(counter, ask, kind, path, now, total)
    try:
        done = 0
        for written in _slices(paper, rows(counter, ask, by, now)):
            done += written
            yield ExportProgress(min(done, total), total)
        paper.close()
        yield ExportProgress(total, total)
        for _ in _aside(paper.finish):
            yield ExportProgress(total, total)
    finally:
        paper.drop()
    yield ExportProgress(total, total, is_done=True)


def _slices(paper: _Paper, lines: Iterable[RegisterRow]) -> Iterator[int]:
    """Write lines until a slice's time is over, then tell how many they were."""
    written, until = 0, time.monotonic() + SLICE_SECONDS
    for line in lines:
        paper.add(line)
        written += 1
        if time.monotonic() >= until:
            yield written
            written, until = 0, time.monotonic() + SLICE_SECONDS
    yield written


def _aside(job: Callable[[], object]) -> Iterator[None]:
    """Run what cannot be sliced on a thread of its own: loading, packing; never the store."""
    with ThreadPoolExecutor(1, thread_name_prefix="export") as pool:
        future = pool.submit(job)
        while not wait((future,), timeout=SLICE_SECONDS / 2).done:
            yield
        future.result()


def _readied(kind: ExportKind) -> Iterator[None]:
    """Load what an export needs, piece by piece: for the first one this takes a while."""
    module = "printing.register" if kind is ExportKind.PDF else "spreadsheets.workbook"
    yield from _aside(lambda: importlib.import_module(f"counter_app.{module}"))
    if kind is ExportKind.PDF:
        from counter_app.printing.register import readied

        yield from readied()


def _naming(counter: Counter, reading: Reading, ask: RegisterAsk) -> Naming:
    unit = counter.desk.unit
    own = Naming(unit.code, unit_committee(unit.name), reading.staff.names())
    others = [code for code in _units(counter, reading, ask) if code not in ("", unit.code)]
    if not others:
        return own
    names, people = unit_names(counter, reading), people_by_unit(reading)
    made = {
        code: Naming(code, unit_committee(names(code)), people.get(code, {})) for code in others
    }
    return replace(own, others=made)


def _paper(
    counter: Counter, ask: RegisterAsk, kind: ExportKind, path: Path, now: datetime, total: int
) -> _Paper:
    if kind is ExportKind.EXCEL:
        return _Excel(path, listing(counter, ask), now)
    return _Pdf(counter, path, ask, now, total)


class _Excel:
    """A list as an Excel workbook."""

    def __init__(self, path: Path, listed: Listing, now: datetime) -> None:
        from counter_app.spreadsheets.workbook import WorkbookFile

        self._columns, self._now = listed.columns, now
        self._file = WorkbookFile(path, listed)

    def add(self, row: RegisterRow) -> None:
        self._file.add([column.cell(row, self._now) for column in self._columns])

    def close(self) -> None:
        self._file.close()

    def finish(self) -> None:
        self._file.finish()

    def drop(self) -> None:
        self._file.drop()


class _Pdf:
    """A list on landscape A4."""

    def __init__(
        self, counter: Counter, path: Path, ask: RegisterAsk, now: datetime, total: int
    ) -> None:
        from counter_app.printing.register import RegisterPaper

        form = counter.forms.form("07", day_of(now))
        self._path = path
        self._paper = RegisterPaper(form, ask, _heading(counter, ask), now, total)
        self._making: Path | None = None

    def add(self, row: RegisterRow) -> None:
        self._paper.add(row)

    def close(self) -> None:
        self._paper.close()

    def finish(self) -> None:
        pdf = self._paper.pdf()
        try:
            with tempfile.NamedTemporaryFile(
                "wb", dir=self._path.parent, prefix=".", suffix=".part", delete=False
            ) as file:
                self._making = Path(file.name)
                file.write(pdf)
            self._making.replace(self._path)
        except OSError as error:
            raise CannotExport(self._path, error.strerror or "") from error

    def drop(self) -> None:
        if self._making is not None:
            self._making.unlink(missing_ok=True)
