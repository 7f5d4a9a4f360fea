"""What the pages of the desk of results have in common: notices, and one question before it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from counter_app.ui.notices import Notice, Question
from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.shared.looks import Label
from counter_app.ui.shared.notice import NoticeBar


class Around(Protocol):
    """The screen around a page."""

    notice: NoticeBar

    def open_dossier(self, code: str) -> None:
        """Leave for the page of a dossier."""


class Page(QWidget):
    """A page of the screen; its buttons' keys work while it is the one in front."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(10)

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""
        self._around.notice.tell(notice)

    def ask(self, question: Question, do: Callable[[], None]) -> None:
        """Ask once; Enter or F9 again does it, Escape leaves everything as it is."""
        dialog = ConfirmDialog(question.title, question.words, f"{question.do}  F9", self)
        dialog.accepted.connect(do)
        dialog.finished.connect(dialog.deleteLater)
        QShortcut(QKeySequence("F9"), dialog).activated.connect(dialog.accept)
        dialog.do_button.setDefault(True)
        dialog.do_button.setFocus(Qt.FocusReason.OtherFocusReason)
        dialog.open()

    def show_working(self, is_working: bool) -> None:
        """Hold the page while something is being recorded."""
        self.setEnabled(not is_working)

    def open_dossier(self, code: str) -> None:
        """Leave for the page of a dossier."""
        self._around.open_dossier(code)


class Framed(QFrame):
    """A table in the frame of all tables, with words in its place while it is empty."""

    def __init__(self, table: QWidget, empty_words: str) -> None:
        super().__init__()
        self.setProperty("look", "table-frame")
        self._empty = Label(empty_words, "second", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(2, 2, 2, 2)
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        self.show_empty(True)

    def show_empty(self, is_empty: bool) -> None:
        """Show the words in place of the table, or the table."""
        self._stack.setCurrentIndex(1 if is_empty else 0)
