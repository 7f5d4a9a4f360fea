"""The main window at work: its screens, the lock, the scanner, and who is logged in now."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import CounterError
from counter_app.domain.people import Role, StaffMember
from counter_app.services import deadlines, dossiers, duty, rules
from counter_app.services.acting import same_side
from counter_app.services.held_back import held_back
from counter_app.services.verification import Verification
from counter_app.ui.day_watch import DayPorts, DayWatch
from counter_app.ui.desk_memory import DeskMemory
from counter_app.ui.desk_parts import DeskParts
from counter_app.ui.desk_screens import DeskScreens
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.intake.view import IntakeView
from counter_app.ui.live_settings import LiveSettings
from counter_app.ui.login.presenter import LoginPorts
from counter_app.ui.login.view import LockScreen
from counter_app.ui.notices import Tone
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Run
from counter_app.ui.printer import Printing, save
from counter_app.ui.program_ports import Opened
from counter_app.ui.scan_router import ScanPorts, ScanRouter
from counter_app.ui.search.presenter import SearchPorts
from counter_app.ui.shared.notice import Action
from counter_app.ui.sync_status import ports as sync_ports
from counter_app.ui.sync_status.ports import Outside, UnderWay
from counter_app.ui.sync_status.state import Progress, SyncState, badge_of, status_words
from counter_app.ui.tray import SystemTray
from counter_app.ui.verification.after_files import CheckAfterFiles
from counter_app.ui.wedge import WedgeFilter
from counter_app.ui.window.top_bar import MenuEntry
from counter_app.ui.words import number_words


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
        self._live = LiveSettings(parts, self._run, self)
        self._files = CheckAfterFiles(
            self._run, self._begin_check, self._ask_status, self.say_error
        )
        self._broken = 0
        self.screens = DeskScreens(self._desk_parts())
        self.window = self.screens.window
        self.window.set_person(self.member)
        self.window.use_search(self._search_ports())
        self.window.set_menu(*self._menu())
        self.window.lock_wanted.connect(self.lock)
        self.window.closing.connect(self._put_in_order)
        self._is_locked = False
        self.lock_screen = LockScreen()
        self.lock_screen.card.use(self._lock_ports())
        self._live.idle.idle.connect(self.lock)
        self.wedge = WedgeFilter(parts.app)
        self._router = ScanRouter(self._scan_ports())
        self.wedge.scanned.connect(self._router.route)
        parts.scans.scanned.connect(self._scanned)
        parts.bell.rang.connect(self._ask_status)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._ask_status)
        self.tray = SystemTray(parts.app.windowIcon(), self._to_front, self)
        self._day = DayWatch(self._day_ports())
        self._minute.timeout.connect(self._look_at_day)
        self._minute.start()

    def _desk_parts(self) -> DeskParts:
        ports = self._parts.ports
        return DeskParts(
            parts=self._parts,
            opened=self._opened,
            run=self._run,
            memory=self.memory,
            printing=Printing(self._run, lambda: ports.looks.printer),
            current=self.current,
            outside=self._outside(),
            take_desk=self._let_in,
            live=self._live,
        )

    def begin(self) -> None:
        """Show the first screen after the log-in."""
        is_supervised = self.screens.is_supervised
        self.window.show_screen("overview" if is_supervised else "today")
        self._ask_status()
        self._open_shift()
        self._look_at_day()
        if self._opened.link is not None:
            self._opened.link.start(self._parts.bell.ring)
        if not is_supervised:
            # The intake has the most fields: built now, nobody waits for it at the first F2.
            QTimer.singleShot(0, self, self._build_intake)

    def _build_intake(self) -> None:
        self.window.screen_of("intake")

    # -- screens

    @property
    def intake(self) -> IntakeView:
        """The intake screen."""
        return self.screens.intake

    @property
    def dossiers(self) -> DossiersView:
        """The screen of all dossiers."""
        return self.screens.dossiers

    def current(self) -> StaffMember:
        """Return who is logged in at this moment: that person signs."""
        return self.member

    @Slot()
    def show_intake(self) -> None:
        """Bring the intake to the front, ready for the next dossier."""
        self.screens.show_intake()

    @Slot(str)
    def open_dossier(self, code: str) -> None:
        """Bring the page of a dossier to the front."""
        self.screens.open_dossier(code)

    # -- the province

    def _outside(self) -> Outside:
        return Outside(
            under_way=self._under_way,
            sync_now=self._sync_now,
            held=partial(held_back, self.counter),
            save=save,
            check_new=self._files.ask,
            line_switch=None if self._parts.ports.demo_line is None else self._switch_line,
        )

    def _under_way(self) -> UnderWay:
        link, line = self._opened.link, self._parts.ports.demo_line
        is_cut, trouble = (line.is_cut, line.trouble) if line is not None else (False, "")
        if link is None:
            trouble = trouble or ("not_enrolled" if line is not None else "")
            return UnderWay(is_line_cut=is_cut, server_trouble=trouble)
        sending = Progress(*link.sending) if link.sending else None
        goes_on = (link.is_working, sending, link.next_try_at)
        checked = link.checking or self._files.checking
        checking = Progress(*checked) if checked else None
        return UnderWay(*goes_on, is_cut, trouble, own_trouble=link.trouble, checking=checking)

    def _switch_line(self, is_cut: bool) -> None:
        """Cut or restore the line of the demonstration, and let the next exchange find out."""
        if self._parts.ports.demo_line is not None:
            self._parts.ports.demo_line.cut(is_cut)
        self._sync_now()

    def _sync_now(self) -> None:
        if self._opened.link is not None:
            self._opened.link.sync_now()

    @Slot()
    def _ask_status(self) -> None:
        now = self._parts.ports.clock()

        def read() -> SyncState:
            # What the province published has come by now, whichever way it came.
            rules.refresh(self.counter)
            return sync_ports.read_state(self.counter, now, self._under_way())

        self._run(read, self._say_status, lane="status")

    def _say_status(self, state: SyncState) -> None:
        said = status_words(state, self._parts.ports.clock())
        self.window.say_status(said.words, said.tone)
        self.window.rail.set_badge("sync", *badge_of(state))
        self.window.rail.set_badge("verification", state.broken_count, True)
        self._say_broken(state.broken_count)

    def _say_broken(self, count: int) -> None:
        """Say once to whom it concerns that a check has found a journal that was changed."""
        is_new, self._broken = count > self._broken, count
        if is_new and self.member.role is not Role.CLERK:
            show = partial(self.window.show_screen, "verification")
            words = f"Kiểm tra thấy {number_words(count)} nhật ký không còn nguyên vẹn."
            self._say(Tone.WARN, words, Action("Xem nhật ký nào", show))

    def _begin_check(self) -> Verification:
        return Verification(self.counter.store, self._parts.ports.clock(), is_whole=False)

    # -- the day

    def _day_ports(self) -> DayPorts:
        clock = self._parts.ports.clock
        return DayPorts(
            run=self._run,
            now=clock,
            board=lambda: deadlines.board(self.counter, clock()),
            current_clerk=lambda: self.member.clerk,
            memory=self.memory,
            tray=self.tray,
            show_overdue=lambda count: self.window.rail.set_badge("deadlines", count, True),
        )

    @Slot()
    def _look_at_day(self) -> None:
        if not self.screens.is_supervised:
            self._day.look()

    def _to_front(self) -> None:
        """Come to the front with the board; a locked window stays locked."""
        if not self.window.is_covered and not self.screens.is_supervised:
            self.window.show_screen("deadlines")
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    # -- search and scans

    def _search_ports(self) -> SearchPorts:
        return SearchPorts(
            run=self._run,
            find=partial(dossiers.find, self.counter),
            open_dossier=self.open_dossier,
            show_all=self.screens.show_found,
        )

    def _scan_ports(self) -> ScanPorts:
        return ScanPorts(
            front=lambda: self.window.front,
            is_locked=lambda: self.window.is_covered,
            is_busy=lambda: QApplication.activeModalWidget() is not None,
            open_dossier=self.open_dossier,
            offer_dossier=self._offer_dossier,
            offer_intake=self._say_no_intake if self.screens.is_supervised else self._offer_intake,
            say_unknown=self._say_unknown_scan,
            take_for_visitor=self.screens.public.take,
        )

    @Slot(str)
    def _scanned(self, text: str) -> None:
        self._router.route(text)

    def _say(self, kind: Tone, words: str, *actions: Action) -> None:
        if self.window.front is not None:
            self.window.front.notice.say(kind, words, *actions)

    def _offer_dossier(self, code: str) -> None:
        action = Action("Mở hồ sơ", lambda: self.open_dossier(code))
        self._say(Tone.QUIET, f"Vừa quét mã {code}.", action)

    def _offer_intake(self, payload: str) -> None:
        def begin() -> None:
            self.show_intake()
            self.intake.card_scanned(payload)

        self._say(
            Tone.QUIET,
            "Vừa quét một thẻ căn cước.",
            Action("Tiếp nhận hồ sơ của người này", begin),
        )

    def _say_no_intake(self, _: str) -> None:
        self._say(Tone.QUIET, "Vừa quét một thẻ căn cước. Người giám sát không tiếp nhận.")

    def _say_unknown_scan(self) -> None:
        self._say(
            Tone.WARN,
            "Không nhận ra mã vừa quét. Hãy quét mã trên giấy hẹn hoặc mã QR trên thẻ căn cước.",
        )

    # -- the lock, and who is at the desk

    def _menu(self) -> tuple[tuple[MenuEntry, ...], ...]:
        return (
            (
                MenuEntry("Khóa màn hình", self.lock, "Ctrl+L"),
                MenuEntry("Đổi người", self.change_clerk),
            ),
            self._menu_of_side(),
            (
                MenuEntry("Ghi chú của người giám sát", self.screens.show_notes),
                MenuEntry("Tài khoản", partial(self.window.show_screen, "accounts")),
                MenuEntry("Trợ giúp", partial(self.window.show_screen, "help"), "F1"),
            ),
        )

    def _menu_of_side(self) -> tuple[MenuEntry, ...]:
        """Return what only who works at the desk needs."""
        if self.screens.is_supervised:
            return ()
        return (
            MenuEntry("Màn hình cho dân", self.screens.public.toggle),
            MenuEntry("Quét cho dân", self.screens.public.turn_scanner),
        )

    def _lock_ports(self) -> LoginPorts:
        return LoginPorts(
            run=self._run,
            now=self._parts.ports.clock,
            clerks=self._parts.ports.clerks,
            unlock=self._unlock,
            reset=self._reset,
            entered=self._let_in,
            last_clerk=lambda: self.member.clerk,
        )

    def _reset(self, recovery_key: str, clerk: str, password: str) -> StaffMember:
        self._opened.reset_password(recovery_key, clerk, password)
        return self._unlock(clerk, password)

    def _unlock(self, clerk: str, password: str) -> StaffMember:
        return same_side(self.member, self._opened.unlock(clerk, password))

    @Slot()
    def lock(self) -> None:
        """Cover the window; the half-filled form stays beneath, and is kept as a draft."""
        if not self.window.is_covered:
            self._keep_draft()
            self._is_locked = True
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
        is_unlocking = self._is_locked and member.clerk == self.member.clerk
        self._is_locked = False
        self.member = member
        self._parts.ports.last_clerk.remember(member.clerk)
        self.window.set_person(member)
        self.window.uncover()
        self._open_shift(is_unlocking=is_unlocking)
        self._look_at_day()
        if self.window.front is not None:
            self.window.front.refresh()

    def _open_shift(self, *, is_unlocking: bool = False) -> None:
        """Open the shift of who is here now, unless it is open already or was closed."""
        by, now = self.member, self._parts.ports.clock()
        self._run(
            lambda: duty.open_shift(self.counter, by, now, is_unlocking=is_unlocking),
            lambda _: None,
        )

    def _keep_draft(self) -> None:
        for screen in self.window.built():
            if isinstance(screen, IntakeView):
                screen.keep_draft()

    @Slot()
    def _put_in_order(self) -> None:
        self._keep_draft()
        self._minute.stop()
        if self._opened.link is not None:
            self._opened.link.stop()
        self._live.stop()
        self.tray.close()
        self.screens.public.close()
        self.wedge.stop()

    # -- what no screen treats

    def release(self, _: str = "") -> None:
        """Something unforeseen went wrong: no form may stay locked by it."""
        for screen in self.window.built():
            screen.release()

    def say_error(self, error: CounterError) -> None:
        """Say a foreseen error on the screen in front."""
        if self.window.front is not None:
            self.window.front.notice.fail(error)
