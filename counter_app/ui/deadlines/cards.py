"""The lists of the board as numbers in a row, of which one is open; in two rows where narrow."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.domain.deadlines import BoardList
from counter_app.ui.deadlines.shown import LOOKS, RARE
from counter_app.ui.shared.looks import set_look
from counter_app.ui.shared.number_card import NumberCard
from counter_app.ui.words import number_words
from counter_app.ui.words_of_following import BOARD_LIST_WORDS

NARROW = 1_000
"""Below this width the cards stand in two rows, which are low."""


class ListCard(NumberCard):
    """The number of one list; the open one has a ring. Left and right go to its neighbours."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour with the arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class ListCards(QWidget):
    """One card for each list of the board."""

    opened = Signal(object)
    """A list was chosen: a BoardList."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {
            each: ListCard(shape, tone, BOARD_LIST_WORDS[each], self)
            for each, (shape, tone) in LOOKS.items()
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._shown: tuple[ListCard, ...] = ()
        self._per_row = 0
        for each, card in self.cards.items():
            card.opened.connect(partial(self.opened.emit, each))
            card.moved.connect(partial(self._move, card))
        self._arrange(tuple(card for each, card in self.cards.items() if each not in RARE))

    def _move(self, card: ListCard, step: int) -> None:
        at = self._shown.index(card) + step
        self._shown[at % len(self._shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_counts(self, counts: Mapping[BoardList, int], open_list: BoardList) -> None:
        """Show the numbers, and which list is open; rare lists only where they are not empty."""
        for each, card in self.cards.items():
            card.show_number(number_words(counts[each]))
            set_look(card, ring=each is open_list)
        self._arrange(
            tuple(
                card
                for each, card in self.cards.items()
                if each not in RARE or each is open_list or counts[each]
            )
        )

    def begin(self) -> None:
        """Give the keyboard to the open list."""
        chosen = [card for card in self._shown if card.property("ring")]
        (chosen or list(self._shown))[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row or in two."""
        super().resizeEvent(event)
        self._arrange(self._shown)

    def _arrange(self, shown: tuple[ListCard, ...]) -> None:
        is_low = self.width() < NARROW
        per_row = (len(shown) + 1) // 2 if is_low else len(shown)
        if (shown, per_row) == (self._shown, self._per_row):
            return
        self._shown, self._per_row = shown, per_row
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.setHidden(card not in shown)
        for at, card in enumerate(shown):
            self._grid.addWidget(card, at // per_row, at % per_row)
            card.set_low(is_low)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < per_row else 0)
