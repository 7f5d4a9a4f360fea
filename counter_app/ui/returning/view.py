"""The screen "Trả kết quả": four pages, for the desk, the post, files, and what came in."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import ChannelOut
from counter_app.ui.ports import Memory
from counter_app.ui.returning.arrive_page import ArrivePage
from counter_app.ui.returning.desk_page import DeskPage
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.send_page import SendPage
from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.theme import colour

NARROW_BELOW = 960
"""Below this width of the screen, in logical pixels, the tabs take their short words."""

TITLE = "Trả kết quả"
_TITLES = ("Tại quầy", "Bưu chính", "Bản điện tử", "Nhận kết quả về")
_SHORT = ("Quầy", "Bưu chính", "Điện tử", "Về quầy")
_WAYS = (ChannelOut.DESK, ChannelOut.POST, ChannelOut.ELECTRONIC)
_CHOSEN = "QPushButton:checked { background: %s; color: %s; border: 2px solid %s; }"


class ReturningView(ScreenBase):
    """Hands results out. F3 at the desk, F4 post, F5 files, F7 what came in."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    result_returned = Signal(str, bool)
    """A result went out at the desk: its code, and whether the citizen was asked already."""

    visitors_wanted = Signal(bool)
    """The clerk says whether scans are the visitors' from now on."""

    def __init__(
        self, ports: ReturningPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, parent)
        self._ports = ports
        self.desk = DeskPage(ports, self, memory)
        self.post = SendPage(ports, self, ChannelOut.POST)
        self.electronic = SendPage(ports, self, ChannelOut.ELECTRONIC)
        self.arrived = ArrivePage(ports, self)
        self.pages = (self.desk, self.post, self.electronic, self.arrived)
        self._counts: tuple[int, ...] = (0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.tabs = tuple(
            self._tab(title, f"F{key}") for title, key in zip(_TITLES, (3, 4, 5, 7), strict=True)
        )
        for page in self.pages:
            self._stack.addWidget(page)
        self.for_visitors = _checkable("Quét cho dân", "F12")
        self.for_visitors.clicked.connect(self.visitors_wanted)
        self.for_visitors.hide()
        self.add_top(self.for_visitors, *self.tabs)
        self.body.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._turn_to)
        self.desk.result_returned.connect(self.result_returned)
        self.setFocusProxy(self.desk.search)

    def _tab(self, title: str, key: str) -> Button:
        button = _checkable(title, key)
        at = len(self._group.buttons())
        self._group.addButton(button, at)
        button.setChecked(at == 0)
        return button

    @property
    def front(self) -> DeskPage | SendPage | ArrivePage:
        """The page in front."""
        return self.pages[self._stack.currentIndex()]

    @Slot(int)
    def _turn_to(self, at: int) -> None:
        self.notice.clear()
        self._stack.setCurrentIndex(at)
        self.front.to_begin()

    def opened(self) -> None:
        """Come to the front, ready for the next slip."""
        self.refresh()
        self.front.to_begin()

    def refresh(self) -> None:
        """Something was recorded: read again what waits."""
        self._ports.run(
            self._ports.to_collect, self._show_waiting, self._fail, lane="returning.waiting"
        )

    def release(self) -> None:
        """Free the pages after something unforeseen; what was typed still stands there."""
        for page in self.pages:
            page.presenter.release()

    def accepts_card(self) -> bool:
        """Take a card at the desk: it says who receives a result, or whose results wait."""
        return self.front is self.desk

    def card_scanned(self, payload: str) -> None:
        """Take the text of a scanned card."""
        self.desk.presenter.card_scanned(payload)

    def take_scan(self, text: str) -> bool:
        """Take a slip or a tracking number where the page in front works with it."""
        return self.front.take_scan(text)

    def open_dossier(self, code: str) -> None:
        """Leave for the page of a dossier."""
        self.dossier_wanted.emit(code)

    def show_visitors(self, is_open: bool, is_on: bool) -> None:
        """Offer the switch while the visitors' window is open, and show how it stands."""
        self.for_visitors.setVisible(is_open)
        self.for_visitors.setChecked(is_on)
        self._name_tabs()

    def hand_out(self, code: str) -> None:
        """Bring a dossier to the desk: its result is asked for from elsewhere."""
        self.tabs[0].click()
        self.desk.presenter.open(code)

    def _show_waiting(self, rows: tuple[DossierRow, ...]) -> None:
        for page in (self.desk, self.post, self.electronic):
            page.presenter.show_waiting(rows)
        ways = [row.channel_out for row in rows]
        self._counts = (*(ways.count(way) for way in _WAYS), 0)
        self._name_tabs()

    def _name_tabs(self) -> None:
        is_narrow = self.width() < NARROW_BELOW
        titles = _SHORT if is_narrow else _TITLES
        self.for_visitors.set_words("Cho dân" if is_narrow else "Quét cho dân")
        # The rail says where one is; the switch must be in sight.
        self.set_title("" if is_narrow and not self.for_visitors.isHidden() else TITLE)
        for tab, title, count in zip(self.tabs, titles, self._counts, strict=True):
            tab.set_words(f"{title} ({count})" if count else title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take short words where there is little room."""
        super().resizeEvent(event)
        self._name_tabs()

    def _fail(self, error: CounterError) -> None:
        self.notice.fail(error)


def _checkable(words: str, key: str) -> Button:
    button = Button(words, key)
    button.setCheckable(True)
    tones = (colour("row_chosen"), colour("row_chosen_text"), colour("accent"))
    button.setStyleSheet(_CHOSEN % tuple(tone.name() for tone in tones))
    return button
