"""One provincial server: its storage, its keys, and what everybody may know of it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sync.protocol.province import PROVINCE_FEED
from sync.protocol.signing import Keys
from sync.server.placing import PROVINCE_HOME
from sync.server.storage.storage import Storage, Work

Clock = Callable[[], int]
"""The server's time in microseconds since 1970-01-01 UTC."""

SETTING = "setting."
"""What the names of settings for the counters begin with."""


class NotFounded(Exception):
    """The database holds no province yet; ``init`` makes one."""


class AlreadyFounded(Exception):
    """The database holds a province already."""


@dataclass(frozen=True)
class Province:
    """Everything that a part of the server needs to know."""

    storage: Storage
    keys: Keys
    name: str
    journal: str
    settings: Mapping[str, str]
    clock: Clock


def found_province(
    storage: Storage, name: str, clock: Clock, settings: Mapping[str, str] | None = None
) -> Province:
    """Make the province's keys, journal and feed in an empty database.

    Raises:
        AlreadyFounded: there is one.
    """
    keys, journal = Keys.new(), os.urandom(8).hex()

    def found(work: Work) -> None:
        if work.settings.all():
            raise AlreadyFounded
        work.settings.put("name", name.encode())
        work.settings.put("journal", journal.encode())
        work.settings.put("sign", keys.sign)
        work.settings.put("box", keys.box)
        for key, value in (settings or {}).items():
            work.settings.put(SETTING + key, value.encode())
        work.epochs.begin(new_epoch_id(), clock(), "founded")
        work.units.add_feed(PROVINCE_FEED)
        work.units.add_feed(PROVINCE_HOME)
        work.journals.hear_of([journal])
        known = work.journals.by_ids([journal])[journal]
        work.journals.change(known.number, unit=PROVINCE_HOME, counter=keys.id)

    storage.write(found)
    return open_province(storage, clock)


def open_province(storage: Storage, clock: Clock) -> Province:
    """Return the province that a database holds.

    Raises:
        NotFounded: it holds none.
    """
    values = storage.read(lambda work: work.settings.all())
    if "journal" not in values:
        raise NotFounded
    return Province(
        storage=storage,
        keys=Keys(values["sign"], values["box"]),
        name=values["name"].decode(),
        journal=values["journal"].decode(),
        settings={
            name.removeprefix(SETTING): value.decode()
            for name, value in values.items()
            if name.startswith(SETTING)
        },
        clock=clock,
    )


def begin_epoch(province: Province, reason: str) -> str:
    """Begin a new epoch, after the database was set back to a backup; return its id."""
    epoch = new_epoch_id()
    province.storage.write(lambda work: work.epochs.begin(epoch, province.clock(), reason))
    return epoch


def new_epoch_id() -> str:
    """Return a fresh id of an epoch."""
    return os.urandom(6).hex()
