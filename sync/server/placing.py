"""Into which feeds an entry goes: those of all units that its subject concerns.

A subject concerns the unit whose counter opened it and every unit that an entry about it ever
named. A unit that is named for the first time gets the whole history of the subject first, so a
forwarded dossier appears there as it is at home. Only who is concerned already may name others:
nobody draws a stranger's dossier to himself by writing about it.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from sync.protocol.digests import day_of
from sync.protocol.entry import Name
from sync.protocol.province import PROVINCE_FEED
from sync.protocol.wire_entry import WireEntry, from_envelope
from sync.server.batch import Arrived
from sync.server.checks import NOT_CONCERNED, UNKNOWN_UNIT
from sync.server.storage.feeds import NumberedName
from sync.server.storage.storage import MetAnother, Work
from sync.server.values import Feed, Journal, Stored

PROVINCE_HOME = "_"
"""The feed that holds all the province ever said, also to some units only; nobody reads it."""

CHAIN_BYTES = 8


def chained(chain: bytes, digest: bytes) -> bytes:
    """Return the chain of a feed behind one more entry."""
    return sha256(chain + digest).digest()[:CHAIN_BYTES]


class Placing:
    """The feeds, subjects and audiences that one transaction's entries touch, locked."""

    def __init__(self, work: Work, home: str, entries: Sequence[WireEntry]) -> None:
        self._work = work
        self._home = home
        self._journals = _journals_of(work, entries)
        self._numbers = {journal.id: journal.number for journal in self._journals.values()}
        self._old = [
            self._numbered(entry.subject) for entry in entries if entry.subject != entry.name
        ]
        named = {home}.union(*(entry.units for entry in entries))
        named |= {self._home_of(entry.subject) for entry in entries}
        named = named.union(*work.feeds.audiences(self._old).values())
        self._named = named
        self.forget()

    def forget(self) -> None:
        """Read the ends of the feeds and the audiences anew, with the feeds locked."""
        self._ends = self._work.feeds.lock(self._named)
        self._added = self._work.feeds.audiences(self._old)
        if not set().union(*self._added.values()) <= self._named:
            raise MetAnother("a subject has found a wider audience meanwhile")

    def fault_of(self, entry: WireEntry) -> str | None:
        """Return why an entry may not be passed on, or None."""
        if any(unit not in self._ends for unit in entry.units):
            return UNKNOWN_UNIT
        concerned = self._audience(entry.subject)
        if self._home not in concerned and PROVINCE_FEED not in concerned:
            return NOT_CONCERNED
        return None

    def write(self, journal: Journal, arrived: Iterable[Arrived], now: int) -> None:
        """Append entries to the feeds of everybody concerned."""
        rows: dict[str, list[Stored]] = {}
        days: dict[str, dict[int, list[bytes]]] = {}
        for one in arrived:
            entry = one.entry
            audience = self._audience(entry.subject)
            if not audience.issuperset(entry.units):
                for unit in sorted(set(entry.units) - audience):
                    self._bring_up_to_date(unit, entry.subject, rows, days)
                audience = self._audience(entry.subject)
            stored = self._stored(journal, one)
            for unit in self._targets(audience):
                self._append(unit, stored, day_of(entry.at), rows, days)
        for unit, new in rows.items():
            self._work.feeds.add(unit, new, self._ends[unit], now)
            self._work.feeds.add_to_days(unit, days[unit])

    def _targets(self, audience: set[str]) -> Iterable[str]:
        if self._home == PROVINCE_HOME or audience == {self._home}:
            return audience
        return (audience - {PROVINCE_FEED}) | {self._home}

    def _bring_up_to_date(
        self,
        unit: str,
        subject: Name,
        rows: dict[str, list[Stored]],
        days: dict[str, dict[int, list[bytes]]],
    ) -> None:
        """Add a unit to the audience of a subject, and give it all that came before."""
        name = self._numbered(subject)
        home = self._home_of(subject)
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
            row for row in rows.get(home, ()) if (row.subject_journal, row.subject_seq) == name
        ]
        there = self._work.feeds.names(unit, [(row.journal, row.seq) for row in before])
        for row in before:
            if (row.journal, row.seq) not in there:
                at = from_envelope(row.envelope, row.payload, row.digest).at
                self._append(unit, row, day_of(at), rows, days)

    def _append(
        self,
        unit: str,
        stored: Stored,
        day: int,
        rows: dict[str, list[Stored]],
        days: dict[str, dict[int, list[bytes]]],
    ) -> None:
        end = self._ends[unit]
        end = Feed(unit, end.last + 1, chained(end.chain, stored.digest))
        self._ends[unit] = end
        rows.setdefault(unit, []).append(stored.at(end.last, end.chain))
        days.setdefault(unit, {}).setdefault(day, []).append(stored.digest)

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

    def _audience(self, subject: Name) -> set[str]:
        return self._added.get(self._numbered(subject), set()) | {self._home_of(subject)}

    def _home_of(self, subject: Name) -> str:
        """Return the unit that opened a subject; one never heard of counts as the caller's."""
        return self._journals[subject[0]].unit or self._home

    def _numbered(self, name: Name) -> NumberedName:
        return self._numbers[name[0]], name[1]


def _journals_of(work: Work, entries: Sequence[WireEntry]) -> dict[str, Journal]:
    """Return the journals that entries and their subjects stand in; new ones get a number."""
    ids = {entry.journal for entry in entries} | {entry.subject[0] for entry in entries}
    known = work.journals.by_ids(ids)
    if len(known) < len(ids):
        work.journals.hear_of(ids - known.keys())
        known = work.journals.by_ids(ids)
    return known
