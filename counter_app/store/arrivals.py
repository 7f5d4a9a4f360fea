"""Taking in a page of entries from elsewhere, whatever is in it.

A page is taken in whole: its entries, then the projections of all subjects that it touches. If
that fails the subjects are taken in one by one, and one that cannot be is set aside with its raw
bytes: a single bad entry never stops the others, and never a page.
"""

import logging
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from counter_app.domain.facts import Recorded
from counter_app.store.entry_rows import append_rows
from counter_app.store.fact_codec import decode_fact
from counter_app.store.histories import histories_of
from counter_app.store.journal import JournalDesk, recorded_of
from counter_app.store.journals import Journals
from counter_app.store.projection import Projection, Row, row_of
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
                fresh = self._fresh(new)
                first = self._insert(new)
                self._projection.add(_rows_of(new, fresh, first))
                known = dict.fromkeys(e.subject for e in new if e.subject not in fresh)
                histories = histories_of(self._connection, self._numbers, known)
                self._projection.show_all(histories)
            return True
        except IntegrityError:
            log.warning("entries could not be stored", exc_info=True)
        except DBAPIError:
            raise
        except Exception:
            log.warning("entries could not be understood", exc_info=True)
        self._numbers.forget()
        return False

    def _fresh(self, new: Sequence[Entry]) -> set[Name]:
        """Return the subjects that new entries open and of which nothing is here yet."""
        opened: dict[str, list[int]] = {}
        for entry in new:
            if entry.name == entry.subject:
                opened.setdefault(entry.journal, []).append(entry.seq)
        fresh: set[Name] = set()
        for journal, seqs in opened.items():
            number = self._numbers.number_of(self._connection, journal)
            known: set[int] = set()
            for start in range(0, len(seqs) if number is not None else 0, _CHUNK):
                statement = select(entries.c.subject_seq).where(
                    entries.c.subject_journal == number,
                    entries.c.subject_seq.in_(seqs[start : start + _CHUNK]),
                )
                known.update(self._connection.execute(statement).scalars())
            fresh.update((journal, seq) for seq in seqs if seq not in known)
        return fresh

    def _insert(self, new: Sequence[Entry]) -> int:
        """Append rows; return the position of the first."""
        return append_rows(self._connection, (self._journal.row_of(entry) for entry in new))

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


def _rows_of(new: Sequence[Entry], fresh: set[Name], first: int) -> list[Row]:
    """Return the rows of dossiers all of whose entries are among the new ones."""
    opened: dict[Name, int] = {}
    histories: dict[Name, list[Recorded]] = {}
    for position, entry in enumerate(new, first):
        if entry.subject in fresh:
            recorded = recorded_of(entry, decode_fact(entry.kind, entry.payload))
            histories.setdefault(entry.subject, []).append(recorded)
            if entry.name == entry.subject:
                opened[entry.subject] = position
    rows = (row_of(opened[subject], tuple(history)) for subject, history in histories.items())
    return [row for row in rows if row]


def _by_subject(new: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[Name, list[Entry]] = {}
    for entry in new:
        groups.setdefault(entry.subject, []).append(entry)
    return list(groups.values())
