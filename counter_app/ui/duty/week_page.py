"""Who is on duty now, the week by the roster, and who was really there on the day chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.shifts import Shift
from counter_app.ui.duty.columns import Columns
from counter_app.ui.duty.presenter import WeekShown
from counter_app.ui.duty.shown import NowShown, WeekRow, day_title, day_words, shift_rows
from counter_app.ui.ports import Memory
from counter_app.ui.shared.looks import GAP, Button, Card, Label, row
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable

_HEAD_HEIGHT = 42
_WEEK = (
    Column(
        "on",
        "Ngày",
        lambda r: r.title,
        140,
        sort_by=lambda r: r.on,
        tone=lambda r: "accent" if r.is_today else "",
    ),
    Column("main", "Trực chính", lambda r: r.main, 112, stretches=True),
    Column("backup", "Trực dự phòng", lambda r: r.backup, 118),
    Column("notes", "Chủ đề, giờ thêm", lambda r: r.notes, 142),
)
_SHIFTS = (
    Column("person", "Người trực", lambda r: r.person, 114, stretches=True),
    Column("role", "Theo lịch", lambda r: r.role, 98),
    Column("hours", "Từ – đến", lambda r: r.hours, 108),
    Column("how", "Kết thúc thế nào", lambda r: r.how, 186, tone=lambda r: r.tone),
)


class WeekPage(QWidget):
    """Shows now, a week and a day; says which week is wanted."""

    week_wanted = Signal(int)
    """Some weeks on or back; 0 for this week."""

    edit_wanted = Signal()
    """The head wants to edit the roster."""

    def __init__(
        self, desk: int, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.headline = Label(look="promise", wraps=True)
        self.detail = Label(wraps=True)
        self.advice = Label(look="advice", wraps=True)
        self.week_title = Label(look="strong")
        self.before = Button("Tuần trước", "Ctrl+PgUp", "link")
        self.after = Button("Tuần sau", "Ctrl+PgDown", "link")
        self.edit = Button("Sửa lịch trực", "F6")
        self.week = ValuesTable("duty.week", _WEEK, "Chưa đọc được tuần này.", memory=memory)
        self.day_title = Label(look="strong")
        self.day_words = Label(look="table", wraps=True)
        self.shifts = ValuesTable(
            "duty.shifts", _SHIFTS, "Không ai mở ca trong ngày này.", memory=memory, noun="ca trực"
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now = Card(margin=16, gap=4)
        for label in (self.headline, self.detail, self.advice):
            now.body.addWidget(label)
        self.week.count_label.hide()
        self.week.setMinimumHeight(_HEAD_HEIGHT + 7 * ROW_HEIGHT)
        self.shifts.setMinimumHeight(_HEAD_HEIGHT + 2 * ROW_HEIGHT)
        self.day_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        left, right = Card(gap=8), Card(gap=8)
        left.body.addLayout(row(self.week_title, 1, self.before, self.after, gap=4))
        left.body.addWidget(self.week, 1)
        left.body.addLayout(row(1, self.edit))
        right.body.addWidget(self.day_title)
        right.body.addWidget(self.day_words)
        right.body.addWidget(self.shifts, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(now)
        box.addWidget(Columns(left, right, shares=(1, 1)), 1)

    def _connect(self) -> None:
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.edit.clicked.connect(self.edit_wanted)
        self.week.chosen.connect(self._show_day)

    def chosen_shift(self) -> Shift | None:
        """Return the shift of the current row, or None."""
        current = self.shifts.current()
        return current.shift if current is not None else None

    def show_now(self, shown: NowShown) -> None:
        """Show who is on duty now."""
        self.headline.setText(shown.headline)
        for label, words in ((self.detail, shown.detail), (self.advice, shown.advice)):
            label.setText(words)
            label.setVisible(bool(words))

    def show_week(self, shown: WeekShown) -> None:
        """Show a week; the day chosen stays chosen, and today is chosen first."""
        former = self.week.current()
        self.week_title.setText(shown.title)
        self.edit.setVisible(shown.may_plan)
        self.week.set_rows(shown.rows)
        self.week.choose(_row_to_choose(shown.rows, former))
        self._show_day(self.week.current())

    @Slot(object)
    def _show_day(self, chosen: WeekRow | None) -> None:
        if chosen is None:
            return
        words = day_words(chosen.day)
        self.day_title.setText(day_title(chosen.day))
        self.day_words.setText(words)
        self.day_words.setVisible(bool(words))
        self.shifts.set_rows(shift_rows(chosen.day, self._desk))

    @Slot()
    def _go_back(self) -> None:
        self.week_wanted.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.week_wanted.emit(1)


def _row_to_choose(rows: Sequence[WeekRow], former: WeekRow | None) -> int:
    """Return the row of the weekday that was chosen before, or of today, or the first."""
    if former is not None:
        return former.on.weekday()
    return next((at for at, each in enumerate(rows) if each.is_today), 0)
