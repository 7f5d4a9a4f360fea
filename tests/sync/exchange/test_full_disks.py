"""No room on a disk, here or at the province: nothing that was called saved is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from counter_app.app import Session
from counter_app.province import ProvinceLink, link_of
from counter_app.store.errors import DiskFull
from counter_app.ui.sync_status.ports import UnderWay, read_state
from counter_app.ui.sync_status.state import Said, status_words
from counter_app.ui.words_of_errors import sentence_of
from sync.client.causes import Cause
from sync.server.province import open_province
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from sync.server.storage.engine import sqlite_url
from sync.server.storage.storage import Storage
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import HEAD, Machine
from tests.sync.exchange.small_disk import SmallDisk, small_disk
from tests.sync.server.conftest import NO_LIMIT, SetClock, served

LEFT = (0, 16_000, 40_000, 80_000)
"""Bytes that are left on the disk: for nothing at all, for an entry, for a few."""


@pytest.fixture(params=[True, False], ids=["disk", "pages"])
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", is_real=request.param) as made:
        yield made


def test_i1_a_counter_without_room_loses_nothing_and_goes_on_when_there_is_some(
    disk: SmallDisk, country: Country
) -> None:
    """Seen to fail, without a word for it, where SQLite had taken the transaction back."""
    machine, other = country.machine(name=f"{disk.folder.name}/quay"), country.machine()
    assert machine.sync().ok
    saved: list[int] = []
    refusals: list[DiskFull] = []

    def ask(pragma: str) -> Any:
        with machine.store.writing() as work:
            return work.connection.exec_driver_sql(pragma).scalar()

    for number, left in enumerate(LEFT):
        for serial in range(number * 10 + 1, number * 10 + 11):
            other.record(500 + serial, f"Lý Xa {serial}")
        assert other.sync().ok
        disk.fill(ask, left)
        before = machine.state()
        for serial in range(number * 10 + 1, number * 10 + 11):
            try:
                machine.record(serial, f"Lý Gần {serial}")
                saved.append(serial)
            except DiskFull as full:
                refusals.append(full)
        try:
            machine.sync()
        except DiskFull as full:
            refusals.append(full)
        assert machine.state().acked_seq >= before.acked_seq
        disk.free(ask)
        assert machine.store.check() == ()
    assert refusals
    assert saved
    assert "đầy" in sentence_of(refusals[0])

    assert machine.sync().ok
    assert other.sync().ok

    names = {f"Lý Gần {serial}" for serial in saved}
    names |= {f"Lý Xa {serial}" for serial in range(1, len(LEFT) * 10 + 1)}
    for each in (machine, other):
        assert sorted(row["applicant_name"] for row in each.rows()) == sorted(names)
        assert each.store.check() == ()
    assert country.is_sound()
    machine.switch_off()


def test_i1_the_clerk_hears_that_this_machine_has_no_room_and_when_it_has_again(
    tmp_path: Path, country: Country
) -> None:
    """The clerk reads that the disk is full, not that the province does not understand."""
    machine, other = country.machine(), country.machine()
    assert machine.sync().ok
    for serial in range(1, 60):
        other.record(serial)
    assert other.sync().ok
    assert machine.counter is not None
    session = Session(machine.counter, HEAD, machine.ring(), machine.key)
    link = link_of(session, machine.clock)
    assert link is not None
    heard: Queue[str] = Queue()

    def ask(pragma: str) -> Any:
        with machine.store.writing() as work:
            return work.connection.exec_driver_sql(pragma).scalar()

    with small_disk(tmp_path / "disk", is_real=False) as disk:
        disk.fill(ask)
        link.start(lambda: None if link.is_working else heard.put(link.trouble))
        assert heard.get(timeout=60) == "no_room"
        said = shown(machine, link)
        assert "ổ đĩa của máy này đã đầy" in said.words
        assert said.tone == "overdue"
        disk.free(ask)
        link.sync_now()
        assert heard.get(timeout=60) == ""
    link.stop()
    assert "đầy" not in shown(machine, link).words
    assert len(machine.rows()) == 59


def shown(machine: Machine, link: ProvinceLink) -> Said:
    """Return what the status line says."""
    assert machine.counter is not None
    under_way = UnderWay(link.is_working, own_trouble=link.trouble)
    return status_words(read_state(machine.counter, machine.clock(), under_way), machine.clock())


@pytest.fixture
def cramped(disk: SmallDisk, province_template: Path, tmp_path: Path) -> Iterator[Country]:
    """A province whose database lies on the small disk."""
    shutil.copy(province_template, disk.folder / "province.db")
    clock = SetClock()
    province = open_province(Storage(sqlite_url(disk.folder / "province.db")), clock)
    service = Service(province, Snapshots(disk.folder / "snapshots"), NO_LIMIT)
    with served(service) as url:
        made = Country(province, clock, tmp_path, url)
        yield made
        for machine in made.machines:
            machine.switch_off()
    province.storage.close()


def test_i1_a_province_without_room_acknowledges_nothing_and_suspects_no_entry(
    disk: SmallDisk, cramped: Country
) -> None:
    machine, other = cramped.machine(), cramped.machine()
    assert machine.sync().ok
    storage = cramped.province.storage

    def ask(pragma: str) -> Any:
        return storage.write(lambda work: work._connection.exec_driver_sql(pragma).scalar())

    causes = set()
    for number, left in enumerate(LEFT):
        record(machine, range(number * 30 + 1, number * 30 + 31))
        disk.fill(ask, left)
        outcome = machine.sync()
        causes.add(outcome.cause)
        assert outcome.quarantined == 0
        disk.free(ask)
        assert machine.sync().ok

    assert Cause.SERVER_FAULT in causes
    assert causes <= {Cause.NONE, Cause.SERVER_FAULT}
    assert other.sync().ok
    assert other.rows() == machine.rows()
    assert len(other.rows()) == len(LEFT) * 30
    assert cramped.is_sound()


def record(machine: Machine, serials: range) -> None:
    for serial in serials:
        machine.record(serial, f"Lý Văn {serial}")
