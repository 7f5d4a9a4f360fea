"""One edition of a procedure: its fields, its papers, its history; saved as a decision."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.procedure import Procedure
from counter_app.domain.procedure_cells import FEE_KINDS, SUPPLEMENTS
from counter_app.ui.settings.page import (
    READ_ONLY,
    Page,
    lines_editor,
    put_value,
    show_faults,
    value_of,
)
from counter_app.ui.settings.papers_editor import PapersEditor
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter_of_edition import (
    EDITED,
    EditionForm,
    EditionPresenter,
    EditionShown,
)
from counter_app.ui.settings.shown import HistoryRow
from counter_app.ui.shared.combo import Choice, Combo, SearchField
from counter_app.ui.shared.fields import DateField, LabelledField, TextField
from counter_app.ui.shared.looks import GAP, Button, Card, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.table import Column, ValuesTable

_HISTORY = (
    Column("when", "Khi nào", lambda r: r.when, 140, at_right=True),
    Column("what", "Việc", lambda r: r.what, 150),
    Column("details", "Nội dung", lambda r: r.details, 130, stretches=True),
    Column("document", "Văn bản", lambda r: r.document, 120),
    Column("by", "Người ghi", lambda r: r.by, 120),
)
_LABELS = {
    "code": "Mã thủ tục",
    "name": "Tên thủ tục",
    "field": "Lĩnh vực",
    "limit": "Thời hạn giải quyết",
    "limit_direct": "… nếu nộp trực tiếp",
    "limit_online": "… nếu trực tuyến",
    "limit_post": "… nếu qua bưu chính",
    "limit_choices": "Các thời hạn để chọn (mỗi dòng một)",
    "limit_note": "Ghi chú về thời hạn",
    "fee_kind": "Phí, lệ phí",
    "fees": "Mức thu (mỗi dòng một, như Lệ phí: 8.000)",
    "fee_text": "Diễn giải mức thu",
    "supplement": "Khi chờ bổ sung, thời hạn",
    "legal": "Quyết định công bố",
    "note": "Ghi chú",
}
_NARROW, _LEAST = 920, 620
_PAPERS, _PAST = "papers", "past"


class EditionPage(Page):
    """Takes the whole width; Escape leads back to the list."""

    left = Signal(str)
    """Back to the list; with words if something was recorded."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar) -> None:
        super().__init__("Thủ tục", bar)
        self.presenter = EditionPresenter(ports, self)
        self._editors = self._made_editors()
        self.fields = {
            key: LabelledField(_LABELS[key], editor) for key, editor in self._editors.items()
        }
        self.papers = PapersEditor()
        self.side = Combo([(_PAPERS, "Thành phần hồ sơ"), (_PAST, "Các bản và quyết định")])
        self.side.setAccessibleName("Xem phần nào")
        self.history = ValuesTable(
            "settings.history", _HISTORY, "Chưa có quyết định nào.", noun="mục"
        )
        self.valid_from, self.document = DateField(), TextField("Số, ký hiệu văn bản")
        self.why = {
            "valid_from": LabelledField("Áp dụng từ ngày", self.valid_from),
            "document": LabelledField("Theo văn bản số", self.document),
        }
        self.back = Button("Quay lại", "Esc")
        self.end = Button("Dừng thủ tục", "F8")
        self.save = Button("Lưu bản mới", "F9", "main")
        self.only_read = Label(READ_ONLY, "second")
        self.begins_at = self._editors["name"]
        self._lay_out()
        self._connect()

    def _made_editors(self) -> dict[str, QWidget]:
        editors: dict[str, QWidget] = {
            key: TextField() for key in ("code", *EDITED) if key not in ("limit_choices", "fees")
        }
        editors["name"] = lines_editor(2)
        editors["limit_choices"] = lines_editor(2)
        editors["fees"] = lines_editor(2)
        self.field = SearchField()
        editors["field"] = self.field
        editors["fee_kind"] = Combo([(words, words) for words in FEE_KINDS.values()])
        editors["supplement"] = Combo([(words, words) for words in SUPPLEMENTS.values()])
        return {key: editors[key] for key in ("code", *EDITED)}

    def _lay_out(self) -> None:
        left = self._left = Card(margin=14, gap=6)
        for keys in (
            ("code", "field"),
            ("name",),
            ("limit", "supplement"),
            ("limit_direct", "limit_online", "limit_post"),
            ("limit_choices", "fees"),
            ("fee_kind", "fee_text"),
            ("limit_note", "note", "legal"),
        ):
            left.body.addLayout(row(*(self.fields[key] for key in keys), gap=10))
        left.body.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.side)
        right.addWidget(self.papers, 1)
        right.addWidget(self.history, 1)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(GAP)
        self._sides.addWidget(left, 1)
        self._sides.addLayout(right, 1)
        self.box.addLayout(self._sides, 1)
        bottom = row(self.back, self.only_read, 1, gap=7)
        self.valid_from.setMinimumWidth(130)
        self.document.setMinimumWidth(110)
        for widget in (*self.why.values(), self.end, self.save):
            bottom.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.setAlignment(self.back, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(bottom)
        self.history.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.save.clicked.connect(self._save)
        self.end.clicked.connect(self._end)
        self.side.picked.connect(self._show_side)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the papers stand beneath the fields."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the papers beneath the fields where there is little width."""
        super().resizeEvent(event)
        needed = self._left.minimumSizeHint().width() + self.papers.minimumSizeHint().width() + GAP
        is_narrow = event.size().width() < max(_NARROW, needed)
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def open(self, edition: Procedure | None) -> None:
        """Show an edition, or empty fields for a new procedure."""
        self.side.set_value(_PAPERS)
        self._show_side(_PAPERS)
        self.show_faults({})
        self.valid_from.clear()
        self.document.clear()
        self.presenter.open(edition)

    def form(self) -> EditionForm:
        """Return what stands in the fields."""
        return EditionForm(
            code=value_of(self._editors["code"]),
            texts={key: value_of(self._editors[key]) for key in EDITED},
            papers=self.papers.papers(),
            valid_from=self.valid_from.value(),
            valid_from_fault=self.valid_from.fault(),
            document=self.document.words(),
        )

    # -- what the presenter says

    def show_edition(self, shown: EditionShown) -> None:
        """Show an edition."""
        self.title = f"Thủ tục {shown.code} · {shown.state}" if shown.code else "Thủ tục mới"
        self.field.set_choices([Choice(name, name) for name in shown.fields])
        put_value(self._editors["code"], shown.code)
        for key, text in shown.texts.items():
            put_value(self._editors[key], text)
        self.papers.show_papers(shown.papers, may_change=shown.may_decide)
        self.history.set_rows(())
        self._let(shown)
        first = self._editors["name" if shown.code else "code"]
        (first if shown.may_decide else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _let(self, shown: EditionShown) -> None:
        for key, editor in self._editors.items():
            editor.setEnabled(shown.may_decide and not (key == "code" and shown.code))
        for widget in (*self.why.values(), self.save):
            widget.setVisible(shown.may_decide)
        self.end.setVisible(shown.may_decide and bool(shown.code))
        self.side.setVisible(bool(shown.code))
        self.only_read.setVisible(not shown.may_decide)

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show its editions and what was decided about it."""
        self.history.set_rows(rows)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong; papers are said in the bar."""
        show_faults({**self.fields, **self.why}, faults)
        if "papers" in faults:
            self.bar.warn(f"Thành phần hồ sơ: {faults['papers'].lower()}.")

    def leave(self, words: str) -> None:
        """Go back to the list and say what was done."""
        self.left.emit(words)

    # -- what the clerk does

    @Slot()
    def _leave(self) -> None:
        self.left.emit("")

    @Slot()
    def _save(self) -> None:
        self.bar.clear()
        self.presenter.save(self.form())

    @Slot()
    def _end(self) -> None:
        self.bar.clear()
        self.presenter.end(self.form())

    @Slot(object)
    def _show_side(self, which: str) -> None:
        self.papers.setVisible(which == _PAPERS)
        self.history.setVisible(which == _PAST)
