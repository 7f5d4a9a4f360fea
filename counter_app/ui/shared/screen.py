"""What every screen has: a title line with its actions, a notice bar, a body, a bottom line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter_app.ui.shared.looks import GAP, MARGIN, Label
from counter_app.ui.shared.notice import NoticeBar


class ScreenBase(QWidget):
    """A screen of the main window. The view inherits from it and fills ``body``.

    The main window calls ``opened`` each time the screen comes to the front and ``refresh``
    when something was recorded while it is there. Overriding ``accepts_card`` and
    ``card_scanned`` makes the screen take citizens' cards that are scanned over it.
    """

    badge_changed = Signal(int, bool)
    """A new number beside the screen's name in the rail, and whether it is an alarm."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._title = Label(title, "title")
        self._subtitle = Label(look="second")
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP)
        self._top.addWidget(self._title)
        self._top.addWidget(self._subtitle)
        self._top.addStretch(1)
        self.notice = NoticeBar()
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self._bottom = QHBoxLayout()
        self._bottom.setSpacing(10)
        self._bottom.addStretch(1)
        self._bottom_left_count = 0
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, 14, MARGIN, 14)
        page.setSpacing(GAP)
        page.addLayout(self._top)
        page.addWidget(self.notice)
        page.addLayout(self.body, 1)
        page.addLayout(self._bottom)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the title line."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_subtitle(self, text: str) -> None:
        """Say something in small letters beside the title."""
        self._subtitle.setText(text)

    def add_top(self, *widgets: QWidget) -> None:
        """Put actions at the right end of the title line, from left to right."""
        for widget in widgets:
            self._top.addWidget(widget)

    def add_bottom(self, *widgets: QWidget) -> None:
        """Put buttons at the bottom right, from left to right; the main one comes last."""
        for widget in widgets:
            self._bottom.addWidget(widget)

    def add_bottom_left(self, *widgets: QWidget) -> None:
        """Put quiet words or links at the bottom left."""
        for widget in widgets:
            self._bottom.insertWidget(self._bottom_left_count, widget)
            self._bottom_left_count += 1

    def opened(self) -> None:
        """Come to the front; the base shows what is new."""
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is shown; the base shows nothing that could change."""

    def accepts_card(self) -> bool:
        """Say whether a citizen's card may be scanned into this screen now."""
        return False

    def card_scanned(self, payload: str) -> None:
        """Take the text of a scanned card; only called where ``accepts_card`` says yes."""

    def take_scan(self, text: str) -> bool:
        """Take a scan that is no card, such as a dossier's code, and say whether it was taken.

        What no screen takes goes where it always goes: a code opens the page of its dossier.
        """
        return False

    def release(self) -> None:
        """Free what waits for an answer that will not come: something unforeseen went wrong."""

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return every button on the screen, for the test of keys."""
        return tuple(self.findChildren(QPushButton))
