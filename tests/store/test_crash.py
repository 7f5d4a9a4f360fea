"""Killed while it writes, again and again: what was reported as saved is there, and sound."""

import random
import subprocess
import sys
from pathlib import Path

from counter_app.store.store import Store
from tests.support.intakes import taken_in

WRITER = """
import sys
from pathlib import Path
from counter_app.domain.facts import SlipPaper, SlipPrinted
from counter_app.store.store import Store
from tests.support.intakes import A_MOMENT, taken_in

store = Store.open(Path(sys.argv[1]), bytes(range(32)))
serial = int(sys.argv[2])
while True:
    with store.writing() as work:
        opened = work.journal.record(taken_in(serial), by="mau", at=A_MOMENT)
    print(serial, flush=True)
    with store.writing() as work:
        slip = SlipPrinted(SlipPaper.A5)
        work.journal.record(slip, by="mau", at=A_MOMENT, subject=opened.name)
        work.drafts.save(1, {"serial": serial}, by="mau", at=A_MOMENT)
    serial += 1
"""

ROUNDS = 6


def saved_before_the_kill(path: Path, first: int, reports: int) -> list[int]:
    """Start a real writing process, kill it after so many reports, return what it reported."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(reports)]
        writer.kill()
        lines += writer.stdout.readlines()
    return [int(line) for line in lines if line.endswith("\n")]


def test_what_was_reported_as_saved_survives_every_kill(path: Path, key: bytes) -> None:
    Store.create(path, key).close()
    luck = random.Random(7)
    reported: list[int] = []
    for _ in range(ROUNDS):
        first = reported[-1] + 2 if reported else 1
        reported += saved_before_the_kill(path, first, luck.randint(1, 40))
        store = Store.open(path, key)
        assert store.check() == ()
        with store.reading() as reading:
            for serial in reported:
                assert reading.dossiers.by_code(taken_in(serial).code).code
                assert reading.search.find(taken_in(serial).code)
        store.close()
    assert len(reported) > ROUNDS
