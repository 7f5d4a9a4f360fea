"""How the intake screen is laid out: its fields and buttons, and where they stand."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.intake.offers_line import OffersLine
from counter_app.ui.intake.papers_table import PapersTable
from counter_app.ui.intake.person_box import PersonBox
from counter_app.ui.intake.promise_panel import PromisePanel
from counter_app.ui.intake.suggest import SuggestField
from counter_app.ui.intake.terms_box import TermsBox
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.fields import CheckBox, LabelledField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.theme import colour

RIGHT_WIDTH = 300
PROCEDURE_HINT = "gõ mã, tên hoặc lĩnh vực, không cần dấu; ↓ thủ tục hay dùng"
CATALOGUE_HINT = "Gõ để tìm trong danh mục thủ tục của cấp xã."
CARD_HINT = "Mời đưa mã QR trên thẻ căn cước vào máy quét, hoặc gõ số định danh."
PAPER_KEYS = "Phím cách: đủ / thiếu / không cần  ·  K: loại bản  ·  + −: số lượng"


def _scrolling(column: QVBoxLayout) -> QScrollArea:
    """Return a column that scrolls only where the window is too low for it."""
    sheet = QWidget()
    sheet.setLayout(column)
    sheet.setAutoFillBackground(False)
    area = QScrollArea()
    area.setWidget(sheet)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    return area


class IntakeSheet(ScreenBase):
    """The fields of the intake screen in reading order; knows nothing of what they mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tiếp nhận hồ sơ", parent)
        self._make_fields()
        self._lay_out()
        self._order_keys()

    def _make_fields(self) -> None:
        self.procedure = SuggestField("gõ mã, tên hoặc lĩnh vực, không cần dấu; ↓ thủ tục hay dùng")
        self.procedure_field = LabelledField("Thủ tục", self.procedure)
        self.applicant = PersonBox("applicant")
        self.has_submitter = CheckBox("Người khác nộp thay")
        self.offers = OffersLine()
        self.submitter = PersonBox("submitter")
        self.papers = PapersTable()
        self.papers_error = Label(look="fault")
        self.promise = PromisePanel()
        self.terms = TermsBox()
        self.doubles = Label(look="advice", wraps=True)
        self.doubles_link = Button("Xem hồ sơ đó", look="link")
        self.scan = Button("Quét thẻ căn cước", "F4")
        self.clear = Button("Xóa nháp", look="link")
        self.jump = Button("", look="link")
        self.tick_all = Button("Đủ hết", "F6", look="link")
        self.add_paper = Button("Thêm giấy tờ", look="link")
        self.supplement = Button("Phiếu yêu cầu bổ sung", "F8")
        self.take_in = Button("Tiếp nhận", "F9")
        self.take_in_print = Button("Tiếp nhận và in giấy hẹn", "F10", look="main")

    def _lay_out(self) -> None:
        self.add_top(self.scan)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.setContentsMargins(0, 0, 0, 0)
        for part in (self._procedure_card(), self._people_card()):
            left.addWidget(part)
        left.addWidget(self._papers_card(), 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.promise)
        right.addWidget(self.terms)
        right.addStretch(1)
        right.addWidget(self.doubles)
        right.addWidget(self.doubles_link, 0, Qt.AlignmentFlag.AlignLeft)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        self.sheets = (_scrolling(left), _scrolling(right))
        self.sheets[1].setFixedWidth(RIGHT_WIDTH)
        columns.addWidget(self.sheets[0], 1)
        columns.addWidget(self.sheets[1])
        self.body.addLayout(columns)
        self.doubles.hide()
        self.doubles_link.hide()
        self.jump.setStyleSheet(f"color: {colour('overdue').name()};")
        self.jump.hide()
        self.add_bottom_left(self.clear, self.jump)
        self.add_bottom(self.supplement, self.take_in, self.take_in_print)

    def _order_keys(self) -> None:
        """Let Tab and Enter go in reading order; what has its own key is not in the way."""
        for button in (self.add_paper, self.tick_all, self.scan, self.jump):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for before, after in pairwise(
            (self.terms.more, self.supplement, self.take_in, self.take_in_print, self.clear)
        ):
            QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press a button, and go on from whatever else does nothing with it."""
        focused = QApplication.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or focused is None:
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.focusNextChild()

    def _procedure_card(self) -> Card:
        card = Card(gap=0)
        card.body.addWidget(self.procedure_field)
        return card

    def _people_card(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(self.applicant)
        line = row(self.has_submitter, self.offers)
        line.setStretch(1, 1)
        card.body.addLayout(line)
        card.body.addWidget(self.submitter)
        self.submitter.hide()
        return card

    def _papers_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "table-frame")
        box = QVBoxLayout(card)
        box.setContentsMargins(2, 2, 2, 2)
        box.setSpacing(0)
        box.addWidget(self.papers, 1)
        keys = ElidedLabel(PAPER_KEYS, "second")
        foot = row(self.papers_error, keys, 1, self.add_paper, self.tick_all, gap=8)
        foot.setContentsMargins(12, 0, 8, 0)
        self.paper_keys = keys
        self.papers_error.hide()
        box.addLayout(foot)
        self.papers_frame = card
        return card
