"""The notice bar: says what was done or what went wrong, and offers the next steps."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from counter_app.domain.errors import CounterError, Trouble
from counter_app.services.counter import ClockBehind
from counter_app.ui.notices import Notice, Tone
from counter_app.ui.shared.looks import Button, Label, set_look
from counter_app.ui.words import sentence_of

_MARKS = {
    Tone.SUCCESS: "✓",
    Tone.WARN: "!",
    Tone.ERROR: "▲",
    Tone.QUIET: "i",
}


@dataclass(frozen=True)
class Action:
    """A next step that a notice offers: its words, what it does, its key if it has one."""

    words: str
    do: Callable[[], None]
    key: str = ""
    is_main: bool = False


class NoticeBar(QFrame):
    """A bar at the top of a screen; hidden until something is to be said.

    It never takes the keyboard away from the field in which somebody types.
    """

    MOST_ACTIONS = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock_is_right: Callable[[], None] | None = None
        """Records that the machine's time is right; offered where that is all that hinders."""
        self._mark = Label(look="mark")
        self._text = Label(look="table", wraps=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[Button] = []
        self._close = Button("Đóng", look="link")
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 8, 5)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.setMinimumHeight(46)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of the next steps offered now."""
        return tuple(self._buttons)

    def say(self, kind: Tone, text: str, *actions: Action) -> None:
        """Show a sentence and up to three next steps, in place of what was said before."""
        if len(actions) > self.MOST_ACTIONS:
            raise ValueError("a notice offers three steps at most")
        self._drop_buttons()
        set_look(self, look=kind.value)
        self._mark.setText(_MARKS[kind])
        set_look(self._mark, look="mark")
        self._mark.style().unpolish(self._mark)
        self._mark.style().polish(self._mark)
        self._text.setText(text)
        self.setAccessibleName(text)
        for action in actions:
            self._add_button(action)
        self.show()

    def succeed(self, text: str, *actions: Action) -> None:
        """Say what was done."""
        self.say(Tone.SUCCESS, text, *actions)

    def warn(self, text: str, *actions: Action) -> None:
        """Say what deserves care."""
        self.say(Tone.WARN, text, *actions)

    def fail(self, error: CounterError, *actions: Action) -> None:
        """Say a foreseen error: a refusal to be put right, or trouble with the machine."""
        kind = Tone.ERROR if isinstance(error, Trouble) else Tone.WARN
        if isinstance(error, ClockBehind) and not actions and self.clock_is_right is not None:
            actions = (Action("Giờ máy đúng", self.clock_is_right, is_main=True),)
        self.say(kind, sentence_of(error), *actions)

    def tell(self, notice: Notice | None, likely_key: str = "") -> None:
        """Show what a presenter says, its likely next step as the main one; or nothing."""
        if notice is None:
            self.clear()
            return
        actions = [
            Action(a.label, a.do, key=likely_key if a.is_likely else "", is_main=a.is_likely)
            for a in notice.actions
        ]
        self.say(notice.tone, notice.text, *actions)

    def clear(self) -> None:
        """Take the notice away."""
        self._drop_buttons()
        self.hide()

    def _add_button(self, action: Action) -> None:
        button = Button(action.words, action.key, "" if action.is_main or action.key else "link")
        button.clicked.connect(action.do)
        self._buttons.append(button)
        self._row.insertWidget(self._row.count() - 1, button)

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
