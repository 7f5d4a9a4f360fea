"""Fields: a label above, the editor, and beneath it what is wrong or what would help."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.dates import NotADate, read_day
from counter_app.ui.shared.looks import Label, literal, set_look
from counter_app.ui.words_of_errors import fault_words
from counter_app.ui.words_of_time import format_day


class TextField(QLineEdit):
    """A line of text; Enter goes on to the next field, and text is kept composed (NFC)."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.returnPressed.connect(self._go_on)

    def words(self) -> str:
        """Return what was typed, composed and without needless spaces."""
        return composed(self.text())

    def _go_on(self) -> None:
        if not self.property("keeps_enter"):
            self.focusNextChild()


class DateField(TextField):
    """A day, typed as ``15081991`` or ``15/8/1991`` and shown as ``15/08/1991``.

    What cannot be read stays as it was typed; ``fault`` then names what is wrong.
    """

    changed = Signal()
    """Emitted when the field was left or Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ngày/tháng/năm", parent)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """Return the day, or None for an empty field or one that cannot be read."""
        try:
            return read_day(self.text())
        except NotADate:
            return None

    def fault(self) -> str:
        """Return ``not_a_date`` if something stands there that is no day; otherwise nothing."""
        try:
            read_day(self.text())
        except NotADate:
            return "not_a_date"
        return ""

    def set_value(self, day: date | None) -> None:
        """Show a day."""
        self.setText(format_day(day) if day else "")

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)
        self.changed.emit()


class PasswordField(TextField):
    """A password: hidden letters, no input-method composition, unlike every other field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.show_letters(False)

    def show_letters(self, are_shown: bool) -> None:
        """Show or hide the letters."""
        mode = QLineEdit.EchoMode.Normal if are_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class CheckBox(QCheckBox):
    """A check box whose words are taken literally."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(literal(words), parent)


class LabelledField(QWidget):
    """A label, an editor, and a line beneath: red for a fault, quiet for advice.

    The line takes no room until it has something to say, unless ``keeps_line`` is set.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        keeps_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, "label")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        self._line = Label(look="fault", wraps=True)
        self._keeps_line = keeps_line
        policy = self._line.sizePolicy()
        policy.setRetainSizeWhenHidden(keeps_line)
        self._line.setSizePolicy(policy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.label)
        box.addWidget(editor)
        box.addWidget(self._line)
        box.addStretch(1)
        self._line.hide()
        self.setFocusProxy(editor)

    @property
    def line(self) -> str:
        """What stands beneath the field now."""
        return "" if self._line.isHidden() else self._line.text()

    def set_fault(self, fault: str) -> None:
        """Say by a fault's name what is wrong; an empty name takes it away."""
        self.set_error(fault_words(fault) if fault else "")

    def set_error(self, text: str) -> None:
        """Say in red what is wrong; an empty text takes it away."""
        set_look(self.editor, wrong=bool(text))
        self._say(text, "fault")

    def set_advice(self, text: str) -> None:
        """Say what deserves a look, without calling the field wrong."""
        set_look(self.editor, wrong=False)
        self._say(text, "advice")

    def set_hint(self, text: str) -> None:
        """Say something helpful in quiet letters."""
        set_look(self.editor, wrong=False)
        self._say(text, "second")

    def _say(self, text: str, look: str) -> None:
        self._line.setText(text)
        set_look(self._line, look=look)
        self._line.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)


def select_all_on_focus(field: QLineEdit, event: QFocusEvent) -> None:
    """Select a field's text when the keyboard reaches it by Tab, so that typing replaces it."""
    from PySide6.QtCore import Qt

    if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
        field.selectAll()
