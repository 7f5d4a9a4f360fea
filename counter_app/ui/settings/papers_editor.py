"""The papers of an edition: a table, and beneath it the line in which one is added or changed."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.procedure import RequiredPaper
from counter_app.domain.procedure_cells import MOST_COPIES, MOST_NAME
from counter_app.ui.shared.fields import CheckBox, LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, row
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable
from counter_app.ui.words import fault_words

_NUMBER_WIDTH = 78


def _when(paper: RequiredPaper) -> str:
    said = "lưu ý" if paper.is_note else ""
    return "; ".join(filter(None, (said, "nếu có" if paper.is_conditional else "")))


_COLUMNS = (
    Column("name", "Giấy tờ", lambda p: p.name, 130, stretches=True),
    Column("originals", "Bản chính", lambda p: str(p.original_count or ""), 84, at_right=True),
    Column("copies", "Bản sao", lambda p: str(p.copy_count or ""), 76, at_right=True),
    Column("when", "Khi", _when, 84),
)


class PapersEditor(Card):
    """Keeps the papers in their order; Enter on a row brings it into the line beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=14, gap=8, parent=parent)
        self._papers: list[RequiredPaper] = []
        self.table = ValuesTable(
            "settings.papers", _COLUMNS, "Chưa có giấy tờ nào.", noun="giấy tờ", sorts_itself=False
        )
        self.table.setMinimumHeight(4 * ROW_HEIGHT)
        self.name = TextField("Tên giấy tờ")
        self.originals, self.copies = TextField("1"), TextField("0")
        self.is_conditional = CheckBox("Nếu có")
        self.put = Button("Thêm dòng")
        self.change = Button("Sửa dòng")
        self.drop = Button("Bỏ dòng")
        self.up = Button("Lên", "Alt+Up")
        self.down = Button("Xuống", "Alt+Down")
        self.fields = {
            "name": LabelledField("Giấy tờ", self.name),
            "originals": LabelledField("Bản chính", self.originals),
            "copies": LabelledField("Bản sao", self.copies),
        }
        for number in (self.originals, self.copies):
            number.setFixedWidth(_NUMBER_WIDTH)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.body.addWidget(self.table, 1)
        self.order = QWidget()
        self.order.setLayout(row(self.up, self.down, 1, self.drop, gap=8))
        line = row(self.fields["name"], self.fields["originals"], self.fields["copies"], gap=8)
        line.setStretch(0, 1)
        self.line = QWidget()
        self.line.setLayout(line)
        self.ending = QWidget()
        self.ending.setLayout(row(self.is_conditional, 1, self.change, self.put, gap=8))
        for widget in (self.order, self.line, self.ending):
            self.body.addWidget(widget)

    def _connect(self) -> None:
        self.table.opened.connect(self._bring)
        self.table.chosen.connect(self._bring)
        for button, slot in (
            (self.put, self._put),
            (self.change, self._change),
            (self.drop, self._drop),
            (self.up, self._up),
            (self.down, self._down),
        ):
            button.clicked.connect(slot)

    def papers(self) -> tuple[RequiredPaper, ...]:
        """Return the papers in their order."""
        return tuple(self._papers)

    def show_papers(self, papers: tuple[RequiredPaper, ...], *, may_change: bool) -> None:
        """Show other papers, to be changed or only read."""
        self._papers = list(papers)
        self._show()
        self._clear()
        for widget in (self.order, self.line, self.ending):
            widget.setVisible(may_change)

    def _show(self, at: int = -1) -> None:
        self.table.set_rows(self._papers)
        if at >= 0:
            self.table.choose(at)

    def _at(self) -> int:
        index = self.table.view.currentIndex()
        return index.row() if index.isValid() else -1

    def _clear(self) -> None:
        self.name.clear()
        self.originals.setText("1")
        self.copies.setText("0")
        self.is_conditional.setChecked(False)

    def _typed(self) -> RequiredPaper | None:
        """Return the paper in the line, or say what is wrong with it."""
        counts = [_count(field.words()) for field in (self.originals, self.copies)]
        name = self.name.words()
        faults = {
            "name": "missing" if not name else "too_long" if len(name) > MOST_NAME else "",
            "originals": "" if counts[0] is not None else "not_copies",
            "copies": "" if counts[1] is not None else "not_copies",
        }
        for key, field in self.fields.items():
            field.set_error(fault_words(faults[key]) if faults[key] else "")
        wrong = next((self.fields[key] for key, fault in faults.items() if fault), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return RequiredPaper(name, counts[0] or 0, counts[1] or 0, self.is_conditional.isChecked())

    @Slot(object)
    def _bring(self, paper: RequiredPaper | None) -> None:
        if paper is not None:
            self.name.setText(paper.name)
            self.originals.setText(str(paper.original_count))
            self.copies.setText(str(paper.copy_count))
            self.is_conditional.setChecked(paper.is_conditional)

    @Slot()
    def _put(self) -> None:
        paper = self._typed()
        if paper is not None:
            self._papers.append(replace(paper))
            self._show(len(self._papers) - 1)
            self._clear()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _change(self) -> None:
        at = self._at()
        paper = self._typed() if at >= 0 else None
        if paper is not None:
            self._papers[at] = paper
            self._show(at)

    @Slot()
    def _drop(self) -> None:
        at = self._at()
        if at >= 0:
            del self._papers[at]
            self._show(min(at, len(self._papers) - 1))

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        at, to = self._at(), self._at() + by
        if at >= 0 and 0 <= to < len(self._papers):
            self._papers[at], self._papers[to] = self._papers[to], self._papers[at]
            self._show(to)


def _count(text: str) -> int | None:
    if not text:
        return 0
    is_count = text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MOST_COPIES
    return int(text) if is_count else None
