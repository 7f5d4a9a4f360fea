"""The window's event loop, while the exchange's thread meets every state of a network."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
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

LONGEST = 0.1
"""Seconds between two turns of the loop, beyond what the machine is busy with otherwise."""


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


class Probe:
    """Measures the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self.longest, self.turns = 0.0, 0
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(5)

    def _turn(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.turns += 1


@pytest.mark.long
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
    qtbot: QtBot,
    country: Country,
    network: Callable[[str], AbstractContextManager[str]],
    causes: set[Cause],
) -> None:
    """Seen to stand still for good when a transaction was open while an answer was awaited.

    While the thread exchanges the loop looks at the status, as the status line does at every
    bell, and saves a dossier now and then.
    """
    machine = country.machine()
    assert machine.sync().ok
    fill(machine.store, 300, by=("mau",))
    without = Probe()
    qtbot.waitUntil(lambda: without.turns > 100, timeout=30_000)

    with network(country.url) as url:
        stall, outcome = longest_stall(qtbot, machine, url)

    assert outcome.cause in causes
    assert stall < LONGEST + without.longest


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
    looking = QTimer()
    serials = count(800)

    def work() -> None:
        sync_status.status(machine.store)
        machine.record(next(serials), "Lý Văn Quầy")

    looking.timeout.connect(work)
    looking.start(200)
    probe = Probe()
    worker.start()
    qtbot.waitUntil(done.is_set, timeout=60_000)
    longest = probe.longest
    looking.stop()
    worker.stop()
    line.close()
    return longest, outcomes[0]
