"""What the guide of the tour can do: press keys, type, scan, wait, and take pictures.

It waits for what should follow, never for a time, and says where a clerk would be stuck.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QWidget

from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.program import Program
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.preview import PreviewDialog
from counter_app.ui.shared.screen import ScreenBase

PATIENCE_SECONDS = 20
"""How long a step may take before the tour says that it is stuck."""

WIDTH, HEIGHT = 1366, 768
"""The size of the pictures: the screens that stand at most counters."""

SHADE = QColor(15, 42, 67, 90)
"""Lies over the window beneath a dialog."""


Answer = Callable[[QDialog], None]
"""Answers a dialog that waits for people."""


class TourStuck(Exception):
    """A step of the tour did not lead where it should."""


class Guide:
    """Drives the real window."""

    def __init__(self, program: Program, pictures: Path) -> None:
        self.program = program
        self.folder = pictures
        self._count = 0
        self.began_at = program.ports.clock()

    @property
    def desk(self) -> DeskWindow:
        """The open counter."""
        return self.program.desk

    # -- waiting

    def until(
        self, what: str, is_so: Callable[[], object], patience: float = PATIENCE_SECONDS
    ) -> None:
        """Let the program work until something is so.

        Raises:
            TourStuck: it never came to be so.
        """
        end = time.monotonic() + patience
        while not is_so():
            if time.monotonic() > end:
                raise TourStuck(f"stuck: {what}")
            QTest.qWait(10)

    def settle(self) -> None:
        """Let what is under way come to rest: jobs on the desk thread and their answers."""
        # Twice: the answer of a job may ask for another one.
        done: list[object] = []
        for count in (1, 2):
            self.program.background.run(lambda: None, done.append)
            self._wait_for(done, count)

    def _wait_for(self, done: list[object], count: int) -> None:
        self.until("the program is at rest", lambda: len(done) == count)

    def activate(self) -> None:
        """Give the window the keyboard: without a window manager it does not come by itself."""
        window = self.program.window
        if window is not None:
            window.activateWindow()
            self.until("the window has the keyboard", window.isActiveWindow)

    # -- the keyboard and the scanner

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys (``F9``, ``Ctrl+F``) where the keyboard is, or on a widget."""
        # The stubs do not know that a sequence is one of combinations.
        combination = QKeySequence(keys)[0]  # type: ignore[index]
        target = on or QApplication.focusWidget() or self.desk.window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def type(self, field: QWidget, text: str) -> None:
        """Type into a field: letters with marks come as from an input method."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        target = QApplication.focusWidget() or field
        if text.isascii():
            QTest.keyClicks(target, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    def scan(self, text: str) -> None:
        """Send what a keyboard-wedge scanner sends: letters as fast as it can, then Enter."""
        window = self.program.window
        handle = window.windowHandle() if window else None
        if handle is None:
            raise TourStuck("stuck: there is no window to scan into")
        for letter in text:
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(handle, event)
        QTest.keyClick(handle, Qt.Key.Key_Return)

    # -- getting about

    def go(self, digit: int, key: str) -> ScreenBase:
        """Go to a screen of the rail by its number and return it."""
        self.press(f"Alt+{digit}")
        self.until(f"the screen {key} is in front", lambda: self.desk.window.front_key == key)
        self.settle()
        front = self.desk.window.front
        assert front is not None
        return front

    def begin_step(self, words: str) -> None:
        """Begin a step on a dossier's page: with F9, a button beside it, or from F7."""
        page = self.desk.dossiers.page
        self.until(f"the page offers {words}", lambda: page.more.isVisible())
        if page.main.isVisible() and page.main.accessibleName() == words:
            self.press("F9")
        else:
            near = [b for b in page.near if b.isVisible() and b.accessibleName() == words]
            if near:
                near[0].setFocus(Qt.FocusReason.TabFocusReason)
                self.press("Space")
            else:
                self.press("F7")
                self._choose(words)
        self.until(f"the panel of {words} is open", lambda: page.panel.is_open)
        self.settle()

    def _choose(self, words: str) -> None:
        """Choose an entry of the page's menu with the arrows."""
        menu = self.desk.dossiers.page.menu
        entries = [action.text() for action in menu.actions()] if menu is not None else []
        if menu is None or words not in entries:
            raise TourStuck(f"stuck: {words} is not offered, only {entries}")
        for _ in range(entries.index(words)):
            self.press("Down", menu)
        self.press("Return", menu)
        self.activate()

    def choose_paper(self, words: str) -> None:
        """Choose an entry of the page's list of papers, whose words begin so."""
        self.press("Ctrl+P")
        menu = self.desk.dossiers.page.menu
        entries = [action.text() for action in menu.actions()] if menu is not None else []
        self._choose(next((entry for entry in entries if words in entry), words))

    def field(self, name: str) -> QWidget:
        """Return a field of the panel that is open."""
        editor = self.desk.dossiers.page.panel.editors[name]
        assert isinstance(editor, QWidget)
        return editor

    # -- dialogs

    def say_yes(self, name: str = "") -> None:
        """Answer the question before something the citizen will feel, with a picture of it."""
        self.until("the question is asked", lambda: isinstance(self._dialog(), ConfirmDialog))
        dialog = self._dialog()
        assert isinstance(dialog, ConfirmDialog)
        if name:
            self.picture(name)
        self.until("the question has the keyboard", dialog.isActiveWindow)
        if not dialog.do_button.hasFocus():
            self.press("Tab", dialog.leave_button)
        self.until("the answer has the keyboard", dialog.do_button.hasFocus)
        self.press("Space", dialog.do_button)
        self.until("the question is answered", lambda: self._dialog() is not dialog)
        self.activate()

    def preview(self, name: str) -> bytes:
        """Wait for a page as it will be printed, take its picture, close it, return the PDF."""
        self.until("the page is shown", lambda: isinstance(self._dialog(), PreviewDialog))
        dialog = self._dialog()
        assert isinstance(dialog, PreviewDialog)
        self.until("the page is drawn", lambda: dialog.preview.page_count() > 0)
        self.settle()
        self.picture(name)
        pdf = dialog.preview.pdf
        self.press("Escape", dialog)
        self.until("the preview is closed", lambda: self._dialog() is None)
        self.activate()
        return pdf

    @staticmethod
    def _dialog() -> QDialog | None:
        dialog = QApplication.activeModalWidget()
        return dialog if isinstance(dialog, QDialog) else None

    def answer(self, keys: str, *answers: Answer) -> None:
        """Press keys that open dialogs which wait for people, and answer these one by one.

        Raises:
            TourStuck: a dialog that should have come did not, or could not be answered.
        """
        waiting = list(answers)
        answered: list[QDialog] = []
        stuck: list[TourStuck] = []

        def look() -> None:
            dialog = self._dialog()
            if dialog is None or dialog in answered or not waiting:
                return
            if not dialog.isActiveWindow():
                dialog.activateWindow()
                return
            answered.append(dialog)
            try:
                waiting.pop(0)(dialog)
                if dialog.isVisible():
                    raise TourStuck(f"stuck: {dialog.windowTitle()} was not answered")
            except TourStuck as error:
                stuck.append(error)
                waiting.clear()
                dialog.reject()

        timer = QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        try:
            self.press(keys)
            self.until(f"what {keys} asks is answered", lambda: not waiting)
        finally:
            timer.stop()
        if stuck:
            raise stuck[0]
        self.activate()

    def write_to(self, name: str) -> Answer:
        """Return what types the name of a file beside the pictures, and saves it."""
        path = self.folder / name

        def type_path(dialog: QDialog) -> None:
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            buttons = dialog.findChild(QDialogButtonBox)
            if not isinstance(field, QLineEdit) or not isinstance(buttons, QDialogButtonBox):
                raise TourStuck("stuck: nobody asks for the name of a file")
            path.unlink(missing_ok=True)
            field.setText(str(path.resolve()))
            # Enter belongs to the list of files that Qt proposes while one types.
            buttons.button(QDialogButtonBox.StandardButton.Save).click()

        return type_path

    # -- choices

    def choose(self, combo: Combo, value: object) -> None:
        """Choose a value of a list with the arrows."""
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        for key in ["Home"] * bool(combo.count()) + ["Down"] * combo.count():
            if combo.value() == value:
                return
            self.press(key, combo)
        if combo.value() != value:
            raise TourStuck(f"stuck: {value} is not offered")

    # -- pictures

    def picture(self, name: str, window: QWidget | None = None) -> None:
        """Save the window, with the dialog over it, as a numbered picture."""
        self._count += 1
        shown = window or self.program.window
        if shown is not None:
            made = shown.grab()
            if window is None:
                _lay_over(made, self._dialog())
            made.save(str(self.folder / f"{self._count:02}-{name}.png"))


def _lay_over(picture: QPixmap, dialog: QDialog | None) -> None:
    """Draw a dialog over the middle of the window, as a desktop without a frame shows it."""
    if dialog is None:
        return
    drawn = dialog.grab()
    left = (picture.width() - drawn.width()) // 2
    top = (picture.height() - drawn.height()) // 2
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), SHADE)
    painter.drawPixmap(left, top, drawn)
    painter.end()
