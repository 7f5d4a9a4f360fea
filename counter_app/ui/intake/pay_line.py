"""The fields of a payment in one line: amount, receipt, cash or transfer."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter_app.domain.facts import PayMethod
from counter_app.ui.intake.paying import PayTyped
from counter_app.ui.intake.person_box import FormField
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import row
from counter_app.ui.words import fault_words, number_words
from counter_app.ui.words_of_following import PAY_METHODS


class PayLine(QWidget):
    """Shows and reads a payment; knows nothing of what it is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = FormField("không thu")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.receipt = FormField("số biên lai")
        self.method = Combo(list(PAY_METHODS.items()))
        self.fields = {
            "amount": LabelledField("Thu lệ phí (đồng)", self.amount),
            "receipt": LabelledField("Số biên lai", self.receipt),
            "method": LabelledField("Hình thức", self.method),
        }
        self.setLayout(row(*self.fields.values()))

    def typed(self) -> PayTyped:
        """Return what stands in the fields."""
        method = PayMethod(self.method.value())
        return PayTyped(self.amount.text(), self.receipt.text(), method)

    def show_due(self, amount: int) -> None:
        """Offer the amount that is due; nothing is due for zero."""
        self.amount.setText(number_words(amount) if amount else "")
        self.receipt.clear()
        self.method.set_value(PayMethod.CASH)
        self.show_problems({})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that are wrong, and put the cursor into the first of them."""
        wrong = [name for name in self.fields if name in problems]
        for name, field in self.fields.items():
            fault = problems.get(name, "")
            field.set_error(fault_words(fault) if fault else "")
        if wrong:
            self.fields[wrong[0]].editor.setFocus(Qt.FocusReason.TabFocusReason)
