"""The help page (F1): the keys, the scanner, and what happens when the power goes."""

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser, QWidget

from counter_app.ui.shared.screen import ScreenBase


class HelpScreen(ScreenBase):
    """Shows the page in ``resources/help``."""

    def __init__(self, resources: Path, parent: QWidget | None = None) -> None:
        super().__init__("Trợ giúp", parent)
        self.set_subtitle("Nhấn F1 hoặc Alt + số để quay lại")
        page = QTextBrowser()
        page.setOpenLinks(False)
        page.setAccessibleName("Trợ giúp")
        page.setHtml((resources / "help" / "keys.html").read_text(encoding="utf-8"))
        self.body.addWidget(page, 1)
        self.setFocusProxy(page)
