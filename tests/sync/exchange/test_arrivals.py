"""How pages arrive at a counter: in any portions, and with what this program does not know."""

import pytest

from sync.protocol.wire_entry import WireEntry, to_wire
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import Machine
from tests.sync.exchange.test_lost_answers import entry_of_a_stranger


def page_of(machine: Machine) -> list[WireEntry]:
    with machine.store.reading() as reading:
        return [to_wire(entry) for entry in reading.journal.entries(0)]


@pytest.mark.parametrize("split", [1, 3, 7, 12])
def test_i5_a_page_and_then_one_with_more_is_the_same_as_the_larger_one(
    country: Country, split: int
) -> None:
    """Whatever portions entries come in, the dossiers shown are the same."""
    source, whole, twice = country.machine(), country.machine(), country.machine()
    for serial in range(1, 6):
        opened = source.record(serial)
        source.print_slip(opened.name)
    page = page_of(source)

    with whole.store.writing() as work:
        work.receive(page)
    for part in (page[:split], page, page[split - 1 :], page):
        with twice.store.writing() as work:
            work.receive(part)

    assert twice.rows() == whole.rows()
    assert len(twice.rows()) == 5
    assert twice.store.check() == whole.store.check() == ()


def test_i8_what_a_newer_program_wrote_is_kept_and_passed_on_unchanged(country: Country) -> None:
    """The bytes are what was signed; nothing here reads and writes them anew."""
    machine = country.machine()
    payload = '{"z":1,  "a":[1.50,"\\u0110"],"tương lai":null}'.encode()
    entry = entry_of_a_stranger(1, payload)
    with machine.store.writing() as work:
        assert work.receive([entry]) == 1

    with machine.store.reading() as reading:
        (held,) = reading.journal.entries(0, 10, entry.journal)

    assert to_wire(held) == entry
    assert machine.store.check() == ()
