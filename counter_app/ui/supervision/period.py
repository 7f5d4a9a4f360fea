"""Which period is looked at: a named one, or two days."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.figures import Period
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField
from counter_app.ui.shared.looks import Label, row, set_look
from counter_app.ui.shared.spans import SPAN_WORDS, Span, span_days


class PeriodPicker(QWidget):
    """A choice of periods with their two days; ``changed`` tells of one that makes sense."""

    changed = Signal(object)
    """Another period is wanted: a :class:`Period`."""

    def __init__(self, today: date, span: Span = Span.MONTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.span = Combo(list(SPAN_WORDS.items()))
        self.span.setAccessibleName("Kỳ xem")
        self.span.setMinimumWidth(130)
        self.first, self.last = DateField(), DateField()
        for field, words in ((self.first, "Từ ngày"), (self.last, "Đến ngày")):
            field.setAccessibleName(words)
            field.setMaximumWidth(130)
            field.changed.connect(self._typed)
        self.setLayout(row(self.span, self.first, Label("–", "second"), self.last, gap=8))
        self.span.picked.connect(self._pick)
        self._take(span)
        self._told = self.period()

    def period(self) -> Period | None:
        """Return the period; None while a day cannot be read or the days are the wrong way."""
        first, last = self.first.value(), self.last.value()
        return Period(first, last) if first and last and first <= last else None

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        if today != self._today:
            self._today = today
            if self.span.value() is not Span.OTHER:
                self._take(self.span.value())
                self._tell()

    def _take(self, span: Span) -> None:
        self.span.set_value(span)
        first, last = span_days(span, self._today)
        self.first.set_value(first)
        self.last.set_value(last)

    @Slot(object)
    def _pick(self, span: Span) -> None:
        if span is Span.OTHER:
            self.first.setFocus()
            self.first.selectAll()
            return
        self._take(span)
        self._tell()

    @Slot()
    def _typed(self) -> None:
        period = self.period()
        set_look(self.first, wrong=period is None)
        set_look(self.last, wrong=period is None)
        if period is not None:
            days = (period.first, period.last)
            named = (span for span in Span if span is not Span.OTHER)
            self.span.set_value(
                next((s for s in named if span_days(s, self._today) == days), Span.OTHER)
            )
        self._tell()

    def _tell(self) -> None:
        period = self.period()
        if period is not None and period != self._told:
            self._told = period
            self.changed.emit(period)
