"""Two parts side by side, or beneath each other where there is little room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.ui.shared.looks import GAP


class Columns(QWidget):
    """Lays two parts out by the room there is; ``narrow_below`` is in logical pixels."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        shares: tuple[int, int] = (1, 1),
        narrow_below: int = 860,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow_below = narrow_below
        self._parts = (left, right)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._box.addWidget(left, shares[0])
        self._box.addWidget(right, shares[1])

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the wider part's width, because they may be stacked."""
        width = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn to the direction that fits."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < self._narrow_below
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
