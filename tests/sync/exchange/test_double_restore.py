"""A counter's disk and the province's database are both set back, to copies of different ages."""

import shutil
from pathlib import Path

import msgspec
import pytest

from counter_app.services.stick import Carried, export_request_file, import_answer_file
from sync.protocol.codec import encode_body
from sync.protocol.messages import DayDigest, DaysAnswer, DaysRequest
from sync.server.files import import_file
from sync.server.storage.storage import Work
from tests.sync.exchange.conftest import HERE, Country
from tests.sync.exchange.counters import Machine
from tests.sync.exchange.world import World, names_on

STEPS = ("record", "record", "act", "exchange", "exchange", "exchange_with_power_cuts")
NUMBERS = ("Một", "Hai", "Ba")
SET_BACK = ("copy_disk", "restore_disk", "back_up_province", "restore_province")


@pytest.mark.parametrize("seed", range(8))
def test_i13_a_counter_and_the_province_both_set_back_agree_and_lose_nothing_they_hold(
    country: Country, seed: int
) -> None:
    world = World(country, seed, count=1)
    (machine,) = world.machines
    for _ in range(40):
        happening = getattr(world, world.luck.choice(STEPS + SET_BACK))
        if happening.__name__.endswith("_province"):
            happening()
        else:
            happening(0)
        world.check()
    held = set(names_on(machine)) | names_at(country)

    world.heal()

    assert held <= set(names_on(machine)) & names_at(country)
    assert machine.exchange.days(20_000, 21_000) == days_at(machine)


def test_i13_a_former_journal_that_the_province_lost_is_offered_again(
    country: Country, tmp_path: Path
) -> None:
    """Seen to fail when only the present journal was sent again to a province set back."""
    machine = country.machine()
    machine.sync()
    country.province.storage.close()
    shutil.copy(country.folder / "province.db", tmp_path / "backup.db")
    kept = machine.take_in("Lý Văn Một")
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    machine.take_in("Lý Văn Hai")
    machine.sync()
    machine.restore_disk(tmp_path / "copy")
    machine.take_in("Lý Văn Ba")
    assert machine.sync().recorded_again == 1
    machine.print_slip(kept.name)
    assert machine.sync().ok
    assert names_at(country) == set(names_on(machine)) == {f"Lý Văn {n}" for n in NUMBERS}
    country.province.storage.close()
    shutil.copy(tmp_path / "backup.db", country.folder / "province.db")

    outcome = machine.sync()

    assert outcome.ok
    assert outcome.quarantined == 0, "what builds on the former journal came before it"
    assert names_at(country) == {f"Lý Văn {n}" for n in NUMBERS}
    assert machine.exchange.days(20_000, 21_000) == days_at(machine)
    assert country.is_sound()


def test_i13_a_former_journal_that_the_province_lost_comes_back_on_a_stick(
    country: Country, tmp_path: Path
) -> None:
    """Seen to fail when a file held the present journal only."""
    machine = country.machine()
    machine.sync()
    country.province.storage.close()
    shutil.copy(country.folder / "province.db", tmp_path / "backup.db")
    machine.take_in("Lý Văn Một")
    machine.sync()
    machine.copy_disk(tmp_path / "copy")
    machine.take_in("Lý Văn Hai")
    machine.sync()
    machine.restore_disk(tmp_path / "copy")
    machine.take_in("Lý Văn Ba")
    assert machine.sync().ok
    country.province.storage.close()
    shutil.copy(tmp_path / "backup.db", country.folder / "province.db")

    carried = [by_stick(country, machine) for _ in range(3)]

    assert carried[-1].is_all
    assert names_at(country) == set(names_on(machine)) == {f"Lý Văn {n}" for n in NUMBERS}
    assert machine.exchange.standing().former == ()
    assert machine.exchange.days(20_000, 21_000) == days_at(machine)
    assert country.is_sound()


def by_stick(country: Country, machine: Machine) -> Carried:
    """Carry a file to the province and its answer back."""
    file = export_request_file(machine.store, machine.clock)
    answer = import_file(country.province, file).answer
    return import_answer_file(machine.store, answer, machine.clock)


def names_at(country: Country) -> set[str]:
    """Return whose dossiers the province holds."""

    def names(work: Work) -> set[str]:
        rows = work.feeds.behind(HERE.code, 0, 100_000)
        facts = [msgspec.json.decode(row.payload) for row in rows]
        return {fact["applicant"]["name"] for fact in facts if "applicant" in fact}

    return country.province.storage.read(names)


def days_at(machine: Machine) -> list[DayDigest]:
    days: list[DayDigest] = []
    for first in (20_000, 20_400, 20_800):
        request = DaysRequest(first=first, last=first + 399)
        days += machine.dial().ask("/v1/days", encode_body(request), DaysAnswer).days
    return sorted(days, key=lambda one: (one.unit, one.day))
