"""The visitors' screen as the desk has it: opened, closed, and fed with what is meant for it.

One scanner serves both. A scan is a visitor's while the clerk has switched "Quét cho dân" on, or
while the visitors' window has the keyboard; every other scan stays at the desk, and nothing that
the desk scans ever comes here.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from counter_app.ui.bell import Bell
from counter_app.ui.public.presenter import PublicPorts

if TYPE_CHECKING:
    from counter_app.ui.public.view import PublicWindow

SMALL = (1024, 640)
"""The window's size where there is no second monitor, in logical pixels."""


class PublicDesk(QObject):
    """Opens the visitors' window on the second monitor, if there is one."""

    changed = Signal(bool, bool)
    """Whether the window is open, and whether scans are the visitors'."""

    def __init__(
        self,
        ports: PublicPorts,
        bell: Bell,
        main: QWidget,
        unit: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(main)
        self._ports, self._bell, self._main = ports, bell, main
        self._unit, self._clock = unit, clock
        self._is_for_visitors = False
        self.window: PublicWindow | None = None

    @property
    def is_for_visitors(self) -> bool:
        """Whether the switch "Quét cho dân" is on."""
        return self._is_for_visitors

    @Slot()
    def toggle(self) -> None:
        """Open the window, or close it."""
        if self.window is None:
            self._open()
        else:
            self.close()

    def _open(self) -> None:
        from counter_app.ui.public.view import PublicWindow

        window = PublicWindow(self._ports, self._unit, self._clock)
        window.closed.connect(self._closed)
        window.answered.connect(self._give_back)
        self._bell.rang.connect(window.presenter.refresh)
        self.window = window
        self._place(window)
        window.presenter.refresh()
        self.changed.emit(True, self._is_for_visitors)

    def _place(self, window: QWidget) -> None:
        here = self._main.screen()
        other = next((s for s in QGuiApplication.screens() if s is not here), None)
        if other is None:
            window.resize(*SMALL)
            window.show()
            return
        window.setGeometry(other.geometry())
        window.showFullScreen()

    @Slot()
    def close(self) -> None:
        """Close the window, if it is open."""
        if self.window is not None:
            self.window.close()

    @Slot()
    def _closed(self) -> None:
        window, self.window = self.window, None
        self._is_for_visitors = False
        if window is not None:
            self._bell.rang.disconnect(window.presenter.refresh)
            window.presenter.end()
            window.deleteLater()
        self.changed.emit(False, False)

    @Slot()
    def _give_back(self) -> None:
        """Give the keyboard back to the desk once a visitor was answered."""
        if self.window is not None and self.window.isActiveWindow():
            self._main.activateWindow()

    @Slot(bool)
    def scan_for_visitors(self, is_wanted: bool) -> None:
        """Say whose the scans are from now on; without a window they are the desk's."""
        self._is_for_visitors = is_wanted and self.window is not None
        self.changed.emit(self.window is not None, self._is_for_visitors)

    @Slot()
    def turn_scanner(self) -> None:
        """Give the scanner to the visitors, opening their window, or back to the desk."""
        if self.window is None:
            self._open()
        self.scan_for_visitors(not self._is_for_visitors)

    def take(self, text: str) -> bool:
        """Take a scan if it is a visitor's, and say whether it was."""
        window = self.window
        if window is None or not (self._is_for_visitors or window.isActiveWindow()):
            return False
        window.presenter.scanned(text)
        return True

    @Slot(str, bool)
    def result_returned(self, code: str, is_rated: bool) -> None:
        """A result went out at the desk: ask the citizen, unless the clerk has done so."""
        if self.window is not None and not is_rated:
            self.window.presenter.ask_rating(code)
