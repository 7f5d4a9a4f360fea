"""The line to the province: the first exchange, the cable pulled, and put back."""

from counter_app.services.sync_status import log
from counter_app.ui.disputes.view import DisputesView
from counter_app.ui.sync_status.view import SyncView
from counter_app.ui.tour_pages.guide import Guide

SYNC = 8
"""Where the screen of the line stands in a clerk's rail."""

SERVER_SECONDS = 60
"""How long the demonstration's server may take to start beside everything else."""

WHY = "Đã hỏi hai bên: người dân rút hồ sơ trước khi có kết quả"


def has_line(guide: Guide) -> bool:
    """Wait for the first exchange with the demonstration's server, if there is one."""
    line, opened = guide.program.ports.demo_line, guide.program.opened
    if line is None or opened is None or opened.link is None:
        return False
    store = opened.counter.store

    def has_answered() -> bool:
        return any(one.at >= guide.began_at and not one.cause for one in log(store))

    guide.until(
        "the server answers", lambda: line.trouble or has_answered(), patience=SERVER_SECONDS
    )
    return not line.trouble


def pull_the_cable(guide: Guide, digit: int = SYNC) -> None:
    """Cut the line; ``digit`` is the place of its screen in the rail."""
    sync = _to_sync(guide, digit)
    guide.until("nothing waits", lambda: _has_sent(guide))
    guide.settle()
    guide.picture("sync")
    sync.line_button.click()
    guide.until("the line is cut", lambda: "mất mạng" in _status(guide))
    guide.settle()
    guide.picture("line-cut")


def put_it_back(guide: Guide, digit: int = SYNC) -> None:
    """Restore the line, and wait until the province has everything."""
    guide.until("something waits", lambda: "Chờ gửi" in _status(guide))
    sync = _to_sync(guide, digit)
    guide.picture("waiting")
    sync.line_button.click()
    guide.until("everything has arrived", lambda: _has_sent(guide))
    guide.settle()
    guide.picture("sent")


def settle(guide: Guide) -> None:
    """Settle what two counters did differently while they could not know of each other."""
    sync = _to_sync(guide)
    sync.disputes.setFocus()
    guide.press("Space")
    disputes = guide.desk.window.front
    assert isinstance(disputes, DisputesView)
    guide.until("the dispute is listed", lambda: disputes.table.current() is not None)
    guide.settle()
    disputes.table.setFocus()
    guide.press("Return")
    guide.until("the two sides are shown", lambda: disputes.page.cards)
    guide.settle()
    disputes.page.begin()
    guide.press("Space")
    guide.type(disputes.page.reason, WHY)
    guide.picture("dispute")
    guide.press("F9")
    guide.say_yes()
    guide.until("the two counters agree", lambda: "đã khớp nhau" in _status(guide))
    _to_sync(guide)
    guide.picture("in-step")


def _to_sync(guide: Guide, digit: int = SYNC) -> SyncView:
    sync = guide.go(digit, "sync")
    assert isinstance(sync, SyncView)
    return sync


def _has_sent(guide: Guide) -> bool:
    return _status(guide).startswith("Đã gửi tỉnh")


def _status(guide: Guide) -> str:
    return guide.desk.window.status_words
