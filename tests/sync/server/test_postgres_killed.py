"""PostgreSQL dies in mid-exchange: what was acknowledged is there, and the server goes on."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.protocol.errors import Refused
from sync.protocol.messages import UnitPart
from sync.server.home import MIGRATIONS
from sync.server.province import found_province, open_province
from sync.server.publishing import add_unit
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from sync.server.storage.storage import Storage
from tests.support.postgres import Postgres, running_postgres
from tests.sync.server.conftest import NO_LIMIT, SetClock, Setting
from tests.sync.server.toy_counter import ToyCounter

PASSES_BY_ITSELF = {"too_many_requests", "busy", "server_fault"}

KILLS = 3
WRITERS = 4


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[tuple[Setting, Postgres]]:
    """A province in a PostgreSQL of its own that keeps what it has committed."""
    with running_postgres(durable=True) as postgres:
        storage = Storage(postgres.database())
        storage.upgrade(MIGRATIONS)
        clock = SetClock()
        province = found_province(storage, "Tỉnh Thái Nguyên", clock)
        add_unit(province, UnitPart("01843", "Phường Bắc Kạn", "H55.18.43"))
        province = open_province(storage, clock)
        service = Service(province, Snapshots(tmp_path / "snapshots"), NO_LIMIT)
        yield Setting(province, clock, tmp_path, service, postgres), postgres
        storage.close()


@pytest.mark.parametrize("whole", [False, True], ids=["a backend", "the whole server"])
def test_what_was_acknowledged_survives_the_death_of_the_database(
    durable: tuple[Setting, Postgres], whole: bool
) -> None:
    setting, postgres = durable
    counters = [setting.counter() for _ in range(WRITERS)]
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(_push_until, counter, done) for counter in counters]
        for _ in range(KILLS):
            _wait_for_more(counters)
            if whole:
                postgres.kill_and_restart()
            else:
                postgres.kill_a_backend(setting.province.storage.url)
        _wait_for_more(counters)
        done.set()
        acked = [each.result(timeout=120) for each in writing]

    reader = setting.counter()
    reader.sync()
    for counter, known in zip(counters, acked, strict=True):
        assert known > 0
        counter.sync()
        assert counter.last is not None
        assert counter.last.quarantined == []
    reader.sync()
    own = {entry.name for counter in counters for entry in counter.own}
    assert own == {name for name in reader.held if name in own}
    assert setting.verified() == []


def _push_until(counter: ToyCounter, done: threading.Event) -> int:
    """Push entry after entry, again where the server is busy; return what was acknowledged."""
    while not done.is_set():
        counter.record()
        try:
            counter.exchange()
        except Refused as refused:
            assert refused.word in PASSES_BY_ITSELF, refused
    return counter.acked


def _wait_for_more(counters: list[ToyCounter]) -> None:
    """Wait until each counter has got something acknowledged since now."""
    before = [counter.acked for counter in counters]
    end = time.monotonic() + 60
    while any(c.acked <= known for c, known in zip(counters, before, strict=True)):
        assert time.monotonic() < end, "the server did not recover"
        threading.Event().wait(0.01)
