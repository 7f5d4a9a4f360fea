"""A supervisor's machine with a whole area on it: overview, the way down, verification, memory.

Times are those of the processor: one thread works, and what it reads is in memory.

The area is 37 communes with three years of 5,000 dossiers each; ``province`` is the same for 108
communes and 150,000 dossiers a year. How the store is filled: ``area_fill``.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

from counter_app.domain.attention import Finding
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import SlipPaper, SlipPrinted
from counter_app.domain.figures import Figure as F
from counter_app.domain.figures import Period
from counter_app.domain.journal_log import LogAsk, LogGroup
from counter_app.domain.moments import day_of
from counter_app.domain.report import By, ReportForm
from counter_app.services import attention, dossiers, reports, review, supervision, verification
from counter_app.services.counter import Counter
from tests.benchmarks.area_fill import NOW, SUPERVISOR, Filled, fill_area, opened
from tests.benchmarks.figures import Figure, median, percentile

AREA = (37, 5_000)
PROVINCE = (108, 1_389)
"""108 communes with 150,000 dossiers a year in all."""

FIRST, AGAIN, YEAR_REPORT, VERIFIED = 300, 150, 2, 50_000
"""Targets: milliseconds of the overview, of a step down; seconds; entries a second."""

MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))
THIS_YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LAST_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))

_FIGURES = (F.RECEIVED_NOW, F.SOLVED, F.LATE, F.IN_TIME, F.OVERDUE)
_MOST_ROWS = 500
"""As many dossiers of a figure as the overview lists."""

_STEPS = 40
_DOSSIER_BEHIND = (
    "SELECT unit_code, code, journal FROM dossiers WHERE number > ? ORDER BY number LIMIT 1"
)


@dataclass(frozen=True)
class _Down:
    """A way down from a unit to the entries of one dossier."""

    unit: str
    code: str
    journal: str


def area_figures(folder: Path) -> list[Figure]:
    """Measure an area of 37 communes."""
    return figures_of(folder, *AREA)


def province_figures(folder: Path) -> list[Figure]:
    """Measure a province of 108 communes."""
    return figures_of(folder, *PROVINCE)


def figures_of(folder: Path, communes: int, a_year: int) -> list[Figure]:
    """Measure so many communes with so many dossiers a year each, for three years."""
    begun = time.perf_counter()
    # In a process of its own: the memory of this one is then what a supervisor's program holds.
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        filled = other.submit(fill_area, folder, communes, a_year).result()
    seconds = time.perf_counter() - begun
    before = _memory_now()
    counter = opened(folder)
    with closing(counter.store):
        found = [
            *_overview(counter),
            *_report(counter),
            *_way_down(counter),
            *_logs(counter),
            *_attention(counter),
        ]
        looked = _memory_now() - before
        found += _verification(counter, filled)
    size = (folder / "counter.db").stat().st_size / 1e6
    what = f"{communes} communes, {filled.dossier_count} dossiers, {filled.entry_count} entries"
    return [
        Figure("filling the store, by the clock", seconds, "s", note=what),
        *found,
        Figure("store on the disk", size, "MB"),
        Figure("memory before the store was opened", before, "MB"),
        Figure("memory that looking took beside it", looked, "MB"),
        Figure("memory at most, a full verification included", _peak(), "MB"),
    ]


def _overview(counter: Counter) -> list[Figure]:
    def ask(period: Period = THIS_YEAR, seconds: float = 0) -> None:
        now = NOW + timedelta(seconds=seconds)
        supervision.overview(counter, period, SUPERVISOR, now)

    first, other = _cpu(ask), _cpu(lambda: ask(MONTH))
    again = [_cpu(lambda s=s: ask(seconds=s)) for s in range(_STEPS)]  # type: ignore[misc]
    grown = []
    for name in _some_dossiers(counter, 10):
        _record(counter, name)
        grown.append(_cpu(ask))
    over = _cpu(lambda: supervision.overview(counter, LAST_YEAR, SUPERVISOR, NOW))
    return [
        Figure("overview of a year, the very first, CPU", first, "ms"),
        Figure("  of another period, CPU", other, "ms", note="the running month"),
        Figure("  of a year that is over, CPU", over, "ms"),
        Figure("  again, CPU p95", percentile(again, 0.95), "ms", FIRST),
        Figure("  again after something came, CPU p95", percentile(grown, 0.95), "ms", FIRST),
    ]


def _report(counter: Counter) -> list[Figure]:
    """Measure the report of a year, each time of other days so that nothing kept answers."""
    periods = [Period(LAST_YEAR.first + timedelta(n), LAST_YEAR.last) for n in range(1, 6)]
    taken = [
        _cpu(lambda p=period: reports.report(counter, ReportForm.II_06A, p, By.PROCEDURE, NOW))  # type: ignore[misc]
        for period in periods
    ]
    return [Figure("report of a year (II.06a), CPU", median(taken) / 1000, "s", YEAR_REPORT)]


def _way_down(counter: Counter) -> list[Figure]:
    """Measure unit, clerk, page of dossiers, dossier: each of the way a figure is clicked down."""
    units = [line.code for line in _shown(counter).units]
    by_clerk: list[float] = []
    pages: list[float] = []
    single: list[float] = []
    for unit in random.Random(1).choices(units, k=_STEPS):
        report, clerks = supervision.clerks(counter, unit, THIS_YEAR, SUPERVISOR, NOW)
        by_clerk.append(
            _cpu(lambda u=unit: supervision.clerks(counter, u, THIS_YEAR, SUPERVISOR, NOW))  # type: ignore[misc]
        )
        rows: tuple[DossierRow, ...] = ()
        for figure in _FIGURES:
            begun = time.process_time()
            clerk = clerks[0].clerk
            _, page = supervision.dossiers_behind(counter, report, clerk, figure, 0, _MOST_ROWS)
            pages.append((time.process_time() - begun) * 1000)
            rows = page or rows
        code = rows[len(rows) // 2].code
        single.append(_cpu(lambda c=code: dossiers.open_dossier(counter, c)))  # type: ignore[misc]
    return [
        _p95("  unit: its clerks", by_clerk),
        _p95(f"  clerk: a figure's dossiers, {_MOST_ROWS} at most", pages),
        _p95("  a dossier", single),
    ]


def _logs(counter: Counter) -> list[Figure]:
    """Measure the first page of logs: of a dossier, of a unit, narrowed in every way."""
    plain: list[float] = []
    of_dossier: list[float] = []
    narrowed: list[float] = []
    outside: list[float] = []
    for down in _ways(counter, _STEPS // 2):
        name = dossiers.open_dossier(counter, down.code).name
        journal, day = down.journal, day_of(NOW) - timedelta(days=380)
        asks = [LogAsk(journal, group=group) for group in LogGroup]
        asks += [
            LogAsk(journal, clerk=next(iter(review.clerks_of(counter, journal)))),
            LogAsk(journal, first=day, last=day + timedelta(days=30)),
        ]
        for ask, taken in (
            (LogAsk(journal), plain),
            (LogAsk(journal, subject=name), of_dossier),
            *((ask, narrowed) for ask in asks),
            (LogAsk(journal, is_outside=True), outside),
        ):
            taken.append(_cpu(lambda a=ask: review.log(counter, a, SUPERVISOR, NOW)))  # type: ignore[misc]
    return [
        _p95("  log of a unit, a page", plain),
        _p95("  log of one dossier", of_dossier),
        _p95("  log narrowed to kinds, a clerk or days", narrowed),
        _p95("  log narrowed to what was made outside the hours", outside),
    ]


def _attention(counter: Counter) -> list[Figure]:
    def ask(period: Period) -> tuple[Finding, ...]:
        return attention.findings(counter, period, SUPERVISOR, NOW)

    ask(MONTH)
    ask(THIS_YEAR)
    month = [_cpu(lambda: ask(MONTH)) for _ in range(7)]
    year = [_cpu(lambda: ask(THIS_YEAR)) for _ in range(7)]
    behind = [
        _cpu(
            lambda f=found: attention.behind(counter, f, THIS_YEAR, SUPERVISOR, NOW)  # type: ignore[misc]
        )
        for found in ask(THIS_YEAR)
    ]
    return [
        Figure("attention list of a month, median", median(month), "ms"),
        Figure("attention list of a year, median", median(year), "ms"),
        _p95("  a finding: its dossiers", behind),
    ]


def _verification(counter: Counter, filled: Filled) -> list[Figure]:
    seconds = _cpu(lambda: verification.check_all(counter.store, NOW)) / 1000
    new = _cpu(lambda: verification.check_new(counter.store, NOW))
    speed = filled.entry_count / seconds
    note = f"{speed:,.0f} entries a second of CPU".replace(",", " ")
    return [
        Figure("full verification, CPU", seconds, "s", filled.entry_count / VERIFIED, note),
        Figure("check after an exchange that brought nothing", new, "ms"),
    ]


def _shown(counter: Counter) -> supervision.Overview:
    return supervision.overview(counter, THIS_YEAR, SUPERVISOR, NOW)


def _ways(counter: Counter, count: int) -> list[_Down]:
    """Return ways down to dossiers of many units."""
    with counter.store.reading() as reading:
        last = reading.connection.exec_driver_sql("SELECT max(number) FROM dossiers").scalar_one()
        rows = [
            reading.connection.exec_driver_sql(_DOSSIER_BEHIND, (place,)).one()
            for place in random.Random(2).choices(range(last), k=count)
        ]
    return [_Down(*row) for row in rows]


def _some_dossiers(counter: Counter, count: int) -> list[str]:
    return [way.code for way in _ways(counter, count)]


def _record(counter: Counter, code: str) -> None:
    """Let something come about a dossier, as an exchange would bring it."""
    with counter.store.writing() as work:
        name = work.dossiers.by_code(code).name
        fact = SlipPrinted(SlipPaper.A5)
        work.journal.record(fact, by=SUPERVISOR.clerk, at=NOW, subject=name)


def _p95(name: str, taken: Sequence[float]) -> Figure:
    note = f"median {median(taken):.0f} ms"
    return Figure(f"{name}, p95, CPU", percentile(taken, 0.95), "ms", AGAIN, note)


def _cpu(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return (time.process_time() - begin) * 1000


def _memory_now() -> float:
    """Return the memory that this process holds, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _peak() -> float:
    """Return the most memory that this process has held, in MB."""
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux only")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
