"""A counter in memory: its journal and keys are real, its store is a list.

It follows the protocol as ``sync.protocol`` describes it, without adaptive batches or back-off.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
import requests

from sync.protocol.codec import decode_body, encode_body
from sync.protocol.columns import Columns, from_columns, to_columns
from sync.protocol.digests import day_of, joined
from sync.protocol.entry import GENESIS, Entry, Name, seal
from sync.protocol.errors import ErrorAnswer, Refused
from sync.protocol.messages import (
    DayAnswer,
    DayDigest,
    DayRequest,
    DaysAnswer,
    DaysRequest,
    EnrolAnswer,
    EnrolRequest,
    ExchangeAnswer,
    ExchangeRequest,
    Head,
    SnapshotAnswer,
)
from sync.protocol.signing import Keys, authorization, sign_enrolment, sign_head
from sync.protocol.version import MEDIA_TYPE
from sync.protocol.wire_entry import WireEntry, to_wire

Send = Callable[[str, str, bytes, dict[str, str]], tuple[int, bytes]]
_T = TypeVar("_T")
A_MONDAY = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)


def over_http(url: str, session: requests.Session | None = None) -> Send:
    """Return a line that is real HTTP."""
    session = session or requests.Session()

    def send(method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        answer = session.request(
            method, url + path, data=body, headers=headers, timeout=60, allow_redirects=False
        )
        return answer.status_code, answer.content

    return send


@dataclass
class ToyCounter:
    """A counter with everything it knows."""

    send: Send
    unit: str = ""
    journal: str = field(default_factory=lambda: os.urandom(8).hex())
    keys: Keys = field(default_factory=Keys.new)
    own: list[Entry] = field(default_factory=list)
    held: dict[Name, WireEntry] = field(default_factory=dict)
    arrivals: list[Name] = field(default_factory=list)
    acked: int = 0
    cursor: bytes = b""
    epoch: str = ""
    blocks: list[tuple[int, int]] = field(default_factory=list)
    follows: str | None = None
    last: ExchangeAnswer | None = None

    def enrol(self, code: str) -> EnrolAnswer:
        request = EnrolRequest(
            code=code,
            sign_key=self.keys.sign_key,
            box_key=self.keys.box_key,
            proof=sign_enrolment(self.keys, code),
        )
        answer = self.call("/v1/enrol", request, EnrolAnswer)
        self.unit, self.blocks = answer.unit.code, answer.blocks
        return answer

    def record(
        self,
        subject: Name | None = None,
        payload: bytes | None = None,
        units: tuple[str, ...] | None = None,
        kind: str = "TakenIn",
        after: tuple[Name, ...] | None = None,
        at: datetime | None = None,
    ) -> Entry:
        seq = len(self.own) + 1
        entry = seal(
            self.own[-1].digest if self.own else GENESIS,
            journal=self.journal,
            seq=seq,
            subject=subject,
            after=after if after is not None else ((subject,) if subject else ()),
            kind=kind,
            at=at or A_MONDAY + timedelta(seconds=37 * seq),
            by="mau",
            units=units if units is not None else (self.unit,),
            payload=payload if payload is not None else b'{"n":%d}' % seq,
        )
        self.own.append(entry)
        return entry

    def record_many(self, count: int) -> list[Entry]:
        return [self.record() for _ in range(count)]

    def request(self, most: int = 200, want: int = 65_536, first: int = 0) -> ExchangeRequest:
        """Return the next exchange, from ``first`` or what lies behind the last acknowledged."""
        first = first or self.acked + 1
        batch = self.own[first - 1 : first - 1 + most]
        request = ExchangeRequest(
            journal=self.journal,
            follows=self.follows,
            epoch=self.epoch,
            acked_seq=self.acked,
            head=self.head(len(self.own)),
            cursor=self.cursor,
            want=want,
            at=1,
            blocks=self.blocks,
        )
        if batch:
            before = self.own[first - 2].digest if first > 1 else GENESIS
            request.entries = to_columns([to_wire(entry) for entry in batch], [before])
            request.end = self.head(batch[-1].seq)
        return request

    def head(self, seq: int) -> Head:
        if seq == 0:
            return Head()
        digest = self.own[seq - 1].digest
        return Head(seq, digest, sign_head(self.keys, self.journal, seq, digest))

    def exchange(self, most: int = 200, want: int = 65_536) -> ExchangeAnswer:
        """One exchange, its answer taken in."""
        request = self.request(most, want)
        return self.take(request, self.call("/v1/exchange", request, ExchangeAnswer))

    def sync(self) -> ExchangeAnswer:
        """Exchange until both sides have everything, or something stands in the way."""
        for _ in range(100):
            answer = self.exchange()
            if answer.state in ("fork", "behind"):
                return answer
            if self.acked == len(self.own) and not answer.ahead:
                return answer
        raise AssertionError("a hundred exchanges were not enough")

    def take(self, request: ExchangeRequest, answer: ExchangeAnswer) -> ExchangeAnswer:
        """Take an answer in, as a counter's store does in one transaction."""
        echo = (answer.journal, answer.epoch_seen, answer.cursor_seen, answer.head_seen)
        assert echo == (request.journal, request.epoch, request.cursor, request.head.seq)
        if answer.epoch == self.epoch:
            assert answer.acked_seq >= self.acked, "acknowledged entries were forgotten"
        for entry in from_columns(answer.entries) if answer.entries else ():
            known = self.held.get(entry.name)
            assert known is None or known.digest == entry.digest
            self.held[entry.name] = entry
            self.arrivals.append(entry.name)
        self.acked, self.cursor, self.epoch = answer.acked_seq, answer.cursor, answer.epoch
        self.blocks = self.blocks if answer.blocks is None else answer.blocks
        self.last = answer
        return answer

    def days_of_held(self, unit: str) -> list[DayDigest]:
        """Return the digests of days of what came here and names the unit."""
        days: dict[int, list[bytes]] = {}
        own = [to_wire(entry) for entry in self.own]
        for entry in [*own, *self.held.values()]:
            if unit in entry.units:
                days.setdefault(day_of(entry.at), []).append(entry.digest)
        return [DayDigest(unit, day, len(d), joined(d)) for day, d in sorted(days.items())]

    def days_of_server(self, unit: str) -> list[DayDigest]:
        request = DaysRequest(first=20_000, last=20_399)
        wanted = self.call("/v1/days", request, DaysAnswer).days
        wanted += self.call("/v1/days", DaysRequest(first=20_400, last=20_799), DaysAnswer).days
        return [day for day in wanted if day.unit == unit]

    def fetch_day(self, unit: str, day: int) -> None:
        answer = DayAnswer(Columns(), more=True)
        while answer.more:
            request = DayRequest(unit=unit, day=day, after=answer.after, want=500)
            answer = self.call("/v1/day", request, DayAnswer)
            self.held.update({entry.name: entry for entry in from_columns(answer.entries)})

    def open_new_journal(self) -> None:
        """What a counter does after a fork: go on in a journal of its own."""
        self.follows, self.journal = self.journal, os.urandom(8).hex()
        self.own, self.acked = [], 0

    def copy(self) -> "ToyCounter":
        """Return the counter as a copy of its disk would be."""
        return replace(
            self,
            own=list(self.own),
            held=dict(self.held),
            arrivals=list(self.arrivals),
            blocks=list(self.blocks),
        )

    def call(self, path: str, message: msgspec.Struct, kind: type[_T]) -> _T:
        body = encode_body(message)
        status, answer = self.post(path, body)
        if status != 200:
            error = decode_body(answer, ErrorAnswer)
            raise Refused(error.error, error.detail, error.retry_after)
        return decode_body(answer, kind)

    def get(self, path: str) -> bytes:
        headers = {"Authorization": authorization(self.keys, "GET", path)}
        status, answer = self.send("GET", path, b"", headers)
        assert status == 200, answer
        return answer

    def get_snapshot(self) -> SnapshotAnswer:
        return msgspec.json.decode(self.get("/v1/snapshot"), type=SnapshotAnswer)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        headers = {
            "Content-Type": MEDIA_TYPE,
            "Authorization": authorization(self.keys, "POST", path, body),
        }
        return self.send("POST", path, body, headers)
