"""How content a citizen is: three faces with their words, drawn, large enough for a finger."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPainterPath, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter_app.domain.facts import Satisfaction
from counter_app.ui.shared.looks import Label
from counter_app.ui.theme import colour
from counter_app.ui.words_of_following import SATISFACTION_LEVELS

_TONES = {
    Satisfaction.VERY_SATISFIED: "done",
    Satisfaction.SATISFIED: "accent",
    Satisfaction.NOT_SATISFIED: "overdue",
}
_CURVES = {
    Satisfaction.VERY_SATISFIED: 0.30,
    Satisfaction.SATISFIED: 0.10,
    Satisfaction.NOT_SATISFIED: -0.22,
}
"""How far the middle of the mouth lies below its corners, as a share of the face."""

_FRAME = "QPushButton:checked { background: %s; border: 3px solid %s; }"


def face_picture(level: Satisfaction, size: int, scale: float = 1.0) -> QPixmap:
    """Return the face of a level, ``size`` logical pixels wide, sharp at the screen's scale."""
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(_TONES[level]), max(2.0, size / 14)))
    edge = size / 12
    painter.drawEllipse(QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.drawPath(_mouth(size, _CURVES[level]))
    painter.setBrush(colour(_TONES[level]))
    for x in (0.36, 0.64):
        painter.drawEllipse(QPointF(size * x, size * 0.40), size / 26, size / 26)
    painter.end()
    return picture


def _mouth(size: int, curve: float) -> QPainterPath:
    corner = 0.62 if curve > 0 else 0.70
    mouth = QPainterPath(QPointF(size * 0.30, size * corner))
    mouth.quadTo(QPointF(size * 0.5, size * (corner + curve)), QPointF(size * 0.70, size * corner))
    return mouth


class FaceButton(QPushButton):
    """A face with its words, beside it or beneath it; pressed, it stays chosen."""

    def __init__(
        self, level: Satisfaction, size: int, *, key_words: str = "", is_tall: bool = False
    ) -> None:
        super().__init__()
        self.level = level
        self.setCheckable(True)
        self.setAccessibleName(SATISFACTION_LEVELS[level])
        tones = (colour("accent_soft").name(), colour(_TONES[level]).name())
        self.setStyleSheet(_FRAME % tones)
        self._face = QLabel()
        self._face.setPixmap(face_picture(level, size, self.devicePixelRatioF()))
        self.words = Label(SATISFACTION_LEVELS[level], "strong")
        self._key = Label(key_words, "second")
        self._box = QVBoxLayout(self) if is_tall else QHBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignCenter
        for label in (self._face, self.words, self._key):
            label.setAlignment(middle)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._box.addWidget(label)
        self._box.setAlignment(middle)
        self._box.setContentsMargins(12, 4, 12, 4)
        self._key.setVisible(bool(key_words))

    def set_face_size(self, size: int) -> None:
        """Draw the face in another size."""
        self._face.setPixmap(face_picture(self.level, size, self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        """Return the room that the face and its words take."""
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self._box.minimumSize()


class SatisfactionChoice(QWidget):
    """Three faces of which one may be chosen; choosing it again takes the choice back."""

    chosen = Signal(object)
    """Another level was chosen, or None."""

    def __init__(self, keys: str = "Ctrl+{}", size: int = 26, parent: QWidget | None = None):
        super().__init__(parent)
        self.buttons: dict[Satisfaction, FaceButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for digit, level in enumerate(Satisfaction, start=1):
            key = keys.format(digit)
            button = FaceButton(level, size, key_words=key)
            button.clicked.connect(self._clicked)
            shortcut = QShortcut(QKeySequence(key), button)
            shortcut.activated.connect(button.click)
            self.buttons[level] = button
            line.addWidget(button, 1)

    def value(self) -> Satisfaction | None:
        """Return the level chosen, if one is."""
        return next((level for level, b in self.buttons.items() if b.isChecked()), None)

    def set_value(self, chosen: Satisfaction | None) -> None:
        """Show a level as chosen, or none."""
        for level, button in self.buttons.items():
            button.setChecked(level is chosen)

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        for other in self.buttons.values():
            if other is not button:
                other.setChecked(False)
        self.chosen.emit(self.value())
