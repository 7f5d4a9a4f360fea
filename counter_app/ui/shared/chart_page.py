"""The charts of a report on a screen, drawn for its size and theme, and their way to a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from counter_app.domain.charts import PAPER, ChartColours
from counter_app.domain.errors import CounterError, Trouble
from counter_app.ui.ports import Run
from counter_app.ui.printer import POINTS_PER_INCH, pictures
from counter_app.ui.shared.saving import ask_place
from counter_app.ui.shared.scrolling import ScrollArea
from counter_app.ui.theme import colour, larger

Draw = Callable[[ChartColours, tuple[float, float] | None], bytes]
"""Makes the charts as PDF: in these colours, for paper or of a size in points."""

SAVED = 150
"""Dots an inch in a picture that is saved: 1754 across, and as high as the pages need."""

_PIXELS = 140
"""So many pixels of normal text size are a hundred points: the letters are those of a table."""

_LEAST_WIDTH, _LEAST_HEIGHT = 500, 380
_SETTLED = 150
"""Milliseconds after which a window that was pulled to another size has it."""

_COLOURS = {
    "ground": "card",
    "text": "text",
    "second": "text_second",
    "line": "line",
    "received": "accent",
    "solved": "done",
    "late": "overdue",
}


class ChartFailed(Trouble):
    """The picture of the charts could not be made."""


def screen_colours() -> ChartColours:
    """Return the colours of the theme in force."""
    return ChartColours(**{name: colour(token).name() for name, token in _COLOURS.items()})


class ChartPage(ScrollArea):
    """Shows charts as wide as there is room for; the arrows and the page keys scroll them."""

    def __init__(self, run: Run, failed: Callable[[CounterError], None]) -> None:
        super().__init__()
        self._run, self._failed = run, failed
        self._draw: Draw | None = None
        self._drawn_for: tuple[ChartColours, tuple[float, float]] | None = None
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._settling = QTimer(self, interval=_SETTLED, singleShot=True)
        self._settling.timeout.connect(self._redraw)
        self.setAccessibleName("Biểu đồ")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._label)

    def show_charts(self, draw: Draw) -> None:
        """Show other charts."""
        self._draw, self._drawn_for = draw, None
        self._redraw()

    @property
    def is_shown(self) -> bool:
        """Whether charts are to be seen."""
        return not self._label.pixmap().isNull()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not drawn while nobody could see it."""
        super().showEvent(event)
        self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new size, once it stays."""
        super().resizeEvent(event)
        self._settling.start()

    def content(self, path: Path) -> bytes:
        """Return the charts as a file of this name has them, in the colours of paper.

        PDF, or for every other ending one picture (PNG). Called off the GUI thread.

        Raises:
            ChartFailed: the picture could not be made.
        """
        pdf = self._draw(PAPER, None) if self._draw is not None else b""
        return pdf if path.suffix.lower() == ".pdf" else picture_of(pdf)

    def _redraw(self) -> None:
        draw = self._draw
        if draw is None or not self.isVisible():
            return
        wanted = (screen_colours(), self._points())
        if wanted == self._drawn_for:
            return
        self._drawn_for = wanted
        dots = POINTS_PER_INCH * larger(_PIXELS) / 100 * self.devicePixelRatioF()
        self._run(
            lambda: stacked(pictures(draw(*wanted), dots)),
            self._show,
            self._failed,
            lane="charts.picture",
        )

    def _points(self) -> tuple[float, float]:
        """Return the size of a page, in points, that fills the view without being cramped."""
        a_hundred, room = larger(_PIXELS), self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(_LEAST_WIDTH, (room.width() - bar) * 100 // a_hundred)
        return float(width), float(max(_LEAST_HEIGHT, room.height() * 100 // a_hundred))

    def _show(self, picture: QImage) -> None:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._label.setPixmap(QPixmap.fromImage(picture))


def stacked(pages: tuple[QImage, ...]) -> QImage:
    """Return pages as one picture, one under the other."""
    size = QSize(max(p.width() for p in pages), sum(p.height() for p in pages))
    whole = QImage(size, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter, y = QPainter(whole), 0
    for page in pages:
        painter.drawImage(0, y, page)
        y += page.height()
    painter.end()
    return whole


def picture_of(pdf: bytes) -> bytes:
    """Return the pages of a PDF as one picture, as the bytes of a PNG.

    Raises:
        ChartFailed: the picture could not be made.
    """
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not stacked(pictures(pdf, SAVED)).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ChartFailed
    return bytes(made.data())


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask for the place of a picture or a PDF; None if the person thought better of it."""
    kinds = "Hình PNG (*.png);;Tệp PDF (*.pdf)"
    return ask_place(parent, "Lưu biểu đồ", name, kinds, ".png", ".pdf")
