"""A table of as many rows as there are, of which only those near the eye are held."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from counter_app.ui.ports import Memory
from counter_app.ui.shared.table import Column, Index, ValuesModel, ValuesTable

MOST_HELD = 5_000
"""So many rows are kept in memory; when there are more, those held are read anew."""

QUIET_MILLISECONDS = 15
"""While the list is being scrolled quickly, rows that only fly past are not read."""

NOT_YET = "…"


class Pages(Sequence[Any]):
    """A sequence as long as the whole list; a row that was not read yet is None."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self.held: dict[int, Any] = {}

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, at: Any) -> Any:
        return self.held.get(at)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.held.values())

    def __contains__(self, value: object) -> bool:
        return value in self.held.values()

    def index(self, value: Any, start: int = 0, stop: int = 0) -> int:
        """Return the place of a row that is held."""
        return next(at for at, row in self.held.items() if row == value)


class PagedModel(ValuesModel):
    """Says which row is missing when it is looked at."""

    missing = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.pages = Pages()
        self._take(self.pages)

    def _take(self, pages: Pages) -> None:
        self.pages = pages
        # Read like a list, and never changed in place.
        self.rows = pages  # type: ignore[assignment]

    def show_list(self, total: int, offset: int, rows: Sequence[Any]) -> None:
        """Show a list of so many rows; the rows read are put into their places."""
        pages = Pages(total)
        pages.held = dict(enumerate(rows, offset))
        if total == self.pages.total:
            self._take(pages)
            self._tell(0, total)
            return
        self.beginResetModel()
        self._take(pages)
        self.endResetModel()

    def show_rows(self, offset: int, rows: Sequence[Any]) -> None:
        """Put rows into their places."""
        if len(self.pages.held) > MOST_HELD:
            self.pages.held.clear()
        self.pages.held.update(enumerate(rows, offset))
        self._tell(offset, len(rows))

    def _tell(self, first: int, count: int) -> None:
        if count:
            last = self.index(first + count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(first, 0), last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says; of a row not read yet, that it is on its way."""
        if index.isValid() and self.pages[index.row()] is None:
            if role == Qt.ItemDataRole.DisplayRole:
                self.missing.emit(index.row())
                return NOT_YET if index.column() == 0 else None
            return None
        return super().data(index, role)


class PagedTable(ValuesTable):
    """Shows a list of any length; ``rows_wanted`` asks for the rows around one."""

    rows_wanted = Signal(int)

    def __init__(
        self,
        key: str,
        columns: Sequence[Column],
        empty_words: str,
        *,
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            key, columns, empty_words, memory=memory, sorts_itself=False, parent=parent
        )
        self.paged = PagedModel(columns, self)
        self._use(self.paged)
        self._missing = -1
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._ask)
        self.paged.missing.connect(self._wait)

    def _use(self, model: PagedModel) -> None:
        header = self.view.horizontalHeader()
        widths = [self.view.columnWidth(at) for at in range(len(model.columns))]
        header.blockSignals(True)
        self.model = model
        self.view.setModel(model)
        for at, column in enumerate(model.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if column.stretches else mode.Interactive)
            self.view.setColumnWidth(at, widths[at])
        header.blockSignals(False)
        self.view.selectionModel().currentRowChanged.connect(self._tell_chosen)

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many fit."""
        first = max(0, self.view.rowAt(0))
        height = max(1, self.view.verticalHeader().defaultSectionSize())
        return first, self.view.viewport().height() // height + 1

    def show_list(self, total: int, offset: int, rows: Sequence[Any]) -> None:
        """Show a list of so many rows, keeping the current row where it was."""
        at = self.view.currentIndex().row()
        self.paged.show_list(total, offset, rows)
        if 0 <= at < total:
            self.view.selectRow(at)
        self._show_count()

    def to_top(self) -> None:
        """Look at the first rows."""
        self.view.scrollToTop()

    def _wait(self, row: int) -> None:
        self._missing = row
        if not self._quiet.isActive():
            self._quiet.start()

    def _ask(self) -> None:
        first, count = self.visible_rows()
        wanted = range(first, min(len(self.paged.pages), first + count))
        missing = next((at for at in wanted if self.paged.pages[at] is None), None)
        if missing is not None:
            self.rows_wanted.emit(missing)
