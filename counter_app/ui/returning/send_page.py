"""The pages of results that are sent: by post with tracking numbers, and electronically."""

from PySide6.QtCore import Qt, Slot

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.facts import ChannelOut
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.returning.page import Around, Framed, Page
from counter_app.ui.returning.pick_table import PickTable
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.sending import SendPresenter
from counter_app.ui.returning.shown import waits_since
from counter_app.ui.shared.fields import TextField
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.shared.table import Column
from counter_app.ui.words import count_words

_HINTS = {
    ChannelOut.POST: "Phím cách: chọn · gõ hoặc quét số vận đơn ngay ở dòng · quét giấy hẹn để "
    "chọn hồ sơ",
    ChannelOut.ELECTRONIC: "Phím cách: chọn · quét giấy hẹn để chọn hồ sơ",
}
_EMPTY = {
    ChannelOut.POST: "Không có kết quả nào chờ gửi qua bưu chính.",
    ChannelOut.ELECTRONIC: "Không có kết quả nào chờ gửi bản điện tử.",
}
_MAIN = {ChannelOut.POST: "Trả qua bưu chính", ChannelOut.ELECTRONIC: "Trả bản điện tử"}


class SendPage(Page):
    """Ticks, numbers, one question, and the postman's list."""

    def __init__(self, ports: ReturningPorts, around: Around, channel: ChannelOut) -> None:
        super().__init__(around)
        self._now = ports.now
        is_post = channel is ChannelOut.POST
        self.search = TextField("Lọc theo mã, tên, thủ tục")
        self.search.setAccessibleName("Lọc kết quả chờ gửi")
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("keeps_enter", True)
        self.table = PickTable(self._columns(), "Số vận đơn" if is_post else "")
        self.table.setAccessibleName(_EMPTY[channel].replace("Không có kết quả nào", "Kết quả"))
        self._framed = Framed(self.table, _EMPTY[channel])
        self.count = Label(look="second")
        self.all = Button("Chọn hết", "F6", look="link")
        self.print = Button("In danh sách giao bưu tá", "F8") if is_post else None
        self.send = Button(_MAIN[channel], "F9", look="main")
        self._lay_out(_HINTS[channel])
        self.presenter = SendPresenter(ports, self, channel)
        self._connect()
        self._show_count()

    def _columns(self) -> list[Column]:
        now = self._now
        return [
            Column("code", "Mã hồ sơ", lambda r: r.code, 204, is_code=True),
            Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 150),
            Column("procedure", "Thủ tục", lambda r: r.procedure_name, 60, stretches=True),
            Column("since", "Đã chờ", lambda r: waits_since(r, now()), 84),
        ]

    def _lay_out(self, hint: str) -> None:
        self.box.addWidget(self.search)
        self.box.addWidget(self._framed, 1)
        self.box.addWidget(Label(hint, "second", wraps=True))
        buttons = row(self.count, 1, self.all, gap=10)
        if self.print is not None:
            buttons.addWidget(self.print)
        buttons.addWidget(self.send)
        self.box.addLayout(buttons)

    def _connect(self) -> None:
        make = self.presenter
        self.search.textChanged.connect(make.search)
        self.search.returnPressed.connect(self._to_rows)
        self.table.rows.ticked.connect(self._show_count)
        self.all.clicked.connect(self._tick_all)
        if self.print is not None:
            self.print.clicked.connect(make.print_list)
        self.send.clicked.connect(make.submit)

    def to_begin(self) -> None:
        """Give the keyboard to the list, or to the field above an empty one."""
        if self.table.rows.rows:
            self._to_rows()
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _to_rows(self) -> None:
        rows = self.table.rows.rows
        if rows:
            self.table.go_to(self.table.current_code() or rows[0].value.code)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tick_all(self) -> None:
        model = self.table.rows
        to = not all(each.is_ticked for each in model.rows)
        for at in range(len(model.rows)):
            model.tick(at, to)

    @Slot()
    def _show_count(self) -> None:
        rows = self.table.rows.rows
        ticked = sum(each.is_ticked for each in rows)
        self.count.setText(f"{count_words(len(rows))}, đã chọn {ticked}")

    def take_scan(self, text: str) -> bool:
        """Take a slip, or a number that belongs beside the row in hand."""
        return self.presenter.take_scan(text)

    # -- what the presenter says --------------------------------------------------------------

    def chosen(self) -> dict[str, str]:
        """Return the codes that are ticked, with what was typed beside each."""
        return {each.value.code: each.text for each in self.table.rows.rows if each.is_ticked}

    def show_rows(self, rows: tuple[DossierRow, ...]) -> None:
        """Show the results that wait; what was ticked and typed stays."""
        self.table.set_values(rows)
        self._framed.show_empty(not rows)

    def choose(self, code: str) -> bool:
        """Tick a row and go to it; no, if it is not in the list."""
        at = self.table.rows.place_of(code)
        if at < 0:
            return False
        self.table.rows.tick(at, True)
        self.table.go_to(code)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def put_beside(self, text: str) -> bool:
        """Write a text beside the row in hand."""
        at = self.table.rows.place_of(self.table.current_code())
        if at < 0:
            return False
        self.table.rows.set_text(at, text)
        return True

    def show_problems(self, codes: tuple[str, ...]) -> None:
        """Mark the rows beside which something is missing, and go to the first."""
        self.table.rows.mark_wrong(codes)
        if codes:
            self.table.go_to(codes[0])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, is_working: bool) -> None:
        """Hold the page, and give the keyboard back afterwards."""
        super().show_working(is_working)
        if not is_working:
            self.to_begin()
