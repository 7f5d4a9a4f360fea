"""The page "Giờ làm việc": the hours of the week, and seasons that differ from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.ui.settings.forms import Raw
from counter_app.ui.settings.hours import DAYS, Period
from counter_app.ui.settings.page import FormPage
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Label, row, set_look
from counter_app.ui.words_of_time import WEEKDAYS

_DAY_WIDTH = 110
_HOURS_WIDTH = 300
_MOST_SEASONS = 6


class HoursPage(FormPage):
    """One field for each weekday of the period that is chosen above them."""

    def build(self) -> None:
        """Put the periods, the weekdays and the copying into the card."""
        self._periods: tuple[Period, ...] = (Period(("",) * DAYS),)
        self._at = 0
        self._faults: Mapping[str, str] = {}
        self.period = Combo([(0, "Giờ thường")])
        self.period.setMinimumWidth(180)
        self.period.picked.connect(self._go)
        self.add_season = Button("Thêm mùa", "F6")
        self.drop_season = Button("Bỏ mùa")
        self.copy = Button("Chép giờ thứ Hai cho thứ Ba đến thứ Sáu", look="link")
        self.add_season.clicked.connect(self._add_season)
        self.drop_season.clicked.connect(self._drop_season)
        self.copy.clicked.connect(self._copy)
        chosen = LabelledField("Khoảng thời gian", self.period)
        top = row(chosen, 1, gap=10)
        for button in (self.drop_season, self.add_season):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.card.body.addLayout(top)
        self.card.body.addWidget(self._span_line())
        self.card.body.addLayout(self._grid())
        self.card.body.addLayout(row(self.copy, 1))
        self.card.body.addWidget(
            Label("Ghi như 07:30-11:30, 13:30-17:00. Để trống là ngày nghỉ.", "second", wraps=True)
        )

    def _span_line(self) -> QWidget:
        self.first, self.last = TextField("15/10"), TextField("15/4")
        self._ends = {
            "first": LabelledField("Từ ngày", self.first),
            "last": LabelledField("Đến hết ngày", self.last),
        }
        for field in self._ends.values():
            field.editor.setMaximumWidth(_DAY_WIDTH)
            self.watch(field.editor)
        self._span = QWidget()
        self._span.setLayout(row(*self._ends.values(), 1))
        return self._span

    def _grid(self) -> QGridLayout:
        self.days = tuple(TextField() for _ in WEEKDAYS)
        self._lines = tuple(Label(look="fault", wraps=True) for _ in WEEKDAYS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, (name, field) in enumerate(zip(WEEKDAYS, self.days, strict=True)):
            words = f"{name[0].upper()}{name[1:]}"
            field.setAccessibleName(words)
            field.setMinimumWidth(_HOURS_WIDTH)
            self.watch(field)
            grid.addWidget(Label(words), at, 0)
            grid.addWidget(field, at, 1)
            grid.addWidget(self._lines[at], at, 2)
        return grid

    # -- values

    def raw(self) -> dict[str, Any]:
        """Return the periods with what stands in the fields now."""
        return {"periods": self._typed()}

    def put(self, raw: Raw) -> None:
        """Show other periods, and the one that was shown if it is still there."""
        self._periods = raw["periods"]
        self._at = min(self._at, len(self._periods) - 1)
        self._fill()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong; the first period with a fault is shown."""
        self._faults = faults
        wrong = sorted({int(key.split(".")[0]) for key in faults})
        if wrong and self._at not in wrong:
            self._periods, self._at = self._typed(), wrong[0]
            self._fill()
        self._show_lines()
        if wrong:
            self._first_wrong().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_wrong(self) -> TextField:
        for name, field in self._ends.items():
            if f"{self._at}.{name}" in self._faults:
                return self.first if field is self._ends["first"] else self.last
        return next(
            field for at, field in enumerate(self.days) if f"{self._at}.days.{at}" in self._faults
        )

    def _typed(self) -> tuple[Period, ...]:
        here = Period(
            tuple(field.words() for field in self.days),
            self.first.words() if self._at else "",
            self.last.words() if self._at else "",
        )
        return (*self._periods[: self._at], here, *self._periods[self._at + 1 :])

    def _fill(self) -> None:
        period = self._periods[self._at]
        self.first.setText(period.first)
        self.last.setText(period.last)
        for field, text in zip(self.days, period.days, strict=True):
            field.setText(text)
        self.period.set_choices([(at, _name(at, each)) for at, each in enumerate(self._periods)])
        self.period.set_value(self._at)
        self._span.setVisible(self._at > 0)
        self.drop_season.setVisible(self._at > 0)
        self.add_season.setEnabled(len(self._periods) <= _MOST_SEASONS)
        self._show_lines()

    def _show_lines(self) -> None:
        for name, field in self._ends.items():
            field.set_error(self._faults.get(f"{self._at}.{name}", ""))
        for at, (day, line) in enumerate(zip(self.days, self._lines, strict=True)):
            words = self._faults.get(f"{self._at}.days.{at}", "")
            line.setText(words)
            set_look(day, wrong=bool(words))

    # -- what the clerk does

    @Slot(object)
    def _go(self, at: int) -> None:
        self._periods = self._typed()
        self._at = at
        self._fill()

    @Slot()
    def _add_season(self) -> None:
        typed = self._typed()
        self._periods = (*typed, replace(typed[0], first="", last=""))
        self._at = len(self._periods) - 1
        self._fill()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _drop_season(self) -> None:
        self._periods = (*self._periods[: self._at], *self._periods[self._at + 1 :])
        self._faults = {}
        self._at = 0
        self._fill()
        self.explain()
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _copy(self) -> None:
        for field in self.days[1:5]:
            field.setText(self.days[0].text())
        self.explain()


def _name(at: int, period: Period) -> str:
    if at == 0:
        return "Giờ thường"
    return f"Mùa từ {period.first or '…'} đến {period.last or '…'}"
