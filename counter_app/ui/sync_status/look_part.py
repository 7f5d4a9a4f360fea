"""The list "Việc cần xem lại" on the screen "Đồng bộ": what to do about each, and another code."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.plain_text import composed
from counter_app.ui.ports import Memory
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Label, column, row
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable
from counter_app.ui.sync_status.to_look_at import LookRow

_COLUMNS = (
    Column("kind", "Loại", lambda r: r.title, 122, tone=lambda r: r.tone),
    Column("what", "Việc, hồ sơ", lambda r: r.what, 170),
    Column("reason", "Vì sao", lambda r: r.reason, 200, stretches=True),
    Column("code", "Mã hồ sơ", lambda r: r.code, 256, is_code=True),
    Column("who", "Ai, ở đâu", lambda r: r.who, 164),
    Column("when", "Lúc", lambda r: r.when, 126, sort_by=lambda r: r.order),
)
_MOST_IN_SIGHT = 3
_HEAD_HEIGHT = 42


class LookPart(QWidget):
    """Hidden while nothing waits; else the list, the advice, and a field for another code."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    code_change_wanted = Signal(object, str)
    """A dossier (:class:`LookRow`) is to get another code, for a reason."""

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ValuesTable(
            "sync.look", _COLUMNS, "Không có việc nào cần xem lại.", memory=memory, noun="việc"
        )
        self.advice = Label(look="advice", wraps=True)
        self.reason = TextField()
        self.reason.returnPressed.connect(self._change)
        self._reason_field = LabelledField("Lý do cấp mã mới", self.reason)
        self.change_button = Button("Cấp mã mới cho hồ sơ này…")
        self.change_button.clicked.connect(self._change)
        box = column(gap=6)
        box.addLayout(row(Label("Việc cần xem lại", "strong"), 1, self.table.count_label))
        box.addWidget(self.table, 1)
        box.addWidget(self.advice)
        box.addWidget(self._change_part())
        self.setLayout(box)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._open)
        self.hide()

    def _change_part(self) -> QWidget:
        self._changing = QWidget()
        button = column(1, self.change_button, gap=0)
        line = row(gap=10)
        line.addWidget(self._reason_field, 1)
        line.addLayout(button)
        self._changing.setLayout(line)
        self._changing.hide()
        return self._changing

    def show_rows(self, rows: tuple[LookRow, ...]) -> None:
        """Show what waits now; the choice stays where it still fits."""
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.choose(0)
        self._show_chosen(self.table.current())
        self.setVisible(bool(rows))

    def show_reason_fault(self, words: str) -> None:
        """Say beside the reason what is wrong with it."""
        self._reason_field.set_error(words)
        if words:
            self.reason.setFocus()

    def forget_reason(self) -> None:
        """Empty the reason: it was used."""
        self.reason.clear()

    @Slot(object)
    def _show_chosen(self, chosen: LookRow | None) -> None:
        self.advice.setText(chosen.advice if chosen is not None else "")
        self.advice.setToolTip(chosen.reason if chosen is not None else "")
        may_change = chosen is not None and chosen.may_change_code
        self._changing.setVisible(may_change)
        self._fit(may_change)

    def _fit(self, may_change: bool) -> None:
        """Keep the log in sight beneath: fewer rows where the field for a reason stands too."""
        most = _MOST_IN_SIGHT - 1 if may_change else _MOST_IN_SIGHT
        in_sight = min(self.table.model.rowCount(), most)
        self.table.setFixedHeight(_HEAD_HEIGHT + in_sight * ROW_HEIGHT)
        # A wrapped label does not claim its second line by itself, and would lie over the table.
        self.advice.setMinimumHeight(2 * self.advice.fontMetrics().lineSpacing())

    @Slot(object)
    def _open(self, chosen: LookRow) -> None:
        if chosen.code:
            self.dossier_wanted.emit(chosen.code)

    @Slot()
    def _change(self) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.may_change_code:
            self.code_change_wanted.emit(chosen, composed(self.reason.text()))
