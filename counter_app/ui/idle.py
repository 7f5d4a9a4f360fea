"""Notices that nobody has touched keyboard or mouse for a while."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_NOTICED_EVERY_MS = 1000


class IdleWatch(QObject):
    """Emits ``idle`` after so many minutes without a hand on the machine; 0 means never."""

    idle = Signal()

    def __init__(self, app: QGuiApplication, minutes: float) -> None:
        super().__init__(app)
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """Wait another length from now on."""
        self._timer.setInterval(int(minutes * 60_000))
        self.begin()

    def begin(self) -> None:
        """Count from now."""
        self._since.start()
        if self._timer.interval() > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Count no more, for example while the lock is there."""
        self._timer.stop()

    @property
    def is_counting(self) -> bool:
        """Whether ``idle`` will come if nobody does anything."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a hand on keyboard or mouse, at most once a second."""
        if (
            event.type() in _ACTIVITY
            and self._timer.isActive()
            and self._since.hasExpired(_NOTICED_EVERY_MS)
        ):
            self.begin()
        return False

    @Slot("QWindow*")
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
