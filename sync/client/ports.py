"""What the engine asks of a counter (two ports, values only) and of a line.

Every call is a transaction of its own, so that none is open while the line is slow. The counter
program has one object that is both.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sync.protocol.codec import Recall
from sync.protocol.messages import (
    DayDigest,
    ExchangeAnswer,
    ExchangeRequest,
    Neighbours,
    SnapshotAnswer,
)
from sync.protocol.signing import Keys
from sync.protocol.wire_entry import WireEntry

OnCursor = Callable[[bytes], None]
"""Hears where the feed goes on, as soon as the head of an answer says so."""

OnSent = Callable[[], None]
"""Hears that the last byte of a request has been handed over to the line."""

_T = TypeVar("_T")


class Standing(Protocol):
    """How far both sides have come, as one snapshot of the store."""

    @property
    def journal(self) -> str:
        """The journal that the counter appends to."""

    @property
    def follows(self) -> str | None:
        """Its former journal, after a fork."""

    @property
    def epoch(self) -> str:
        """The server's epoch as last answered."""

    @property
    def cursor(self) -> bytes:
        """Where the feed goes on, as last answered."""

    @property
    def acked_seq(self) -> int:
        """The last entry of the own journal that the server has for certain."""

    @property
    def head_seq(self) -> int:
        """The number of the last entry of the own journal."""

    @property
    def head_digest(self) -> bytes:
        """The digest of that entry."""

    @property
    def blocks(self) -> Sequence[tuple[int, int]]:
        """The serials that the counter issues from."""

    @property
    def wants_block(self) -> bool:
        """Whether it needs more of them soon."""

    @property
    def ahead(self) -> int:
        """How many entries of the feed had not come at the last answer."""

    @property
    def former(self) -> Sequence[str]:
        """The counter's former journals, while the server must be offered what is here of them."""


class Outbox(Protocol):
    """What the counter has to say."""

    def keys(self) -> Keys:
        """Return the counter's own keys, with which it signs."""

    def at(self) -> int:
        """Return the counter's clock now, in microseconds since 1970-01-01 UTC."""

    def standing(self) -> Standing:
        """Return how far both sides have come."""

    def batch(
        self, after: int, most_bytes: int, journal: str | None = None
    ) -> tuple[list[WireEntry], bytes]:
        """Return entries of a journal (the own) behind a number, and the digest before the first.

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

    def offered(self, epoch: str) -> None:
        """Note that the server has what is here of the former journals, in this epoch of its."""

    def heal(self, page: Sequence[WireEntry]) -> int:
        """Take in the entries of a day that differed; return how many were new."""

    def repaired(self) -> None:
        """Note that the days were compared."""

    def snapshot_begun(self) -> bool:
        """Return whether a snapshot has begun to come and was not taken in."""

    def snapshot_held(self, name: str) -> int:
        """Return how many bytes of a snapshot have come already."""

    def add_snapshot(self, name: str, start: int, content: bytes) -> None:
        """Keep the next bytes of a snapshot."""

    def take_snapshot(self, about: SnapshotAnswer, asked_cursor: bytes) -> int | None:
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


@dataclass
class Traffic:
    """What went over the line, headers included, without what TLS and TCP add."""

    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0

    def __add__(self, other: "Traffic") -> "Traffic":
        """Return what went over both of two lines."""
        return Traffic(
            self.bytes_up + other.bytes_up,
            self.bytes_down + other.bytes_down,
            self.round_trips + other.round_trips,
        )


class Line(Protocol):
    """What carries requests to the server; ``http.HttpLine`` is one.

    ``is_warm`` says that there is a connection that carried something before. All of its
    methods raise ``causes.ExchangeFailed``.
    """

    traffic: Traffic
    is_warm: bool

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        """Send a body and return the answer.

        ``on_sent`` may hear that the body has left, ``on_cursor`` the answer's cursor ahead of
        it.
        """

    def twin(self) -> "Line":
        """Return another line to the same server, which dials when it is first used."""

    def describe(self, path: str, kind: type[_T]) -> _T:
        """Return what a page says that is asked for without a body."""

    def download(self, path: str, start: int) -> Iterator[bytes]:
        """Yield the bytes of a file from ``start`` on, as they come."""

    def close(self) -> None:
        """Hang up."""
