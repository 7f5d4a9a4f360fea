"""The exchange over bad lines, against one well compressed file over the same line.

The server and the line are processes of their own, as in life. Both counters were in contact
before, that day, and hang up in between. Bytes are what the program puts on the line, headers
included; what TCP adds is the line's, and in the time of both.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TypeVar

from sync.client.causes import ExchangeFailed
from sync.client.engine import sync_once
from sync.client.http import HttpLine
from sync.client.link import Link
from sync.client.ports import OnCursor, OnSent
from sync.protocol.codec import Recall
from sync.protocol.signing import Keys
from tests.benchmarks.figures import Figure
from tests.benchmarks.sync_work import DOSSIERS, Sink, as_one_file, record_work, seconds_of_file
from tests.sync.exchange.bad_lines import bad_line
from tests.sync.exchange.counters import Machine, ServerProcess, running

LINES: dict[str, dict[str, float]] = {
    "100 kbit/s, 600 ms": {"rate_kbit": 100, "rtt_ms": 600},
    "1 Mbit/s, 100 ms": {"rate_kbit": 1_000, "rtt_ms": 100},
}
MOST_BYTES, MOST_TIME, MOST_AGAIN, MOST_IDLE = 1.5, 1.5, 0.15, 1_500
CUT_EVERY = 50_000
CUT_DOSSIERS = 3_000
"""So many that the line is cut again and again: the first cut costs most, it comes unforeseen."""

_T = TypeVar("_T")


def figures(folder: Path) -> list[Figure]:
    """Return bytes and times as ratios, the idle exchange, and what cuts make to be sent again."""
    found: list[Figure] = []
    for number, (name, how) in enumerate(LINES.items()):
        with _province(folder / str(number)) as (server, sender, reader):
            found += _figures_of_line(name, how, server, sender, reader)
    with _province(folder / "cut", CUT_DOSSIERS) as (server, sender, reader):
        found += _figures_of_cuts(server, sender, reader)
    return found


@contextmanager
def _province(
    folder: Path, dossiers: int = DOSSIERS
) -> Iterator[tuple[ServerProcess, Machine, Machine]]:
    """Give a province, a counter with work to send, and one that has none of it."""
    folder.mkdir()
    server = ServerProcess(folder / "server")
    server.command("init", "--name", "Tỉnh Thái Nguyên")
    server.command("add-unit", "01843", "Phường Bắc Kạn", "--agency", "H55.18.43")
    with running(server):
        machines = [Machine(folder / name, server.url) for name in ("sender", "reader")]
        for machine in machines:
            machine.enrol(server.command("enrol", "01843")["code"])
        for machine in machines * 2:
            assert machine.sync().ok
        sender, reader = machines
        record_work(sender.store, dossiers)
        yield server, sender, reader
        for machine in machines:
            machine.switch_off()


def _figures_of_line(
    name: str, how: dict[str, float], server: ServerProcess, sender: Machine, reader: Machine
) -> list[Figure]:
    file = as_one_file(sender.store)
    with Sink() as sink, bad_line(sink, **how) as line:
        bare = seconds_of_file(line.port, file)
    found = [Figure(f"one zstd-19 file, {name}", bare, "s", note=f"{len(file):,} bytes")]
    with bad_line(server.url, **how) as line:
        for what, machine in (("push", sender), ("pull", reader)):
            run = _Run(machine, line.url)
            trips = run.traffic.round_trips
            note = f"{run.seconds:.1f} s, {trips} round trips, {run.processor:.1f} s of processor"
            found += [
                Figure(f"{what} bytes / file, {name}", run.size / len(file), "×", MOST_BYTES),
                Figure(f"{what} time / file, {name}", run.seconds / bare, "×", MOST_TIME, note),
            ]
        found.append(_idle(name, sender, line.url))
    assert reader.rows() == sender.rows()
    return found


def _idle(name: str, machine: Machine, url: str) -> Figure:
    server = machine.exchange.server()
    link = Link(Random(1))
    line = HttpLine(url, server.keys, link)
    for _ in range(2):
        outcome = sync_once(machine.exchange, line, link)
    line.close()
    assert outcome.round_trips == 1
    size = outcome.bytes_up + outcome.bytes_down
    note = f"1 round trip, {outcome.milliseconds} ms"
    return Figure(f"an idle exchange, {name}", size, "bytes", MOST_IDLE, note)


def _figures_of_cuts(server: ServerProcess, sender: Machine, reader: Machine) -> list[Figure]:
    found = []
    for what, machine in (("push", sender), ("pull", reader)):
        how = {"rate_kbit": 1_000, "rtt_ms": 100, "cut_every_bytes": CUT_EVERY}
        with bad_line(server.url, **how) as bad:
            run = _Run(machine, bad.url)
            seen = bad.stats()
        crossed = seen["up"]["payload_in"] + seen["down"]["payload_in"]
        again = crossed / (run.size - run.in_vain) - 1
        note = f"{seen['cuts']} cuts, {run.seconds:.1f} s"
        found.append(Figure(f"{what}, cut every 50 kB: sent again", again, "", MOST_AGAIN, note))
    assert reader.rows() == sender.rows()
    return found


class _Run:
    """An exchange over new connections, tried again at once until all is done."""

    def __init__(self, machine: Machine, url: str) -> None:
        server, link = machine.exchange.server(), Link(Random(1))
        line = _CountingLine(url, server.keys, link)
        started, before = time.perf_counter(), time.process_time()
        while not sync_once(machine.exchange, line, link).ok:
            pass
        self.seconds = time.perf_counter() - started
        self.processor = time.process_time() - before
        line.close()
        self.traffic = sum((one.traffic for one in line.twins), line.traffic)
        self.size = self.traffic.bytes_up + self.traffic.bytes_down
        self.in_vain = line.in_vain + sum(one.in_vain for one in line.twins)


class _CountingLine(HttpLine):
    """A line that counts the bytes of round trips that came to nothing."""

    def __init__(self, url: str, keys: Keys, link: Link) -> None:
        super().__init__(url, keys, link)
        self._parts = (url, keys, link)
        self.twins: list[_CountingLine] = []
        self.in_vain = 0

    def twin(self) -> "_CountingLine":
        self.twins.append(_CountingLine(*self._parts))
        return self.twins[-1]

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        before = self.traffic.bytes_up + self.traffic.bytes_down
        try:
            return super().ask(path, body, kind, recall, on_cursor, on_sent)
        except ExchangeFailed:
            self.in_vain += self.traffic.bytes_up + self.traffic.bytes_down - before
            raise
