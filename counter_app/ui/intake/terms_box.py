"""How the dossier comes in and goes out, what it costs, and the rarer terms behind "Thêm"."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.facts import ChannelIn, ChannelOut
from counter_app.ui.intake.fees_box import FeesBox
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.person_box import FormField
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import CheckBox, LabelledField
from counter_app.ui.shared.looks import Button, Card, row
from counter_app.ui.words import CHANNEL_IN_WORDS, CHANNEL_OUT_WORDS

EARLIER = "Nhận trước đó…"
RARE = ("received_at", "competent_office", "competent_received_at")
"""The fields on the side of the rarer terms."""


class TermsBox(Card):
    """The right column beneath the promise."""

    edited = Signal()
    channel_changed = Signal()
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, gap=6, parent=parent)
        self.channel_in = Combo((c.value, CHANNEL_IN_WORDS[c]) for c in ChannelIn)
        self.channel_out = Combo((c.value, CHANNEL_OUT_WORDS[c]) for c in ChannelOut)
        self.fees = FeesBox()
        self.sets = FormField()
        self.note = FormField("ghi cho người giải quyết")
        self.more = Button("Thêm  ▾", look="link")
        self.earlier = Button(EARLIER, look="link")
        self.received = FormField("9:30 24/11/2026; để trống: bây giờ")
        self.is_extra = CheckBox("Trong buổi tăng thêm")
        self.is_elsewhere = CheckBox("Hồ sơ ngoài địa bàn")
        self.office = FormField("tên cơ quan giải quyết")
        self.office_received = FormField("9:30 24/11/2026")
        self.fields = {
            "channel_in": LabelledField("Nộp qua", self.channel_in),
            "channel_out": LabelledField("Nhận kết quả", self.channel_out),
            "sets": LabelledField("Số bộ", self.sets),
            "note": LabelledField("Ghi chú", self.note),
            "received_at": LabelledField("Nhận lúc", self.received),
            "competent_office": LabelledField("Cơ quan có thẩm quyền", self.office),
            "competent_received_at": LabelledField("Lúc cơ quan đó nhận", self.office_received),
        }
        self._elsewhere = QWidget()
        self._usual = QWidget()
        self._rare = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.fields["sets"].setFixedWidth(58)
        small = row(self.fields["sets"], self.fields["note"])
        small.setStretch(1, 1)
        elsewhere = QVBoxLayout(self._elsewhere)
        elsewhere.setContentsMargins(0, 0, 0, 0)
        elsewhere.addWidget(self.fields["competent_office"])
        elsewhere.addWidget(self.fields["competent_received_at"])
        rare = QVBoxLayout(self._rare)
        rare.setContentsMargins(0, 0, 0, 0)
        rare.setSpacing(4)
        for part in (
            self.fields["received_at"],
            self.is_extra,
            self.is_elsewhere,
            self._elsewhere,
        ):
            rare.addWidget(part)
        usual = QVBoxLayout(self._usual)
        usual.setContentsMargins(0, 0, 0, 0)
        usual.setSpacing(6)
        for name in ("channel_in", "channel_out"):
            usual.addWidget(self.fields[name])
        usual.addWidget(self.fees)
        usual.addLayout(small)
        for part in (self._usual, self._rare):
            self.body.addWidget(part)
        self.body.addLayout(row(self.more, self.earlier, 1, gap=4))
        self._elsewhere.hide()
        self._rare.hide()

    def _connect(self) -> None:
        self.channel_in.picked.connect(self.channel_changed)
        self.channel_out.picked.connect(self.edited)
        self.fees.edited.connect(self.edited)
        self.more.clicked.connect(self._turn_more)
        self.earlier.clicked.connect(self._turn_to_received)
        self.is_extra.clicked.connect(self.edited)
        self.is_elsewhere.clicked.connect(self._elsewhere_clicked)
        for name, field in (
            ("sets", self.sets),
            ("note", self.note),
            ("received_at", self.received),
            ("competent_office", self.office),
            ("competent_received_at", self.office_received),
        ):
            field.textEdited.connect(self.edited)
            field.left.connect(lambda name=name: self.left.emit(name))

    def _turn_more(self) -> None:
        self.show_rare(self._rare.isHidden())
        if not self._rare.isHidden():
            self.is_extra.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_to_received(self) -> None:
        self.show_rare(True)
        self.received.setFocus(Qt.FocusReason.TabFocusReason)

    def _elsewhere_clicked(self, is_checked: bool) -> None:
        self._elsewhere.setVisible(is_checked)
        if is_checked:
            self.office.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def show_rare(self, are_shown: bool) -> None:
        """Show the rarer terms in place of the usual ones, or these again; nothing scrolls."""
        self._rare.setVisible(are_shown)
        self._usual.setVisible(not are_shown)
        self.more.set_words("Trở lại  ▴" if are_shown else "Thêm  ▾")
        self.earlier.setVisible(not are_shown)
        received = self.received.text().strip()
        self.earlier.set_words(f"Nhận lúc {received}" if received else EARLIER)

    def reveal(self, field: str) -> None:
        """Show the side on which a field stands."""
        self.show_rare(field in RARE)

    def form(self, form: IntakeForm) -> IntakeForm:
        """Return the form with what stands in these fields."""
        return replace(
            form,
            channel_in=str(self.channel_in.value()),
            channel_out=str(self.channel_out.value()),
            fees=self.fees.rows(),
            sets=self.sets.text(),
            note=self.note.text(),
            is_extra_session=self.is_extra.isChecked(),
            is_elsewhere=self.is_elsewhere.isChecked(),
            competent_office=self.office.text(),
            competent_received=self.office_received.text(),
            received=self.received.text(),
        )

    def show_form(self, form: IntakeForm) -> None:
        """Put a form's terms into the fields."""
        self.channel_in.set_value(form.channel_in)
        self.channel_out.set_value(form.channel_out)
        self.fees.show_rows(form.fees)
        for field, text in (
            (self.sets, form.sets),
            (self.note, form.note),
            (self.office, form.competent_office),
            (self.office_received, form.competent_received),
            (self.received, form.received),
        ):
            if field.text() != text:
                field.setText(text)
        self.is_extra.setChecked(form.is_extra_session)
        self.is_elsewhere.setChecked(form.is_elsewhere)
        self._elsewhere.setVisible(form.is_elsewhere)
        if form.is_blank:
            self.show_rare(False)
        elif form.is_extra_session or form.is_elsewhere or form.received:
            self.show_rare(True)
