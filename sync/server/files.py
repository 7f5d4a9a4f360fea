"""Exchanges that travel on a memory stick: the file of a unit without a line, and the answer."""

from dataclasses import dataclass

from msgspec.structs import replace

from sync.protocol.columns import MOST_ENTRIES
from sync.protocol.contacts import ContactsAnswer, ContactsRequest
from sync.protocol.heads import HeadsRequest
from sync.protocol.messages import IN_STEP, ExchangeAnswer, ExchangeRequest
from sync.protocol.sealed_file import (
    AnswerFile,
    BadFile,
    RequestFile,
    SnapshotFile,
    open_file,
    seal_file,
    sender_of,
)
from sync.protocol.version import MOST_WANTED
from sync.server.access import checked
from sync.server.contacts import contacts
from sync.server.exchange import exchange
from sync.server.heads import heads
from sync.server.province import Province
from sync.server.snapshots import Snapshots
from sync.server.values import Counter

MOST_PAGES = 200
"""Pages of the feed in one answer file at the most; the rest goes with the next stick."""


@dataclass(frozen=True)
class Imported:
    """What was in a file, and the file that goes back to the counter."""

    counter: str
    unit: str
    taken_in: int
    acked_seq: int
    state: str
    answer: bytes


def import_file(province: Province, data: bytes) -> Imported:
    """Take in what a counter without a line sent on a stick, and seal the answer to it.

    The same file twice has the same effect as once.

    Raises:
        BadFile: it is damaged, not for this province, or not from who it says.
        Refused: the counter is a stranger or revoked, or what it says is refused.
    """
    sender = sender_of(data)
    counter = province.storage.read(lambda work: work.counters.get(sender))
    if counter is None:
        raise BadFile("stranger")
    checked(counter)
    file = open_file(data, RequestFile, province.keys, counter.sign_key)
    # Nobody knows how long the stick was on its way, so the clock on it says nothing.
    requests = [replace(request, at=0) for request in file.requests]
    if not requests:
        raise BadFile("damaged")
    before = _last_seq(province, requests[-1].journal)
    ends = heads(province, counter, HeadsRequest()).heads
    answers = [exchange(province, _again(province, counter), one).answer for one in requests]
    answers += _further_pages(province, _again(province, counter), requests[-1], answers[-1])
    told = [] if file.contacts is None else _contact_pages(province, counter, file.contacts)
    carried = AnswerFile(answers, ends, told)
    sealed = seal_file(carried, province.keys, counter.id, counter.box_key)
    last = answers[len(requests) - 1]
    return Imported(
        counter=counter.id,
        unit=counter.unit,
        taken_in=max(0, last.acked_seq - before),
        acked_seq=last.acked_seq,
        state=last.state,
        answer=sealed,
    )


def snapshot_file(province: Province, snapshots: Snapshots, counter_id: str) -> bytes:
    """Return the snapshot for a counter's first load as a file sealed to it.

    Raises:
        BadFile: ``stranger``.
        Refused: ``revoked``, or ``busy``.
    """
    counter = province.storage.read(lambda work: work.counters.get(counter_id))
    if counter is None:
        raise BadFile("stranger")
    about = snapshots.current(province, checked(counter))
    content = snapshots.file(province, counter, about.name).read_bytes()
    return seal_file(SnapshotFile(about, content), province.keys, counter.id, counter.box_key)


def _further_pages(
    province: Province, counter: Counter, request: ExchangeRequest, answer: ExchangeAnswer
) -> list[ExchangeAnswer]:
    """Return answers to the requests that the counter would send next, if it could."""
    pages: list[ExchangeAnswer] = []
    while answer.ahead and answer.state == IN_STEP and len(pages) < MOST_PAGES:
        following = ExchangeRequest(
            journal=request.journal,
            epoch=answer.epoch,
            acked_seq=answer.acked_seq,
            head=request.head,
            cursor=answer.cursor,
            want=MOST_WANTED,
            blocks=answer.blocks or request.blocks,
            program=request.program,
        )
        answer = exchange(province, counter, following).answer
        pages.append(answer)
    return pages


def _contact_pages(
    province: Province, counter: Counter, request: ContactsRequest
) -> list[ContactsAnswer]:
    """Return answers to all that the counter would ask about contacts, if it could."""
    known, pages = dict(request.known), list[ContactsAnswer]()
    while len(pages) < MOST_PAGES and (not pages or pages[-1].more):
        following = ContactsRequest(
            known=list(known.items()), most=MOST_ENTRIES, arrivals_only=bool(pages)
        )
        pages.append(contacts(province, counter, following))
        known |= {one.journal: sum(one.seqs) for one in pages[-1].arrivals}
    return pages


def _again(province: Province, counter: Counter) -> Counter:
    """Return the counter as it is now, after the last exchange."""
    return province.storage.read(lambda work: work.counters.get(counter.id)) or counter


def _last_seq(province: Province, journal: str) -> int:
    known = province.storage.read(lambda work: work.journals.get(journal))
    return known.last_seq if known else 0
