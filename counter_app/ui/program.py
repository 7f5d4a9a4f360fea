"""The program in its windows: from the log-in (or the founding) to the main window and its lock.

``app`` hands in everything from outside as :class:`ProgramPorts`; here the windows are built and
joined to each other, and nothing is decided.
"""

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.background import Background
from counter_app.ui.bell import Bell
from counter_app.ui.login.presenter import LoginPorts
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.parts import Parts, Scans
from counter_app.ui.program_ports import Founded, Opened, ProgramPorts
from counter_app.ui.shared.vietnamese import speak_vietnamese
from counter_app.ui.theme import Theme
from counter_app.ui.tokens import Scheme

if TYPE_CHECKING:
    from counter_app.ui.crash import CrashReports

_LOG = logging.getLogger(__name__)


class Program(QObject):
    """The running program: one application, one window at a time, one desk thread."""

    def __init__(self, app: QApplication, ports: ProgramPorts) -> None:
        super().__init__()
        self.app = app
        self.ports = ports
        self.theme = Theme(ports.resources, Scheme(ports.looks.scheme), ports.looks.text_scale)
        self.theme.apply(app)
        speak_vietnamese(app)
        self._crashes: CrashReports | None = None
        self.background = Background(self._say_trouble, self._say_crash, self)
        self.bell = Bell(self)
        self.parts = Parts(app, ports, self.background, self.bell, Scans(self))
        self.window: QWidget | None = None
        self.opened: Opened | None = None

    def start(self) -> None:
        """Show the first window, and load what is slow while somebody types the password."""
        if self.ports.is_founded:
            self._show_log_in()
        else:
            self._show_founding()
        # After the first painting: nothing may hold the window back.
        QTimer.singleShot(0, self._painted)

    def stop(self) -> None:
        """Let the job in hand end, and close the store."""
        self.background.stop()
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    @property
    def crashes(self) -> "CrashReports":
        """What takes unforeseen errors."""
        if self._crashes is None:
            from counter_app.ui.crash import CrashReports

            self._crashes = CrashReports(self._report_number, self)
        return self._crashes

    @Slot()
    def _painted(self) -> None:
        self.crashes.watch()
        threading.Thread(target=self.ports.preload, name="preload", daemon=True).start()

    # -- before a counter is open

    def _show_log_in(self) -> None:
        window = LoginWindow()
        ports = LoginPorts(
            run=self.background.for_screen(window),
            now=self.ports.clock,
            clerks=self.ports.clerks,
            unlock=self.ports.open,
            reset=self.ports.reset,
            entered=self._entered,
            last_clerk=self.ports.last_clerk.recall,
        )
        self._replace(window)
        # The key slots need a cryptography library: the window is painted before it is loaded.
        QTimer.singleShot(0, window, partial(window.card.use, ports))

    def _show_founding(self) -> None:
        from counter_app.ui.founding.presenter import FoundingPorts
        from counter_app.ui.founding.view import FoundingWindow
        from counter_app.ui.printer import Printing

        holder = QObject(self)
        run = self.background.for_screen(holder)
        ports = FoundingPorts(run=run, found=self.ports.found, finished=self._founded)
        printing = Printing(run, lambda: "")
        self._replace(
            FoundingWindow(self.ports.communes(), ports, printing, self.ports.recovery_sheet)
        )

    def _founded(self, _: Founded) -> None:
        self._show_log_in()

    def _entered(self, opened: Opened) -> None:
        from counter_app.ui.desk_window import DeskWindow

        self.opened = opened
        self.bell_ends = opened.counter.store.listen(self.bell.ring)
        self.ports.last_clerk.remember(opened.member.clerk)
        self.desk = DeskWindow(self.parts, opened)
        self._replace(self.desk.window)
        self.desk.begin()

    def _replace(self, window: QWidget) -> None:
        former, self.window = self.window, window
        window.show()
        if former is not None:
            former.close()
            former.deleteLater()
        window.raise_()
        window.activateWindow()

    # -- what nobody else treats

    def _say_trouble(self, error: CounterError) -> None:
        _LOG.warning("not treated by its screen: %s", type(error).__name__)
        if self.opened is not None:
            self.desk.say_error(error)

    def _say_crash(self, error: BaseException) -> None:
        self.crashes.report(error)
        if self.opened is not None:
            self.desk.release()

    def _report_number(self) -> str:
        """Return the number of a crash report: the moment, which the log holds as well."""
        return f"{self.ports.clock():%y%m%d-%H%M%S}"
