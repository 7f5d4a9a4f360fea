"""The choice of a period, the same on every screen: a name for it, and its two days."""

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.figures import Period
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField, LabelledField
from counter_app.ui.shared.looks import Label, row, set_look
from counter_app.ui.shared.spans import SPAN_WORDS, Span, span_days
from counter_app.ui.theme import larger
from counter_app.ui.words_of_errors import fault_words

SPAN_WIDTH, DAY_WIDTH = 130, 116


class PeriodFields(QObject):
    """A named period and its first and last day, kept in step; laid out by whoever has them.

    The days may be the wrong way round: whoever is asked about them refuses that with words.
    """

    changed = Signal(object)
    """Other days stand in the fields: their :class:`Period`."""

    faulty = Signal(str, str)
    """What is wrong with a day: ``first`` or ``last``, and the fault, empty if nothing is."""

    def __init__(self, today: date, span: Span, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.span = Combo(list(SPAN_WORDS.items()))
        self.first, self.last = DateField(), DateField()
        self.span.picked.connect(self._pick)
        self.first.changed.connect(self._typed)
        self.last.changed.connect(self._typed)
        self.take(span)

    def labelled(self) -> dict[str, LabelledField]:
        """Return the three under their labels, which also say what is wrong with a day."""
        made = {
            "span": LabelledField("Kỳ", self.span),
            "first": LabelledField("Từ ngày", self.first),
            "last": LabelledField("Đến ngày", self.last),
        }
        self.faulty.connect(lambda key, fault: made[key].set_fault(fault))
        return made

    def period(self) -> Period | None:
        """Return the days; None while one of them cannot be read."""
        first, last = self.first.value(), self.last.value()
        return Period(first, last) if first and last else None

    def take(self, span: Span) -> None:
        """Show a named period, without a word to anybody."""
        self.span.set_value(span)
        first, last = span_days(span, self._today)
        self.first.set_value(first)
        self.last.set_value(last)
        self._told = self.period()

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        before = self.period()
        if today != self._today:
            self._today = today
            if self.span.value() is not Span.OTHER:
                self.take(self.span.value())
                self._told = before
                self._tell()

    @Slot(object)
    def _pick(self, span: Span) -> None:
        if span is Span.OTHER:
            self.first.setFocus()
            self.first.selectAll()
            return
        before = self._told
        self.take(span)
        self._told = before
        self._tell()

    @Slot()
    def _typed(self) -> None:
        period = self.period()
        if period is not None:
            days = (period.first, period.last)
            named = (each for each in Span if each is not Span.OTHER)
            fitting = (each for each in named if span_days(each, self._today) == days)
            self.span.set_value(next(fitting, Span.OTHER))
        self._tell()

    def _tell(self) -> None:
        for key, day in (("first", self.first), ("last", self.last)):
            self.faulty.emit(key, day.fault() or ("" if day.value() else "missing"))
        period = self.period()
        if period is not None and period != self._told:
            self._told = period
            self.changed.emit(period)


class PeriodPicker(QWidget):
    """The choice of a period in one line, for the title line of a screen."""

    changed = Signal(object)
    """Another period is wanted: a :class:`Period`."""

    def __init__(self, today: date, span: Span = Span.MONTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = PeriodFields(today, span, self)
        self.span, self.first, self.last = self._fields.span, self._fields.first, self._fields.last
        self._faults = {"first": "", "last": ""}
        self._fault = Label(look="fault")
        self._fault.hide()
        self.span.setAccessibleName("Kỳ xem")
        self.span.setMinimumWidth(larger(SPAN_WIDTH))
        for field, words in ((self.first, "Từ ngày"), (self.last, "Đến ngày")):
            field.setAccessibleName(words)
            field.setFixedWidth(larger(DAY_WIDTH))
        dash = Label("–", "second")
        self.setLayout(row(self._fault, self.span, self.first, dash, self.last, gap=8))
        self._fields.changed.connect(self.changed)
        self._fields.faulty.connect(self._say)

    def period(self) -> Period | None:
        """Return the period; None while a day cannot be read."""
        return self._fields.period()

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        self._fields.set_today(today)

    @Slot(str, str)
    def _say(self, key: str, fault: str) -> None:
        self._faults[key] = fault
        set_look(self.first if key == "first" else self.last, wrong=bool(fault))
        wrong = next(filter(None, self._faults.values()), "")
        self._fault.setText(fault_words(wrong) if wrong else "")
        self._fault.setVisible(bool(wrong))
