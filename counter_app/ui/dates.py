"""Reading a day as people type it; no Qt."""

import re
from datetime import date

from counter_app.domain.errors import Refusal

_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_APART = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")


class NotADate(Refusal):
    """What was typed is no day of the calendar."""


def read_day(text: str) -> date | None:
    """Return the day typed as ``15081991``, ``15/8/1991``, ``15-8-1991`` or ``15.8.1991``.

    An empty text is no day.

    Raises:
        NotADate: something stands there that is no day of the calendar.
    """
    plain = text.strip()
    if not plain:
        return None
    found = _TOGETHER.fullmatch(plain) or _APART.fullmatch(plain)
    if found is None:
        raise NotADate("unreadable")
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate("no such day") from None


def read_day_or_iso(text: str) -> date | None:
    """Return a day typed as ``2026-11-23`` or as ``read_day`` reads it; empty text is no day.

    Raises:
        NotADate: something stands there that is no day of the calendar.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_day(text)
