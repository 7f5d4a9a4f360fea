"""The page "Lịch nghỉ": the days of a year that differ from the week; one more, or one less."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from counter_app.domain.deadlines import BoardList
from counter_app.domain.moments import day_of
from counter_app.ui.ports import Memory
from counter_app.ui.settings.page import READ_ONLY, Page, show_faults
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter_of_days import DayForm, DaysPresenter
from counter_app.ui.settings.shown import DayRow, day_rows, year_words, years
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import DateField, LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, row
from counter_app.ui.shared.notice import Action, NoticeBar
from counter_app.ui.shared.table import ROW_HEIGHT, Column, ValuesTable
from counter_app.ui.words import format_day
from counter_app.ui.words_of_rules import DAY_KIND_WORDS

_DATE_WIDTH = 124
_COLUMNS = (
    Column("on", "Ngày", lambda r: format_day(r.day.on), 124, lambda r: r.day.on, at_right=True),
    Column("weekday", "Thứ", lambda r: r.weekday, 92, lambda r: r.day.on.weekday()),
    Column("kind", "Loại", lambda r: r.kind, 128),
    Column("name", "Tên", lambda r: r.day.name, 150, stretches=True),
    Column("source", "Theo văn bản", lambda r: r.source, 236),
)


class CalendarPage(Page):
    """Only the head of the office may change the calendar; every change names its document."""

    list_wanted = Signal(object)
    """A list of the deadline board is to come to the front."""

    days_wanted = Signal()
    """A whole year is to be pasted."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar, memory: Memory | None) -> None:
        super().__init__("Lịch nghỉ", bar)
        self._ports = ports
        self.presenter = DaysPresenter(ports, self)
        self.year = Combo()
        self.year.setAccessibleName("Năm")
        self.year.setMinimumContentsLength(9)
        self.year.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.known = Label(look="table", wraps=True)
        self.table = ValuesTable(
            "settings.calendar",
            _COLUMNS,
            "Chưa có ngày nào của năm này. Hãy dán cả năm (F6).",
            memory=memory,
            noun="ngày",
        )
        self.table.setMinimumHeight(4 * ROW_HEIGHT)
        self.first, self.last = DateField(), DateField()
        self.last.setPlaceholderText("nếu nhiều ngày")
        self.kind = Combo([(kind, DAY_KIND_WORDS[kind]) for kind in ("off", "workday")])
        self.name, self.document = TextField(), TextField("Số, ký hiệu văn bản")
        self.fields = {
            "first": LabelledField("Ngày", self.first),
            "last": LabelledField("Đến ngày", self.last),
            "kind": LabelledField("Là", self.kind),
            "name": LabelledField("Tên ngày nghỉ, lý do", self.name),
            "document": LabelledField("Theo văn bản số", self.document),
        }
        self.only_read = Label(READ_ONLY, "second")
        self.take_back = Button("Trả về ngày thường", "F8")
        self.paste = Button("Dán cả năm…", "F6")
        self.add = Button("Ghi ngày này", "F9", "main")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = row(self.year, self.known, gap=14)
        top.setStretch(1, 1)
        self.form = Card(margin=14, gap=8)
        first = row(self.fields["first"], self.fields["last"], self.fields["kind"], gap=10)
        for date_field in (self.first, self.last):
            date_field.setMinimumWidth(_DATE_WIDTH)
        self.form.body.addLayout(first)
        self.form.body.addLayout(row(self.fields["name"], self.fields["document"], gap=10))
        self.box.addLayout(top)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.form)
        self.box.addLayout(row(self.only_read, 1, self.take_back, self.paste, self.add, gap=10))

    def _connect(self) -> None:
        self.year.picked.connect(self._show_year)
        self.take_back.clicked.connect(self._take_back)
        self.paste.clicked.connect(self.days_wanted)
        self.add.clicked.connect(self._add)

    def refresh(self) -> None:
        """Show the calendar in force now."""
        may = self.presenter.may_decide
        for widget in (self.form, self.take_back, self.paste, self.add):
            widget.setVisible(may)
        self.only_read.setVisible(not may)
        today = day_of(self._ports.now())
        chosen = self.year.value() or today.year
        calendar = self._ports.rules().calendar
        self.year.set_choices([(year, f"Năm {year}") for year in years(calendar, today)])
        self.year.set_value(chosen)
        self._show_year()

    def chosen(self) -> DayRow | None:
        """Return the day that is chosen in the table."""
        found = self.table.current()
        return found if isinstance(found, DayRow) else None

    # -- what the presenter says

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the fields what is wrong; what concerns the whole list is in the bar."""
        show_faults(self.fields, faults)
        if "days" in faults:
            self.fields["first"].set_error(faults["days"])

    def show_decided(self, words: str, touched_count: int) -> None:
        """Say what was recorded, and offer the dossiers that it touches."""
        for field in (self.first, self.last, self.name):
            field.clear()
        self.say_touched(words, touched_count)
        self.refresh()

    def say_touched(self, words: str, touched_count: int) -> None:
        """Say what was recorded, with the way to the dossiers that it touches."""
        if touched_count:
            self.bar.warn(words, Action("Xem", self._to_board, "F7"))
        else:
            self.bar.succeed(words)

    def _to_board(self) -> None:
        self.list_wanted.emit(BoardList.NEW_DAY)

    # -- what the head does

    @Slot()
    def _show_year(self) -> None:
        calendar, year = self._ports.rules().calendar, self.year.value()
        self.table.set_rows(day_rows(calendar, year))
        self.known.setText(year_words(calendar, year))

    @Slot()
    def _add(self) -> None:
        self.bar.clear()
        self.presenter.decide(
            DayForm(
                self.first.value(),
                self.first.fault(),
                self.last.value(),
                self.last.fault(),
                self.kind.value(),
                self.name.words(),
                self.document.words(),
            )
        )

    @Slot()
    def _take_back(self) -> None:
        self.bar.clear()
        row_chosen = self.chosen()
        if row_chosen is None:
            self.bar.warn("Hãy chọn một ngày trong bảng rồi bấm F8.")
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.presenter.take_back(row_chosen.day, self.document.words())
