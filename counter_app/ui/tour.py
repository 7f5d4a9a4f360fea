"""A visit at the counter, driven through the real window by keys, with pictures on the way.

It serves newcomers (see it work), the README (its pictures) and the frozen program (its smoke
test): what it does is what a clerk does, and it ends with an error where a clerk would be stuck.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.ui.program_ports import ProgramPorts

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from counter_app.ui.desk_window import DeskWindow
    from counter_app.ui.program import Program
    from counter_app.ui.sync_status.view import SyncView

PATIENCE_SECONDS = 20
"""How long a step may take before the tour says that it is stuck."""


SERVER_SECONDS = 60
"""How long the demonstration's server may take to start beside everything else."""


class TourStuck(Exception):
    """A step of the tour did not lead where it should."""


@dataclass(frozen=True)
class Visit:
    """Who is at the desk, who comes, for what; all of them fictional."""

    clerk: str
    password: str
    card: str
    phone: str
    procedure: str
    search: str


def tour(ports: ProgramPorts, pictures: Path, visit: Visit) -> int:
    """Drive the window through a visit; return 0, or 1 when it got stuck."""
    # Pictures are the same on every machine, with a screen or without one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from counter_app.ui.program import Program

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    pictures.mkdir(parents=True, exist_ok=True)
    program = Program(app, ports)
    guide = _Guide(program, pictures)
    try:
        guide.lead(visit)
    except TourStuck as stuck:
        sys.stderr.write(f"{stuck}\n")
        guide.picture("stuck")
        return 1
    finally:
        if program.window is not None:
            program.window.close()
        program.stop()
    return 0


