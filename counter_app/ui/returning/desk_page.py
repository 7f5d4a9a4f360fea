"""The page of the queue: a field for the slip, the dossier on the desk, what waits beneath."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.states import DossierState
from counter_app.ui.dossiers.standing import standing_of
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Memory
from counter_app.ui.returning.hand_out_panel import HandOutPanel
from counter_app.ui.returning.page import Around, Page
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.presenter import WAITING, ReturningPresenter
from counter_app.ui.returning.screen import HandOutTyped
from counter_app.ui.returning.shown import AtDesk, waits_since
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import STATE_WORDS, masked_number

LEAST_LIST = 150
"""Below this height a list of what waits is no help, and makes room for the dossier."""

LOW_BELOW = 600
"""In a window lower than this (a small screen at 150 %) the dossier on the desk stands alone."""

NARROW_BELOW = 960
_ID = 2


class DeskPage(Page):
    """Hands one result out after another."""

    result_returned = Signal(str, bool)
    """A result went out: its code, and whether the citizen has been asked already."""

    def __init__(self, ports: ReturningPorts, around: Around, memory: Memory | None) -> None:
        super().__init__(around)
        self._now = ports.now
        self.search = TextField("Quét giấy hẹn, hoặc gõ mã, tên, số thẻ rồi bấm Enter")
        self.search.setAccessibleName("Giấy hẹn, mã, tên hoặc số thẻ")
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("keeps_enter", True)
        self.panel = HandOutPanel()
        self.heading = Label(WAITING, "heading")
        self.table = ValuesTable(
            "returning", self._columns(), "Không có kết quả nào chờ nhận.", memory=memory
        )
        self.skip = Button("Bỏ qua", "Esc")
        self.hand_out = Button("Trả kết quả", "F9", look="main")
        self._lay_out()
        self.presenter = ReturningPresenter(ports, self)
        self._connect()
        self.show_dossier(None)

    def _columns(self) -> list[Column]:
        now = self._now
        return [
            Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
            Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 160),
            Column("id", "Số định danh", lambda r: masked_number(r.id_number), 124, tip=_no_tip),
            Column("procedure", "Thủ tục", lambda r: r.procedure_name, 100, stretches=True),
            Column(
                "since",
                "Đã chờ",
                lambda r: waits_since(r, now()) if _waits(r) else STATE_WORDS[r.state],
                110,
                sort_by=lambda r: r.solved_at or r.due_at,
            ),
            Column(
                "standing",
                "So với hẹn",
                lambda r: standing_of(r, now()).words,
                150,
                tone=lambda r: standing_of(r, now()).tone,
            ),
        ]

    def _lay_out(self) -> None:
        self.box.addWidget(self.search)
        self.box.addWidget(self.panel)
        self.box.addWidget(self.heading)
        self.box.addWidget(self.table, 1)
        self._room = Label()
        self.box.addWidget(self._room, 1)
        self.box.addLayout(row(self.table.count_label, 1, self.skip, self.hand_out, gap=10))

    def _connect(self) -> None:
        make = self.presenter
        self.search.textEdited.connect(make.search)
        self.search.textChanged.connect(self._cleared)
        self.search.returnPressed.connect(self._entered)
        self.table.opened.connect(self._opened)
        self.panel.submitted.connect(make.submit)
        self.panel.number_edited.connect(self._number_edited)
        self.skip.clicked.connect(make.skip)
        self.hand_out.clicked.connect(make.submit)

    # -- what the clerk does ------------------------------------------------------------------

    def to_begin(self) -> None:
        """Give the keyboard to where the next slip is read, or to the dossier in hand."""
        field = self.search if self.panel.isHidden() else self.panel.number
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _entered(self) -> None:
        self.presenter.enter(self.search.text())

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text:
            self.presenter.search("")

    @Slot(object)
    def _opened(self, value: DossierRow) -> None:
        self.presenter.open(value.code)

    @Slot(str)
    def _number_edited(self, text: str) -> None:
        number = text.replace(" ", "")
        self.panel.show_advice(self.presenter.advice_on(number) if len(number) >= 12 else "")

    def take_scan(self, text: str) -> bool:
        """Take the code of a slip."""
        self.presenter.open(text)
        return True

    # -- what the presenter says --------------------------------------------------------------

    def typed(self) -> HandOutTyped:
        """Return what stands in the fields."""
        return self.panel.typed()

    def show_dossier(self, shown: AtDesk | None) -> None:
        """Put a dossier on the desk, or clear it for the next slip."""
        self.panel.setVisible(shown is not None)
        self.skip.setVisible(shown is not None)
        self.hand_out.setEnabled(shown is not None)
        if shown is not None:
            self.panel.show_dossier(shown)
        self.search.clear()
        self._share_room()
        self.to_begin()

    def show_receiver(self, name: str, number: str, advice: str) -> None:
        """Show whose card was scanned."""
        self.panel.show_receiver(name, number, advice)
        self.panel.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that are wrong."""
        self.panel.show_problems(problems)

    def show_rows(self, rows: tuple[DossierRow, ...], heading: str) -> None:
        """Show the list beneath."""
        self.heading.setText(heading)
        is_all = not self.search.text().strip()
        self.table.set_empty_words(
            "Không có kết quả nào chờ nhận tại quầy."
            if is_all
            else "Không có kết quả nào như vậy đang chờ. Bấm Enter để tìm trong mọi hồ sơ."
        )
        self.table.set_rows(rows)

    def show_text(self, text: str) -> None:
        """Put a text into the search field, as if it had been typed."""
        self.search.setText(text)
        self.presenter.search(text)

    def to_rows(self) -> None:
        """Give the keyboard to the list."""
        if self.table.model.rows:
            self.table.choose(0)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def returned(self, code: str, is_rated: bool) -> None:
        """Tell that a result went out."""
        self.result_returned.emit(code, is_rated)

    def show_working(self, is_working: bool) -> None:
        """Hold the page, and give the keyboard back afterwards."""
        super().show_working(is_working)
        if not is_working:
            self.to_begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list out where a dossier on the desk leaves it no room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        is_alone = not self.panel.isHidden()
        is_low = is_alone and self.window().height() < LOW_BELOW
        taken = self.panel.sizeHint().height() + self.search.height() + self.hand_out.height() + 50
        has_room = not is_alone or (not is_low and self.height() - taken >= LEAST_LIST)
        for part in (self.heading, self.table, self.table.count_label):
            part.setVisible(has_room)
        self._room.setVisible(not has_room)
        self.search.setVisible(not is_low)
        self.table.view.setColumnHidden(_ID, self.width() < NARROW_BELOW)


def _waits(row: DossierRow) -> bool:
    return row.state is DossierState.READY


def _no_tip(row: DossierRow) -> str:
    """Keep a masked number masked, in the tooltip too."""
    return ""
