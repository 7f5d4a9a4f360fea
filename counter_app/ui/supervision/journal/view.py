"""The screen "Nhật ký": the log of a journal, how far it was reviewed, and notes to the unit."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName
from counter_app.domain.journal_log import JournalPlace, LogGroup, LogLine
from counter_app.ui.ports import Memory
from counter_app.ui.shared.elided import ElidedLabel
from counter_app.ui.shared.fields import LabelledField, TextField
from counter_app.ui.shared.looks import Button, Card, row
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.supervision.contact_words import (
    clock_tip,
    clock_tone,
    clock_words,
    received_tip,
    received_words,
)
from counter_app.ui.supervision.journal.filters import LogFilters
from counter_app.ui.supervision.journal.ports import JournalPorts
from counter_app.ui.supervision.journal.presenter import JournalPresenter, LogShown
from counter_app.ui.words import count_words, fact_title, fact_words, format_moment, number_words

_MANY = 1_000_000_000
"""More rows than any journal has: while there are more, the table asks for them."""


class JournalView(ScreenBase):
    """The log of one journal in scope."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(
        self, ports: JournalPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Nhật ký", parent)
        self._names: Mapping[str, str] = {}
        self._reviewed_to = 0
        self.filters = LogFilters()
        self.table = ValuesTable(
            "journal",
            self._columns(),
            "Không có mục nào như vậy. Hãy bỏ bớt điều kiện lọc.",
            memory=memory,
            noun="mục",
            sorts_itself=False,
        )
        self.count = ElidedLabel(look="second")
        self.note = TextField("Hỏi hoặc nhắc đơn vị về mục đang chọn")
        self.note.setProperty("keeps_enter", True)
        self.note_field = LabelledField("Ghi chú", self.note)
        self.send_button = Button("Gửi cho đơn vị")
        self.note_card = Card()
        self.newer_button = Button("Mục mới hơn", "F6")
        self.note_button = Button("Ghi chú", "F7")
        self.open_button = Button("Mở hồ sơ", "F8")
        self.mark_button = Button("Đã xem đến đây", "F9", look="main")
        self._lay_out()
        self.presenter = JournalPresenter(ports, self)
        self._connect()

    def _columns(self) -> list[Column]:
        def seq(line: LogLine) -> str:
            number = number_words(line.entry.name.seq)
            return number if line.entry.name.seq <= self._reviewed_to else f"{number} ●"

        def seq_tip(line: LogLine) -> str:
            is_read = line.entry.name.seq <= self._reviewed_to
            return "đã xem" if is_read else "chưa xem"

        def at_tip(line: LogLine) -> str:
            outside = " · ngoài giờ làm việc" if line.is_outside else ""
            return f"Giờ của máy ở quầy: {format_moment(line.entry.at)}{outside}"

        return [
            Column("seq", "Mục", seq, 84, tip=seq_tip, at_right=True),
            Column(
                "at",
                "Giờ máy",
                lambda line: format_moment(line.entry.at) + (" ◆" if line.is_outside else ""),
                162,
                tone=lambda line: "today" if line.is_outside else "",
                tip=at_tip,
                at_right=True,
            ),
            Column(
                "offset",
                "Máy lệch",
                lambda line: clock_words(line.clock_offset),
                124,
                tone=lambda line: clock_tone(line.clock_offset),
                tip=clock_tip,
            ),
            Column("received", "Tỉnh nhận", received_words, 112, tip=received_tip, at_right=True),
            Column("by", "Người ghi", lambda line: self._name(line.entry.by), 118),
            Column("what", "Việc", lambda line: fact_title(line.entry.fact), 156),
            Column("words", "Nội dung", lambda line: fact_words(line.entry.fact), stretches=True),
            Column("code", "Hồ sơ", lambda line: line.code, 186, is_code=True),
        ]

    def _name(self, clerk: str) -> str:
        return self._names.get(clerk, clerk)

    def _lay_out(self) -> None:
        self.note_card.body.addLayout(row(self.note_field, self.send_button, gap=10))
        self.table.count_label.hide()
        header = self.table.view.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSortIndicatorShown(False)
        self.add_top(self.filters.outside)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.body.addWidget(self.note_card)
        self.note_card.hide()
        self.newer_button.hide()
        self.add_bottom(self.newer_button, self.note_button, self.open_button, self.mark_button)

    def _connect(self) -> None:
        self.filters.changed.connect(self.presenter.narrow)
        self.table.more_wanted.connect(self.presenter.fetch)
        self.table.opened.connect(self._open)
        self.open_button.clicked.connect(self._open_current)
        self.mark_button.clicked.connect(self._mark)
        self.newer_button.clicked.connect(self.presenter.show_newer)
        self.note_button.clicked.connect(self._toggle_note)
        self.note.returnPressed.connect(self._send)
        self.send_button.clicked.connect(self._send)

    # -- what the supervisor does

    def opened(self) -> None:
        """Come to the front: read again."""
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Something has come or was recorded; who reads further back is left where they are."""
        if self.table.view.verticalScrollBar().value() == 0:
            self.presenter.refresh()

    def show_unit(self, unit: str) -> None:
        """Show the journal of a unit."""
        self.filters.clear()
        self.presenter.show_unit(unit)

    def show_journal(self, journal: str) -> None:
        """Show a journal."""
        self.filters.clear()
        self.presenter.show_journal(journal)

    def show_entry(self, entry: EntryName, group: LogGroup | None = None) -> None:
        """Show a journal, or one group of it, around an entry, which is chosen."""
        self.filters.clear()
        self.filters.take_group(group)
        self.presenter.show_entry(entry, group)

    @Slot(object)
    def _open(self, line: LogLine) -> None:
        if line.code:
            self.dossier_wanted.emit(line.code)

    @Slot()
    def _open_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self._open(line)

    @Slot()
    def _mark(self) -> None:
        line = self.table.current()
        if line is not None:
            self.presenter.mark_reviewed(line)

    @Slot()
    def _toggle_note(self) -> None:
        self.note_card.setVisible(self.note_card.isHidden())
        (self.table if self.note_card.isHidden() else self.note).setFocus()

    @Slot()
    def _send(self) -> None:
        text = self.note.words()
        if text:
            self.note_field.set_error("")
            self.presenter.send_note(self.table.current(), text)
        else:
            self.note_field.set_error("Hãy ghi điều cần hỏi hoặc nhắc")

    # -- what the presenter says

    def show_places(self, places: tuple[JournalPlace, ...], chosen: str) -> None:
        """Offer the journals in scope."""
        self.filters.show_places(places, chosen)
        if not chosen:
            self.table.set_rows(())
            self.count.set_words("Chưa có nhật ký nào về máy này. Hãy đồng bộ.")

    def show_log(self, shown: LogShown) -> None:
        """Show the newest entries, or those around the one that was asked for."""
        self._names, self._reviewed_to = shown.names, shown.place.reviewed_to
        self.filters.show_clerks(shown.names)
        is_first = not self.table.model.rows
        self.table.set_rows(shown.lines, _MANY if shown.has_more else None)
        if is_first and self.isVisible() and not self.filters.isAncestorOf(self.focusWidget()):
            # An empty table cannot hold the keyboard: it was asked for before there were rows.
            self.table.setFocus()
        self.newer_button.setVisible(shown.has_newer)
        self._show_count(shown.place)
        if shown.entry is not None:
            self._choose(shown.entry)

    def _choose(self, entry: EntryName) -> None:
        """Choose an entry and bring it into sight; one that is missing is said to be."""
        rows: Sequence[LogLine] = self.table.model.rows
        at = next((at for at, line in enumerate(rows) if line.entry.name.seq <= entry.seq), None)
        if at is not None:
            self.table.choose(at)
            self.table.view.scrollTo(self.table.view.currentIndex())
            self.table.setFocus()
        if at is None or rows[at].entry.name != entry:
            number = number_words(entry.seq)
            self.notice.warn(f"Mục {number} không có ở đây; đang mở mục gần nhất trước đó.")
        else:
            self.notice.clear()

    def add_lines(self, lines: tuple[LogLine, ...], has_more: bool) -> None:
        """Put further entries at the end."""
        self.table.add_rows(lines)
        place = self.presenter.place
        if place is not None:
            self._show_count(place)

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""
        self.notice.fail(error)

    def say_done(self, words: str) -> None:
        """Say what was recorded."""
        self.notice.succeed(words)

    def close_note(self) -> None:
        """The note was sent: its field is emptied and goes."""
        self.note.clear()
        self.note_card.hide()
        self.table.setFocus()

    def _show_count(self, place: JournalPlace) -> None:
        unread = max(0, place.last_seq - place.reviewed_to)
        parts = [count_words(place.last_seq, "mục trong nhật ký")]
        parts.append(f"{number_words(unread)} chưa xem" if unread else "đã xem hết")
        if place.missing:
            parts.append(f"{number_words(place.missing)} mục chưa về")
        parts.append(f"đang mở {number_words(len(self.table.model.rows))}")
        self.count.set_words(" · ".join(parts))
