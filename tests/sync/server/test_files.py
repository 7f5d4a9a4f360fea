"""No line at all: files on a stick, and snapshots for a first load."""

import io

import pytest

from sync.protocol.columns import from_columns
from sync.protocol.errors import Refused
from sync.protocol.messages import SnapshotAnswer
from sync.protocol.sealed_file import (
    AnswerFile,
    BadFile,
    RequestFile,
    SnapshotFile,
    open_file,
    seal_file,
)
from sync.protocol.signing import Keys, authorization
from sync.protocol.snapshot import read_snapshot
from sync.server.enrolment import revoke
from sync.server.files import import_file, snapshot_file
from sync.server.snapshots import Snapshots
from tests.sync.server.conftest import Setting
from tests.sync.server.toy_counter import ToyCounter


def a_stick(setting: Setting, counter: ToyCounter, most: int = 4) -> bytes:
    """Return a file with all that waits, in batches."""
    requests = [
        counter.request(
            most=most, want=0 if first < len(counter.own) - most else 65_536, first=first
        )
        for first in range(counter.acked + 1, len(counter.own) + 1, most)
    ]
    keys = setting.province.keys
    return seal_file(RequestFile(requests), counter.keys, keys.id, keys.box_key)


def test_a_stick_carries_everything_there_and_back(setting: Setting) -> None:
    """Seen to fail when only the first exchange of a file was done."""
    offline, online = setting.counter(), setting.counter()
    entries = offline.record_many(10)
    theirs = online.record_many(500)
    online.sync()
    data = a_stick(setting, offline)

    imported = import_file(setting.province, data)
    answers = open_file(imported.answer, AnswerFile, offline.keys, setting.province.keys.sign_key)

    assert (imported.taken_in, imported.acked_seq, imported.state) == (10, 10, "in_step")
    came = [e for answer in answers.answers if answer.entries for e in from_columns(answer.entries)]
    assert {entry.name for entry in theirs} <= {entry.name for entry in came}
    assert answers.answers[-1].ahead == 0
    online.sync()
    assert {entry.name for entry in entries} <= set(online.held)


def test_i02_the_same_stick_twice_has_the_effect_of_once(setting: Setting) -> None:
    counter, reader = setting.counter(), setting.counter()
    counter.record_many(6)
    data = a_stick(setting, counter)

    first, second = import_file(setting.province, data), import_file(setting.province, data)

    assert (first.taken_in, second.taken_in) == (6, 0)
    assert (first.acked_seq, second.acked_seq) == (6, 6)
    reader.sync()
    assert [n for n in reader.arrivals if n[0] == counter.journal] == [
        entry.name for entry in counter.own
    ]


def test_a_stick_from_a_stranger_a_forger_or_a_revoked_counter_is_refused(
    setting: Setting,
) -> None:
    counter = setting.counter()
    counter.record()
    keys = setting.province.keys
    requests = RequestFile([counter.request()])

    with pytest.raises(BadFile) as bad:
        import_file(setting.province, seal_file(requests, Keys.new(), keys.id, keys.box_key))
    assert bad.value.word == "stranger"
    other = Keys.new()
    with pytest.raises(BadFile) as bad:
        import_file(setting.province, seal_file(requests, counter.keys, other.id, other.box_key))
    assert bad.value.word == "not_for_us"
    with pytest.raises(BadFile):
        import_file(setting.province, b"photo.jpg")
    data = a_stick(setting, counter)
    revoke(setting.province, counter.keys.id, "thử")
    with pytest.raises(Refused) as refused:
        import_file(setting.province, data)
    assert refused.value.word == "revoked"


def test_a_snapshot_and_the_exchanges_after_it_are_the_whole(setting: Setting) -> None:
    """Seen to fail when the last part of a feed was left out."""
    writer = setting.counter()
    before = writer.record_many(1_500)
    writer.sync()
    fresh = setting.counter()

    about = fresh.get_snapshot()
    after = writer.record_many(5)
    writer.sync()
    file = fresh.get("/v1/snapshot/" + about.name)
    for part in read_snapshot(io.BytesIO(file)):
        fresh.held.update({entry.name: entry for entry in from_columns(part.entries)})
    assert len(fresh.held) == about.count
    fresh.cursor, fresh.epoch = about.cursor, about.epoch
    fresh.sync()

    assert {entry.name for entry in [*before, *after]} <= set(fresh.held)
    assert [n for n in fresh.arrivals if n[0] == writer.journal] == [e.name for e in after]


def test_another_process_makes_the_same_snapshot_again(setting: Setting) -> None:
    writer, fresh = setting.counter(), setting.counter()
    writer.record_many(50)
    writer.sync()
    about = fresh.get_snapshot()
    first = fresh.get("/v1/snapshot/" + about.name)
    writer.record_many(5)
    writer.sync()

    caller = setting.province.storage.read(lambda work: work.counters.get(fresh.keys.id))
    assert caller
    elsewhere = Snapshots(setting.folder / "elsewhere")
    path = elsewhere.file(setting.another(), caller, about.name)

    assert path.read_bytes() == first


def test_a_snapshot_of_other_units_is_not_given(setting: Setting) -> None:
    """Seen to fail when the name of a snapshot was believed."""
    near, far = setting.counter("01843"), setting.counter("01900")
    name = near.get_snapshot().name

    for path in ("/v1/snapshot/" + name, "/v1/snapshot/!!", "/v1/snapshot/AAAA"):
        sign = authorization(far.keys, "GET", path)
        status, _ = setting.send("GET", path, b"", {"Authorization": sign})
        assert status in (403, 404)


def test_a_first_load_also_fits_on_a_stick(setting: Setting) -> None:
    writer, fresh = setting.counter(), setting.counter()
    writer.record_many(20)
    writer.sync()

    data = snapshot_file(setting.province, Snapshots(setting.folder / "s"), fresh.keys.id)
    file = open_file(data, SnapshotFile, fresh.keys, setting.province.keys.sign_key)

    assert isinstance(file.about, SnapshotAnswer)
    entries = [e for part in read_snapshot(io.BytesIO(file.content)) for e in part.entries.payloads]
    assert len(entries) == file.about.count
