"""A line that is slow, loses, breaks, and dies without a word; see ``badlink.py``."""

import importlib.util
import time
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

from sync.client.causes import Cause
from sync.client.engine import sync_once
from sync.client.link import Link
from tests.support.seeding import fill
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine


@pytest.fixture(scope="session")
def badlink(top: Path) -> ModuleType:
    """Return the bad line, which lies beside the project; without it nothing is proved."""
    path = top.parent / "shared" / "tools" / "badlink.py"
    assert path.exists(), f"the bad line is missing: {path}"
    spec = importlib.util.spec_from_file_location("badlink", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def through(badlink: ModuleType, country: Country, **how: Any) -> Any:
    parts = urlsplit(country.url)
    return badlink.BadLink.thread(target=(parts.hostname, parts.port), **how)


def drained(machine: Machine, port: int, luck: Random, most: int = 60) -> tuple[int, int, int]:
    """Exchange until all is done; return bytes up, bytes down, and how many tries it took."""
    link = Link(luck, shortest=0.4)
    line = machine.dial(link, f"http://127.0.0.1:{port}")
    up = down = 0
    for tries in range(1, most):
        outcome = sync_once(machine.exchange, line, link)
        up, down = up + outcome.bytes_up, down + outcome.bytes_down
        if outcome.ok:
            line.close()
            return up, down, tries
        assert outcome.cause in (Cause.NO_NETWORK, Cause.SILENT), outcome
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("mode", ["rst", "mix"])
def test_i15_a_line_cut_every_few_kilobytes_carries_all_in_the_end(
    country: Country, badlink: ModuleType, mode: str
) -> None:
    """Seen to fail when batches grew back to full size after every break."""
    machine, other = country.machine(), country.machine()
    fill(machine.store, 300, by=("mau",))
    how = {"cut_every_bytes": 5_000, "cut_mode": mode, "half_open_s": 2.0, "seed": 3}
    with through(badlink, country, rtt_ms=5, **how) as line:
        drained(machine, line.port, Random(1))
        drained(other, line.port, Random(2))
        assert line.stats()["cuts"] >= 2

    assert machine.rows() == other.rows()
    assert len(other.rows()) == 300
    assert country.is_sound()


def test_i15_twenty_per_cent_loss_on_a_thin_line_is_only_slow(
    country: Country, badlink: ModuleType
) -> None:
    machine, other = country.machine(), country.machine()
    for serial in range(1, 101):
        machine.record(serial)
    with through(badlink, country, rate_kbit=400, rtt_ms=40, loss_pct=20, seed=5) as line:
        drained(machine, line.port, Random(1))
        drained(other, line.port, Random(2))

    assert machine.rows() == other.rows()


def test_i15_a_line_that_dies_without_a_word_is_noticed_in_seconds(
    country: Country, badlink: ModuleType
) -> None:
    """Seen to fail when every answer was granted 45 seconds of silence."""
    machine = country.machine()
    link = Link(Random(1))
    with through(badlink, country, rtt_ms=20) as bad:
        line = machine.dial(link, f"http://127.0.0.1:{bad.port}")
        assert sync_once(machine.exchange, line, link).ok
        machine.take_in()
        bad.cut("half-open")
        bad.set(rtt_ms=20)
        started = time.monotonic()
        outcome = sync_once(machine.exchange, line, link)
        spent = time.monotonic() - started

    assert outcome.ok, outcome
    assert 4.5 < spent < 8.0


def test_i15_a_cut_every_fifty_kilobytes_costs_less_than_fifteen_per_cent(
    country: Country, badlink: ModuleType
) -> None:
    """Seen to fail when a batch was not bounded by what comes through between two breaks."""
    machine = country.machine()
    fill(machine.store, 2_500, by=("mau",))
    with through(badlink, country, cut_every_bytes=50_000, seed=7, rtt_ms=2) as line:
        spent = sum(drained(machine, line.port, Random(1))[:2])
        seen = line.stats()

    assert seen["cuts"] >= 2
    assert seen["up"]["dropped"] + seen["down"]["dropped"] < 0.15 * spent
