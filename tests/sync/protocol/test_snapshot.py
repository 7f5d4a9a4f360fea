"""The file of a snapshot."""

import io

import pytest

from sync.protocol.columns import from_columns, to_columns
from sync.protocol.entry import GENESIS
from sync.protocol.snapshot import BadSnapshot, SnapshotPart, SnapshotWriter, read_snapshot
from tests.sync.protocol.entries import a_chain


def a_snapshot() -> bytes:
    chain, file = a_chain(300), io.BytesIO()
    writer = SnapshotWriter(file.write)
    writer.write(SnapshotPart("01843", to_columns(chain[:200], [GENESIS])))
    writer.write(SnapshotPart("01843", to_columns(chain[200:], [chain[199].digest])))
    writer.close()
    return file.getvalue()


def test_a_snapshot_gives_its_entries_back() -> None:
    parts = list(read_snapshot(io.BytesIO(a_snapshot())))

    assert [entry for part in parts for entry in from_columns(part.entries)] == a_chain(300)


def test_a_snapshot_cut_short_or_changed_is_noticed() -> None:
    """Seen to fail when the end of the file was the end of the snapshot."""
    whole = a_snapshot()

    for data in (b"", whole[:-1], whole[: len(whole) // 2], b"x" + whole[1:], b"nonsense"):
        with pytest.raises(BadSnapshot):
            list(read_snapshot(io.BytesIO(data)))
