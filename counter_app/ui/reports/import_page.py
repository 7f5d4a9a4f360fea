"""The page "Nhập sổ cũ": which column says what, and what becomes of every line."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from counter_app.domain.errors import CounterError
from counter_app.services.old_register import CheckedLine, OldRegisterReport, Outcome
from counter_app.ui.ports import Memory
from counter_app.ui.reports.import_presenter import ImportPresenter
from counter_app.ui.reports.ports import ReportPorts
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.fields import CheckBox
from counter_app.ui.shared.looks import Button, Card, Label, column, row
from counter_app.ui.shared.spans import moment_or_day
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import count_words
from counter_app.ui.words_of_registers import (
    COLUMN_WORDS,
    OUTCOME_WORDS,
    faults_of_line,
    formula_words,
    summary_words,
)

_BEFORE = (
    "Chọn tệp Excel (.xlsx) hoặc CSV của sổ cũ, có các cột như mẫu 07, thứ tự nào cũng được. "
    "Chương trình cho xem trước từng dòng; chưa nhập gì cho đến khi bấm Nhập."
)
_TONES = {Outcome.NEW: "done", Outcome.KNOWN: "paused", Outcome.REFUSED: "overdue"}
_SHAPES = {Outcome.NEW: "✓", Outcome.KNOWN: "‖", Outcome.REFUSED: "▲"}


class ImportPage(QWidget):
    """Shows an older register before it is brought over; its buttons stand on the screen."""

    notice_wanted = Signal(object)
    """Something was refused: a :class:`CounterError`."""

    quiet_wanted = Signal()
    """What the notice bar said before is over."""

    done = Signal(str)
    """The register was brought over: how many dossiers, in words."""

    def __init__(
        self, ports: ReportPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self.back = Button("Quay lại sổ", "Esc")
        self.choose = Button("Chọn tệp…", "F4")
        self.bring = Button("Nhập", "F9", look="main")
        self.summary = Label(_BEFORE, wraps=True)
        self.mapping = Label(look="second", wraps=True)
        self.sheet = Combo()
        self.sheet.setAccessibleName("Trang tính")
        self.sheet.setMinimumWidth(260)
        self.which = Combo(
            [(None, "Tất cả các dòng"), (Outcome.REFUSED, "Chỉ dòng không nhập được")]
        )
        self.which.setAccessibleName("Xem dòng nào")
        self.which.setMinimumWidth(260)
        self.skip = CheckBox("Bỏ qua các dòng không nhập được")
        self.table = ValuesTable(
            "reports.old", _columns(), "Chưa chọn tệp. Bấm F4 để chọn.", memory=memory, noun="dòng"
        )
        self.presenter = ImportPresenter(ports, self)
        self._lay_out()
        self._connect()
        self._show_choices(None)

    def _lay_out(self) -> None:
        card = Card(gap=6)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.mapping)
        self._choices = QWidget()
        self._choices.setLayout(row(self.sheet, self.which, self.skip, 1))
        page = column(card, self._choices, self.table)
        page.setStretchFactor(self.table, 1)
        self.setLayout(page)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask_which)
        self.sheet.picked.connect(self._pick_sheet)
        self.which.picked.connect(self._show_lines)
        self.skip.toggled.connect(self._show_bring)
        self.bring.clicked.connect(
            lambda: self.presenter.bring_over(skip_bad=self.skip.isChecked())
        )

    def begin(self) -> None:
        """Start with nothing chosen, and ask for a file."""
        self._path = None
        self.presenter.forget()
        self._show_choices(None)
        self.summary.setText(_BEFORE)
        self.choose.setFocus()

    def read(self, path: Path) -> None:
        """Read a file that was chosen."""
        self._path = path
        self.quiet_wanted.emit()
        self.presenter.read(path)

    @Slot()
    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Chọn sổ cũ", str(Path.home()), "Bảng tính (*.xlsx *.xlsm *.csv);;Mọi tệp (*)"
        )
        if chosen:
            self.read(Path(chosen))

    @Slot(object)
    def _pick_sheet(self, name: str) -> None:
        if self._path is not None:
            self.quiet_wanted.emit()
            self.presenter.read(self._path, name)

    # -- what the presenter says

    def show_working(self, words: str) -> None:
        """Say what is being done, and hold the buttons meanwhile."""
        for button in (self.choose, self.back):
            button.setEnabled(not words)
        self._choices.setEnabled(not words)
        self.bring.setEnabled(False)
        if words:
            self.summary.setText(words)
        else:
            self._show_bring()

    def show_report(self, report: OldRegisterReport) -> None:
        """Show what would become of every line."""
        self._show_choices(report)
        self._show_lines()

    def show_refused(self, error: CounterError) -> None:
        """Say why the file cannot be used, or was not brought over."""
        if self.presenter.report is None:
            self._show_choices(None)
        else:
            self._say_summary(self.presenter.report)
        self.notice_wanted.emit(error)

    def show_done(self, words: str) -> None:
        """Tell the screen that it is done."""
        self.done.emit(words)

    def _show_choices(self, report: OldRegisterReport | None) -> None:
        self._choices.setVisible(report is not None)
        self.mapping.setVisible(report is not None)
        if report is None:
            self.table.set_rows(())
            self.summary.setText(_BEFORE)
            self._show_bring()
            return
        read = report.register
        self._say_summary(report)
        self.mapping.setText(_mapping_words(report))
        self.sheet.set_choices([(name, f"Trang {name}") for name in read.sheet.names])
        self.sheet.set_value(read.sheet.name)
        self.sheet.setVisible(len(read.sheet.names) > 1)
        has_bad = report.count(Outcome.REFUSED) > 0
        self.skip.setChecked(False)
        self.skip.setVisible(has_bad)
        self.which.setVisible(has_bad)
        self.which.set_value(None)
        self._show_bring()

    def _say_summary(self, report: OldRegisterReport) -> None:
        words = summary_words(report, is_done=False)
        self.summary.setText(f"{report.register.sheet.file}: {words}")

    @Slot()
    def _show_lines(self) -> None:
        report, outcome = self.presenter.report, self.which.value()
        if report is not None:
            self.table.set_rows([x for x in report.lines if outcome in (None, x.outcome)])

    @Slot()
    def _show_bring(self) -> None:
        report = self.presenter.report
        count = report.count(Outcome.NEW) if report else 0
        is_stopped = bool(report and report.count(Outcome.REFUSED) and not self.skip.isChecked())
        self.bring.set_words(f"Nhập {count_words(count)}" if count else "Nhập")
        self.bring.setEnabled(count > 0 and not is_stopped)


def _columns() -> list[Column]:
    return [
        Column("row", "Dòng", lambda x: str(x.line.row), 60, lambda x: x.line.row, at_right=True),
        Column(
            "outcome",
            "Kết quả",
            lambda x: f"{_SHAPES[x.outcome]} {OUTCOME_WORDS[x.outcome]}",
            146,
            tone=lambda x: _TONES[x.outcome],
        ),
        Column("problems", "Cần sửa", lambda x: faults_of_line(x.line), 192),
        Column("code", "Mã hồ sơ", lambda x: x.line.code, 216, is_code=True),
        Column("applicant", "Chủ hồ sơ", lambda x: x.line.applicant, 130),
        Column("procedure", "Tên thủ tục", lambda x: x.line.procedure_name, 112, stretches=True),
        Column("received", "Nhận hồ sơ", _received, 126, at_right=True),
        Column("promised", "Hẹn trả", _promised, 126, at_right=True),
    ]


def _received(each: CheckedLine) -> str:
    return moment_or_day(each.line.received_at)


def _promised(each: CheckedLine) -> str:
    return moment_or_day(each.line.promised_at)


def _mapping_words(report: OldRegisterReport) -> str:
    """Return which columns were recognised, and which are not used."""
    header = report.register.header
    parts = [
        COLUMN_WORDS[key] if COLUMN_WORDS[key] == title else f"{COLUMN_WORDS[key]} ← “{title}”"
        for key, title in header.titles.items()
    ]
    words = [f"Đã nhận ra các cột: {', '.join(parts)}."]
    if header.unknown:
        words.append(f"Không dùng: {', '.join(f'“{title}”' for title in header.unknown)}.")
    if report.register.sheet.formula_count:
        words.append(formula_words(report.register.sheet.formula_count))
    return " ".join(words)
