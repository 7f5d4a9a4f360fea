"""The server without its wires: a request as bytes goes in, an answer as bytes comes out.

Whatever comes in, the answer is one of the protocol's; what went wrong inside stands in the log
and never in the answer.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from sync.protocol import messages as m
from sync.protocol.codec import BadBody, decode_body, encode_body
from sync.protocol.errors import ErrorAnswer, Refused
from sync.protocol.version import JSON, MEDIA_TYPE, SUPPORTED
from sync.server import repair
from sync.server.access import caller_of
from sync.server.enrolment import enrol
from sync.server.exchange import exchange, recall
from sync.server.limits import COUNTER_RATE, STRANGER_RATE, Buckets, Rate
from sync.server.openapi import openapi
from sync.server.province import Province
from sync.server.snapshots import Snapshots
from sync.server.storage.storage import StorageFailed
from sync.server.values import Counter

log = logging.getLogger(__name__)


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
            "/v1/exchange": self._exchange,
            "/v1/enrol": self._enrol,
            "/v1/common": lambda call: self._asked(call, m.CommonRequest, repair.common),
            "/v1/days": lambda call: self._asked(call, m.DaysRequest, repair.days),
            "/v1/day": lambda call: self._asked(call, m.DayRequest, repair.day),
        }
        self._gets: dict[str, Callable[[Call], Reply]] = {
            "/v1/health": self._health,
            "/v1/openapi.json": lambda _: Reply(200, openapi(), JSON),
            "/v1/snapshot": self._snapshot,
        }

    def answer(self, call: Call) -> Reply:
        """Return the answer to a call, whatever the call is."""
        try:
            return self._answer(call)
        except Refused as refused:
            return self.refusal(call, refused)
        except BadBody as bad:
            return self.refusal(call, Refused(bad.word, bad.detail))
        except StorageFailed:
            log.exception("the database failed")
        except Exception:
            log.exception("a fault of the server")
        return self.refusal(call, Refused("server_fault", "see the server's log", 30))

    def refusal(self, call: Call, refused: Refused) -> Reply:
        """Return an error answer, in the encoding of the request."""
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
            if call.media_type not in (MEDIA_TYPE, JSON):
                raise Refused("unknown_media_type", f"expected {MEDIA_TYPE} or {JSON}")
            return self._posts[path](call)
        if path in self._gets:
            return self._gets[path](call)
        return self._snapshot_file(call, path.removeprefix("/v1/snapshot/"))

    def _exchange(self, call: Call) -> Reply:
        caller = self._caller(call)
        province = self._province
        request = _read(call, m.ExchangeRequest, lambda names: recall(province, caller, names))
        answered = exchange(province, caller, request)
        if call.media_type == MEDIA_TYPE:
            return Reply(200, answered.body, MEDIA_TYPE)
        return Reply(200, msgspec.json.encode(answered.answer), JSON)

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

    def _caller(self, call: Call) -> Counter:
        now = self._province.clock()
        try:
            caller = self._province.storage.read(
                lambda work: caller_of(work, call.authorization, call.method, call.path, call.body)
            )
        except Refused as refused:
            if refused.word in ("unsigned", "stranger", "bad_signature"):
                self._strangers.take(call.address, now)
            raise
        self._counters.take(caller.id, now)
        return caller


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
