"""How fast journals are checked, against hashing alone; how large a first load is."""

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from counter_app import app, demo_province
from counter_app.demo_area import area
from counter_app.demo_area.counters import enrolled
from counter_app.demo_area.supervisor import AREA
from counter_app.services.verification import Verification, check_all, check_new
from counter_app.store.store import Store
from sync.protocol.entry import GENESIS, envelope
from sync.server.enrolment import set_scope
from sync.server.snapshots import Snapshots
from tests.benchmarks.figures import Figure, median, milliseconds
from tests.benchmarks.sync_work import record_work
from tests.support.counters import A_MONDAY, a_counter

ENTRIES, ROUNDS = 40_000, 5
WANTED = 50_000
"""Entries a second on one core."""

SNAPSHOT_DOSSIERS, MOST_SNAPSHOT = 20_000, 5_000_000


def figures(folder: Path) -> list[Figure]:
    """Return microseconds for an entry, the ratio to bare hashing, a first load's bytes."""
    counter = a_counter(folder)
    record_work(counter.store, ENTRIES // 4)
    found = [*_speed(counter.store), *_slices(counter.store)]
    counter.store.close()
    return [*found, *_first_load(folder)]


def _speed(store: Store) -> list[Figure]:
    parts = _parts(store)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_cpu(lambda: check_all(store, A_MONDAY)))
        theirs.append(_cpu(lambda: _bare(parts)))
    count = len(parts)
    ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
    note = f"{count / median(ours):,.0f} entries a second, CPU".replace(",", " ")
    return [
        Figure("check of an entry, CPU", median(ours) / count * 1e6, "µs", 1e6 / WANTED, note),
        Figure("against hashing the same bytes alone", ratio, "×"),
        Figure(
            "check after an exchange that brought nothing",
            milliseconds(lambda: check_new(store, A_MONDAY)),
            "ms",
        ),
    ]


def _slices(store: Store) -> list[Figure]:
    run = Verification(store, A_MONDAY)
    steps: list[float] = []
    while not run.is_done:
        steps.append(milliseconds(run.step))
    return [Figure("longest slice of a check, beside which others work", max(steps), "ms", 250)]


def _parts(store: Store) -> list[tuple[bytes, bytes]]:
    """Return envelope and payload of every entry."""
    with store.reading() as reading:
        entries = reading.journal.entries(0, 10_000_000)
    return [(envelope(entry), entry.payload) for entry in entries]


def _bare(parts: list[tuple[bytes, bytes]]) -> bytes:
    digest = GENESIS
    for envelope_bytes, payload in parts:
        sha256(payload).digest()
        digest = sha256(digest + envelope_bytes).digest()
    return digest


def _first_load(folder: Path) -> list[Figure]:
    """Measure the snapshot of an area with 20,000 dossiers and all that became of them."""
    home = app.Home(folder / "area")
    home.folder.mkdir()
    now = app.clock()
    each = SNAPSHOT_DOSSIERS // area.COMMUNES + 1
    with demo_province.opened(home, lambda: now) as province:
        count = 0
        for counter in area.counters_of(province, home, now, each):
            count += len(counter.subjects)
            counter.push(province)
        units = tuple(unit.code for unit in province.storage.read(lambda work: work.units.all()))
        reader = enrolled(province, AREA, "f" * 16, now)
        set_scope(province, reader.keys.id, units)
        caller = province.storage.read(lambda work: work.counters.get(reader.keys.id))
        assert caller is not None
        made = Snapshots(folder / "made").current(province, caller)
    size = made.size * SNAPSHOT_DOSSIERS / count / 1e6
    note = f"{made.count} entries, {count} dossiers"
    return [Figure("first load of 20 000 dossiers", size, "MB", MOST_SNAPSHOT / 1e6, note)]


def _cpu(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin
