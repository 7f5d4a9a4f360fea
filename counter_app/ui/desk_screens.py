"""The screens of one open counter, and the ways from one to another.

A screen is built when somebody first goes there, and what only it needs is loaded then: the
window is to be usable soon after the password.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from counter_app.domain.deadlines import BoardList
from counter_app.domain.errors import CounterError
from counter_app.services.acting import looks_only
from counter_app.services.counter import confirm_clock
from counter_app.ui.desk_parts import DeskParts
from counter_app.ui.dossiers import ports as dossier_ports
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.duty.sessions import SessionBook
from counter_app.ui.intake import ports as intake_ports
from counter_app.ui.intake.view import IntakeView
from counter_app.ui.main_window import MainWindow, Screen
from counter_app.ui.notices import Tone
from counter_app.ui.printer import save
from counter_app.ui.public.desk import PublicDesk
from counter_app.ui.shared.notice import Action, NoticeBar
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.supervision.screens import SupervisionScreens
from counter_app.ui.today.presenter import ports_of as today_ports_of
from counter_app.ui.today.view import TodayView
from counter_app.ui.words import authority_words


class DeskScreens(QObject):
    """Builds the screens and leads from one to another."""

    def __init__(self, desk: DeskParts) -> None:
        super().__init__(desk.parts.scans)
        self._desk = desk
        self._counter = desk.counter
        self._sessions = SessionBook(desk.counter, desk.run, self)
        desk.parts.bell.rang.connect(self._sessions.refresh)
        self._sessions.refresh()
        self.is_supervised = looks_only(desk.opened.member)
        self.supervision = SupervisionScreens(
            desk.counter,
            desk.run,
            desk.parts,
            desk.memory,
            desk.current,
            self.open_dossier,
            lambda: self.window,
        )
        screens = self._supervisor_screens() if self.is_supervised else self._screens()
        asking = [replace(each, make=partial(self._asking, each.make)) for each in screens]
        self.window = MainWindow(self._counter.desk, asking, desk.clock, desk.parts.bell)
        self.public = self._make_public()

    def _supervisor_screens(self) -> tuple[Screen, ...]:
        """Return the screens of who looks at units and never acts on a dossier."""
        return (
            *self.supervision.rail(),
            Screen("reports", "Sổ, báo cáo", self._make_reports),
            Screen("dossiers", "Hồ sơ", self._make_dossiers),
            Screen("sync", "Đồng bộ", self._make_sync),
            Screen("settings", "Cài đặt", self._make_settings),
            Screen("verification", "Kiểm tra", self._make_verification),
            self.supervision.notes(),
            Screen("disputes", "Mâu thuẫn", self._make_disputes, in_rail=False),
            Screen("accounts", "Tài khoản", self._make_accounts, in_rail=False),
            Screen("help", "Trợ giúp", self._make_help, in_rail=False),
        )

    def _screens(self) -> tuple[Screen, ...]:
        return (
            Screen("today", "Hôm nay", self._make_today),
            Screen("intake", "Tiếp nhận", self._make_intake),
            Screen("dossiers", "Hồ sơ", self._make_dossiers),
            Screen("deadlines", "Hạn trả", self._make_deadlines),
            Screen("returning", "Trả kết quả", self._make_returning),
            Screen("reports", "Sổ, báo cáo", self._make_reports),
            Screen("duty", "Ca trực", self._make_duty),
            Screen("sync", "Đồng bộ", self._make_sync),
            Screen("settings", "Cài đặt", self._make_settings),
            self.supervision.notes(),
            Screen("disputes", "Mâu thuẫn", self._make_disputes, in_rail=False),
            Screen("verification", "Kiểm tra nhật ký", self._make_verification, in_rail=False),
            Screen("accounts", "Tài khoản", self._make_accounts, in_rail=False),
            Screen("help", "Trợ giúp", self._make_help, in_rail=False),
        )

    def _asking(self, make: Callable[[], ScreenBase]) -> ScreenBase:
        """Make a screen that lets a person say that the machine's clock is right."""
        screen = make()
        screen.notice.clock_is_right = partial(self._confirm_clock, screen.notice)
        return screen

    def _confirm_clock(self, notice: NoticeBar) -> None:
        by, now = self._desk.current(), self._desk.clock()
        self._desk.run(
            lambda: confirm_clock(self._counter, by, now),
            lambda _: notice.succeed("Đã ghi: giờ máy đúng. Mời làm lại việc vừa rồi."),
            notice.fail,
        )

    # -- one method for each screen

    def _make_today(self) -> ScreenBase:
        desk = self._desk
        screen = TodayView(today_ports_of(self._counter, desk.run, desk.clock), desk.memory)
        screen.intake_wanted.connect(self.show_intake)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.list_wanted.connect(self.show_deadlines)
        screen.notes_wanted.connect(self.show_notes)
        return screen

    def _make_intake(self) -> ScreenBase:
        desk = self._desk
        ports = intake_ports.ports_of(
            self._counter,
            desk.run,
            desk.clock,
            desk.current,
            desk.paper,
            desk.printing.send,
            self._sessions.in_session,
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
        screen.note_wanted.connect(self._note_about)
        screen.entry_wanted.connect(self.supervision.show_entry)
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
        screen.result_returned.connect(self.public.result_returned)
        screen.visitors_wanted.connect(self.public.scan_for_visitors)
        self.public.changed.connect(screen.show_visitors)
        screen.show_visitors(self.public.window is not None, self.public.is_for_visitors)
        return screen

    def _make_public(self) -> PublicDesk:
        from counter_app.ui.public.presenter import ports_of

        desk, unit = self._desk, self._counter.desk.unit
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current, self._say_error)
        words = f"{authority_words(unit.name)} · {unit.office}"
        public = PublicDesk(ports, desk.parts.bell, self.window, words, desk.clock)
        public.changed.connect(self._scanner_turned)
        return public

    def _make_duty(self) -> ScreenBase:
        from counter_app.ui.duty.ports import ports_of
        from counter_app.ui.duty.view import DutyView

        desk = self._desk
        ports = ports_of(
            self._counter,
            desk.run,
            desk.clock,
            desk.current,
            desk.opened.unlock,
            desk.take_desk,
            desk.printing.send,
            save,
        )
        return DutyView(ports, desk.memory)

    def _make_reports(self) -> ScreenBase:
        from counter_app.ui.reports.ports import ports_of
        from counter_app.ui.reports.view import ReportsView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current)
        screen = ReportsView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_sync(self) -> ScreenBase:
        from counter_app.ui.sync_status.ports import ports_of
        from counter_app.ui.sync_status.view import SyncView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.outside, desk.current)
        screen = SyncView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.disputes_wanted.connect(partial(self.window.show_screen, "disputes"))
        screen.verification_wanted.connect(partial(self.window.show_screen, "verification"))
        return screen

    def _make_settings(self) -> ScreenBase:
        from counter_app.ui.printer import print_pdf, printer_names, system_printer
        from counter_app.ui.settings.ports import Machine, ports_of
        from counter_app.ui.settings.view import SettingsView

        desk = self._desk
        machine = Machine(
            home=desk.parts.ports.home,
            printers=printer_names,
            print_on=lambda pdf, title, name: print_pdf(pdf, system_printer(name), title),
            apply=desk.live.apply,
        )
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current, machine)
        screen = SettingsView(ports, desk.memory)
        if not self.is_supervised:
            screen.list_wanted.connect(self.show_deadlines)
        desk.parts.scans.scanned.connect(screen.heard_from_port)
        return screen

    def _make_disputes(self) -> ScreenBase:
        from counter_app.ui.disputes.presenter import ports_of
        from counter_app.ui.disputes.view import DisputesView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock, desk.current)
        screen = DisputesView(ports, desk.memory)
        screen.dossier_wanted.connect(self.open_dossier)
        return screen

    def _make_verification(self) -> ScreenBase:
        from counter_app.ui.verification.ports import ports_of
        from counter_app.ui.verification.view import VerificationView

        desk = self._desk
        ports = ports_of(self._counter, desk.run, desk.clock)
        screen = VerificationView(ports, desk.memory, opens_journals=self.is_supervised)
        screen.dossier_wanted.connect(self.open_dossier)
        screen.entry_wanted.connect(self.supervision.show_entry)
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
            rekey=opened.rekey,
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

    @Slot()
    def show_notes(self) -> None:
        """Bring the supervisor's notes to the front."""
        self.window.show_screen("notes")

    @Slot(str, str)
    def _note_about(self, code: str, unit: str) -> None:
        self.supervision.note_about(code, unit)

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

    @Slot(str)
    def hand_out(self, code: str) -> None:
        """Bring a dossier whose result is ready to the desk of results."""
        from counter_app.ui.returning.view import ReturningView

        self.window.show_screen("returning")
        screen = self.window.screen_of("returning")
        assert isinstance(screen, ReturningView)
        screen.hand_out(code)

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

    # -- the visitors' screen

    def _say_error(self, error: CounterError) -> None:
        if self.window.front is not None:
            self.window.front.notice.fail(error)

    @Slot(bool, bool)
    def _scanner_turned(self, is_open: bool, is_on: bool) -> None:
        """Say whose the scanner is: nobody is to wonder where a scan went."""
        front = self.window.front
        if front is None:
            return
        if is_on:
            back = Action("Trả máy quét về quầy", self._take_scanner_back)
            front.notice.say(Tone.QUIET, "Máy quét đang đọc giấy hẹn cho màn hình của dân.", back)
        else:
            front.notice.clear()

    def _take_scanner_back(self) -> None:
        self.public.scan_for_visitors(False)
