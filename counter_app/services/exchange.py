"""What the sync client asks of a counter: what to send, and to take in what came.

``Exchange`` is the two ports of ``sync.client.ports`` on the store. Nothing here waits for the
network, and no transaction is open while anybody else does.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from typing import BinaryIO, cast

import msgspec

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import EntryName
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.units import SerialBlock
from counter_app.services.batches import batch_of
from counter_app.store.day_digests import Own, days_of
from counter_app.store.store import Reading, Store, Work
from counter_app.store.sync_state import LogLine, SyncState
from counter_app.store.vouched import VouchedDesk
from sync.protocol.codec import MOST_NEIGHBOUR_COUNT, dictionary_of
from sync.protocol.columns import BadColumns, from_columns
from sync.protocol.entry import GENESIS, microseconds, moment_of
from sync.protocol.messages import (
    DayDigest,
    ExchangeAnswer,
    ExchangeRequest,
    Neighbours,
    SnapshotAnswer,
)
from sync.protocol.signing import Keys
from sync.protocol.snapshot import BadSnapshot, read_snapshot
from sync.protocol.wire_entry import WireEntry

LOW_ON_SERIALS = 200
"""With fewer serials left of a day the counter asks for one more block."""

REPAIR_DAYS = 60
"""How many days back the digests of days are compared, once a day."""


class NotEnrolled(Refusal):
    """This counter is not known to any province yet."""


@dataclass(frozen=True)
class Server:
    """Where the province is, and what makes it the right one; see ``SyncState``."""

    url: str
    ca: str
    pin: str
    keys: Keys


@dataclass(frozen=True)
class Standing:
    """How far both sides have come, as one snapshot of the store."""

    journal: str
    follows: str | None
    epoch: str
    cursor: bytes
    acked_seq: int
    head_seq: int
    head_digest: bytes
    blocks: tuple[tuple[int, int], ...]
    wants_block: bool
    ahead: int
    former: tuple[str, ...] = ()


class Exchange:
    """A counter as the sync client sees it; every call is a transaction of its own."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def server(self) -> Server:
        """Return where the province is.

        Raises:
            NotEnrolled: there is none.
        """
        with self._store.reading() as reading:
            state = enrolled_state(reading)
        return Server(state.url, state.ca, state.pin, Keys(state.sign, state.box))

    def keys(self) -> Keys:
        """Return the counter's own keys.

        Raises:
            NotEnrolled: this counter is not known to any province.
        """
        return self.server().keys

    def at(self) -> int:
        """Return the counter's clock now, in microseconds since 1970-01-01 UTC."""
        return microseconds(as_utc(self._clock()))

    def standing(self) -> Standing:
        """Return how far both sides have come.

        Raises:
            NotEnrolled: this counter is not known to any province.
        """
        now = self._clock()
        with self._store.reading() as reading:
            return standing_of(reading, now)

    def batch(
        self, after: int, most_bytes: int, journal: str | None = None
    ) -> tuple[list[WireEntry], bytes]:
        """Return entries of a journal (the own) behind a number; see ``batch_of``."""
        with self._store.reading() as reading:
            return batch_of(reading, after, most_bytes, journal)

    def digest(self, journal: str, seq: int) -> bytes | None:
        """Return the digest of an entry, or None if it is not here."""
        if seq == 0:
            return GENESIS
        with self._store.reading() as reading:
            found = reading.journal.entries(seq - 1, 1, journal)
        return found[0].digest if found and found[0].seq == seq else None

    def recall(self, neighbours: Neighbours) -> bytes | None:
        """Return the payloads of entries that both sides hold, or None if one is not here."""
        first, last = neighbours.first, neighbours.last
        if not 0 <= last - first < MOST_NEIGHBOUR_COUNT:
            return None
        with self._store.reading() as reading:
            found = reading.journal.entries(first - 1, last - first + 1, neighbours.journal)
        if [entry.seq for entry in found] != list(range(first, last + 1)):
            return None
        return dictionary_of([entry.payload for entry in found])

    def take(
        self, request: ExchangeRequest, answer: ExchangeAnswer, page: Sequence[WireEntry]
    ) -> int | None:
        """Take an answer in: its entries, how far both sides are, in one transaction.

        Returns how many entries were new, or None for an answer that came too late: the store
        has moved on since the request was made.
        """
        now = self._clock()
        with self._store.writing() as work:
            return take_in(work, request, answer, page, now)

    def begin_journal(self, former: str, common_seq: int) -> int:
        """Go on in a new journal after a fork; return how many entries were recorded again."""
        with self._store.writing() as work:
            if work.journal.own != former:
                return 0
            VouchedDesk(work.connection).forget_check(former)
            return work.begin_journal(common_seq, secrets.token_hex(8))

    def offered(self, epoch: str) -> None:
        """Note that the server has what is here of the former journals, in this epoch of its."""
        with self._store.writing() as work:
            work.sync.put(msgspec.structs.replace(enrolled_state(work), offered_in=epoch))

    def heal(self, page: Sequence[WireEntry]) -> int:
        """Take in entries of a day whose digest differed; return how many were new."""
        with self._store.writing() as work:
            return work.receive(page)

    def days(self, first: int, last: int) -> list[DayDigest]:
        """Return the digests of days of all feeds that come here, without what waits still."""
        with self._store.reading() as reading:
            state = enrolled_state(reading)
            own = Own(
                state.unit,
                frozenset((reading.journal.own, *state.lineage)),
                EntryName(reading.journal.own, state.acked_seq),
                frozenset(one.name for one in reading.sync.held_back()),
            )
            return days_of(reading.connection, reading.numbers, state.scope, own, first, last)

    def repair_days(self) -> tuple[int, int] | None:
        """Return the days whose digests should be compared now, or None: once a day is enough."""
        today = _day(self._clock())
        with self._store.reading() as reading:
            state = enrolled_state(reading)
        return None if state.repaired_on == today else (today - REPAIR_DAYS + 1, today)

    def repaired(self) -> None:
        """Note that the days were compared today."""
        today = _day(self._clock())
        with self._store.writing() as work:
            work.sync.put(msgspec.structs.replace(enrolled_state(work), repaired_on=today))

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
        """Write down how a contact with the province went; ``cause`` is empty if all went well."""
        now = as_utc(self._clock())
        with self._store.writing() as work:
            state = enrolled_state(work)
            changed = msgspec.structs.replace(
                state,
                tried_at=now,
                cause=cause,
                contact_at=state.contact_at if cause else now,
            )
            work.sync.put(changed)
            work.sync.write_log(
                LogLine(
                    now,
                    cause,
                    detail[:500],
                    sent,
                    pulled,
                    bytes_up,
                    bytes_down,
                    round_trips,
                    milliseconds,
                )
            )
            if state.cause != cause:
                work.projection.has_moved = True

    def snapshot_begun(self) -> bool:
        """Return whether a snapshot has begun to come and was not taken in."""
        with self._store.reading() as reading:
            return reading.snapshot.has_begun()

    def snapshot_held(self, name: str) -> int:
        """Return how many bytes of a snapshot are here."""
        with self._store.reading() as reading:
            return reading.snapshot.held(name)

    def add_snapshot(self, name: str, start: int, content: bytes) -> None:
        """Keep the next bytes of a snapshot."""
        with self._store.writing() as work:
            work.snapshot.add(name, start, content)

    def take_snapshot(self, about: SnapshotAnswer, asked_cursor: bytes) -> int | None:
        """Take in the snapshot whose bytes are all here; return how many entries were new.

        It is taken in part by part and the cursor last: a crash on the way loses nothing, and
        what is there already does no harm. None means that it was damaged, and is dropped.
        """
        with self._store.reading() as reading:
            is_whole = file_digest(reading.snapshot.read(), "sha256").digest() == about.sha256
        new = None
        if is_whole:
            with self._store.reading() as reading:
                file = cast(BinaryIO, reading.snapshot.read())
                new = take_snapshot(self._store, file, about, asked_cursor)
        with self._store.writing() as work:
            work.snapshot.drop()
        return new


