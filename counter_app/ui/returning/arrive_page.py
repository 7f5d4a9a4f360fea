"""The page of results that came in: scan slip after slip, then note all of them down."""

from PySide6.QtCore import Qt, Slot

from counter_app.ui.intake.person_box import FormField
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.returning.arriving import ArrivePresenter
from counter_app.ui.returning.page import Around, Framed, Page
from counter_app.ui.returning.pick_table import PickTable
from counter_app.ui.returning.ports import ReturningPorts
from counter_app.ui.returning.screen import Arrived
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Label, row
from counter_app.ui.shared.table import Column
from counter_app.ui.words import count_words, fault_words

HINT = "Gõ số kết quả ngay ở dòng (không bắt buộc) · Delete: bỏ khỏi danh sách"
_COLUMNS = (
    Column("code", "Mã hồ sơ", lambda r: r.code, 204, is_code=True),
    Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant), 150),
    Column("procedure", "Thủ tục", lambda r: r.procedure, 60, stretches=True),
    Column("due", "So với hẹn", lambda r: r.due, 140, tone=lambda r: r.tone),
)


class ArrivePage(Page):
    """Notes down what the handler or another office brought."""

    def __init__(self, ports: ReturningPorts, around: Around) -> None:
        super().__init__(around)
        self.search = TextField("Quét giấy hẹn của từng kết quả, hoặc gõ mã rồi bấm Enter")
        self.search.setAccessibleName("Giấy hẹn của kết quả vừa về")
        self.search.setProperty("keeps_enter", True)
        self.kind = FormField("ví dụ: Giấy khai sinh")
        self.solved_text = FormField("để trống nếu vừa xong; hoặc 16:00 20/11/2026")
        self.fields = {
            "kind": LabelledField("Loại kết quả (chung, không bắt buộc)", self.kind),
            "solved_at": LabelledField("Giải quyết xong lúc", self.solved_text),
        }
        self.table = PickTable(_COLUMNS, "Số kết quả", has_ticks=False)
        self.table.setAccessibleName("Kết quả vừa về")
        self._framed = Framed(self.table, "Quét giấy hẹn kẹp cùng từng kết quả vừa nhận về.")
        self.count = Label(look="second")
        self.note = Button("Ghi nhận kết quả về", "F9", look="main")
        self._lay_out()
        self.presenter = ArrivePresenter(ports, self)
        self.search.returnPressed.connect(self._entered)
        self.table.dropped.connect(self._drop_one)
        self.note.clicked.connect(self.presenter.submit)
        self._show_count()

    def _lay_out(self) -> None:
        self.box.addWidget(self.search)
        self.box.addWidget(self._framed, 1)
        self.box.addWidget(Label(HINT, "second", wraps=True))
        self.box.addLayout(row(*self.fields.values()))
        self.box.addLayout(row(self.count, 1, self.note, gap=10))

    def to_begin(self) -> None:
        """Give the keyboard to where the next slip is read."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _entered(self) -> None:
        text = self.search.text()
        self.search.clear()
        self.presenter.enter(text)

    def take_scan(self, text: str) -> bool:
        """Take the code of a slip."""
        self.presenter.enter(text)
        return True

    @Slot(str)
    def _drop_one(self, code: str) -> None:
        self.drop((code,))

    def _show_count(self) -> None:
        self.count.setText(count_words(len(self.table.rows.rows), "kết quả trong danh sách"))
        self._framed.show_empty(not self.table.rows.rows)

    # -- what the presenter says --------------------------------------------------------------

    def results(self) -> dict[str, str]:
        """Return the codes in the list, with the number of each result."""
        return {each.value.code: each.text for each in self.table.rows.rows}

    def solved(self) -> tuple[str, str]:
        """Return the common kind of the results, and when they were solved, as typed."""
        return self.kind.text(), self.solved_text.text()

    def add(self, row: Arrived) -> bool:
        """Put a dossier into the list; no, if it is there."""
        values = [each.value for each in self.table.rows.rows]
        if row.code in self.results():
            return False
        self.table.set_values([row, *values])
        self.table.go_to(row.code)
        self._show_count()
        return True

    def drop(self, codes: tuple[str, ...]) -> None:
        """Take dossiers out of the list."""
        values = [each.value for each in self.table.rows.rows if each.value.code not in codes]
        self.table.set_values(values)
        self._show_count()

    def show_problem(self, fault: str) -> None:
        """Mark the moment at which they were solved as wrong; an empty text as right."""
        field = self.fields["solved_at"]
        field.set_error(fault_words(fault) if fault else "")
        if fault:
            field.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def show_working(self, is_working: bool) -> None:
        """Hold the page, and give the keyboard back afterwards."""
        super().show_working(is_working)
        if not is_working:
            self.to_begin()
