"""The fee lines: a name and an amount each, typed as ``10000`` or ``10.000``."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.ui.intake.form import FeeRow
from counter_app.ui.intake.person_box import FormField
from counter_app.ui.intake.reading import Unreadable, read_amount
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import Button, Label, row, set_look
from counter_app.ui.words import number_words

MOST_FEES = 20


class _FeeLine(QWidget):
    """One fee."""

    def __init__(self, fee: FeeRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = FormField("tên khoản thu")
        self.name.setAccessibleName("Tên khoản thu")
        self.amount = FormField("số tiền")
        self.amount.setAccessibleName("Số tiền, đồng")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setFixedWidth(96)
        self.drop = Button("✕", look="link")
        self.drop.setAccessibleName("Bỏ khoản thu này")
        self.drop.setToolTip("Bỏ khoản thu này")
        self.drop.setFixedWidth(28)
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.error = Label(look="fault", wraps=True)
        self.error.hide()
        self.show_fee(fee)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.name, 1)
        line.addWidget(self.amount)
        line.addWidget(self.drop)
        box.addLayout(line)
        box.addWidget(self.error)
        self.amount.editingFinished.connect(self._tidy)

    def show_fee(self, fee: FeeRow) -> None:
        for field, text in ((self.name, fee.name), (self.amount, fee.amount)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
            field.setToolTip(text)

    def fee(self) -> FeeRow:
        return FeeRow(self.name.text(), self.amount.text())

    def _tidy(self) -> None:
        try:
            self.amount.setText(number_words(read_amount(self.amount.text())))
        except Unreadable:
            return


class FeesBox(QWidget):
    """Shows what the catalogue says of the fee, and the lines that are taken."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_FeeLine] = []
        self.words = ElidedLabel("", "table")
        self.add = Button("Thêm khoản thu", look="link")
        self.add.clicked.connect(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Label("Lệ phí", "label"))
        box.addLayout(self._rows)
        line = row(self.words, self.add)
        line.setStretch(0, 1)
        box.addLayout(line)

    def rows(self) -> tuple[FeeRow, ...]:
        """Return the fee lines as typed."""
        return tuple(line.fee() for line in self._lines)

    def show_rows(self, rows: tuple[FeeRow, ...]) -> None:
        """Show these fee lines."""
        while len(self._lines) > len(rows):
            self._remove(self._lines[-1])
        for line, fee in zip(self._lines, rows, strict=False):
            line.show_fee(fee)
        for fee in rows[len(self._lines) :]:
            self._append(fee)

    def say(self, words: str, details: str) -> None:
        """Show what the catalogue says of the fee."""
        self.words.set_words(words)
        self.words.setToolTip(details or words)

    def set_errors(self, sentences: dict[int, str]) -> None:
        """Mark the lines that are wrong."""
        for index, line in enumerate(self._lines):
            text = sentences.get(index, "")
            line.error.setText(text)
            line.error.setVisible(bool(text))
            set_look(line.amount, wrong=bool(text))

    def focus_line(self, index: int) -> None:
        """Put the cursor into a line."""
        if index < len(self._lines):
            self._lines[index].amount.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> None:
        if len(self._lines) < MOST_FEES:
            self._append(FeeRow("Lệ phí" if not self._lines else "", "")).amount.setFocus(
                Qt.FocusReason.TabFocusReason
            )
            self.edited.emit()

    def _append(self, fee: FeeRow) -> _FeeLine:
        line = _FeeLine(fee, self)
        before = self._lines[-1].amount if self._lines else None
        line.name.textEdited.connect(self.edited)
        line.amount.textEdited.connect(self.edited)
        line.drop.clicked.connect(lambda: self._drop(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        if before is not None:
            QWidget.setTabOrder(before, line.name)
        QWidget.setTabOrder(line.name, line.amount)
        QWidget.setTabOrder(line.amount, self.add)
        return line

    def _drop(self, line: _FeeLine) -> None:
        self._remove(line)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _remove(self, line: _FeeLine) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
