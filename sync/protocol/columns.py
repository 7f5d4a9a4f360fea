"""A batch of entries in columns: what changes from entry to entry and nothing else.

Neighbouring entries are alike. In columns the likeness shows and compression finds it; what
follows from the rest is not sent at all: sequence numbers that count up, the digests inside a
run (the reader computes them), an ``after`` that names the subject's last entry. The reader gets
back exactly the bytes the writer had.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Annotated, TypeVar

import msgspec

from sync.protocol.entry import ENCODING, Name, chain_digest
from sync.protocol.wire_entry import WireEntry, envelope_from

MOST_ENTRIES = 5_000
"""Entries in one batch at the most."""

_T = TypeVar("_T")
_NOTHING, _EXPECTED, _LISTED = 0, 1, 2

JournalId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Number = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
Index = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Numbers = Annotated[list[Number], msgspec.Meta(max_length=MOST_ENTRIES)]
Indexes = Annotated[list[Index], msgspec.Meta(max_length=MOST_ENTRIES)]
Listed = Annotated[list[tuple[Index, Number]], msgspec.Meta(max_length=1_000)]


class BadColumns(ValueError):
    """Columns that do not fit together: too short, or pointing nowhere."""


class Columns(msgspec.Struct, omit_defaults=True):
    """A batch of entries. A column with one value holds for all entries.

    ``journals``, ``words`` and ``unit_sets`` are what ``journal``, ``kind``, ``by`` and
    ``units`` point into. ``skip`` is how many numbers of the journal are left out before an
    entry (for the first of a journal: its number minus one). ``subject`` is 0 for an entry that
    opens a subject, otherwise 1 + the subject's journal; ``back`` then tells by how much the
    subject's number is lower. ``after`` is 0 for none, 1 for the subject's last entry in this
    batch (or else the subject itself), 2 for the next of ``listed``. ``at`` is the time since
    the entry before. ``anchors`` are the digests before each run of entries that follow
    without a gap. ``withheld`` gives the SHA-256 of payloads that stay behind, by place.
    """

    encoding: int = ENCODING
    journals: list[JournalId] = []
    words: list[str] = []
    unit_sets: list[list[str]] = []
    journal: Indexes = []
    skip: Numbers = []
    subject: Indexes = []
    back: Numbers = []
    after: Indexes = []
    listed: list[Listed] = []
    kind: Indexes = []
    at: Numbers = []
    by: Indexes = []
    units: Indexes = []
    anchors: list[Digest] = []
    withheld: dict[int, Digest] = {}
    payloads: Annotated[list[bytes], msgspec.Meta(max_length=MOST_ENTRIES)] = []


def to_columns(entries: Sequence[WireEntry], anchors: Sequence[bytes]) -> Columns:
    """Return entries in columns; ``anchors`` from ``runs_of`` with the digest before each run."""
    writer = _Writer()
    for entry in entries:
        writer.add(entry)
    return writer.columns(list(anchors))


def runs_of(entries: Iterable[WireEntry]) -> list[Name]:
    """Return the first entry of each run: its digest does not follow from one before it."""
    last: dict[str, int] = {}
    runs = []
    for entry in entries:
        if last.get(entry.journal) != entry.seq - 1:
            runs.append(entry.name)
        last[entry.journal] = entry.seq
    return runs


def from_columns(columns: Columns) -> list[WireEntry]:
    """Return the entries in columns, each with the digest that follows from the anchors.

    Raises:
        BadColumns: the columns do not fit together.
    """
    return [entry for entry, _ in with_envelopes(columns)]


def with_envelopes(columns: Columns) -> list[tuple[WireEntry, bytes]]:
    """Return the entries in columns with their envelopes, which are made on the way anyhow.

    Raises:
        BadColumns: the columns do not fit together.
    """
    if columns.encoding != ENCODING:
        raise BadColumns(f"encoding {columns.encoding}")
    return _Reader(columns).entries()


class _Writer:
    """Fills the columns entry by entry."""

    def __init__(self) -> None:
        self._columns = Columns()
        self._journals: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._unit_sets: dict[tuple[str, ...], int] = {}
        self._seqs: dict[str, int] = {}
        self._last_of: dict[Name, Name] = {}
        self._at = 0

    def add(self, entry: WireEntry) -> None:
        columns, journal, seq = self._columns, entry.journal, entry.seq
        columns.journal.append(_place(self._journals, journal))
        columns.skip.append(seq - self._seqs.get(journal, 0) - 1)
        self._seqs[journal] = seq
        if entry.subject == entry.name:
            columns.subject.append(0)
        else:
            columns.subject.append(1 + _place(self._journals, entry.subject[0]))
            columns.back.append(seq - entry.subject[1])
        self._add_after(entry)
        columns.kind.append(_place(self._words, entry.kind))
        columns.at.append(entry.at - self._at)
        self._at = entry.at
        columns.by.append(_place(self._words, entry.by))
        columns.units.append(_place(self._unit_sets, entry.units))
        if entry.withheld:
            columns.withheld[len(columns.payloads)] = entry.withheld
        columns.payloads.append(entry.payload)

    def columns(self, anchors: list[bytes]) -> Columns:
        columns = self._columns
        columns.anchors = anchors
        columns.journals = list(self._journals)
        columns.words = list(self._words)
        columns.unit_sets = [list(units) for units in self._unit_sets]
        for name in ("journal", "skip", "subject", "after", "kind", "at", "by", "units"):
            column = getattr(columns, name)
            if len(column) > 1 and column.count(column[0]) == len(column):
                setattr(columns, name, column[:1])
        return columns

    def _add_after(self, entry: WireEntry) -> None:
        expected = self._last_of.get(entry.subject, entry.subject)
        self._last_of[entry.subject] = entry.name
        if not entry.after:
            self._columns.after.append(_NOTHING)
        elif entry.after == (expected,):
            self._columns.after.append(_EXPECTED)
        else:
            self._columns.after.append(_LISTED)
            self._columns.listed.append(
                [(_place(self._journals, name), entry.seq - seq) for name, seq in entry.after]
            )


class _Reader:
    """Reads columns entry by entry."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._count = len(columns.payloads)
        self._back = iter(columns.back)
        self._listed = iter(columns.listed)
        self._anchors = iter(columns.anchors)
        self._unit_sets = [tuple(units) for units in columns.unit_sets]
        self._digests: dict[str, tuple[int, bytes]] = {}
        self._last_of: dict[Name, Name] = {}

    def entries(self) -> list[tuple[WireEntry, bytes]]:
        columns = self._columns
        try:
            entries = [
                self._entry(*values)
                for values in zip(
                    self._column(columns.journal),
                    self._column(columns.skip),
                    self._column(columns.subject),
                    self._column(columns.after),
                    self._column(columns.kind),
                    self._times(),
                    self._column(columns.by),
                    self._column(columns.units),
                    columns.payloads,
                    self._withheld(),
                    strict=True,
                )
            ]
        except (IndexError, StopIteration) as error:
            raise BadColumns("a column is too short or points nowhere") from error
        if any(next(rest, None) is not None for rest in (self._back, self._listed, self._anchors)):
            raise BadColumns("a column is too long")
        return entries

    def _column(self, column: list[int]) -> list[int]:
        if len(column) == self._count:
            return column
        if len(column) != 1:
            raise BadColumns("columns of different lengths")
        return column * self._count

    def _times(self) -> list[int]:
        at, times = 0, []
        for step in self._column(self._columns.at):
            at += step
            times.append(at)
        return times

    def _withheld(self) -> list[bytes]:
        withheld = [b""] * self._count
        for place, digest in self._columns.withheld.items():
            if not 0 <= place < self._count or self._columns.payloads[place]:
                raise BadColumns("a payload is both sent and withheld")
            withheld[place] = digest
        return withheld

    def _entry(
        self,
        journal_place: int,
        skip: int,
        subject_code: int,
        after_code: int,
        kind: int,
        at: int,
        by: int,
        units: int,
        payload: bytes,
        withheld: bytes,
    ) -> tuple[WireEntry, bytes]:
        columns = self._columns
        journal = columns.journals[journal_place]
        last_seq, previous = self._digests.get(journal, (0, b""))
        seq = last_seq + 1 + skip
        if seq < 1:
            raise BadColumns("an entry's number is below 1")
        if skip or not previous:
            previous = next(self._anchors)
        subject = (journal, seq)
        if subject_code:
            subject = (columns.journals[subject_code - 1], seq - next(self._back))
        after = self._after(after_code, subject, seq)
        self._last_of[subject] = (journal, seq)
        words, unit_set = columns.words, self._unit_sets[units]
        payload_digest = withheld or sha256(payload).digest()
        envelope = envelope_from(
            journal, seq, subject, after, words[kind], at, words[by], unit_set, payload_digest
        )
        digest = chain_digest(previous, envelope)
        self._digests[journal] = (seq, digest)
        entry = WireEntry(
            journal,
            seq,
            subject,
            after,
            words[kind],
            at,
            words[by],
            unit_set,
            payload,
            digest,
            withheld,
        )
        return entry, envelope

    def _after(self, code: int, subject: Name, seq: int) -> tuple[Name, ...]:
        if code == _NOTHING:
            return ()
        if code == _EXPECTED:
            return (self._last_of.get(subject, subject),)
        if code != _LISTED:
            raise BadColumns(f"after {code}")
        journals = self._columns.journals
        return tuple((journals[place], seq - back) for place, back in next(self._listed))


def _place(places: dict[_T, int], value: _T) -> int:
    return places.setdefault(value, len(places))
