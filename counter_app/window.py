"""Hands the windows what they need of the rest of the program, and runs them.

Like ``app``, this loads what is slow inside the functions that need it: the log-in window is to
stand on the screen before SQLAlchemy and reportlab are there.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app import app
from counter_app.app import Home, Session
from counter_app.system.paths import resources_dir
from counter_app.system.settings import SettingsDamaged, read_settings
from counter_app.system.single_instance import AlreadyRunning, SingleInstance

if TYPE_CHECKING:
    from counter_app.domain.people import StaffMember
    from counter_app.domain.places import Commune
    from counter_app.domain.units import Desk, Unit
    from counter_app.services.accounts import Founded
    from counter_app.store.keys import KeyRing
    from counter_app.ui.program_ports import DemoLine, Opened, ProgramPorts, ProvinceLink
    from counter_app.ui.tour import Inspection, Visit

Clock = Callable[[], datetime]
"""Tells the present moment, aware."""


class OpenedCounter(Session):
    """A session as the windows use it: with the accounts of the counter's staff."""

    def __init__(self, session: Session, now: Clock) -> None:
        super().__init__(session.counter, session.member, session.ring, session.key)
        self._now = now
        self.link: ProvinceLink | None = None

    def change_password(self, by: StaffMember, old: str, new: str) -> None:
        """Replace one's own password."""
        from counter_app.services import accounts

        accounts.change_password(self.ring, by.clerk, old, new, self._now())

    def add_staff(self, member: StaffMember, password: str, by: StaffMember) -> None:
        """Give a colleague an account."""
        from counter_app.services import accounts

        accounts.add_staff(self.counter, self.ring, self.key, member, password, by, self._now())

    def remove_staff(self, clerk: str, by: StaffMember) -> None:
        """Take a colleague's account away."""
        from counter_app.services import accounts

        accounts.remove_staff(self.counter, self.ring, clerk, by, self._now())

    def new_recovery_key(self, by: StaffMember) -> str:
        """Make a new recovery key, shown once."""
        from counter_app.services import accounts

        return accounts.new_recovery_key(self.counter, self.ring, self.key, by, self._now())

    def rekey(self, by: StaffMember) -> None:
        """Encrypt the store anew, with a key that nobody who left has seen."""
        from counter_app.services import rekeying

        def use(key: bytes) -> None:
            self.key = key

        rekeying.rekey(self.counter, self.ring, self.key, by, use, self._now())

    def reset_password(self, recovery_key: str, clerk: str, password: str) -> None:
        """Set a forgotten password anew with the recovery key."""
        from counter_app.services import accounts

        accounts.reset_password(self.ring, recovery_key, clerk, password, self._now())

    def unlock(self, clerk: str, password: str) -> StaffMember:
        """Let a clerk in while the counter stays open."""
        from counter_app.services.accounts import member_of
        from counter_app.store.keys import log_in_name

        self.ring.unlock(clerk, password, self._now())
        return member_of(self.counter.store, log_in_name(clerk))


class _Opener:
    """Opens the counter of a home for the windows, as the clerk types name and password."""

    def __init__(self, home: Home, now: Clock, line: DemoLine | None = None) -> None:
        self._home = home
        self._now = now
        self._address = line.address if line is not None else None
        self._unit: Unit | None = None

    def clerks(self) -> Sequence[str]:
        """Return the log-in names of this counter."""
        from counter_app.store.keys import KeyRing

        return KeyRing.open(self._home.slots).clerks()

    def open(self, clerk: str, password: str) -> OpenedCounter:
        """Open the store with a clerk's password."""
        from counter_app.store.keys import KeyRing

        ring = KeyRing.open(self._home.slots)
        return self._opened(clerk, ring.unlock(clerk, password, self._now()), ring)

    def reset(self, recovery_key: str, clerk: str, password: str) -> OpenedCounter:
        """Set a forgotten password anew with the recovery key, and open the store."""
        from counter_app.services.accounts import reset_password
        from counter_app.store.keys import KeyRing

        ring = KeyRing.open(self._home.slots)
        key = reset_password(ring, recovery_key, clerk, password, self._now())
        return self._opened(clerk, key, ring)

    def found(self, desk: Desk, head: StaffMember, password: str) -> Founded:
        """Set up the counter of this home."""
        from counter_app.services.accounts import Founding

        founded = app.found(self._home, Founding(desk, head, password), self._now())
        self._unit = desk.unit
        return founded

    def recovery_sheet(self, recovery_key: str) -> bytes:
        """Return the page on which a recovery key is printed."""
        from counter_app.printing.fonts import use_fonts
        from counter_app.printing.recovery import recovery_sheet

        if self._unit is None:
            raise app.NoCounterHere(self._home.folder)
        use_fonts(resources_dir() / "fonts")
        return recovery_sheet(recovery_key, self._unit, self._now())

    def _opened(self, clerk: str, key: bytes, ring: KeyRing) -> OpenedCounter:
        from counter_app.domain.moments import day_of
        from counter_app.province import link_of

        opened = OpenedCounter(app.open_session(self._home, clerk, key, ring), self._now)
        opened.link = link_of(opened, self._now, self._address)
        counter = opened.counter
        self._unit = counter.desk.unit
        # The first search would build them: here, on the desk thread, nobody waits.
        counter.places.prepare()
        counter.catalogue.find("a", on=day_of(self._now()))
        return opened


