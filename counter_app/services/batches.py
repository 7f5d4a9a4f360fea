"""Runs of a journal's entries as they travel."""

from collections.abc import Iterator

import msgspec

from counter_app.store.store import Reading
from sync.protocol.entry import GENESIS, Entry
from sync.protocol.version import MOST_PAYLOAD
from sync.protocol.wire_entry import WireEntry, to_wire

BATCH = 2_000
"""Entries in one request at the most."""

_READ_AHEAD = 250


def batch_of(
    reading: Reading, after: int, most_bytes: int, journal: str | None = None
) -> tuple[list[WireEntry], bytes]:
    """Return a run of entries of a journal behind a number, and the digest before the first.

    ``most_bytes`` bounds their payloads, but one entry always comes, if there is one. The own
    journal (the default) has no gaps; of a former one the run ends at the first.
    """
    before, expected = GENESIS, after or 1
    batch: list[WireEntry] = []
    size = 0
    for entry in _behind(reading, expected - 1, journal):
        if entry.seq != expected:
            break
        expected += 1
        if entry.seq == after:
            before = entry.digest
            continue
        size += len(entry.payload)
        if batch and (size > most_bytes or len(batch) == BATCH):
            break
        batch.append(_travelling(entry))
    return batch, before


def _behind(reading: Reading, after: int, journal: str | None) -> Iterator[Entry]:
    """Yield entries of a journal behind a number, read as they are needed."""
    while found := reading.journal.entries(after, _READ_AHEAD, journal):
        yield from found
        after = found[-1].seq


def _travelling(entry: Entry) -> WireEntry:
    """Return an entry as it travels; a payload that is too large for the line stays here."""
    wire = to_wire(entry)
    if len(entry.payload) <= MOST_PAYLOAD:
        return wire
    return msgspec.structs.replace(wire, payload=b"", withheld=entry.payload_digest)