def enrolled_state(reading: Reading) -> SyncState:
    """Return how things stand with the province.

    Raises:
        NotEnrolled: it does not know this counter.
    """
    state = reading.sync.state()
    if state is None or not state.is_enrolled:
        raise NotEnrolled
    return state


def standing_of(reading: Reading, now: datetime) -> Standing:
    """Return how far both sides have come."""
    state = enrolled_state(reading)
    head, digest, _ = reading.journal.head()
    return Standing(
        journal=reading.journal.own,
        follows=state.lineage[-1] if state.lineage else None,
        epoch=state.epoch,
        cursor=state.cursor,
        acked_seq=state.acked_seq,
        head_seq=head.seq if head else 0,
        head_digest=digest,
        blocks=state.blocks,
        wants_block=_is_low_on_serials(reading, state, now),
        ahead=state.ahead,
        former=state.lineage if state.offered_in != state.epoch else (),
    )


def take_in(
    work: Work,
    request: ExchangeRequest,
    answer: ExchangeAnswer,
    page: Sequence[WireEntry],
    now: datetime,
) -> int | None:
    """Take an answer in, inside a transaction; see ``Exchange.take``."""
    state = enrolled_state(work)
    asked = (request.journal, request.epoch, request.cursor)
    if asked != (work.journal.own, state.epoch, state.cursor):
        return None
    head = work.journal.head()[0]
    acked = min(answer.acked_seq, head.seq if head else 0)
    if answer.epoch == state.epoch:
        acked = max(acked, state.acked_seq)
    new = work.receive(page)
    changed = msgspec.structs.replace(
        state,
        epoch=answer.epoch,
        cursor=answer.cursor,
        acked_seq=acked,
        ahead=answer.ahead,
        offset=request.at - answer.server_at if request.at and answer.server_at else state.offset,
        contact_at=as_utc(now),
        scope=state.scope if answer.scope is None else tuple(answer.scope),
        blocks=state.blocks
        if answer.blocks is None
        else tuple((first, last) for first, last in answer.blocks),
    )
    held = [(one.seq, one.reason) for one in answer.quarantined]
    has_moved = work.sync.hold_back(request.journal, held)
    has_moved |= (state.acked_seq, state.ahead) != (acked, answer.ahead)
    work.projection.has_moved |= has_moved
    work.sync.put(changed)
    return new


def take_snapshot(
    store: Store, file: BinaryIO, about: SnapshotAnswer, asked_cursor: bytes
) -> int | None:
    """Take in a snapshot, part by part and its cursor last; None if it is damaged."""
    new = 0
    try:
        for part in read_snapshot(file):
            page = from_columns(part.entries)
            with store.writing() as work:
                new += work.receive(page)
    except (BadSnapshot, BadColumns):
        return None
    with store.writing() as work:
        state = enrolled_state(work)
        if state.cursor == asked_cursor:
            epoch = about.epoch if not state.epoch else state.epoch
            work.sync.put(msgspec.structs.replace(state, cursor=about.cursor, epoch=epoch))
    return new


def _is_low_on_serials(reading: Reading, state: SyncState, now: datetime) -> bool:
    founded = reading.counter
    if founded is None or not state.blocks:
        return False
    first, last = state.blocks[-1]
    on = now.astimezone(VIETNAM).date()
    agency = founded.agency_identifier
    used = reading.dossiers.last_serial(agency, on, SerialBlock(first, last))
    return used is not None and last - used < LOW_ON_SERIALS


def _day(moment: datetime) -> int:
    return (as_utc(moment) - moment_of(0)).days
