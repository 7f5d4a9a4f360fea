"""The charts of the overview as a picture of their page, and their way into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from counter_app.domain.errors import CounterError, Trouble
from counter_app.ui.ports import Run
from counter_app.ui.printer import pictures, save

SHOWN, SAVED = 110, 150
"""Dots an inch on the screen, and in a picture that is saved."""


class ChartFailed(Trouble):
    """The picture of the charts could not be written where it was wanted."""


class ChartPage(QScrollArea):
    """Shows the page of the charts as wide as there is room for."""

    def __init__(self, run: Run, failed: Callable[[CounterError], None]) -> None:
        super().__init__()
        self._run, self._failed = run, failed
        self.pdf = b""
        self._picture = QImage()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setAccessibleName("Biểu đồ tổng quan")
        self.setWidgetResizable(True)
        self.setWidget(self._label)

    def show_pdf(self, pdf: bytes) -> None:
        """Show another page."""
        self.pdf = pdf
        dots = SHOWN * self.devicePixelRatioF()
        self._run(lambda: pictures(pdf, dots), self._show, self._failed, lane="charts.picture")

    @property
    def is_shown(self) -> bool:
        """Whether a page is to be seen."""
        return not self._picture.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, pages: tuple[QImage, ...]) -> None:
        self._picture = pages[0]
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        width = int(min(self.viewport().width() * ratio, self._picture.width()))
        fitted = self._picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self._label.setPixmap(QPixmap.fromImage(fitted))


def save_charts(pdf: bytes, path: Path) -> None:
    """Write the charts to a file: as PDF, or as a picture for every other ending.

    Raises:
        CannotSave, ChartFailed: the file could not be written.
    """
    if path.suffix.lower() == ".pdf":
        save(pdf, path)
    elif not pictures(pdf, SAVED)[0].save(str(path), "PNG"):  # type: ignore[call-overload]
        raise ChartFailed(str(path))


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask for the place of a picture or a PDF; None if the supervisor thought better of it."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Lưu biểu đồ", str(Path.home() / name), "Hình PNG (*.png);;Tệp PDF (*.pdf)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".png")
