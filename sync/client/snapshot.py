"""The first load: one compressed file instead of many pages, taken up where it broke off."""

from collections.abc import Callable

from sync.client.causes import Cause, ExchangeFailed
from sync.client.ports import Inbox, Line
from sync.protocol.messages import SnapshotAnswer


def load(inbox: Inbox, line: Line, asked_cursor: bytes, is_stopped: Callable[[], bool]) -> int:
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
    return inbox.take_snapshot(about, asked_cursor) or 0
