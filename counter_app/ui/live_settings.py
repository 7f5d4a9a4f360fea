"""Puts what people chose in force at once: looks, lock, printer, paper, scanner."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject

from counter_app.services.settings import Settings
from counter_app.ui.idle import IdleWatch
from counter_app.ui.parts import Parts
from counter_app.ui.ports import Run
from counter_app.ui.theme import Theme
from counter_app.ui.tokens import Scheme


class LiveSettings(QObject):
    """Keeps the idle watch and the scanner of one open counter."""

    def __init__(self, parts: Parts, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._run = run
        self.idle = IdleWatch(parts.app, parts.ports.looks.lock_after)
        self._end_scanner = self._started()

    def apply(self, settings: Settings) -> None:
        """Work as these settings say from now on."""
        looks = self._parts.ports.looks
        looks.paper, looks.printer = settings.slip_paper, settings.printer
        if (settings.theme, settings.text_scale) != (looks.scheme, looks.text_scale):
            looks.scheme, looks.text_scale = settings.theme, settings.text_scale
            resources = self._parts.ports.resources
            Theme(resources, Scheme(looks.scheme), looks.text_scale).apply(self._parts.app)
        looks.lock_after = timedelta(minutes=settings.lock_after_minutes)
        self.idle.wait(looks.lock_after)
        if settings.scanner != looks.scanner:
            looks.scanner = settings.scanner
            # Ending the former one waits for its thread: not on this one.
            self._run(self._restart_scanner, lambda _: None)

    def stop(self) -> None:
        """Watch no more, and let the scanner go."""
        self._end_scanner()
        self.idle.stop()

    def _restart_scanner(self) -> None:
        self._end_scanner()
        self._end_scanner = self._started()

    def _started(self) -> Callable[[], None]:
        return self._parts.ports.start_scanner(self._parts.scans.scanned.emit)
