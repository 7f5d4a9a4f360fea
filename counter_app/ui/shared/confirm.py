"""The dialog before a fact that somebody will feel: it names the fact on its button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.ui.notices import Question
from counter_app.ui.shared.looks import Button, Label, row

_QUESTION_WIDTH = 600


class ConfirmDialog(QDialog):
    """Asks once, in full sentences; Escape and the first button leave everything as it is."""

    def __init__(self, title: str, words: str, do: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.do_button = Button(do, look="main")
        self.leave_button = Button("Thôi")
        self.do_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.reject)
        for button in (self.do_button, self.leave_button):
            # Enter presses the button that has the keyboard, as Space does.
            button.setAutoDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(14)
        box.addWidget(Label(title, "title", wraps=True))
        box.addWidget(Label(words, wraps=True))
        box.addLayout(row(1, self.leave_button, self.do_button, gap=10))
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)


def ask(parent: QWidget, question: Question, then: Callable[[], None]) -> None:
    """Ask in a dialog that is wide enough for what will be recorded; only ``then`` records it."""
    dialog = ConfirmDialog(question.title, question.words, question.do, parent)
    dialog.setMinimumWidth(min(_QUESTION_WIDTH, parent.window().width() - 40))
    dialog.accepted.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
