"""The screen "Mâu thuẫn": the list of disputed dossiers, and one dispute in its place."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.disputes.page import DisputePage
from counter_app.ui.disputes.presenter import DisputePorts, DisputesPresenter
from counter_app.ui.disputes.shown import DisputedRow, DisputeShown
from counter_app.ui.notices import Question
from counter_app.ui.ports import Memory
from counter_app.ui.shared.confirm import ask
from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.screen import ScreenBase
from counter_app.ui.shared.table import Column, ValuesTable
from counter_app.ui.words import format_moment

_TITLE = "Mâu thuẫn"
_COLUMNS = (
    Column("code", "Mã hồ sơ", lambda r: r.code, 200, is_code=True),
    Column("procedure", "Thủ tục", lambda r: r.procedure, stretches=True),
    Column("applicant", "Chủ hồ sơ", lambda r: r.applicant, 190),
    Column("state", "Trạng thái", lambda r: r.state, 170),
    Column(
        "received",
        "Nhận lúc",
        lambda r: format_moment(r.received_at),
        150,
        sort_by=lambda r: r.received_at,
        at_right=True,
    ),
)


class DisputesView(ScreenBase):
    """The list; ``open_dispute`` shows the dispute of one dossier in its place."""

    dossier_wanted = Signal(str)
    """The page of a dossier is asked for by its code."""

    def __init__(
        self, ports: DisputePorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_TITLE, parent)
        self.table = ValuesTable(
            "disputes",
            _COLUMNS,
            "Không có hồ sơ nào mâu thuẫn. Khi hai quầy làm khác nhau với cùng một hồ sơ lúc mất "
            "mạng, hồ sơ đó hiện ở đây.",
            memory=memory,
        )
        self.page = DisputePage()
        self.back = Button("Quay lại danh sách", "Esc")
        self.show_dossier = Button("Mở hồ sơ", "F8")
        self.open_button = Button("Xem mâu thuẫn", look="main")
        self.settle_button = Button("Ghi quyết định", "F9", look="main")
        self._lay_out()
        self.presenter = DisputesPresenter(ports, self)
        self._connect()
        self._show_page(False)

    def _lay_out(self) -> None:
        # Not a stack: that one would give the list the height of the page.
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.page, 1)
        self.add_bottom_left(self.back, self.table.count_label)
        self.add_bottom(self.show_dossier, self.open_button, self.settle_button)

    def _connect(self) -> None:
        self.table.opened.connect(self._open_row)
        self.open_button.clicked.connect(self._open_current)
        self.back.clicked.connect(self.show_list_page)
        self.show_dossier.clicked.connect(self._show_dossier)
        self.settle_button.clicked.connect(self._settle)
        self.page.chosen.connect(self._forget_faults)

    # -- what the clerk does

    def opened(self) -> None:
        """Come to the front: read again, with the keyboard where something can be chosen."""
        self.refresh()
        if self._is_list:
            self.table.setFocus()
        else:
            self.page.begin()

    def refresh(self) -> None:
        """Something was recorded, here or elsewhere."""
        self.presenter.refresh()

    def open_dispute(self, code: str) -> None:
        """Show the dispute of a dossier, in place of the list, once it is read."""
        self.notice.clear()
        self.presenter.open(code)

    @Slot()
    def show_list_page(self) -> None:
        """Go back to the list."""
        self.presenter.leave()
        self.notice.clear()
        self.leave_dispute()
        self.refresh()

    @property
    def _is_list(self) -> bool:
        return self.page.isHidden()

    @Slot(object)
    def _open_row(self, value: DisputedRow) -> None:
        self.open_dispute(value.code)

    @Slot()
    def _open_current(self) -> None:
        current = self.table.current()
        if current is not None:
            self.open_dispute(current.code)

    @Slot()
    def _show_dossier(self) -> None:
        self.dossier_wanted.emit(self.presenter.code)

    @Slot()
    def _settle(self) -> None:
        self.presenter.settle(self.page.choice(), self.page.reason_words())

    @Slot()
    def _forget_faults(self) -> None:
        if self.page.choice().is_made:
            self.page.forget_choice_fault()

    def _show_page(self, is_page: bool) -> None:
        of_page: tuple[QWidget, ...] = (self.page, self.back, self.show_dossier, self.settle_button)
        of_list: tuple[QWidget, ...] = (self.table, self.table.count_label, self.open_button)
        # First what goes, so that the window never needs room for both.
        for part in of_list if is_page else of_page:
            part.hide()
        for part in of_page if is_page else of_list:
            part.show()

    # -- what the presenter says

    def show_list(self, rows: tuple[DisputedRow, ...]) -> None:
        """Fill the list of disputed dossiers."""
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.choose(0)
        self.open_button.setEnabled(bool(rows))

    def show_dispute(self, shown: DisputeShown, *, keeps_input: bool) -> None:
        """Show a dispute; what was chosen and typed stays where that is wanted and fits."""
        self.page.show_dispute(shown, keeps_input=keeps_input)
        if self._is_list:
            self.set_title(f"{_TITLE} về hồ sơ {shown.code}")
            self._show_page(True)
            self.page.begin()

    def leave_dispute(self) -> None:
        """Go back to the list."""
        self.set_title(_TITLE)
        self._show_page(False)
        self.table.setFocus()

    def show_faults(self, choice: str, reason: str) -> None:
        """Say what is wrong with the choice and with the reason."""
        self.page.show_faults(choice, reason)

    def show_working(self, is_working: bool) -> None:
        """Hold the main button while something is being recorded."""
        self.settle_button.setEnabled(not is_working)

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""
        ask(self, question, then)

    def say_done(self, words: str) -> None:
        """Say what was done."""
        self.notice.succeed(words)

    def say_warning(self, words: str) -> None:
        """Say what deserves care."""
        self.notice.warn(words)

    def ask_about_clock(self, words: str, is_right: Callable[[], None]) -> None:
        """Say that the clock stands behind the last entry, and offer to say that it is right."""

        def confirm() -> None:
            self.notice.clear()
            is_right()

        self.notice.warn(words, Action("Giờ máy đúng, làm tiếp", confirm, is_main=True))

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""
        self.notice.fail(error)
