"""Which list is asked for: the list, the field, the period, in one row above the table."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.register import OWN_UNIT, RegisterAsk, RegisterKind
from counter_app.ui.reports.presenter import USUAL_SPANS
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import LabelledField
from counter_app.ui.shared.looks import row
from counter_app.ui.shared.period import PeriodFields
from counter_app.ui.words_of_registers import KIND_WORDS

_ALL_FIELDS = "Tất cả lĩnh vực"
_ALL_UNITS = "Tất cả đơn vị"


class Filters(QWidget):
    """The row of choices; ``changed`` tells of another list, when the days make sense."""

    changed = Signal(object)
    """Another list is wanted: a :class:`RegisterAsk`."""

    def __init__(
        self, today: date, unit: str | None = OWN_UNIT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._usual_unit = unit
        self.kind = Combo([(kind, KIND_WORDS[kind]) for kind in RegisterKind])
        self.field = Combo([(None, _ALL_FIELDS)])
        self.unit = Combo([(unit, _ALL_UNITS)])
        self.period = PeriodFields(today, USUAL_SPANS[RegisterKind.REGISTER], self)
        self.fields = {
            "kind": LabelledField("Danh sách", self.kind),
            "unit": LabelledField("Đơn vị", self.unit),
            "field": LabelledField("Lĩnh vực", self.field),
            **self.period.labelled(),
        }
        line = row(*self.fields.values())
        for key, share in zip(self.fields, (5, 4, 4, 3, 3, 3), strict=True):
            line.setStretchFactor(self.fields[key], share)
        self.setLayout(line)
        self.kind.picked.connect(self._pick_kind)
        self.fields["unit"].hide()
        self.field.picked.connect(self._tell)
        self.unit.picked.connect(self._tell)
        self.period.changed.connect(self._tell)
        self._told = self.ask()

    def set_today(self, today: date) -> None:
        """Hear which day it is: a named period goes with it."""
        self.period.set_today(today)

    def set_units(self, units: tuple[tuple[str, str], ...]) -> None:
        """Offer the units to who may choose among several."""
        if self._usual_unit is None:
            self.unit.set_choices([(None, _ALL_UNITS), *units])
            self.fields["unit"].setVisible(len(units) > 1)

    def set_fields(self, fields: tuple[str, ...]) -> None:
        """Offer the fields of which there are dossiers, and the one that is chosen."""
        chosen = self.field.value()
        offered = [*fields] + ([chosen] if chosen and chosen not in fields else [])
        self.field.set_choices([(None, _ALL_FIELDS), *((name, name) for name in offered)])

    def ask(self) -> RegisterAsk | None:
        """Return which list is wanted; None while a day cannot be read."""
        period = self.period.period()
        if period is None:
            return None
        return RegisterAsk(
            self.kind.value(), period.first, period.last, self.field.value(), self.unit.value()
        )

    @Slot(object)
    def _pick_kind(self, kind: RegisterKind) -> None:
        self.period.take(USUAL_SPANS[kind])
        self._tell()

    @Slot()
    def _tell(self) -> None:
        ask = self.ask()
        if ask is not None and ask != self._told:
            self._told = ask
            self.changed.emit(ask)
