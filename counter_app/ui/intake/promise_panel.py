"""The panel that says what the citizen is promised; always in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.ui.intake.screen import LimitQuestion, PromiseShown
from counter_app.ui.intake.suggest import SuggestField, Suggestion
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import Button, Card, Label, row, set_look

MOST_LACKING = 72
"""So many letters of what is lacking are shown; the checklist names it all."""


class PromisePanel(Card):
    """Shows the due moment big, how it was counted beneath, and asks for a limit if need be."""

    limit_edited = Signal()
    limit_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, gap=4, parent=parent)
        self.due = Label(look="promise", wraps=True)
        self.how = Label(look="second", wraps=True)
        self.trouble = Label(look="fault", wraps=True)
        self.lacking = Label(look="advice", wraps=True)
        self.note = Label(look="second", wraps=True)
        self.limit = SuggestField("3 ngày làm việc, 20 ngày, 8 giờ…")
        self.limit_field = LabelledField("Thời hạn giải quyết", self.limit)
        self.error = Label(look="fault", wraps=True)
        self.confirm = Button("Xác nhận", look="link")
        self._question = QWidget()
        self._choices: tuple[str, ...] = ()
        self._is_confirmed = False
        self._lay_out()
        self.limit.typed.connect(self._typed)
        self.limit.entered.connect(self._offer_choices)
        self.limit.picked.connect(self._picked)
        self.limit.returnPressed.connect(self._confirm)
        self.confirm.clicked.connect(self._confirm)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self._question)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(4)
        line = row(self.limit_field, self.confirm, gap=2)
        line.setStretch(0, 1)
        line.setAlignment(self.confirm, Qt.AlignmentFlag.AlignBottom)
        box.addWidget(self.note)
        box.addLayout(line)
        box.addWidget(self.error)
        self.error.hide()
        self._question.hide()
        for part in (Label("Hẹn trả kết quả", "heading"), self.due, self._question):
            self.body.addWidget(part)
        for part in (self.trouble, self.how, self.lacking):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.body.addWidget(part)

    @property
    def is_asking(self) -> bool:
        """Whether the limit field is open."""
        return not self._question.isHidden()

    @property
    def is_confirmed(self) -> bool:
        """Whether the clerk has confirmed the limit that stands there."""
        return self._is_confirmed

    def show_promise(self, shown: PromiseShown) -> None:
        """Show a promise, or why there is none."""
        for label, text in (
            (self.due, shown.due),
            (self.how, shown.how),
            (self.trouble, shown.trouble),
            (self.lacking, shown.lacking),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        if self.is_asking:
            self.trouble.hide()
        self.how.setToolTip("\n".join(shown.days))
        self.due.setToolTip("\n".join(shown.days))
        self.lacking.setToolTip(shown.lacking)
        if len(shown.lacking) > MOST_LACKING:
            self.lacking.setText(f"{shown.lacking[:MOST_LACKING].rstrip()}…")

    def ask(self, question: LimitQuestion | None) -> None:
        """Open the limit field with its choices, or close it."""
        self._question.setVisible(question is not None)
        self._choices = question.choices if question else ()
        self.note.setText(question.note if question else "")

    def show_limit(self, text: str, *, is_confirmed: bool) -> None:
        """Put a limit into the field."""
        if self.limit.text() != text:
            self.limit.setText(text)
        self._show_confirmed(is_confirmed)

    def _show_confirmed(self, is_confirmed: bool) -> None:
        self._is_confirmed = is_confirmed
        self.confirm.set_words("✓ Đã chắc" if is_confirmed else "Xác nhận")
        self.confirm.setEnabled(not is_confirmed)

    def set_error(self, text: str) -> None:
        """Say beneath the limit field what is wrong with it."""
        set_look(self.limit, wrong=bool(text))
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _offer_choices(self) -> None:
        """Show the catalogue's limits as soon as the cursor comes, before anything is typed."""
        if not self.limit.text().strip():
            self.limit.suggest([Suggestion(choice, choice) for choice in self._choices])

    def _typed(self, text: str) -> None:
        self._show_confirmed(False)
        wanted = [choice for choice in self._choices if not text or choice.startswith(text[:1])]
        self.limit.suggest([Suggestion(choice, choice) for choice in wanted])
        self.limit_edited.emit()

    def _picked(self, choice: str) -> None:
        self.limit.setText(choice)
        self._confirm()

    def _confirm(self) -> None:
        if self.limit.text().strip() and not self._is_confirmed:
            self._show_confirmed(True)
            self.limit_confirmed.emit()
