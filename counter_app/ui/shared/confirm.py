"""The dialog before a fact that somebody will feel: it names the fact on its button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.ui.shared.looks import Button, Label, row


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


def confirmed(parent: QWidget, title: str, words: str, do: str) -> bool:
    """Ask, and return whether the clerk wants it done."""
    return ConfirmDialog(title, words, do, parent).exec() == QDialog.DialogCode.Accepted
