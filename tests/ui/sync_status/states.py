"""A counter that is in step with its province, and ways to be out of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from counter_app.domain.moments import VIETNAM
from counter_app.ui.sync_status.state import SyncState

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)
IN_STEP = SyncState(
    is_enrolled=True,
    server="Máy chủ tỉnh Thái Nguyên",
    head_seq=132,
    acked_seq=132,
    ahead_count=0,
    succeeded_at=NOW - timedelta(minutes=2),
    tried_at=NOW - timedelta(minutes=2),
)


def ago(**length: float) -> datetime:
    """Return a moment before now."""
    return NOW - timedelta(**length)


def a_state(**changes: Any) -> SyncState:
    """Return the state in step, changed."""
    return replace(IN_STEP, **changes)
