"""A commune without a line, and a first load that is too large for pages."""

from random import Random

import pytest

from counter_app.services import sync_status
from counter_app.services.exchange import NotEnrolled
from counter_app.services.stick import (
    FileNotForUs,
    export_request_file,
    import_answer_file,
    import_snapshot_file,
)
from counter_app.store.store import Store
from counter_app.ui.words_of_errors import sentence_of
from sync.client import engine
from sync.client.engine import sync_once
from sync.client.link import Link
from sync.server.files import import_file, snapshot_file
from sync.server.snapshots import Snapshots
from tests.support.seeding import fill
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.counters import A_MONDAY
from tests.sync.exchange.lines import WildLine


def test_a_stick_there_and_back_does_what_the_line_does(country: Country) -> None:
    """Seen to fail when only the acknowledgement of an answer was taken in."""
    machine, other = country.machine(), country.machine()
    for serial in range(1, 30):
        other.record(serial)
    other.sync()
    fill(machine.store, 2_101, by=("mau",))

    file = export_request_file(machine.store, machine.clock)
    answer = import_file(country.province, file)
    carried = import_answer_file(machine.store, answer.answer, machine.clock)

    assert answer.acked_seq == carried.acked == carried.head == 2_103
    assert carried.is_all
    assert sync_status.status(machine.store).is_green
    assert other.names() <= machine.names()
    assert machine.sync().pulled == 0

    again = import_answer_file(machine.store, answer.answer, machine.clock)
    assert (again.new, again.acked) == (0, 2_103)
    assert country.is_sound()


def test_a_file_for_somebody_else_or_damaged_changes_nothing(country: Country) -> None:
    machine, other = country.machine(), country.machine()
    machine.take_in()
    answer = import_file(country.province, export_request_file(machine.store, machine.clock))
    before = (other.state(), machine.state())

    words = []
    for store, data in (
        (other.store, answer.answer),
        (machine.store, answer.answer[:-1] + bytes([answer.answer[-1] ^ 1])),
        (machine.store, b"not a file of ours"),
        (machine.store, export_request_file(other.store, other.clock)),
    ):
        with pytest.raises(FileNotForUs) as refusal:
            import_answer_file(store, data, machine.clock)
        words.append(refusal.value.word)

    assert words == ["not_for_us", "bad_signature", "not_a_file", "not_for_us"]
    assert (other.state(), machine.state()) == before


def test_an_answer_from_before_a_fork_is_refused_in_words(country: Country) -> None:
    machine = country.machine()
    machine.sync()
    copy = country.folder / "copy"
    machine.copy_disk(copy)
    machine.take_in()
    machine.sync()
    machine.restore_disk(copy)
    file = export_request_file(machine.store, machine.clock)
    before = machine.state()
    with pytest.raises(FileNotForUs) as refusal:
        answer = import_file(country.province, file).answer
        import_answer_file(machine.store, answer, machine.clock)
    assert refusal.value.word == "forked"
    assert "khôi phục từ bản sao lưu" in sentence_of(refusal.value)
    assert machine.state() == before
    assert machine.sync().ok, "over the line it finds its way"


def test_a_counter_on_its_own_has_nothing_to_carry(country: Country) -> None:
    store = Store.create(country.folder / "alone.db", bytes(32))
    with pytest.raises(NotEnrolled):
        export_request_file(store, lambda: A_MONDAY)
    assert sync_status.status(store) == sync_status.SyncStatus()
    store.close()


def test_a_first_load_by_snapshot_is_taken_up_where_it_broke_off(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when every try began the file anew."""
    monkeypatch.setattr(engine, "SNAPSHOT_FROM", 100)
    monkeypatch.setattr("sync.client.http.CHUNK", 2_000)
    machine = country.machine()
    fill(machine.store, 600, by=("mau",))
    machine.sync()
    newcomer = country.machine()
    wild = WildLine(newcomer.dial(), Random(4), 0.3)

    for _ in range(40):
        outcome = sync_once(newcomer.exchange, wild, Link(Random(1)))
        if outcome.ok:
            break
    assert outcome.ok
    assert newcomer.rows() == machine.rows()
    assert newcomer.store.check() == ()
    with newcomer.store.reading() as reading:
        assert reading.snapshot.read().read(1) == b""


def test_a_first_load_by_file_goes_on_over_the_line(country: Country) -> None:
    machine = country.machine()
    fill(machine.store, 299, by=("mau",))
    machine.sync()
    newcomer = country.machine()
    snapshots = Snapshots(country.folder / "sticks")
    file = snapshot_file(country.province, snapshots, newcomer.state().counter)

    new = import_snapshot_file(newcomer.store, file)

    assert new >= 299
    following = machine.record(301)
    machine.sync()
    outcome = newcomer.sync()
    assert outcome.ok
    assert outcome.pulled <= 3
    assert (following.name.journal, following.name.seq) in newcomer.names()
    assert newcomer.rows() == machine.rows()
