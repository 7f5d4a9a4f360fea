"""The server without its wires: a request as bytes goes in, an answer as bytes comes out.

Whatever comes in, the answer is one of the protocol's; what went wrong inside stands in the log
and never in the answer.
"""

import logging
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from sync.protocol import messages as m
from sync.protocol.codec import BadBody, decode_body, encode_body
from sync.protocol.contacts import ContactsRequest
from sync.protocol.errors import ErrorAnswer, Refused
from sync.protocol.heads import HeadsRequest
from sync.protocol.version import CURSOR_HEADER, JSON, MEDIA_TYPE, SUPPORTED
from sync.server import repair
from sync.server.access import caller_of, named_in
from sync.server.answers import Answered
from sync.server.contacts import contacts
from sync.server.enrolment import enrol
from sync.server.exchange import exchange_all, recall
from sync.server.heads import heads
from sync.server.limits import COUNTER_RATE, STRANGER_RATE, Buckets, Rate
from sync.server.openapi import openapi
from sync.server.outcome import outcome
from sync.server.province import Province
from sync.server.snapshots import Snapshots
from sync.server.values import Counter
from sync.server.visits import Visit, visit_of

log = logging.getLogger(__name__)

EXCHANGE = "/v1/exchange"
"""The one path that counters ask again and again."""

ATTEMPTS = frozenset({"not_your_unit", "not_your_journal", "revoked", "stranger", "bad_signature"})
"""Refusals that somebody at the province should know of."""

_MOST_AHEAD = 1_000
"""Bytes of a cursor that is said ahead of the body, at the most."""


@dataclass(frozen=True)
class Call:
    """A request as it came: ``path`` includes the query, ``address`` is the peer's."""

    method: str
    path: str
    address: str = ""
    authorization: str = ""
    media_type: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """An answer as it goes; ``file`` names a file that is the body instead."""

    status: int
    body: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)
    file: str = ""


