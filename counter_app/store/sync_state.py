"""What a counter knows of its exchanges with the province, all inside the encrypted store.

One value (``SyncState``) says who the counter is to the province and how far both sides have
come; it changes in the transaction that stores what it speaks of. Beside it stand the log of
exchanges, the entries that the server holds back, and what was set aside here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from counter_app.domain.facts import EntryName
from counter_app.store.drafts import StateDesk, StateShelf
from counter_app.store.shared_codes import SharedCodes
from counter_app.store.tables import (
    entries,
    journals,
    quarantine,
    set_aside,
    sync_log,
)
from sync.protocol.wire_entry import WireEntry, envelope_of

MOST_LOG = 1_000
"""Exchanges remembered; older ones are forgotten."""

FORKED = "forked"
"""Why an entry stands aside: it was recorded again in the journal that follows."""

_NAME = "sync"
_ANY_LAST = select(func.max(entries.c.seq)).where(
    entries.c.journal == bindparam("own"),
    entries.c.subject_journal == bindparam("subject_journal"),
    entries.c.subject_seq == bindparam("subject_seq"),
)


class SyncState(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who the counter is to the province, and how far both sides have come.

    ``sign`` and ``box`` are the counter's private keys; ``ca`` and ``pin`` what makes the server
    the right one (a certificate authority as PEM, or the SHA-256 of its certificate). ``epoch``,
    ``cursor``, ``acked_seq`` and ``ahead`` are as last answered. ``blocks`` are the serials that
    the current journal issues from. ``lineage`` are this counter's former journals, and
    ``offered_in`` the epoch in which the server was last offered what is here of them.
    ``offset`` is the counter's clock minus the server's, in microseconds.
    """

    url: str
    sign: bytes
    box: bytes
    ca: str = ""
    pin: str = ""
    counter: str = ""
    unit: str = ""
    server_sign_key: bytes = b""
    server_box_key: bytes = b""
    province: str = ""
    province_journal: str = ""
    epoch: str = ""
    cursor: bytes = b""
    acked_seq: int = 0
    ahead: int = 0
    blocks: tuple[tuple[int, int], ...] = ()
    scope: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    offered_in: str = ""
    offset: int | None = None
    contact_at: datetime | None = None
    tried_at: datetime | None = None
    cause: str = ""
    repaired_on: int = 0
    accounts: dict[str, int] = {}

    @property
    def is_enrolled(self) -> bool:
        """Whether the province knows this counter."""
        return bool(self.counter)


@dataclass(frozen=True)
class LogLine:
    """One contact with the province, or one that failed; ``cause`` is empty where all went well."""

    at: datetime
    cause: str
    detail: str = ""
    sent: int = 0
    pulled: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    milliseconds: int = 0


@dataclass(frozen=True)
class HeldBack:
    """An entry of this counter that the server holds and did not pass on, and why."""

    name: EntryName
    reason: str


@dataclass(frozen=True)
class SetAside:
    """An entry that is kept here as it came and counts for nothing, and why.

    ``why`` is ``forked`` (recorded again under the name ``became``), ``digest`` (another entry
    of that name is here), ``unreadable`` or ``envelope``.
    """

    name: EntryName
    why: str
    became: str = ""


@dataclass(frozen=True)
class SharedCode:
    """A code that several dossiers have: a conflict that people have to settle."""

    code: str
    dossiers: tuple[EntryName, ...]


class SyncShelf:
    """Reads what is known of the exchanges."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> SyncState | None:
        """Return how things stand; None where this counter never asked to be enrolled."""
        text = StateShelf(self._connection).get(_NAME)
        return None if text is None else msgspec.json.decode(text, type=SyncState)

    def log(self, most: int = 200) -> tuple[LogLine, ...]:
        """Return the last contacts, the newest first."""
        rows = self._connection.execute(
            select(sync_log).order_by(sync_log.c.number.desc()).limit(most)
        ).all()
        return tuple(LogLine(*row[1:]) for row in rows)

    def held_back(self) -> tuple[HeldBack, ...]:
        """Return this counter's entries that wait at the server to be released."""
        rows = self._connection.execute(
            select(quarantine).order_by(quarantine.c.journal, quarantine.c.seq)
        ).all()
        return tuple(HeldBack(EntryName(row.journal, row.seq), row.reason) for row in rows)

    def set_aside(self) -> tuple[SetAside, ...]:
        """Return what stands aside, in the order in which it came to."""
        rows = self._connection.execute(select(set_aside).order_by(set_aside.c.number)).all()
        return tuple(SetAside(EntryName(row.journal, row.seq), row.why, row.became) for row in rows)

    def misfit_count(self) -> int:
        """Return how many entries from elsewhere could not be taken in."""
        statement = select(func.count()).select_from(set_aside).where(set_aside.c.why != FORKED)
        return int(self._connection.execute(statement).scalar_one())

    def shared_codes(self) -> tuple[SharedCode, ...]:
        """Return the codes that several dossiers have, until all but one have another."""
        found = SharedCodes(self._connection).still_shared()
        return tuple(
            SharedCode(code, tuple(name for _, name in rows)) for code, rows in found.items()
        )

    def last_of_own(self, subject: EntryName) -> int:
        """Return the number of the last entry of the own journal about a subject, or 0."""
        numbers = self._numbers()
        own = next((row.number for row in numbers if row.is_own), None)
        number = next((row.number for row in numbers if row.id == subject.journal), None)
        values = {"own": own, "subject_journal": number, "subject_seq": subject.seq}
        return self._connection.execute(_ANY_LAST, values).scalar_one() or 0

    def _numbers(self) -> list[Row[tuple[int, str, bool]]]:
        return list(
            self._connection.execute(select(journals.c.number, journals.c.id, journals.c.is_own))
        )


class SyncDesk(SyncShelf):
    """Reads and changes what is known of the exchanges."""

    def put(self, state: SyncState) -> None:
        """Keep how things stand from now on."""
        text = msgspec.json.encode(state).decode()
        StateDesk(self._connection).put(_NAME, text)

    def write_log(self, line: LogLine) -> None:
        """Add a contact to the log, and forget the oldest beyond what is kept."""
        row = {name: getattr(line, name) for name in LogLine.__dataclass_fields__}
        added = self._connection.execute(insert(sync_log), row).inserted_primary_key
        last = added[0] if added else 0
        self._connection.execute(delete(sync_log).where(sync_log.c.number <= last - MOST_LOG))

    def hold_back(self, journal: str, held: Iterable[tuple[int, str]]) -> bool:
        """Keep which entries of a journal the server holds back; return whether that is new."""
        new = dict(held)
        known = {name.name.seq: name.reason for name in self.held_back()}
        if new == known:
            return False
        self._connection.execute(delete(quarantine).where(quarantine.c.journal == journal))
        rows = [{"journal": journal, "seq": seq, "reason": why} for seq, why in new.items()]
        if rows:
            self._connection.execute(insert(quarantine), rows)
        return True

    def put_aside(self, entry: WireEntry, why: str, became: str = "") -> None:
        """Keep an entry as it came, where it counts for nothing; the same one only once."""
        row = {
            "why": why,
            "journal": entry.journal,
            "seq": entry.seq,
            "envelope": envelope_of(entry),
            "payload": entry.payload,
            "digest": entry.digest,
            "became": became,
        }
        self._connection.execute(insert_or(set_aside).on_conflict_do_nothing(), row)
