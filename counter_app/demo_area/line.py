"""A line without wires: requests go to the province's service in this very process."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from sync.client.causes import refusal
from sync.client.ports import OnCursor, OnSent, Traffic
from sync.protocol.codec import Recall, decode_body
from sync.protocol.errors import ErrorAnswer
from sync.protocol.signing import Keys, authorization
from sync.protocol.version import MEDIA_TYPE
from sync.server.service import Call, Reply, Service

_T = TypeVar("_T")
_PART = 1 << 20


class ServiceLine:
    """What ``sync.client`` asks of a line, to a service of this process."""

    def __init__(self, service: Service, keys: Keys) -> None:
        self._service = service
        self._keys = keys
        self.traffic = Traffic()
        self.is_warm = True

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        """Send a body and return the answer."""
        reply = self._answer("POST", path, body)
        return decode_body(reply.body, kind, recall)

    def describe(self, path: str, kind: type[_T]) -> _T:
        """Return what a page says, in JSON."""
        return msgspec.json.decode(self._answer("GET", path).body, type=kind)

    def download(self, path: str, start: int) -> Iterator[bytes]:
        """Yield the bytes of a file from ``start`` on."""
        file = Path(self._answer("GET", path).file)
        with file.open("rb") as content:
            content.seek(start)
            while part := content.read(_PART):
                self.traffic.bytes_down += len(part)
                yield part

    def twin(self) -> "ServiceLine":
        """Return another line to the same service."""
        return ServiceLine(self._service, self._keys)

    def close(self) -> None:
        """Nothing is to be hung up."""

    def _answer(self, method: str, path: str, body: bytes = b"") -> Reply:
        """Ask the service.

        Raises:
            ExchangeFailed: it refused.
        """
        signature = authorization(self._keys, method, path, body)
        media_type = MEDIA_TYPE if body else ""
        reply = self._service.answer(Call(method, path, "", signature, media_type, body))
        self.traffic.round_trips += 1
        self.traffic.bytes_up += len(body)
        self.traffic.bytes_down += len(reply.body)
        if reply.status != 200:
            is_packed = reply.media_type == MEDIA_TYPE
            error = (
                decode_body(reply.body, ErrorAnswer)
                if is_packed
                else msgspec.json.decode(reply.body, type=ErrorAnswer)
            )
            raise refusal(error.error, error.detail, error.retry_after)
        return reply
