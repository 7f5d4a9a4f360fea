"""A table of figures: the arrows go from number to number, Enter opens what is behind one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter_app.ui.ports import Memory
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.supervision.overview.ports import Listed

HEAD_LINES, HEAD_PADDING = 2, 14
KEYS = "Enter mở con số đang chọn · Ctrl+↑ hoặc Ctrl+↓ xếp theo cột đang chọn"


class FigureTable(ValuesTable):
    """A table whose rows are chosen whole, with a ring around one cell of them."""

    def __init__(
        self,
        key: str,
        columns: Sequence[Column],
        listed: Mapping[str, Listed],
        empty_words: str,
        *,
        memory: Memory | None = None,
        noun: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, columns, empty_words, memory=memory, noun=noun, parent=parent)
        self._listed = listed
        self.view.setProperty("look", "cells")
        header = self.view.horizontalHeader()
        # The style sheet has heads of one line in mind.
        header.setFixedHeight(HEAD_LINES * header.fontMetrics().lineSpacing() + HEAD_PADDING)
        for keys, slot in (("Ctrl+Up", self._sort_up), ("Ctrl+Down", self._sort_down)):
            shortcut = QShortcut(QKeySequence(keys), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def listed(self) -> Listed | None:
        """Return what the current cell counts; None for a cell that counts no dossiers."""
        return self._listed.get(self.column_key())

    def column_key(self) -> str:
        """Return the key of the current cell's column."""
        return self.model.columns[max(0, self.view.currentIndex().column())].key

    def set_rows(self, rows: Sequence[Any], total: int | None = None) -> None:
        """Show these rows; the ring stays in its column."""
        column = self.view.currentIndex().column()
        super().set_rows(rows, total)
        at = self.view.currentIndex()
        if at.isValid() and column > 0:
            self.view.setCurrentIndex(self.model.index(at.row(), column))

    def choose(self, row: int) -> None:
        """Make a row the current one; the ring stays in its column."""
        column = max(0, self.view.currentIndex().column())
        if 0 <= row < len(self.model.rows):
            self.view.setCurrentIndex(self.model.index(row, column))

    @Slot()
    def _sort_up(self) -> None:
        self._sort_by_current(Qt.SortOrder.AscendingOrder)

    @Slot()
    def _sort_down(self) -> None:
        self._sort_by_current(Qt.SortOrder.DescendingOrder)

    def _sort_by_current(self, order: Qt.SortOrder) -> None:
        column = max(0, self.view.currentIndex().column())
        self.view.horizontalHeader().setSortIndicator(column, order)
        self.choose(0)
        self.view.scrollToTop()
