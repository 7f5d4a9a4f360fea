"""The screen "Đồng bộ": one big sentence, four numbers, what was refused, and the sync log."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.notices import Question
from counter_app.ui.ports import Memory
from counter_app.ui.shared.confirm import ask
from counter_app.ui.shared.looks import GAP, Button, Card, Label, row, set_look
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.number_card import NumberCard
from counter_app.ui.shared.saving import ask_place
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.sync_status.look_part import LookPart
from counter_app.ui.sync_status.presenter import SyncPorts, SyncPresenter
from counter_app.ui.sync_status.shown import SyncShown
from counter_app.ui.sync_status.state import Progress
from counter_app.ui.words import format_moment

LIVELY, CALM = 1_000, 15_000
"""Milliseconds between two looks: while something is on its way, and otherwise."""


LOW_BELOW = 560
"""Below this height of the window, in logical pixels, the log's heading makes room."""

VERIFICATION = "Kiểm tra nhật ký"
LINE_THERE = "Đường truyền (thử): có · bấm để rút"
LINE_CUT = "Đường truyền (thử): mất · bấm để cắm lại"

FILE_ENDING = ".motcua"
_FILES = f"Tệp đồng bộ (*{FILE_ENDING});;Mọi tệp (*)"
_SHAPES = {"done": "✓", "overdue": "▲", "today": "●", "paused": "◔"}

_LOG_COLUMNS = (
    Column(
        "at",
        "Thời điểm",
        lambda r: r.when,
        140,
        sort_by=lambda r: r.at,
        tip=lambda r: format_moment(r.at),
    ),
    Column("result", "Kết quả", lambda r: r.result, 220, tone=lambda r: r.tone, stretches=True),
    Column("sent", "Đã gửi", lambda r: r.sent, 84, sort_by=lambda r: r.sent_count, at_right=True),
    Column(
        "received",
        "Đã nhận",
        lambda r: r.received,
        92,
        sort_by=lambda r: r.received_count,
        at_right=True,
    ),
    Column(
        "size", "Dung lượng", lambda r: r.size, 110, sort_by=lambda r: r.byte_count, at_right=True
    ),
)


