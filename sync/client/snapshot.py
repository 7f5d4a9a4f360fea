"""The first load: one compressed file instead of many pages, taken up where it broke off."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Protocol, TypeVar

from sync.client.causes import Cause, ExchangeFailed
from sync.client.ports import Inbox
from sync.protocol.messages import SnapshotAnswer

_T = TypeVar("_T")


class Downloading(Protocol):
    """The part of a line that fetches files."""

    def describe(self, path: str, kind: type[_T]) -> _T: ...
    def download(self, path: str, start: int) -> Iterator[bytes]: ...


def load(
    inbox: Inbox, line: Downloading, asked_cursor: bytes, is_stopped: Callable[[], bool]
) -> int:
    """Fetch the snapshot and take it in; return how many entries were new.

    ``asked_cursor`` is where the counter stands; it goes on where the snapshot ends.

    Raises:
        ExchangeFailed: the line broke; the next try goes on from there.
    """
    about = line.describe("/v1/snapshot", SnapshotAnswer)
    held = inbox.snapshot_held(about.name)
    if held < about.size:
        for part in line.download(f"/v1/snapshot/{about.name}", held):
            if is_stopped():
                raise ExchangeFailed(Cause.STOPPED)
            inbox.add_snapshot(about.name, held, part)
            held += len(part)
    if is_stopped():
        raise ExchangeFailed(Cause.STOPPED)
    return inbox.take_snapshot(about.cursor, about.epoch, asked_cursor) or 0


def is_whole(content: bytes, about: SnapshotAnswer) -> bool:
    """Return whether the bytes are those of a snapshot."""
    return len(content) == about.size and sha256(content).digest() == about.sha256
