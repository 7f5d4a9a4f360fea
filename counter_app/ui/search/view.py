"""The search field (Ctrl+F) and the list of dossiers beneath it; the keyboard stays in the field.

Down and Up choose, Enter opens, Escape takes the list away, a second Escape empties the field.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.dossier_row import DossierRow
from counter_app.ui.search.presenter import SearchPorts, SearchPresenter
from counter_app.ui.shared.looks import Label
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesModel
from counter_app.ui.words import format_moment

PAUSE_MS = 60
"""How long the hands must rest before the search begins."""

_PLACEHOLDER = "Tìm mã hồ sơ, tên, số thẻ, điện thoại, hoặc quét mã vạch    Ctrl+F"

_COLUMNS = (
    Column("code", "Mã hồ sơ", lambda row: row.code, width=200, is_code=True),
    Column("applicant", "Chủ hồ sơ", lambda row: row.applicant_name, width=190),
    Column("procedure", "Thủ tục", lambda row: row.procedure_name, width=220),
    Column(
        "due",
        "Hẹn trả",
        lambda row: format_moment(row.due_at),
        width=140,
        at_right=True,
    ),
)


class HitList(QFrame):
    """The list of answers: floats above the page, never takes the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.model = ValuesModel(_COLUMNS, self)
        self.view = QTableView(self)
        self.view.setModel(self.model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.view.horizontalHeader().hide()
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at, column in enumerate(_COLUMNS):
            self.view.setColumnWidth(at, column.width)
        self.view.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.words = Label(look="second", wraps=True)
        self.words.setContentsMargins(10, 8, 10, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(0)
        box.addWidget(self.view)
        box.addWidget(self.words)
        self.hide()

    def show_hits(self, rows: Sequence[DossierRow], place: QPoint, width: int) -> None:
        """Show dossiers at a place of the window."""
        self.model.set_rows(rows)
        self.view.setVisible(bool(rows))
        height = ROW_HEIGHT * len(rows) + 8
        self.view.setFixedHeight(height)
        self.words.setText("Enter mở hồ sơ · ↑ ↓ chọn · Esc đóng")
        self._show(place, width)
        self.view.selectRow(0)

    def show_words(self, words: str, place: QPoint, width: int) -> None:
        """Show a sentence at a place of the window."""
        self.model.set_rows(())
        self.view.hide()
        self.words.setText(words)
        self._show(place, width)

    def step(self, by: int) -> None:
        """Choose the next or the previous dossier."""
        count = len(self.model.rows)
        if count:
            at = self.view.currentIndex().row()
            self.view.selectRow((at + by) % count)

    def chosen(self) -> DossierRow | None:
        """Return the dossier chosen, if the list is shown."""
        index = self.view.currentIndex()
        if self.isHidden() or not index.isValid():
            return None
        row: DossierRow = self.model.rows[index.row()]
        return row

    def _show(self, place: QPoint, width: int) -> None:
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(place)
        self.show()
        self.raise_()


class SearchBox(QLineEdit):
    """The search field of the main window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setPlaceholderText(_PLACEHOLDER)
        self.setAccessibleName("Tìm hồ sơ")
        self._list: HitList | None = None
        self._presenter: SearchPresenter | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._pause_again)

    def use(self, ports: SearchPorts, window: QWidget) -> None:
        """Search with these ports, and show the answers above this window's page."""
        self._presenter = SearchPresenter(self, ports)
        self._list = HitList(window)
        self._list.view.clicked.connect(self._open_chosen)
        window.installEventFilter(self)

    @property
    def hits(self) -> HitList:
        """The list of answers."""
        if self._list is None:
            raise RuntimeError("the search field has no list yet")
        return self._list

    def show_hits(self, rows: Sequence[DossierRow]) -> None:
        """Show these dossiers, the first one chosen."""
        self.hits.show_hits(rows, *self._place())

    def show_words(self, words: str) -> None:
        """Show a sentence in place of dossiers."""
        self.hits.show_words(words, *self._place())

    def hide_hits(self) -> None:
        """Take the list away."""
        self.hits.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open or leave with the keyboard; other keys are typed."""
        match event.key():
            case Qt.Key.Key_Down:
                self.hits.step(1)
            case Qt.Key.Key_Up:
                self.hits.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open_chosen()
            case Qt.Key.Key_Escape:
                self._escape()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the list away when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if self._presenter and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._presenter.left()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list in its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self._list and not self._list.isHidden():
            place, width = self._place()
            self._list.setFixedWidth(width)
            self._list.move(place)
        return False

    def _place(self) -> tuple[QPoint, int]:
        window = self.window()
        wanted = min(max(self.width(), 860), window.width() - 24)
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        return QPoint(min(corner.x(), window.width() - wanted - 12), corner.y()), wanted

    def _pause_again(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        if self._presenter:
            self._presenter.typed(self.text())

    def _open_chosen(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        if self._presenter:
            self._presenter.entered(self.hits.chosen())

    def _escape(self) -> None:
        if self.hits.isHidden():
            self.clear()
        else:
            self.hide_hits()
