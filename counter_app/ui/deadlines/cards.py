"""The lists of the board as numbers in a row, of which one is open; in two rows where narrow."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.domain.deadlines import BoardList
from counter_app.ui.deadlines.shown import LOOKS
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
            each: ListCard(shape, tone, BOARD_LIST_WORDS[each])
            for each, (shape, tone) in LOOKS.items()
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._per_row = 0
        self._arrange(len(self.cards))
        for at, (each, card) in enumerate(self.cards.items()):
            card.opened.connect(partial(self.opened.emit, each))
            card.moved.connect(partial(self._move, at))

    def _move(self, at: int, step: int) -> None:
        every = list(self.cards.values())
        every[(at + step) % len(every)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_counts(self, counts: Mapping[BoardList, int], open_list: BoardList) -> None:
        """Show the numbers, and which list is open."""
        for each, card in self.cards.items():
            card.show_number(number_words(counts[each]))
            set_look(card, ring=each is open_list)

    def begin(self) -> None:
        """Give the keyboard to the open list."""
        chosen = [card for card in self.cards.values() if card.property("ring")]
        (chosen or list(self.cards.values()))[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row or in two."""
        super().resizeEvent(event)
        count = len(self.cards)
        self._arrange(count if event.size().width() >= NARROW else (count + 1) // 2)

    def _arrange(self, per_row: int) -> None:
        if per_row == self._per_row:
            return
        self._per_row = per_row
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // per_row, at % per_row)
            card.set_low(per_row < len(self.cards))
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < per_row else 0)
