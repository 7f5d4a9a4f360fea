"""From PDF bytes to paper, file and preview: sharp enough for a scanner, never on our thread."""

import queue
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.errors import Trouble
from counter_app.domain.facts import SlipPaper
from counter_app.ui.background import Background
from counter_app.ui.printer import (
    CannotSave,
    NoPrinter,
    PageUnreadable,
    Printing,
    pictures,
    print_pdf,
    save,
    system_printer,
)
from counter_app.ui.shared.preview import PreviewDialog, SlipPreview
from tests.ui.stand_ins import at_once

CODE = "H55.18.43-261123-2007"
A5 = (148 * mm, 210 * mm)
K80 = (80 * mm, 180 * mm)
THERMAL = 203


def a_slip(path: Path, size: tuple[float, float] = A5, pages: int = 1) -> bytes:
    """Return a PDF with the code as a Code 128 on each page, as slips have it."""
    canvas = Canvas(str(path), pagesize=size)
    dot = 72 / 203.2
    width, left = (0.38 * mm, 10 * mm) if size == A5 else (2 * dot, 16 * dot)
    for _ in range(pages):
        Code128(CODE, barWidth=width, barHeight=12 * mm).drawOn(canvas, left, size[1] - 40 * mm)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def to_file(path: Path, resolution: int = 0) -> QPrinter:
    """Return a printer that writes what it would print into a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    if resolution:
        printer.setResolution(resolution)
    return printer


def read_code(page: pypdfium2.PdfPage, dots_per_inch: int = 300) -> list[str]:
    picture: Image.Image = page.render(scale=dots_per_inch / 72).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_a_printed_slip_can_be_scanned(tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "printed.pdf"
    print_pdf(a_slip(tmp_path / "slip.pdf"), to_file(out), "Giay hen")
    document = pypdfium2.PdfDocument(out)
    assert read_code(document[0]) == [CODE]
    document.close()


def test_a_thermal_slip_keeps_its_size_and_can_be_scanned(tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "printed.pdf"
    print_pdf(a_slip(tmp_path / "slip.pdf", K80), to_file(out, resolution=THERMAL))
    document = pypdfium2.PdfDocument(out)
    assert document[0].get_size() == pytest.approx(K80, abs=2)
    assert read_code(document[0], THERMAL * 2) == [CODE]
    document.close()


def test_every_page_is_printed_in_its_own_size(tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "printed.pdf"
    print_pdf(a_slip(tmp_path / "slip.pdf", pages=3), to_file(out))
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 3
    assert document[2].get_size() == pytest.approx(A5, abs=2)
    document.close()


def test_what_is_no_pdf_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(PageUnreadable):
        pictures(b"no pdf", 96)


def test_a_printer_that_is_not_there_is_said(qtbot: QtBot) -> None:
    with pytest.raises(NoPrinter):
        system_printer("May in khong co")


def test_printing_happens_on_the_desk_thread(
    background: Background, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: queue.SimpleQueue[Trouble] = queue.SimpleQueue()
    printing = Printing(background.for_screen(background), lambda: "May in khong co")
    printing.print_pdf(a_slip(tmp_path / "slip.pdf"), "Giay hen", lambda: None, heard.put)
    qtbot.waitUntil(lambda: not heard.empty())
    assert isinstance(heard.get(), NoPrinter)


def test_a_page_can_be_rendered_beside_the_window(
    background: Background, tmp_path: Path, qtbot: QtBot
) -> None:
    pdf = a_slip(tmp_path / "slip.pdf")
    done: list[QSizeF] = []
    background.run(lambda: pictures(pdf, 96), lambda pages: done.append(pages[0].size().toSizeF()))
    qtbot.waitUntil(lambda: len(done) == 1)
    assert done[0].width() == pytest.approx(148 / 25.4 * 96, abs=2)


def test_a_slip_is_saved_whole(tmp_path: Path) -> None:
    save(b"%PDF", tmp_path / "giay-hen.pdf")
    assert (tmp_path / "giay-hen.pdf").read_bytes() == b"%PDF"
    assert [file.name for file in tmp_path.iterdir()] == ["giay-hen.pdf"]


def test_a_place_that_cannot_be_written_is_said_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(CannotSave):
        save(b"%PDF", tmp_path / "no-such-folder" / "giay-hen.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> SlipPreview:
    preview = SlipPreview(at_once)
    qtbot.addWidget(preview)
    preview.resize(700, 700)
    preview.show()
    with qtbot.waitActive(preview):
        preview.activateWindow()
    preview.show_pdf(a_slip(tmp_path / "slip.pdf", pages=2), "Giấy hẹn", "hen.pdf", SlipPaper.A5)
    return preview


def test_the_preview_shows_every_page(preview: SlipPreview) -> None:
    assert preview.page_count() == 2
    assert preview.paper.value() is SlipPaper.A5


def test_another_slip_takes_the_place_of_the_former(preview: SlipPreview, tmp_path: Path) -> None:
    preview.show_pdf(a_slip(tmp_path / "other.pdf"), "Giấy hẹn", "hen.pdf")
    assert preview.page_count() == 1


def test_the_preview_is_driven_by_keys(
    preview: SlipPreview, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    monkeypatch.setattr(
        "counter_app.ui.shared.preview.ask_where_to_save", lambda *_: tmp_path / "x.pdf"
    )
    with qtbot.waitSignal(preview.print_wanted):
        QTest.keyClick(preview, Qt.Key.Key_P, control)
    with qtbot.waitSignal(preview.save_wanted) as saved:
        QTest.keyClick(preview, Qt.Key.Key_S, control)
    assert saved.args == [tmp_path / "x.pdf"]
    with qtbot.waitSignal(preview.closed):
        QTest.keyClick(preview, Qt.Key.Key_Escape)


def test_another_paper_is_asked_for(preview: SlipPreview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.paper_wanted) as wanted:
        QTest.keyClick(preview.paper, Qt.Key.Key_Down)
    assert wanted.args == [SlipPaper.K80]


def test_a_broken_slip_is_said_in_the_preview(preview: SlipPreview) -> None:
    preview.show_pdf(b"no pdf", "Giấy hẹn", "hen.pdf")
    assert "Không đọc được trang in" in preview.notice.text


def test_closing_the_dialog_leaves_everything(preview: SlipPreview, qtbot: QtBot) -> None:
    dialog = PreviewDialog(SlipPreview(at_once), preview)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
