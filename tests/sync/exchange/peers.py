"""Peers of other versions: the real programs, with fields of their messages taken or added.

What is not in a message is what an older program never said; what nobody knows is what a newer
one says besides. Requests are changed before they are signed, answers before they are read.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from sync.client.http import HttpLine
from sync.client.ports import OnCursor, OnSent
from sync.protocol.codec import Recall, decompress
from tests.sync.exchange.counters import Machine

_T = TypeVar("_T")
Fields = dict[str, Any]
Change = Callable[[Fields], None]
"""Changes the fields of a message, or leaves them."""


def nothing(_: Fields) -> None:
    """Leave a message as it is."""


def without(*names: str) -> Change:
    """Take fields away: an older peer does not know them."""

    def change(fields: Fields) -> None:
        for name in names:
            fields.pop(name, None)

    return change


def with_more(fields: Fields) -> None:
    """Add fields that nobody knows yet, and to what the message holds as well."""
    fields |= {"colour": "đỏ", "shape": [1, {"deep": b"\x00"}], "when": None}
    for part in ("head", "end", "entries"):
        if isinstance(fields.get(part), dict):
            fields[part] |= {"colour": 7, "further": ["a"]}


class OtherPeer(HttpLine):
    """A line on which exchanges or their answers are those of a program of another version."""

    def __init__(
        self, machine: Machine, requests: Change = nothing, answers: Change = nothing
    ) -> None:
        line = machine.dial()
        super().__init__(line._url, line._keys, line._link)
        self._machine, self._requests, self._answers = machine, requests, answers
        self.changed = 0

    def twin(self) -> "OtherPeer":
        return OtherPeer(self._machine, self._requests, self._answers)

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        if path != "/v1/exchange":
            return super().ask(path, body, kind, recall)
        fields = msgspec.msgpack.decode(decompress(body, self._machine.exchange.recall))
        self._change(fields, self._requests)
        plain = b"0" + msgspec.msgpack.encode(fields)
        answer: Fields = super().ask(path, plain, dict, recall, on_cursor, on_sent)
        self._change(answer, self._answers)
        return msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=kind)

    def _change(self, fields: Fields, change: Change) -> None:
        before = msgspec.msgpack.encode(fields)
        change(fields)
        self.changed += msgspec.msgpack.encode(fields) != before
