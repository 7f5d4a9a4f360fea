"""The deadline board over many dossiers of which a few thousand have not ended."""

import gc
from datetime import datetime
from functools import partial
from pathlib import Path

from counter_app.domain.deadlines import BoardList
from counter_app.domain.moments import VIETNAM
from counter_app.services.deadlines import board, board_page
from counter_app.store.store import Store
from tests.benchmarks.figures import Figure, median, milliseconds, percentile
from tests.support import seeding
from tests.support.counters import A_KEY, joined_counter

DOSSIERS, LIVE, ROUNDS = 100_000, 5_000, 40
NOW = datetime(2026, 11, 20, 10, 42, tzinfo=VIETNAM)


def figures(folder: Path) -> list[Figure]:
    """Return the time of the counts and of a page of each list, in milliseconds."""
    store = Store.create(folder / "board.db", A_KEY)
    seeding.fill(store, DOSSIERS)
    _end_most(store)
    counter = joined_counter(store)
    gc.freeze()  # as the program does once the counter is open
    first = milliseconds(partial(board, counter, NOW))
    counts = [milliseconds(partial(board, counter, NOW)) for _ in range(ROUNDS)]
    pages = [
        milliseconds(partial(board_page, counter, each, NOW))
        for each in BoardList
        for _ in range(5)
    ]
    live_count = board(counter, NOW).live_count
    store.close()
    note = f"{live_count:,} not ended".replace(",", " ")
    return [
        Figure("deadline board, 100 000 dossiers, p95", percentile(counts, 0.95), "ms", 100, note),
        Figure("deadline board, 100 000 dossiers, median", median(counts), "ms"),
        Figure("deadline board, for the first time", first, "ms"),
        Figure("counts and a page of one of its lists, p95", percentile(pages, 0.95), "ms", 100),
    ]


def _end_most(store: Store) -> None:
    """End all but the newest and some old dossiers; entries for that would take minutes."""
    with store.writing() as work:
        work.connection.exec_driver_sql(
            "UPDATE dossiers SET state = 'returned', solved_at = due_at, returned_at = due_at "
            f"WHERE number <= {DOSSIERS - LIVE + 500} AND number % {DOSSIERS // 500} != 0"
        )
        for state, rest in (("paused", 0), ("ready", 1), ("handled", 2)):
            work.connection.exec_driver_sql(
                "UPDATE dossiers SET state = ? WHERE state = 'open' AND number % 10 = ?",
                (state, rest),
            )
