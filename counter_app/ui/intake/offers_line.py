"""The hint line of the people card: what was noticed, and what may be taken over with one key."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.ui.intake.screen import Offers
from counter_app.ui.intake.sentences import short
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import Button, Label

MOST_OFFERS = 3
LETTERS = (46, 46, 24, 16)
"""How many letters of an offer are shown, by the number of offers."""


class OffersLine(QWidget):
    """Shows a hint and its offers; Ctrl+1, Ctrl+2 and Ctrl+3 take them without the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel(look="second")
        self._warning = Label(look="advice", wraps=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self._text)
        self._row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._warning)
        box.addLayout(self._row)
        self.buttons: list[Button] = []
        self._offers = Offers()
        for number in range(MOST_OFFERS):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            key.activated.connect(lambda number=number: self.take(number))
        self.show_offers(Offers())

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._text.words

    def show_offers(self, offers: Offers) -> None:
        """Show other offers in place of those before."""
        self._offers = offers
        self._text.set_words(offers.text)
        self._warning.setText(offers.warning)
        self._warning.setVisible(bool(offers.warning))
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        shown = offers.offers[:MOST_OFFERS]
        for number, offer in enumerate(shown):
            words = short(offer.label, LETTERS[len(shown)])
            button = Button(f"{words}  Ctrl+{number + 1}", look="link")
            button.setAccessibleName(offer.label)
            button.setToolTip(offer.label)
            button.clicked.connect(offer.take)
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)

    def take(self, number: int) -> None:
        """Take an offer by its number."""
        if number < len(self._offers.offers):
            self._offers.offers[number].take()
