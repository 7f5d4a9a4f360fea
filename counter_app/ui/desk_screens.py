"""The screens of one open counter, and the ways from one to another.

A screen is built when somebody first goes there, and what only it needs is loaded then: the
window is to be usable soon after the password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Slot

from counter_app.domain.deadlines import BoardList
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services.counter import Counter
from counter_app.ui.desk_memory import DeskMemory
from counter_app.ui.dossiers import ports as dossier_ports
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.intake import ports as intake_ports
from counter_app.ui.intake.view import IntakeView
from counter_app.ui.main_window import MainWindow, Screen
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Clock, Run
from counter_app.ui.printer import Printing, save
from counter_app.ui.program_ports import Opened
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.sync_status.ports import Outside
from counter_app.ui.today.presenter import ports_of as today_ports_of
from counter_app.ui.today.view import TodayView


@dataclass(frozen=True)
class DeskParts:
    """What every screen of an open counter may ask for."""

    parts: Parts
    opened: Opened
    run: Run
    memory: DeskMemory
    printing: Printing
    current: Callable[[], StaffMember]
    outside: Outside

    @property
    def counter(self) -> Counter:
        """The open counter."""
        return self.opened.counter

    @property
    def clock(self) -> Clock:
        """Tells the present moment."""
        return self.parts.ports.clock

    def paper(self) -> SlipPaper:
        """Return the paper that slips are printed on."""
        return SlipPaper(self.parts.ports.looks.paper)


class DeskScreens(QObject):
    """Builds the screens and leads from one to another."""

    def __init__(self, desk: DeskParts) -> None:
        super().__init__(desk.parts.scans)
        self._desk = desk
        self._counter = desk.counter
        self.window = MainWindow(self._counter.desk, self._screens(), desk.clock, desk.parts.bell)

    def _screens(self) -> tuple[Screen, ...]:
        return (
            Screen("today", "Hôm nay", self._make_today),
            Screen("intake", "Tiếp nhận", self._make_intake),
            Screen("dossiers", "Hồ sơ", self._make_dossiers),
            Screen("deadlines", "Hạn trả", self._make_deadlines),
            Screen("returning", "Trả kết quả", self._make_returning),
            Screen("sync", "Đồng bộ", self._make_sync),
            Screen("disputes", "Mâu thuẫn", self._make_disputes, in_rail=False),
            Screen("accounts", "Tài khoản", self._make_accounts, in_rail=False),
            Screen("help", "Trợ giúp", self._make_help, in_rail=False),
        )

    # -- one method for each screen

    def _make_today(self) -> ScreenBase:
        desk = self._desk
        screen = TodayView(today_ports_of(self._counter, desk.run, desk.clock), desk.memory)
        screen.intake_wanted.connect(self.show_intake)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.list_wanted.connect(self.show_deadlines)
        return screen

    def _make_intake(self) -> ScreenBase:
        desk = self._desk
        ports = intake_ports.ports_of(
            self._counter, desk.run, desk.clock, desk.current, desk.paper, desk.printing.send
        )
        screen = IntakeView(ports)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_dossiers(self) -> ScreenBase:
        desk = self._desk
        ports = dossier_ports.ports_of(
            self._counter,
            desk.run,
            desk.clock,
            desk.current,
            desk.paper,
            desk.printing.send,
            save,
        )
        screen = DossiersView(ports, desk.memory)
        screen.dispute_wanted.connect(self._open_dispute)
        screen.intake_wanted.connect(self.show_intake)
        return screen

    def _make_deadlines(self) -> ScreenBase:
        from counter_app.ui.deadlines.presenter import ports_of
        from counter_app.ui.deadlines.view import DeadlinesView

        desk = self._desk
        screen = DeadlinesView(ports_of(self._counter, desk.run, desk.clock), desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_returning(self) -> ScreenBase:
        from counter_app.ui.returning.ports import ports_of
        from counter_app.ui.returning.view import ReturningView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current, desk.printing.send)
        screen = ReturningView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_sync(self) -> ScreenBase:
        from counter_app.ui.sync_status.ports import ports_of
        from counter_app.ui.sync_status.view import SyncView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.outside)
        screen = SyncView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.disputes_wanted.connect(partial(self.window.show_screen, "disputes"))
        return screen

    def _make_disputes(self) -> ScreenBase:
        from counter_app.ui.disputes.presenter import ports_of
        from counter_app.ui.disputes.view import DisputesView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current)
        screen = DisputesView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_accounts(self) -> ScreenBase:
        from counter_app.services import accounts
        from counter_app.ui.accounts.presenter import AccountsPorts
        from counter_app.ui.accounts.view import AccountsView

        desk, opened = self._desk, self._desk.opened
        ports = AccountsPorts(
            run=desk.run,
            current=desk.current,
            staff=partial(accounts.staff, self._counter),
            change_password=opened.change_password,
            add_staff=opened.add_staff,
            remove_staff=opened.remove_staff,
            new_recovery_key=opened.new_recovery_key,
        )
        return AccountsView(ports, desk.printing, desk.parts.ports.recovery_sheet)

    def _make_help(self) -> ScreenBase:
        from counter_app.ui.window.help import HelpScreen

        return HelpScreen(self._desk.parts.ports.resources)

    # -- the ways between them

    @property
    def intake(self) -> IntakeView:
        """The intake screen."""
        screen = self.window.screen_of("intake")
        assert isinstance(screen, IntakeView)
        return screen

    @property
    def dossiers(self) -> DossiersView:
        """The screen of all dossiers."""
        screen = self.window.screen_of("dossiers")
        assert isinstance(screen, DossiersView)
        return screen

    @Slot()
    def show_intake(self) -> None:
        """Bring the intake to the front, ready for the next dossier."""
        self.window.show_screen("intake")

    @Slot(str)
    def open_dossier(self, code: str) -> None:
        """Bring the page of a dossier to the front."""
        self.window.show_screen("dossiers")
        self.dossiers.open_dossier(code)

    @Slot(object)
    def show_deadlines(self, which: BoardList) -> None:
        """Bring a list of the deadline board to the front."""
        from counter_app.ui.deadlines.view import DeadlinesView

        self.window.show_screen("deadlines")
        screen = self.window.screen_of("deadlines")
        assert isinstance(screen, DeadlinesView)
        screen.show_list(which)

    def show_found(self, text: str) -> None:
        """Bring everything that a search found to the front."""
        self.window.show_screen("dossiers")
        self.dossiers.show_found(text)

    def _open_dispute(self, code: str) -> None:
        from counter_app.ui.disputes.view import DisputesView

        self.window.show_screen("disputes")
        screen = self.window.screen_of("disputes")
        assert isinstance(screen, DisputesView)
        screen.open_dispute(code)
