"""What is known of journals beside their entries: signed ends, and how far they were checked.

Both stand in the encrypted store under names of their own, one per journal, so that a check of
what is new writes down little.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from counter_app.domain.verification import Finding
from counter_app.store.drafts import StateDesk, StateShelf
from counter_app.store.tables import entries, journals, set_aside
from sync.protocol.heads import SignedHead

MOST_MARKS = 40
"""Marks kept of a journal, thinning out towards the past."""

_HEAD, _CHECK = "head/", "check/"
_LASTS = select(
    journals.c.number,
    select(func.max(entries.c.seq)).where(entries.c.journal == journals.c.number).scalar_subquery(),
)
_LAST = (
    select(entries.c.seq, entries.c.at, entries.c.digest)
    .where(entries.c.journal == bindparam("number"))
    .order_by(entries.c.seq.desc())
    .limit(1)
)
_IN_PLACE = (
    select(entries.c.seq)
    .join(journals, journals.c.number == entries.c.journal)
    .where(
        journals.c.id == set_aside.c.journal,
        entries.c.seq == set_aside.c.seq,
        entries.c.payload == set_aside.c.payload,
    )
)
_ASIDE = (
    select(set_aside.c.seq, set_aside.c.why, set_aside.c.digest, _IN_PLACE.exists())
    .where(set_aside.c.journal == bindparam("id"))
    .order_by(set_aside.c.seq)
)
_DIGEST_AT = select(entries.c.digest).where(
    entries.c.journal == bindparam("number"), entries.c.seq == bindparam("seq")
)


class Aside(NamedTuple):
    """An entry that stands aside: ``is_repeated`` where the one in its place says the same."""

    seq: int
    why: str
    digest: bytes
    is_repeated: bool


class KnownHead(msgspec.Struct, frozen=True):
    """A signed end of a journal from elsewhere.

    ``is_due`` says that all entries up to it must be here: there was a complete exchange since.
    ``rival`` is another counter that the journal was said to belong to later, or empty.
    """

    head: SignedHead
    is_due: bool = False
    rival: str = ""


class Check(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a journal was checked, when, and what was found.

    ``marks`` are digests at some numbers as they were at earlier checks. ``head_seq`` is the
    signed end it was compared with, ``aside`` how many of its entries stood aside. ``common`` is
    the last entry at which the province agreed, once it was asked; None before.
    """

    seq: int = 0
    digest: bytes = b""
    at: datetime
    whole_at: datetime | None = None
    head_seq: int = 0
    aside: int = 0
    marks: tuple[tuple[int, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()
    common: int | None = None


class VouchedShelf:
    """Reads signed ends and checks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def heads(self) -> dict[str, KnownHead]:
        """Return the signed ends by journal."""
        found = StateShelf(self._connection).under(_HEAD)
        return {
            name.removeprefix(_HEAD): msgspec.json.decode(text, type=KnownHead)
            for name, text in found.items()
        }

    def checks(self) -> dict[str, Check]:
        """Return the last checks by journal."""
        found = StateShelf(self._connection).under(_CHECK)
        return {
            name.removeprefix(_CHECK): msgspec.json.decode(text, type=Check)
            for name, text in found.items()
        }

    def last_seqs(self) -> dict[int, int]:
        """Return the number of the last entry of every journal, by the journal's number."""
        found = self._connection.execute(_LASTS).all()
        return {number: last or 0 for number, last in found}

    def last(self, number: int) -> tuple[int, datetime | None]:
        """Return the number and time of the last entry of a journal."""
        row = self._connection.execute(_LAST, {"number": number}).one_or_none()
        return (0, None) if row is None else (row.seq, row.at)

    def digest_at(self, number: int, seq: int) -> bytes | None:
        """Return the digest of an entry, or None if it is not here."""
        values = {"number": number, "seq": seq}
        return self._connection.execute(_DIGEST_AT, values).scalar_one_or_none()

    def aside(self, journal: str) -> list[Aside]:
        """Return what stands aside under the names of a journal's entries."""
        return [Aside(*row) for row in self._connection.execute(_ASIDE, {"id": journal}).all()]


class VouchedDesk(VouchedShelf):
    """Reads and keeps signed ends and checks."""

    def put_head(self, journal: str, known: KnownHead) -> None:
        """Keep a signed end."""
        text = msgspec.json.encode(known).decode()
        StateDesk(self._connection).put(_HEAD + journal, text)

    def put_check(self, journal: str, check: Check) -> None:
        """Keep what a check found."""
        text = msgspec.json.encode(check).decode()
        StateDesk(self._connection).put(_CHECK + journal, text)

    def forget_check(self, journal: str) -> None:
        """Check a journal anew from its first entry: it was closed, and its end moved away."""
        StateDesk(self._connection).forget(_CHECK + journal)


def thinned(marks: Mapping[int, bytes]) -> tuple[tuple[int, bytes], ...]:
    """Return marks in the order of numbers; of many, every second of the older ones is left."""
    ordered = sorted(marks.items())
    while len(ordered) > MOST_MARKS:
        half = len(ordered) // 2
        ordered = ordered[:half:2] + ordered[half:]
    return tuple(ordered)


def before_common(found: Iterable[Finding], common: int) -> tuple[Finding, ...]:
    """Return the findings up to the last entry at which both sides agree."""
    return tuple(f for f in found if f.seq <= common and f.is_exact)
