"""No line at all: what waits is carried to the province in a file, and its answer back.

The file is signed by this counter and sealed to the province; who finds the stick reads nothing.
The same answer twice does no harm, and neither does a stick that never comes back.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

import msgspec

from counter_app.domain.errors import Refusal
from counter_app.services import contacts, verification, vouching
from counter_app.services.batches import batch_of
from counter_app.services.exchange import (
    Standing,
    enrolled_state,
    standing_of,
    take_in,
    take_snapshot,
)
from counter_app.store.store import Reading, Store
from counter_app.store.sync_state import SyncState
from sync.protocol.columns import BadColumns, from_columns, to_columns
from sync.protocol.contacts import ContactsAnswer
from sync.protocol.messages import (
    BEHIND,
    FORK,
    ExchangeAnswer,
    ExchangeRequest,
    Head,
)
from sync.protocol.sealed_file import (
    AnswerFile,
    BadFile,
    RequestFile,
    SnapshotFile,
    open_file,
    seal_file,
)
from sync.protocol.signing import Keys, id_of, sign_head
from sync.protocol.version import MOST_WANTED

_T = TypeVar("_T")

MOST_RAW = 8 << 20
"""Bytes of payloads in one of a file's requests."""


class FileNotForUs(Refusal):
    """A file that is no answer of our province, for another counter, or damaged; ``word`` why.

    ``word`` is one of ``sealed_file.BadFile``, or ``forked``: this machine was set back to a
    copy, and only an exchange over the line can put that right.
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class Carried:
    """What an answer file brought: entries new here, and how far the province has our journal."""

    new: int
    head: int
    acked: int
    is_all: bool


def export_request_file(store: Store, clock: Callable[[], datetime]) -> bytes:
    """Return all that waits, as a file for the province.

    Raises:
        NotEnrolled: this counter is not known to any province.
    """
    now = clock()
    with store.reading() as reading:
        state, standing = enrolled_state(reading), standing_of(reading, now)
        keys = Keys(state.sign, state.box)
        requests = _of_former(reading, standing, keys) + _requests(reading, standing, keys)
        asked = contacts.request_of(reading) if contacts.reads_others(reading) else None
    receiver = id_of(state.server_sign_key)
    return seal_file(RequestFile(requests, asked), keys, receiver, state.server_box_key)


def import_answer_file(store: Store, data: bytes, clock: Callable[[], datetime]) -> Carried:
    """Take in what the province answered.

    Raises:
        NotEnrolled: this counter is not known to any province.
        FileNotForUs: nothing was taken in.
    """
    with store.reading() as reading:
        state = enrolled_state(reading)
    file = _opened(state, data, AnswerFile)
    answers = file.answers
    with store.reading() as reading:
        own = reading.journal.own
    if any(answer.journal == own and answer.state in (FORK, BEHIND) for answer in answers):
        raise FileNotForUs("forked")
    new = sum(_take(store, answer, clock()) for answer in answers)
    _note_offered(store, answers)
    with store.reading() as reading:
        standing = standing_of(reading, clock())
    is_all = standing.acked_seq == standing.head_seq and standing.ahead == 0
    _take_contacts(store, file.contacts, clock())
    vouching.take_heads(store, file.heads, clock())
    if is_all:
        vouching.exchanged(store)
    verification.check_new(store, clock())
    return Carried(new, standing.head_seq, standing.acked_seq, is_all)


def import_snapshot_file(store: Store, data: bytes) -> int:
    """Take in the file for a first load; return how many entries were new.

    Raises:
        NotEnrolled: this counter is not known to any province.
        FileNotForUs: nothing was taken in.
    """
    with store.reading() as reading:
        state = enrolled_state(reading)
    file = _opened(state, data, SnapshotFile)
    about = file.about
    if sha256(file.content).digest() != about.sha256:
        raise FileNotForUs("damaged")
    new = take_snapshot(store, io.BytesIO(file.content), about, state.cursor)
    if new is None:
        raise FileNotForUs("damaged")
    return new


def _opened(state: SyncState, data: bytes, kind: type[_T]) -> _T:
    try:
        return open_file(data, kind, Keys(state.sign, state.box), state.server_sign_key)
    except BadFile as error:
        raise FileNotForUs(error.word) from error


def _take_contacts(store: Store, pages: list[ContactsAnswer], now: datetime) -> None:
    """Take in what the province said of other counters.

    Raises:
        FileNotForUs: it makes no sense.
    """
    try:
        for page in pages:
            contacts.take(store, page, now)
    except BadColumns as error:
        raise FileNotForUs("damaged") from error


def _requests(reading: Reading, standing: Standing, keys: Keys) -> list[ExchangeRequest]:
    """Return exchanges with all that waits; only the last of them asks for the feed."""
    requests: list[ExchangeRequest] = []
    at = standing.acked_seq
    while True:
        batch, before = batch_of(reading, at, MOST_RAW) if at < standing.head_seq else ([], b"")
        request = ExchangeRequest(
            journal=standing.journal,
            follows=standing.follows,
            epoch=standing.epoch,
            acked_seq=standing.acked_seq,
            head=_head(keys, standing.journal, standing.head_seq, standing.head_digest),
            cursor=standing.cursor,
            blocks=list(standing.blocks),
            wants_block=standing.wants_block,
        )
        if batch:
            at = batch[-1].seq
            request.entries = to_columns(batch, [before])
            if at != standing.head_seq:
                request.end = _head(keys, standing.journal, at, batch[-1].digest)
        requests.append(request)
        if at >= standing.head_seq:
            request.want = MOST_WANTED
            return requests


def _of_former(reading: Reading, standing: Standing, keys: Keys) -> list[ExchangeRequest]:
    """Return what is here of the former journals, where the province must be offered that.

    Nobody knows how much of it the province has, so it is all that is here; what is there
    already is only compared.
    """
    requests: list[ExchangeRequest] = []
    for journal in standing.former if standing.epoch else ():
        at = 0
        while (run := batch_of(reading, at, MOST_RAW, journal))[0]:
            batch, before = run
            at, digest = batch[-1].seq, batch[-1].digest
            requests.append(
                ExchangeRequest(
                    journal=journal,
                    epoch=standing.epoch,
                    head=_head(keys, journal, at, digest),
                    entries=to_columns(batch, [before]),
                )
            )
    return requests


def _note_offered(store: Store, answers: list[ExchangeAnswer]) -> None:
    """Note that the former journals were offered, if that was in the epoch that still goes on."""
    with store.reading() as reading:
        state = enrolled_state(reading)
    answered = {answer.journal for answer in answers if answer.epoch == state.epoch}
    if state.offered_in != state.epoch and answered.issuperset(state.lineage):
        with store.writing() as work:
            work.sync.put(msgspec.structs.replace(enrolled_state(work), offered_in=state.epoch))


def _head(keys: Keys, journal: str, seq: int, digest: bytes) -> Head:
    return Head(seq, digest, sign_head(keys, journal, seq, digest)) if seq else Head()


def _take(store: Store, answer: ExchangeAnswer, now: datetime) -> int:
    """Take one answer in; what it says of the feed counts where the store stands just there."""
    try:
        page = from_columns(answer.entries) if answer.entries else []
    except BadColumns as error:
        raise FileNotForUs("damaged") from error
    with store.writing() as work:
        state = enrolled_state(work)
        is_ours = answer.journal == work.journal.own
        if not is_ours or state.epoch not in (answer.epoch, answer.epoch_seen):
            return 0
        is_next = answer.cursor_seen == state.cursor and (page or not answer.ahead)
        if not is_next:
            answer = msgspec.structs.replace(answer, cursor=state.cursor, ahead=state.ahead)
        request = ExchangeRequest(journal=work.journal.own, epoch=state.epoch, cursor=state.cursor)
        return take_in(work, request, answer, page if is_next else (), now) or 0
