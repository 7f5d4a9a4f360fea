"""The slip on the screen before it goes to paper: In, Lưu tệp, Đóng, all by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import SlipPaper
from counter_app.ui.ports import Run
from counter_app.ui.printer import pictures
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.saving import ask_place
from counter_app.ui.words import SLIP_PAPER_WORDS

WIDTH = 900
"""A page of A4 on the screen, with what stands around it, in logical pixels."""

_ON_SCREEN = 96
"""Dots an inch at which a page is about as large on the screen as on paper."""


class SlipPreview(QWidget):
    """Shows the pages of a PDF; says what the clerk wants done with them.

    Whoever shows it does what is wanted (prints, saves, records) and answers with the notice bar.
    """

    print_wanted = Signal()
    save_wanted = Signal(object)
    """The clerk chose a file: its Path."""
    paper_wanted = Signal(object)
    """The clerk chose another paper: a SlipPaper."""
    closed = Signal()

    def __init__(self, run: Run, *, offers_papers: bool = True, parent: QWidget | None = None):
        super().__init__(parent)
        self._run = run
        self._name = "phieu.pdf"
        self.pdf = b""
        self.notice = NoticeBar()
        self.title = Label("", "heading")
        self.paper = Combo([(paper, SLIP_PAPER_WORDS[paper]) for paper in SlipPaper])
        self.paper.setAccessibleName("Khổ giấy")
        self.paper.setVisible(offers_papers)
        self.paper.picked.connect(self.paper_wanted)
        self.print_button = Button("In", "Ctrl+P", "main")
        self.save_button = Button("Lưu tệp", "Ctrl+S")
        self.close_button = Button("Đóng", "Esc")
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.closed)
        self._pages = QWidget()
        self._column = QVBoxLayout(self._pages)
        self._column.setSpacing(14)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._pages)
        self._area.setAccessibleName("Phiếu xem trước")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        box.addLayout(row(self.title, 1, self.paper))
        box.addWidget(self.notice)
        box.addWidget(self._area, 1)
        box.addLayout(row(1, self.close_button, self.save_button, self.print_button, gap=10))
        self.setFocusProxy(self.print_button)

    def show_pdf(self, pdf: bytes, title: str, name: str, paper: SlipPaper | None = None) -> None:
        """Show a PDF; ``name`` is the file name offered when it is saved."""
        self.pdf = pdf
        self._name = name
        self.title.setText(title)
        if paper is not None:
            self.paper.set_value(paper)
        scale = self.devicePixelRatioF()
        self._run(lambda: pictures(pdf, _ON_SCREEN * scale), self._show_pages, self._failed)

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._column.count()

    def _show_pages(self, pages: tuple[QImage, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for picture in pages:
            self._column.addWidget(self._page(picture))

    def _page(self, picture: QImage) -> QLabel:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        page = QLabel()
        page.setProperty("look", "paper")
        page.setPixmap(QPixmap.fromImage(picture))
        return page

    def _failed(self, error: CounterError) -> None:
        self.notice.fail(error)

    def _ask_where(self) -> None:
        path = ask_where_to_save(self, self._name)
        if path is not None:
            self.save_wanted.emit(path)


class PreviewDialog(QDialog):
    """The preview over the window; closing it leaves everything as it was."""

    def __init__(self, preview: SlipPreview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Xem trước phiếu")
        self.preview = preview
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(preview)
        preview.closed.connect(self.reject)
        room = parent.window().size()
        self.resize(min(WIDTH, room.width() - 40), room.height() - 40)


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Ask for a PDF file's place; None if the clerk thought better of it."""
    return ask_place(parent, "Lưu phiếu thành tệp", name, "Tệp PDF (*.pdf)", ".pdf")
