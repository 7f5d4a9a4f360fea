"""Which list is asked for: the list, the field, the period, in one row above the table."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.register import RegisterAsk, RegisterKind
from counter_app.ui.reports.presenter import USUAL_SPANS
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField, LabelledField
from counter_app.ui.shared.looks import row
from counter_app.ui.shared.spans import SPAN_WORDS, Span, span_days
from counter_app.ui.words_of_registers import KIND_WORDS

_ALL_FIELDS = "Tất cả lĩnh vực"


class Filters(QWidget):
    """The row of choices; ``changed`` tells of another list, when the days make sense."""

    changed = Signal(object)
    """Another list is wanted: a :class:`RegisterAsk`."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.kind = Combo([(kind, KIND_WORDS[kind]) for kind in RegisterKind])
        self.field = Combo([(None, _ALL_FIELDS)])
        self.span = Combo(list(SPAN_WORDS.items()))
        self.first, self.last = DateField(), DateField()
        self.fields = {
            "kind": LabelledField("Danh sách", self.kind),
            "field": LabelledField("Lĩnh vực", self.field),
            "span": LabelledField("Thời gian", self.span),
            "first": LabelledField("Từ ngày", self.first),
            "last": LabelledField("Đến ngày", self.last),
        }
        line = row(*self.fields.values())
        for key, share in (("kind", 5), ("field", 4), ("span", 3), ("first", 3), ("last", 3)):
            line.setStretchFactor(self.fields[key], share)
        self.setLayout(line)
        self.kind.picked.connect(self._pick_kind)
        self.field.picked.connect(self._tell)
        self.span.picked.connect(self._pick_span)
        self.first.changed.connect(self._typed)
        self.last.changed.connect(self._typed)
        self._take_span(USUAL_SPANS[RegisterKind.REGISTER])
        self._told = self.ask()

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        if today != self._today:
            self._today = today
            if self.span.value() is not Span.OTHER:
                self._take_span(self.span.value())
            self._tell()

    def set_fields(self, fields: tuple[str, ...]) -> None:
        """Offer the fields of which there are dossiers, and the one that is chosen."""
        chosen = self.field.value()
        offered = [*fields] + ([chosen] if chosen and chosen not in fields else [])
        self.field.set_choices([(None, _ALL_FIELDS), *((name, name) for name in offered)])

    def ask(self) -> RegisterAsk | None:
        """Return which list is wanted; None while a day cannot be read."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return None
        return RegisterAsk(self.kind.value(), first, last, self.field.value())

    @Slot(object)
    def _pick_kind(self, kind: RegisterKind) -> None:
        self._take_span(USUAL_SPANS[kind])
        self._tell()

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
        ask = self.ask()
        if ask is not None:
            days = (ask.first, ask.last)
            named = (span for span in Span if span is not Span.OTHER)
            span = next((s for s in named if span_days(s, self._today) == days), Span.OTHER)
            self.span.set_value(span)
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
