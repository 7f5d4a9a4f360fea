"""Notices that nobody is at the desk."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

VISITORS = "visitors"
"""The name of a window that is not the clerk's."""


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for a while.

    Keys and clicks reach a window before its widgets, so only windows are watched: a filter on
    the whole application would run for every event there is. A window named ``VISITORS`` is
    left out: who plays with it is not the clerk.
    """

    idle = Signal()

    _TOUCHES = (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    )

    def __init__(self, app: QGuiApplication, after: timedelta) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(after.total_seconds() * 1000))
        self._timer.timeout.connect(self.idle)
        self._app = app
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        self._timer.start()

    def wait(self, after: timedelta) -> None:
        """Wait so long from now on."""
        self._timer.setInterval(int(after.total_seconds() * 1000))
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.focusWindowChanged.disconnect(self._watch)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew whenever somebody is there; every event passes."""
        if event.type() in self._TOUCHES:
            self._timer.start()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and not window.objectName().startswith(VISITORS):
            window.removeEventFilter(self)
            window.installEventFilter(self)
