"""The main window at work: its screens, the lock, the scanner, and who is logged in now."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services import accounts, dossiers
from counter_app.services.held_back import held_back
from counter_app.ui.accounts.presenter import AccountsPorts
from counter_app.ui.accounts.view import AccountsView
from counter_app.ui.desk_memory import DeskMemory
from counter_app.ui.disputes.presenter import ports_of as disputes_ports_of
from counter_app.ui.disputes.view import DisputesView
from counter_app.ui.dossiers import ports as dossier_ports
from counter_app.ui.dossiers.list_presenter import Which
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.idle import IdleWatch
from counter_app.ui.intake import ports as intake_ports
from counter_app.ui.intake.view import IntakeView
from counter_app.ui.login.presenter import LoginPorts
from counter_app.ui.login.view import LockScreen
from counter_app.ui.main_window import MainWindow, Screen
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Run
from counter_app.ui.printer import Printing, save
from counter_app.ui.program_ports import Opened
from counter_app.ui.scan_router import ScanPorts, ScanRouter
from counter_app.ui.search.presenter import SearchPorts
from counter_app.ui.shared.notice import Action, NoticeKind
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.sync_status import ports as sync_ports
from counter_app.ui.sync_status.ports import Outside, UnderWay
from counter_app.ui.sync_status.state import Progress, SyncState, status_words
from counter_app.ui.sync_status.view import SyncView
from counter_app.ui.today.presenter import ports_of as today_ports_of
from counter_app.ui.today.view import TodayView
from counter_app.ui.wedge import WedgeFilter
from counter_app.ui.window.help import HelpScreen
from counter_app.ui.window.top_bar import MenuEntry


class DeskWindow(QObject):
    """Joins the main window to one open counter, until somebody closes it."""

    def __init__(self, parts: Parts, opened: Opened) -> None:
        super().__init__(parts.scans)
        self._parts = parts
        self._opened = opened
        self.counter = opened.counter
        self.member = opened.member
        self._run: Run = parts.background.for_screen(self)
        self.memory = DeskMemory(self._run, self.counter)
        self._printing = Printing(self._run, lambda: parts.ports.looks.printer)
        self.window = MainWindow(self.counter.desk, self._screens(), parts.ports.clock, parts.bell)
        self.window.set_person(self.member)
        self.window.use_search(self._search_ports())
        self.window.set_menu(*self._menu())
        self.window.lock_wanted.connect(self.lock)
        self.window.closing.connect(self._put_in_order)
        self.lock_screen = LockScreen()
        self.lock_screen.card.use(self._lock_ports())
        self._idle = IdleWatch(parts.app, parts.ports.looks.lock_after)
        self._idle.idle.connect(self.lock)
        self.wedge = WedgeFilter(parts.app)
        self._router = ScanRouter(self._scan_ports())
        self.wedge.scanned.connect(self._router.route)
        parts.scans.scanned.connect(self._scanned)
        parts.bell.rang.connect(self._ask_status)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._ask_status)
        self._minute.start()
        self._end_scanner = (
            parts.ports.start_scanner(parts.scans.scanned.emit)
            if parts.ports.start_scanner
            else lambda: None
        )

    def begin(self) -> None:
        """Show the first screen after the log-in."""
        self.window.show_screen("today")
        self._ask_status()
        if self._opened.link is not None:
            self._opened.link.start(self._parts.bell.ring)
        # The intake has the most fields: built now, nobody waits for it at the first F2.
        QTimer.singleShot(0, self, self._build_intake)

    def _build_intake(self) -> None:
        self.window.screen_of("intake")

    # -- screens

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

    def _screens(self) -> tuple[Screen, ...]:
        return (
            Screen("today", "Hôm nay", self._make_today),
            Screen("intake", "Tiếp nhận", self._make_intake),
            Screen("dossiers", "Hồ sơ", self._make_dossiers),
            Screen("sync", "Đồng bộ", self._make_sync),
            Screen("disputes", "Mâu thuẫn", self._make_disputes, in_rail=False),
            Screen("accounts", "Tài khoản", self._make_accounts, in_rail=False),
            Screen("help", "Trợ giúp", self._make_help, in_rail=False),
        )

    def _make_today(self) -> ScreenBase:
        screen = TodayView(
            today_ports_of(self.counter, self._run, self._parts.ports.clock), self.memory
        )
        screen.intake_wanted.connect(self.show_intake)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.list_wanted.connect(self._show_list)
        return screen

    def _make_intake(self) -> ScreenBase:
        ports = intake_ports.ports_of(
            self.counter,
            self._run,
            self._parts.ports.clock,
            self.current,
            self._paper,
            self._printing.send,
        )
        screen = IntakeView(ports)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_dossiers(self) -> ScreenBase:
        ports = dossier_ports.ports_of(
            self.counter,
            self._run,
            self._parts.ports.clock,
            self.current,
            self._paper,
            self._printing.send,
            save,
        )
        screen = DossiersView(ports, self.memory)
        screen.dispute_wanted.connect(self._open_dispute)
        screen.intake_wanted.connect(self.show_intake)
        return screen

    def _make_sync(self) -> ScreenBase:
        outside = Outside(
            under_way=self._under_way,
            sync_now=self._sync_now,
            held=partial(held_back, self.counter),
            save=save,
        )
        ports = sync_ports.ports_of(self.counter, self._run, self._parts.ports.clock, outside)
        screen = SyncView(ports, self.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.disputes_wanted.connect(partial(self.window.show_screen, "disputes"))
        return screen

    def _make_disputes(self) -> ScreenBase:
        ports = disputes_ports_of(self.counter, self._run, self._parts.ports.clock, self.current)
        screen = DisputesView(ports, self.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _open_dispute(self, code: str) -> None:
        self.window.show_screen("disputes")
        screen = self.window.screen_of("disputes")
        assert isinstance(screen, DisputesView)
        screen.open_dispute(code)

    def _make_accounts(self) -> ScreenBase:
        opened = self._opened
        ports = AccountsPorts(
            run=self._run,
            current=self.current,
            staff=partial(accounts.staff, self.counter),
            change_password=opened.change_password,
            add_staff=opened.add_staff,
            remove_staff=opened.remove_staff,
            new_recovery_key=opened.new_recovery_key,
        )
        return AccountsView(ports, self._printing, self._parts.ports.recovery_sheet)

    def _make_help(self) -> ScreenBase:
        return HelpScreen(self._parts.ports.resources)

    def current(self) -> StaffMember:
        """Return who is logged in at this moment: that person signs."""
        return self.member

    def _paper(self) -> SlipPaper:
        return SlipPaper(self._parts.ports.looks.paper)

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
    def _show_list(self, which: Which) -> None:
        self.window.show_screen("dossiers")
        self.dossiers.show_which(which)

    # -- the province

    def _under_way(self) -> UnderWay:
        link = self._opened.link
        if link is None:
            return UnderWay()
        sending = Progress(*link.sending) if link.sending else None
        return UnderWay(is_working=link.is_working, sending=sending)

    def _sync_now(self) -> None:
        if self._opened.link is not None:
            self._opened.link.sync_now()

    @Slot()
    def _ask_status(self) -> None:
        now = self._parts.ports.clock()
        self._run(
            lambda: sync_ports.read_state(self.counter, now, self._under_way()),
            self._say_status,
            lane="status",
        )

    def _say_status(self, state: SyncState) -> None:
        said = status_words(state, self._parts.ports.clock())
        self.window.say_status(said.words, said.tone)

    # -- search and scans

    def _search_ports(self) -> SearchPorts:
        return SearchPorts(
            run=self._run,
            find=partial(dossiers.find, self.counter),
            open_dossier=self.open_dossier,
            show_all=self._show_found,
        )

    def _show_found(self, text: str) -> None:
        self.window.show_screen("dossiers")
        self.dossiers.show_found(text)

    def _scan_ports(self) -> ScanPorts:
        return ScanPorts(
            front=lambda: self.window.front,
            is_locked=lambda: self.window.is_covered,
            is_busy=lambda: QApplication.activeModalWidget() is not None,
            open_dossier=self.open_dossier,
            offer_dossier=self._offer_dossier,
            offer_intake=self._offer_intake,
            say_unknown=self._say_unknown_scan,
        )

    @Slot(str)
    def _scanned(self, text: str) -> None:
        self._router.route(text)

    def _say(self, kind: NoticeKind, words: str, *actions: Action) -> None:
        if self.window.front is not None:
            self.window.front.notice.say(kind, words, *actions)

    def _offer_dossier(self, code: str) -> None:
        action = Action("Mở hồ sơ", lambda: self.open_dossier(code))
        self._say(NoticeKind.QUIET, f"Vừa quét mã {code}.", action)

    def _offer_intake(self, payload: str) -> None:
        def begin() -> None:
            self.show_intake()
            self.intake.card_scanned(payload)

        self._say(
            NoticeKind.QUIET,
            "Vừa quét một thẻ căn cước.",
            Action("Tiếp nhận hồ sơ của người này", begin),
        )

    def _say_unknown_scan(self) -> None:
        self._say(
            NoticeKind.WARN,
            "Không nhận ra mã vừa quét. Hãy quét mã trên giấy hẹn hoặc mã QR trên thẻ căn cước.",
        )

    # -- the lock, and who is at the desk

    def _menu(self) -> tuple[tuple[MenuEntry, ...], ...]:
        return (
            (
                MenuEntry("Khóa màn hình", self.lock, "Ctrl+L"),
                MenuEntry("Đổi người", self.change_clerk),
            ),
            (
                MenuEntry("Tài khoản", partial(self.window.show_screen, "accounts")),
                MenuEntry("Trợ giúp", partial(self.window.show_screen, "help"), "F1"),
            ),
        )

    def _lock_ports(self) -> LoginPorts:
        return LoginPorts(
            run=self._run,
            now=self._parts.ports.clock,
            clerks=self._parts.ports.clerks,
            unlock=self._opened.unlock,
            reset=self._reset,
            entered=self._let_in,
            last_clerk=lambda: self.member.clerk,
        )

    def _reset(self, recovery_key: str, clerk: str, password: str) -> StaffMember:
        self._opened.reset_password(recovery_key, clerk, password)
        return self._opened.unlock(clerk, password)

    @Slot()
    def lock(self) -> None:
        """Cover the window; the half-filled form stays beneath, and is kept as a draft."""
        if not self.window.is_covered:
            self._keep_draft()
            self.lock_screen.lock_for(self.member.clerk, self.member.name)
            self.window.cover(self.lock_screen)

    @Slot()
    def change_clerk(self) -> None:
        """Let a colleague log in; what is being typed stays, and they sign what they do."""
        if not self.window.is_covered:
            self._keep_draft()
            self.lock_screen.ask_for_another()
            self.window.cover(self.lock_screen)

    def _let_in(self, member: StaffMember) -> None:
        self.member = member
        self._parts.ports.last_clerk.remember(member.clerk)
        self.window.set_person(member)
        self.window.uncover()
        if self.window.front is not None:
            self.window.front.refresh()

    def _keep_draft(self) -> None:
        for screen in self.window.built():
            if isinstance(screen, IntakeView):
                screen.keep_draft()

    @Slot()
    def _put_in_order(self) -> None:
        self._keep_draft()
        self._end_scanner()
        self._minute.stop()
        if self._opened.link is not None:
            self._opened.link.stop()
        self._idle.stop()
        self.wedge.stop()

    # -- what no screen treats

    def release(self, _: str = "") -> None:
        """Something unforeseen went wrong: no form may stay locked by it."""
        for screen in self.window.built():
            if isinstance(screen, IntakeView):
                screen.release()

    def say_error(self, error: CounterError) -> None:
        """Say a foreseen error on the screen in front."""
        if self.window.front is not None:
            self.window.front.notice.fail(error)
