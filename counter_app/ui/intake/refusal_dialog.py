"""The dialog before form 03: it names whom it refuses what, and wants a written reason."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import Button, Label, row


class RefusalDialog(QDialog):
    """Asks for the reason that stands on form 03; Escape leaves everything as it is."""

    given = Signal(str)
    """The reason, once the clerk has decided."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Từ chối tiếp nhận")
        self.setMinimumWidth(520)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(110)
        self.field = LabelledField("Lý do từ chối (ghi trên phiếu, mẫu 03)", self.reason)
        self.leave = Button("Thôi")
        self.do = Button("Từ chối và in phiếu", "F9", look="main")
        self.leave.clicked.connect(self.reject)
        self.do.clicked.connect(self._decide)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(14)
        box.addWidget(Label("Từ chối tiếp nhận", "title"))
        box.addWidget(Label(words, wraps=True))
        box.addWidget(self.field)
        box.addLayout(row(1, self.leave, self.do, gap=10))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _decide(self) -> None:
        reason = composed(self.reason.toPlainText())
        if not reason:
            self.field.set_error("Ghi lý do, người dân sẽ đọc trên phiếu")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
        self.given.emit(reason)
