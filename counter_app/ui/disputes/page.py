"""The page of one dispute: its sides beside each other, the choice, and the written reason."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.plain_text import composed
from counter_app.ui.disputes.presenter import Choice
from counter_app.ui.disputes.shown import DisputeShown
from counter_app.ui.disputes.side_card import ChoiceCard, NeitherCard, SideCard
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import GAP, Card, Label

_MOST_BESIDE = 3
_REASON_HEIGHT = 62


class DisputePage(QWidget):
    """Shows a :class:`DisputeShown`; Tab leads from the sides to the reason, arrows choose."""

    chosen = Signal()
    """Another side was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: DisputeShown | None = None
        self._group = QButtonGroup(self)
        self.cards: tuple[ChoiceCard, ...] = ()
        self._what = Label(look="strong", wraps=True)
        self._until_then = Label(look="table", wraps=True)
        self._of_many = Label(look="advice", wraps=True)
        self._fault = Label(look="fault", wraps=True)
        self._fault.hide()
        self._sides = QWidget()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self._reason_field = LabelledField(
            "Lý do quyết định (người khác ở mọi nơi sẽ đọc được)", self.reason
        )
        self.reason.textChanged.connect(self._forget_reason_fault)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._lay_out()

    def choice(self) -> Choice:
        """Return what is chosen."""
        card = next((card for card in self.cards if card.radio.isChecked()), None)
        return Choice() if card is None else Choice(True, card.holds)

    def reason_words(self) -> str:
        """Return the written reason, composed."""
        return composed(self.reason.toPlainText())

    def show_dispute(self, shown: DisputeShown, *, keeps_input: bool) -> None:
        """Show a dispute; what was chosen and typed stays where that is wanted and fits."""
        if keeps_input and shown == self._shown:
            return
        before = self.choice() if keeps_input else Choice()
        had_focus = self._sides.isAncestorOf(QApplication.focusWidget() or self)
        self._shown = shown
        self._what.setText(f"{shown.applicant} · {shown.procedure}")
        self._until_then.setText(shown.until_then)
        self._of_many.setText(shown.of_many)
        self._of_many.setVisible(bool(shown.of_many))
        self._show_cards(shown)
        if not keeps_input:
            self.reason.clear()
            self.show_faults("", "")
        for card in self.cards:
            if before.is_made and card.holds == before.holds:
                card.radio.setChecked(True)
        if had_focus:
            self.begin()

    def begin(self) -> None:
        """Give the keyboard to the choice."""
        made = [card.radio for card in self.cards if card.radio.isChecked()]
        radios = made or [card.radio for card in self.cards]
        if radios:
            radios[0].setFocus(Qt.FocusReason.TabFocusReason)

    def show_faults(self, choice: str, reason: str) -> None:
        """Say beside the choice and the reason what is wrong; the first one gets the keyboard."""
        self._fault.setText(choice)
        self._fault.setVisible(bool(choice))
        self._reason_field.set_error(reason)
        if choice:
            self.begin()
        elif reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_choice_fault(self) -> None:
        """A choice was made: nothing is wrong with it any more."""
        self._fault.hide()

    @Slot()
    def _forget_reason_fault(self) -> None:
        if self.reason_words():
            self._reason_field.set_error("")

    def words(self) -> str:
        """Return everything that stands on the page, for whoever reads it aloud or tests it."""
        return "\n".join(label.text() for label in self.findChildren(Label) if not label.isHidden())

    def _lay_out(self) -> None:
        head = Card(gap=3)
        for label in (self._what, self._until_then, self._of_many):
            head.body.addWidget(label)
        self._box.addWidget(head)
        self._box.addWidget(
            Label(
                "Các quầy đã làm khác nhau khi chưa biết việc của nhau. Việc nào có hiệu lực?",
                "label",
                wraps=True,
            )
        )
        self._box.addWidget(self._fault)
        self._box.addWidget(self._sides)
        self._box.addWidget(self._reason_field)
        self._box.addStretch(1)

    def _show_cards(self, shown: DisputeShown) -> None:
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        beside = min(len(shown.sides), _MOST_BESIDE)
        group = QButtonGroup(self)
        cards: list[ChoiceCard] = [SideCard(side) for side in shown.sides]
        for at, card in enumerate(cards):
            grid.addWidget(card, at // beside, at % beside)
            grid.setColumnStretch(at % beside, 1)
        cards.append(NeitherCard(shown.neither))
        grid.addWidget(cards[-1], grid.rowCount(), 0, 1, beside)
        for card in cards:
            group.addButton(card.radio)
        group.buttonToggled.connect(self.chosen)
        self._group.deleteLater()
        self._group, self.cards = group, tuple(cards)
        self._box.replaceWidget(self._sides, sides)
        self._sides.hide()
        self._sides.deleteLater()
        self._sides = sides
        self.setTabOrder(cards[-1].radio, self.reason)
