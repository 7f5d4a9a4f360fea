"""The reports of an area: 37 communes, three years, 5,000 dossiers a year in each.

One commune's year is lived through the journal; the others are the same rows with other units,
codes and years, written straight into the table, because half a million sealed entries take
minutes and say nothing about counting.
"""

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from counter_app.domain.facts import (
    Fact,
    FeePaid,
    PayMethod,
    Reappointed,
    ResultReady,
    Returned,
    Satisfaction,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.figures import Figure, Period
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.report import By, ReportForm
from counter_app.services import reports
from counter_app.services.counter import Counter
from counter_app.store.engine import connect
from counter_app.store.store import Store
from counter_app.store.sync_state import SyncState
from counter_app.store.tables import dossiers
from tests.benchmarks.figures import Figure as Measured
from tests.benchmarks.figures import median, milliseconds, percentile
from tests.support import seeding
from tests.support.counters import A_KEY, a_counter, joined_counter

COMMUNES, YEARS, A_YEAR = 37, 3, 5_000
FIRST_YEAR = 2024
NOW = datetime(2027, 2, 22, 10, 42, tzinfo=VIETNAM)
"""Behind everything that happens in the three years."""

WHOLE = Period(date(2025, 1, 1), date(2025, 12, 31))
RUNNING = Period(date(2026, 3, 1), date(2027, 2, 28))
ROUNDS = 7

_MOMENTS = tuple(
    each.name for each in dossiers.c if each.name.endswith("_at") or each.name == "counted_from"
)
_BARE = "SELECT count(*) FROM dossiers WHERE received_at >= 0 AND outcome != 'x'"


def figures(folder: Path) -> list[Measured]:
    """Return the seconds of reports, of the overview and of the way down, and the memory."""
    return figures_of(folder, COMMUNES, A_YEAR)


def figures_of(folder: Path, communes: int, a_year: int) -> list[Measured]:
    """Measure an area of so many communes with so many dossiers a year in each."""
    units = ("01843", *(f"9{number:04}" for number in range(1, communes)))
    count = _fill(folder, units, a_year)
    counter = joined_counter(Store.open(folder / "counter.db", A_KEY))
    before = _memory()
    with closing(counter.store):
        found = [*_year(counter, count), *_overview(counter), *_way_down(counter)]
    grown = _memory() - before
    size = (folder / "counter.db").stat().st_size / 1e6 / count * 20_000
    return [
        *found,
        Measured("  memory that counting took", grown, "MB"),
        Measured("  the table of dossiers, per 20,000", size, "MB"),
    ]


def _year(counter: Counter, count: int) -> list[Measured]:
    """Measure the first report of a year, nothing kept, against a bare pass over the index."""
    ours: list[float] = []
    bare: list[float] = []
    # Every round asks for other days: nothing that is kept can answer.
    for period in (Period(WHOLE.first, WHOLE.last - timedelta(each)) for each in range(ROUNDS)):
        ours.append(_cpu(lambda p=period: _report(counter, By.PROCEDURE, p)))
        bare.append(_cpu(lambda: _bare(counter)))
    other = Period(WHOLE.first + timedelta(1), WHOLE.last)
    clock = milliseconds(lambda: _report(counter, By.FIELD, other)) / 1000
    name = f"a year's report over {count} dossiers"
    return [
        Measured(f"{name}, CPU", median(ours) / 1000, "s", 2),
        Measured("  by the clock", clock, "s"),
        Measured("  against a bare count over the same index", median(ours) / median(bare), "×"),
    ]


def _overview(counter: Counter) -> list[Measured]:
    """Measure the units side by side, again and again while time goes on."""
    first = _cpu(lambda: _report(counter, By.UNIT, RUNNING))
    later = [
        milliseconds(lambda at=at: _report(counter, By.UNIT, RUNNING, at))  # type: ignore[misc]
        for at in (NOW + timedelta(seconds=step) for step in range(30))
    ]
    return [
        Measured("the overview of all units, first, CPU", first, "ms"),
        Measured("  after the first, p95", percentile(later, 0.95), "ms", 300),
    ]


def _way_down(counter: Counter) -> list[Measured]:
    made = reports.report(counter, ReportForm.II_06A, RUNNING, By.UNIT, NOW)
    taken = [
        milliseconds(lambda f=figure, k=key: reports.rows_behind(counter, made, f, k))  # type: ignore[misc]
        for figure in (Figure.RECEIVED, Figure.LATE, Figure.WITHDRAWN, Figure.OVERDUE)
        for key in (None, made.lines[0].key, made.lines[-1].key)
    ]
    return [Measured("from a figure to its dossiers, slowest", max(taken), "ms", 150)]


def _report(counter: Counter, by: By, period: Period, now: datetime = NOW) -> None:
    reports.report(counter, ReportForm.II_06A, period, by, now)


def _bare(counter: Counter) -> None:
    with counter.store.reading() as reading:
        index = " INDEXED BY ix_dossiers_figures"
        statement = _BARE.replace(" WHERE", f"{index} WHERE")
        reading.connection.exec_driver_sql(statement).scalar_one()


def _cpu(action: Any) -> float:
    begin = time.process_time()
    action()
    return (time.process_time() - begin) * 1000


def _fill(folder: Path, units: tuple[str, ...], a_year: int) -> int:
    """Make the store of the area; return how many dossiers it has."""
    counter = a_counter(folder, founded_at=datetime(2023, 12, 1, tzinfo=VIETNAM))
    with counter.store.writing() as work:
        at = datetime(FIRST_YEAR, 1, 1, tzinfo=VIETNAM)
        list(work.bulk.record(_lives(a_year), by="mau", at=at, units=units[:1]))
        work.sync.put(SyncState(url="", sign=b"", box=b"", scope=units))
    counter.store.close()
    raw = connect(folder / "counter.db", A_KEY)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA cache_size = -200000")
    indexes = raw.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'dossiers' "
        "AND sql NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    names = [each.name for each in dossiers.c]
    base = [dict(zip(names, row, strict=True)) for row in raw.execute("SELECT * FROM dossiers")]
    marks = ", ".join("?" * len(names))
    raw.execute("BEGIN")
    raw.executemany(
        f"INSERT INTO dossiers VALUES ({marks})",
        (tuple(row[name] for name in names) for row in _copies(base, units)),
    )
    raw.execute("COMMIT")
    for _, index in indexes:
        raw.execute(index)
    count = raw.execute("SELECT count(*) FROM dossiers").fetchone()[0]
    raw.close()
    return int(count)


def _copies(base: Sequence[dict[str, Any]], units: Sequence[str]) -> Iterator[dict[str, Any]]:
    number = 10_000_000
    for year in range(YEARS):
        shift = timedelta(days=365 * year) // timedelta(microseconds=1)
        for unit in units[1:] if year == 0 else units:
            for row in base:
                number += 1
                moved = {name: row[name] + shift for name in _MOMENTS if row[name] is not None}
                spells = row["spells"] and json.dumps(
                    [
                        [since and since + shift, due + shift, kind]
                        for since, due, kind in json.loads(row["spells"])
                    ]
                )
                yield (
                    row
                    | moved
                    | {
                        "number": number,
                        "seq": number,
                        "code": f"{row['code']}/{number}",
                        "unit_code": unit,
                        "spells": spells,
                    }
                )


def _lives(count: int) -> Iterator[list[Fact]]:
    luck = random.Random(3)
    intakes = seeding.some_intakes(count, 3, "H55.12.34", seeding.some_procedures())
    for number, intake in enumerate(intakes):
        at = datetime(FIRST_YEAR, 1, 1, 8, tzinfo=VIETNAM) + timedelta(
            days=number * 365 // count, minutes=luck.randrange(500)
        )
        length = intake.due_at - intake.received_at
        moved = replace(intake, received_at=as_utc(at), counted_from=as_utc(at))
        yield _life(luck, replace(moved, due_at=as_utc(at + length)))


def _life(luck: random.Random, intake: TakenIn) -> list[Fact]:
    at, due = intake.received_at, intake.due_at
    facts: list[Fact] = [intake]
    if intake.fees:
        facts.append(FeePaid(at, 15_000, "BL", luck.choice(list(PayMethod))))
    fate = luck.random()
    if fate < 0.02:
        return [*facts, Withdrawn(at + timedelta(hours=5), "Không còn nhu cầu")]
    if fate < 0.08:
        later = due + timedelta(days=3)
        facts.append(SupplementRequested(at + timedelta(hours=1), ("Đơn",), "pause", 60))
        facts.append(SupplementReceived(at + timedelta(days=1), later))
        due = later
    elif fate < 0.12:
        facts.append(Reappointed(at + timedelta(hours=2), due + timedelta(days=5), due, "Bận"))
        due += timedelta(days=5)
    late = luck.random() < 0.06
    solved = due + timedelta(days=2) if late else at + (due - at) * luck.random()
    facts.append(ResultReady(solved, solved))
    word = luck.choice([*Satisfaction, None])
    facts.append(Returned(solved + timedelta(hours=3), satisfaction=word))
    return facts


def _memory() -> float:
    """Return the most memory that this process has used, in MB."""
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux only")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
