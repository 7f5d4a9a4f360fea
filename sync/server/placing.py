"""Into which feeds an entry goes: those of all units that its subject concerns.

A subject concerns the unit whose counter opened it and every unit that an entry about it ever
named. A unit that is named for the first time gets the whole history of the subject first, so a
forwarded dossier appears there as it is at home. Only who is concerned already may name others:
nobody draws a stranger's dossier to himself by writing about it.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from hashlib import sha256

from sync.protocol.digests import day_of
from sync.protocol.entry import Name
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.wire_entry import WireEntry, from_envelope
from sync.server.batch import Arrived
from sync.server.checks import NOT_CONCERNED, UNKNOWN_UNIT
from sync.server.storage.feeds import NumberedName, UnitDay
from sync.server.storage.storage import MetAnother, Work
from sync.server.values import Feed, Journal, Stored

PROVINCE_HOME = "_"
"""The feed that holds all the province ever said, also to some units only; nobody reads it."""

CHAIN_BYTES = 8


def chained(chain: bytes, digest: bytes) -> bytes:
    """Return the chain of a feed behind one more entry."""
    return sha256(chain + digest).digest()[:CHAIN_BYTES]


class Placing:
    """The feeds, subjects and audiences that one transaction's entries touch, locked.

    ``entries`` are those of each home: the unit of the counter that sent them. ``pushed`` are
    the journals that grow; ``journals`` tells how these and those of all subjects stand.
    """

    def __init__(
        self,
        work: Work,
        entries: Mapping[str, Collection[WireEntry]],
        pushed: Collection[str] = (),
    ) -> None:
        self._work = work
        self._pushed = pushed
        every = [entry for own in entries.values() for entry in own]
        self.journals = _journals_of(work, every, pushed)
        self._old = {self._numbered(one.subject) for one in every if one.subject != one.name}
        named = set(entries).union(*(entry.units for entry in every))
        named |= {self._home_of(one.subject, home) for home, own in entries.items() for one in own}
        self._alone: dict[str, frozenset[str]] = {}
        self._named = named.union(*work.feeds.audiences(self._old).values())
        self.forget()

    def forget(self) -> None:
        """Drop what was not flushed; read feeds and audiences anew, with the feeds locked."""
        self._rows: dict[str, list[Stored]] = {}
        self._days: dict[UnitDay, list[bytes]] = {}
        self._ends = self._work.feeds.lock(self._named)
        if self._pushed:
            # Whoever pushed the same journal meanwhile has held the same lock.
            self.journals |= self._work.journals.by_ids(self._pushed)
        self._added = self._work.feeds.audiences(self._old)
        if not set().union(*self._added.values()) <= self._named:
            raise MetAnother("a subject has found a wider audience meanwhile")

    def note(self, journal: Journal) -> Journal:
        """Keep in mind how a journal stands now."""
        self.journals[journal.id] = journal
        return journal

    def fault_of(self, home: str, entry: WireEntry) -> str | None:
        """Return why an entry from a counter of a unit may not be passed on, or None."""
        if not self._ends.keys() >= set(entry.units):
            return UNKNOWN_UNIT
        concerned = self._audience(entry.subject, home)
        if home not in concerned and PROVINCE_FEED not in concerned:
            return NOT_CONCERNED
        return None

    def place(self, home: str, journal: Journal, arrived: Iterable[Arrived]) -> None:
        """Append entries to the feeds of everybody concerned; ``flush`` writes them."""
        for one in arrived:
            entry = one.entry
            audience = self._audience(entry.subject, home)
            if not audience >= set(entry.units):
                for unit in sorted(set(entry.units) - audience):
                    self._bring_up_to_date(unit, entry.subject, home)
                audience = self._audience(entry.subject, home)
            stored = self._stored(journal, one)
            for unit in _targets(audience, home):
                self._append(unit, stored, day_of(entry.at))

    def flush(self, now: int) -> None:
        """Write what was placed, all of it at once."""
        if self._rows:
            rows = [(unit, row) for unit, own in self._rows.items() for row in own]
            self._work.feeds.add(rows, [self._ends[unit] for unit in self._rows], now)
            self._work.feeds.add_to_days(self._days)
            self._rows, self._days = {}, {}

    def _bring_up_to_date(self, unit: str, subject: Name, sender: str) -> None:
        """Add a unit to the audience of a subject, and give it all that came before."""
        name = self._numbered(subject)
        home = self._home_of(subject, sender)
        known = self._added.setdefault(name, set())
        if not known:
            # The subject's home is in its audience without a row; a subject that the server
            # has only heard of has the unit that spoke of it first.
            known.add(home)
            self._work.feeds.add_audience(name, {home})
        known.add(unit)
        self._work.feeds.add_audience(name, {unit})
        before = self._work.feeds.of_subject(home, name)
        before += [
            row
            for row in self._rows.get(home, ())
            if (row.subject_journal, row.subject_seq) == name
        ]
        there = self._work.feeds.names(unit, [(row.journal, row.seq) for row in before])
        there |= {(row.journal, row.seq) for row in self._rows.get(unit, ())}
        for row in before:
            if (row.journal, row.seq) not in there:
                at = from_envelope(row.envelope, row.payload, row.digest).at
                self._append(unit, row, day_of(at))

    def _append(self, unit: str, stored: Stored, day: int) -> None:
        end = self._ends[unit]
        end = Feed(unit, end.last + 1, chained(end.chain, stored.digest))
        self._ends[unit] = end
        self._rows.setdefault(unit, []).append(stored.at(end.last, end.chain))
        self._days.setdefault((unit, day), []).append(stored.digest)

    def _stored(self, journal: Journal, arrived: Arrived) -> Stored:
        subject = self._numbered(arrived.entry.subject)
        return Stored(
            journal=journal.number,
            seq=arrived.entry.seq,
            subject_journal=subject[0],
            subject_seq=subject[1],
            envelope=arrived.envelope,
            payload=arrived.entry.payload,
            previous=arrived.previous,
            digest=arrived.entry.digest,
        )

    def _audience(self, subject: Name, sender: str) -> Set[str]:
        journal = self.journals[subject[0]]
        home = journal.unit or sender
        added = self._added.get((journal.number, subject[1]))
        if added:
            return added | {home}
        # Nearly every subject concerns its home alone: one set serves all of them.
        return self._alone.setdefault(home, frozenset((home,)))

    def _home_of(self, subject: Name, sender: str) -> str:
        """Return the unit that opened a subject; one never heard of counts as the sender's."""
        return self.journals[subject[0]].unit or sender

    def _numbered(self, name: Name) -> NumberedName:
        return self.journals[name[0]].number, name[1]


def _targets(audience: Set[str], home: str) -> Iterable[str]:
    if home == PROVINCE_HOME or audience == {home}:
        return audience
    return (audience - {PROVINCE_FEED}) | {home}


def _journals_of(
    work: Work, entries: Iterable[WireEntry], further: Iterable[str]
) -> dict[str, Journal]:
    """Return the journals that entries and their subjects stand in; new ones get a number."""
    ids = {journal for one in entries for journal in (one.journal, one.subject[0])}
    ids |= set(further)
    known = work.journals.by_ids(ids)
    if len(known) < len(ids):
        work.journals.hear_of(ids - known.keys())
        known = work.journals.by_ids(ids)
    return known
