"""A year's register as Excel and as PDF: the whole, against bare libraries, and its slices."""

import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, SimpleDocTemplate, Table

from counter_app.domain.listing import COLUMNS, FORM_COLUMNS, Cell
from counter_app.domain.moments import VIETNAM, at_counter
from counter_app.domain.register import RegisterAsk, RegisterKind
from counter_app.printing import fonts
from counter_app.services import old_register, register
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.support import seeding
from tests.support.counters import A_CLERK, a_counter

LINES = 10_000
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=VIETNAM)
YEAR = RegisterAsk(RegisterKind.REGISTER, date(2025, 12, 1), date(2026, 11, 30))


def figures(folder: Path) -> list[Figure]:
    """Return the seconds of both files, their ratios, and the longest slice."""
    for name in ("here", "there"):
        (folder / name).mkdir()
    here, there = a_counter(folder / "here"), a_counter(folder / "there")
    seeding.fill(here.store, LINES)
    found = [
        *_of_kind(here, folder, ExportKind.EXCEL, 3, _bare_excel),
        *_of_kind(here, folder, ExportKind.PDF, 10, _bare_pdf),
        *_on_the_screen(here),
        *_brought_over(there, folder / f"register.{ExportKind.EXCEL}"),
    ]
    for counter in (here, there):
        counter.store.close()
    return found


def _of_kind(
    counter: Counter,
    folder: Path,
    kind: ExportKind,
    target: float,
    bare: Callable[[Counter, Path], None],
) -> list[Figure]:
    path = folder / f"register.{kind}"
    slices: list[float] = []
    begin = time.process_time()
    work = register.export(counter, YEAR, kind, path, Taker(A_CLERK, NOW))
    is_done = False
    while not is_done:
        at = time.perf_counter()
        is_done = next(work).is_done
        slices.append((time.perf_counter() - at) * 1000)
    seconds = time.process_time() - begin
    begin = time.process_time()
    bare(counter, folder / f"bare.{kind}")
    ratio = seconds / (time.process_time() - begin)
    name = kind.value.upper()
    return [
        Figure(f"register of {LINES} lines as {name}, CPU", seconds, "s", target),
        Figure("  against the bare library with the same cells", ratio, "×"),
        Figure("  a slice of it on the desk thread, p99", percentile(slices, 0.99), "ms", 100),
        Figure("  its longest slice", max(slices), "ms"),
    ]


def _cells(counter: Counter) -> list[list[Cell]]:
    return [
        [column.cell(row, NOW) for column in COLUMNS[RegisterKind.REGISTER]]
        for row in register.rows(counter, YEAR, A_CLERK, NOW)
    ]


def _bare_excel(counter: Counter, path: Path) -> None:
    """Write the same cells with xlsxwriter alone, all of them read before."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, date_format = book.add_worksheet(), book.add_format({"num_format": "hh:mm dd/mm/yyyy"})
    for number, cells in enumerate(_cells(counter)):
        for at, cell in enumerate(cells):
            if isinstance(cell, datetime):
                local = at_counter(cell).replace(tzinfo=None)
                sheet.write_datetime(number, at, local, date_format)
            elif isinstance(cell, int):
                sheet.write_number(number, at, cell)
            elif cell:
                sheet.write_string(number, at, cell)
    book.close()


def _bare_pdf(counter: Counter, path: Path) -> None:
    """Draw the same cells with reportlab's own table, text unbroken, one line to a cell."""
    fonts.need(fonts.SERIF)
    texts = [
        [
            f"{at_counter(cell):%H:%M %d/%m/%Y}" if isinstance(cell, datetime) else str(cell or "")
            for cell in cells[: len(FORM_COLUMNS)]
        ]
        for cells in _cells(counter)
    ]
    head = [column.title for column in FORM_COLUMNS]
    style = [("FONT", (0, 0), (-1, -1), fonts.SERIF, 9), ("GRID", (0, 0), (-1, -1), 0.4, "black")]
    widths = [68.0] * len(head)
    # One table of ten thousand rows takes minutes to lay out; by the hundred it is kinder to it.
    tables: list[Flowable] = [
        Table([head, *texts[at : at + 100]], colWidths=widths, style=style, repeatRows=1)
        for at in range(0, len(texts), 100)
    ]
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build(tables)


def _on_the_screen(counter: Counter) -> list[Figure]:
    pages = [
        milliseconds(lambda at=at: register.page(counter, YEAR, A_CLERK, NOW, at, 200))  # type: ignore[misc]
        for at in range(0, LINES, 500)
    ]
    return [Figure("a page of the register on the screen, p95", percentile(pages, 0.95), "ms", 100)]


def _brought_over(counter: Counter, path: Path) -> list[Figure]:
    begin = time.process_time()
    read = old_register.read(path, NOW)
    middle = time.process_time()
    old_register.bring_over(counter, read, A_CLERK, NOW)
    end = time.process_time()
    return [
        Figure(f"an older register of {LINES} lines: reading it, CPU", middle - begin, "s"),
        Figure(f"an older register of {LINES} lines: recording it, CPU", end - middle, "s"),
    ]
