"""The check behind an exchange tells how far it is, and can be stopped."""

from counter_app.province import vouch
from counter_app.services.journal_places import standings
from sync.server.enrolment import new_code
from tests.sync.exchange.conftest import A_DAY, HERE, THERE, Country
from tests.sync.exchange.counters import Machine


def a_reader(country: Country) -> Machine:
    """Return the machine of a third party that reads two communes with twenty entries each."""
    for unit in (HERE, THERE):
        commune = country.machine(unit.code)
        for serial in range(1, 21):
            commune.record(serial)
        assert commune.sync().ok
    reader = Machine(country.folder / "reader", country.url)
    reader.enrol(new_code(country.province, HERE.code, A_DAY, reads_all=True).code)
    country.machines.append(reader)
    assert reader.sync().ok
    return reader


def test_a_check_tells_how_far_it_is(country: Country) -> None:
    reader, told = a_reader(country), list[tuple[int, int]]()
    assert reader.line is not None
    vouch(reader.store, reader.line, reader.clock, on_check=lambda *at: told.append(at))
    assert told, "nobody heard anything"
    done, totals = [at for at, _ in told], {total for _, total in told}
    assert done == sorted(done)
    assert len(totals) == 1
    assert done[-1] < totals.pop() > 40, "the last slice ends it"
    assert all(each.checked_at for each in standings(reader.store) if each.last_seq)


def test_a_check_that_is_stopped_leaves_no_word(country: Country) -> None:
    reader, told = a_reader(country), list[tuple[int, int]]()
    assert reader.line is not None
    vouch(
        reader.store,
        reader.line,
        reader.clock,
        is_stopped=lambda: bool(told),
        on_check=lambda *at: told.append(at),
    )
    assert len(told) == 1
    assert not any(each.checked_at for each in standings(reader.store))
