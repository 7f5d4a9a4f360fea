"""Snapshots for a first load: all feeds of a scope in one compressed file, resumable.

A snapshot's name is the cursor that goes with it, so that any process of the server can make the
same one again, and a download that broke off goes on elsewhere. One is made for a scope at most
every few hours by each process; what came after it comes by exchange.
"""

import base64
import binascii
import os
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path

from sync.protocol.errors import Refused
from sync.protocol.messages import SnapshotAnswer
from sync.protocol.snapshot import SnapshotPart, SnapshotWriter
from sync.server.cursors import Cursor, Position, read_cursor, write_cursor
from sync.server.feeds import columns_of_rows
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter

FRESH = 6 * 3_600_000_000
"""Microseconds for which a snapshot serves further counters of the same scope."""

_PART = 1_000
"""Entries in one part."""


class Snapshots:
    """Makes snapshots in a folder and keeps them there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._current: dict[tuple[str, ...], tuple[SnapshotAnswer, int]] = {}

    def current(self, province: Province, caller: Counter) -> SnapshotAnswer:
        """Return the snapshot that serves a caller, made now if there is none yet.

        Raises:
            Refused: ``busy`` while another one is being made.
        """
        scope = caller.scope
        now = province.clock()
        found = self._current.get(scope)
        if found is None or now - found[1] > FRESH or not self._path(found[0].name).exists():
            ends = province.storage.read(lambda work: work.feeds.ends(scope))
            positions = {unit: (feed.last, feed.chain) for unit, feed in ends.items()}
            answer = self._made(province, positions)
            found = self._current[scope] = (answer, now)
        return found[0]

    def file(self, province: Province, caller: Counter, name: str) -> Path:
        """Return the file of a snapshot, made again if it is not here.

        Raises:
            Refused: ``no_such_snapshot``, ``not_your_unit``, or ``busy``.
        """
        cursor = _cursor_of(name)
        if not set(cursor.positions) <= set(caller.scope):
            raise Refused("not_your_unit")
        path = self._path(name)
        if not path.exists():
            self._made(province, cursor.positions)
        if not path.exists():
            raise Refused("no_such_snapshot")
        return path

    def _made(self, province: Province, positions: Mapping[str, Position]) -> SnapshotAnswer:
        if not self._lock.acquire(blocking=False):
            raise Refused("busy", "another snapshot is being made", retry_after=3)
        try:
            # Version 0: whoever goes on from here is told his scope, which may have grown since.
            cursor = write_cursor(0, positions)
            name = base64.urlsafe_b64encode(cursor).decode().rstrip("=")
            path = self._path(name)
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            with draft.open("wb") as file:
                writer = SnapshotWriter(file.write)
                for part in _parts(province, positions):
                    writer.write(part)
                writer.close()
            draft.replace(path)
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").digest()
            epoch = province.storage.read(lambda work: work.epochs.current())
            size = path.stat().st_size
            return SnapshotAnswer(name, size, digest, cursor, epoch, writer.count)
        finally:
            self._lock.release()

    def _path(self, name: str) -> Path:
        return self._folder / f"{sha256(name.encode()).hexdigest()[:32]}.snapshot"


def _parts(province: Province, positions: Mapping[str, Position]) -> Iterator[SnapshotPart]:
    """Yield the feeds up to some positions, part by part, a transaction each."""
    for unit in sorted(positions):
        at: Position = (0, b"")
        while at[0] < positions[unit][0]:
            read = partial(_page, unit=unit, at=at, end=positions[unit][0])
            part, at = province.storage.read(read)
            yield part


def _page(work: Work, *, unit: str, at: Position, end: int) -> tuple[SnapshotPart, Position]:
    """Return the next entries of a feed, none behind the end.

    Raises:
        Refused: ``no_such_snapshot``: the feed is not the one it was.
    """
    rows = [row for row in work.feeds.behind(unit, at[0], _PART) if row.number <= end]
    if not rows:
        raise Refused("no_such_snapshot")
    part = SnapshotPart(unit, columns_of_rows(rows))
    return part, (rows[-1].number, rows[-1].chain)


def _cursor_of(name: str) -> Cursor:
    try:
        raw = base64.b64decode(name + "=" * (-len(name) % 4), b"-_", validate=True)
        return read_cursor(raw)
    except (binascii.Error, ValueError, Refused) as error:
        raise Refused("no_such_snapshot") from error
