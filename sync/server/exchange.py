"""One exchange: take in what the counter has, give out what it lacks, in one round trip.

First everything is checked that needs no lock, then the entries are committed, then the feed is
read. An answer that is lost on the way does no harm: the same request has the same effect.
"""

import logging
from dataclasses import dataclass
from functools import partial

from sync.protocol.codec import (
    MOST_NEIGHBOUR_COUNT,
    decode_body,
    dictionary_of,
    encode_body,
)
from sync.protocol.messages import (
    BEHIND,
    FORK,
    DayDigest,
    ExchangeAnswer,
    ExchangeRequest,
    Neighbours,
    Quarantined,
)
from sync.server import blocks
from sync.server.batch import Batch, batch_of
from sync.server.cursors import Cursor, read_cursor, write_cursor
from sync.server.feeds import Reader, columns_of
from sync.server.journals import Standing, held_by_server, standing_of, take_in
from sync.server.province import Province, new_epoch_id
from sync.server.storage.storage import StorageFailed, Work
from sync.server.values import Counter

log = logging.getLogger(__name__)

SEEN_EVERY = 60_000_000
"""Microseconds after which a counter's last contact is written down anew."""

_SLACK = 1.25
"""By how much an answer may be larger than the counter wanted."""


@dataclass(frozen=True)
class Answered:
    """An answer, also as it travels."""

    answer: ExchangeAnswer
    body: bytes


def read_request(province: Province, caller: Counter, body: bytes) -> ExchangeRequest:
    """Return the exchange in a compressed body.

    Raises:
        BadBody: see ``codec.decode_body``.
    """
    return decode_body(body, ExchangeRequest, lambda names: recall(province, caller, names))


def recall(province: Province, caller: Counter, neighbours: Neighbours) -> bytes | None:
    """Return the payloads of entries that the caller may see, or None."""

    def payloads(work: Work) -> list[bytes] | None:
        journal = work.journals.get(neighbours.journal)
        if journal is None:
            return None
        scope = work.counters.scope(caller.id)
        return work.feeds.payloads(scope, journal.number, neighbours.first, neighbours.last)

    if not 0 <= neighbours.last - neighbours.first < MOST_NEIGHBOUR_COUNT:
        return None
    found = province.storage.read(payloads)
    return None if found is None else dictionary_of(found)


def exchange(province: Province, caller: Counter, request: ExchangeRequest) -> Answered:
    """Answer a counter that was identified.

    Raises:
        Refused: nothing has changed.
    """
    cursor = read_cursor(request.cursor)
    batch = batch_of(request, caller.sign_key)
    now = province.clock()

    def answer(work: Work, standing: Standing) -> Answered:
        return _answer(province, work, caller, request, standing, cursor)

    def answer_at_rest(work: Work) -> Answered | None:
        standing = _at_rest(work, caller, request, batch)
        return None if standing is None else answer(work, standing)

    if _is_known(caller, request, now):
        answered = province.storage.read(answer_at_rest)
        if answered is not None:
            return answered
    standing = _taken_in(province, caller, request, batch, now)
    return province.storage.read(partial(answer, standing=standing))


def _taken_in(
    province: Province, caller: Counter, request: ExchangeRequest, batch: Batch, now: int
) -> Standing:
    """Return how the caller's journal stands after its entries were taken in."""
    storage = province.storage

    def write(work: Work, *, one_by_one: bool = False) -> Standing:
        standing = take_in(work, caller, batch, now, one_by_one=one_by_one)
        _note(work, caller, request, standing, now)
        return standing

    try:
        return storage.write(write)
    except (StorageFailed, RecursionError, ValueError) as error:
        # One of the entries cannot be stored; it must not hold up the others.
        log.warning("batch of %s failed, now one by one: %s", caller.id, type(error).__name__)
        return storage.write(lambda work: write(work, one_by_one=True))


def _is_known(caller: Counter, request: ExchangeRequest, now: int) -> bool:
    """Return whether what is written of the counter is new enough."""
    return (
        _is_fresh(caller, now)
        and request.head.seq <= max(caller.head_seq, request.acked_seq)
        and not request.wants_block
    )


def _is_fresh(caller: Counter, now: int) -> bool:
    return caller.seen_at is not None and now - caller.seen_at < SEEN_EVERY


