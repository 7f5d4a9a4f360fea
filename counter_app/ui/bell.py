"""The bell: after any commit, from whichever thread, the screens hear it on the GUI thread."""

import threading

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Bell(QObject):
    """Carries the store's bell to the GUI thread; many rings in a row are heard as one."""

    rang = Signal()
    """Emitted on the GUI thread: something was recorded, ask again."""

    _rung = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_ringing = threading.Event()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._hear)
        self._rung.connect(self._soon.start)

    def ring(self) -> None:
        """Ring; may be called from any thread, for example as the store's bell."""
        if not self._is_ringing.is_set():
            self._is_ringing.set()
            self._rung.emit()

    @Slot()
    def _hear(self) -> None:
        self._is_ringing.clear()
        self.rang.emit()
