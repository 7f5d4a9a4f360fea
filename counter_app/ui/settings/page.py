"""What the pages of the settings have in common: a notice bar to speak to, fields, one save."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.services.counter import ClockBehind
from counter_app.ui.settings.forms import Raw
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter import FormPresenter
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import GAP, Button, Card, Label, row
from counter_app.ui.shared.notice import Action, NoticeBar

READ_ONLY = "Chỉ trưởng bộ phận thay đổi được trang này."
FIELD_WIDTH = 420


class Page(QWidget):
    """A page: its title stands in the screen's title line, what happens in the notice bar."""

    def __init__(self, title: str, bar: NoticeBar) -> None:
        super().__init__()
        self.title = title
        self.bar = bar
        self.confirm_clock: Callable[[], None] = lambda: None
        self.begins_at: QWidget | None = None
        """Where the keyboard goes when the page, taking the whole width, comes to the front."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(GAP)

    def refresh(self) -> None:
        """Something was recorded or somebody else sits here; what is being typed stays."""

    def take_scan(self, text: str) -> bool:
        """Take a scan, or leave it to the window."""
        return False

    def say_done(self, words: str) -> None:
        """Say what was done."""
        self.bar.succeed(words)

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done; about the machine's clock the clerk may be sure."""
        if isinstance(error, ClockBehind):
            self.bar.fail(error, Action("Giờ máy đúng", self.confirm_clock))
        else:
            self.bar.fail(error)


class FormPage(Page):
    """Fields in a card, a sentence that explains them, and the button that saves."""

    def __init__(self, key: str, ports: SettingsPorts, bar: NoticeBar) -> None:
        self.presenter = FormPresenter(key, ports, self)
        super().__init__(self.presenter.rules.title, bar)
        self.fields: dict[str, LabelledField] = {}
        self._shown: Raw = {}
        self._may_choose = False
        self.card = Card(margin=18, gap=12)
        self.preview = Label(look="strong", wraps=True)
        self.preview.setAccessibleName("Ví dụ")
        self.only_read = Label(READ_ONLY, "second")
        self.save = Button("Lưu", "F9", "main")
        self.save.clicked.connect(self._save)
        self.build()
        self.box.addWidget(self.card)
        self.box.addWidget(self.preview)
        self.build_beneath()
        self.box.addStretch(1)
        self.bottom = row(self.only_read, 1, *self.further_buttons(), self.save, gap=10)
        self.box.addLayout(self.bottom)
        self.only_read.hide()
        self.preview.hide()

    def build(self) -> None:
        """Put the fields into the card; the base has none."""

    def further_buttons(self) -> tuple[Button, ...]:
        """Return the buttons that stand before the one that saves; the base has none."""
        return ()

    def build_beneath(self) -> None:
        """Put further cards beneath that of the fields; the base has none."""

    def add(self, key: str, label: str, editor: QWidget, hint: str = "") -> LabelledField:
        """Put a field into the card; ``hint`` stands beneath it in quiet letters."""
        field = LabelledField(label, editor)
        editor.setMaximumWidth(FIELD_WIDTH)
        self.fields[key] = field
        self.card.body.addWidget(field)
        if hint:
            self.card.body.addWidget(Label(hint, "second", wraps=True))
        self.watch(editor)
        return field

    def watch(self, editor: QWidget) -> None:
        """Explain anew whenever an editor is changed."""
        if isinstance(editor, TextField):
            editor.textEdited.connect(self.explain)
        elif isinstance(editor, Combo):
            editor.picked.connect(self.explain)

    def raw(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {key: value_of(field.editor) for key, field in self.fields.items()}

    def put(self, raw: Raw) -> None:
        """Write values into the fields."""
        for key, field in self.fields.items():
            put_value(field.editor, raw[key])

    # -- what the presenter says

    def show_raw(self, raw: Raw) -> None:
        """Show what is chosen now."""
        self.put(raw)
        self._shown = self.raw()
        self.card.setEnabled(self._may_choose)
        self.save.setEnabled(True)
        self.show_faults({})
        self.explain()

    def show_may(self, may_choose: bool) -> None:
        """Let the fields be changed, or only be read."""
        self._may_choose = may_choose
        # Nothing can be typed before what is chosen now stands there.
        self.card.setEnabled(may_choose and bool(self._shown))
        self.save.setEnabled(bool(self._shown))
        self.save.setVisible(may_choose)
        self.only_read.setVisible(not may_choose)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong; the first gets the keyboard."""
        show_faults(self.fields, faults)

    def is_touched(self) -> bool:
        """Say whether something was typed that is not saved."""
        return bool(self._shown) and self.raw() != self._shown

    # -- what the clerk does

    def refresh(self) -> None:
        """Show what is chosen now; what is being typed stays."""
        self.presenter.refresh()

    @Slot()
    def explain(self) -> None:
        """Explain what stands in the fields."""
        words = self.presenter.preview(self.raw())
        self.preview.setText(words)
        self.preview.setVisible(bool(words))

    @Slot()
    def _save(self) -> None:
        self.bar.clear()
        self.presenter.save(self.raw())


def show_faults(fields: Mapping[str, LabelledField], faults: Mapping[str, str]) -> None:
    """Say beside the fields what is wrong; the first that is wrong gets the keyboard."""
    for key, field in fields.items():
        field.set_error(faults.get(key, ""))
    wrong = next((field for key, field in fields.items() if key in faults), None)
    if wrong is not None:
        wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def value_of(editor: QWidget) -> Any:
    """Return what stands in an editor."""
    if isinstance(editor, TextField):
        return editor.words()
    if isinstance(editor, Combo):
        return editor.value()
    assert isinstance(editor, QPlainTextEdit)
    return editor.toPlainText().strip()


def put_value(editor: QWidget, value: Any) -> None:
    """Write a value into an editor."""
    if isinstance(editor, TextField):
        editor.setText(str(value))
        editor.setCursorPosition(0)
    elif isinstance(editor, Combo):
        editor.set_value(value)
    else:
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(str(value))


def lines_editor(rows: int) -> QPlainTextEdit:
    """Return an editor of some lines, which Tab leaves."""
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    editor.setFixedHeight(editor.fontMetrics().lineSpacing() * rows + 18)
    return editor
