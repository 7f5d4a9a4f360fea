"""Extra sessions and flagged days: the list, and the form with which the head adds one."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.facts import SessionKind
from counter_app.ui.duty.presenter_of_plans import PlanForm, PlansShown
from counter_app.ui.duty.shown import PlanRow
from counter_app.ui.ports import Memory
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import CheckBox, DateField, LabelledField, TextField
from counter_app.ui.shared.looks import GAP, Card, Label, row
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable
from counter_app.ui.words_of_duty import DAY_FLAG_WORDS, SESSION_KIND_WORDS

_USUAL_HOURS = {SessionKind.SATURDAY: "07:30-11:30", SessionKind.EXTRA_MINUTES: "17:00-17:30"}
_ALL_FIELDS = "Mọi lĩnh vực"


def _tone(plan: PlanRow) -> str:
    return "paused" if plan.is_over else ""


_COLUMNS = (
    Column("what", "Việc", lambda r: r.what, 270),
    Column("when", "Khi nào", lambda r: r.when, 260, sort_by=lambda r: r.plan.fact.on),
    Column("hours", "Giờ", lambda r: r.hours, 100),
    Column("fields", "Lĩnh vực", lambda r: r.fields, 130, stretches=True),
    Column("note", "Ghi chú", lambda r: r.note, 110),
    Column("state", "Trạng thái", lambda r: r.state, 140, tone=_tone),
)


class PlansPage(QWidget):
    """Shows the plans; the form is there for the head only."""

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ValuesTable(
            "duty.plans",
            _COLUMNS,
            "Chưa có buổi tăng thêm hay ngày chủ đề nào.",
            memory=memory,
            noun="mục",
        )
        self.table.setMinimumHeight(3 * ROW_HEIGHT)
        self.counted = Label(look="second", wraps=True)
        self.kind = Combo([*SESSION_KIND_WORDS.items(), *DAY_FLAG_WORDS.items()])
        self.on, self.until = DateField(), DateField()
        self.weekly = CheckBox("Hằng tuần, đến")
        self.hours = TextField("07:30-11:30")
        self.field = Combo([("", _ALL_FIELDS)])
        self.note = TextField()
        self.until.setMinimumWidth(112)
        self.until.setAccessibleName("Đến ngày")
        self.until.setPlaceholderText("không hạn")
        self._rows = {
            "kind": LabelledField("Việc", self.kind),
            "on": LabelledField("Ngày (hoặc ngày đầu tiên)", self.on),
            "until": LabelledField("Lặp lại", self._repeats()),
            "hours": LabelledField("Giờ", self.hours),
            "fields": LabelledField("Lĩnh vực", self.field),
            "note": LabelledField("Ghi chú", self.note),
        }
        self.form = self._form()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.table, 1)
        box.addWidget(self.counted)
        box.addWidget(self.form)
        self.kind.picked.connect(self._kind_picked)
        self.weekly.toggled.connect(self.until.setEnabled)
        self.until.setEnabled(False)
        self._show_kind()

    def _repeats(self) -> QWidget:
        part = QWidget()
        part.setLayout(row(self.weekly, self.until, gap=8))
        part.setFocusProxy(self.weekly)
        return part

    def _form(self) -> Card:
        card = Card(margin=16, gap=10)
        card.body.addWidget(Label("Thêm buổi tăng thêm hoặc ngày chủ đề", "strong"))
        first, second = row(gap=GAP), row(gap=GAP)
        for layout, names in (
            (first, (("kind", 4), ("on", 2), ("until", 4))),
            (second, (("hours", 2), ("fields", 4), ("note", 4))),
        ):
            for name, share in names:
                layout.addWidget(self._rows[name], share, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(first)
        card.body.addLayout(second)
        return card

    def show_plans(self, shown: PlansShown) -> None:
        """Show the list, and the form to the head."""
        self.table.set_rows(shown.rows)
        if shown.rows and self.table.current() is None:
            self.table.choose(0)
        self.counted.setText(shown.counted)
        self.form.setVisible(shown.may_plan)
        self.field.set_choices([("", _ALL_FIELDS), *((each, each) for each in shown.fields)])

    def plan(self) -> PlanForm:
        """Return what was typed."""
        return PlanForm(
            kind=self.kind.value(),
            on=self.on.value(),
            on_fault=self.on.fault(),
            weekly=self.weekly.isChecked(),
            until=self.until.value(),
            until_fault=self.until.fault(),
            hours=self.hours.words(),
            field=self.field.value() or "",
            note=self.note.words(),
        )

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong; the first gets the keyboard."""
        for name, field in self._rows.items():
            field.set_error(faults.get(name, ""))
        wrong = next((field for name, field in self._rows.items() if name in faults), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty the form for the next plan."""
        self.on.clear()
        self.until.clear()
        self.note.clear()
        self.weekly.setChecked(False)

    @Slot()
    def _kind_picked(self) -> None:
        self._show_kind()

    def _show_kind(self) -> None:
        """A flag has neither hours nor fields; the usual hours of a session stand there."""
        kind = self.kind.value()
        is_session = isinstance(kind, SessionKind)
        self.hours.setEnabled(is_session)
        self.field.setEnabled(is_session)
        usual = set(_USUAL_HOURS.values())
        if not is_session:
            self.hours.clear()
        elif self.hours.words() in usual | {""}:
            self.hours.setText(_USUAL_HOURS.get(kind, ""))
