"""The editor of each kind of field: they all show a value, give it back, and tell a change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.intake.fees_box import FeesBox
from counter_app.ui.intake.form import FeeRow, PaperRow, ticked
from counter_app.ui.intake.papers_table import PapersTable
from counter_app.ui.intake.suggest import SuggestField, Suggestion
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import TextField, select_all_on_focus
from counter_app.ui.shared.looks import Button, row
from counter_app.ui.steps.fields import Found, Kind, Picked, StepField
from counter_app.ui.steps.ticks import TickList

AREA_HEIGHT = 62
LEAST_PAPERS = 104
MOST_PAPERS = 180


class LineEditor(TextField):
    """A line of text, chosen whole when Tab reaches it."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(field.placeholder, parent)
        self.textEdited.connect(self.changed)

    def value(self) -> str:
        """Return the text as it was typed."""
        return self.text()

    def set_value(self, text: str) -> None:
        """Show a text from its beginning."""
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands there."""
        super().focusInEvent(event)
        select_all_on_focus(self, event)


class AreaEditor(QPlainTextEdit):
    """Several lines of text; Tab goes on."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(field.placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(max(AREA_HEIGHT, 2 * self.fontMetrics().lineSpacing() + 22))
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text as it was typed."""
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        """Show a text."""
        if self.toPlainText() != text:
            self.setPlainText(text)


class ChoiceEditor(Combo):
    """One of a few values."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(field.choices, parent)
        self.picked.connect(self.changed)


class PickEditor(SuggestField):
    """Text with suggestions beneath it; other text typed afterwards forgets what was picked."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(field.placeholder, parent)
        self._find = field.find
        self._value = ""
        self.typed.connect(self._search)
        self.picked.connect(self._take_found)

    def value(self) -> Picked:
        """Return the text and the value picked for it."""
        return Picked(composed(self.text()), self._value)

    def set_value(self, picked: Picked) -> None:
        """Show a text with its value."""
        self._value = picked.value
        if composed(self.text()) != picked.text:
            self.setText(picked.text)
            self.setCursorPosition(0)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._value = ""
        found = self._find(composed(text)) if self._find and text.strip() else ()
        self.suggest([Suggestion(each, each.title, each.detail) for each in found])
        self.changed.emit()

    @Slot(object)
    def _take_found(self, found: Found) -> None:
        self.setText(found.title)
        self._value = found.value
        self.changed.emit()


class PapersEditor(QWidget):
    """The checklist of the intake, with one key for all."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PapersTable()
        self.table.set_empty_words("Không ghi giấy tờ nào. Bấm Insert để thêm.")
        self.all_here = Button("Đủ cả", "F6", look="link")
        self.more = Button("Thêm giấy tờ", look="link")
        self.all_here.clicked.connect(self._tick_all)
        self.more.clicked.connect(self.table.add_paper)
        self.table.edited.connect(self._edited)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.table)
        box.addLayout(row(self.all_here, self.more, 1, gap=8))
        self.setFocusProxy(self.table)

    def value(self) -> tuple[PaperRow, ...]:
        """Return the rows."""
        return self.table.papers.rows

    def set_value(self, rows: tuple[PaperRow, ...]) -> None:
        """Show these rows."""
        self.table.show_rows(rows)
        self._fit()

    def parts(self) -> tuple[QWidget, ...]:
        """Return what Tab visits, in reading order."""
        return (self.table, self.all_here, self.more)

    def sizeHint(self) -> QSize:
        """Ask for the width of a page."""
        return QSize(400, super().sizeHint().height())

    @Slot()
    def _tick_all(self) -> None:
        # Of a supplement no paper is required by itself: the clerk says that all of them came.
        rows = ticked(tuple(_as_required(row) for row in self.value()))
        self.table.show_rows(rows)
        self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        rows = sum(self.table.rowHeight(at) for at in range(len(self.value())))
        height = rows + self.table.horizontalHeader().sizeHint().height() + 6
        self.table.setFixedHeight(max(LEAST_PAPERS, min(MOST_PAPERS, height)))


def _as_required(paper: PaperRow) -> PaperRow:
    return paper if paper.is_conditional else replace(paper, is_required=True)


class FeesEditor(FeesBox):
    """The fee lines of the intake."""

    changed = Signal()

    def __init__(self, field: StepField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edited.connect(self.changed)
        self.setFocusProxy(self.add)

    def value(self) -> tuple[FeeRow, ...]:
        """Return the fee lines as typed."""
        return self.rows()

    def set_value(self, rows: tuple[FeeRow, ...]) -> None:
        """Show these fee lines."""
        self.show_rows(rows)

    def parts(self) -> tuple[QWidget, ...]:
        """Return what Tab visits, in reading order."""
        fields = (part for line in self._lines for part in (line.name, line.amount))
        return (*fields, self.add)


def _ticks(field: StepField) -> TickList:
    return TickList()


_EDITORS: Mapping[Kind, Callable[[StepField], Any]] = {
    Kind.LINE: LineEditor,
    Kind.AREA: AreaEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.PICK: PickEditor,
    Kind.TICKS: _ticks,
    Kind.PAPERS: PapersEditor,
    Kind.FEES: FeesEditor,
}


def editor_of(field: StepField) -> Any:
    """Return a new editor with ``value``, ``set_value`` and the signal ``changed``."""
    return _EDITORS[field.kind](field)


def visited(editor: Any) -> tuple[QWidget, ...]:
    """Return the parts of an editor that Tab visits, in reading order."""
    parts = getattr(editor, "parts", None)
    return parts() if parts is not None else (editor,)
