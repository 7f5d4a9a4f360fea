"""The screen "Hạn trả": the lists as numbers, and the dossiers of the one that is open."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.deadlines import BoardList
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import CounterError
from counter_app.ui.deadlines.cards import ListCards
from counter_app.ui.deadlines.presenter import DeadlinePorts, DeadlinePresenter
from counter_app.ui.deadlines.shown import NOTHING, BoardShown, holder_words, state_words
from counter_app.ui.dossiers.paged_table import PagedTable
from counter_app.ui.dossiers.standing import Standing, standing_of
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.ports import Memory
from counter_app.ui.shared.combo import Combo
from counter_app.ui.shared.looks import Button, Label
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column
from counter_app.ui.theme import larger
from counter_app.ui.words import format_moment
from counter_app.ui.words_of_following import BOARD_LIST_WORDS

MINUTE = 60_000


class DeadlinesView(ScreenBase):
    """The deadline board."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(
        self, ports: DeadlinePorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Hạn trả", parent)
        self.cards = ListCards()
        self.field = Combo()
        self.holder = Combo()
        self.table = PagedTable("deadlines", _columns(ports), "", memory=memory)
        self.open_button = Button("Mở hồ sơ", "F9", look="main")
        self._lay_out()
        self.presenter = DeadlinePresenter(ports, self)
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self._minute_passed)
        self._connect()
        self._minutes.start()

    def _lay_out(self) -> None:
        field, holder = Label("Lĩnh vực", "second"), Label("Người giữ", "second")
        for combo, label, words in (
            (self.field, field, "Lọc theo lĩnh vực"),
            (self.holder, holder, "Lọc theo người đang giữ hồ sơ"),
        ):
            label.setBuddy(combo)
            combo.setAccessibleName(words)
            combo.setMinimumWidth(larger(150))
        self.add_top(field, self.field, holder, self.holder)
        self.body.addWidget(self.cards)
        self.body.addWidget(self.table, 1)
        self.add_bottom_left(self.table.count_label)
        self.add_bottom(self.open_button)

    def _connect(self) -> None:
        self.cards.opened.connect(self.show_list)
        self.field.picked.connect(self._narrow)
        self.holder.picked.connect(self._narrow)
        self.table.opened.connect(self._open)
        self.table.rows_wanted.connect(self.presenter.fetch)
        self.open_button.clicked.connect(self._open_current)

    # -- what the clerk does

    def opened(self) -> None:
        """Come to the front: read the board of this moment."""
        self.refresh()
        self.cards.begin()

    def refresh(self) -> None:
        """Something was recorded."""
        self.presenter.refresh()

    @Slot(object)
    def show_list(self, wanted: BoardList) -> None:
        """Open a list of the board."""
        self.presenter.show(wanted)

    @Slot()
    def _narrow(self) -> None:
        self.presenter.narrow(self.field.value(), self.holder.value())

    @Slot()
    def _minute_passed(self) -> None:
        if self.isVisible():
            self.presenter.refresh()

    @Slot(object)
    def _open(self, value: DossierRow | None) -> None:
        if value is not None:
            self.dossier_wanted.emit(value.code)

    @Slot()
    def _open_current(self) -> None:
        self._open(self.table.current())

    # -- what the presenter says

    def visible_rows(self) -> tuple[int, int]:
        """Return the first row in sight and how many there are."""
        return self.table.visible_rows()

    def show_board(self, shown: BoardShown, *, from_top: bool) -> None:
        """Show the counts and the rows."""
        self.cards.show_counts(shown.counts, shown.wanted)
        self.set_title(BOARD_LIST_WORDS[shown.wanted])
        self.field.set_choices(shown.fields)
        self.holder.set_choices(shown.holders)
        self.table.set_empty_words(NOTHING[shown.wanted])
        self.table.show_list(shown.total, shown.offset, shown.rows)
        if from_top:
            self.table.to_top()
            # F9 opens the first one at once.
            self.table.choose(0)
        self.open_button.setEnabled(shown.total > 0)

    def show_trouble(self, error: CounterError) -> None:
        """Say that the board could not be read."""
        self.notice.fail(error)


def _columns(ports: DeadlinePorts) -> tuple[Column, ...]:
    def stands(row: DossierRow) -> Standing:
        return standing_of(row, ports.now(), ports.is_soon)

    return (
        Column(
            "due",
            "Hẹn trả",
            lambda r: stands(r).words,
            150,
            tone=lambda r: stands(r).tone,
            tip=lambda r: format_moment(r.due_at),
        ),
        Column("code", "Mã hồ sơ", lambda r: r.code, 198, is_code=True),
        Column("procedure", "Thủ tục", lambda r: r.procedure_name, stretches=True),
        Column("applicant", "Chủ hồ sơ", lambda r: said_name(r.applicant_name), 150),
        Column("holder", "Đang giữ", holder_words, 190),
        Column("state", "Trạng thái", state_words, 196),
    )
