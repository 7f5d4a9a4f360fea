"""Counters and a province for tests: real stores, the real server, real HTTP between them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import EntryName, Recorded, SlipPaper, SlipPrinted
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.units import Desk, SerialBlock, Unit
from counter_app.services.counter import Counter
from counter_app.services.enrolment import Enrolled, Enrolment, enrol
from counter_app.services.exchange import Exchange
from counter_app.services.intake import IntakeRequest, take_in
from counter_app.store.keys import Cost, KeyRing
from counter_app.store.store import Store
from sync.client.engine import SyncOutcome, sync_once
from sync.client.http import HttpLine
from sync.client.http import enrol as ask_server
from sync.client.link import Link
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys
from tests.support.counters import RESIDENCE, a_person, joined_counter
from tests.support.intakes import named

A_MONDAY = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)
HEAD = StaffMember("lien", "Nông Thị Liên", Role.HEAD)
CLERK = StaffMember("mau", "Hoàng Thị Mẫu", Role.CLERK)
CHEAP = Cost(1, 8, 1)
PASSWORD = "truong-bo-phan-2026"


class Clock:
    """A clock that goes on by a second at every look, and is set by hand."""

    def __init__(self, now: datetime = A_MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Machine:
    """A counter's machine: its home, its clock, its line, and what is open on it."""

    home: Path
    url: str
    clock: Clock = field(default_factory=Clock)
    luck: Random = field(default_factory=lambda: Random(1))
    key: bytes = b""
    counter: Counter | None = None
    line: HttpLine | None = None

    @property
    def path(self) -> Path:
        return self.home / "counter.db"

    @property
    def store(self) -> Store:
        assert self.counter is not None, "the machine is switched off"
        return self.counter.store

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.store, self.clock)

    def enrol(self, code: str, ca: str = "", pin: str = "") -> Enrolled:
        """Enrol with a code and switch the counter on."""

        def ask(request: EnrolRequest, keys: Keys) -> EnrolAnswer:
            line = HttpLine(self.url, keys, Link(self.luck), ca=ca, pin=pin)
            try:
                return ask_server(line, request)
            finally:
                line.close()

        self.home.mkdir(parents=True, exist_ok=True)
        wanted = Enrolment(
            self.url, code, HEAD, PASSWORD, ca=ca, pin=pin, program="test", cost=CHEAP
        )
        enrolled = enrol(self.path, self.home / "slots.json", wanted, ask, self.clock())
        self.key = enrolled.founded.key
        self.switch_on()
        return enrolled

    def switch_on(self) -> None:
        """Open the store."""
        store = Store.open(self.path, self.key)
        with store.reading() as reading:
            founded = reading.counter
        assert founded is not None
        unit = Unit(
            founded.unit_code, founded.unit_name, founded.province, founded.agency_identifier
        )
        blocks = tuple(SerialBlock(first, last) for first, last in founded.blocks)
        self.counter = joined_counter(store, Desk(unit, founded.desk, blocks))

    def switch_off(self) -> None:
        """Close the store and hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.counter is not None:
            self.counter.store.close()
            self.counter = None

    def ring(self) -> KeyRing:
        return KeyRing.open(self.home / "slots.json")

    def sync(self, line: HttpLine | None = None, link: Link | None = None) -> SyncOutcome:
        """Exchange over the machine's warm line, or another."""
        link = link or Link(self.luck)
        if line is None:
            line = self.line = self.line or self.dial(link)
        outcome = sync_once(self.exchange, line, link, program="test")
        self._renew_desk()
        return outcome

    def dial(self, link: Link | None = None, url: str = "") -> HttpLine:
        """Return a new line to the server, or to what stands before it."""
        server = self.exchange.server()
        return HttpLine(
            url or server.url, server.keys, link or Link(self.luck), ca=server.ca, pin=server.pin
        )

    def take_in(self, name: str = "Nguyễn Văn Thử", by: StaffMember = CLERK) -> Dossier:
        """Take a dossier in."""
        assert self.counter is not None
        request = IntakeRequest(procedure_code=RESIDENCE, applicant=a_person(name))
        return take_in(self.counter, request, by, self.clock())

    def record(self, serial: int, name: str = "Lý Văn Bé", by: StaffMember = CLERK) -> Recorded:
        """Record an intake with a code of this desk as it is, without the rules of an intake."""
        first = self.state().blocks[0][0]
        with self.store.writing() as work:
            founded = work.counter
            assert founded is not None
            code = f"{founded.agency_identifier}-261123-{first + serial - 1}"
            fact = replace(named(name, serial), code=code, unit_code=founded.unit_code)
            units = (founded.unit_code,)
            return work.journal.record(fact, by=by.clerk, at=self.clock(), units=units)

    def print_slip(self, subject: EntryName) -> Recorded:
        """Record that a dossier's slip was printed again."""
        with self.store.writing() as work:
            slip, at = SlipPrinted(SlipPaper.A5), self.clock()
            units = (work.counter.unit_code,) if work.counter else ()
            return work.journal.record(slip, by=CLERK.clerk, at=at, subject=subject, units=units)

    def copy_disk(self, to: Path) -> None:
        """Copy the home as it is now; the machine is switched off for it and on again."""
        self.switch_off()
        shutil.copytree(self.home, to)
        self.switch_on()

    def restore_disk(self, copy: Path) -> None:
        """Put a copy of the home in its place."""
        self.switch_off()
        shutil.rmtree(self.home)
        shutil.copytree(copy, self.home)
        self.switch_on()

    def state(self) -> Any:
        with self.store.reading() as reading:
            return reading.sync.state()

    def codes(self) -> dict[str, str]:
        """Return what lists show: the state of every dossier by its code."""
        return {row["code"]: row["state"] for row in self.rows()}

    def rows(self) -> list[dict[str, Any]]:
        """Return the projection without the numbers of its rows, in the order of names."""
        from sqlalchemy import select

        from counter_app.store.tables import dossiers

        with self.store.reading() as reading:
            found = reading.connection.execute(select(dossiers)).mappings().all()
        rows = [{str(k): v for k, v in row.items() if k != "number"} for row in found]
        return sorted(rows, key=lambda row: (row["journal"], row["seq"]))

    def names(self) -> set[tuple[str, int]]:
        """Return the names of all entries of the store."""
        with self.store.reading() as reading:
            return {
                (entry.journal, entry.seq)
                for _, journal, _ in reading.numbers.all(reading.connection)
                for entry in reading.journal.entries(0, 1_000_000, journal)
            }

    def _renew_desk(self) -> None:
        """Take over the serials that the province leases now, as the program does."""
        assert self.counter is not None
        with self.store.reading() as reading:
            founded = reading.counter
        assert founded is not None
        blocks = tuple(SerialBlock(first, last) for first, last in founded.blocks)
        self.counter = replace(self.counter, desk=replace(self.counter.desk, blocks=blocks))


class ServerProcess:
    """The province's server as a process of its own, with its commands."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def command(self, *arguments: str) -> dict[str, Any]:
        """Run a command of the server and return its answer."""
        import json

        environment = {**os.environ, "PROVINCE_STAFF_PASSWORD": "mat-khau-ban-dau"}
        done = subprocess.run(
            [sys.executable, "-m", "sync.server", "--home", str(self.home), "--json", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def start(self, port: int = 0) -> None:
        """Start serving."""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sync.server", "--home", str(self.home)),
                *("serve", "--port", str(port)),
            ],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        assert "http" in line, line + self._process.stderr.read()
        self.url = line.rpartition(" ")[2].strip()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            if self._process.stderr is not None:
                self._process.stderr.close()
            self._process = None


@contextmanager
def running(server: ServerProcess) -> Iterator[ServerProcess]:
    """Serve while the block lasts."""
    server.start()
    try:
        yield server
    finally:
        server.kill()
