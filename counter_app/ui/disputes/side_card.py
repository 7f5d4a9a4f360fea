"""One side of a dispute as a card that can be chosen: what, who, where, when, what follows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QRadioButton, QWidget

from counter_app.domain.facts import EntryName
from counter_app.ui.disputes.shown import SideShown
from counter_app.ui.shared.looks import Card, Divider, Label, literal, set_look

_LABEL_WIDTH = 76
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class _Radio(QRadioButton):
    """A radio button whose arrows choose.

    Qt's own arrows go by where the buttons lie and choose only if one is chosen already.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next or the one before with the arrows, in reading order."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = self.group().buttons()
        other = buttons[(buttons.index(self) + step) % len(buttons)]
        other.click()
        other.setFocus(Qt.FocusReason.TabFocusReason)


class ChoiceCard(Card):
    """A card with a radio button at its head; chosen, it stands out by its ground and line."""

    def __init__(self, words: str, holds: EntryName | None, parent: QWidget | None = None) -> None:
        super().__init__(gap=7, parent=parent)
        self.holds = holds
        self.radio = _Radio(literal(words))
        self.radio.setAccessibleName(words)
        self.body.addWidget(self.radio)
        self.radio.toggled.connect(self._show_choice)

    def _show_choice(self, is_chosen: bool) -> None:
        set_look(self, look="quiet" if is_chosen else "card")


class SideCard(ChoiceCard):
    """What one counter did."""

    def __init__(self, side: SideShown, parent: QWidget | None = None) -> None:
        super().__init__(f"Giữ việc: {side.title}", side.name, parent)
        lines = QGridLayout()
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(4)
        lines.setColumnMinimumWidth(0, _LABEL_WIDTH)
        lines.setColumnStretch(1, 1)
        when = side.when if side.when == side.exactly else f"{side.when} ({side.exactly})"
        for name, words in (
            ("Đã làm gì", side.title + (f". {side.details}" if side.details else "")),
            ("Ai làm", side.who),
            ("Ở đâu", side.where),
            ("Lúc nào", when),
            ("Kéo theo", "\n".join(side.also)),
        ):
            if words:
                at = lines.rowCount()
                lines.addWidget(Label(name, "second"), at, 0, Qt.AlignmentFlag.AlignTop)
                lines.addWidget(_text(words), at, 1)
        self.body.addLayout(lines)
        self.body.addStretch(1)
        self.body.addWidget(Divider())
        self.body.addWidget(_text(f"Nếu giữ việc này, hồ sơ: {side.outcome}.", "strong"))
        self.radio.setAccessibleDescription(
            f"{side.details}. {side.who}, {side.where}, {when}. Khi đó hồ sơ: {side.outcome}"
        )


class NeitherCard(ChoiceCard):
    """None of what was done holds."""

    def __init__(self, outcome: str, parent: QWidget | None = None) -> None:
        super().__init__("Không giữ việc nào", None, parent)
        words = f"Nếu không giữ việc nào, hồ sơ: {outcome}."
        self.body.addWidget(_text(words, "second"))
        self.radio.setAccessibleDescription(words)


def _text(words: str, look: str = "table") -> Label:
    label = Label(words, look, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
