"""A commune's list of procedures as Excel or CSV: looked at, taken over whole, written out again.

What is written out has the columns that are read: a list that nobody edited changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from counter_app.domain.listing import CellKind, ListColumn, Listing
from counter_app.domain.old_register import RawSheet, RegisterFileRefused, RowsRefused
from counter_app.domain.people import StaffMember
from counter_app.domain.procedure import Procedure
from counter_app.domain.procedure_cells import CELLS
from counter_app.domain.procedure_list import (
    CODE_TITLE,
    ListHeader,
    ListRow,
    RowKind,
    compared,
    find_list_header,
)
from counter_app.printing.phrases import unit_committee
from counter_app.services import rules
from counter_app.services.counter import Counter


class ListFileRefused(RegisterFileRefused):
    """A file cannot be read as a table; ``why`` says so in the words of a register's file."""


@dataclass(frozen=True)
class ListFile:
    """A list as it was read: the sheet, and which column says what."""

    sheet: RawSheet
    header: ListHeader


@dataclass(frozen=True)
class ListReport:
    """What becomes of every row, were the list to hold from ``valid_from``."""

    file: ListFile
    valid_from: date
    rows: tuple[ListRow, ...]
    kept_count: int
    """Procedures in force that the list does not name: they stay as they are."""

    def count(self, kind: RowKind) -> int:
        """Return how many rows become that."""
        return sum(row.kind is kind for row in self.rows)

    @property
    def editions(self) -> tuple[Procedure, ...]:
        """The editions that would be recorded."""
        return tuple(row.procedure for row in self.rows if row.procedure is not None)


def read(path: Path, sheet: str | None = None) -> ListFile:
    """Return what a file says, without a look at the store.

    Raises:
        ListFileRefused: the file is damaged, locked, too large or no table.
        ListColumnsMissing: the sheet is no list of procedures.
    """
    return _with_header(read_table(path, sheet))


def read_table(path: Path, sheet: str | None = None) -> RawSheet:
    """Return a sheet of a file, for lists of procedures and of days.

    Raises:
        ListFileRefused: the file is damaged, locked, too large or no table.
    """
    from counter_app.spreadsheets.reading import read_sheet

    try:
        return read_sheet(path, sheet)
    except RegisterFileRefused as error:
        raise ListFileRefused(error.file, error.why) from error


def _with_header(sheet: RawSheet) -> ListFile:
    return ListFile(sheet, find_list_header(sheet))


def preview(counter: Counter, file: ListFile, valid_from: date) -> ListReport:
    """Return what would become of every row; nothing is recorded."""
    catalogue = counter.catalogue
    rows = compared(file.sheet, file.header, catalogue, valid_from)
    named = {row.code for row in rows}
    in_force = {p.code for p in catalogue.procedures if p.is_in_force(valid_from)}
    return ListReport(file, valid_from, rows, len(in_force - named))


def take_over(
    counter: Counter,
    file: ListFile,
    valid_from: date,
    document: str,
    by: StaffMember,
    now: datetime,
    *,
    skip_bad: bool = False,
) -> ListReport:
    """Record every edition that is new or changed, in one transaction: all of them, or none.

    Raises:
        RowsRefused: some rows cannot be read, and ``skip_bad`` was not asked for.
        NotAllowed, FieldsRefused, ClockBehind: as in ``rules.decide_procedures``.
    """
    report = preview(counter, file, valid_from)
    refused = report.count(RowKind.REFUSED)
    if refused and not skip_bad:
        raise RowsRefused(refused)
    rules.decide_procedures(counter, report.editions, document, by, now)
    return report


def export(counter: Counter, path: Path, on: date, *, is_empty: bool = False) -> int:
    """Write the procedures in force on a day as Excel; ``is_empty`` writes the columns alone.

    Returns how many were written.

    Raises:
        CannotExport: nothing can be written there; nothing is left.
    """
    procedures = () if is_empty else in_force(counter, on)
    write_list(path, listing_on(counter, on), procedures)
    return len(procedures)


def in_force(counter: Counter, on: date) -> tuple[Procedure, ...]:
    """Return the procedures in force on a day, by field and name."""
    catalogue = counter.catalogue
    codes = {p.code for p in catalogue.procedures if p.is_in_force(on)}
    found = (catalogue.procedure(code, on) for code in codes)
    return tuple(sorted(found, key=lambda p: (p.field, p.name, p.code)))


def write_list(path: Path, listing: Listing, procedures: Iterable[Procedure]) -> None:
    """Write procedures to a file, line by line.

    Raises:
        CannotExport: nothing can be written there; nothing is left.
    """
    from counter_app.spreadsheets.workbook import WorkbookFile

    book = WorkbookFile(path, listing)
    try:
        for procedure in procedures:
            book.add([procedure.code, *(rule.words(procedure) for rule in CELLS.values())])
        book.finish()
    finally:
        book.drop()


def listing_on(counter: Counter, on: date) -> Listing:
    """Return the head and the columns of the list of a day."""
    unit = counter.desk.unit
    columns = (
        _column("code", CODE_TITLE, CellKind.CODE, 14),
        *(_column(key, rule.title, CellKind.TEXT, rule.width) for key, rule in CELLS.items()),
    )
    return Listing(
        unit=unit_committee(unit.name),
        office=unit.office,
        title="DANH MỤC THỦ TỤC HÀNH CHÍNH",
        subtitle=f"Có hiệu lực ngày {on:%d/%m/%Y}",
        columns=columns,
    )


def _column(key: str, title: str, kind: CellKind, width: int) -> ListColumn:
    return ListColumn(key, title, kind, width, lambda row, at: None)
