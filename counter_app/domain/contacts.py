"""What the province tells a supervisor of other counters: last contacts, and when entries came."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Contact:
    """A counter's last contact with the province, as far as the province told it here.

    ``journal`` is the one that the counter appends to, ``unit`` and ``desk`` where it stands.
    ``clock_offset`` is how far its clock was ahead then; None: it came on a stick. ``waiting``
    counts the entries that it said to have and the province does not. ``heard_at`` is when this
    machine was told: what happened since then is not known here.
    """

    journal: str
    unit: str
    desk: int
    seen_at: datetime
    clock_offset: timedelta | None
    waiting: int
    program: str
    heard_at: datetime


@dataclass(frozen=True)
class Arrival:
    """When the province received an entry, and how far its counter's clock was ahead then.

    None: that is not known here.
    """

    received_at: datetime | None
    clock_offset: timedelta | None


@dataclass(frozen=True)
class WrongClock:
    """Entries of a journal, first to last, that were sent while the counter's clock was off.

    ``clock_offset`` is how far it was ahead, ``received_at`` when they came to the province.
    """

    journal: str
    first_seq: int
    last_seq: int
    received_at: datetime
    clock_offset: timedelta
