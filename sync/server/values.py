"""What the storage gives and takes: plain values, no rows."""

from dataclasses import dataclass, field

import msgspec

from sync.protocol.entry import GENESIS
from sync.protocol.wire_entry import WireEntry

WHOLE_PROVINCE = "**"
"""Stands in a kept scope for every unit there is, also for those that are added later."""


@dataclass(frozen=True)
class Counter:
    """An enrolled counter: its unit and desk, its public keys, and whether it is revoked.

    ``head_seq`` is the end of its journal as it last said when something was left waiting; what
    lies beyond the server's last entry waits at the counter still. ``clock_offset`` is its clock
    minus the server's. ``scope`` are the feeds it may read, sorted; ``reads_all`` says that these
    are the whole province's, and then ``scope_version`` moves with every unit that is added.
    """

    id: str
    unit: str
    desk: int
    sign_key: bytes
    box_key: bytes
    enrolled_at: int
    revoked_at: int | None = None
    revoked_why: str = ""
    scope_version: int = 1
    seen_at: int | None = None
    clock_offset: int | None = None
    head_seq: int = 0
    program: str = ""
    scope: tuple[str, ...] = ()
    reads_all: bool = False


@dataclass(frozen=True)
class Journal:
    """A journal the server knows; without a counter only heard of in another's subject.

    ``last_seq`` and ``last_digest`` are its end here, quarantined entries included; the counter
    vouched for it up to ``signed_seq``.
    """

    number: int
    id: str
    unit: str | None = None
    counter: str | None = None
    follows: str | None = None
    last_seq: int = 0
    last_digest: bytes = GENESIS
    signed_seq: int = 0
    signature: bytes = b""
    quarantined_count: int = 0


class Feed(msgspec.Struct, frozen=True, gc=False):
    """The end of a unit's feed: its last number, and the chain over all before it."""

    unit: str
    last: int
    chain: bytes


class Stored(msgspec.Struct, frozen=True, gc=False):
    """An entry as it is kept: the bytes that count, and where it stands."""

    journal: int
    seq: int
    subject_journal: int
    subject_seq: int
    envelope: bytes
    payload: bytes
    previous: bytes
    digest: bytes
    number: int = 0
    chain: bytes = b""

    def at(self, number: int, chain: bytes) -> "Stored":
        """Return the entry as it stands at a number of a feed."""
        return Stored(
            self.journal,
            self.seq,
            self.subject_journal,
            self.subject_seq,
            self.envelope,
            self.payload,
            self.previous,
            self.digest,
            number,
            chain,
        )


@dataclass(frozen=True)
class Held:
    """An entry in quarantine."""

    journal: int
    seq: int
    unit: str
    reason: str
    received_at: int
    envelope: bytes
    payload: bytes
    previous: bytes
    digest: bytes


@dataclass(frozen=True)
class Code:
    """A one-time code of enrolment, known by its hash; ``counter`` is who used it."""

    unit: str
    scope: tuple[str, ...]
    expires_at: int
    counter: str | None = None


@dataclass(frozen=True)
class Block:
    """A block of the day's serials of a unit, and the journal whose counter issues from it."""

    first: int
    last: int
    counter: str
    journal: str | None


@dataclass(frozen=True)
class Topic:
    """A thing the province speaks of again and again: an account, a document, a unit."""

    topic: str
    opened_seq: int
    last_seq: int
    kind: str
    units: tuple[str, ...]
    payload: bytes


@dataclass(frozen=True)
class Page:
    """Entries of the caller's feeds: in order, each with the digest before it."""

    entries: tuple[WireEntry, ...]
    previous: tuple[bytes, ...]
    feeds: tuple[tuple[str, int], ...] = ()
    positions: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    ahead: int = 0
