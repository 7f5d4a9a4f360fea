"""I17, for the one kind of file that is exchanged: a first load is resumed, and is what was named.

Scans of papers are not part of the exchange.
"""

from collections.abc import Iterator
from io import BytesIO
from random import Random

import pytest

from sync.client import snapshot
from sync.client.causes import Cause, ExchangeFailed
from sync.client.engine import never
from sync.client.http import HttpLine
from sync.protocol.snapshot import SnapshotWriter
from tests.support.seeding import fill
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine
from tests.sync.exchange.lines import WildLine


class BrokenOff(WildLine):
    """A line on which files break off after a few bytes; it notes where each download began."""

    def __init__(self, line: HttpLine, luck: Random) -> None:
        super().__init__(line, luck, 0.0)
        self.begun: list[tuple[int, int]] = []

    def download(self, path: str, start: int) -> Iterator[bytes]:
        most, came = self._luck.choice((1, 2, 3, 50, 400)), 0
        for part in super().download(path, start):
            piece = part[: most - came]
            came += len(piece)
            self.begun.append((start, came))
            yield piece
            if came == most:
                self.close()
                raise ExchangeFailed(Cause.NO_NETWORK, "the file broke off")


class Exchanged(WildLine):
    """A line on which a file comes that is sound, and another one: there is nothing in it."""

    def download(self, path: str, start: int) -> Iterator[bytes]:
        made = BytesIO()
        SnapshotWriter(made.write).close()
        yield made.getvalue()


def loaded(machine: Machine, line: WildLine) -> int:
    state = machine.state()
    return snapshot.load(machine.exchange, line, state.cursor, never)


@pytest.fixture
def newcomer(country: Country) -> Machine:
    machine = country.machine()
    fill(machine.store, 60, by=("mau",))
    assert machine.sync().ok
    return country.machine()


def test_i17_a_file_that_breaks_off_anywhere_goes_on_there_and_never_begins_anew(
    country: Country, newcomer: Machine
) -> None:
    """Seen to fail when a download began with the part that had come last."""
    line, new = BrokenOff(newcomer.dial(), Random(17)), 0
    while not new:
        try:
            new = loaded(newcomer, line)
        except ExchangeFailed as failed:
            assert failed.cause is Cause.NO_NETWORK
    line.close()

    came = 0
    for start, size in line.begun:
        assert start == came, "it went on where it had broken off"
        came += size
    assert len(line.begun) > 10
    assert newcomer.sync().ok
    assert newcomer.rows() == country.machines[0].rows()
    assert newcomer.store.check() == ()


def test_i17_a_file_that_is_not_what_was_named_is_dropped(
    country: Country, newcomer: Machine
) -> None:
    """Seen to fail when the SHA-256 was not compared."""
    before = newcomer.names(), newcomer.state()
    line = Exchanged(newcomer.dial(), Random(17), 0.0)

    assert loaded(newcomer, line) == 0

    line.close()
    assert (newcomer.names(), newcomer.state()) == before
    assert not newcomer.exchange.snapshot_begun()
    assert newcomer.sync().ok
    assert newcomer.rows() == country.machines[0].rows()
