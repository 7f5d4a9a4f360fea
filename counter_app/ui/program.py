"""The program in its windows: from the log-in (or the founding) to the main window and its lock.

``app`` hands in everything from outside as :class:`ProgramPorts`; here the windows are built and
joined to each other, and nothing is decided.
"""

import logging
import sys
import threading
from datetime import timedelta
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.background import Background
from counter_app.ui.bell import Bell
from counter_app.ui.login.presenter import LoginPorts
from counter_app.ui.login.view import LoginWindow
from counter_app.ui.program_ports import Founded, Opened, ProgramPorts
from counter_app.ui.shared.vietnamese import Vietnamese
from counter_app.ui.theme import Theme
from counter_app.ui.tokens import Scheme

_LOG = logging.getLogger(__name__)


class Program(QObject):
    """The running program: one application, one window at a time, one desk thread."""

    scanned = Signal(str)
    """A serial scanner read something; emitted from its thread, heard on this one."""

    def __init__(self, app: QApplication, ports: ProgramPorts) -> None:
        super().__init__()
        self.app = app
        self.ports = ports
        self.theme = Theme(ports.resources, Scheme(ports.looks.scheme))
        self.theme.apply(app)
        self._words = Vietnamese(app)
        app.installTranslator(self._words)
        self.background = Background(self._say_trouble, self._say_crash, self)
        self.bell = Bell(self)
        self.window: QWidget | None = None
        self.opened: Opened | None = None
        self._crash_count = 0
        sys.excepthook = self._crashed

    def start(self) -> None:
        """Show the first window, and load what is slow while somebody types the password."""
        if self.ports.is_founded:
            self._show_log_in()
        else:
            self._show_founding()
        # After the first painting, or the import lock would hold the window back.
        QTimer.singleShot(0, self._preload)

    def stop(self) -> None:
        """Let the job in hand end, and close the store."""
        self.background.stop()
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    @Slot()
    def _preload(self) -> None:
        threading.Thread(target=self.ports.preload, name="preload", daemon=True).start()

    # -- before a counter is open

    def _show_log_in(self) -> None:
        window = LoginWindow()
        window.card.use(
            LoginPorts(
                run=self.background.for_screen(window),
                now=self.ports.clock,
                clerks=self.ports.clerks,
                unlock=self.ports.open,
                reset=self.ports.reset,
                entered=self._entered,
                last_clerk=self.ports.last_clerk.recall,
            )
        )
        self._replace(window)

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
        self.desk = DeskWindow(self, opened)
        self._replace(self.desk.window)
        self.desk.begin()

    def _replace(self, window: QWidget) -> None:
        former, self.window = self.window, window
        window.show()
        if former is not None:
            former.close()
            former.deleteLater()

    # -- what nobody else treats

    def _say_trouble(self, error: CounterError) -> None:
        _LOG.warning("not treated by its screen: %s", type(error).__name__)
        if self.opened is not None:
            self.desk.say_error(error)

    def _say_crash(self, error: BaseException) -> None:
        self._crashed(type(error), error, error.__traceback__)

    def _crashed(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.app.quit()
            return
        self._crash_count += 1
        number = f"{self.ports.clock():%y%m%d-%H%M%S}-{self._crash_count}"
        # The message of an error may hold what somebody typed: only its kind and place are kept.
        _LOG.error("report %s: %s at %s", number, kind.__name__, places_of(trace))
        if self.opened is not None:
            self.desk.say_crash(number)


def places_of(trace: TracebackType | None) -> str:
    """Return the files and lines of a traceback, innermost last, without any values."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places)


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for a while.

    Keys and clicks reach a window before its widgets, so only windows are watched: a filter on
    the whole application would run for every event there is.
    """

    idle = Signal()

    _TOUCHES = (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    )

    def __init__(self, app: QApplication, after: timedelta) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(after.total_seconds() * 1000))
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        self._timer.start()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew whenever somebody is there; every event passes."""
        if event.type() in self._TOUCHES:
            self._timer.start()
        return False
