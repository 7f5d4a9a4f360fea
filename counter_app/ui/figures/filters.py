"""Which report is wanted: the form, by what, the unit, the period, in one row above the table."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.report import By, ReportForm
from counter_app.ui.figures.presenter import ReportAsk
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import row
from counter_app.ui.shared.period import PeriodFields
from counter_app.ui.shared.spans import Span

FORM_WORDS = {
    ReportForm.II_06A: "Biểu II.06a",
    ReportForm.F_07A: "Biểu 07a/BTP",
    ReportForm.HEADLINE: "Tỷ lệ đúng hạn",
}
BY_WORDS = {
    By.UNIT: "Theo đơn vị",
    By.FIELD: "Theo lĩnh vực",
    By.PROCEDURE: "Theo thủ tục",
    By.CLERK: "Theo công chức",
}
_ALL_UNITS = "Tất cả đơn vị"


class ReportFilters(QWidget):
    """The row of choices; ``changed`` tells of another report, when the days make sense."""

    changed = Signal(object)
    """Another report is wanted: a :class:`ReportAsk`."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Combo(list(FORM_WORDS.items()))
        self.by = Combo(list(BY_WORDS.items()))
        self.unit = Combo([(None, _ALL_UNITS)])
        self.period = PeriodFields(today, Span.MONTH, self)
        self.fields = {
            "form": LabelledField("Biểu", self.form),
            "by": LabelledField("Từng dòng", self.by),
            "unit": LabelledField("Đơn vị", self.unit),
            **self.period.labelled(),
        }
        line = row(*self.fields.values())
        for key, share in zip(self.fields, (5, 4, 4, 3, 3, 3), strict=True):
            line.setStretchFactor(self.fields[key], share)
        self.setLayout(line)
        self.fields["unit"].hide()
        self.by.set_value(By.FIELD)
        for choice in (self.form, self.by, self.unit):
            choice.picked.connect(self._tell)
        self.period.changed.connect(self._tell)
        self._told: ReportAsk | None = None

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        self.period.set_today(today)

    def set_units(self, units: tuple[tuple[str, str], ...]) -> None:
        """Offer the units; where there is one only, there is nothing to choose."""
        self.unit.set_choices([(None, _ALL_UNITS), *units])
        self.fields["unit"].setVisible(len(units) > 1)

    def ask(self) -> ReportAsk | None:
        """Return which report is wanted; None while a day cannot be read."""
        period = self.period.period()
        if period is None:
            return None
        return ReportAsk(self.form.value(), self.by.value(), period, self.unit.value())

    @Slot()
    def _tell(self) -> None:
        ask = self.ask()
        if ask is not None and ask != self._told:
            self._told = ask
            self.changed.emit(ask)
