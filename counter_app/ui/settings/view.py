"""The screen "Cài đặt": a list of pages at the left, one page beside it.

A page that needs the whole width (an edition, an import, a year's days) lies over them; Escape
leads back.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from counter_app.domain.procedure import Procedure
from counter_app.ui.ports import Memory
from counter_app.ui.settings.calendar_page import CalendarPage
from counter_app.ui.settings.catalogue_page import CataloguePage
from counter_app.ui.settings.choice_pages import (
    LooksPage,
    ModePage,
    PrinterPage,
    UnitPage,
    WarningsPage,
)
from counter_app.ui.settings.days_page import DaysPage
from counter_app.ui.settings.decisions_page import DecisionsPage
from counter_app.ui.settings.edition_page import EditionPage
from counter_app.ui.settings.forms import FORMS
from counter_app.ui.settings.hours_page import HoursPage
from counter_app.ui.settings.list_page import ListPage
from counter_app.ui.settings.page import FormPage, Page
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.scanner_page import ScannerPage
from counter_app.ui.shared.looks import GAP
from counter_app.ui.shared.screen import ScreenBase

_TITLE = "Cài đặt"
_NAV_WIDTH = 170
_TITLES = {
    "catalogue": "Danh mục thủ tục",
    "calendar": "Lịch nghỉ",
    "decisions": "Quyết định",
}

_FORM_PAGES: dict[str, type[FormPage]] = {
    "unit": UnitPage,
    "hours": HoursPage,
    "mode": ModePage,
    "warnings": WarningsPage,
    "printer": PrinterPage,
    "scanner": ScannerPage,
    "looks": LooksPage,
}


class SettingsView(ScreenBase):
    """Builds a page when it is first wanted, and shows one at a time."""

    list_wanted = Signal(object)
    """A list of the deadline board is to come to the front."""

    def __init__(
        self, ports: SettingsPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_TITLE, parent)
        self._ports, self._memory = ports, memory
        self._built: dict[str, Page] = {}
        self._key = ""
        self.nav = QListWidget()
        self.nav.setAccessibleName("Các trang cài đặt")
        self.nav.setProperty("look", "nav")
        self.nav.setMinimumWidth(_NAV_WIDTH)
        self.nav.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.nav.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._place = QVBoxLayout()
        whole = QHBoxLayout()
        whole.setSpacing(GAP + 4)
        whole.addWidget(self.nav)
        whole.addLayout(self._place, 1)
        self.body.addLayout(whole, 1)
        self._makers = self._all_makers()
        self.keys = (*_FORM_PAGES, "catalogue", "calendar", "decisions")
        for key in self.keys:
            self.nav.addItem(FORMS[key].title if key in FORMS else _TITLES[key])
        self.nav.currentRowChanged.connect(self._go)
        self.setFocusProxy(self.nav)
        self.nav.setCurrentRow(0)

    def _all_makers(self) -> dict[str, Callable[[], Page]]:
        forms: dict[str, Callable[[], Page]] = {
            key: partial(kind, key, self._ports, self.notice) for key, kind in _FORM_PAGES.items()
        }
        return forms | {
            "catalogue": self._make_catalogue,
            "calendar": self._make_calendar,
            "decisions": partial(DecisionsPage, self._ports, self.notice, self._memory),
            "edition": self._make_edition,
            "list": self._make_list,
            "days": self._make_days,
        }

    def _make_catalogue(self) -> Page:
        page = CataloguePage(self._ports, self.notice, self._memory)
        page.edition_wanted.connect(self._open_edition)
        page.import_wanted.connect(self._open_list)
        return page

    def _make_calendar(self) -> Page:
        page = CalendarPage(self._ports, self.notice, self._memory)
        page.list_wanted.connect(self.list_wanted)
        page.days_wanted.connect(self._open_days)
        return page

    def _make_edition(self) -> Page:
        page = EditionPage(self._ports, self.notice)
        page.left.connect(self._to_catalogue)
        return page

    def _make_list(self) -> Page:
        page = ListPage(self._ports, self.notice, self._memory)
        page.left.connect(self._to_catalogue)
        return page

    def _make_days(self) -> Page:
        page = DaysPage(self._ports, self.notice)
        page.left.connect(self._to_calendar)
        page.decided.connect(self._say_decided)
        return page

    # -- the pages

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._built[self._key]

    def page_of(self, key: str) -> Page:
        """Return a page, building it if this is the first time it is wanted."""
        if key not in self._built:
            made = self._makers[key]()
            made.confirm_clock = self._confirm_clock
            made.hide()
            self._built[key] = made
            self._place.addWidget(made, 1)
        return self._built[key]

    def show_page(self, key: str) -> None:
        """Show a page; one that is not in the list at the left takes the whole width."""
        page = self.page_of(key)
        if self._key:
            self.page.hide()
        self._key = key
        self.nav.setVisible(key in self.keys)
        self.setFocusProxy(page.begins_at or self.nav)
        page.show()
        self.set_title(_TITLE, page.title)
        page.refresh()

    @Slot(int)
    def _go(self, row: int) -> None:
        self.notice.clear()
        self.show_page(self.keys[row])

    @Slot(object)
    def _open_edition(self, edition: Procedure | None) -> None:
        page = self.page_of("edition")
        assert isinstance(page, EditionPage)
        self.notice.clear()
        self.show_page("edition")
        page.open(edition)
        self.set_title(_TITLE, page.title)

    @Slot()
    def _open_list(self) -> None:
        page = self.page_of("list")
        assert isinstance(page, ListPage)
        self.notice.clear()
        self.show_page("list")
        page.begin()

    @Slot()
    def _open_days(self) -> None:
        page = self.page_of("days")
        assert isinstance(page, DaysPage)
        self.notice.clear()
        self.show_page("days")
        page.begin()

    @Slot(str)
    def _to_catalogue(self, words: str) -> None:
        page = self.page_of("catalogue")
        assert isinstance(page, CataloguePage)
        self.notice.clear()
        self.show_page("catalogue")
        page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if words:
            page.say_done(words)

    @Slot()
    def _to_calendar(self) -> None:
        self.notice.clear()
        self.show_page("calendar")
        page = self.page_of("calendar")
        assert isinstance(page, CalendarPage)
        page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, int)
    def _say_decided(self, words: str, touched_count: int) -> None:
        self._to_calendar()
        page = self.page_of("calendar")
        assert isinstance(page, CalendarPage)
        page.say_touched(words, touched_count)

    def refresh(self) -> None:
        """Something was recorded, or somebody else sits here; what is being typed stays."""
        self.page.refresh()

    def _confirm_clock(self) -> None:
        by = self._ports.current()
        self._ports.run(
            lambda: self._ports.confirm_clock(by),
            lambda _: self.notice.succeed("Đã ghi nhận giờ máy là đúng. Hãy bấm lại lần nữa."),
            self.notice.fail,
        )

    # -- scans

    def accepts_card(self) -> bool:
        """A card is a scan like any other while the scanner is tried out."""
        return isinstance(self.page, ScannerPage)

    def card_scanned(self, payload: str) -> None:
        """Show how the scan came."""
        self.page.take_scan(payload)

    def take_scan(self, text: str) -> bool:
        """Give the scan to the page that is shown."""
        return self.page.take_scan(text)

    @Slot(str)
    def heard_from_port(self, text: str) -> None:
        """A scan came over the serial port."""
        if isinstance(self.page, ScannerPage):
            self.page.heard_from_port(text)
