"""Walks along the chain of one journal and says which entries are not as they were written.

The rows are read as they are stored and their envelopes made at once, without entries in
between: a supervisor's store holds millions. A walk can stop after any row and go on later.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from counter_app.domain.verification import Finding, FindingKind
from sync.protocol.entry import GENESIS
from sync.protocol.wire_entry import envelope_from

MOST_FINDINGS = 20
"""Findings named of one journal; a ruined one would have a million."""

_ROWS = (
    'SELECT seq, subject_journal, subject_seq, after, kind, at, "by", units, payload, digest'
    " FROM entries WHERE journal = ? AND seq > ? ORDER BY seq LIMIT ?"
)
_SAME_DIGEST = "SELECT min(seq) FROM entries WHERE journal = ? AND digest = ? AND seq != ?"
_Row = tuple[Any, ...]


@dataclass(frozen=True)
class Expected:
    """What is known of a journal beside its rows.

    ``is_whole`` says that all of its entries belong here, so that a gap is a finding. ``held``
    gives the digests of entries that are kept apart elsewhere, ``pins`` digests that are known
    from earlier checks and from the counter's signature, ``last_seq`` the last entry that must
    be here.
    """

    is_whole: bool = True
    held: Mapping[int, bytes] = field(default_factory=dict)
    pins: Mapping[int, bytes] = field(default_factory=dict)
    last_seq: int = 0


class Envelopes:
    """Makes the envelopes of rows; what repeats from row to row is read once."""

    def __init__(self, ids: Mapping[int, str]) -> None:
        self._ids = ids
        self._units: dict[str, tuple[str, ...]] = {"": ()}

    def of(self, journal: str, seq: int, row: _Row) -> bytes:
        """Return the envelope that a row has as entry ``seq``; empty if it can have none."""
        try:
            after = row[3]
            units = self._units.get(row[7])
            return envelope_from(
                journal,
                seq,
                (self._ids[row[1]], row[2]),
                self._after(after) if after else (),
                row[4],
                row[5],
                row[6],
                self._read_units(row[7]) if units is None else units,
                sha256(row[8]).digest(),
            )
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
            return b""

    def _after(self, text: str) -> tuple[tuple[str, int], ...]:
        ids = self._ids
        pairs = [part.partition("/") for part in text.split()]
        return tuple(sorted((ids[int(number)], int(seq)) for number, _, seq in pairs))

    def _read_units(self, text: str) -> tuple[str, ...]:
        units = self._units[text] = tuple(json.loads(text))
        return units


@dataclass
class _Misfit:
    """A row that does not fit behind the one before it, and the digest that stands there."""

    row: _Row
    before: bytes

    @property
    def seq(self) -> int:
        return int(self.row[0])

    @property
    def digest(self) -> bytes:
        return _digest_of(self.row)


def _digest_of(row: _Row) -> bytes:
    """Return the digest beside a row; one that is none fits nowhere."""
    return row[9] if isinstance(row[9], bytes) else b""


class Walk:
    """One journal, checked from a place on, slice by slice.

    ``after`` and ``digest`` name the entry behind which to begin.
    """

    def __init__(
        self,
        journal: str,
        number: int,
        envelopes: Envelopes,
        expected: Expected,
        after: int = 0,
        digest: bytes = GENESIS,
    ) -> None:
        self.journal = journal
        self.seq = after
        self.digest: bytes | None = digest
        self.count = 0
        self._number = number
        self._envelopes = envelopes
        self._expected = expected
        self._also = b""
        self._good_pin = after
        self._is_forked = False
        self._misfits: list[_Misfit] = []
        self._findings: list[Finding] = []

    def step(self, connection: Connection, most: int) -> bool:
        """Check the next rows; return whether there may be more."""
        rows = connection.exec_driver_sql(_ROWS, (self._number, self.seq, most)).fetchall()
        pins, make = self._expected.pins, self._envelopes.of
        for row in rows:
            seq, digest = row[0], _digest_of(row)
            if seq != self.seq + 1 and not self._passes(seq):
                continue
            before = self.digest
            if before is not None:
                made = make(self.journal, seq, row)
                if not made or sha256(before + made).digest() != digest:
                    self._misfit(row, made, before)
                elif self._also:
                    self._also = b""
            self.seq, self.digest = seq, digest
            if seq in pins:
                self._compare(seq, digest)
        self.count += len(rows)
        return len(rows) == most and len(self._misfits) + len(self._findings) < MOST_FINDINGS

    def findings(self, connection: Connection) -> tuple[Finding, ...]:
        """Return everything that was found, in the order of numbers; ask when the walk ended."""
        found = [*self._findings, *self._explained(connection)]
        missing = self._missing(self.seq + 1, self._expected.last_seq)
        if missing and not found:
            found.append(self._finding(FindingKind.TRUNCATED, missing[0][0], missing[-1][1]))
        return tuple(sorted(found, key=lambda each: each.seq)[:MOST_FINDINGS])

    def _passes(self, seq: int) -> bool:
        """Go over a gap before a row; return whether the row is to be checked."""
        if seq <= self.seq:
            self._findings.append(self._finding(FindingKind.REPLAYED, seq, other_seq=seq))
            return False
        if self._expected.is_whole:
            for first, last in self._missing(self.seq + 1, seq - 1):
                self._findings.append(self._finding(FindingKind.MISSING, first, last))
        self.digest = self._expected.held.get(seq - 1)
        return True

    def _missing(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs of numbers that are neither here nor kept apart."""
        runs: list[tuple[int, int]] = []
        for held in (*sorted(s for s in self._expected.held if first <= s <= last), last + 1):
            if held > first:
                runs.append((first, held - 1))
            first = held + 1
        return runs

    def _misfit(self, row: _Row, made: bytes, before: bytes) -> None:
        also, self._also = self._also, sha256(before + made).digest()
        if also and made and sha256(also + made).digest() == row[9]:
            # Only the digest beside the entry before was changed; that one is named already.
            self._also = b""
            return
        self._misfits.append(_Misfit(row, before))

    def _compare(self, seq: int, digest: bytes) -> None:
        """Compare with what is known of a place; behind the first difference all differ."""
        if self._expected.pins[seq] == digest:
            self._good_pin = seq
        elif not self._is_forked:
            self._is_forked = True
            first = self._good_pin + 1
            is_exact = first == seq
            found = self._finding(FindingKind.FORKED, first, seq, is_exact=is_exact)
            self._findings.append(found)

    def _explained(self, connection: Connection) -> list[Finding]:
        """Say of each row that does not fit whether it was changed, moved or put in twice."""
        found: list[Finding] = []
        good: dict[int, bytes] = {}
        for misfit in self._misfits:
            seq = misfit.seq
            before = good.get(seq - 1, misfit.before)
            fitting = next((m for m in self._misfits if self._fits(m, seq, before)), None)
            if fitting is not None:
                good[seq] = fitting.digest
            if fitting is misfit:
                continue
            found.append(self._explanation(connection, misfit, fitting))
        return found

    def _explanation(
        self, connection: Connection, misfit: _Misfit, fitting: _Misfit | None
    ) -> Finding:
        seq = misfit.seq
        if fitting is not None:
            return self._finding(FindingKind.REORDERED, seq, other_seq=fitting.seq)
        asked = (self._number, misfit.row[9], seq)
        first = connection.exec_driver_sql(_SAME_DIGEST, asked).scalar_one()
        if first is not None:
            return self._finding(FindingKind.REPLAYED, seq, other_seq=first)
        return self._finding(FindingKind.CHANGED, seq)

    def _fits(self, misfit: _Misfit, seq: int, before: bytes) -> bool:
        made = self._envelopes.of(self.journal, seq, misfit.row)
        return bool(made) and sha256(before + made).digest() == misfit.row[9]

    def _finding(
        self,
        kind: FindingKind,
        seq: int,
        last_seq: int = 0,
        other_seq: int = 0,
        is_exact: bool = True,
    ) -> Finding:
        last_seq = last_seq if last_seq > seq else 0
        return Finding(kind, self.journal, seq, last_seq, other_seq, is_exact)
