"""The keyboard-wedge scanner: tells a scan from typing, in every window and dialog.

A scanner types very fast and ends with Enter or Tab. Printable keys are held back for about
50 ms; a burst of six or more with such an end is a scan, anything else is replayed in order.
Keys are watched at the window (before any widget); while some are held back, the object with the
focus is watched too, for what an input method commits. The scanned text is never logged.
"""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

HOLD_MS = 50
"""The longest gap between two keys of one scan, and how long a key is held back."""

LEAST_LETTERS = 6
"""Fewer keys than this are typing, however fast they come."""

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ORDER_MATTERS = (
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.FocusAboutToChange,
)


class WedgeFilter(QObject):
    """Watches the keyboard of the whole application and emits ``scanned`` for each scan."""

    scanned = Signal(str)
    """The text of a scan; emitted from the event loop, never from within a key event."""

    _found = Signal(str)

    def __init__(self, app: QGuiApplication, hold_ms: int = HOLD_MS) -> None:
        super().__init__(app)
        self._held: list[QKeyEvent] = []
        self._window: QWindow | None = None
        self._object: QObject | None = None
        self._last_stamp = 0
        self._hold_ms = hold_ms
        self._is_replaying = False
        self._unreleased: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(hold_ms)
        self._timer.timeout.connect(self.flush)
        self._found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._app = app
        app.focusWindowChanged.connect(self._watch_window)
        self._watch_window(app.focusWindow())

    def stop(self) -> None:
        """Watch no more; what is held is given to whom it was meant for."""
        self.flush()
        self._app.focusWindowChanged.disconnect(self._watch_window)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    @Slot()
    def flush(self) -> None:
        """Give the keys held back to the window they were meant for, in their order."""
        held, window = self._let_go(), self._window
        if not held or window is None or not shiboken6.isValid(window):
            return
        self._is_replaying = True
        try:
            for event in held:
                QCoreApplication.sendEvent(window, event)
        finally:
            self._is_replaying = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold printable keys back, recognise scans, and let everything else pass in order."""
        if self._is_replaying:
            return False
        if isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(watched, event)
            if event.type() == QEvent.Type.KeyRelease:
                return self._released(event)
            return False
        if self._held and event.type() in _ORDER_MATTERS:
            self.flush()
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        self._unreleased = None
        if event.key() == Qt.Key.Key_Shift:
            return False
        if self._held and (window is not self._window or self._is_late(event)):
            self.flush()
        if _is_printable(event):
            self._hold(window, event)
            return True
        if event.key() in _ENDS and self._is_scan(event):
            self._take_scan(event)
            return True
        self.flush()
        return False

    def _released(self, event: QKeyEvent) -> bool:
        if self._unreleased is not None and event.key() == self._unreleased:
            self._unreleased = None
            return True
        if self._held and _is_printable(event):
            self._held.append(event.clone())
            return True
        return False

    def _hold(self, window: QWindow, event: QKeyEvent) -> None:
        if not self._held:
            self._watch_object(QGuiApplication.focusObject())
        self._window = window
        self._last_stamp = event.timestamp()
        self._held.append(event.clone())
        self._timer.start()

    def _let_go(self) -> list[QKeyEvent]:
        self._timer.stop()
        self._watch_object(None)
        held, self._held = self._held, []
        return held

    def _is_late(self, event: QKeyEvent) -> bool:
        """Say whether the machine saw a pause that a busy event loop has hidden from the timer."""
        if not event.timestamp() or not self._last_stamp:
            return False
        return event.timestamp() - self._last_stamp > self._hold_ms

    def _is_scan(self, end: QKeyEvent) -> bool:
        pressed = sum(event.type() == QEvent.Type.KeyPress for event in self._held)
        return pressed >= LEAST_LETTERS and not end.modifiers() & ~_HARMLESS

    def _take_scan(self, end: QKeyEvent) -> None:
        held = self._let_go()
        self._unreleased = end.key()
        text = "".join(e.text() for e in held if e.type() == QEvent.Type.KeyPress)
        self._found.emit(text)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.scanned.emit(text)

    @Slot("QWindow*")
    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _watch_object(self, target: QObject | None) -> None:
        """While keys are held back, see what else happens where they will be written."""
        former, self._object = self._object, target
        if former is not None and shiboken6.isValid(former):
            former.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)


def _is_printable(event: QKeyEvent) -> bool:
    return (
        bool(event.text())
        and event.text().isprintable()
        and not event.modifiers() & ~_HARMLESS
        and not event.isAutoRepeat()
    )
