"""Lines that go wrong on purpose, around a real one."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, TypeVar

from sync.client.causes import Cause, ExchangeFailed
from sync.client.http import HttpLine
from sync.client.ports import OnCursor, OnSent, Traffic
from sync.protocol.codec import Recall, decode_body
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest

_T = TypeVar("_T")


class WildLine:
    """Loses requests and answers, repeats requests, and hands out answers of long ago."""

    def __init__(self, line: HttpLine, luck: Random, share: float = 0.25) -> None:
        self._line = line
        self._luck = luck
        self._share = share
        self._former: list[Any] = []
        self._twins: list[WildLine] = []
        self._own_mishaps = 0

    @property
    def mishaps(self) -> int:
        """How often something went wrong here and on the twins."""
        return self._own_mishaps + sum(twin.mishaps for twin in self._twins)

    @property
    def traffic(self) -> Traffic:
        return self._line.traffic

    @traffic.setter
    def traffic(self, traffic: Traffic) -> None:
        self._line.traffic = traffic

    @property
    def is_warm(self) -> bool:
        return self._line.is_warm

    @is_warm.setter
    def is_warm(self, is_warm: bool) -> None:
        self._line.is_warm = is_warm

    def twin(self) -> "WildLine":
        twin = WildLine(self._line.twin(), Random(self._luck.random()), self._share)
        twin._former = self._former
        self._twins.append(twin)
        return twin

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        if self._happens():
            raise ExchangeFailed(Cause.NO_NETWORK, "the request was lost")
        answer = self._line.ask(path, body, kind, recall, on_cursor, on_sent)
        if self._happens():
            answer = self._line.ask(path, body, kind, recall)
        self._former.append(answer)
        if self._happens():
            raise ExchangeFailed(Cause.SILENT, "the answer was lost")
        if self._happens():
            late = self._luck.choice(self._former)
            if isinstance(late, kind):
                return late
        return answer

    def describe(self, path: str, kind: type[_T]) -> _T:
        return self._line.describe(path, kind)

    def download(self, path: str, start: int) -> Iterator[bytes]:
        for part in self._line.download(path, start):
            yield part
            if self._happens():
                raise ExchangeFailed(Cause.NO_NETWORK, "the file broke off")

    def close(self) -> None:
        self._line.close()

    def _happens(self) -> bool:
        has_happened = self._luck.random() < self._share
        self._own_mishaps += has_happened
        return has_happened


class WatchedLine(WildLine):
    """A line on which nothing goes wrong, and that tells of every exchange."""

    def __init__(
        self, line: HttpLine, tell: Callable[[ExchangeRequest, ExchangeAnswer], None]
    ) -> None:
        super().__init__(line, Random(0), 0.0)
        self._tell = tell

    def twin(self) -> "WatchedLine":
        return WatchedLine(self._line.twin(), self._tell)

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        answer = super().ask(path, body, kind, recall, on_cursor, on_sent)
        if isinstance(answer, ExchangeAnswer):
            self._tell(decode_body(body, ExchangeRequest, recall), answer)
        return answer
