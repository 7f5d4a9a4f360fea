"""The messages of the protocol. Unknown fields are skipped, so newer programs may add some."""

from typing import Annotated

import msgspec

from sync.protocol.columns import Columns, Digest, JournalId
from sync.protocol.entry import GENESIS
from sync.protocol.version import MOST_WANTED, PROTOCOL

Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Moment = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
"""Microseconds since 1970-01-01 UTC."""

Day = Annotated[int, msgspec.Meta(ge=-(10**8), le=10**8)]
"""Days since 1970-01-01 UTC."""

Signature = Annotated[bytes, msgspec.Meta(max_length=64)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Text = Annotated[str, msgspec.Meta(max_length=200)]
Cursor = Annotated[bytes, msgspec.Meta(max_length=64_000)]

Serial = Annotated[int, msgspec.Meta(ge=1, le=999_999_999)]
Blocks = Annotated[list[tuple[Serial, Serial]], msgspec.Meta(max_length=1_000)]
"""Blocks of the day's serials, (first, last) with both ends included."""

IN_STEP, GAP, FORK, BEHIND = "in_step", "gap", "fork", "behind"
"""How the server finds the caller's journal, in ``ExchangeAnswer.state``."""


class Head(msgspec.Struct):
    """A place in a journal that its counter vouches for; seq 0 with ``GENESIS`` if empty.

    ``signature`` is made by ``signing.sign_head``.
    """

    seq: Seq = 0
    digest: Digest = GENESIS
    signature: Signature = b""


class Neighbours(msgspec.Struct, array_like=True, frozen=True):
    """Entries ``first`` to ``last`` of a journal that both sides hold: a dictionary."""

    journal: JournalId
    first: Seq
    last: Seq


class ExchangeRequest(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Everything a counter has to say in one round trip.

    ``journal`` is the one the counter appends to; ``follows`` its former one, after a fork.
    ``epoch`` is the server's epoch last seen and ``acked_seq`` what it then held. ``head`` is
    the end of the journal; ``entries`` come next behind ``acked_seq``, and ``end`` is the last
    of them where that is not the head. ``cursor`` is what the last answer gave (empty at
    first), ``want`` how many bytes of feed the line carries. ``neighbours`` may serve as the
    dictionary of the answer. ``at`` is the counter's clock. ``blocks`` are the serial blocks
    the counter issues from, ``wants_block`` asks for one more. ``day`` asks for digests.
    """

    protocol: int = PROTOCOL
    journal: JournalId
    follows: JournalId | None = None
    epoch: Text = ""
    acked_seq: Seq = 0
    head: Head = msgspec.field(default_factory=Head)
    end: Head | None = None
    entries: Columns | None = None
    cursor: Cursor = b""
    want: Annotated[int, msgspec.Meta(ge=0, le=MOST_WANTED)] = 0
    neighbours: Neighbours | None = None
    at: Moment = 0
    blocks: Blocks = []
    wants_block: bool = False
    day: Day | None = None
    program: Text = ""


class Quarantined(msgspec.Struct, array_like=True, frozen=True):
    """An entry the server holds but did not pass on, and the machine word for why."""

    seq: Seq
    reason: str


class DayDigest(msgspec.Struct, array_like=True, frozen=True):
    """What a feed holds of one day: how many entries, and the exclusive or of their digests."""

    unit: str
    day: Day
    count: int
    digest: bytes


class ExchangeAnswer(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Everything the server has to say in one round trip.

    ``journal``, ``epoch_seen``, ``cursor_seen`` and ``head_seen`` repeat the request: an answer
    that does not is another request's, or not from our server, and is dropped. ``acked_seq``
    is durable at the server. ``state`` says how the caller's journal stands; after ``fork`` or
    ``behind`` ``held`` tells what the server has of it (seq and digest, thinning out towards
    the past), no feed comes, and the counter opens a new journal. ``quarantined`` are all of
    the journal's entries that wait for release. ``entries`` are the next of the feed,
    ``feeds`` how many of them belong to which feed, in this order; ``cursor`` goes with them
    and ``ahead`` entries lie behind it still. ``scope`` are the feeds the caller reads,
    ``blocks`` all its serial blocks; both only where they are new to the caller.
    """

    journal: str
    epoch_seen: str = ""
    cursor_seen: bytes = b""
    head_seen: int = 0
    epoch: str
    state: str = IN_STEP
    acked_seq: int = 0
    held: list[tuple[int, bytes]] = []
    quarantined: list[Quarantined] = []
    entries: Columns | None = None
    feeds: list[tuple[str, int]] = []
    cursor: bytes = b""
    ahead: int = 0
    scope: list[str] | None = None
    blocks: list[tuple[int, int]] | None = None
    days: list[DayDigest] = []
    server_at: int = 0


class UnitPart(msgspec.Struct, omit_defaults=True):
    """What a counter must know of its unit; the fields are those of the counter's own unit."""

    code: str
    name: str
    agency_identifier: str
    province: str = ""
    office: str = ""
    place: str = ""
    phone: str = ""


class EnrolRequest(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A counter gives its one-time code and the keys it has made for itself.

    ``proof`` is ``signing.sign_enrolment`` with the private half of ``sign_key``.
    """

    protocol: int = PROTOCOL
    code: Text
    sign_key: PublicKey
    box_key: PublicKey
    proof: Signature
    program: Text = ""


class EnrolAnswer(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a counter is from now on. The same request has the same answer again.

    ``blocks`` are the day's serials that nobody else in the unit issues, ``scope`` the feeds it
    reads, ``sign_key`` and ``box_key`` the server's, ``province_journal`` the journal in which
    the province speaks, ``settings`` what the province laid down for its counters.
    """

    counter: str
    unit: UnitPart
    desk: int
    blocks: list[tuple[int, int]]
    scope: list[str]
    epoch: str
    province: str
    province_journal: str
    sign_key: bytes
    box_key: bytes
    settings: dict[str, str] = {}
    server_at: int = 0


class CommonRequest(msgspec.Struct, kw_only=True):
    """Asks after a fork how far the server's copy of a journal is the counter's."""

    journal: JournalId
    marks: Annotated[list[tuple[Seq, Digest]], msgspec.Meta(max_length=100)]


class CommonAnswer(msgspec.Struct):
    """``seq`` is the highest mark that the server holds with that digest, or 0."""

    seq: int
    last_seq: int


class DaysRequest(msgspec.Struct, kw_only=True):
    """Asks for the digests of some days, both ends included, at most 400 days."""

    first: Day
    last: Day


class DaysAnswer(msgspec.Struct):
    """The days of the caller's feeds on which there is anything, in order."""

    days: list[DayDigest]


class DayRequest(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks for all entries of a feed of one day, from the feed number ``after`` onward."""

    unit: Text
    day: Day
    after: Seq = 0
    want: Annotated[int, msgspec.Meta(ge=0, le=MOST_WANTED)] = 65_536


class DayAnswer(msgspec.Struct, omit_defaults=True):
    """Entries of that day; ``after`` is for the next request, and ``more`` that there is any."""

    entries: Columns
    after: int = 0
    more: bool = False


class SnapshotAnswer(msgspec.Struct):
    """Names the snapshot for a first load: its size, SHA-256, and the cursor that goes with it."""

    name: str
    size: int
    sha256: bytes
    cursor: bytes
    epoch: str
    count: int


class Health(msgspec.Struct):
    """That the server is there, and what it speaks."""

    status: str
    protocols: list[int]
    epoch: str
