"""The hand-over: what the shift hands on at the left, what the clerks add and sign at the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.dossiers.standing import standing_of
from counter_app.ui.duty.columns import Columns
from counter_app.ui.duty.presenter_of_hand_over import HandOverForm, HandOverShown, Mode, lines_of
from counter_app.ui.login.view import SecretField
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import GAP, Card, Divider, Label, row
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable
from counter_app.ui.theme import larger
from counter_app.ui.words import format_moment

_AREA_HEIGHT = 66
_WHY = {
    Mode.GIVE: "Người nhận đếm lại tiền, xem giấy tờ rồi tự gõ mật khẩu của mình để ký nhận. "
    "Sau khi ký, cửa sổ này thuộc về người nhận.",
    Mode.CLOSE: "Cuối ngày không có người nhận: ghi lại những gì để ở quầy cho ngày sau.",
    Mode.ACCEPT: "Hãy đếm lại tiền và xem giấy tờ trước khi ký. Có gì khác thì ghi vào ý kiến.",
}


class HandOverPage(QWidget):
    """Shows the list and takes what is typed; decides nothing."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Mode.GIVE
        self.heading = Label(look="strong", wraps=True)
        self.cash = Label(look="promise")
        self._figures = QGridLayout()
        self._figure_labels: list[Label] = []
        self.attention = ValuesTable(
            "duty.attention",
            (
                Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
                Column("who", "Chủ hồ sơ", lambda r: r.applicant_name, 90, stretches=True),
                Column(
                    "due",
                    "Hẹn trả",
                    lambda r: standing_of(r, now()).words,
                    150,
                    sort_by=lambda r: r.due_at,
                    tone=lambda r: standing_of(r, now()).tone,
                    tip=lambda r: format_moment(r.due_at),
                ),
            ),
            "Không có hồ sơ nào quá hạn hoặc đến hạn hôm nay.",
        )
        self.papers, self.note = _area(), _area()
        self.to = Combo()
        self.password = SecretField()
        self.why = Label(look="second", wraps=True)
        self.signing = Label(look="advice", wraps=True)
        self._rows = {
            "papers": LabelledField("Giấy tờ đang giữ tại quầy (mỗi dòng một thứ)", self.papers),
            "note": LabelledField("Lưu ý cho người sau", self.note),
            "to": LabelledField("Người nhận", self.to),
            "password": LabelledField("Mật khẩu của người nhận", self.password),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        left, right = Card(margin=16, gap=8), Card(margin=16, gap=10)
        self._figures.setHorizontalSpacing(18)
        self._figures.setVerticalSpacing(3)
        self._figures.setColumnStretch(0, 1)
        self._attention_head = Label("Quá hạn hoặc đến hạn hôm nay", "strong")
        self.attention.setMinimumHeight(larger(42 + 2 * ROW_HEIGHT))
        # The list takes what the page leaves; it must not push the buttons out of the window.
        self.attention.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        left.body.addWidget(self.heading)
        left.body.addLayout(row(Label("Tiền mặt trong ngăn"), 1, self.cash))
        left.body.addWidget(Divider())
        left.body.addLayout(self._figures)
        left.body.addWidget(self._attention_head)
        left.body.addWidget(self.attention, 1)
        for name in ("papers", "note", "to", "password"):
            right.body.addWidget(self._rows[name])
        right.body.addWidget(self.password.caps_label)
        right.body.addWidget(self.why)
        right.body.addWidget(self.signing)
        right.body.addStretch(1)
        self.signing.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(Columns(left, right, shares=(6, 5), narrow_below=640), 1)

    def show_list(self, shown: HandOverShown) -> None:
        """Show what is handed over; the first field gets the keyboard."""
        self.mode = shown.mode
        is_accept = shown.mode is Mode.ACCEPT
        self.heading.setText(shown.title)
        self.cash.setText(shown.cash)
        self._show_figures(shown.figures)
        self.attention.set_rows(shown.attention)
        for widget in (self.attention, self._attention_head):
            widget.setVisible(not is_accept)
        self.papers.setPlainText("\n".join(shown.papers))
        self.papers.setReadOnly(is_accept)
        self.note.setPlainText("" if is_accept else shown.note)
        said = (
            f"Ý kiến của bạn (người giao lưu ý: {shown.note})" if shown.note else "Ý kiến của bạn"
        )
        self._rows["note"].label.setText(said if is_accept else "Lưu ý cho người sau")
        self.to.set_choices([(member, member.name) for member in shown.colleagues])
        self.password.clear()
        for name in ("to", "password"):
            self._rows[name].setVisible(shown.mode is Mode.GIVE)
        self.why.setText(_WHY[shown.mode])
        self.show_faults({})
        (self.note if is_accept else self.papers).setFocus(Qt.FocusReason.TabFocusReason)

    def form(self) -> HandOverForm:
        """Return what was typed."""
        return HandOverForm(
            papers=tuple(lines_of(self.papers.toPlainText())),
            note=composed(self.note.toPlainText()),
            to=self.to.value(),
            password=self.password.text(),
        )

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong; the first gets the keyboard."""
        for name, field in self._rows.items():
            field.set_error(faults.get(name, ""))
        if "password" in faults:
            self.password.clear()
        wrong = next((field for name, field in self._rows.items() if name in faults), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_signing(self, words: str) -> None:
        """Say what is under way."""
        self.signing.setText(words)
        self.signing.setVisible(bool(words))

    def words(self) -> str:
        """Return the figures as they stand on the page."""
        return "\n".join(label.text() for label in self._figure_labels)

    def _show_figures(self, figures: tuple[tuple[str, str], ...]) -> None:
        for label in self._figure_labels:
            self._figures.removeWidget(label)
            label.deleteLater()
        self._figure_labels = []
        for at, pair in enumerate(figures):
            for column, text in enumerate(pair):
                label = Label(text, "table")
                if column:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._figures.addWidget(label, at, column)
                self._figure_labels.append(label)


def _area() -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(_AREA_HEIGHT)
    return area
