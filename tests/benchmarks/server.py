"""The reference server as counters meet it: many at once, large batches, after an outage."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.server.storage.engine import sqlite_url
from tests.benchmarks.figures import Figure, median, percentile
from tests.benchmarks.server_load import (
    Line,
    ServerProcess,
    connected,
    counters_in,
    drain,
    exchange_at_once,
    record,
)
from tests.support.postgres import running_postgres

AT_ONCE, ROUNDS = 200, 10
BATCHES, BATCH = 20, 200
AFTER_OUTAGE, MISSED = 500, 100


@dataclass(frozen=True)
class _Place:
    """A running server over a database with enrolled counters."""

    name: str
    server: ServerProcess
    lines: list[Line]


def figures(folder: Path) -> list[Figure]:
    """Return what a server costs and how long its counters wait, on both databases."""
    found: list[Figure] = []
    for name in ("SQLite", "PostgreSQL"):
        for measure, count in ((_at_once, AT_ONCE), (_batches, 1), (_outage, AFTER_OUTAGE)):
            with _running(folder / f"{name}{measure.__name__}", name, count) as place:
                found += measure(place)
    return found


@contextmanager
def _running(folder: Path, name: str, count: int) -> Iterator[_Place]:
    folder.mkdir()
    with _database(folder, name) as (url, option):
        counters = counters_in(url, count)
        server = ServerProcess(folder, option)
        try:
            lines = connected(counters, server.port)
            for _ in range(2):
                exchange_at_once(lines)
            yield _Place(name, server, lines)
        finally:
            server.stop()


@contextmanager
def _database(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield a database's URL, and what the server is told of it."""
    if name == "SQLite":
        yield sqlite_url(folder / "province.db"), ""
        return
    with running_postgres(durable=True) as postgres:
        url = postgres.database()
        yield url, url


def _at_once(place: _Place) -> list[Figure]:
    """Let all counters push one entry at the same moment, and in turn push nothing."""
    waits, idle_waits, costs, idle_costs = [], [], [], []
    for _ in range(ROUNDS):
        for line in place.lines:
            record(line.counter, 1)
        costs.append(_cost(place, lambda: waits.append(exchange_at_once(place.lines))))
        exchange_at_once(place.lines)
        idle_costs.append(_cost(place, lambda: idle_waits.append(exchange_at_once(place.lines))))
    milliseconds = [one.seconds * 1000 for each in waits for one in each]
    worst = [percentile([one.seconds * 1000 for one in each], 0.99) for each in waits]
    per_push = 1000 * sum(costs) / (ROUNDS * AT_ONCE)
    per_idle = 1000 * sum(idle_costs) / (ROUNDS * AT_ONCE)
    what = f"server, {place.name}, {AT_ONCE} at once"
    return [
        Figure(f"{what}: p99, median of rounds", median(worst), "ms", 250, "load on its cores"),
        Figure(f"{what}: p50", median(milliseconds), "ms"),
        Figure(f"{what}: its CPU per push", per_push, "ms", 1.25),
        Figure(f"{what}: push / empty exchange, CPU", per_push / per_idle, "×", 3),
        Figure(f"{what}: memory", place.server.memory_mb, "MB", 200),
    ]


def _batches(place: _Place) -> list[Figure]:
    """Let one counter push batches of two hundred entries, one after the other."""
    line = place.lines[0]
    record(line.counter, BATCH * BATCHES)
    spent = _cost(place, lambda: [exchange_at_once([line], BATCH) for _ in range(BATCHES)])
    assert line.counter.acked == len(line.counter.own)
    name = f"server, {place.name}, batches of {BATCH}: CPU per 1 000"
    note = f"{BATCH * BATCHES / spent:,.0f} entries per CPU second".replace(",", " ")
    return [Figure(name, spent * 1_000_000 / (BATCH * BATCHES), "ms", 50, note)]


def _outage(place: _Place) -> list[Figure]:
    """Let all counters come at once with what they could not send, until nothing is left."""
    for line in place.lines:
        record(line.counter, MISSED)
    begun = time.perf_counter()
    spent = _cost(place, lambda: drain(place.lines))
    seconds = time.perf_counter() - begun
    what = f"server, {place.name}, {AFTER_OUTAGE} × {MISSED} after an outage"
    return [
        Figure(f"{what}: all there", seconds, "s", 60),
        Figure(f"{what}: its CPU", spent, "s"),
        Figure(f"{what}: memory", place.server.memory_mb, "MB", 400),
    ]


def _cost(place: _Place, action: Callable[[], object]) -> float:
    """Return the processor seconds of the server's process for an action."""
    before = place.server.cpu_seconds
    action()
    return place.server.cpu_seconds - before
