"""Going on in a new journal, after this disk was set back to a copy, or was copied.

The province holds other entries under numbers that were given here as well. What only this disk
has is recorded again in a new journal: the same facts, times and signers, at the same places of
the lists, under new names. The entries as they were stay aside with their raw bytes, and their
names are free for those that the province gives back.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from counter_app.domain.facts import EntryName, Settled
from counter_app.store.fact_codec import decode_fact, encode_fact
from counter_app.store.journal import JournalDesk
from counter_app.store.journals import Journals, add_own_journal
from counter_app.store.projection import Projection
from counter_app.store.sync_state import FORKED, SyncDesk
from counter_app.store.tables import entries
from sync.protocol.entry import GENESIS, Entry, Name, seal
from sync.protocol.wire_entry import to_wire

_CHANGE = update(entries).where(entries.c.position == bindparam("place"))


class Fork:
    """Begins a new journal inside a transaction that writes."""

    def __init__(
        self, connection: Connection, numbers: Journals, projection: Projection, sync: SyncDesk
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._projection = projection
        self._sync = sync
        self._journal = JournalDesk(connection, numbers, lambda _, __: None)

    def begin(self, common_seq: int, journal: str) -> int:
        """Close the own journal behind ``common_seq`` and go on in a new one.

        Returns how many entries were recorded again in it.
        """
        rows = self._rows(common_seq)
        before = [self._journal.as_entry(row) for row in rows]
        first = self._founding(before)
        former = self._journal.own
        add_own_journal(self._connection, journal)
        self._numbers.forget()
        renamed = {entry.name: (journal, seq) for seq, entry in enumerate(before, 1 + len(first))}
        again = list(_sealed([*first, *before], renamed, journal))
        for entry in again[: len(first)]:
            self._connection.execute(insert(entries), self._journal.row_of(entry))
        for row, was, now in zip(rows, before, again[len(first) :], strict=True):
            self._sync.put_aside(to_wire(was), FORKED, became=f"{now.journal}/{now.seq}")
            self._write(row.position, now)
        self._show(before, renamed)
        self._note(former)
        return len(before)

    def _founding(self, again: list[Entry]) -> list[Entry]:
        """Return the founding, which stands first in every journal of a counter.

        From it others know whose journal it is. Where it is recorded again anyway it is not
        needed twice.
        """
        founded = [
            entry
            for entry in self._journal.of_kinds(("CounterFounded",))
            if entry.name.journal == self._journal.own
        ]
        if not founded or any(entry.kind == "CounterFounded" for entry in again):
            return []
        name = founded[-1].name
        return list(self._journal.entries(name.seq - 1, 1))

    def _rows(self, common_seq: int) -> list[Any]:
        number = self._numbers.number_of(self._connection, self._journal.own)
        statement = (
            select(entries)
            .where(entries.c.journal == number, entries.c.seq > common_seq)
            .order_by(entries.c.seq)
        )
        return list(self._connection.execute(statement))

    def _write(self, place: int, entry: Entry) -> None:
        self._connection.execute(_CHANGE, {"place": place, **self._journal.row_of(entry)})

    def _show(self, before: Iterable[Entry], renamed: dict[Name, Name]) -> None:
        for subject in dict.fromkeys(entry.subject for entry in before):
            was, now = EntryName(*subject), EntryName(*renamed.get(subject, subject))
            self._projection.rename(self._journal, was, now)

    def _note(self, former: str) -> None:
        state = self._sync.state()
        if state is not None:
            lineage = (*state.lineage, former)
            changed = msgspec.structs.replace(state, lineage=lineage, acked_seq=0, blocks=())
            self._sync.put(changed)


def _sealed(before: Iterable[Entry], renamed: dict[Name, Name], journal: str) -> Iterable[Entry]:
    previous = GENESIS
    for seq, entry in enumerate(before, 1):
        opens = entry.subject == entry.name
        now = seal(
            previous,
            journal=journal,
            seq=seq,
            subject=None if opens else renamed.get(entry.subject, entry.subject),
            after=[renamed.get(name, name) for name in entry.after],
            kind=entry.kind,
            at=entry.at,
            by=entry.by,
            units=entry.units,
            payload=_payload(entry, renamed),
        )
        previous = now.digest
        yield now


def _payload(entry: Entry, renamed: dict[Name, Name]) -> bytes:
    """Return what an entry says; a settlement names other entries, by their names of now."""
    fact = decode_fact(entry.kind, entry.payload)
    if not isinstance(fact, Settled):
        return entry.payload

    def now(name: EntryName) -> EntryName:
        return EntryName(*renamed.get((name.journal, name.seq), (name.journal, name.seq)))

    names = tuple(now(name) for name in fact.entries)
    return encode_fact(replace(fact, entries=names, holds=fact.holds and now(fact.holds)))
