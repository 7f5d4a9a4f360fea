"""The roster as the head edits it: a grid of weekdays, all of it reached by Tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter_app.domain.facts import RosterDay
from counter_app.domain.people import StaffMember
from counter_app.ui.duty.presenter import RosterForm
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField, LabelledField
from counter_app.ui.shared.looks import Card, Label, row
from counter_app.ui.words_of_duty import DUTY_ROLE_WORDS
from counter_app.ui.words_of_time import WEEKDAYS

_NOBODY = "(không)"
_DATE_WIDTH = 170


class RosterPage(QWidget):
    """Fourteen choices and the day from which they hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mains = tuple(Combo() for _ in WEEKDAYS)
        self.backups = tuple(Combo() for _ in WEEKDAYS)
        self.valid_from = DateField()
        self.valid_from.setMaximumWidth(_DATE_WIDTH)
        self._from_field = LabelledField("Áp dụng từ ngày", self.valid_from)
        self._faults = tuple(Label(look="fault", wraps=True) for _ in WEEKDAYS)
        card = Card(margin=18, gap=12)
        card.body.addWidget(Label("Lịch trực trong tuần của quầy này", "strong"))
        card.body.addLayout(self._grid())
        card.body.addLayout(row(self._from_field, 1))
        card.body.addWidget(
            Label("Lịch đang dùng vẫn giữ cho những ngày trước ngày này.", "second", wraps=True)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for column, words in enumerate(list(DUTY_ROLE_WORDS.values())[:2], 1):
            grid.addWidget(Label(words, "label"), 0, column)
            grid.setColumnStretch(column, 2)
        grid.setColumnStretch(3, 3)
        for weekday, name in enumerate(WEEKDAYS):
            grid.addWidget(Label(name[0].upper() + name[1:]), weekday + 1, 0)
            for column, combo in ((1, self.mains[weekday]), (2, self.backups[weekday])):
                role = list(DUTY_ROLE_WORDS.values())[column - 1]
                combo.setAccessibleName(f"{role}, {name}")
                grid.addWidget(combo, weekday + 1, column)
            grid.addWidget(self._faults[weekday], weekday + 1, 3)
        return grid

    def show_form(self, form: RosterForm) -> None:
        """Show the roster in force; the first choice gets the keyboard."""
        for day in form.days:
            for combo, clerk in (
                (self.mains[day.weekday], day.main),
                (self.backups[day.weekday], day.backup),
            ):
                combo.set_choices(_choices(form.staff, clerk))
                combo.set_value(clerk)
        self.valid_from.set_value(form.valid_from)
        self.show_faults({})
        self.mains[0].setFocus(Qt.FocusReason.TabFocusReason)

    def days(self) -> tuple[RosterDay, ...]:
        """Return the roster as it is chosen."""
        return tuple(
            RosterDay(
                weekday, self.mains[weekday].value() or "", self.backups[weekday].value() or ""
            )
            for weekday in range(len(WEEKDAYS))
        )

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside each weekday and the day what is wrong."""
        self._from_field.set_error(faults.get("valid_from", ""))
        for weekday, label in enumerate(self._faults):
            label.setText(faults.get(f"days.{weekday}", ""))
        wrong = next((w for w in range(len(WEEKDAYS)) if f"days.{w}" in faults), None)
        if wrong is not None:
            self.backups[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
        elif "valid_from" in faults:
            self.valid_from.setFocus(Qt.FocusReason.OtherFocusReason)


def _choices(staff: tuple[StaffMember, ...], chosen: str) -> list[tuple[str, str]]:
    """Return nobody, everybody of this counter, and whom the roster names though they left."""
    known = [(member.clerk, member.name) for member in staff]
    gone = [(chosen, chosen)] if chosen and chosen not in {clerk for clerk, _ in known} else []
    return [("", _NOBODY), *known, *gone]
