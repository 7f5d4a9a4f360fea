"""The entries of one request, checked as far as that goes without the database."""

from dataclasses import dataclass
from functools import lru_cache

import msgspec

from sync.protocol.columns import BadColumns, with_envelopes
from sync.protocol.contacts import LAST_MOMENT
from sync.protocol.entry import GENESIS, BadEnvelope
from sync.protocol.errors import Refused
from sync.protocol.messages import ExchangeRequest, Head
from sync.protocol.signing import head_text, is_signed
from sync.protocol.version import SUPPORTED
from sync.protocol.wire_entry import WireEntry
from sync.server.checks import fault_of


class Arrived(msgspec.Struct, frozen=True, gc=False):
    """An entry that came in, with its envelope and what is wrong with its form, if anything."""

    entry: WireEntry
    envelope: bytes
    previous: bytes
    fault: str | None


@dataclass(frozen=True)
class Batch:
    """A run of entries of one journal, and what the counter vouches for.

    ``end`` is the last entry of the run; ``head`` the end of the journal at the counter.
    ``before`` is the digest in front of the run. ``at`` is the counter's clock when it sent this,
    0 where that says nothing.
    """

    journal: str
    follows: str | None
    head: Head
    end: Head
    before: bytes
    arrived: tuple[Arrived, ...]
    at: int = 0

    @property
    def first(self) -> int:
        """The number of the first entry; without any, the one behind the head."""
        return self.arrived[0].entry.seq if self.arrived else self.head.seq + 1

    def offset(self, now: int) -> int | None:
        """How far the counter's clock is ahead, in microseconds; None where it says nothing.

        A clock that stands before 1970 or behind the year 9999 says nothing either.
        """
        return self.at - now if 0 < self.at <= LAST_MOMENT else None


def batch_of(request: ExchangeRequest, sign_key: bytes) -> Batch:
    """Return the entries of a request, each with the digest that its chain gives it.

    Raises:
        Refused: ``newer_version``; ``bad_entries``: not one run of the caller's journal, or
            its digests do not lead to the end that was signed; ``bad_head``: the signature.
    """
    if request.protocol not in SUPPORTED:
        raise Refused("newer_version", f"protocol {request.protocol}")
    head = _checked(request.journal, request.head, sign_key)
    if not request.entries or not request.entries.payloads:
        return Batch(request.journal, request.follows, head, head, head.digest, (), request.at)
    end = _checked(request.journal, request.end, sign_key) if request.end else head
    entries = _entries_of(request)
    last = entries[-1][0]
    if (last.seq, last.digest) != (end.seq, end.digest) or end.seq > head.seq:
        raise Refused("bad_entries", f"the digests do not lead to {end.seq}")
    before = request.entries.anchors[0]
    arrived = _arrived(entries, before)
    return Batch(request.journal, request.follows, head, end, before, arrived, request.at)


def _checked(journal: str, head: Head, sign_key: bytes) -> Head:
    if head.seq == 0:
        if head.digest != GENESIS:
            raise Refused("bad_head", "an empty journal has no digest")
    elif not _is_vouched_for(sign_key, journal, head.seq, head.digest, head.signature):
        raise Refused("bad_head", "the signature under the head is not the counter's")
    return head


@lru_cache(8_192)
def _is_vouched_for(
    sign_key: bytes, journal: str, seq: int, digest: bytes, signature: bytes
) -> bool:
    """Check a signature; the answer is remembered, as a head comes again until it moves."""
    return is_signed(sign_key, head_text(journal, seq, digest), signature)


def _entries_of(request: ExchangeRequest) -> list[tuple[WireEntry, bytes]]:
    columns = request.entries
    if columns is None or len(columns.anchors) != 1 or columns.journal[:1] != [0]:
        raise Refused("bad_entries", "the entries are not one run")
    try:
        entries = with_envelopes(columns)
    except (BadColumns, BadEnvelope) as error:
        raise Refused("bad_entries", str(error)) from error
    first = entries[0][0].seq
    names = ((request.journal, seq) for seq in range(first, first + len(entries)))
    if any(entry.name != name for (entry, _), name in zip(entries, names, strict=True)):
        raise Refused("bad_entries", "the entries are not one run of the caller's journal")
    return entries


def _arrived(entries: list[tuple[WireEntry, bytes]], before: bytes) -> tuple[Arrived, ...]:
    arrived = []
    for entry, envelope in entries:
        arrived.append(Arrived(entry, envelope, before, fault_of(entry)))
        before = entry.digest
    return tuple(arrived)
