"""From PDF bytes to paper, a file or a picture; nothing here needs the GUI thread.

Pages are rendered grey at 300 dots an inch, or at a thermal printer's own 203, never less: at
150 a Code 128 is no longer read. Each page keeps the size it has in the PDF.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from counter_app.domain.errors import Trouble
from counter_app.ui.ports import Run

DOTS_PER_INCH = 300
THERMAL = 203.2
"""Eight dots a millimetre; such printers call it 203. Slips for them are drawn on this grid."""
POINTS_PER_INCH = 72
_COARSEST_NATIVE = 200


class NoPrinter(Trouble):
    """The machine has no printer, or the one chosen in the settings is not there."""


class PrintFailed(Trouble):
    """The printer did not take the pages."""


class PageUnreadable(Trouble):
    """The bytes are no PDF that can be rendered."""


class CannotSave(Trouble):
    """The file could not be written where the clerk wanted it."""


def printer_names() -> tuple[str, ...]:
    """Return the printers that the system knows."""
    return tuple(QPrinterInfo.availablePrinterNames())


def system_printer(name: str = "") -> QPrinter:
    """Return the printer of this name, or the system's own choice for an empty name.

    Raises:
        NoPrinter: there is none.
    """
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull() and not name and printer_names():
        info = QPrinterInfo.printerInfo(printer_names()[0])
    if info.isNull():
        raise NoPrinter(name)
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def print_pdf(pdf: bytes, printer: QPrinter, title: str = "Phieu") -> None:
    """Print every page of a PDF; ``title`` names the job in ASCII letters.

    Raises:
        PageUnreadable, PrintFailed: nothing, or not everything, was printed.
    """
    document = _Document(pdf)
    printer.setDocName(title.encode("ascii", "replace").decode("ascii"))
    printer.setFullPage(True)
    _set_page(printer, document.size_of(0))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed(printer.printerName())
    try:
        for page in range(document.page_count):
            _set_page(printer, document.size_of(page))
            if page and not printer.newPage():
                raise PrintFailed(printer.printerName())
            _draw(painter, printer, document, page)
    finally:
        painter.end()


def pictures(pdf: bytes, dots_per_inch: float) -> tuple[QImage, ...]:
    """Return each page of a PDF as a picture, for the preview.

    Raises:
        PageUnreadable: the bytes are no PDF.
    """
    document = _Document(pdf)
    return tuple(document.picture(page, dots_per_inch) for page in range(document.page_count))


def save(pdf: bytes, path: Path) -> None:
    """Write a PDF beside its place and put it there whole.

    Raises:
        CannotSave: the place cannot be written; a former file there is left as it was.
    """
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_bytes(pdf)
        beside.replace(path)
    except OSError as error:
        _forget(beside)
        raise CannotSave(os.strerror(error.errno or 0)) from error


@dataclass(frozen=True)
class Printing:
    """Printing for screens: runs on the desk thread, answers on the GUI thread.

    ``printer_name`` is asked at each printing, so a changed setting holds at once.
    """

    run: Run
    printer_name: Callable[[], str]

    def send(self, pdf: bytes, title: str) -> None:
        """Print a PDF now, on this thread.

        Raises:
            NoPrinter, PrintFailed, PageUnreadable: not everything was printed.
        """
        print_pdf(pdf, system_printer(self.printer_name()), title)

    def print_pdf(
        self,
        pdf: bytes,
        title: str,
        on_done: Callable[[], None],
        on_error: Callable[[Trouble], None],
    ) -> None:
        """Print a PDF, then tell.

        ``on_error`` hears :class:`NoPrinter`, :class:`PrintFailed` or :class:`PageUnreadable`.
        """
        self.run(lambda: self.send(pdf, title), lambda _: on_done(), _narrowed(on_error))

    def save(
        self,
        pdf: bytes,
        path: Path,
        on_done: Callable[[Path], None],
        on_error: Callable[[Trouble], None],
    ) -> None:
        """Save a PDF as a file, then tell; ``on_error`` hears :class:`CannotSave`."""
        self.run(lambda: save(pdf, path), lambda _: on_done(path), _narrowed(on_error))


class _Document:
    """A PDF held in memory."""

    def __init__(self, pdf: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PageUnreadable(str(error)) from error

    @property
    def page_count(self) -> int:
        return len(self._pdf)

    def size_of(self, page: int) -> QSizeF:
        """Return a page's size in points."""
        return QSizeF(*self._pdf.get_page_size(page))

    def picture(self, page: int, dots_per_inch: float) -> QImage:
        """Return a page on white."""
        drawn = self._pdf[page].render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True)
        pixels = QImage(
            drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888
        )
        # The picture is copied, because the buffer belongs to the page and goes with it.
        return pixels.copy()


def _draw(painter: QPainter, printer: QPrinter, document: _Document, page: int) -> None:
    native = printer.resolution()
    is_native = _COARSEST_NATIVE <= native <= DOTS_PER_INCH
    dots = DOTS_PER_INCH if not is_native else THERMAL if native == int(THERMAL) else native
    picture = document.picture(page, dots).convertToFormat(QImage.Format.Format_Grayscale8)
    if is_native:
        painter.drawImage(0, 0, picture)
        return
    size = document.size_of(page) * (native / POINTS_PER_INCH)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    is_wide = size.width() > size.height()
    upright = size.transposed() if is_wide else size
    page = QPageSize(
        upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch
    )
    turn = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(page, turn, QMarginsF()))


def _narrowed(on_error: Callable[[Trouble], None]) -> Callable[[BaseException], None]:
    """Return ``on_error`` for a job that raises only troubles."""

    def tell(error: BaseException) -> None:
        if not isinstance(error, Trouble):
            raise error
        on_error(error)

    return tell


def _forget(path: Path) -> None:
    """Remove what was half written, if the disk still lets us."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
