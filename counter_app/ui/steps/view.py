"""The panel of a step inside a page: its fields, what it would mean, and its buttons."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.dossier import Dossier
from counter_app.domain.people import StaffMember
from counter_app.domain.steps import Step
from counter_app.ui.notices import Question
from counter_app.ui.shared.confirm import ask
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import GAP, Button, Card, Label, row, set_look
from counter_app.ui.shared.notice import Action, NoticeBar
from counter_app.ui.shared.scrolling import ScrollArea
from counter_app.ui.steps.editors import editor_of, visited
from counter_app.ui.steps.fields import Outlook, StepForm, Values
from counter_app.ui.steps.ports import StepPorts
from counter_app.ui.steps.presenter import StepDone, StepPresenter

OUTLOOK_MILLISECONDS = 150
"""So long after the last key it is worked out what the step would mean."""

A_SHARE = 300
"""The width that one share of a row counts for beside fields of a width of their own."""

PLAIN_TEXT = 14
"""The size of plain text for which widths are given, in logical pixels."""


class StepPanel(QWidget):
    """Shows one step at a time; a page puts it where the dossier stands, and hides its buttons."""

    opened = Signal()
    """The panel of a step is shown."""

    closed = Signal()
    """The panel was left, by Escape or because the step was recorded."""

    recorded = Signal(object)
    """The step was recorded: a :class:`StepDone`."""

    def __init__(self, ports: StepPorts, notice: NoticeBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self._form: StepForm | None = None
        self._changed_name = ""
        self.editors: dict[str, Any] = {}
        self._labelled: dict[str, LabelledField] = {}
        self._title = Label(look="title", wraps=True)
        self._who = Label(look="second", wraps=True)
        self._about = Label(look="table", wraps=True)
        self._warning = Label(look="advice", wraps=True)
        self._outlook = Label(look="strong", wraps=True)
        self._summary = Label(look="fault", wraps=True)
        self.leave = Button("Thôi", "Esc")
        self.record = Button("Ghi", "F9", look="main")
        self.record_and_print = Button("Ghi, in", "F10", look="main")
        self.buttons = QWidget()
        """Its line of buttons, which a page may put at its own foot."""
        self._fields = QWidget()
        self._card = Card(margin=18, gap=8)
        self._area = ScrollArea()
        self._lay_out()
        self.presenter = StepPresenter(ports, self)
        self._soon = QTimer(self, singleShot=True, interval=OUTLOOK_MILLISECONDS)
        self._soon.timeout.connect(self._tell_change)
        self.leave.clicked.connect(self.presenter.close)
        self.record.clicked.connect(lambda: self._submit(prints=False))
        self.record_and_print.clicked.connect(lambda: self._submit(prints=True))

    def _lay_out(self) -> None:
        for label in (self._title, self._who, self._about, self._warning):
            self._card.body.addWidget(label)
        self._card.body.addWidget(self._fields)
        self._card.body.addWidget(self._outlook)
        self._card.body.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._card)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._area, 1)
        line = row(self._summary, self.leave, self.record, self.record_and_print, gap=10)
        line.setStretch(0, 1)
        self.buttons.setLayout(line)
        box.addWidget(self.buttons)

    # -- what the page asks of it

    def begin(
        self, step: Step, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]
    ) -> None:
        """Open the panel of a step of a dossier."""
        self.presenter.open(step, code, dossier, staff)

    @property
    def is_open(self) -> bool:
        """Whether a step is shown."""
        return self.presenter.step is not None

    def words(self) -> str:
        """Return everything that the panel says, for whoever reads it aloud or tests it."""
        labels = self.findChildren(Label)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self))

    # -- what the presenter says

    def show_form(self, form: StepForm, values: Values, who: str) -> None:
        """Show the form of a step with these values, and give it the keyboard."""
        self._form = None
        self._title.setText(form.title)
        self._who.setText(who)
        for label, text in ((self._about, form.about), (self._warning, form.warning)):
            label.setText(text)
            label.setVisible(bool(text))
        self._outlook.setText("")
        self._outlook.hide()
        self._summary.setText("")
        self._build(form)
        self.put_values(values)
        self._form = form
        self._show_hidden_parts()
        self.record.set_words(form.do)
        set_look(self.record, look="" if form.prints else "main")
        self.record_and_print.set_words(f"{form.do}, in {form.prints}")
        self.record_and_print.setVisible(bool(form.prints))
        self.show_working(False)
        self._area.verticalScrollBar().setValue(0)
        self.opened.emit()
        self._focus_first()

    def values(self) -> Values:
        """Return everything as it stands in the fields."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def put_values(self, values: Values) -> None:
        """Change some fields; the others stay."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].set_value(value)
        self._order_tabs()
        self._show_hidden_parts()

    def show_outlook(self, outlook: Outlook) -> None:
        """Say what the step would mean."""
        self._outlook.setText(outlook.words)
        set_look(self._outlook, look="advice" if outlook.is_warning else "strong")
        self._outlook.setVisible(bool(outlook.words))

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Say beside the fields what is wrong, sum it up, and go to the first of them."""
        for name in self._labelled:
            self._say_beside(name, faults.get(name, ""))
        self._summary.setText(summary)
        first = next((name for name in self._labelled if name in faults), "")
        if first:
            self._labelled[first].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._labelled[first])

    def show_working(self, is_working: bool) -> None:
        """Hold the buttons while something is being recorded."""
        for button in (self.leave, self.record, self.record_and_print):
            button.setEnabled(not is_working)
        self._fields.setEnabled(not is_working)

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""
        ask(self, question, then)

    def warn(self, words: str, *action: tuple[str, Callable[[], None]]) -> None:
        """Say in the page's notice bar what deserves care."""
        actions = [Action(label, self._then_clear(do), is_main=True) for label, do in action]
        self._notice.warn(words, *actions)

    def close_form(self) -> None:
        """Take the panel away; the page shows the dossier again."""
        self._form = None
        self.closed.emit()

    def tell_done(self, done: StepDone) -> None:
        """The step was recorded."""
        self.recorded.emit(done)

    # -- inside

    def _then_clear(self, do: Callable[[], None]) -> Callable[[], None]:
        def clear_and_do() -> None:
            self._notice.clear()
            do()

        return clear_and_do

    def _build(self, form: StepForm) -> None:
        fields = QWidget()
        box = QVBoxLayout(fields)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(10)
        self.editors, self._labelled = {}, {}
        scale = self.fontInfo().pixelSize() / PLAIN_TEXT
        for each in form.rows:
            line = QHBoxLayout()
            line.setSpacing(GAP)
            for field in each:
                editor = editor_of(field)
                labelled = LabelledField(field.label, editor, parent=fields)
                labelled.label.setVisible(bool(field.label))
                if field.width:
                    labelled.setMaximumWidth(round(field.width * scale))
                labelled.set_hint(field.hint)
                editor.changed.connect(partial(self._edited, field.name))
                self.editors[field.name] = editor
                self._labelled[field.name] = labelled
                line.addWidget(labelled, field.width or field.stretch * A_SHARE)
            if all(field.width for field in each):
                line.addStretch(A_SHARE)
            box.addLayout(line)
        self._card.body.replaceWidget(self._fields, fields)
        self._fields.hide()
        self._fields.deleteLater()
        self._fields = fields
        fields.show()

    def _say_beside(self, name: str, fault: str) -> None:
        labelled = self._labelled[name]
        if fault:
            labelled.set_error(fault)
        else:
            hints = self._form.fields if self._form else ()
            labelled.set_hint(next((f.hint for f in hints if f.name == name), ""))

    def _submit(self, *, prints: bool) -> None:
        self._soon.stop()
        self._tell_change()
        self.presenter.submit(prints=prints)

    def _edited(self, name: str) -> None:
        if self._form is None:
            return
        self._say_beside(name, "")
        self._show_hidden_parts()
        # A picked procedure changes other fields: that is not lost behind a later keystroke.
        if self._changed_name not in ("", name):
            self._tell_change()
        self._changed_name = name
        self._soon.start()

    @Slot()
    def _tell_change(self) -> None:
        name, self._changed_name = self._changed_name, ""
        if name and self._form is not None:
            self.presenter.changed(name)

    def _show_hidden_parts(self) -> None:
        if self._form is None:
            return
        values = self.values()
        for field in self._form.fields:
            self._labelled[field.name].setVisible(field.is_shown(values))

    def _order_tabs(self) -> None:
        fields = [part for editor in self.editors.values() for part in visited(editor)]
        chain = [*fields, self.leave, self.record, self.record_and_print]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _focus_first(self) -> None:
        first = next((f for f in self._labelled.values() if f.isVisibleTo(self)), None)
        (first or self.record).setFocus(Qt.FocusReason.TabFocusReason)
