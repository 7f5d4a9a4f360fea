"""Builds and joins every part of the program: read this first.

The rooms below know nothing of each other's making; here a home becomes a counter, a password
becomes a session, and the parts are handed to each other. What is slow to load (SQLAlchemy,
reportlab) is loaded inside the functions that need it, so that the log-in window stands on the
screen before it, and the rest comes while the clerk types the password.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from counter_app.domain.errors import Refusal
from counter_app.system.paths import default_home, migrations_dir, resources_dir
from counter_app.system.settings import Settings, read_settings, write_settings
from counter_app.system.single_instance import SingleInstance

if TYPE_CHECKING:
    from counter_app.domain.deadline import DueClock
    from counter_app.domain.facts import CounterFounded
    from counter_app.domain.people import StaffMember
    from counter_app.domain.units import Desk
    from counter_app.services.accounts import Founded, Founding
    from counter_app.services.counter import Counter
    from counter_app.store.keys import KeyRing

__all__ = ["Home", "NoCounterHere", "Session", "clock", "default_home", "log_in"]


class NoCounterHere(Refusal):
    """The folder holds no counter yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


def clock() -> datetime:
    """Return the present moment: with the commands, the only reader of the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Home:
    """The folder of one counter: its store, its key slots, its settings and logs."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.folder / "counter.db"

    @property
    def slots(self) -> Path:
        """The store's key, wrapped once per member of staff."""
        return self.folder / "slots.json"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.folder / "logs"

    def is_founded(self) -> bool:
        """Return whether a counter was set up here."""
        return self.store.exists() and self.slots.exists()


class Session:
    """A member of staff logged in at a counter, until :meth:`close`."""

    def __init__(self, counter: Counter, member: StaffMember, ring: KeyRing, key: bytes) -> None:
        self.counter = counter
        self.member = member
        self.ring = ring
        self.key = key

    def close(self) -> None:
        """Close the store and give the home back."""
        self.counter.store.close()


class CommandSession(Session):
    """A session that holds its home alone for the length of one command."""

    def __init__(self, session: Session, lock: SingleInstance) -> None:
        super().__init__(session.counter, session.member, session.ring, session.key)
        self._lock = lock

    def close(self) -> None:
        """Close the store and give the home back."""
        super().close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def found(home: Home, founding: Founding, now: datetime) -> Founded:
    """Set up a counter in an empty home, with the office's wording as settings."""
    from counter_app.services.accounts import found_counter

    home.folder.mkdir(parents=True, exist_ok=True)
    unit = founding.desk.unit
    write_settings(
        home.folder, replace(read_settings(home.folder), place=unit.place, phone=unit.phone)
    )
    return found_counter(home.store, home.slots, founding, now)


def log_in(home: Home, clerk: str, password: str, now: datetime) -> CommandSession:
    """Open a counter for one command.

    Raises:
        NoCounterHere: nobody set up a counter in this home.
        AlreadyRunning: the window, or another command, is working on this home.
        WrongPassword, TooManyAttempts: the password does not open the store.
        Trouble: the store is damaged, from a newer program, or the disk is full.
    """
    from counter_app.store.keys import KeyRing

    if not home.is_founded():
        raise NoCounterHere(home.folder)
    lock = SingleInstance(home.folder)
    try:
        ring = KeyRing.open(home.slots)
        key = ring.unlock(clerk, password, now)
        return CommandSession(open_session(home, clerk, key, ring), lock)
    except BaseException:
        lock.release()
        raise


def open_session(home: Home, clerk: str, key: bytes, ring: KeyRing) -> Session:
    """Open the store with its key and join the counter around it."""
    from counter_app.services.accounts import member_of
    from counter_app.services.acting import sight_of
    from counter_app.services.enrolment import settle_accounts
    from counter_app.store.keys import log_in_name

    counter = open_counter(home, key, ring)
    try:
        # A crash may have come between the province's accounts and the key slots for them.
        settle_accounts(counter.store, ring, key)
        member = member_of(counter.store, log_in_name(clerk))
        seen = replace(counter, sight=sight_of(counter.store, member))
        return Session(seen, member, ring, key)
    except BaseException:
        counter.store.close()
        raise


def open_counter(home: Home, key: bytes, ring: KeyRing) -> Counter:
    """Return the counter of a home: its store, desk, catalogue, calendar, places and forms."""
    from counter_app.domain.rules import RuleBook, Rules
    from counter_app.printing.fonts import use_fonts
    from counter_app.printing.form_files import load_forms
    from counter_app.services.accounts import founded_as
    from counter_app.services.counter import Counter
    from counter_app.services.rekeying import open_store
    from counter_app.services.rules import refresh
    from counter_app.services.settings import soon_of
    from counter_app.store.catalogue import load_catalogue, load_places

    resources = resources_dir()
    settings = read_settings(home.folder)
    use_fonts(resources / "fonts")
    places = load_places(resources / "places")
    catalogue = load_catalogue(resources / "catalogue")
    forms = load_forms(resources / "forms")
    due = due_clock(home)
    store = open_store(home.store, key, ring, migrations_dir() / "counter")
    try:
        desk = _desk(founded_as(store), settings)
    except BaseException:
        store.close()
        raise
    rules = Rules(catalogue, due, forms, soon_of(settings))
    counter = Counter(store, desk, RuleBook(rules), places)
    refresh(counter)
    return counter


def _desk(founded: CounterFounded, settings: Settings) -> Desk:
    """Return the desk as it was founded, worded as the settings say.

    What makes codes unique (agency, desk, serials) comes from the journal, never from a text
    file that anybody may edit.
    """
    from counter_app.domain.units import Desk, SerialBlock, Unit

    unit = Unit(
        code=founded.unit_code,
        name=founded.unit_name,
        province=founded.province,
        agency_identifier=founded.agency_identifier,
        office=settings.office,
        place=settings.place,
        phone=settings.phone,
    )
    blocks = tuple(SerialBlock(first, last) for first, last in founded.blocks)
    return Desk(unit, founded.desk, blocks)


def due_clock(home: Home) -> DueClock:
    """Return the rules of due moments with the hours and the mode of this home."""
    from counter_app.domain.deadline import DueClock, DueMode
    from counter_app.services.settings import hours_of
    from counter_app.store.catalogue import load_calendar

    settings = read_settings(home.folder)
    calendar = load_calendar(resources_dir() / "calendar")
    return DueClock(calendar, hours_of(settings.desk_hours), DueMode(settings.due_mode))
