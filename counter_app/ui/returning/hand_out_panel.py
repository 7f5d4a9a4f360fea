"""A dossier on the desk: who it is, what to look at, who receives it, how content they are."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.ui.intake.pay_line import PayLine
from counter_app.ui.intake.person_box import FormField
from counter_app.ui.returning.screen import HandOutTyped
from counter_app.ui.returning.shown import AtDesk
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.faces import SatisfactionChoice
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import Button, Card, Label, row, set_look
from counter_app.ui.words import fault_words

_LEAST_NAME = 240


class HandOutPanel(Card):
    """Shows an :class:`AtDesk` and reads what the clerk typed beneath it."""

    submitted = Signal()
    """Enter was pressed in the last field."""

    number_edited = Signal(str)
    """The number of the receiver's card was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, gap=7, parent=parent)
        self.applicant = ElidedLabel("", "title")
        self.standing = Label(look="heading")
        self.procedure = ElidedLabel("", "strong")
        self.details = ElidedLabel("", "second")
        self.warnings = Label(look="advice", wraps=True)
        self.checks = Label(look="table", wraps=True)
        self.receiver = FormField("họ và tên người nhận")
        self.number = FormField("quét thẻ hoặc gõ số")
        self.fields = {
            "receiver": LabelledField("Người nhận", self.receiver),
            "receiver_id": LabelledField("Số thẻ người nhận", self.number),
        }
        self.offers = (Button("", look="link"), Button("", look="link"))
        self.pay = PayLine()
        self.faces = SatisfactionChoice()
        self._lay_out()
        for button in self.offers:
            button.clicked.connect(self._take_offer)
        self.number.textEdited.connect(self.number_edited)
        self.number.returnPressed.disconnect()
        self.number.returnPressed.connect(self.submitted)

    def _lay_out(self) -> None:
        head = row(self.applicant, self.standing)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for part in (self.procedure, self.details, self.warnings, self.checks):
            self.body.addWidget(part)
        self.receiver.setMinimumWidth(_LEAST_NAME)
        people = row(self.fields["receiver"], self.fields["receiver_id"])
        people.setStretch(0, 3)
        people.setStretch(1, 2)
        self.body.addLayout(people)
        self._offers = QWidget()
        offered = row(*self.offers, 1)
        offered.setContentsMargins(0, 0, 0, 0)
        self._offers.setLayout(offered)
        self.body.addWidget(self._offers)
        self.body.addWidget(self.pay)
        content = QVBoxLayout()
        content.setSpacing(4)
        content.addWidget(Label("Người dân có hài lòng không? (không bắt buộc)", "label"))
        content.addWidget(self.faces)
        self.body.addLayout(content)

    def show_dossier(self, shown: AtDesk) -> None:
        """Show a dossier, with empty fields but for the likely receiver."""
        self.applicant.set_words(shown.applicant)
        self.standing.setText(shown.standing)
        set_look(self.standing, tone=shown.tone)
        self.procedure.set_words(f"{shown.code} · {shown.procedure}")
        self.details.set_words(shown.details)
        self.warnings.setText("\n".join(f"▲ {warning}" for warning in shown.warnings))
        self.warnings.setVisible(bool(shown.warnings))
        self.checks.setText("Xem: " + "  ·  ".join(shown.checks))
        self.receiver.setText(shown.receiver)
        self.number.clear()
        self._show_offers(shown)
        self.pay.setVisible(shown.unpaid > 0)
        self.pay.show_due(0)
        self.pay.amount.setPlaceholderText(f"còn {shown.unpaid:,} đ".replace(",", "."))
        self.faces.set_value(None)
        self.show_problems({})
        self.show_advice("")

    def _show_offers(self, shown: AtDesk) -> None:
        several = len(shown.receivers) > 1
        self._offers.setVisible(several)
        for button, (name, who) in zip(self.offers, shown.receivers, strict=False):
            button.set_words(f"{who}: {name}")
            button.setProperty("receiver", name)

    def typed(self) -> HandOutTyped:
        """Return what stands in the fields."""
        return HandOutTyped(
            receiver=self.receiver.words(),
            receiver_id=self.number.text().strip(),
            satisfaction=self.faces.value(),
            payment=self.pay.typed(),
        )

    def show_receiver(self, name: str, number: str, advice: str) -> None:
        """Show whose card was scanned."""
        self.receiver.setText(name)
        self.number.setText(number)
        self.show_advice(advice)

    def show_advice(self, advice: str) -> None:
        """Say what deserves a look about the receiver's card."""
        self.fields["receiver_id"].set_advice(advice)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that are wrong, and put the cursor into the first."""
        for name, field in self.fields.items():
            fault = problems.get(name, "")
            field.set_error(fault_words(fault) if fault else "")
        self.pay.show_problems(problems)
        if "receiver" in problems:
            self.receiver.setFocus()

    @Slot()
    def _take_offer(self) -> None:
        self.receiver.setText(str(self.sender().property("receiver")))
        self.number.setFocus()
