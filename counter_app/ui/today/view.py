"""The screen "Hôm nay": what presses, today's intake, and the way to the next dossier."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.domain.deadlines import BoardList
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.ui.deadlines.shown import LOOKS
from counter_app.ui.dossiers.standing import Standing, standing_of
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Notice
from counter_app.ui.ports import Memory
from counter_app.ui.shared.looks import GAP, Button, Label, row, set_look
from counter_app.ui.shared.number_card import NumberCard
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.today.presenter import TodayPorts, TodayPresenter, TodayShown
from counter_app.ui.words import CHANNEL_IN_WORDS, format_moment, format_time, number_words
from counter_app.ui.words_of_following import BOARD_LIST_WORDS

_TOLD = (
    BoardList.OVERDUE,
    BoardList.DUE_TODAY,
    BoardList.DUE_SOON,
    BoardList.NEEDS_APOLOGY,
    BoardList.AWAITING_SUPPLEMENT,
    BoardList.TO_COLLECT,
)
"""The lists whose numbers stand on the first screen."""

MINUTE = 60_000
LOW_BELOW = 480


class TodayView(ScreenBase):
    """The first screen after log-in."""

    intake_wanted = Signal()
    """A dossier is to be taken in."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    list_wanted = Signal(object)
    """A list of the deadline board is asked for: a BoardList."""

    notes_wanted = Signal()
    """The supervisor's notes are asked for."""

    def __init__(
        self, ports: TodayPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Hôm nay", parent)
        self._ports = ports
        self._names: dict[str, str] = {}
        self.cards = {each: NumberCard(*LOOKS[each], BOARD_LIST_WORDS[each]) for each in _TOLD}
        self.table = ValuesTable(
            "today",
            self._columns(),
            "Hôm nay chưa tiếp nhận hồ sơ nào. Bấm F2 để bắt đầu.",
            memory=memory,
        )
        self._heading = Label("Tiếp nhận hôm nay", "title")
        self.supplements = Label(look="second")
        self.nudges = Label(wraps=True, parent=self)
        set_look(self.nudges, tone="soon")
        self.nudges.hide()
        self.notes = Button("", "F7", parent=self)
        self.notes.hide()
        self.take_in = Button("Tiếp nhận", "F2", look="main")
        self._lay_out()
        self.presenter = TodayPresenter(ports, self)
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self._minute_passed)
        self._connect()
        self._minutes.start()

    def _columns(self) -> list[Column]:
        ports = self._ports

        def stands(row: DossierRow) -> Standing:
            return standing_of(row, ports.now(), ports.is_soon)

        return [
            Column(
                "received",
                "Nhận lúc",
                lambda r: format_time(r.received_at),
                80,
                sort_by=lambda r: r.received_at,
                tip=lambda r: format_moment(r.received_at),
                at_right=True,
            ),
            Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
            Column("procedure", "Thủ tục", lambda r: r.procedure_name, stretches=True),
            Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 176),
            Column("channel", "Nộp qua", lambda r: CHANNEL_IN_WORDS[r.channel_in], 140),
            Column("clerk", "Người tiếp nhận", lambda r: self._names.get(r.taken_in_by, ""), 150),
            Column(
                "due",
                "Hẹn trả",
                lambda r: stands(r).words,
                148,
                sort_by=lambda r: r.due_at,
                tone=lambda r: stands(r).tone,
                tip=lambda r: format_moment(r.due_at),
            ),
        ]

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(GAP)
        for card in self.cards.values():
            cards.addWidget(card, 1)
        self.body.addWidget(self.nudges)
        self.body.addLayout(cards)
        self.body.addLayout(row(self._heading, self.supplements, 1))
        self.body.addWidget(self.table, 1)
        self.add_bottom_left(self.table.count_label)
        self.add_bottom(self.notes, self.take_in)

    def _connect(self) -> None:
        self.take_in.clicked.connect(self.intake_wanted)
        self.notes.clicked.connect(self.notes_wanted)
        self.table.opened.connect(self._open)
        for each, card in self.cards.items():
            card.opened.connect(partial(self.list_wanted.emit, each))

    def opened(self) -> None:
        """Come to the front: read the day again, ready for the next citizen."""
        self.refresh()
        self.take_in.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the second heading out where the window is low."""
        super().resizeEvent(event)
        for part in (self._heading, self.supplements):
            part.setVisible(event.size().height() > LOW_BELOW)

    def refresh(self) -> None:
        """Something was recorded."""
        self.presenter.refresh()

    def _minute_passed(self) -> None:
        if self.isVisible():
            self.presenter.refresh()

    def _open(self, value: DossierRow) -> None:
        self.dossier_wanted.emit(value.code)

    def show_today(self, shown: TodayShown) -> None:
        """Show the numbers and the list."""
        self._names = dict(shown.names)
        for each, card in self.cards.items():
            card.show_number(number_words(shown.counts[each]))
        self.supplements.setText(shown.supplements)
        self.nudges.setText("\n".join(f"◆ {words}" for words in shown.nudges))
        self.nudges.setVisible(bool(shown.nudges))
        self.notes.set_words(f"Ghi chú của người giám sát ({shown.unanswered})")
        self.notes.setVisible(shown.unanswered > 0)
        self.badge_changed.emit(shown.unanswered, True)
        self.table.set_rows(shown.rows, shown.taken_in_count)

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""
        self.notice.tell(notice)

    def show_trouble(self, error: CounterError) -> None:
        """Say that the day could not be read."""
        self.notice.fail(error)

    def to_intake(self) -> None:
        """Go to the intake screen."""
        self.intake_wanted.emit()
