"""The fields of one person: applicant or submitter, two short lines."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.people import Sex
from counter_app.ui.dates import NotADate, read_day
from counter_app.ui.intake.form import PersonForm
from counter_app.ui.intake.screen import PlaceChoice
from counter_app.ui.intake.suggest import SuggestField, Suggestion
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField, TextField, select_all_on_focus
from counter_app.ui.shared.looks import GAP
from counter_app.ui.theme import larger
from counter_app.ui.words import SEX_WORDS, format_day

CARD_PARTS = 6
"""So many ``|`` in the number field are a card whose scanner nobody caught."""

WIDE = {"id_number": 160, "birth": 128, "sex": 92}
NARROW = {"id_number": 138, "birth": 104, "sex": 74}


class FormField(TextField):
    """A line of the form: chosen whole when Tab reaches it, and it tells when it is left."""

    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands there."""
        super().focusInEvent(event)
        select_all_on_focus(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isVisible():
            self.left.emit()


class BirthField(FormField):
    """A day typed as ``15081991``, shown as ``15/08/1991`` once it is left."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show a readable day in the one form; leave anything else as it was typed."""
        try:
            day = read_day(self.text())
        except NotADate:
            day = None
        if day is not None:
            self.setText(format_day(day))
        super().focusOutEvent(event)


class PersonBox(QWidget):
    """Shows and reads a :class:`PersonForm`; what is not on its lines is kept as it came."""

    edited = Signal()
    left = Signal(str)
    """The name of a field (``phone``) that the keyboard left."""

    place_typed = Signal(str)
    place_picked = Signal(object)
    card_typed = Signal(str)

    def __init__(self, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = who
        self._kept = PersonForm()
        is_submitter = who == "submitter"
        self.id_number = FormField("quét thẻ hoặc gõ")
        self.name = FormField()
        self.birth = BirthField("15081991")
        self.sex = Combo([("", "–"), *((sex.value, SEX_WORDS[sex]) for sex in Sex)])
        self.line = FormField("số nhà, đường")
        self.commune = SuggestField("gõ tên xã, phường, không cần dấu")
        self.phone = FormField()
        self.email = FormField("nếu có")
        self.authorisation = FormField("số, ngày, nơi lập giấy ủy quyền")
        name = "Họ và tên người nộp" if is_submitter else "Họ và tên chủ hồ sơ"
        self.fields = {
            "id_number": LabelledField("Số định danh", self.id_number),
            "name": LabelledField(name, self.name),
            "birth_on": LabelledField("Ngày sinh", self.birth),
            "sex": LabelledField("Giới tính", self.sex),
            "line": LabelledField("Thôn, tổ", self.line),
            "commune": LabelledField("Xã, phường", self.commune),
            "phone": LabelledField("Điện thoại", self.phone),
            "email": LabelledField("Thư điện tử", self.email),
            "authorisation": LabelledField("Giấy ủy quyền", self.authorisation),
        }
        self._lay_out(is_submitter=is_submitter)
        self._connect()

    def _lay_out(self, *, is_submitter: bool) -> None:
        first = (
            "id_number",
            "name",
            *(("authorisation",) if is_submitter else ("birth_on", "sex")),
        )
        second = ("line", "commune", "phone", "email")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for names in (first, second):
            line = QHBoxLayout()
            line.setSpacing(GAP)
            for name in names:
                line.addWidget(self.fields[name], 1 if name in ("name", "commune") else 0)
            box.addLayout(line)
        self.set_narrow(False)
        shown = {*first, *second}
        for name, field in self.fields.items():
            if name not in shown:
                field.setParent(self)
                field.hide()

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room."""
        plain = NARROW if is_narrow else WIDE
        widths = {name: larger(width) for name, width in plain.items()}
        for names, width in (
            (("id_number", "line"), widths["id_number"]),
            (("birth_on", "phone"), widths["birth"]),
            (("sex", "email"), widths["sex"]),
            (("authorisation",), widths["birth"] + widths["sex"] + GAP),
        ):
            for name in names:
                self.fields[name].setFixedWidth(width)

    def _connect(self) -> None:
        lines = {
            "id_number": self.id_number,
            "name": self.name,
            "birth_on": self.birth,
            "line": self.line,
            "phone": self.phone,
            "email": self.email,
            "authorisation": self.authorisation,
        }
        for name, line in lines.items():
            line.textEdited.connect(self.edited)
            line.left.connect(lambda name=name: self.left.emit(name))
        self.id_number.returnPressed.connect(self._card_typed)
        self.id_number.textEdited.connect(self._number_typed)
        self.sex.picked.connect(self.edited)
        self.commune.typed.connect(self.place_typed)
        self.commune.picked.connect(self.place_picked)
        self.commune.left.connect(lambda: self.left.emit("commune"))
        self.name.textChanged.connect(self.name.setToolTip)

    def _card_typed(self) -> None:
        text = self.id_number.text()
        if text.count("|") >= CARD_PARTS:
            self.id_number.clear()
            self.card_typed.emit(text)

    def _number_typed(self, text: str) -> None:
        """A whole number was typed: no need to leave the field before it is looked up."""
        if sum(letter.isdigit() for letter in text) == 12 and "|" not in text:
            self.left.emit("id_number")

    def form(self) -> PersonForm:
        """Return what stands in the fields."""
        return replace(
            self._kept,
            id_number=self.id_number.text(),
            name=self.name.text(),
            birth=self.birth.text(),
            sex=str(self.sex.value() or ""),
            line=self.line.text(),
            commune=self.commune.text(),
            phone=self.phone.text(),
            email=self.email.text(),
        )

    def show_form(self, form: PersonForm) -> None:
        """Put a person into the fields; a field that has the text already is left alone."""
        self._kept = form
        for field, text in (
            (self.id_number, form.id_number),
            (self.name, form.name),
            (self.birth, form.birth),
            (self.line, form.line),
            (self.commune, form.commune),
            (self.phone, form.phone),
            (self.email, form.email),
        ):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.sex.set_value(form.sex)

    def show_places(self, choices: tuple[PlaceChoice, ...]) -> None:
        """Offer communes under the commune field."""
        self.commune.suggest([Suggestion(choice, choice.text) for choice in choices])
