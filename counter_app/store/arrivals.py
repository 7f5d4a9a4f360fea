"""Taking in a page of entries from elsewhere, whatever is in it.

A page is taken in whole: its entries, then the projections of all subjects that it touches. If
that fails the subjects are taken in one by one, and one that cannot be is set aside with its raw
bytes: a single bad entry never stops the others, and never a page.
"""

import logging
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from counter_app.domain.facts import EntryName
from counter_app.store.journal import JournalDesk
from counter_app.store.journals import Journals
from counter_app.store.projection import Projection
from counter_app.store.sync_state import SyncDesk
from counter_app.store.tables import entries
from sync.protocol.entry import GENESIS, BadEnvelope, BrokenChain, Entry, Name, check_link
from sync.protocol.wire_entry import WireEntry, from_wire, to_wire

log = logging.getLogger(__name__)

DIGEST, UNREADABLE, ENVELOPE = "digest", "unreadable", "envelope"

_MOST_SEQ = 2**53
_CHUNK = 500


class Arrivals:
    """Takes pages in, inside a transaction that writes."""

    def __init__(
        self, connection: Connection, numbers: Journals, projection: Projection, sync: SyncDesk
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._projection = projection
        self._sync = sync
        self._journal = JournalDesk(connection, numbers, projection_of_nothing)

    def take(self, page: Sequence[WireEntry]) -> int:
        """Add what is new; return how many entries that were."""
        new = self._new(page)
        if not new:
            return 0
        if self._attempt(new):
            return len(new)
        taken = 0
        for group in _by_subject(new):
            taken += len(group) if self._attempt(group) else self._one_by_one(group)
        return taken

    def _one_by_one(self, group: list[Entry]) -> int:
        taken = 0
        for entry in group:
            if self._attempt([entry]):
                taken += 1
            else:
                self._aside(entry, UNREADABLE)
        return taken

    def _attempt(self, new: Sequence[Entry]) -> bool:
        """Add entries and show what their subjects add up to, all of it or nothing."""
        try:
            with self._connection.begin_nested():
                self._insert(new)
                for subject in dict.fromkeys(entry.subject for entry in new):
                    self._projection.show(self._journal, EntryName(*subject))
            return True
        except IntegrityError:
            log.warning("entries could not be stored", exc_info=True)
        except DBAPIError:
            raise
        except Exception:
            log.warning("entries could not be understood", exc_info=True)
        self._numbers.forget()
        return False

    def _insert(self, new: Sequence[Entry]) -> None:
        last = self._connection.execute(select(func.max(entries.c.position))).scalar_one() or 0
        rows = [self._journal.row_of(entry) for entry in new]
        self._connection.execute(
            insert(entries),
            [{"position": position, **row} for position, row in enumerate(rows, last + 1)],
        )

    def _new(self, page: Sequence[WireEntry]) -> list[Entry]:
        """Return the entries that are not here yet and fit behind those that are."""
        known = self._digests(page)
        own = self._journal.own
        new: list[Entry] = []
        for wire in page:
            digest = known.get(wire.name)
            if digest == wire.digest:
                continue
            if digest is not None or wire.journal == own:
                # An entry of our own journal that we never made is a stranger's.
                self._aside(wire, DIGEST)
                continue
            entry = self._checked(wire, known)
            if entry is not None:
                new.append(entry)
                known[wire.name] = wire.digest
        return new

    def _checked(self, wire: WireEntry, known: dict[Name, bytes]) -> Entry | None:
        try:
            if not 1 <= wire.seq <= _MOST_SEQ or not 1 <= wire.subject[1] <= _MOST_SEQ:
                raise BadEnvelope(f"{wire.journal}/{wire.seq}")
            entry = from_wire(wire)
            before = GENESIS if wire.seq == 1 else known.get((wire.journal, wire.seq - 1))
            if before is not None:
                check_link(before, entry)
            return entry
        except BadEnvelope:
            self._aside(wire, ENVELOPE)
        except BrokenChain:
            self._aside(wire, DIGEST)
        return None

    def _digests(self, page: Sequence[WireEntry]) -> dict[Name, bytes]:
        """Return the digests that are here of a page's entries and of those just before them."""
        wanted: dict[str, set[int]] = {}
        for wire in page:
            seqs = wanted.setdefault(wire.journal, set())
            seqs.update(seq for seq in (wire.seq, wire.seq - 1) if 1 <= seq <= _MOST_SEQ)
        found: dict[Name, bytes] = {}
        for journal, seqs in wanted.items():
            number = self._numbers.number_of(self._connection, journal)
            ordered = sorted(seqs) if number is not None else []
            for start in range(0, len(ordered), _CHUNK):
                statement = select(entries.c.seq, entries.c.digest).where(
                    entries.c.journal == number,
                    entries.c.seq.in_(ordered[start : start + _CHUNK]),
                )
                rows = self._connection.execute(statement).all()
                found.update(((journal, row.seq), row.digest) for row in rows)
        return found

    def _aside(self, entry: WireEntry | Entry, why: str) -> None:
        wire = to_wire(entry) if isinstance(entry, Entry) else entry
        log.warning("set aside %s/%d: %s", wire.journal, wire.seq, why)
        self._projection.has_moved = True
        self._sync.put_aside(wire, why)


def projection_of_nothing(_: int, __: object) -> None:
    """Leave the projections alone; they follow when the whole page is there."""


def _by_subject(new: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[Name, list[Entry]] = {}
    for entry in new:
        groups.setdefault(entry.subject, []).append(entry)
    return list(groups.values())
