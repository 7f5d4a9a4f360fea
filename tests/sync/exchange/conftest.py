"""A province with two units behind real HTTP, and machines that are enrolled there."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sync.protocol.messages import UnitPart
from sync.server.enrolment import new_code
from sync.server.home import MIGRATIONS
from sync.server.province import Province, found_province, open_province
from sync.server.publishing import add_unit
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from sync.server.storage.engine import sqlite_url
from sync.server.storage.storage import Storage
from sync.server.verify import verify
from tests.sync.exchange.counters import Machine
from tests.sync.server.conftest import NO_LIMIT, SetClock, served

A_DAY = 86_400_000_000
HERE = UnitPart("01843", "Phường Bắc Kạn", "H55.18.43", "Thái Nguyên")
THERE = UnitPart("01900", "Xã Nam Cường", "H55.19.00", "Thái Nguyên")


@dataclass
class Country:
    """A province on a port of this machine, and the machines of its counters."""

    province: Province
    clock: SetClock
    folder: Path
    url: str
    machines: list[Machine] = field(default_factory=list)

    def machine(self, unit: str = HERE.code, name: str = "") -> Machine:
        """Return a new machine whose counter is enrolled."""
        home = self.folder / (name or f"machine-{len(self.machines) + 1}")
        machine = Machine(home, self.url)
        machine.enrol(self.code(unit))
        self.machines.append(machine)
        return machine

    def code(self, unit: str = HERE.code) -> str:
        """Return a one-time code."""
        return new_code(self.province, unit, A_DAY).code

    def is_sound(self) -> bool:
        """Return whether the server finds nothing wrong with what it holds."""
        return verify(self.province)[1] == []


@pytest.fixture(scope="session")
def province_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("province") / "province.db"
    storage = Storage(sqlite_url(path))
    storage.upgrade(MIGRATIONS)
    province = found_province(storage, "Tỉnh Thái Nguyên", SetClock())
    for unit in (HERE, THERE):
        add_unit(province, unit)
    storage.close()
    return path


@pytest.fixture
def country(province_template: Path, tmp_path: Path) -> Iterator[Country]:
    shutil.copy(province_template, tmp_path / "province.db")
    clock = SetClock()
    province = open_province(Storage(sqlite_url(tmp_path / "province.db")), clock)
    service = Service(province, Snapshots(tmp_path / "snapshots"), NO_LIMIT)
    with served(service) as url:
        made = Country(province, clock, tmp_path, url)
        yield made
        for machine in made.machines:
            machine.switch_off()
    province.storage.close()
