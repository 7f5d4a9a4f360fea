"""Making the next request: what lies behind the last acknowledged entry, in so many bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from sync.client.causes import Cause, ExchangeFailed
from sync.client.link import Link
from sync.client.ports import Outbox, Standing
from sync.protocol.codec import encode_body
from sync.protocol.columns import to_columns
from sync.protocol.entry import GENESIS
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest, Head, Neighbours
from sync.protocol.signing import Keys, sign_head
from sync.protocol.version import MOST_BODY, MOST_WANTED
from sync.protocol.wire_entry import WireEntry

MOST_FACTOR = 4.0

_SLACK = 1.25
_FIRST_RATIO = 8.0
_MOST_RAW = 4 << 20
_ENOUGH = 10
_DICTIONARY = 160
"""Entries that serve as a dictionary: about as many as fit into it."""


@dataclass(frozen=True)
class Made:
    """A request, as it travels too.

    ``last_seq`` is the last entry it carries, if any; ``budget`` how many bytes the answer is
    to have.
    """

    request: ExchangeRequest
    body: bytes
    last_seq: int = 0
    budget: int = 0


@dataclass(frozen=True)
class Place:
    """From where a request goes on: not the store's own standing while others are under way.

    The server has ``acked_seq`` for certain, and is sent what lies behind ``sent_seq``. Unless
    ``wants`` only a request with the last entry asks for anything of the feed.
    """

    acked_seq: int
    sent_seq: int
    cursor: bytes
    wants: bool = True

    def behind(self, seq: int, answer: ExchangeAnswer | None) -> "Place":
        """Return the place behind an entry that was sent, and the last answer if there is one."""
        acked = max(self.acked_seq, answer.acked_seq if answer else 0)
        return replace(self, acked_seq=acked, sent_seq=seq)

    def at(self, cursor: bytes) -> "Place":
        """Return the place from which the feed goes on at a cursor."""
        return replace(self, cursor=cursor)


def place_of(standing: Standing) -> Place:
    """Return the place where the store stands."""
    return Place(standing.acked_seq, standing.acked_seq, standing.cursor)


class Maker:
    """Makes requests for one run of exchanges."""

    def __init__(self, outbox: Outbox, link: Link, program: str = "") -> None:
        self._outbox = outbox
        self._link = link
        self._program = program
        self._keys: Keys = outbox.keys()
        self._ratio = _FIRST_RATIO
        self._pulled: Neighbours | None = None
        self._has_dictionary = True
        self._want_factor = 1.0

    def make(self, standing: Standing, place: Place | None = None) -> Made:
        """Return the next request: entries behind the last that was sent, and all the rest."""
        place = place or place_of(standing)
        budget = self._link.budget
        batch: list[WireEntry] = []
        before = GENESIS
        if place.sent_seq < standing.head_seq:
            raw = min(_MOST_RAW, int(budget * self._ratio))
            batch, before = self._outbox.batch(place.sent_seq, raw)
            # What was recorded since the snapshot goes with the next one.
            batch = [entry for entry in batch if entry.seq <= standing.head_seq]
        neighbours = self._dictionary(standing.journal, place.acked_seq) if batch else None
        payloads = self._outbox.recall(neighbours) if neighbours else None
        while True:
            request = self._request(standing, place, batch, before, budget)
            body = encode_body(request, neighbours if payloads else None, payloads or b"")
            most = min(budget * _SLACK, MOST_BODY)
            if len(body) <= most or len(batch) <= 1:
                self._learn_ratio(batch, body)
                last_seq = batch[-1].seq if batch else place.sent_seq
                return Made(request, body, last_seq, budget if request.want else 0)
            batch = batch[: max(1, len(batch) * budget // len(body))]

    def make_of_former(self, journal: str, after: int, epoch: str) -> Made | None:
        """Return a request with a former journal's entries behind a number, if there are any."""
        raw = int(self._link.budget * self._ratio)
        batch, before = self._outbox.batch(after, raw, journal)
        if not batch:
            return None
        last = batch[-1]
        request = ExchangeRequest(
            journal=journal,
            epoch=epoch,
            acked_seq=after,
            head=self._head(journal, last.seq, last.digest),
            entries=to_columns(batch, [before]),
            at=self._outbox.at(),
            program=self._program,
        )
        return Made(request, encode_body(request), last.seq)

    def without_dictionary(self, made: Made) -> Made:
        """Return a request again, without what the server does not have."""
        plain = msgspec.structs.replace(made.request, neighbours=None)
        return replace(made, request=plain, body=encode_body(plain))

    def learned(self, page: Sequence[WireEntry], budget: int, size: int, ahead: int) -> None:
        """Let the last entries that came be the dictionary of the next page.

        A server that cannot foresee how well a page compresses gives less than was asked for
        (``size`` instead of ``budget`` bytes): then more is asked for the next time.
        """
        if ahead and page and budget:
            factor = self._want_factor * budget / max(1, size)
            self._want_factor = min(MOST_FACTOR, max(1.0, factor))
        if not page:
            return
        last = page[-1]
        first = last.seq
        for entry in reversed(page[-_DICTIONARY:]):
            if entry.journal != last.journal or entry.seq not in (first, first - 1):
                break
            first = entry.seq
        self._pulled = Neighbours(last.journal, first, last.seq)

    def forget_dictionary(self) -> None:
        """Send whole bodies from now on: the server lacks some entry of the dictionary."""
        self._has_dictionary = False

    def _request(
        self,
        standing: Standing,
        place: Place,
        batch: Sequence[WireEntry],
        before: bytes,
        budget: int,
    ) -> ExchangeRequest:
        is_last = not batch or batch[-1].seq == standing.head_seq
        want = int(budget * self._want_factor) if place.wants or is_last else 0
        request = ExchangeRequest(
            journal=standing.journal,
            follows=standing.follows,
            epoch=standing.epoch,
            acked_seq=place.acked_seq,
            head=self._head(standing.journal, standing.head_seq, standing.head_digest),
            cursor=place.cursor,
            want=min(MOST_WANTED, want),
            neighbours=self._pulled if standing.ahead and self._has_dictionary else None,
            at=self._outbox.at(),
            blocks=list(standing.blocks),
            wants_block=standing.wants_block,
            program=self._program,
        )
        if batch:
            last = batch[-1]
            request.entries = to_columns(batch, [before])
            if last.seq != standing.head_seq:
                request.end = self._head(standing.journal, last.seq, last.digest)
        return request

    def _head(self, journal: str, seq: int, digest: bytes) -> Head:
        if seq == 0:
            return Head()
        return Head(seq, digest, sign_head(self._keys, journal, seq, digest))

    def _dictionary(self, journal: str, last: int) -> Neighbours | None:
        if last == 0 or not self._has_dictionary:
            return None
        return Neighbours(journal, max(1, last - _DICTIONARY + 1), last)

    def _learn_ratio(self, batch: Sequence[WireEntry], body: bytes) -> None:
        if len(batch) >= _ENOUGH:
            ratio = sum(len(entry.payload) for entry in batch) / len(body)
            self._ratio = min(30.0, max(1.0, ratio))


def check_echo(request: ExchangeRequest, answer: ExchangeAnswer) -> None:
    """Refuse an answer that does not repeat the request.

    Raises:
        ExchangeFailed: it is another request's, or not from our server.
    """
    asked = (request.journal, request.epoch, request.cursor, request.head.seq)
    echo = (answer.journal, answer.epoch_seen, answer.cursor_seen, answer.head_seen)
    if asked != echo:
        raise ExchangeFailed(Cause.NOT_OUR_SERVER, "the answer is not to this request")