def _at_rest(
    work: Work, caller: Counter, request: ExchangeRequest, batch: Batch
) -> Standing | None:
    """Return how the caller's journal stands if there is nothing to write down."""
    standing = standing_of(work, caller, batch)
    if standing is None or request.acked_seq > standing.journal.last_seq:
        return None
    held = blocks.of_journal(work, caller.id, batch.journal)
    return standing if held == _pairs(request) else None


def _note(
    work: Work, caller: Counter, request: ExchangeRequest, standing: Standing, now: int
) -> None:
    """Write down that a counter was here, and what only it can tell."""
    has_more = request.head.seq > max(standing.journal.last_seq, caller.head_seq)
    if has_more or not _is_fresh(caller, now):
        offset = request.at - now if request.at else None
        work.counters.seen(caller.id, now, offset, request.head.seq, request.program)
    blocks.settle(work, caller, request.journal, _pairs(request), request.wants_block)
    is_set_back = request.acked_seq > standing.journal.last_seq
    if is_set_back and request.epoch == work.epochs.current():
        work.epochs.begin(new_epoch_id(), now, f"set back: {request.journal}")


def _answer(
    province: Province,
    work: Work,
    caller: Counter,
    request: ExchangeRequest,
    standing: Standing,
    cursor: Cursor,
) -> Answered:
    journal = standing.journal
    held = blocks.of_journal(work, caller.id, request.journal)
    scope = work.counters.scope(caller.id)
    answer = ExchangeAnswer(
        journal=request.journal,
        epoch_seen=request.epoch,
        cursor_seen=request.cursor,
        head_seen=request.head.seq,
        epoch=work.epochs.current(),
        state=standing.state,
        acked_seq=journal.last_seq,
        cursor=request.cursor,
        scope=list(scope) if cursor.scope_version != caller.scope_version else None,
        blocks=held if held != _pairs(request) else None,
        server_at=province.clock(),
    )
    if journal.quarantined_count:
        kept = work.quarantine.of_journal(journal.number)
        answer.quarantined = [Quarantined(entry.seq, entry.reason) for entry in kept]
    if standing.state in (FORK, BEHIND):
        answer.held = held_by_server(work, journal)
        return Answered(answer, encode_body(answer))
    if request.day is not None:
        answer.days = days_of(work, scope, request.day, request.day)
    own = (journal.number, min(request.head.seq, journal.last_seq))
    return _with_feed(work, caller, request, cursor, scope, own, answer)


def _with_feed(
    work: Work,
    caller: Counter,
    request: ExchangeRequest,
    cursor: Cursor,
    scope: tuple[str, ...],
    own: tuple[int, int],
    answer: ExchangeAnswer,
) -> Answered:
    """Put the next page of the feed into an answer, not much larger than was wanted."""
    neighbours, payloads = _dictionary(work, scope, request.neighbours)
    want = request.want
    while True:
        reader = Reader(work, scope, cursor.positions, own)
        page = reader.page(want)
        answer.entries = columns_of(page)
        answer.feeds = list(page.feeds)
        answer.ahead = page.ahead
        answer.cursor = write_cursor(caller.scope_version, page.positions)
        body = encode_body(answer, neighbours, payloads)
        if len(body) <= request.want * _SLACK or len(page.entries) <= 1:
            return Answered(answer, body)
        want = max(1, min(want // 2, want * request.want // len(body)))


def _dictionary(
    work: Work, scope: tuple[str, ...], neighbours: Neighbours | None
) -> tuple[Neighbours | None, bytes]:
    if neighbours is None or not 0 <= neighbours.last - neighbours.first < MOST_NEIGHBOUR_COUNT:
        return None, b""
    journal = work.journals.get(neighbours.journal)
    number = journal.number if journal else 0
    found = work.feeds.payloads(scope, number, neighbours.first, neighbours.last)
    return (neighbours, dictionary_of(found)) if found else (None, b"")


def days_of(work: Work, scope: tuple[str, ...], first: int, last: int) -> list[DayDigest]:
    """Return the digests of the days of a scope on which there is anything."""
    return [
        DayDigest(unit, day, count, digest)
        for unit in scope
        for day, count, digest in work.feeds.days(unit, first, last)
    ]


def _pairs(request: ExchangeRequest) -> list[tuple[int, int]]:
    return [(first, last) for first, last in request.blocks]
