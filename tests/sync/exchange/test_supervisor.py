"""A supervisor reads the journals of an area, and sees where somebody laid hands on them."""

import io
from dataclasses import replace
from hashlib import sha256

import msgspec
import pytest
from sqlalchemy import create_engine, text

from counter_app.domain.verification import Finding, FindingKind
from counter_app.province import vouch
from counter_app.services import vouching
from counter_app.services.exchange import take_snapshot
from counter_app.services.journal_places import standings
from counter_app.services.stick import export_request_file, import_answer_file
from counter_app.services.verification import check_all, check_new
from sync.client import engine
from sync.client.causes import Cause, ExchangeFailed
from sync.protocol.columns import from_columns, runs_of, to_columns
from sync.protocol.messages import SnapshotAnswer, UnitPart
from sync.protocol.snapshot import SnapshotPart, SnapshotWriter, read_snapshot
from sync.protocol.wire_entry import to_wire
from sync.server.enrolment import new_code, set_scope
from sync.server.files import import_file
from sync.server.snapshots import Snapshots
from sync.server.verify import verify
from tests.support.intakes import named
from tests.support.seeding import fill
from tests.sync.exchange.conftest import A_DAY, HERE, THERE, Country
from tests.sync.exchange.counters import Machine

AREA = UnitPart("A0001", "Tổ kiểm tra khu vực 1", "H55.A1", "Thái Nguyên")


def a_supervisor(country: Country, *units: str) -> Machine:
    """Return the machine of somebody who reads some units."""
    from sync.server.publishing import add_unit

    add_unit(country.province, AREA)
    machine = Machine(country.folder / f"supervisor-{len(country.machines)}", country.url)
    machine.enrol(new_code(country.province, AREA.code, A_DAY, units).code)
    country.machines.append(machine)
    return machine


def watch(machine: Machine) -> tuple[Finding, ...]:
    """Exchange and check, as the program does, and return what is known to be wrong."""
    outcome = machine.sync()
    assert outcome.ok, outcome
    assert machine.line is not None
    vouch(machine.store, machine.line, machine.clock)
    return found_by(machine)


def found_by(machine: Machine) -> tuple[Finding, ...]:
    return tuple(f for each in standings(machine.store) for f in each.findings)


def a_commune(country: Country, count: int = 40, unit: str = HERE.code) -> Machine:
    machine = country.machine(unit)
    first = machine.state().blocks[0][0]
    for serial in range(1, count + 1):
        machine.record(serial)
    assert machine.sync().ok
    assert first
    return machine


def record_for(machine: Machine, code: str, *units: str) -> None:
    """Record an intake that concerns some units."""
    with machine.store.writing() as work:
        fact = replace(named("Lý Văn Bé", 99), code=code, unit_code=HERE.code)
        work.journal.record(fact, by="mau", at=machine.clock(), units=units)


def journal_of(machine: Machine) -> str:
    with machine.store.reading() as reading:
        return reading.journal.own


def tamper(country: Country, machine: Machine, *statements: str) -> None:
    """Do something to the rows of a machine's journal in the province's database."""
    known = country.province.storage.read(lambda work: work.journals.get(journal_of(machine)))
    assert known is not None
    db = create_engine(country.province.storage.url)
    with db.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), {"journal": known.number})
    db.dispose()


def test_a_supervisor_holds_exactly_the_journals_in_scope(country: Country) -> None:
    """Seen to fail when the scope of the code was left out."""
    here, there = a_commune(country, 5), a_commune(country, 7, THERE.code)
    supervisor = a_supervisor(country, HERE.code)

    assert watch(supervisor) == ()

    journals = {journal for journal, _ in supervisor.names()}
    assert journal_of(here) in journals
    assert journal_of(there) not in journals
    assert here.names() - supervisor.names() == set()
    assert len(supervisor.codes()) == 5
    shown = {s.place.unit: s for s in standings(supervisor.store)}
    assert set(shown) == {"*", AREA.code, HERE.code}
    assert shown[HERE.code].place.unit_name == HERE.name
    assert (shown[HERE.code].last_seq, shown[HERE.code].is_signed) == (7, True)


