"""A list of lines to tick, with a field for further ones; arrows and Space, Enter goes on."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.shared.fields import TextField
from counter_app.ui.steps.fields import Tick

LEAST_ROW = 30
MOST_HEIGHT = 150
_BESIDE_WORDS = 56


class _Lines(QListWidget):
    """The lines; those of many words take several lines of the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "ticks")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a line, so that Space has something to tick."""
        super().focusInEvent(event)
        if self.count() and self.currentRow() < 0:
            self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each line the height that its words need at this width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each line the height of its words, and the list that of its lines."""
        metrics = self.fontMetrics()
        width = max(80, self.viewport().width() - _BESIDE_WORDS)
        total = 0
        for at in range(self.count()):
            item = self.item(at)
            flags = int(Qt.TextFlag.TextWordWrap.value)
            needed = metrics.boundingRect(0, 0, width, 2000, flags, item.text()).height()
            height = max(LEAST_ROW, needed + 12)
            item.setSizeHint(QSize(width, height))
            total += height
        self.setFixedHeight(min(MOST_HEIGHT, total + 6))


class TickList(QWidget):
    """Shows :class:`Tick`; what is typed into the field below becomes a ticked line."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = _Lines(self)
        self.lines.setAccessibleName("Danh sách để đánh dấu")
        self.more = TextField("giấy tờ khác, gõ rồi Enter")
        self.more.setProperty("keeps_enter", True)
        self.more.setAccessibleName("Giấy tờ khác")
        self.more.returnPressed.connect(self._add)
        self.more.textEdited.connect(self.changed)
        self.lines.itemChanged.connect(self.changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.lines)
        box.addWidget(self.more)
        self.setFocusProxy(self.lines)

    def parts(self) -> tuple[QWidget, ...]:
        """Return what Tab visits, in reading order."""
        return (self.lines, self.more)

    def value(self) -> tuple[Tick, ...]:
        """Return every line; what stands in the field counts as ticked."""
        items = (self.lines.item(at) for at in range(self.lines.count()))
        ticks = tuple(
            Tick(item.text(), item.checkState() == Qt.CheckState.Checked) for item in items
        )
        typed = composed(self.more.text())
        return (*ticks, Tick(typed, True)) if typed else ticks

    def set_value(self, ticks: tuple[Tick, ...]) -> None:
        """Show these lines."""
        if ticks == self.value():
            return
        self.lines.clear()
        self.more.clear()
        for tick in ticks:
            self._append(tick)
        self.lines.setVisible(bool(ticks))
        self.setFocusProxy(self.lines if ticks else self.more)
        self.lines.fit()

    def _append(self, tick: Tick) -> None:
        item = QListWidgetItem(tick.words)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if tick.is_on else Qt.CheckState.Unchecked)
        item.setToolTip(tick.words)
        self.lines.addItem(item)

    @Slot()
    def _add(self) -> None:
        words = composed(self.more.text())
        if not words:
            self.more.focusNextChild()
            return
        self.more.clear()
        self._append(Tick(words, True))
        self.lines.show()
        self.lines.fit()
        self.lines.scrollToBottom()
        self.changed.emit()
