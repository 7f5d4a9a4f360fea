"""What the engine asks of a counter: two ports, values only.

Every call is a transaction of its own, so that none is open while the line is slow. The counter
program has one object that is both.
"""

from collections.abc import Sequence
from typing import Protocol

from sync.protocol.messages import DayDigest, ExchangeAnswer, ExchangeRequest, Neighbours
from sync.protocol.signing import Keys
from sync.protocol.wire_entry import WireEntry


class Standing(Protocol):
    """How far both sides have come, as one snapshot of the store.

    ``journal`` is what the counter appends to, ``follows`` the one before it after a fork;
    ``at`` the counter's clock in microseconds since 1970-01-01 UTC; ``ahead`` how many entries
    of the feed had not come at the last answer. The rest is as in ``ExchangeRequest``.
    """

    @property
    def journal(self) -> str: ...
    @property
    def follows(self) -> str | None: ...
    @property
    def epoch(self) -> str: ...
    @property
    def cursor(self) -> bytes: ...
    @property
    def acked_seq(self) -> int: ...
    @property
    def head_seq(self) -> int: ...
    @property
    def head_digest(self) -> bytes: ...
    @property
    def blocks(self) -> Sequence[tuple[int, int]]: ...
    @property
    def wants_block(self) -> bool: ...
    @property
    def at(self) -> int: ...
    @property
    def ahead(self) -> int: ...


class Outbox(Protocol):
    """What the counter has to say."""

    def keys(self) -> Keys:
        """Return the counter's own keys, with which it signs."""

    def standing(self) -> Standing:
        """Return how far both sides have come."""

    def batch(self, after: int, most_bytes: int) -> tuple[list[WireEntry], bytes]:
        """Return entries of the own journal behind a number, and the digest before the first.

        ``most_bytes`` bounds their payloads; one entry comes in any case, if there is one.
        """

    def digest(self, journal: str, seq: int) -> bytes | None:
        """Return the digest of an entry that is here, or None."""

    def recall(self, neighbours: Neighbours) -> bytes | None:
        """Return the payloads of entries as ``codec`` wants them, or None if one is lacking."""

    def days(self, first: int, last: int) -> list[DayDigest]:
        """Return what is here of the feeds on some days, both ends included."""

    def repair_days(self) -> tuple[int, int] | None:
        """Return the days that should be compared with the server's now, if any."""


class Inbox(Protocol):
    """What the counter is told."""

    def take(
        self, request: ExchangeRequest, answer: ExchangeAnswer, page: Sequence[WireEntry]
    ) -> int | None:
        """Take an answer and its entries in, in one transaction.

        Returns how many entries were new; None if the store has moved on since the request.
        """

    def begin_journal(self, former: str, common_seq: int) -> int:
        """Go on in a new journal: of the former one, both sides agree up to ``common_seq``.

        Returns how many entries were recorded again in the new one.
        """

    def heal(self, page: Sequence[WireEntry]) -> int:
        """Take in the entries of a day that differed; return how many were new."""

    def repaired(self) -> None:
        """Note that the days were compared."""

    def snapshot_held(self, name: str) -> int:
        """Return how many bytes of a snapshot have come already."""

    def add_snapshot(self, name: str, start: int, content: bytes) -> None:
        """Keep the next bytes of a snapshot."""

    def take_snapshot(self, cursor: bytes, epoch: str, asked_cursor: bytes) -> int | None:
        """Take in a snapshot that has come whole; None if it turned out to be damaged."""

    def note(
        self,
        cause: str,
        detail: str,
        sent: int,
        pulled: int,
        bytes_up: int,
        bytes_down: int,
        round_trips: int,
        milliseconds: int,
    ) -> None:
        """Write down how a contact went; ``cause`` is empty if all went well."""


class Counter(Outbox, Inbox, Protocol):
    """Both ports."""
