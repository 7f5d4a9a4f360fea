"""Moments of the counter's clock, as tests write them."""

from datetime import datetime

from counter_app.domain.moments import VIETNAM


def at(text: str) -> datetime:
    """Return a moment of the counter's clock, such as ``2026-11-23 09:10``."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
