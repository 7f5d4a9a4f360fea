"""The journal: facts are appended, read and checked here, and never changed or deleted."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from counter_app.domain.dossier import in_causal_order
from counter_app.domain.facts import EntryName, Fact, Recorded, StaffJoined, StaffLeft
from counter_app.store.fact_codec import decode_fact, encode_fact, kind_of
from counter_app.store.journals import Head, Journals
from counter_app.store.tables import entries
from sync.protocol.entry import GENESIS, BrokenChain, Entry, check_link, seal

BATCH = 2_000
"""Entries read from the store at a time when all of them are needed."""

_LAST = (
    select(entries.c.seq, entries.c.digest, entries.c.at)
    .where(entries.c.journal == bindparam("own"))
    .order_by(entries.c.seq.desc())
    .limit(1)
)
_OF_SUBJECT = (
    select(entries)
    .where(
        entries.c.subject_journal == bindparam("subject_journal"),
        entries.c.subject_seq == bindparam("subject_seq"),
    )
    .order_by(entries.c.position)
)
_BY_NAME = select(entries).where(
    entries.c.journal == bindparam("journal"), entries.c.seq == bindparam("seq")
)
_OF_KINDS = (
    select(entries)
    .where(entries.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(entries.c.position)
)
_OF_KIND_BETWEEN = select(func.count()).where(
    entries.c.kind == bindparam("kind"),
    entries.c.at >= bindparam("start"),
    entries.c.at < bindparam("end"),
)
_OF_KINDS_BETWEEN = (
    select(entries)
    .where(
        entries.c.kind.in_(bindparam("kinds", expanding=True)),
        entries.c.at >= bindparam("start"),
        entries.c.at < bindparam("end"),
    )
    .order_by(entries.c.at, entries.c.position)
)
_APPEND = insert(entries)

STAFF_KINDS = ("StaffJoined", "StaffLeft")


class JournalShelf:
    """Reads the journal."""

    def __init__(self, connection: Connection, numbers: Journals) -> None:
        self._connection = connection
        self._numbers = numbers

    @property
    def own(self) -> str:
        """The id of the journal this counter appends to: 16 hexadecimal digits."""
        return self._numbers.own(self._connection)

    def head(self) -> Head:
        """Return the name, digest and time of the last entry of this counter's own journal."""
        row = self._connection.execute(_LAST, {"own": self._own_number()}).one_or_none()
        if row is None:
            return None, GENESIS, None
        return EntryName(self.own, row.seq), row.digest, row.at

    def last_at(self) -> datetime | None:
        """Return the time of the last entry of this counter's own journal, or None if empty."""
        return self.head()[2]

    def history(self, subject: EntryName) -> tuple[Recorded, ...]:
        """Return all entries about a subject in causal order."""
        number = self._numbers.number_of(self._connection, subject.journal)
        rows = self._connection.execute(
            _OF_SUBJECT, {"subject_journal": number, "subject_seq": subject.seq}
        ).all()
        return in_causal_order(self.recorded(row) for row in rows)

    def entry(self, name: EntryName) -> Recorded | None:
        """Return one entry, or None if it is not here."""
        row = self._row(name)
        return None if row is None else self.recorded(row)

    def position(self, name: EntryName) -> int | None:
        """Return where an entry stands in the order of arrival, or None if it is not here."""
        row = self._row(name)
        return None if row is None else row.position

    def entries(
        self, after_seq: int = 0, most: int = 500, journal: str | None = None
    ) -> tuple[Entry, ...]:
        """Return entries of a journal (this counter's own) behind a number, in their order."""
        number = self._numbers.number_of(self._connection, journal or self.own)
        statement = (
            select(entries)
            .where(entries.c.journal == number, entries.c.seq > after_seq)
            .order_by(entries.c.seq)
            .limit(most)
        )
        return tuple(self.as_entry(row) for row in self._connection.execute(statement).all())

    def of_kinds(self, kinds: Sequence[str]) -> tuple[Recorded, ...]:
        """Return all entries of rare kinds in causal order."""
        rows = self._connection.execute(_OF_KINDS, {"kinds": list(kinds)}).all()
        return in_causal_order(self.recorded(row) for row in rows)

    def of_kinds_between(
        self, kinds: Sequence[str], start: datetime, end: datetime
    ) -> tuple[Recorded, ...]:
        """Return the entries of some kinds from ``start`` until before ``end``, by their time."""
        values = {"kinds": list(kinds), "start": start, "end": end}
        rows = self._connection.execute(_OF_KINDS_BETWEEN, values).all()
        return tuple(self.recorded(row) for row in rows)

    def count_between(self, kind: str, start: datetime, end: datetime) -> int:
        """Return how many entries of a kind were made from ``start`` until before ``end``."""
        values = {"kind": kind, "start": start, "end": end}
        return int(self._connection.execute(_OF_KIND_BETWEEN, values).scalar_one())

    def count(self) -> int:
        """Return how many entries the store holds, of all journals."""
        return int(self._connection.execute(select(func.count()).select_from(entries)).scalar_one())

    def by_subject(self) -> Iterator[tuple[int, tuple[Recorded, ...]]]:
        """Yield the entries of every subject with the position of the first that came.

        The order is that of the subjects' names; memory holds one batch at a time.
        """
        statement = select(entries).order_by(
            entries.c.subject_journal, entries.c.subject_seq, entries.c.position
        )
        subject: tuple[int, int] | None = None
        rows: list[Row[Any]] = []
        for row in self._stream(statement):
            if subject != (row.subject_journal, row.subject_seq):
                if rows:
                    yield self._subject(rows)
                subject, rows = (row.subject_journal, row.subject_seq), []
            rows.append(row)
        if rows:
            yield self._subject(rows)

    def recorded(self, row: Row[Any]) -> Recorded:
        """Return the domain's view of a row of entries."""
        return Recorded(
            name=EntryName(self._id(row.journal), row.seq),
            subject=EntryName(self._id(row.subject_journal), row.subject_seq),
            after=tuple(EntryName(*name) for name in self._after_names(row.after)),
            at=row.at,
            by=row.by,
            fact=decode_fact(row.kind, row.payload),
        )

    def as_entry(self, row: Row[Any]) -> Entry:
        """Return the protocol's view of a row of entries: the bytes as they are stored."""
        return Entry(
            journal=self._id(row.journal),
            seq=row.seq,
            subject=(self._id(row.subject_journal), row.subject_seq),
            after=self._after_names(row.after),
            kind=row.kind,
            at=row.at,
            by=row.by,
            units=tuple(json.loads(row.units)) if row.units else (),
            payload=row.payload,
            digest=row.digest,
        )

    def _stream(self, statement: Any) -> Iterator[Row[Any]]:
        yield from self._connection.execute(statement.execution_options(yield_per=BATCH))

    def _subject(self, rows: list[Row[Any]]) -> tuple[int, tuple[Recorded, ...]]:
        opening = next((row for row in rows if _opens(row)), rows[0])
        return opening.position, in_causal_order(self.recorded(row) for row in rows)

    def _row(self, name: EntryName) -> Row[Any] | None:
        number = self._numbers.number_of(self._connection, name.journal)
        return self._connection.execute(
            _BY_NAME, {"journal": number, "seq": name.seq}
        ).one_or_none()

    def _own_number(self) -> int | None:
        return self._numbers.number_of(self._connection, self.own)

    def _id(self, number: int) -> str:
        return self._numbers.id_of(self._connection, number)

    def _after_names(self, text: str) -> tuple[tuple[str, int], ...]:
        """Read ``1/5 2/7``: numbers of journals and of entries. In the envelope's order."""
        if not text:
            return ()
        pairs = (part.partition("/") for part in text.split())
        return tuple(sorted((self._id(int(number)), int(seq)) for number, _, seq in pairs))