def test_a_scope_that_grew_brings_what_was_there_before(country: Country) -> None:
    here, there = a_commune(country, 5), a_commune(country, 7, THERE.code)
    supervisor = a_supervisor(country, HERE.code)
    watch(supervisor)

    set_scope(country.province, supervisor.state().counter, (HERE.code, THERE.code))
    assert watch(supervisor) == ()
    assert here.names() | there.names() <= supervisor.names()

    set_scope(country.province, supervisor.state().counter, (THERE.code,))
    here.record(30)
    here.sync()
    assert watch(supervisor) == ()
    assert here.names() - supervisor.names() == {(journal_of(here), 8)}, "kept, but not followed"


_SERVER = {
    "one byte of a payload": (
        "UPDATE entries SET payload = CAST(replace(CAST(payload AS TEXT), 'Lý', 'Lỳ') AS BLOB)"
        " WHERE journal = :journal AND seq = 20",
        [(FindingKind.FORKED, 20, 0)],
        "payload",
    ),
    "an entry dropped": (
        "DELETE FROM entries WHERE journal = :journal AND seq = 20",
        [(FindingKind.MISSING, 20, 0)],
        "gap",
    ),
    "the end cut off": (
        "DELETE FROM entries WHERE journal = :journal AND seq > 30",
        [(FindingKind.TRUNCATED, 31, 42)],
        "gap",
    ),
    "an entry in the place of another": (
        "UPDATE entries SET (envelope, payload, digest) = (SELECT o.envelope, o.payload, o.digest"
        " FROM entries o WHERE o.journal = :journal AND o.seq = 20)"
        " WHERE journal = :journal AND seq = 25",
        [(FindingKind.REPLAYED, 20, 0), (FindingKind.MISSING, 25, 0)],
        "link",
    ),
}


