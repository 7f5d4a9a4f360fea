"""Search as people type, over many dossiers, against a scan of the same table."""

import random
from functools import partial
from pathlib import Path
from typing import Any

from counter_app.domain.plain_text import fold
from counter_app.store.engine import connect
from counter_app.store.store import Store
from tests.benchmarks.figures import Figure, median, milliseconds, percentile
from tests.support import seeding
from tests.support.counters import A_KEY

QUERIES = 300
SHOWN = 20


def figures(folder: Path, count: int, most_p95: float) -> list[Figure]:
    """Return the time of searches typed letter by letter, in milliseconds."""
    store = Store.create(folder / f"{count}.db", A_KEY)
    seeded_in = milliseconds(lambda: seeding.fill(store, count)) / 1000
    texts = _typed(store)
    with store.reading() as reading:
        for text in texts[:20]:
            reading.search.find(text, most=SHOWN)
        ours = [milliseconds(partial(reading.search.find, text, most=SHOWN)) for text in texts]
    store.close()
    raw = connect(folder / f"{count}.db", A_KEY)
    theirs = [milliseconds(partial(_scan, raw, text)) for text in texts[:5]]
    raw.close()
    thousands = f"{count // 1000:,}".replace(",", ".") + " 000"
    return [
        Figure(
            f"search as you type, {thousands} dossiers, p95", percentile(ours, 0.95), "ms", most_p95
        ),
        Figure(f"search as you type, {thousands} dossiers, median", median(ours), "ms"),
        Figure(
            f"search / LIKE over the same table, {thousands}",
            median(ours) / median(theirs),
            "×",
            1,
            f"LIKE {median(theirs):.0f} ms",
        ),
        Figure(f"filling a store with {thousands} dossiers", seeded_in, "s"),
    ]


def _typed(store: Store) -> list[str]:
    """Return what stands in the search field while people type names, numbers and codes."""
    luck = random.Random(7)
    with store.reading() as reading:
        newest = reading.search.find("h", most=1000) or reading.search.find("nguyen", most=1000)
    texts: list[str] = []
    while len(texts) < QUERIES:
        row = luck.choice(newest)
        name = fold(row.applicant_name)
        whole = luck.choice([name, name, name, row.id_number, row.phone, row.code])
        texts.append(whole[: luck.randrange(2, len(whole) + 1)])
    return texts


def _scan(connection: Any, text: str) -> object:
    """Look through every row, as a search without an index has to."""
    return connection.execute(
        "SELECT * FROM dossiers WHERE applicant_folded LIKE ? OR id_number LIKE ? "
        "ORDER BY number DESC LIMIT 20",
        (f"%{text}%zz%", f"%{text}%zz%"),
    ).fetchall()