Project = Callable[[int, Recorded], None]
"""Brings the projections up to date with an entry that was appended at a position."""


class JournalDesk(JournalShelf):
    """Reads the journal and appends to it."""

    def __init__(self, connection: Connection, numbers: Journals, project: Project) -> None:
        super().__init__(connection, numbers)
        self._project = project
        self._opened: dict[EntryName, tuple[Recorded, ...]] = {}

    def head(self) -> Head:
        """Return the name, digest and time of the last entry of this counter's own journal."""
        if self._numbers.head is None:
            self._numbers.head = super().head()
        return self._numbers.head

    def history(self, subject: EntryName) -> tuple[Recorded, ...]:
        """Return all entries about a subject in causal order."""
        return self._opened.get(subject) or super().history(subject)

    def record(
        self,
        fact: Fact,
        *,
        by: str,
        at: datetime,
        subject: EntryName | None = None,
        units: Iterable[str] = (),
    ) -> Recorded:
        """Append a fact to this counter's journal and bring the projections up to date.

        Without a ``subject`` the fact opens one of its own (an intake opens a dossier); what
        happens to a member of staff goes to the entry that opened their account.

        Raises:
            CodeTaken: an intake whose code another dossier has.
        """
        subject = subject or self._opening_of(fact)
        head, digest, _ = self.head()
        entry = seal(
            digest,
            journal=self.own,
            seq=head.seq + 1 if head else 1,
            subject=(subject.journal, subject.seq) if subject else None,
            after=_heads(self.history(subject)) if subject else (),
            kind=kind_of(fact),
            at=at,
            by=by,
            units=units,
            payload=encode_fact(fact),
        )
        recorded = self._append(entry, fact)
        self._numbers.head = (recorded.name, entry.digest, entry.at)
        return recorded

    def receive(self, entry: Entry) -> Recorded | None:
        """Add an entry of another journal, or answer None if it is here already.

        Raises:
            BrokenChain: it does not fit behind the entry before it, or another entry of the
                same name is here.
        """
        name = EntryName(entry.journal, entry.seq)
        row = self._row(name)
        if row is not None:
            if row.digest != entry.digest:
                raise BrokenChain(entry.journal, entry.seq, "digest")
            return None
        before = self._row(EntryName(entry.journal, entry.seq - 1))
        if before is not None or entry.seq == 1:
            check_link(before.digest if before is not None else GENESIS, entry)
        return self._append(entry, decode_fact(entry.kind, entry.payload))

    def _append(self, entry: Entry, fact: Fact) -> Recorded:
        position = self._connection.execute(_APPEND, self.row_of(entry)).inserted_primary_key
        recorded = recorded_of(entry, fact)
        self._remember(recorded)
        self._project(position[0] if position else 0, recorded)
        return recorded

    def _remember(self, recorded: Recorded) -> None:
        """Keep the history of what this transaction opened: it is asked for at once."""
        if recorded.name == recorded.subject and recorded.name.journal == self.own:
            self._opened[recorded.subject] = (recorded,)
        elif recorded.subject in self._opened:
            history = (*self._opened[recorded.subject], recorded)
            self._opened[recorded.subject] = in_causal_order(history)

    def row_of(self, entry: Entry) -> dict[str, Any]:
        """Return an entry as a row of the table."""
        return {
            "journal": self._number(entry.journal),
            "seq": entry.seq,
            "subject_journal": self._number(entry.subject[0]),
            "subject_seq": entry.subject[1],
            "after": " ".join(f"{self._number(name)}/{seq}" for name, seq in entry.after),
            "kind": entry.kind,
            "at": entry.at,
            "by": entry.by,
            "units": json.dumps(entry.units, ensure_ascii=False) if entry.units else "",
            "payload": entry.payload,
            "digest": entry.digest,
        }

    def _number(self, journal: str) -> int:
        number = self._numbers.number_of(self._connection, journal)
        if number is None:
            number = self._numbers.add(self._connection, journal)
        return number

    def _opening_of(self, fact: Fact) -> EntryName | None:
        if not isinstance(fact, StaffJoined | StaffLeft):
            return None
        return next(
            (
                entry.subject
                for entry in self.of_kinds(STAFF_KINDS)
                if isinstance(entry.fact, StaffJoined | StaffLeft)
                and entry.fact.clerk == fact.clerk
            ),
            None,
        )


def recorded_of(entry: Entry, fact: Fact) -> Recorded:
    """Return the domain's view of an entry."""
    return Recorded(
        name=EntryName(*entry.name),
        subject=EntryName(*entry.subject),
        after=tuple(EntryName(*name) for name in entry.after),
        at=entry.at,
        by=entry.by,
        fact=fact,
    )


def _opens(row: Row[Any]) -> bool:
    return (row.journal, row.seq) == (row.subject_journal, row.subject_seq)


def _heads(history: Iterable[Recorded]) -> list[tuple[str, int]]:
    """Return the entries of a subject that no other one was made on top of."""
    known = list(history)
    overtaken = {parent for entry in known for parent in entry.after}
    return [(e.name.journal, e.name.seq) for e in known if e.name not in overtaken]