class _Guide:
    """Presses the keys, waits for what they lead to, and takes the pictures."""

    def __init__(self, program: "Program", pictures: Path) -> None:
        self._program = program
        self._folder = pictures
        self._count = 0

    def lead(self, visit: Visit) -> None:
        """Lead through the whole visit."""
        desk = self._log_in(visit)
        has_line = self._has_line(desk)
        if has_line:
            self._pull_the_cable(desk)
        self._take_in(desk, visit)
        self._look_up(desk, visit)
        if has_line:
            self._put_it_back(desk)
        self._lock(desk, visit)

    def _log_in(self, visit: Visit) -> "DeskWindow":
        from PySide6.QtCore import Qt

        from counter_app.ui.login.view import LoginWindow

        self._program.start()
        window = self._program.window
        if not isinstance(window, LoginWindow):
            raise TourStuck("this home has no counter yet")
        self.until("the clerks are offered", lambda: window.card.clerk.count() > 0)
        window.card.clerk.setEditText(visit.clerk)
        self.picture("log-in")
        self.type(window.card.password, visit.password)
        self.press(window.card.password, Qt.Key.Key_Return)
        self.until("the counter is open", lambda: self._program.opened is not None)
        desk = self._program.desk
        desk.window.resize(1366, 768)
        self._activate()
        self.settle()
        self.picture("today")
        return desk

    def _take_in(self, desk: "DeskWindow", visit: Visit) -> None:
        from PySide6.QtCore import Qt

        self.press(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        intake = desk.intake
        self.until("the intake is in front", lambda: desk.window.front is intake)
        self.settle()
        self.type(intake.procedure, visit.procedure)
        self.until("procedures are offered", lambda: bool(intake.procedure.suggestions))
        self.picture("find-a-procedure")
        self.press(intake.procedure, Qt.Key.Key_Return)
        self.scan(visit.card)
        self.until("the card is read", lambda: bool(intake.applicant.name.text()))
        self.settle()
        self.picture("card-read")
        self.press(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        self.until("the commune of today is there", lambda: bool(intake.applicant.commune.text()))
        self.type(intake.applicant.phone, visit.phone)
        self.press(desk.window, Qt.Key.Key_F6)
        self.settle()
        self.picture("ready")
        self.press(desk.window, Qt.Key.Key_F9)
        self.until("the dossier is taken in", lambda: intake.form().is_blank)
        self.settle()
        self.picture("taken-in")

    def _has_line(self, desk: "DeskWindow") -> bool:
        """Wait for the first exchange with the demonstration's server, if there is one."""
        line = self._program.ports.demo_line
        if line is None or self._program.opened is None or self._program.opened.link is None:
            return False

        def is_known() -> bool:
            return bool(line.trouble) or self._is_green(desk)

        self.until("the server answers", is_known, SERVER_SECONDS)
        return not line.trouble

    def _pull_the_cable(self, desk: "DeskWindow") -> None:
        sync = self._to_sync(desk)
        self.until("the screen says so", lambda: sync.headline.property("tone") == "done")
        self.picture("in-step")
        sync.line_button.click()
        self.until("the line is cut", lambda: "mất mạng" in desk.window.status_words)
        self.settle()
        self.picture("line-cut")

    def _put_it_back(self, desk: "DeskWindow") -> None:
        self.until("something waits", lambda: "Chờ gửi" in desk.window.status_words)
        sync = self._to_sync(desk)
        self.settle()
        self.picture("waiting")
        sync.line_button.click()
        self.until("everything has arrived", lambda: self._is_green(desk))
        self.until("the screen says so", lambda: sync.headline.property("tone") == "done")
        self.picture("sent")

    def _to_sync(self, desk: "DeskWindow") -> "SyncView":
        from counter_app.ui.sync_status.view import SyncView

        desk.window.show_screen("sync")
        sync = desk.window.screen_of("sync")
        assert isinstance(sync, SyncView)
        return sync

    @staticmethod
    def _is_green(desk: "DeskWindow") -> bool:
        return "đã khớp nhau" in desk.window.status_words

    def _look_up(self, desk: "DeskWindow", visit: Visit) -> None:
        from PySide6.QtCore import Qt

        self.press(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        self.type(desk.window.top.search, visit.search)
        self.until("the dossier is found", lambda: desk.window.top.search.hits.chosen() is not None)
        self.picture("search")
        self.press(desk.window.top.search, Qt.Key.Key_Return)
        dossiers = desk.dossiers
        self.until("its page is open", lambda: bool(dossiers.page_presenter.code))
        self.settle()
        self.picture("dossier")
        self.press(desk.window, Qt.Key.Key_F8)
        self._preview()

    def _preview(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        from counter_app.ui.shared.preview import PreviewDialog

        self.until("the slip is shown", lambda: self._shown_preview() is not None)
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PreviewDialog):
            raise TourStuck("the preview is not in front")
        self.until("the page is drawn", lambda: dialog.preview.page_count() > 0)
        self.settle()
        self.picture("slip")
        (self._folder / "slip.pdf").write_bytes(dialog.preview.pdf)
        self.press(dialog, Qt.Key.Key_Escape)
        self.until("the preview is closed", lambda: QApplication.activeModalWidget() is None)
        self._activate()

    @staticmethod
    def _shown_preview() -> "QWidget | None":
        from PySide6.QtWidgets import QApplication

        return QApplication.activeModalWidget()

    def _lock(self, desk: "DeskWindow", visit: Visit) -> None:
        from PySide6.QtCore import Qt

        self.press(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.until("the window is locked", lambda: desk.window.is_covered)
        self.settle()
        self.picture("locked")
        self.type(desk.lock_screen.card.password, visit.password)
        self.press(desk.lock_screen.card.password, Qt.Key.Key_Return)
        self.until("the window is open again", lambda: not desk.window.is_covered)
        self.picture("unlocked")

    def _activate(self) -> None:
        """Give the window the keyboard: without a window manager it does not come by itself."""
        window = self._program.window
        if window is not None:
            window.activateWindow()
            self.until("the window has the keyboard", window.isActiveWindow)

    # -- what a guide can do

    def picture(self, name: str) -> None:
        """Save the window in front as a numbered picture."""
        from PySide6.QtWidgets import QApplication

        self._count += 1
        window = QApplication.activeModalWidget() or self._program.window
        if window is not None:
            window.grab().save(str(self._folder / f"{self._count:02}-{name}.png"))

    def until(
        self, what: str, is_so: Callable[[], bool], patience: float = PATIENCE_SECONDS
    ) -> None:
        """Let the program work until something is so."""
        from PySide6.QtTest import QTest

        end = time.monotonic() + patience
        while not is_so():
            if time.monotonic() > end:
                raise TourStuck(f"stuck: {what}")
            QTest.qWait(20)

    def settle(self) -> None:
        """Let what is under way come to rest: jobs on the desk thread and their answers."""
        done: list[object] = []
        self._program.background.run(lambda: None, done.append)
        self.until("the program is at rest", lambda: bool(done))
        done.clear()
        self._program.background.run(lambda: None, done.append)
        self.until("the program is at rest", lambda: bool(done))

    def type(self, field: "QWidget", text: str) -> None:
        """Type ASCII letters into a field."""
        from PySide6.QtTest import QTest

        field.setFocus()
        QTest.keyClicks(field, text)

    def press(
        self,
        widget: "QWidget",
        key: "Qt.Key",
        modifier: "Qt.KeyboardModifier | None" = None,
    ) -> None:
        """Press one key."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def scan(self, text: str) -> None:
        """Send what a keyboard-wedge scanner sends: letters as fast as it can, then Enter."""
        from PySide6.QtCore import QCoreApplication, QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtTest import QTest

        window = self._program.window
        handle = window.windowHandle() if window else None
        if handle is None:
            raise TourStuck("there is no window to scan into")
        for letter in text:
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(handle, event)
        QTest.keyClick(handle, Qt.Key.Key_Return)
