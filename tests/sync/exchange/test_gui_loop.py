"""The window's event loop, while the exchange's thread meets every state of a network."""

import gc
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from counter_app.services import sync_status
from sync.client.causes import Cause
from sync.client.engine import SyncOutcome, sync_once
from sync.client.link import Link
from sync.client.worker import Worker
from tests.support.seeding import fill
from tests.sync.exchange.bad_lines import bad_line
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine
from tests.sync.exchange.small_disk import SmallDisk, small_disk

LONGEST = 0.1
"""Seconds between two turns of the loop, beyond what it takes without any exchange."""

WAITING = 150
"""Entries that wait to be sent: enough for a stream, few enough for the thin line."""

SAVED = 15
"""Dossiers saved meanwhile: somebody who saves faster than the line carries is never done."""

TASKS = Path("/proc/self/task")
"""On Linux: how long each thread was ready and had no processor, in nanoseconds."""


@contextmanager
def nobody(_: str) -> Iterator[str]:
    """Give the address of a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextmanager
def somebody_silent(_: str) -> Iterator[str]:
    """Give the address of somebody who takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def a_thin_line(url: str) -> Iterator[str]:
    """Give the address of the province over a line that is slow and far."""
    with bad_line(url, rate_kbit=200, rtt_ms=200) as line:
        yield line.url


@contextmanager
def a_line_cut_short(url: str) -> Iterator[str]:
    """Give the address of the province over a line that dies without a word."""
    with bad_line(url, cut_every_bytes=6_000, cut_mode="half-open", half_open_s=30) as line:
        yield line.url


@pytest.fixture
def ram(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that nobody else keeps busy, where one can be made."""
    with small_disk(tmp_path / "ram", is_real=True) as made:
        yield made


@pytest.fixture
def little_garbage() -> Iterator[None]:
    """As the program does: what is loaded is never gone through in search of garbage."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def without_processor() -> float:
    """Return the seconds in which threads of ours were ready, and others had the processors.

    The window and the exchange wait for each other's steps, so the time of all threads counts.
    """
    nanoseconds = 0
    for task in TASKS.iterdir() if TASKS.exists() else ():
        with suppress(OSError):  # a thread that has ended meanwhile
            nanoseconds += int((task / "schedstat").read_text().split()[1])
    return nanoseconds / 1e9


class Probe:
    """Measures the longest time between two turns of the loop, as far as it is ours.

    What other programs of a busy machine take of the processors does not count.
    """

    def __init__(self) -> None:
        self.longest, self.turns = 0.0, 0
        self._last, self._taken = perf_counter(), without_processor()
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(5)

    def _turn(self) -> None:
        now, taken = perf_counter(), without_processor()
        self.longest = max(self.longest, now - self._last - (taken - self._taken))
        self._last, self._taken = now, taken
        self.turns += 1


class Desk:
    """A clerk who works on the loop: it looks at the status, and saves a dossier each time."""

    def __init__(self, machine: Machine, first: int) -> None:
        self.saved = 0
        self._machine, self._serials = machine, count(first)
        self._timer = QTimer()
        self._timer.timeout.connect(self._work)
        self._timer.start(100)

    def stop(self) -> None:
        self._timer.stop()

    def _work(self) -> None:
        sync_status.status(self._machine.store)
        if self.saved < SAVED:
            self.saved += 1
            self._machine.record(next(self._serials), "Lý Văn Quầy")


@pytest.mark.parametrize(
    ("network", "causes"),
    [
        (nobody, {Cause.NO_NETWORK}),
        (somebody_silent, {Cause.SILENT}),
        (a_thin_line, {Cause.NONE}),
        (a_line_cut_short, {Cause.NONE, Cause.SILENT}),
    ],
    ids=("nobody", "silent", "thin", "half_open"),
)
def test_i18_no_state_of_the_network_holds_up_the_window(
    ram: SmallDisk,
    country: Country,
    qtbot: QtBot,
    little_garbage: None,
    network: Callable[[str], AbstractContextManager[str]],
    causes: set[Cause],
) -> None:
    """Seen to stand still for good when a transaction was open while an answer was awaited.

    While the thread exchanges the loop works more than the window does, where a thread of its
    own asks and saves.
    """
    machine = country.machine(name=f"{ram.folder.name}/quay")
    assert machine.sync().ok
    fill(machine.store, WAITING, by=("mau",))
    desk, without = Desk(machine, 700), Probe()
    qtbot.waitUntil(lambda: desk.saved == SAVED, timeout=60_000)
    desk.stop()
    usual = without.longest

    with network(country.url) as url:
        stall, outcome = longest_stall(qtbot, machine, url)

    assert outcome.cause in causes
    assert stall < LONGEST + usual


def longest_stall(qtbot: QtBot, machine: Machine, url: str) -> tuple[float, SyncOutcome]:
    """Let a worker exchange once; return the longest time that the loop stood still."""
    link = Link(Random(1), shortest=1.0)
    outcomes: list[SyncOutcome] = []
    done = threading.Event()
    line = machine.dial(link, url)

    def heard(outcome: SyncOutcome) -> None:
        outcomes.append(outcome)
        done.set()

    worker = Worker(
        lambda is_stopped: sync_once(machine.exchange, line, link, is_stopped=is_stopped),
        link,
        has_waiting=lambda: sync_status.status(machine.store).waiting > 0,
        on_outcome=heard,
    )
    desk, probe = Desk(machine, 800), Probe()
    worker.start()
    qtbot.waitUntil(done.is_set, timeout=180_000)
    longest = probe.longest
    desk.stop()
    worker.stop()
    line.close()
    return longest, outcomes[0]
