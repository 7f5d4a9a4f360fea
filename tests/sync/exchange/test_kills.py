"""Killed at every point, on either side: what was called saved is at the province exactly once."""

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from sync.client.engine import sync_once
from sync.client.link import Link
from sync.server.service import Call, Reply, Service
from sync.server.snapshots import Snapshots
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine, ServerProcess, running
from tests.sync.server.conftest import NO_LIMIT, served

POINTS = ("asked", "committed", "answered")
"""Where the counter dies: before the server looks at a request, when it has committed and not
answered, when the answer is on its way."""


class DeadlyService(Service):
    """Kills the counter's process at a named point of its n-th exchange."""

    def __init__(self, country: Country) -> None:
        super().__init__(country.province, Snapshots(country.folder / "deadly"), NO_LIMIT)
        self.point = ""
        self.left = 0
        self.victim: subprocess.Popen[str] | None = None

    def exchange(self, calls: Sequence[Call]) -> list[Reply]:
        self.left -= 1
        if self.left == 0 and self.point == "asked":
            self._kill()
        replies = super().exchange(calls)
        if self.left == 0 and self.point == "committed":
            self._kill()
        if self.left == 0 and self.point == "answered":
            # The answer leaves first; the process dies somewhere in taking it in.
            threading.Timer(Random(self.left).random() / 200, self._kill).start()
        return replies

    def _kill(self) -> None:
        if self.victim is not None:
            self.victim.kill()


@pytest.mark.parametrize("point", POINTS)
def test_i1_i6_a_counter_killed_at_every_point_loses_and_doubles_nothing(
    country: Country, point: str
) -> None:
    """Seen to fail when what was not acknowledged was recorded again after a restart."""
    machine, other = country.machine(), country.machine()
    machine.switch_off()
    service = DeadlyService(country)
    service.point = point
    saved: list[int] = []
    luck = Random(POINTS.index(point))
    with served(service) as url:
        for _ in range(3):
            first = saved[-1] + 2 if saved else 1
            service.left = luck.randint(2, 9)
            saved += saved_before_the_kill(machine, service, url, first)
    machine.switch_on()
    assert machine.store.check() == ()

    assert machine.sync().ok
    assert other.sync().ok

    names = [row["applicant_name"] for row in other.rows()]
    assert {f"Lý Văn Số {serial}" for serial in saved} <= set(names)
    assert len(names) == len(set(names))
    assert other.rows() == machine.rows()
    assert len(saved) >= 3
    assert country.is_sound()


def saved_before_the_kill(
    machine: Machine, service: DeadlyService, url: str, first: int
) -> list[int]:
    command = [sys.executable, "-m", "tests.sync.exchange.writer"]
    arguments = [str(machine.path), machine.key.hex(), url, str(first)]
    top = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, text=True, cwd=top
    ) as writer:
        service.victim = writer
        assert writer.stdout is not None
        lines = writer.stdout.readlines()
    if sys.platform != "win32":
        assert writer.returncode == -signal.SIGKILL, "it ended by itself"
    return [int(line) for line in lines if line.endswith("\n")]


def test_the_server_killed_in_mid_exchange_comes_back_to_whole_journals(tmp_path: Path) -> None:
    """Seen to fail when entries were noted as acknowledged before the answer was there."""
    server = ServerProcess(tmp_path / "server")
    server.command("init", "--name", "Tỉnh Thái Nguyên")
    server.command("add-unit", "01843", "Phường Bắc Kạn", "--agency", "H55.18.43")
    luck = Random(5)
    with running(server):
        machines = [Machine(tmp_path / name, server.url) for name in ("first", "second")]
        for machine in machines:
            machine.enrol(server.command("enrol", "01843")["code"])
        port = server.port
        for attempt in range(2):
            for serial in range(40):
                machines[0].record(attempt * 40 + serial + 1, f"Lý Văn Số {attempt}.{serial}")
            killer = threading.Timer(luck.random() / 10, server.kill)
            killer.start()
            link = Link(luck, shortest=2.0)
            line = machines[0].dial(link)
            sync_once(machines[0].exchange, line, link)
            line.close()
            killer.join()
            server.kill()
            server.start(port)
        for machine in machines:
            outcome = machine.sync(machine.dial())
            assert outcome.ok, outcome
        assert len(machines[0].rows()) == 80
        assert machines[0].rows() == machines[1].rows()
        assert server.command("verify")["ok"]
        for machine in machines:
            assert machine.store.check() == ()
            machine.switch_off()
