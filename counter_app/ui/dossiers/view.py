"""The screen "Hồ sơ": the list of all dossiers, and the page of one in its place."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.domain.dossier_row import DossierOrder, DossierRow
from counter_app.domain.errors import CounterError
from counter_app.ui.dossiers.list_presenter import ListPresenter, Which
from counter_app.ui.dossiers.page_part import PagePart
from counter_app.ui.dossiers.page_values import DossierPage
from counter_app.ui.dossiers.paged_table import PagedTable
from counter_app.ui.dossiers.ports import DossierPorts
from counter_app.ui.dossiers.standing import standing_of
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Memory
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button, row
from counter_app.ui.shared.notice import Action as NoticeAction
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column
from counter_app.ui.words import STATE_WORDS, format_moment, masked_number

TYPING_MILLISECONDS = 120
"""So long after the last key the filter is asked."""

WHICH_WORDS = {
    Which.ALL: "Tất cả hồ sơ",
    Which.RECEIVED_TODAY: "Tiếp nhận hôm nay",
    Which.DUE_TODAY: "Hẹn trả hôm nay",
    Which.OVERDUE: "Quá hạn",
}
_ORDERS = {
    ("code", False): DossierOrder.CODE,
    ("code", True): DossierOrder.NEWEST,
    ("applicant", False): DossierOrder.APPLICANT,
    ("applicant", True): DossierOrder.APPLICANT,
    ("received", False): DossierOrder.OLDEST,
    ("received", True): DossierOrder.NEWEST,
    ("due", False): DossierOrder.DUE_FIRST,
    ("due", True): DossierOrder.DUE_LAST,
    ("standing", False): DossierOrder.DUE_FIRST,
    ("standing", True): DossierOrder.DUE_LAST,
}


class DossiersView(ScreenBase):
    """The list with its filter; ``open_dossier`` shows one dossier in its place."""

    dispute_wanted = Signal(str)
    """The two sides of a disputed dossier are asked for, by its code."""

    intake_wanted = Signal()
    """A new dossier is to be taken in."""

    entry_wanted = Signal(object)
    """A supervisor asks for an entry of a dossier in its journal, by its name."""

    note_wanted = Signal(str, str)
    """A supervisor's note about a dossier is begun: its code, and its unit's."""

    def __init__(
        self, ports: DossierPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Hồ sơ", parent)
        self._ports = ports
        self.search = TextField("Lọc theo mã, tên, số thẻ, điện thoại, thủ tục")
        self.search.setAccessibleName("Lọc hồ sơ")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(380)
        self.which = Combo(list(WHICH_WORDS.items()))
        self.which.setAccessibleName("Xem hồ sơ nào")
        self.which.setFixedWidth(200)
        self.table = PagedTable(
            "dossiers", self._columns(), "Chưa có hồ sơ nào. Bấm F2 để tiếp nhận.", memory=memory
        )
        self.page = PagePart(ports, self.notice)
        self._stack = QStackedWidget()
        self.take_in = Button("Tiếp nhận", "F2", look="main")
        self._lay_out()
        self.list_presenter = ListPresenter(ports, self)
        self.page_presenter = self.page.presenter
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._connect()
        self._show_list_parts(True)

    def _columns(self) -> list[Column]:
        now, is_soon = self._ports.now, self._ports.is_soon
        return [
            Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
            Column("procedure", "Thủ tục", lambda r: r.procedure_name, stretches=True),
            Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 160),
            Column(
                "id_number", "Số định danh", lambda r: masked_number(r.id_number), 124, tip=_no_tip
            ),
            Column(
                "received",
                "Nhận lúc",
                lambda r: format_moment(r.received_at),
                150,
                at_right=True,
            ),
            Column("due", "Hẹn trả", lambda r: format_moment(r.due_at), 150, at_right=True),
            Column(
                "standing",
                "Còn lại",
                lambda r: standing_of(r, now(), is_soon).words,
                148,
                tone=lambda r: standing_of(r, now(), is_soon).tone,
                tip=lambda r: STATE_WORDS[r.state],
            ),
        ]

    def _lay_out(self) -> None:
        self._filters = QWidget()
        self._filters.setLayout(row(self.which, self.search))
        self.add_top(self._filters)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.page)
        self.body.addWidget(self._stack, 1)
        self.add_bottom_left(self.table.count_label)
        self.add_bottom(self.take_in)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._typing.start)
        self.search.textChanged.connect(self._cleared)
        self._typing.timeout.connect(self._filter)
        self.which.picked.connect(self._pick)
        self.table.rows_wanted.connect(self.list_presenter.fetch)
        self.table.order_wanted.connect(self._order)
        self.table.opened.connect(self._open_row)
        self.take_in.clicked.connect(self.intake_wanted)
        self.page.left.connect(self.show_list_page)
        self.page.shown.connect(self._show_page)
        self.page.dispute_wanted.connect(self.dispute_wanted)
        self.page.note_wanted.connect(self.note_wanted)
        self.page.entry_wanted.connect(self.entry_wanted)

    # -- what the clerk does ------------------------------------------------------------------

    def opened(self) -> None:
        """Come to the front: the list is read again, and may be typed into at once."""
        self.refresh()
        if self._is_list:
            self.search.setFocus()

    def refresh(self) -> None:
        """Something was recorded, or time went on."""
        if self._is_list:
            self.list_presenter.refresh()
        else:
            self.page.refresh()

    def open_dossier(self, code: str) -> None:
        """Show the page of a dossier, in place of the list, once it is read."""
        self.page.open(code)

    def accepts_card(self) -> bool:
        """Say whether a citizen's card may be scanned into a panel of the page."""
        return not self._is_list and self.page.accepts_card()

    def card_scanned(self, payload: str) -> None:
        """Fill a panel of the page from a scanned card."""
        self.page.card_scanned(payload)

    def show_found(self, text: str) -> None:
        """Show all dossiers that match a text: where the search of the top bar leads to."""
        self.which.set_value(Which.ALL)
        self.search.setText(text)
        self.list_presenter.show(Which.ALL)
        self.show_list_page()
        self._filter()

    def show_list_page(self) -> None:
        """Go back to the list, where it was left."""
        self.page.leave()
        self.notice.clear()
        self.set_title("Hồ sơ")
        self._stack.setCurrentWidget(self.table)
        self._show_list_parts(True)
        self.list_presenter.refresh()
        self.table.setFocus()

    @property
    def _is_list(self) -> bool:
        return self._stack.currentWidget() is self.table

    def _show_list_parts(self, are_shown: bool) -> None:
        for part in (self.table.count_label, self._filters):
            part.setVisible(are_shown)
        self.take_in.setVisible(are_shown and not self._ports.looks_only)

    def _filter(self) -> None:
        self.table.to_top()
        self.list_presenter.search(self.search.text())

    def _cleared(self, text: str) -> None:
        if not text:
            self._typing.start()

    def _pick(self, which: Which) -> None:
        self.table.to_top()
        self.list_presenter.show(which)

    def _order(self, key: str, is_descending: bool) -> None:
        order = _ORDERS.get((key, is_descending))
        if order is not None:
            self.table.to_top()
            self.list_presenter.order(order)

    def _open_row(self, value: DossierRow) -> None:
        self.open_dossier(value.code)

    # -- what the presenters say --------------------------------------------------------------

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""
        return self.table.visible_rows()

    def show_list(self, total: int, offset: int, rows: tuple[DossierRow, ...]) -> None:
        """Show a list of so many rows."""
        is_filtered = bool(self.search.text().strip()) or self.which.value() != Which.ALL
        self.table.set_empty_words(
            "Không có hồ sơ nào như vậy. Xóa ô lọc để xem tất cả."
            if is_filtered
            else "Chưa có hồ sơ nào. Bấm F2 để tiếp nhận."
        )
        self.table.show_list(total, offset, rows)

    def show_rows(self, offset: int, rows: tuple[DossierRow, ...]) -> None:
        """Put rows into their places."""
        self.table.paged.show_rows(offset, rows)

    def show_trouble(self, error: CounterError) -> None:
        """Say that the list could not be read."""
        self.notice.fail(error)

    @Slot(object)
    def _show_page(self, page: DossierPage) -> None:
        was_list = self._is_list
        if was_list:
            # First what goes, so that the window never needs room for both.
            self._show_list_parts(False)
            self._stack.setCurrentWidget(self.page)
        self.set_title(f"Hồ sơ {page.code}", f"{slip_words(page.slip_count)} · {page.delivery}")
        if was_list:
            self.page.take_keyboard()
        self._offer_dispute(page)

    def _offer_dispute(self, page: DossierPage) -> None:
        if page.is_disputed and not self.notice.text:
            self.notice.warn(
                "Hai quầy ghi khác nhau về hồ sơ này. Hãy xem hai bên rồi ghi quyết định.",
                NoticeAction("Xem mâu thuẫn", lambda: self.dispute_wanted.emit(page.code)),
            )


def slip_words(count: int) -> str:
    """Return how often the slip was given out."""
    return f"giấy hẹn đã đưa ra {count} lần" if count else "chưa in giấy hẹn"


def _no_tip(row: DossierRow) -> str:
    """Keep a masked number masked, in the tooltip too."""
    return ""
