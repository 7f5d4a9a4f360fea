"""Making the next request: what lies behind the last acknowledged entry, in so many bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sync.client.link import Link
from sync.client.ports import Outbox, Standing
from sync.protocol.codec import encode_body
from sync.protocol.columns import to_columns
from sync.protocol.entry import GENESIS
from sync.protocol.messages import ExchangeRequest, Head, Neighbours
from sync.protocol.signing import Keys, sign_head
from sync.protocol.version import MOST_BODY, MOST_WANTED
from sync.protocol.wire_entry import WireEntry

MOST_FACTOR = 4.0

_SLACK = 1.25
_FIRST_RATIO = 5.0
_MOST_RAW = 4 << 20
_ENOUGH = 10
_DICTIONARY = 160
"""Entries that serve as a dictionary: about as many as fit into it."""


@dataclass(frozen=True)
class Made:
    """A request, as it travels too; ``first`` and ``count`` say what it carries."""

    request: ExchangeRequest
    body: bytes
    count: int = 0


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

    def make(self, standing: Standing) -> Made:
        """Return the next request: entries behind the last acknowledged, and all the rest."""
        budget = self._link.budget
        batch: list[WireEntry] = []
        before = GENESIS
        if standing.acked_seq < standing.head_seq:
            raw = min(_MOST_RAW, int(budget * self._ratio))
            batch, before = self._outbox.batch(standing.acked_seq, raw)
            # What was recorded since the snapshot goes with the next one.
            batch = [entry for entry in batch if entry.seq <= standing.head_seq]
        neighbours = self._dictionary(standing) if batch else None
        payloads = self._outbox.recall(neighbours) if neighbours else None
        while True:
            request = self._request(standing, batch, before, budget)
            body = encode_body(request, neighbours if payloads else None, payloads or b"")
            most = min(budget * _SLACK, MOST_BODY)
            if len(body) <= most or len(batch) <= 1:
                self._learn_ratio(batch, body)
                return Made(request, body, len(batch))
            batch = batch[: max(1, len(batch) * budget // len(body))]

    def without_dictionary(self, made: Made) -> Made:
        """Return a request again, without what the server does not have."""
        plain = msgspec.structs.replace(made.request, neighbours=None)
        return Made(plain, encode_body(plain), made.count)

    def learned(self, page: Sequence[WireEntry], want: int, size: int, ahead: int) -> None:
        """Let the last entries that came be the dictionary of the next page.

        A server that cannot foresee how well a page compresses gives less than was wanted
        (``size`` instead of ``want`` bytes): then more is wanted the next time.
        """
        if ahead and page and size < want:
            self._want_factor = min(MOST_FACTOR, self._want_factor * want / size)
        elif size > want:
            self._want_factor = 1.0
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
        self, standing: Standing, batch: Sequence[WireEntry], before: bytes, budget: int
    ) -> ExchangeRequest:
        request = ExchangeRequest(
            journal=standing.journal,
            follows=standing.follows,
            epoch=standing.epoch,
            acked_seq=standing.acked_seq,
            head=self._head(standing.journal, standing.head_seq, standing.head_digest),
            cursor=standing.cursor,
            want=min(MOST_WANTED, int(budget * self._want_factor)),
            neighbours=self._pulled if standing.ahead and self._has_dictionary else None,
            at=standing.at,
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

    def _dictionary(self, standing: Standing) -> Neighbours | None:
        last = standing.acked_seq
        if last == 0 or not self._has_dictionary:
            return None
        return Neighbours(standing.journal, max(1, last - _DICTIONARY + 1), last)

    def _learn_ratio(self, batch: Sequence[WireEntry], body: bytes) -> None:
        if len(batch) >= _ENOUGH:
            ratio = sum(len(entry.payload) for entry in batch) / len(body)
            self._ratio = min(30.0, max(1.0, ratio))
