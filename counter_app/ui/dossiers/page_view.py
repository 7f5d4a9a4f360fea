"""The page of one dossier: who, what, until when, with which papers, and what happened to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.dossiers.page_values import DossierPage, HistoryLine, Line
from counter_app.ui.shared.looks import Card, Label
from counter_app.ui.shared.scrolling import ScrollArea

RIGHT_WIDTH = 340
LABEL_WIDTH = 118
SCROLL_BAR = 14
ANY_WIDTH = 16_777_215


class DossierBody(ScrollArea):
    """Shows a :class:`DossierPage`; text may be selected and copied with the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Nội dung hồ sơ")
        self._page: DossierPage | None = None
        self._is_beside = False

    def show_page(self, page: DossierPage) -> None:
        """Show a dossier in place of the one before."""
        if page == self._page:
            return
        self._page = page
        self._draw(page)

    def set_beside(self, is_beside: bool) -> None:
        """Show only what is worth a look while a step is typed beside it, in one column."""
        if is_beside == self._is_beside:
            return
        self._is_beside = is_beside
        self.setMaximumWidth(RIGHT_WIDTH + SCROLL_BAR if is_beside else ANY_WIDTH)
        if self._page is not None:
            self._draw(self._page)

    def _draw(self, page: DossierPage) -> None:
        at = self.verticalScrollBar().value()
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(14)
        right = QWidget()
        if self._is_beside:
            right.setLayout(_beside(page))
        else:
            columns.addLayout(_left(page), 1)
            right.setFixedWidth(RIGHT_WIDTH)
            right.setLayout(_right(page))
        columns.addWidget(right)
        self.setWidget(sheet)
        self.verticalScrollBar().setValue(at)

    def words(self) -> str:
        """Return everything that stands on the page, for whoever reads it aloud or tests it."""
        return "\n".join(label.text() for label in self.findChildren(Label))


def _column(*cards: QWidget) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    for card in cards:
        box.addWidget(card)
    box.addStretch(1)
    return box


def _left(page: DossierPage) -> QVBoxLayout:
    cards = [_procedure_card(page), _lines_card("Chủ hồ sơ", page.applicant)]
    if page.submitter:
        cards.append(_lines_card("Người nộp thay", page.submitter))
    cards.append(_papers_card(page))
    cards.append(_history_card(page.history))
    return _column(*cards)


def _right(page: DossierPage) -> QVBoxLayout:
    cards: list[QWidget] = [_promise_card(page)]
    if page.holder:
        cards.append(_lines_card("Hồ sơ đang ở", page.holder, is_alarm=page.is_holder_late))
    cards.append(_lines_card("Tiếp nhận", page.terms))
    return _column(*cards)


def _beside(page: DossierPage) -> QVBoxLayout:
    cards: list[QWidget] = [_promise_card(page)]
    if page.holder:
        cards.append(_lines_card("Hồ sơ đang ở", page.holder, is_alarm=page.is_holder_late))
    cards.append(_lines_card("Chủ hồ sơ", page.applicant))
    return _column(*cards)


def _text(words: str, look: str = "table") -> Label:
    label = Label(words, look, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _procedure_card(page: DossierPage) -> Card:
    card = Card(gap=4)
    card.body.addWidget(Label("Thủ tục", "label"))
    card.body.addWidget(_text(page.procedure, ""))
    card.body.addWidget(_text(page.field, "second"))
    return card


def _promise_card(page: DossierPage) -> Card:
    card = Card(margin=16, gap=4)
    card.body.addWidget(Label("Hẹn trả kết quả", "heading"))
    card.body.addWidget(Label(page.due, "promise", wraps=True))
    standing = Label(f"{page.state} · {page.standing.words}", "strong", wraps=True)
    standing.setProperty("tone", page.standing.tone)
    card.body.addWidget(standing)
    if page.promised:
        card.body.addWidget(_text(page.promised))
    card.body.addWidget(_text(page.how, "second"))
    days = _text("\n".join(page.days), "second")
    days.setToolTip("\n".join(page.all_days))
    card.body.addWidget(days)
    # Only now that it has a parent: shown without one, it would flash as a window of its own.
    days.setVisible(bool(page.days))
    for why in page.offers.why:
        card.body.addWidget(_text(why, "second"))
    return card


def _lines_card(title: str, lines: Sequence[Line], *, is_alarm: bool = False) -> Card:
    card = Card(gap=6)
    card.body.addWidget(Label(title, "label"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for at, (name, words) in enumerate(lines):
        grid.addWidget(Label(name, "second"), at, 0, Qt.AlignmentFlag.AlignTop)
        text = _text(words)
        if is_alarm and "quá hạn" in words:
            text.setProperty("tone", "overdue")
        grid.addWidget(text, at, 1)
    card.body.addLayout(grid)
    return card


def _papers_card(page: DossierPage) -> Card:
    card = Card(gap=6)
    card.body.addWidget(Label("Thành phần hồ sơ", "label"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (name, words, is_lacking) in enumerate(page.papers):
        mark = Label("✗" if is_lacking else "✓", "strong")
        said = Label(words, "strong" if is_lacking else "second")
        tone = "overdue" if is_lacking else "done"
        mark.setProperty("tone", tone)
        said.setProperty("tone", tone if is_lacking else "")
        grid.addWidget(mark, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(name), at, 1)
        grid.addWidget(said, at, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    if not page.papers:
        grid.addWidget(_text("Không ghi giấy tờ nào.", "second"), 0, 0)
    card.body.addLayout(grid)
    return card


def _history_card(history: Sequence[HistoryLine]) -> Card:
    card = Card(gap=6)
    card.body.addWidget(Label("Đã làm gì với hồ sơ này", "label"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnMinimumWidth(1, LABEL_WIDTH)
    grid.setColumnStretch(2, 1)
    for at, line in enumerate(history):
        when = Label(line.when, "second")
        when.setToolTip(line.exactly)
        grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(line.who, "table"), at, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(_history_words(line)), at, 2)
    card.body.addLayout(grid)
    return card


def _history_words(line: HistoryLine) -> str:
    title = f"{line.title} ({line.happened})" if line.happened else line.title
    what = f"{title}. {line.details}" if line.details else title
    return f"{what} — không có hiệu lực" if line.is_void else what
