"""Which report is wanted: the form, by what, the unit, the period, in one row above the table."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.figures import Period
from counter_app.domain.report import By, ReportForm
from counter_app.ui.figures.presenter import ReportAsk
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField, LabelledField
from counter_app.ui.shared.looks import row
from counter_app.ui.shared.spans import SPAN_WORDS, Span, span_days

_SPANS = tuple(span for span in Span if span is not Span.TODAY)
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
        self._today = today
        self.form = Combo(list(FORM_WORDS.items()))
        self.by = Combo(list(BY_WORDS.items()))
        self.unit = Combo([(None, _ALL_UNITS)])
        self.span = Combo([(span, SPAN_WORDS[span]) for span in _SPANS])
        self.first, self.last = DateField(), DateField()
        self.fields = {
            "form": LabelledField("Biểu", self.form),
            "by": LabelledField("Từng dòng", self.by),
            "unit": LabelledField("Đơn vị", self.unit),
            "span": LabelledField("Kỳ báo cáo", self.span),
            "first": LabelledField("Từ ngày", self.first),
            "last": LabelledField("Đến ngày", self.last),
        }
        line = row(*self.fields.values())
        for key, share in zip(self.fields, (5, 4, 4, 3, 3, 3), strict=True):
            line.setStretchFactor(self.fields[key], share)
        self.setLayout(line)
        self.fields["unit"].hide()
        self.by.set_value(By.FIELD)
        for choice in (self.form, self.by, self.unit):
            choice.picked.connect(self._tell)
        self.span.picked.connect(self._pick_span)
        self.first.changed.connect(self._typed)
        self.last.changed.connect(self._typed)
        self._take_span(Span.MONTH)
        self._told: ReportAsk | None = None

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        if today != self._today:
            self._today = today
            if self.span.value() is not Span.OTHER:
                self._take_span(self.span.value())

    def set_units(self, units: tuple[tuple[str, str], ...]) -> None:
        """Offer the units; where there is one only, there is nothing to choose."""
        self.unit.set_choices([(None, _ALL_UNITS), *units])
        self.fields["unit"].setVisible(len(units) > 1)

    def ask(self) -> ReportAsk | None:
        """Return which report is wanted; None while a day cannot be read."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return None
        period = Period(first, last)
        return ReportAsk(self.form.value(), self.by.value(), period, self.unit.value())

    @Slot(object)
    def _pick_span(self, span: Span) -> None:
        if span is Span.OTHER:
            self.first.setFocus()
            self.first.selectAll()
            return
        self._take_span(span)
        self._tell()

    @Slot()
    def _typed(self) -> None:
        days = (self.first.value(), self.last.value())
        named = (span for span in _SPANS if span is not Span.OTHER)
        fitting = (each for each in named if span_days(each, self._today) == days)
        self.span.set_value(next(fitting, Span.OTHER))
        self._tell()

    def _take_span(self, span: Span) -> None:
        self.span.set_value(span)
        first, last = span_days(span, self._today)
        self.first.set_value(first)
        self.last.set_value(last)

    @Slot()
    def _tell(self) -> None:
        for key, field in (("first", self.first), ("last", self.last)):
            fault = field.fault() or ("" if field.value() else "missing")
            self.fields[key].set_fault(fault)
        ask = self.ask()
        if ask is not None and ask != self._told:
            self._told = ask
            self.changed.emit(ask)
