"""A list of procedures from a file: what it would change, row by row, before it is recorded."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from counter_app.domain.moments import day_of
from counter_app.domain.procedure_list import ListRow, RowKind
from counter_app.services.procedure_list import ListReport
from counter_app.ui.ports import Memory
from counter_app.ui.settings.page import Page, show_faults
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter_of_list import ListForm, ListPresenter, summary_of
from counter_app.ui.settings.shown import changes_in_full, changes_words, row_problems
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import CheckBox, DateField, LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import number_words
from counter_app.ui.words_of_registers import formula_words
from counter_app.ui.words_of_settings import LIST_KIND_WORDS

_BEFORE = (
    "Chọn tệp Excel (.xlsx) hoặc CSV có cột Mã thủ tục và Tên thủ tục; các cột khác như tệp mẫu, "
    "thứ tự nào cũng được. Ô trống giữ nguyên nội dung đang dùng; thủ tục không có trong tệp giữ "
    "nguyên. Chưa ghi gì cho đến khi bấm Áp dụng."
)
_TONES = {"new": "done", "changed": "soon", "same": "", "refused": "overdue"}
_SHAPES = {"new": "+", "changed": "✎", "same": "=", "refused": "▲"}


def _says(each: ListRow) -> str:
    return row_problems(each) if each.problems else changes_words(each.changes)


_COLUMNS = (
    Column("number", "Dòng", lambda r: str(r.number), 58, lambda r: r.number, at_right=True),
    Column(
        "kind",
        "Kết quả",
        lambda r: f"{_SHAPES[r.kind.value]} {LIST_KIND_WORDS[r.kind.value]}",
        164,
        tone=lambda r: _TONES[r.kind.value],
    ),
    Column("code", "Mã", lambda r: r.code, 104, is_code=True),
    Column("name", "Tên thủ tục", lambda r: r.name, 240),
    Column("says", "Thay đổi, hoặc chỗ cần sửa", _says, 160, stretches=True),
)


class ListPage(Page):
    """Takes the whole width; Escape leads back to the catalogue."""

    left = Signal(str)
    """Back to the list; with words if something was recorded."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar, memory: Memory | None) -> None:
        super().__init__("Nhập danh mục từ tệp", bar)
        self._ports = ports
        self._path: Path | None = None
        self.presenter = ListPresenter(ports, self)
        self.summary = Label(_BEFORE, "strong", wraps=True)
        self.mapping = Label(look="second", wraps=True)
        self.sheet = Combo()
        self.sheet.setAccessibleName("Trang tính")
        self.which = Combo([(None, "Tất cả các dòng")])
        self.which.setAccessibleName("Xem dòng nào")
        self.skip = CheckBox("Bỏ qua các dòng không nhận được")
        self.table = ValuesTable(
            "settings.list", _COLUMNS, "Chưa chọn tệp. Bấm F4 để chọn.", memory=memory, noun="dòng"
        )
        self.details = Label(look="table", wraps=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.valid_from, self.document = DateField(), TextField("Số, ký hiệu văn bản")
        self.why = {
            "valid_from": LabelledField("Áp dụng từ ngày", self.valid_from),
            "document": LabelledField("Theo văn bản số", self.document),
        }
        self.back = Button("Quay lại", "Esc")
        self.choose = Button("Chọn tệp…", "F4")
        self.apply = Button("Áp dụng", "F9", "main")
        self.begins_at = self.choose
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(gap=6)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.mapping)
        self._choices = QWidget()
        for combo in (self.sheet, self.which):
            combo.setMinimumWidth(200)
        self._choices.setLayout(row(self.which, self.sheet, self.skip, 1))
        self.box.addWidget(card)
        self.box.addWidget(self._choices)
        self.box.addWidget(self.table, 1)
        self._details = Card(margin=12, gap=4)
        self._details.body.addWidget(self.details)
        self.box.addWidget(self._details)
        self.valid_from.setMinimumWidth(130)
        self.document.setMinimumWidth(110)
        bottom = row(self.back, 1, gap=7)
        for widget in (*self.why.values(), self.choose, self.apply):
            bottom.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.setAlignment(self.back, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(bottom)

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.choose.clicked.connect(self._ask_which)
        self.apply.clicked.connect(self._apply)
        self.sheet.picked.connect(self._pick_sheet)
        self.which.picked.connect(self._show_rows)
        self.skip.toggled.connect(self._show_apply)
        self.table.chosen.connect(self._show_details)
        self.valid_from.changed.connect(self._day_changed)
        self.valid_from.textEdited.connect(self._day_changed)

    def begin(self) -> None:
        """Start with nothing chosen; the list would hold from tomorrow on."""
        self._path = None
        self.valid_from.set_value(day_of(self._ports.now()) + timedelta(days=1))
        self.document.clear()
        self.show_faults({})
        self.presenter.forget()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, path: Path, sheet: str | None = None) -> None:
        """Read a file that was chosen."""
        self._path = path
        self.bar.clear()
        since = self.valid_from.value() or day_of(self._ports.now())
        self.presenter.read(path, since, sheet)

    # -- what the presenter says

    def show_working(self, words: str) -> None:
        """Say what is being done, and hold the buttons meanwhile."""
        for widget in (self.back, self.choose, self._choices):
            widget.setEnabled(not words)
        self.apply.setEnabled(False)
        if words:
            self.summary.setText(words)
        elif self.presenter.report is not None:
            self._show_apply()

    def show_nothing(self) -> None:
        """No file is looked at."""
        self.summary.setText(_BEFORE)
        self.mapping.hide()
        self._choices.hide()
        self._details.hide()
        self.table.set_rows(())
        self.apply.set_words("Áp dụng")
        self.apply.setEnabled(False)

    def show_report(self, report: ListReport) -> None:
        """Show what would become of every row."""
        sheet = report.file.sheet
        self.summary.setText(f"{sheet.file}: {summary_of(report)}")
        aside = report.file.header.unknown
        notes = (
            [f"Không dùng các cột: {', '.join(f'“{title}”' for title in aside)}."] if aside else []
        )
        notes += [formula_words(sheet.formula_count)] if sheet.formula_count else []
        self.mapping.setText(" ".join(notes))
        self.mapping.setVisible(bool(notes))
        self._choices.show()
        self.sheet.set_choices([(name, f"Trang {name}") for name in sheet.names])
        self.sheet.set_value(sheet.name)
        self.sheet.setVisible(len(sheet.names) > 1)
        self._offer_kinds(report)
        self.skip.setVisible(report.count(RowKind.REFUSED) > 0)
        self._show_rows()
        self._show_apply()

    def _offer_kinds(self, report: ListReport) -> None:
        counts = [(kind, report.count(kind)) for kind in RowKind]
        self.which.set_choices(
            [
                (None, f"Tất cả {number_words(len(report.rows))} dòng"),
                *((k, f"{LIST_KIND_WORDS[k.value]}: {number_words(n)}") for k, n in counts if n),
            ]
        )

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong."""
        show_faults(self.why, faults)

    def leave(self, words: str) -> None:
        """Go back to the list and say what was done."""
        self.left.emit(words)

    # -- what the head does

    @Slot()
    def _leave(self) -> None:
        self.presenter.forget()
        self.left.emit("")

    @Slot()
    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Chọn danh mục", str(Path.home()), "Bảng tính (*.xlsx *.xlsm *.csv);;Mọi tệp (*)"
        )
        if chosen:
            self.read(Path(chosen))

    @Slot(object)
    def _pick_sheet(self, name: str) -> None:
        if self._path is not None:
            self.read(self._path, name)

    @Slot()
    def _day_changed(self) -> None:
        since = self.valid_from.value()
        if since is not None:
            self.presenter.look_again(since)

    @Slot()
    def _apply(self) -> None:
        form = ListForm(self.valid_from.value(), self.valid_from.fault(), self.document.words())
        self.bar.clear()
        self.presenter.take_over(form, skip_bad=self.skip.isChecked())

    @Slot()
    def _show_rows(self) -> None:
        report, kind = self.presenter.report, self.which.value()
        if report is not None:
            rows = [each for each in report.rows if kind in (None, each.kind)]
            order = {RowKind.REFUSED: 0, RowKind.CHANGED: 1, RowKind.NEW: 2, RowKind.SAME: 3}
            self.table.set_rows(sorted(rows, key=lambda each: (order[each.kind], each.number)))
            self.table.choose(0)

    @Slot(object)
    def _show_details(self, each: ListRow | None) -> None:
        words = "" if each is None else row_problems(each) or changes_in_full(each.changes)
        self.details.setText(words)
        self._details.setVisible(bool(words))

    @Slot()
    def _show_apply(self) -> None:
        report = self.presenter.report
        count = len(report.editions) if report else 0
        is_stopped = bool(report and report.count(RowKind.REFUSED) and not self.skip.isChecked())
        self.apply.set_words(f"Áp dụng {number_words(count)}" if count else "Áp dụng")
        self.apply.setEnabled(count > 0 and not is_stopped)
