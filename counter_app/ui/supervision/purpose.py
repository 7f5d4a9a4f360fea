"""For which purpose something is taken out of the program: asked each time, and recorded."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.domain.people import StaffMember
from counter_app.services.acting import looks_only
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.words_of_review import EXPORT_WORDS


class PurposeDialog(QDialog):
    """Asks for the purpose in a line of words; Escape takes nothing out."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mục đích xuất số liệu")
        self.setMinimumWidth(460)
        self.purpose = TextField("Ví dụ: báo cáo tháng 11 gửi Sở Tư pháp")
        self.purpose.setProperty("keeps_enter", True)
        self.field = LabelledField("Dùng để làm gì", self.purpose, keeps_line=True)
        self.do_button = Button("Ghi mục đích và xuất", look="main")
        self.leave_button = Button("Thôi")
        self.do_button.clicked.connect(self._try)
        self.purpose.returnPressed.connect(self._try)
        self.leave_button.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(12)
        box.addWidget(Label(f"Xuất: {what}", "title", wraps=True))
        box.addWidget(
            Label("Mục đích được ghi vào nhật ký của người giám sát.", "second", wraps=True)
        )
        box.addWidget(self.field)
        box.addLayout(row(1, self.leave_button, self.do_button, gap=10))
        self.purpose.setFocus()

    def _try(self) -> None:
        if self.purpose.words():
            self.accept()
        else:
            self.field.set_error("Hãy ghi mục đích rồi mới xuất")


def asked_purpose(parent: QWidget, what: str) -> str:
    """Ask for the purpose; an empty text means that nothing is to be taken out."""
    dialog = PurposeDialog(what, parent)
    return dialog.purpose.words() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def with_purpose(by: StaffMember, parent: QWidget, what: str, do: Callable[[str], None]) -> None:
    """Export at once for a clerk; for a supervisor with the purpose, once it was told."""
    if not looks_only(by):
        do("")
    elif words := asked_purpose(parent, EXPORT_WORDS[what].lower()):
        do(words)
