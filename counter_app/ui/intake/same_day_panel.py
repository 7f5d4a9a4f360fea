"""The panel of what is solved while the citizen waits: result, receiver, fee, satisfaction."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter_app.ui.intake.pay_line import PayLine
from counter_app.ui.intake.person_box import FormField
from counter_app.ui.intake.same_day_part import SameDayShown, SameDayTyped
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.faces import SatisfactionChoice
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.words import fault_words


class SameDayPanel(Card):
    """Shows and reads; knows nothing of what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=18, gap=10, parent=parent)
        self.title = ElidedLabel("", "title")
        self.procedure = ElidedLabel("", "second")
        self.slip = Button("In giấy hẹn", "Ctrl+P", look="link")
        self.kind = FormField("ví dụ: Giấy khai sinh")
        self.number = FormField("không bắt buộc")
        self.receiver = FormField("họ và tên người nhận")
        self.receiver_id = FormField("quét thẻ hoặc gõ số")
        self.pay = PayLine()
        self.faces = SatisfactionChoice(keys="Ctrl+{}")
        self.fields = {
            "kind": LabelledField("Loại kết quả", self.kind),
            "number": LabelledField("Số kết quả", self.number),
            "receiver": LabelledField("Người nhận", self.receiver),
            "receiver_id": LabelledField("Số thẻ người nhận", self.receiver_id),
        }
        head = row(self.title, self.slip)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.procedure)
        for names in (("kind", "number"), ("receiver", "receiver_id")):
            line = row(*(self.fields[name] for name in names))
            line.setStretch(0, 3)
            line.setStretch(1, 2)
            self.body.addLayout(line)
        self.body.addWidget(self.pay)
        self.body.addWidget(Label("Người dân có hài lòng không? (không bắt buộc)", "label"))
        self.body.addWidget(self.faces)
        self.body.addStretch(1)

    def show_dossier(self, shown: SameDayShown) -> None:
        """Show a dossier with empty fields but for what is likely."""
        self.title.set_words(f"Trả ngay {shown.code} · {shown.applicant}")
        self.procedure.set_words(shown.procedure)
        for field in (self.kind, self.number, self.receiver_id):
            field.clear()
        self.receiver.setText(shown.receiver)
        self.pay.show_due(shown.fee)
        self.faces.set_value(None)
        self.show_problems({})
        self.kind.setFocus(Qt.FocusReason.TabFocusReason)

    def typed(self) -> SameDayTyped:
        """Return what stands in the fields."""
        return SameDayTyped(
            kind=self.kind.text(),
            number=self.number.text(),
            receiver=self.receiver.text(),
            receiver_id=self.receiver_id.text().strip(),
            payment=self.pay.typed(),
            satisfaction=self.faces.value(),
        )

    def show_receiver(self, name: str, number: str) -> None:
        """Show whose card was scanned."""
        self.receiver.setText(name)
        self.receiver_id.setText(number)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that are wrong, and put the cursor into one of them."""
        for name, field in self.fields.items():
            fault = problems.get(name, "")
            field.set_error(fault_words(fault) if fault else "")
        self.pay.show_problems(problems)
        if "receiver" in problems:
            self.receiver.setFocus(Qt.FocusReason.TabFocusReason)
