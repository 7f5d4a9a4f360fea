"""The units as a grid of tiles, like a map: coloured and worded by how late they are."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from counter_app.domain.figures import Figure
from counter_app.services.supervision import UnitLine
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.looks import Card, Label, row, set_look
from counter_app.ui.shared.scrolling import ScrollArea
from counter_app.ui.supervision.contact_words import short_state
from counter_app.ui.theme import colour
from counter_app.ui.words import number_words

TILE_WIDTH = 158
BAR, RING = 6, 2
MUCH, SOME = 0.10, 0.03
"""From these shares of late dossiers on, a unit is late much, or somewhat."""

LEGEND = "Quá hạn:  ▲ từ 10%   ● từ 3%   ◔ dưới 3%   ✓ không có   – chưa có hồ sơ"

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def lateness(unit: UnitLine) -> tuple[str, str, str]:
    """Return the shape, the tone and the words of how late a unit is."""
    share = unit.late_share
    if share is None:
        return "–", "paused", "chưa có hồ sơ"
    percent = f"{100 * share:.1f}".replace(".", ",")
    words = f"quá hạn {number_words(unit.late)} ({percent}%)"
    if not unit.late:
        return "✓", "done", "không có quá hạn"
    if share >= MUCH:
        return "▲", "overdue", words
    return ("●", "today", words) if share >= SOME else ("◔", "soon", words)


class Tile(Card):
    """A unit: its name, how late it is in words, shape and colour, and whether it is silent."""

    opened = Signal(object)
    moved = Signal(int)
    down = Signal(int)

    def __init__(self, unit: UnitLine, parent: QWidget | None = None) -> None:
        super().__init__(margin=12, gap=2, parent=parent)
        self.unit = unit
        shape, self._tone, words = lateness(unit)
        tally = unit.tally
        received, left = tally.count(Figure.RECEIVED_NOW), tally.count(Figure.IN_PROGRESS)
        counts = f"nhận {number_words(received)} · còn {number_words(left)}"
        self.body.setContentsMargins(8 + BAR, 6, 4, 6)
        mark = Label(shape)
        set_look(mark, tone=self._tone)
        line = row(mark, ElidedLabel(unit.name, "label"), gap=4)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(Label(words, "second"))
        last = Label(short_state(unit) or counts, "second")
        if unit.is_silent:
            set_look(last, tone="overdue")
        self.body.addWidget(last)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        state = short_state(unit).removeprefix("▲ ")
        silence = f", {state}" if state else ""
        self.setAccessibleName(f"{unit.name}: {words}{silence}")
        self.setToolTip(f"{unit.name}: {counts}, {words}{silence}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, and its bar in the colour of the lateness."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRect(2, 8, BAR, self.height() - 16), colour(self._tone))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the unit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the unit with Enter; go to the neighbours with the arrows."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.unit)
        elif key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.down.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class TileGrid(ScrollArea):
    """All tiles, as many side by side as there is room for; the arrows go through them."""

    opened = Signal(object)
    """A unit was opened: its :class:`UnitLine`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("look", "page")
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        box.addLayout(self._grid)
        box.addStretch(1)
        self.setWidget(page)
        self.tiles: list[Tile] = []
        self._across = 0

    def show_units(self, units: Sequence[UnitLine]) -> None:
        """Show these units; the keyboard stays with the unit that had it."""
        held = next((tile.unit.code for tile in self.tiles if tile.hasFocus()), "")
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [Tile(unit, self.widget()) for unit in units]
        for tile in self.tiles:
            tile.opened.connect(self.opened)
            tile.moved.connect(self._move)
            tile.down.connect(self._move_down)
        self._across = 0
        self._arrange()
        for tile in self.tiles:
            tile.show()
            if tile.unit.code == held:
                tile.setFocus()

    def begin(self) -> None:
        """Give the keyboard to the first tile."""
        if self.tiles:
            self.tiles[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale = max(1.0, self.fontInfo().pixelSize() / 14)
        across = max(1, int(self.viewport().width() / (TILE_WIDTH * scale)))
        if across == self._across:
            return
        for column in range(max(across, self._across)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._across = across
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // across, at % across)

    def _move(self, step: int) -> None:
        self._focus_from(self.sender(), step)

    def _move_down(self, step: int) -> None:
        self._focus_from(self.sender(), step * self._across)

    def _focus_from(self, tile: object, step: int) -> None:
        at = next(i for i, each in enumerate(self.tiles) if each is tile) + step
        if 0 <= at < len(self.tiles):
            self.tiles[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.tiles[at])
