"""Whatever comes in, the answer is one of the protocol's, and never a fault of the server."""

import json
import random
from typing import Any

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from sync.protocol.codec import encode_body
from sync.protocol.columns import from_columns
from sync.protocol.entry import BadEnvelope
from sync.protocol.errors import STATUS, ErrorAnswer
from sync.protocol.messages import ExchangeRequest, Head
from sync.protocol.signing import authorization, sign_head
from sync.protocol.version import JSON, MEDIA_TYPE
from sync.server.openapi import openapi
from tests.sync.server.conftest import Setting
from tests.sync.server.toy_counter import ToyCounter

QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
STRANGE: list[Any] = [
    None,
    -1,
    0,
    2**31,
    2**53,
    2**62,
    2**63,
    -(2**63),
    10**30,
    1.5,
    "",
    "\x00",
    "*",
    "_",
    "x" * 5_000,
    "\ud7ff",
    b"",
    b"\xff" * 40,
    [],
    [[]],
    {},
    True,
]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", json.loads(openapi())["paths"])
def test_the_schema_s_own_fuzzer_finds_no_fault(
    setting: Setting, listening: str, path: str, mode: GenerationMode
) -> None:
    """Seen to fail when JSON that is no such message was not caught."""
    schema = schemathesis.openapi.from_dict(json.loads(openapi()))
    method = next(iter(json.loads(openapi())["paths"][path])).upper()
    operation = schema[path][method]
    counter = setting.counter()
    session = requests.Session()

    @QUICK
    @given(case=operation.as_strategy(generation_mode=mode))
    def no_fault(case: Any) -> None:
        if case.media_type not in (None, JSON):
            return
        path = case.formatted_path
        body = b"" if method == "GET" else json.dumps(case.body, default=str).encode()
        request = requests.Request(method, listening + path, data=body).prepare()
        headers = {
            "Content-Type": JSON,
            "Authorization": authorization(counter.keys, method, request.path_url, body),
        }
        answer = session.request(method, request.url or "", data=body, headers=headers, timeout=60)
        _is_proper(answer.status_code, answer.content)

    try:
        no_fault()
    except Exception as error:
        # Some operations have nothing that could be wrong, so there is no such case.
        if "Impossible" not in type(error).__name__ and "Unsatisfiable" not in type(error).__name__:
            raise
    assert setting.verified() == []


def test_spoiled_requests_that_are_signed_as_they_are_find_no_fault(setting: Setting) -> None:
    """Seen to fail when columns that do not fit together were not caught."""
    counter, reader = setting.counter(), setting.counter()

    @settings(QUICK, max_examples=250)
    @given(st.randoms(use_true_random=False))
    def no_fault(luck: random.Random) -> None:
        copy = counter.copy()
        copy.open_new_journal()
        for n in range(luck.randrange(4)):
            subject = copy.own[0].name if n and luck.random() < 0.5 else None
            copy.record(subject=subject)
        spoiled = _spoiled(copy, luck)
        status, answer = copy.post("/v1/exchange", spoiled)
        _is_proper(status, answer, MEDIA_TYPE)

    no_fault()
    reader.record()
    assert reader.sync().state == "in_step"
    assert setting.verified() == []


@pytest.mark.parametrize("path", ["/v1/exchange", "/v1/enrol", "/v1/common", "/v1/days", "/v1/day"])
def test_bytes_without_any_sense_find_no_fault(setting: Setting, path: str) -> None:
    counter = setting.counter()

    @settings(QUICK, max_examples=100)
    @given(st.binary(max_size=200), st.sampled_from([b"", b"0", b"1", b"2"]))
    def no_fault(rest: bytes, letter: bytes) -> None:
        status, answer = counter.post(path, letter + rest)
        assert status in (400, 409, 413)
        _is_proper(status, answer, MEDIA_TYPE)

    no_fault()


def _spoiled(counter: ToyCounter, luck: random.Random) -> bytes:
    """Return an exchange with one to three places spoiled, signed again where that is possible."""
    tree = msgspec.to_builtins(counter.request(), builtin_types=(bytes,))
    for _ in range(luck.randrange(1, 4)):
        holder, key = luck.choice(_places(tree))
        holder[key] = luck.choice(STRANGE)
    raw = b"0" + msgspec.msgpack.encode(_encodable(tree))
    try:
        request = msgspec.msgpack.decode(raw[1:], type=ExchangeRequest)
        if request.entries and request.entries.payloads:
            last = from_columns(request.entries)[-1]
            signature = sign_head(counter.keys, request.journal, last.seq, last.digest)
            request.head, request.end = Head(last.seq, last.digest, signature), None
        return encode_body(request)
    except (ValueError, BadEnvelope, msgspec.MsgspecError, UnicodeError):
        return raw


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Return every place in a tree, as its holder and its key there."""
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree))
    places: list[tuple[Any, Any]] = [(tree, key) for key, _ in pairs]
    for _, value in pairs:
        if isinstance(value, dict | list):
            places += _places(value)
    return places


def _encodable(tree: Any) -> Any:
    """Return a tree without numbers that MessagePack does not have."""
    if isinstance(tree, dict):
        return {key: _encodable(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_encodable(value) for value in tree]
    is_too_large = isinstance(tree, int) and not -(2**63) <= tree < 2**64
    return 2**64 - 1 if is_too_large else tree


def _is_proper(status: int, answer: bytes, media_type: str = JSON) -> None:
    assert status in {200, *STATUS.values()}
    assert status < 500, answer
    assert b"Traceback" not in answer
    if status != 200 and media_type == JSON:
        assert msgspec.json.decode(answer, type=ErrorAnswer).error in STATUS
