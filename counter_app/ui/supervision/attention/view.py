"""The screen "Cần chú ý": what the rules found, why, and the dossiers and entries that show it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.attention import Finding, Pattern
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.domain.journal_log import LogGroup
from counter_app.domain.moments import day_of
from counter_app.ui.ports import Memory
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, Label, column, row
from counter_app.ui.shared.period import PeriodPicker
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.supervision.attention.presenter import (
    AttentionPorts,
    AttentionPresenter,
    FindingsShown,
)
from counter_app.ui.supervision.overview.columns import row_columns
from counter_app.ui.supervision.words import (
    NOT_AN_ACCUSATION,
    PATTERN_WORDS,
    explanation,
    finding_words,
)

_ORDER = {pattern: at for at, pattern in enumerate(Pattern)}


class AttentionView(ScreenBase):
    """The attention list."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    entry_wanted = Signal(object, object)
    """An entry is asked for in its journal: its name, and the group of entries it belongs to."""

    journal_wanted = Signal(str, str)
    """A journal is asked for, by the unit's code and the journal's id (empty: any of the unit)."""

    def __init__(
        self, ports: AttentionPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Cần chú ý", parent)
        self._ports = ports
        self._units: Mapping[str, str] = {}
        self._people: Mapping[str, str] = {}
        self.period = PeriodPicker(day_of(ports.now()))
        self.findings = ValuesTable(
            "attention",
            self._columns(),
            "Không có điểm nào cần chú ý trong kỳ này.",
            memory=memory,
            noun="điểm",
        )
        self.why = Label("", "second", wraps=True)
        self.rows = ValuesTable(
            "attention.rows",
            row_columns(ports.now),
            "Hãy mở nhật ký để xem các mục liên quan (F8).",
            memory=memory,
        )
        self.note = TextField("Hỏi đơn vị về điểm đang chọn")
        self.note.setProperty("keeps_enter", True)
        self.note_field = LabelledField("Ghi chú", self.note)
        self.send_button = Button("Gửi cho đơn vị")
        self.note_card = Card()
        self.note_button = Button("Ghi chú", "F7")
        self.journal_button = Button("Nhật ký", "F8")
        self.open_button = Button("Mở hồ sơ", "F9", look="main")
        self._lay_out()
        period = self.period.period()
        assert period is not None
        self.presenter = AttentionPresenter(ports, self, period)
        self._connect()

    def _columns(self) -> list[Column]:
        return [
            Column(
                "pattern",
                "Điểm cần xem",
                lambda f: PATTERN_WORDS[f.rule.pattern],
                240,
                sort_by=lambda f: _ORDER[f.rule.pattern],
                tip=lambda f: explanation(f.rule),
            ),
            Column("unit", "Đơn vị", lambda f: self._units.get(f.unit, f.unit), stretches=True),
            Column("by", "Người ghi", lambda f: self._people.get(f.by, f.by), 170),
            Column(
                "count",
                "Bao nhiêu",
                lambda f: finding_words(f, self._ports.now()),
                220,
                sort_by=lambda f: f.count,
            ),
        ]

    def _lay_out(self) -> None:
        self.add_top(self.period)
        self.note_card.body.addLayout(row(self.note_field, self.send_button, gap=10))
        below = QWidget()
        below.setLayout(column(self.why, self.rows, gap=6))
        # How many there are stands in the finding.
        self.rows.count_label.hide()
        self.body.addWidget(Label(NOT_AN_ACCUSATION, "second", wraps=True))
        self.body.addWidget(self.findings, 3)
        self.body.addWidget(below, 3)
        self.body.addWidget(self.note_card)
        self.note_card.hide()
        self.add_bottom(self.note_button, self.journal_button, self.open_button)

    def _connect(self) -> None:
        self.period.changed.connect(self.presenter.choose_period)
        self.findings.chosen.connect(self._chosen)
        self.findings.opened.connect(self._to_rows)
        self.rows.opened.connect(self._open)
        self.open_button.clicked.connect(self._open_current)
        self.journal_button.clicked.connect(self._ask_journal)
        self.note_button.clicked.connect(self._toggle_note)
        self.note.returnPressed.connect(self._send)
        self.send_button.clicked.connect(self._send)

    def opened(self) -> None:
        """Come to the front: ask the rules again."""
        self.period.set_today(day_of(self._ports.now()))
        self.refresh()
        self.findings.setFocus()

    def refresh(self) -> None:
        """Something has come."""
        self.presenter.refresh()

    @Slot(object)
    def _chosen(self, finding: Finding | None) -> None:
        self.why.setText(explanation(finding.rule) if finding else "")
        self.rows.set_rows(())
        if finding is not None:
            self.presenter.choose(finding)

    @Slot()
    def _to_rows(self) -> None:
        self.rows.setFocus()

    @Slot(object)
    def _open(self, value: DossierRow) -> None:
        self.dossier_wanted.emit(value.code)

    @Slot()
    def _open_current(self) -> None:
        value = self.rows.current() or next(iter(self.rows.model.rows), None)
        if value is not None:
            self._open(value)

    @Slot()
    def _ask_journal(self) -> None:
        finding = self.findings.current()
        value = self.rows.current() if self.rows.view.hasFocus() else None
        if value is not None:
            self.entry_wanted.emit(value.name, None)
        elif finding is not None and finding.entries:
            is_of_dates = finding.rule.pattern is Pattern.DATES
            group = LogGroup.DATE_CHANGES if is_of_dates else None
            self.entry_wanted.emit(finding.entries[0], group)
        elif finding is not None:
            self.journal_wanted.emit(finding.unit, finding.journal)

    @Slot()
    def _toggle_note(self) -> None:
        self.note_card.setVisible(self.note_card.isHidden())
        (self.findings if self.note_card.isHidden() else self.note).setFocus()

    @Slot()
    def _send(self) -> None:
        finding, text = self.findings.current(), self.note.words()
        if finding is None:
            return
        if text:
            self.note_field.set_error("")
            self.presenter.ask(finding, text)
        else:
            self.note_field.set_error("Hãy ghi điều cần hỏi")

    def show_findings(self, shown: FindingsShown) -> None:
        """Show what was found; one is chosen at once, so that its reason is told."""
        findings, self._units, self._people = shown.findings, shown.units, shown.people
        is_first = not self.findings.model.rows
        self.findings.set_rows(findings)
        if is_first and self.isVisible():
            self.findings.setFocus()
        self.badge_changed.emit(len(findings), False)
        if findings and self.findings.current() is None:
            self.findings.choose(0)
        elif not findings:
            self._chosen(None)

    def show_rows(self, finding: Finding, rows: tuple[DossierRow, ...]) -> None:
        """Show the dossiers of the finding that is chosen."""
        self.rows.set_rows(rows)

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read."""
        self.notice.fail(error)

    def say_asked(self, unit: str) -> None:
        """Say that the unit was asked."""
        self.note.clear()
        self.note_card.hide()
        self.notice.succeed(
            f"Đã gửi ghi chú cho {self._units.get(unit, unit)}. Câu trả lời sẽ về sau khi đồng bộ."
        )
        self.findings.setFocus()