def run_window(home: Home, now: Clock = app.clock, line: DemoLine | None = None) -> int:
    """Open the program in its window, and return when it was closed.

    What keeps it from starting (another window on this home, damaged settings) is said in a
    small window. ``line`` leads to the server of the demonstration.

    Raises:
        NoDisplay: there is no screen.
    """
    from counter_app.ui.start import run, tell

    try:
        home.folder.mkdir(parents=True, exist_ok=True)
        with SingleInstance(home.folder):
            ports = window_ports(home, now, line)
            return run(replace(ports, open=_settled(ports.open)))
    except (AlreadyRunning, SettingsDamaged) as error:
        from counter_app.ui.words import sentence_of

        tell(resources_dir(), sentence_of(error))
        return 1


def _settled(open_counter: Callable[[str, str], Opened]) -> Callable[[str, str], Opened]:
    """Return what opens a counter and then leaves alone what is loaded.

    It stays until the program ends: the collector need not walk through it during every list.
    """

    def opened(clerk: str, password: str) -> Opened:
        counter = open_counter(clerk, password)
        gc.freeze()
        return counter

    return opened


def run_tour(
    home: Home,
    pictures: Path,
    visit: Visit | Inspection,
    now: Clock,
    line: DemoLine | None = None,
) -> int:
    """Drive the real window through a visit or an inspection, and save pictures on the way."""
    from counter_app.ui.tour import tour

    with SingleInstance(home.folder):
        return tour(window_ports(home, now, line), pictures, visit)


def window_ports(home: Home, now: Clock, line: DemoLine | None = None) -> ProgramPorts:
    """Return what the windows need of the rest of the program; ``line`` is the demonstration's."""
    from counter_app.ui.program_ports import Looks, ProgramPorts

    settings = read_settings(home.folder)
    opener = _Opener(home, now, line)
    return ProgramPorts(
        home=home.folder,
        resources=resources_dir(),
        clock=now,
        looks=Looks(
            scheme=settings.theme,
            text_scale=settings.text_scale,
            lock_after=timedelta(minutes=settings.lock_after_minutes),
            paper=settings.slip_paper,
            printer=settings.printer,
            scanner=settings.scanner,
        ),
        is_founded=home.is_founded(),
        communes=_communes,
        found=opener.found,
        recovery_sheet=opener.recovery_sheet,
        clerks=opener.clerks,
        open=opener.open,
        reset=opener.reset,
        preload=partial(_preload, home),
        last_clerk=_LastClerk(home.folder / "last-clerk"),
        start_scanner=partial(_start_scanner, home),
        demo_line=line,
    )


class _LastClerk:
    """Who logged in last: a log-in name beside the store, which is still closed when asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self) -> str:
        """Return the log-in name, or an empty text."""
        try:
            return self._path.read_text("utf-8")[:40]
        except (OSError, UnicodeDecodeError):
            return ""

    def remember(self, clerk: str) -> None:
        """Keep the log-in name; on a disk that cannot be written it is simply not kept."""
        with contextlib.suppress(OSError):
            self._path.write_text(clerk, "utf-8")


def _communes() -> Sequence[Commune]:
    from counter_app.store.catalogue import load_places

    return load_places(resources_dir() / "places").communes


def _preload(home: Home) -> None:
    """Begin the log and load what the main window needs, while somebody types the password."""
    from counter_app.system.logs import start_log

    start_log(home.folder)
    import counter_app.printing.slip
    import counter_app.store.store
    import counter_app.ui.desk_window  # noqa: F401


def _start_scanner(home: Home, on_scan: Callable[[str], None]) -> Callable[[], None]:
    """Begin to read the scanner that the settings name now; a keyboard wedge needs nothing."""
    chosen = read_settings(home.folder).scanner
    if chosen.kind != "serial":
        return lambda: None
    from counter_app.system.serial_scanner import SerialScanner

    scanner = SerialScanner(chosen.port, on_scan, speed=chosen.baud)
    scanner.start()
    return scanner.stop