@pytest.mark.parametrize("case", _SERVER.values(), ids=_SERVER)
@pytest.mark.parametrize("page", [1_000, 10])
def test_what_was_done_in_the_province_s_database_is_named(
    country: Country,
    case: tuple[str, list[tuple[FindingKind, int, int]], str],
    page: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The supervisor comes later and never saw the true entries. Seen to fail without
    ``_locate``, and without the signed ends."""
    monkeypatch.setattr("sync.server.feeds.MOST_ROWS", page)
    statement, expected, at_server = case
    commune = a_commune(country)
    tamper(country, commune, statement)

    supervisor = a_supervisor(country, HERE.code)
    watch(supervisor)
    found = watch(supervisor)

    assert [(f.kind, f.seq, f.last_seq) for f in found] == expected
    assert {f.journal for f in found} == {journal_of(commune)}
    faults = verify(country.province)[1]
    assert at_server in {fault.what for fault in faults}
    assert check_all(supervisor.store, supervisor.clock()) == found, "the whole says the same"
    assert watch(supervisor) == found, "and so does the next exchange"


def test_a_history_that_the_server_wrote_anew_has_no_signature(country: Country) -> None:
    """Digests and chains of the server's may fit; it cannot sign for the counter."""
    commune, journal = a_commune(country), ""
    journal = journal_of(commune)
    supervisor = a_supervisor(country, HERE.code)
    tamper(
        country,
        commune,
        "UPDATE journals SET signed_seq = 10, last_seq = 10 WHERE number = :journal",
    )

    found = watch(supervisor)

    assert [(f.kind, f.journal, f.seq) for f in found] == [(FindingKind.SIGNATURE, journal, 10)]


def test_a_journal_keeps_the_key_it_was_first_known_by(country: Country) -> None:
    """Seen to fail when the newest key was believed."""
    commune, other = a_commune(country), a_commune(country, 3)
    supervisor = a_supervisor(country, HERE.code)
    assert watch(supervisor) == ()

    commune.record(60)
    commune.sync()
    stranger = other.state().counter
    tamper(
        country,
        commune,
        f"UPDATE journals SET counter = '{stranger}' WHERE number = :journal",
    )

    (finding,) = watch(supervisor)
    assert (finding.kind, finding.journal) == (FindingKind.KEY, journal_of(commune))


def test_a_journal_of_which_nothing_ever_came_is_missed(country: Country) -> None:
    """Seen to fail when only journals with entries here were asked about."""
    commune = a_commune(country, 5)
    tamper(country, commune, "DELETE FROM entries WHERE journal = :journal")
    supervisor = a_supervisor(country, HERE.code)
    watch(supervisor)

    (finding,) = watch(supervisor)

    assert (finding.kind, finding.seq, finding.last_seq) == (FindingKind.TRUNCATED, 1, 7)


def test_an_entry_pushed_between_exchange_and_signed_ends_is_no_finding(country: Country) -> None:
    """Seen to fail when a signed end was believed to be here at once."""
    commune = a_commune(country, 5)
    supervisor = a_supervisor(country, HERE.code)
    assert supervisor.sync().ok
    commune.record(10)
    commune.sync()
    assert supervisor.line is not None
    vouch(supervisor.store, supervisor.line, supervisor.clock)
    assert found_by(supervisor) == ()
    assert watch(supervisor) == ()
    assert commune.names() <= supervisor.names()


def test_an_entry_that_the_province_holds_back_is_no_gap(country: Country) -> None:
    """Seen to fail when what is held back was not told with the signed end."""
    commune = a_commune(country, 5)
    record_for(commune, "H55.18.43-261123-9999", "77777")
    commune.record(9)
    assert commune.sync().quarantined == 1
    supervisor = a_supervisor(country, HERE.code)

    assert watch(supervisor) == ()
    assert (journal_of(commune), 8) not in supervisor.names()
    assert (journal_of(commune), 9) in supervisor.names()


def test_a_forwarded_dossier_s_journal_may_have_gaps(country: Country) -> None:
    here, there = country.machine(), country.machine(THERE.code)
    here.record(1)
    here.record(2)
    record_for(here, "H55.18.43-261123-9001", HERE.code, THERE.code)
    here.sync()
    assert watch(there) == ()
    assert (journal_of(here), 5) in there.names()
    assert (journal_of(here), 3) not in there.names()


def test_a_counter_set_back_to_a_copy_goes_on_without_findings(country: Country) -> None:
    """Seen to fail when the marks of the former journal were kept after a fork."""
    commune = a_commune(country, 5)
    watch(commune)
    copy = country.folder / "copy"
    commune.copy_disk(copy)
    commune.record(20)
    watch(commune)
    commune.restore_disk(copy)
    for serial in (30, 31, 32):
        commune.record(serial)
    assert check_new(commune.store, commune.clock()) == ()
    assert watch(commune) == ()
    supervisor = a_supervisor(country, HERE.code)
    assert watch(supervisor) == ()
    assert len({s.place.journal for s in standings(supervisor.store)}) == 4
    assert check_all(commune.store, commune.clock()) == ()


def test_another_version_of_an_entry_that_is_here_is_named(country: Country) -> None:
    """What came first stays and is in order; the other version is no secret. Seen to fail when
    only the chain was looked at."""
    commune = a_commune(country)
    supervisor = a_supervisor(country, HERE.code)
    assert watch(supervisor) == ()
    journal = journal_of(commune)
    with commune.store.reading() as reading:
        (entry,) = reading.journal.entries(24, 1)
    forged = msgspec.structs.replace(to_wire(entry), payload=b"{}", digest=b"\1" * 32)
    with supervisor.store.writing() as work:
        assert work.receive([forged]) == 0

    found = (Finding(FindingKind.FORKED, journal, 25),)
    assert check_new(supervisor.store, supervisor.clock()) == found
    assert watch(supervisor) == found, "the province has the same version as this store"


def test_the_supervisor_s_own_store_tells_of_foreign_entries(country: Country) -> None:
    """One changed, one dropped, the end cut off: named with the commune's journal."""
    commune = a_commune(country)
    supervisor = a_supervisor(country, HERE.code)
    watch(supervisor)
    journal = journal_of(commune)
    with supervisor.store.writing() as work:
        number = work.numbers.number_of(work.connection, journal)
        for statement in (
            "DROP TRIGGER entries_stay",
            f"UPDATE entries SET at = at + 1 WHERE journal = {number} AND seq = 10",
            f"DELETE FROM dossiers WHERE seq > 40 AND journal = '{journal}'",
            f"DELETE FROM entries WHERE seq > 40 AND journal = {number}",
        ):
            work.connection.exec_driver_sql(statement)

    found = check_all(supervisor.store, supervisor.clock())

    assert [(f.kind, f.seq, f.journal) for f in found] == [(FindingKind.CHANGED, 10, journal)]
    with supervisor.store.writing() as work:
        work.connection.exec_driver_sql(
            f"UPDATE entries SET at = at - 1 WHERE journal = {number} AND seq = 10"
        )
    (cut,) = check_all(supervisor.store, supervisor.clock())
    assert (cut.kind, cut.seq, cut.last_seq) == (FindingKind.TRUNCATED, 41, 42)


def test_a_snapshot_that_was_tampered_with_is_named(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever makes the digest of the file fit too is found by the counter's signature."""
    monkeypatch.setattr(engine, "SNAPSHOT_FROM", 50)
    commune = a_commune(country, 80)
    supervisor = a_supervisor(country, HERE.code)
    about, content = a_snapshot(country, supervisor)

    assert take_snapshot(supervisor.store, io.BytesIO(content[:-9]), about, b"") is None
    changed = content[:200] + bytes([content[200] ^ 1]) + content[201:]
    assert take_snapshot(supervisor.store, io.BytesIO(changed), about, b"") is None
    forged = forged_snapshot(content, journal_of(commune), 33)
    assert sha256(forged).digest() != about.sha256
    take_snapshot(supervisor.store, io.BytesIO(forged), about, b"")

    (finding,) = watch(supervisor)
    assert (finding.kind, finding.journal, finding.seq) == (
        FindingKind.FORKED,
        journal_of(commune),
        33,
    )


def a_snapshot(country: Country, machine: Machine) -> tuple[SnapshotAnswer, bytes]:
    caller = country.province.storage.read(lambda w: w.counters.get(machine.state().counter))
    assert caller is not None
    snapshots = Snapshots(country.folder / "made")
    about = snapshots.current(country.province, caller)
    return about, snapshots.file(country.province, caller, about.name).read_bytes()


def forged_snapshot(content: bytes, journal: str, seq: int) -> bytes:
    """Return a snapshot in which the signer of one entry is another."""
    made = io.BytesIO()
    writer = SnapshotWriter(made.write)
    for part in read_snapshot(io.BytesIO(content)):
        entries = from_columns(part.entries)
        anchors = [anchor for anchor, _ in zip(part.entries.anchors, runs_of(entries), strict=True)]
        changed = [
            msgspec.structs.replace(e, by="ai-do") if e.name == (journal, seq) else e
            for e in entries
        ]
        writer.write(SnapshotPart(part.unit, to_columns(changed, anchors)))
    writer.close()
    return made.getvalue()


def test_a_stick_brings_the_signed_ends_too(country: Country) -> None:
    commune = a_commune(country, 5)
    tamper(
        country,
        commune,
        "DELETE FROM entries WHERE journal = :journal AND seq = 6",
    )
    supervisor = a_supervisor(country, HERE.code)
    answer = import_file(
        country.province, export_request_file(supervisor.store, supervisor.clock)
    ).answer

    import_answer_file(supervisor.store, answer, supervisor.clock)

    (finding,) = found_by(supervisor)
    assert (finding.kind, finding.seq) == (FindingKind.MISSING, 6)


def test_an_older_server_without_signed_ends_hinders_nothing(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_commune(country, 5)
    supervisor = a_supervisor(country, HERE.code)
    assert supervisor.sync().ok
    line = supervisor.dial()
    ask = line.ask

    def without_heads(path: str, *rest: object, **named: object) -> object:
        if path == "/v1/heads":
            raise ExchangeFailed(Cause.REFUSED, "no such page", word="no_such_page")
        return ask(path, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(line, "ask", without_heads)
    vouch(supervisor.store, line, supervisor.clock)

    assert found_by(supervisor) == ()
    assert all(s.checked_at for s in standings(supervisor.store) if s.last_seq)
    assert vouching.wanted_heads(supervisor.store, supervisor.clock()) == ()


def test_much_is_checked_as_it_comes(country: Country) -> None:
    commune = country.machine()
    fill(commune.store, 300, by=("mau",))
    commune.sync()
    supervisor = a_supervisor(country, HERE.code)
    watch(supervisor)
    shown = {s.place.unit: s for s in standings(supervisor.store)}
    assert shown[HERE.code].last_seq == 302
    assert check_new(supervisor.store, supervisor.clock()) == ()
