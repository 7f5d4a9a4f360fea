"""How the intake screen is laid out: its fields and buttons, and where they stand."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.intake.offers_line import OffersLine
from counter_app.ui.intake.papers_table import PapersTable
from counter_app.ui.intake.person_box import PersonBox
from counter_app.ui.intake.promise_panel import PromisePanel
from counter_app.ui.intake.same_day_panel import SameDayPanel
from counter_app.ui.intake.suggest import SuggestField
from counter_app.ui.intake.terms_box import TermsBox
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.fields import CheckBox, LabelledField
from counter_app.ui.shared.looks import Button, Card, Label, row, set_look
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.scrolling import ScrollArea
from counter_app.ui.theme import colour, larger

RIGHT_WIDTH, NARROW_RIGHT = 300, 220
NARROW_BELOW = 1000
CATALOGUE_HINT = "Gõ để tìm trong danh mục thủ tục của cấp xã."
CARD_HINT = "Mời đưa mã QR trên thẻ căn cước vào máy quét, hoặc gõ số định danh."
PAPER_KEYS = "Phím cách: đủ / thiếu / không cần  ·  K: loại bản  ·  + −: số lượng"


def _scrolling(column: QVBoxLayout) -> ScrollArea:
    """Return a column that scrolls only where the window is too low for it."""
    sheet = QWidget()
    sheet.setLayout(column)
    sheet.setAutoFillBackground(False)
    area = ScrollArea()
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
        self.is_narrow = False
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
        self.doubles_link = Button("Xem", look="link")
        self.scan = Button("Quét thẻ căn cước", "F4")
        self.clear = Button("Xóa nháp", look="link")
        self.jump = Button("", look="link")
        self.tick_all = Button("Đủ hết", "F6", look="link")
        self.add_paper = Button("Thêm giấy tờ", look="link")
        self.supplement = Button("Phiếu yêu cầu bổ sung", "F8")
        self.take_in = Button("Tiếp nhận", "F9")
        self.take_in_print = Button("Tiếp nhận và in giấy hẹn", "F10", look="main")
        self.refuse = Button("Từ chối tiếp nhận…", look="link")
        self.at_once = Button("Tiếp nhận, trả ngay", "F11")
        self.same_day = SameDayPanel()
        self.later = Button("Để trả sau", "Esc")
        self.give = Button("Trả kết quả", "F11", look="main")

    def _lay_out(self) -> None:
        self.add_top(self.refuse, self.scan)
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
        warning = row(self.doubles, self.doubles_link, gap=4)
        warning.setStretch(0, 1)
        right.addLayout(warning)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        self.sheets = (_scrolling(left), _scrolling(right))
        self.sheets[1].setFixedWidth(RIGHT_WIDTH)
        columns.addWidget(self.sheets[0], 1)
        columns.addWidget(self.sheets[1])
        self.body.addLayout(columns)
        panel = QVBoxLayout()
        panel.setContentsMargins(0, 0, 0, 0)
        panel.addWidget(self.same_day)
        self.panel_sheet = _scrolling(panel)
        self.body.addWidget(self.panel_sheet, 1)
        self.doubles.hide()
        self.doubles_link.hide()
        self.jump.setStyleSheet(f"color: {colour('overdue').name()};")
        self.jump.hide()
        self.add_bottom_left(self.clear, self.jump)
        self.add_bottom(self.supplement, self.at_once, self.take_in, self.take_in_print)
        self.add_bottom(self.later, self.give)
        self.at_once.hide()
        self.show_panel(False)

    def show_panel(self, is_shown: bool) -> None:
        """Show the panel of what is solved at once in place of the form, or the form."""
        panel: tuple[QWidget, ...] = (self.panel_sheet, self.same_day, self.later, self.give)
        form: tuple[QWidget, ...] = (
            *(*self.sheets, self.scan, self.clear, self.refuse),
            *(self.supplement, self.take_in, self.take_in_print),
        )
        for part in (*panel, *form):
            part.setVisible((part in panel) is is_shown)

    def _order_keys(self) -> None:
        """Let Tab and Enter go in reading order; what has its own key is not in the way."""
        for button in (self.add_paper, self.tick_all, self.scan, self.jump, self.refuse):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for before, after in pairwise(
            (
                self.terms.more,
                self.terms.earlier,
                self.supplement,
                self.at_once,
                self.take_in,
                self.take_in_print,
                self.clear,
            )
        ):
            QWidget.setTabOrder(before, after)
        self.papers.installEventFilter(self)
        for kind in (QPushButton, QCheckBox):
            for widget in self.findChildren(kind):
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter press a button, go on from a check box, and ring the papers while inside."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._entered(watched, event)
        if watched is self.papers and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self.papers_frame, ring=event.type() == QEvent.Type.FocusIn)
        return False

    def _entered(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if isinstance(watched, QPushButton):
            watched.click()
        elif isinstance(watched, QCheckBox):
            self.focusNextChild()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the fields less room where the window has little (a small screen at 150 %)."""
        super().resizeEvent(event)
        self.is_narrow = event.size().width() < NARROW_BELOW
        self.sheets[1].setFixedWidth(NARROW_RIGHT if self.is_narrow else RIGHT_WIDTH)
        self.supplement.set_words("Phiếu bổ sung" if self.is_narrow else "Phiếu yêu cầu bổ sung")
        self.at_once.set_words("Trả ngay" if self.is_narrow else "Tiếp nhận, trả ngay")
        self.take_in_print.set_words(
            "Tiếp nhận và in" if self.is_narrow else "Tiếp nhận và in giấy hẹn"
        )
        for box in (self.applicant, self.submitter):
            # Its fields are as wide as their letters, which may be larger.
            box.set_narrow(event.size().width() < larger(NARROW_BELOW))

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
