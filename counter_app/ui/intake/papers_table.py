"""The checklist of papers: one key for each thing a clerk says of a paper."""

from typing import Any

from PySide6.QtCore import (
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from counter_app.domain.facts import PaperKind
from counter_app.ui.intake.form import PaperRow, PaperState, next_state
from counter_app.ui.intake.papers_cells import PaperCells
from counter_app.ui.intake.papers_model import (
    COUNT,
    KIND,
    KINDS,
    MOST_COPIES,
    NAME,
    ROW,
    STATE,
    PapersModel,
)
from counter_app.ui.shared.looks import Label
from counter_app.ui.theme import face, larger

WIDTHS = {KIND: 148, COUNT: 82, STATE: 92}
TALL_ROW = 50
LEAST_HEIGHT = 88


class PapersTable(QTableView):
    """Space goes round present, lacking, not needed; ``+`` and ``-`` count; K is the kind.

    Insert adds a paper, Delete takes an added one away, Enter and Tab go on.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = PapersModel(self)
        self.setModel(self.papers)
        self.setItemDelegate(PaperCells(self))
        self.setAccessibleName("Thành phần hồ sơ")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(larger(ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, larger(width))
        self._empty = Label(look="second", wraps=True, parent=self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.papers.edited.connect(self._edited)
        self.papers.modelReset.connect(self._set_heights)
        self.papers.rowsInserted.connect(self._set_heights)

    def show_rows(self, rows: tuple[PaperRow, ...]) -> None:
        """Show a checklist, keeping the current row."""
        self._show_empty()
        if rows == self.papers.rows:
            return
        at = self.currentIndex().row()
        self.papers.show(rows)
        self._set_heights()
        self._show_empty()
        if rows and at >= 0:
            self.selectRow(min(at, len(rows) - 1))

    def sizeHint(self) -> QSize:
        """Ask for little height: the table takes what the page leaves and scrolls inside."""
        return QSize(400, larger(LEAST_HEIGHT))

    def set_empty_words(self, words: str) -> None:
        """Say what stands in place of the rows when there are none."""
        self._empty.setText(words)

    def _show_empty(self) -> None:
        self._empty.setGeometry(self.viewport().rect().adjusted(24, 0, -24, 0))
        self._empty.setVisible(not self.papers.rows)

    def add_paper(self) -> None:
        """Add a paper by hand and let its name be typed."""
        self.papers.add(PaperRow("", state=PaperState.PRESENT, is_required=False, is_own=True))
        index = self.papers.index(len(self.papers.rows) - 1, NAME)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say something of the current paper with one key."""
        at = self.currentIndex().row()
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif key == Qt.Key.Key_Insert:
            self.add_paper()
        elif at >= 0 and self._said(at, key):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _said(self, at: int, key: int) -> bool:
        row = self.papers.rows[at]
        if key == Qt.Key.Key_Space:
            self.papers.change(at, state=next_state(row))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.papers.change(at, count=min(MOST_COPIES, row.count + 1))
        elif key == Qt.Key.Key_Minus:
            self.papers.change(at, count=max(1, row.count - 1))
        elif key == Qt.Key.Key_K:
            after = KINDS[(KINDS.index(PaperKind(row.kind)) + 1) % len(KINDS)]
            self.papers.change(at, kind=after.value)
        elif key == Qt.Key.Key_Delete and row.is_own:
            self.papers.remove(at)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let one click say what it can: round the states, open the kinds, type the count."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == STATE:
            row = self.papers.rows[index.row()]
            self.papers.change(index.row(), state=next_state(row))
        elif self.papers.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def focusInEvent(self, event: Any) -> None:
        """Stand on a row, so that Space has something to say."""
        super().focusInEvent(event)
        if self.papers.rows and not self.currentIndex().isValid():
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that no longer fit on one line take two."""
        super().resizeEvent(event)
        self._set_heights()
        self._show_empty()

    def _edited(self) -> None:
        self._set_heights()
        self._show_empty()
        self.edited.emit()

    def _set_heights(self) -> None:
        metrics = QFontMetrics(face(larger(13)))
        width = self.columnWidth(NAME) - 17
        for at, row in enumerate(self.papers.rows):
            is_long = metrics.horizontalAdvance(row.name) > width
            height = larger(TALL_ROW if is_long else ROW)
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)
