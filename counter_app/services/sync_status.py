"""What people are shown of the exchanges: counts, times and causes, never a guess."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counter_app.domain.facts import EntryName
from counter_app.store.store import Reading, Store
from counter_app.store.sync_state import FORKED, HeldBack, LogLine, SetAside, SharedCode

__all__ = ["Badge", "HeldBack", "LogLine", "SetAside", "SharedCode", "SyncStatus"]


class Badge(StrEnum):
    """Where what this counter did with a dossier is."""

    LOCAL = "local"
    """On this machine; the counter is not enrolled anywhere."""

    WAITING = "waiting"
    """On this machine, and waiting to be sent."""

    HELD_BACK = "held_back"
    """At the province, which did not pass it on: somebody has to look."""

    AT_PROVINCE = "at_province"
    """At the province."""


@dataclass(frozen=True)
class Whereabouts:
    """How far this counter's entries about a dossier have come.

    ``reason`` is the province's word for why it does not pass one on; empty unless held back.
    """

    badge: Badge
    reason: str = ""


@dataclass(frozen=True)
class SyncStatus:
    """How things stand with the province, as the store knows it.

    ``is_green`` is true only when the province has acknowledged all that was recorded here, and
    all that it had at that moment has come. ``cause`` is a word of ``sync.client.causes``, empty
    if the last contact went well. ``clock_offset`` is this machine's clock minus the province's.
    """

    is_enrolled: bool = False
    province: str = ""
    url: str = ""
    head: int = 0
    acked: int = 0
    ahead: int = 0
    is_green: bool = False
    contact_at: datetime | None = None
    tried_at: datetime | None = None
    cause: str = ""
    clock_offset: timedelta | None = None
    held_back: tuple[HeldBack, ...] = ()
    misfit_count: int = 0
    shared_codes: tuple[SharedCode, ...] = ()

    @property
    def waiting(self) -> int:
        """How many entries wait to be sent."""
        return self.head - self.acked

    @property
    def to_look_at(self) -> int:
        """How many things a person has to look at."""
        return len(self.held_back) + self.misfit_count + len(self.shared_codes)


def status(store: Store) -> SyncStatus:
    """Return how things stand now."""
    with store.reading() as reading:
        return status_of(reading)


def status_of(reading: Reading) -> SyncStatus:
    """Return how things stand in one snapshot of the store."""
    state = reading.sync.state()
    if state is None or not state.is_enrolled:
        return SyncStatus()
    name = reading.journal.head()[0]
    head = name.seq if name else 0
    return SyncStatus(
        is_enrolled=True,
        province=state.province,
        url=state.url,
        head=head,
        acked=state.acked_seq,
        ahead=state.ahead,
        is_green=bool(state.epoch) and state.acked_seq == head and state.ahead == 0,
        contact_at=state.contact_at,
        tried_at=state.tried_at,
        cause=state.cause,
        clock_offset=None if state.offset is None else timedelta(microseconds=state.offset),
        held_back=reading.sync.held_back(),
        misfit_count=reading.sync.misfit_count(),
        shared_codes=reading.sync.shared_codes(),
    )


def has_waiting(store: Store) -> bool:
    """Return whether there is anything to send."""
    now = status(store)
    return now.is_enrolled and now.waiting > 0


def whereabouts(store: Store, dossier: EntryName) -> Whereabouts:
    """Return where what this counter did with a dossier is."""
    with store.reading() as reading:
        state = reading.sync.state()
        if state is None or not state.is_enrolled:
            return Whereabouts(Badge.LOCAL)
        if reading.sync.last_of_own(dossier) > state.acked_seq:
            return Whereabouts(Badge.WAITING)
        held = {one.name: one.reason for one in reading.sync.held_back()}
        if held:
            for entry in reading.journal.history(dossier):
                if entry.name in held:
                    return Whereabouts(Badge.HELD_BACK, held[entry.name])
        return Whereabouts(Badge.AT_PROVINCE)


def log(store: Store, most: int = 200) -> tuple[LogLine, ...]:
    """Return the last contacts with the province, the newest first."""
    with store.reading() as reading:
        return reading.sync.log(most)


def misfits(store: Store) -> tuple[SetAside, ...]:
    """Return the entries from elsewhere that could not be taken in, with why."""
    return tuple(one for one in set_aside(store) if one.why != FORKED)


def set_aside(store: Store) -> tuple[SetAside, ...]:
    """Return the entries that are kept here and count for nothing, with why."""
    with store.reading() as reading:
        return reading.sync.set_aside()
