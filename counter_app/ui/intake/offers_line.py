"""The hint line of the people card: what was noticed, and what may be taken over with one key."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.ui.intake.screen import Offers
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import Button, set_look

MOST_OFFERS = 3
MOST_LETTERS = 46


class OffersLine(QWidget):
    """Shows a hint and its offers; Ctrl+1, Ctrl+2 and Ctrl+3 take them without the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel(look="second")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._text)
        self._row.addStretch(0)
        self.buttons: list[Button] = []
        self._offers = Offers()
        for number in range(MOST_OFFERS):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            key.activated.connect(lambda number=number: self.take(number))

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._text.words

    def show_offers(self, offers: Offers) -> None:
        """Show other offers in place of those before."""
        self._offers = offers
        self._text.set_words(offers.text)
        set_look(self._text, look="advice" if offers.is_warning else "second")
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, offer in enumerate(offers.offers[:MOST_OFFERS]):
            words = offer.label
            short = words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS].rstrip()}…"
            button = Button(f"{short}  Ctrl+{number + 1}", look="link")
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(offer.take)
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)

    def take(self, number: int) -> None:
        """Take an offer by its number."""
        if number < len(self._offers.offers):
            self._offers.offers[number].take()
