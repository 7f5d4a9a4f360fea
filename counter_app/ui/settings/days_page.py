"""A year's days pasted or from a file: how every line is understood, before it is recorded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from counter_app.domain.day_list import DayLine
from counter_app.ui.settings.page import Page, show_faults
from counter_app.ui.settings.ports import SettingsPorts
from counter_app.ui.settings.presenter_of_days import ListOfDaysPresenter
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import GAP, Button, Label, row
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import fault_words, format_day
from counter_app.ui.words_of_rules import DAY_KIND_WORDS

_EXAMPLE = (
    "01/01/2028 Tết Dương lịch\n"
    "26/01/2028 - 01/02/2028 Tết Nguyên đán\n"
    "05/02/2028 Làm bù cho 31/01/2028"
)


def _says(line: DayLine) -> str:
    if line.fault:
        return f"▲ {fault_words(line.fault)}"
    first, last = line.days[0].on, line.days[-1].on
    until = "" if first == last else f" đến {format_day(last)}"
    return f"{DAY_KIND_WORDS[line.days[0].kind]}: {format_day(first)}{until}"


def _name(line: DayLine) -> str:
    return line.text if line.fault else line.days[0].name


def _tone(line: DayLine) -> str:
    return "overdue" if line.fault else ""


_COLUMNS = (
    Column("number", "Dòng", lambda x: str(x.number), 56, lambda x: x.number, at_right=True),
    Column("says", "Hiểu là", _says, 230, tone=_tone, stretches=True),
    Column("name", "Tên", _name, 190),
)


class DaysPage(Page):
    """Takes the whole width; Escape leads back to the calendar."""

    left = Signal()
    """Back to the calendar."""

    decided = Signal(str, int)
    """The days were recorded: in words, and how many dossiers they touch."""

    def __init__(self, ports: SettingsPorts, bar: NoticeBar) -> None:
        super().__init__("Dán lịch nghỉ cả năm", bar)
        self.presenter = ListOfDaysPresenter(ports, self)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(_EXAMPLE)
        self.text.setAccessibleName("Danh sách ngày, mỗi dòng một ngày hoặc một khoảng ngày")
        self.table = ValuesTable(
            "settings.days", _COLUMNS, "Chưa có dòng nào. Dán vào ô bên trái.", noun="dòng"
        )
        self.said = Label(look="strong", wraps=True)
        self.document = TextField("Số, ký hiệu văn bản")
        self.document.setMinimumWidth(200)
        self.why = {"document": LabelledField("Theo văn bản số", self.document)}
        self.back = Button("Quay lại", "Esc")
        self.choose = Button("Lấy từ tệp…", "F4")
        self.record = Button("Ghi lịch", "F9", "main")
        self.begins_at = self.text
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.choose.clicked.connect(self._ask_which)
        self.record.clicked.connect(self._record)
        self.text.textChanged.connect(self._look)

    def _lay_out(self) -> None:
        self.box.addWidget(
            Label(
                "Mỗi dòng: ngày, rồi tên ngày nghỉ; nhiều ngày liền ghi “từ ngày - đến ngày”; ngày "
                "làm bù ghi “Làm bù …”. Năm chưa có lịch thì ghi đủ cả năm cùng một lần.",
                "second",
                wraps=True,
            )
        )
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        right = QVBoxLayout()
        right.addWidget(self.table, 1)
        right.addWidget(self.said)
        sides.addWidget(self.text, 2)
        sides.addLayout(right, 3)
        self.box.addLayout(sides, 1)
        bottom = row(self.back, 1, gap=10)
        for widget in (*self.why.values(), self.choose, self.record):
            bottom.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.setAlignment(self.back, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(bottom)

    def begin(self) -> None:
        """Start empty."""
        self.text.clear()
        self.document.clear()
        self.show_faults({})
        self._look()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, path: Path) -> None:
        """Bring the lines of a file into the field."""
        self.bar.clear()
        self.presenter.read_file(path)

    # -- what the presenter says

    def show_lines(self, lines: tuple[DayLine, ...]) -> None:
        """Show how every line is understood."""
        self.table.set_rows(lines)
        faulty = sum(bool(line.fault) for line in lines)
        days = sum(len(line.days) for line in lines)
        wrong = f"; {faulty} dòng cần sửa trước khi ghi" if faulty else ""
        self.said.setText(f"{days} ngày{wrong}." if lines else "")
        self.record.set_words(f"Ghi {days} ngày" if days and not faulty else "Ghi lịch")
        self.record.setEnabled(bool(days) and not faulty)

    def put_lines(self, lines: Sequence[str]) -> None:
        """Write the lines of a file where lines are pasted."""
        self.text.setPlainText("\n".join(lines))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside the field what is wrong; what concerns the list stands beneath the table."""
        show_faults(self.why, faults)
        if "days" in faults:
            self.said.setText(f"{faults['days']}.")

    def show_decided(self, words: str, touched_count: int) -> None:
        """Go back to the calendar, which says what was recorded."""
        self.decided.emit(words, touched_count)

    # -- what the head does

    @Slot()
    def _look(self) -> None:
        self.presenter.look(self.text.toPlainText())

    @Slot()
    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Chọn lịch nghỉ", str(Path.home()), "Bảng tính (*.xlsx *.csv);;Mọi tệp (*)"
        )
        if chosen:
            self.read(Path(chosen))

    @Slot()
    def _record(self) -> None:
        self.bar.clear()
        self.presenter.record(self.document.words())