class _LowTable(ValuesTable):
    """A table that is content with few lines, so that the page around it need not scroll."""

    HEIGHT = 80

    def hasHeightForWidth(self) -> bool:
        """Say no: the height does not depend on the width."""
        return False

    def sizeHint(self) -> QSize:
        """Return room for the titles and a row."""
        return QSize(super().sizeHint().width(), self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return room for the titles and a row."""
        return QSize(super().minimumSizeHint().width(), self.HEIGHT)


class SyncView(ScreenBase):
    """Shows how things stand with the province; nothing here ever waits for the network."""

    disputes_wanted = Signal()
    """The screen of disputes is asked for."""

    verification_wanted = Signal()
    """The screen that checks the journals is asked for."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(
        self, ports: SyncPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đồng bộ", parent)
        self.waiting = NumberCard("◔", "today", "Chờ gửi")
        self.sent = NumberCard("✓", "done", "Đã gửi tỉnh")
        self.held = NumberCard("▲", "overdue", "Tỉnh chưa nhận")
        self.disputes = NumberCard("!", "today", "Hồ sơ có mâu thuẫn")
        self.look = LookPart(memory)
        self.log_table = _LowTable(
            "sync.log",
            _LOG_COLUMNS,
            "Chưa đồng bộ lần nào.",
            memory=memory,
            noun="lần đồng bộ",
        )
        self.export_button = Button("Ghi ra tệp…")
        self.import_button = Button("Nhận từ tệp…")
        self.load_button = Button("Nạp lần đầu từ tệp…")
        self.line_button = Button(LINE_THERE)
        self.verification_button = Button(VERIFICATION)
        self.sync_button = Button("Đồng bộ ngay", "F5", look="main")
        self._is_line_cut = False
        self._lay_out()
        self.line_button.setVisible(ports.line_switch is not None)
        self.presenter = SyncPresenter(ports, self)
        self.looks = QTimer(self, interval=CALM)
        self._connect()

    # -- layout

    def _lay_out(self) -> None:
        self.body.addWidget(self._sentence_card())
        cards = QHBoxLayout()
        cards.setSpacing(GAP)
        for card in (self.waiting, self.sent, self.held, self.disputes):
            cards.addWidget(card, 1)
        for card in (self.waiting, self.sent):
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.setCursor(Qt.CursorShape.ArrowCursor)
        self.body.addLayout(cards)
        self.body.addWidget(self.look)
        self._log_head = QWidget()
        self._log_head.setLayout(
            row(Label("Các lần đồng bộ", "strong"), 1, self.log_table.count_label)
        )
        self.body.addWidget(self._log_head)
        self.body.addWidget(self.log_table, 1)
        self.export_button.setToolTip("Cho nơi không có đường truyền: mang tệp lên tỉnh")
        self.import_button.setToolTip("Đọc tệp trả lời mang từ tỉnh về")
        self.load_button.setToolTip(
            "Quầy mới có nhiều dữ liệu cũ: tỉnh ghi sẵn ra tệp, đỡ chờ đường truyền"
        )
        self.add_top(self.line_button, self.verification_button)
        self.add_bottom_left(self.export_button, self.import_button, self.load_button)
        self.add_bottom(self.sync_button)

    def _sentence_card(self) -> Card:
        self.headline = Label(look="promise", wraps=True)
        self._shape = Label("◔", "promise")
        self.explanation = Label(wraps=True)
        self._contact = Label(look="second", wraps=True)
        self._figures = Label(look="second")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        card = Card(margin=16, gap=6)
        top = row(self._shape, gap=10)
        top.addWidget(self.headline, 1)
        top.setAlignment(self._shape, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(top)
        card.body.addWidget(self.progress)
        card.body.addWidget(self.explanation)
        last = row(gap=GAP)
        last.addWidget(self._contact, 1)
        last.addWidget(self._figures)
        card.body.addLayout(last)
        return card

    def _connect(self) -> None:
        self.looks.timeout.connect(self.presenter.refresh)
        self.sync_button.clicked.connect(self.presenter.sync_now)
        self.export_button.clicked.connect(self._export)
        self.import_button.clicked.connect(self._import)
        self.load_button.clicked.connect(self._load)
        self.line_button.clicked.connect(self._switch_line)
        self.verification_button.clicked.connect(self.verification_wanted)
        self.disputes.opened.connect(self.disputes_wanted)
        self.held.opened.connect(self.look.table.setFocus)
        self.look.dossier_wanted.connect(self.dossier_wanted)
        self.look.code_change_wanted.connect(self.presenter.change_code)

    # -- what the clerk does

    def opened(self) -> None:
        """Come to the front: read how things stand, with the main button at hand."""
        self.refresh()
        self.sync_button.setFocus()

    def refresh(self) -> None:
        """Something was recorded, sent or received."""
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the log's heading out where the window is low."""
        super().resizeEvent(event)
        self._log_head.setVisible(self.window().height() > LOW_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again and again while somebody can see it."""
        super().showEvent(event)
        self.looks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the store alone while nobody can see it."""
        super().hideEvent(event)
        self.looks.stop()

    @Slot()
    def _export(self) -> None:
        path = ask_where_to_export(self)
        if path is not None:
            self.presenter.export_file(path)

    @Slot()
    def _import(self) -> None:
        path = ask_what_to_import(self)
        if path is not None:
            self.presenter.import_file(path)

    @Slot()
    def _load(self) -> None:
        path = ask_what_to_load(self)
        if path is not None:
            self.presenter.load_file(path)

    @Slot()
    def _switch_line(self) -> None:
        self.presenter.switch_line(not self._is_line_cut)

    # -- what the presenter says

    def show_sync(self, shown: SyncShown) -> None:
        """Show how things stand."""
        self.set_subtitle(shown.server)
        self._shape.setText(_SHAPES.get(shown.headline.tone, "●"))
        set_look(self._shape, tone=shown.headline.tone)
        self.headline.setText(shown.headline.words)
        set_look(self.headline, tone=shown.headline.tone)
        self.explanation.setText(shown.explanation)
        self._contact.setText(shown.contact)
        self._contact.setToolTip(shown.contact_exactly)
        self._figures.setText(shown.figures)
        self.waiting.show_number(shown.waiting)
        self.sent.show_number(shown.sent)
        self.held.show_number(shown.held)
        self.disputes.show_number(shown.disputes)
        self._show_progress(shown.progress)
        self._show_buttons(shown)
        self.look.show_rows(shown.look_rows)
        self.log_table.set_rows(shown.log)
        self.looks.setInterval(LIVELY if shown.is_busy else CALM)

    def show_broken(self, count: int, *, may_look: bool) -> None:
        """Offer the check of the journals to whom it concerns, and say how many are broken."""
        self.verification_button.setVisible(may_look)
        self.verification_button.set_words(
            f"{VERIFICATION}: {count} có vấn đề ▲" if count else VERIFICATION
        )

    def show_count(self, count: int, is_alarm: bool) -> None:
        """Show beside the screen's name in the rail what waits."""
        self.badge_changed.emit(count, is_alarm)

    def say_done(self, words: str) -> None:
        """Say what was done."""
        self.notice.succeed(words)

    def say_warning(self, words: str) -> None:
        """Say what did not succeed and what to do."""
        self.notice.warn(words)

    def show_trouble(self, error: CounterError) -> None:
        """Say that something could not be read."""
        self.notice.fail(error)

    def show_reason_fault(self, words: str) -> None:
        """Say what is wrong with the reason for another code."""
        self.look.show_reason_fault(words)

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""
        ask(self, question, then)

    def code_changed(self, words: str, code: str) -> None:
        """Say that a dossier has another code, and offer its page."""
        self.look.forget_reason()
        self.notice.succeed(
            words, Action("Mở hồ sơ để in", partial(self.dossier_wanted.emit, code))
        )

    def _show_progress(self, progress: Progress | None) -> None:
        self.progress.setVisible(progress is not None)
        if progress is not None:
            self.progress.setRange(0, max(1, progress.total))
            self.progress.setValue(progress.done)
            self.progress.setAccessibleName(f"Đã gửi {progress.done} trên {progress.total}")

    def _show_buttons(self, shown: SyncShown) -> None:
        self.sync_button.setEnabled(shown.may_sync)
        self.export_button.setEnabled(shown.is_enrolled)
        self.import_button.setEnabled(shown.is_enrolled)
        self.load_button.setEnabled(shown.is_enrolled)
        self._is_line_cut = shown.is_line_cut
        self.line_button.set_words(LINE_CUT if shown.is_line_cut else LINE_THERE)


def ask_where_to_export(parent: QWidget) -> Path | None:
    """Ask for the place of a file for the province; None if the clerk thought better of it."""
    name = f"gui-tinh{FILE_ENDING}"
    return ask_place(parent, "Ghi việc chờ gửi ra tệp", name, _FILES, FILE_ENDING)


def ask_what_to_import(parent: QWidget) -> Path | None:
    """Ask for the file that came back from the province; None if there is none."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Nhận tệp trả lời của tỉnh", str(Path.home()), _FILES
    )
    return Path(chosen) if chosen else None


def ask_what_to_load(parent: QWidget) -> Path | None:
    """Ask for the file of a first load; None if there is none."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Nạp lần đầu từ tệp của tỉnh", str(Path.home()), _FILES
    )
    return Path(chosen) if chosen else None