class Service:
    """Answers calls for one province; safe for many threads."""

    def __init__(
        self, province: Province, snapshots: Snapshots, counter_rate: Rate = COUNTER_RATE
    ) -> None:
        self._province = province
        self._snapshots = snapshots
        self._counters = Buckets(counter_rate)
        self._strangers = Buckets(STRANGER_RATE)
        self._posts: dict[str, Callable[[Call], Reply]] = {
            EXCHANGE: lambda call: self.exchange([call])[0],
            "/v1/enrol": self._enrol,
            "/v1/common": lambda call: self._asked(call, m.CommonRequest, repair.common),
            "/v1/days": lambda call: self._asked(call, m.DaysRequest, repair.days),
            "/v1/day": lambda call: self._asked(call, m.DayRequest, repair.day),
            "/v1/heads": lambda call: self._asked(call, HeadsRequest, heads),
            "/v1/contacts": lambda call: self._asked(call, ContactsRequest, contacts),
        }
        self._gets: dict[str, Callable[[Call], Reply]] = {
            "/v1/health": self._health,
            "/v1/openapi.json": lambda _: Reply(200, openapi(), JSON),
            "/v1/snapshot": self._snapshot,
        }

    def answer(self, call: Call) -> Reply:
        """Return the answer to a call, whatever the call is."""
        found = outcome(lambda: self._answer(call))
        return self.refusal(call, found) if isinstance(found, Refused) else found

    def exchange(self, calls: Sequence[Call]) -> list[Reply]:
        """Answer exchanges that came at the same moment, each as if it had come alone.

        They share their transactions; no answer is here before its entries are committed.
        """
        callers = outcome(lambda: self._callers(calls))
        if isinstance(callers, Refused):
            return [self.refusal(call, callers) for call in calls]
        visits = [outcome(partial(self._visit, call, callers)) for call in calls]
        asked = [visit for visit in visits if isinstance(visit, Visit)]
        answered = iter(exchange_all(self._province, asked))
        return [
            self._said(call, next(answered) if isinstance(visit, Visit) else visit)
            for call, visit in zip(calls, visits, strict=True)
        ]

    def refusal(self, call: Call, refused: Refused) -> Reply:
        """Return an error answer, in the encoding of the request.

        Whoever asked for what is not theirs leaves a line in the log: who, where, which rule.
        """
        if refused.word in ATTEMPTS:
            caller = named_in(call.authorization)
            log.warning("%s %.80r by %r: %s", call.method, call.path, caller, refused.word)
        answer = ErrorAnswer(refused.word, refused.detail, retry_after=refused.retry_after)
        if refused.word == "newer_version":
            answer.supported = list(SUPPORTED)
        headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
        if refused.word in ("unsigned", "stranger", "bad_signature"):
            headers["WWW-Authenticate"] = "Counter"
        if refused.word == "wrong_method":
            headers["Allow"] = ", ".join(self.methods_of(call.path))
        is_packed = call.media_type == MEDIA_TYPE
        body = encode_body(answer) if is_packed else msgspec.json.encode(answer)
        return Reply(refused.status, body, MEDIA_TYPE if is_packed else JSON, headers)

    def methods_of(self, path: str) -> list[str]:
        """Return the methods that a path knows."""
        bare = path.partition("?")[0]
        if bare in self._posts:
            return ["POST"]
        is_get = bare in self._gets or bare.startswith("/v1/snapshot/")
        return ["GET"] if is_get else []

    def _answer(self, call: Call) -> Reply:
        methods = self.methods_of(call.path)
        if not methods:
            raise Refused("no_such_page")
        if call.method not in methods:
            raise Refused("wrong_method")
        path = call.path.partition("?")[0]
        if path in self._posts:
            _check_media_type(call)
            return self._posts[path](call)
        if path in self._gets:
            return self._gets[path](call)
        return self._snapshot_file(call, path.removeprefix("/v1/snapshot/"))

    def _visit(self, call: Call, callers: Mapping[str, Counter]) -> Visit:
        _check_media_type(call)
        province, caller = self._province, self._let_in(call, callers)
        request = _read(call, m.ExchangeRequest, lambda names: recall(province, caller, names))
        return visit_of(caller, request)

    def _said(self, call: Call, found: Answered | Refused) -> Reply:
        if isinstance(found, Refused):
            return self.refusal(call, found)
        if call.media_type == MEDIA_TYPE:
            return Reply(200, found.body, MEDIA_TYPE, _ahead_of_body(found.answer))
        return Reply(200, msgspec.json.encode(found.answer), JSON)

    def _enrol(self, call: Call) -> Reply:
        request = _read(call, m.EnrolRequest)
        try:
            return _reply(call, enrol(self._province, request))
        except Refused:
            self._strangers.take(call.address, self._province.clock())
            raise

    def _asked(self, call: Call, kind: Any, job: Callable[..., msgspec.Struct]) -> Reply:
        caller = self._caller(call)
        return _reply(call, job(self._province, caller, _read(call, kind)))

    def _health(self, call: Call) -> Reply:
        epoch = self._province.storage.read(lambda work: work.epochs.current())
        return _reply(call, m.Health("ok", list(SUPPORTED), epoch))

    def _snapshot(self, call: Call) -> Reply:
        return _reply(call, self._snapshots.current(self._province, self._caller(call)))

    def _snapshot_file(self, call: Call, name: str) -> Reply:
        file = self._snapshots.file(self._province, self._caller(call), name)
        headers = {"ETag": f'"{name}"', "Accept-Ranges": "bytes"}
        return Reply(200, b"", "application/octet-stream", headers, str(file))

    def _callers(self, calls: Sequence[Call]) -> dict[str, Counter]:
        """Return the counters that calls name, as they are now: a revocation holds at once."""
        names = {named_in(call.authorization) for call in calls}
        return self._province.storage.read(lambda work: work.counters.some(names))

    def _caller(self, call: Call) -> Counter:
        return self._let_in(call, self._callers([call]))

    def _let_in(self, call: Call, callers: Mapping[str, Counter]) -> Counter:
        """Return which of some counters calls, if it may and does not call too often."""
        now = self._province.clock()
        try:
            caller = caller_of(callers, call.authorization, call.method, call.path, call.body)
        except Refused as refused:
            if refused.word in ("unsigned", "stranger", "bad_signature"):
                self._strangers.take(call.address, now)
            raise
        self._counters.take(caller.id, now)
        return caller


def _ahead_of_body(answer: m.ExchangeAnswer) -> dict[str, str]:
    """Return the header by which the next request may leave while the body is on its way."""
    if answer.entries is None or not answer.ahead or len(answer.cursor) > _MOST_AHEAD:
        return {}
    return {CURSOR_HEADER: b64encode(answer.cursor).decode()}


def _check_media_type(call: Call) -> None:
    if call.media_type not in (MEDIA_TYPE, JSON):
        raise Refused("unknown_media_type", f"expected {MEDIA_TYPE} or {JSON}")


def _read(call: Call, kind: Any, recall: Any = None) -> Any:
    if call.media_type == MEDIA_TYPE:
        return decode_body(call.body, kind, recall)
    try:
        return msgspec.json.decode(call.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadBody("malformed", str(error)[:200]) from error


def _reply(call: Call, answer: msgspec.Struct) -> Reply:
    if call.media_type == MEDIA_TYPE:
        return Reply(200, encode_body(answer), MEDIA_TYPE)
    return Reply(200, msgspec.json.encode(answer), JSON)
