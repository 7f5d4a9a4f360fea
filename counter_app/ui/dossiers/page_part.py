"""The page of one dossier at work: its words, the panel of a step, its papers and its buttons."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.domain.steps import Step
from counter_app.ui.dossiers.page_presenter import SLIP, PagePresenter
from counter_app.ui.dossiers.page_values import DossierPage, HistoryLine
from counter_app.ui.dossiers.page_view import DossierBody
from counter_app.ui.dossiers.ports import DossierPorts
from counter_app.ui.notices import Notice, Tone
from counter_app.ui.shared.looks import GAP, Button, literal, row
from counter_app.ui.shared.notice import Action as NoticeAction
from counter_app.ui.shared.notice import NoticeBar
from counter_app.ui.shared.preview import PreviewDialog, SlipPreview
from counter_app.ui.steps.offers import MOST_NEAR
from counter_app.ui.steps.presenter import StepDone
from counter_app.ui.steps.view import PLAIN_TEXT, StepPanel
from counter_app.ui.words_of_following import FORM_WORDS, STEP_WORDS

WIDE_ENOUGH = 940
"""Below this width in logical pixels, at plain text, a panel has the page for itself."""

NOTICE_KEY = "F10"


class PagePart(QWidget):
    """Shows one dossier; the screen around it has the title and the notice bar."""

    shown = Signal(object)
    """A dossier is shown: its :class:`DossierPage`."""

    left = Signal()
    """The clerk goes back to the list."""

    dispute_wanted = Signal(str)
    """The two sides of a disputed dossier are asked for, by its code."""

    note_wanted = Signal(str, str)
    """A supervisor's note about the dossier is begun: its code, and its unit's."""

    entry_wanted = Signal(object)
    """An entry of the dossier is asked for in its journal, by a supervisor: its name."""

    def __init__(
        self, ports: DossierPorts, notice: NoticeBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ports = ports
        self._notice = notice
        self._page: DossierPage | None = None
        self._preview: SlipPreview | None = None
        self._preview_number = SLIP
        self.menu: QMenu | None = None
        self.body = DossierBody()
        self.panel = StepPanel(ports.steps, notice)
        self.back = Button("Quay lại", "Esc")
        self.preview = Button("Giấy hẹn", "F8")
        self.papers = Button("In  ▾", "Ctrl+P")
        self.more = Button("Việc khác  ▾", "F7")
        self.near = tuple(Button("") for _ in range(MOST_NEAR))
        self.main = Button("", "F9", look="main")
        self.note = Button("Ghi chú cho đơn vị", "F7")
        self.entries = Button("Trong nhật ký  ▾", "F8")
        self.number = Button("Xem số định danh, điện thoại", "F9", look="main")
        self._working = (self.preview, self.papers, self.main)
        self._held: Button | None = None
        self._buttons = QWidget()
        self.presenter = PagePresenter(ports, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._buttons.setLayout(
            row(
                self.back,
                1,
                self.preview,
                self.papers,
                self.more,
                *self.near[::-1],
                self.main,
                self.note,
                self.entries,
                self.number,
                gap=10,
            )
        )
        for button in (self.preview, self.papers, self.more):
            button.setHidden(self._ports.looks_only)
        for button in (self.note, self.entries, self.number):
            button.setHidden(not self._ports.looks_only)
        for line in (self._buttons, self.panel.buttons):
            # The window may be narrower than all the words: the near steps then give way.
            line.setMinimumWidth(1)
        self.panel.hide()
        sides = row(self.panel, self.body, gap=14)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(sides, 1)
        box.addWidget(self._buttons)
        box.addWidget(self.panel.buttons)
        self.panel.buttons.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.preview.clicked.connect(lambda: self.presenter.preview())
        self.papers.clicked.connect(self._show_papers)
        self.more.clicked.connect(self._show_more)
        self.main.clicked.connect(self._begin_main)
        self.number.clicked.connect(self.presenter.open_number)
        self.note.clicked.connect(self._ask_note)
        self.entries.clicked.connect(self._show_entries)
        for place, button in enumerate(self.near):
            button.clicked.connect(partial(self._begin_near, place))
        self.panel.opened.connect(self._panel_opened)
        self.panel.closed.connect(self._panel_closed)
        self.panel.recorded.connect(self._recorded)

    @Slot()
    def _ask_note(self) -> None:
        if self._page is not None:
            self.note_wanted.emit(self._page.code, self._page.unit)

    # -- what the screen asks of it

    def open(self, code: str) -> None:
        """Show a dossier; one that is asked for over a half-typed panel is offered first."""
        if self.panel.presenter.is_begun and code.strip().upper() != self.presenter.code:
            words = f"Đang làm dở “{self._step_words()}” của hồ sơ {self.presenter.code}."
            action = NoticeAction(f"Mở hồ sơ {code}", lambda: self._open_anyway(code))
            self._notice.say(Tone.QUIET, words, action)
            return
        self._open_anyway(code)

    def refresh(self) -> None:
        """Something was recorded, or time went on."""
        self.presenter.refresh()

    def leave(self) -> None:
        """The page goes out of sight."""
        self.panel.presenter.close()
        self.presenter.leave()

    def accepts_card(self) -> bool:
        """Say whether a citizen's card may be scanned into the panel."""
        return self.panel.presenter.takes_card

    def card_scanned(self, payload: str) -> None:
        """Fill in what a scanned card says."""
        self.panel.presenter.card_scanned(payload)

    def take_keyboard(self) -> None:
        """Give the keyboard to what is likely to be done next."""
        if not self.panel.is_open:
            likely = self.main if self.main.isVisibleTo(self) else self.more
            if self._ports.looks_only:
                likely = self.back
            likely.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_anyway(self, code: str) -> None:
        if code.strip().upper() != self.presenter.code:
            self.panel.presenter.close()
        self.presenter.open(code)

    def _step_words(self) -> str:
        step = self.panel.presenter.step
        return STEP_WORDS[step] if step else ""

    # -- steps

    @Slot()
    def _begin_main(self) -> None:
        step = self._page.offers.main if self._page else None
        if step is not None:
            self.presenter.begin(step)

    def _begin_near(self, place: int) -> None:
        near = self._page.offers.near if self._page else ()
        if place < len(near):
            self.presenter.begin(near[place])

    @Slot()
    def _show_more(self) -> None:
        if self._page is None:
            return
        offers = self._page.offers
        hidden = [step for b, step in zip(self.near, offers.near, strict=False) if b.isHidden()]
        entries: list[tuple[str, Callable[[], None]]] = [
            (STEP_WORDS[step], partial(self.presenter.begin, step))
            for step in (*hidden, *offers.rare)
        ]
        if self._page.is_disputed:
            code = self._page.code
            entries.append(("Xem mâu thuẫn", lambda: self.dispute_wanted.emit(code)))
        self._pop_up(self.more, entries)

    @Slot()
    def _show_papers(self) -> None:
        if self._page is None:
            return
        again = "In lại" if self._page.slip_count else "In"
        entries: list[tuple[str, Callable[[], None]]] = [
            (f"{again} giấy tiếp nhận và hẹn trả (mẫu 01)", self.presenter.print_slip)
        ]
        for number in self._page.forms:
            words = f"Xem, in lại {FORM_WORDS[number]}"
            entries.append((words, partial(self.presenter.preview_form, number.value)))
        self._pop_up(self.papers, entries)

    @Slot()
    def _show_entries(self) -> None:
        lines = self._page.history if self._page else ()
        self._pop_up(
            self.entries,
            [
                (f"{line.exactly}  {line.title}  ·  {line.who}", partial(self._ask_entry, line))
                for line in lines
            ],
        )

    def _ask_entry(self, line: HistoryLine) -> None:
        self.entry_wanted.emit(line.entry)

    def _pop_up(self, button: Button, entries: list[tuple[str, Callable[[], None]]]) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        for words, do in entries:
            action = self.menu.addAction(literal(words))
            action.triggered.connect(partial(_call, do))
        height = self.menu.sizeHint().height()
        self.menu.popup(button.mapToGlobal(QPoint(0, -height)))
        if entries:
            self.menu.setActiveAction(self.menu.actions()[0])

    @Slot()
    def _panel_opened(self) -> None:
        self._buttons.hide()
        self.body.set_beside(True)
        self._make_room()
        self.panel.show()
        self.panel.buttons.show()

    @Slot()
    def _panel_closed(self) -> None:
        if self.panel.isHidden():
            return
        self.panel.hide()
        self.panel.buttons.hide()
        self.body.set_beside(False)
        self.body.show()
        self._buttons.show()
        self._make_room()
        self.take_keyboard()

    @Slot(object)
    def _recorded(self, done: StepDone) -> None:
        self.presenter.recorded(done)

    # -- what the presenter says

    def show_page(self, page: DossierPage) -> None:
        """Show a dossier."""
        self._page = page
        self.body.show_page(page)
        offers = page.offers
        loses_keyboard = self.main.hasFocus() and offers.main is None
        self.main.setVisible(offers.main is not None)
        if offers.main is not None:
            self.main.set_words(STEP_WORDS[offers.main])
        for button, step in zip(self.near, offers.near, strict=False):
            button.set_words(STEP_WORDS[step])
        self.more.setEnabled(bool(offers.rare or offers.near or page.is_disputed))
        self._make_room()
        if loses_keyboard:
            self.take_keyboard()
        self.shown.emit(page)

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it; the likely next step has a key."""
        bar = self._notice if self._preview is None else self._preview.notice
        bar.tell(notice, NOTICE_KEY)

    def show_working(self, is_working: bool) -> None:
        """Hold the buttons while a paper is being made; the keyboard stays where it was."""
        if is_working:
            self._held = next((b for b in self._working if b.hasFocus()), None)
        for button in self._working:
            button.setEnabled(not is_working)
        if not is_working and self._held is not None:
            if not self.panel.is_open:
                self._held.setFocus(Qt.FocusReason.OtherFocusReason)
            self._held = None

    def open_step(
        self, step: Step, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]
    ) -> None:
        """Open the panel of a step."""
        self.panel.begin(step, code, dossier, staff)

    def dossier_changed(self, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]) -> None:
        """Tell a panel that is open what the dossier is now."""
        self.panel.presenter.dossier_changed(code, dossier, staff)

    def show_preview(self, pdf: bytes, number: str, code: str, paper: SlipPaper | None) -> None:
        """Show a form as it will be printed; the dialog stays until it is closed."""
        title = "Giấy hẹn" if number == SLIP else f"Mẫu {number}"
        name = f"{'giay-hen' if number == SLIP else f'mau-{number}'}-{code.replace('/', '-')}.pdf"
        if self._preview is not None:
            self._preview.show_pdf(pdf, f"{title} {code}", name, paper)
            return
        preview = SlipPreview(self._ports.run, offers_papers=paper is not None)
        dialog = PreviewDialog(preview, self)
        self._preview, self._preview_number = preview, number
        preview.paper_wanted.connect(self.presenter.preview)
        preview.print_wanted.connect(self._print_from_preview)
        preview.save_wanted.connect(self._save_from_preview)
        dialog.finished.connect(self._preview_closed)
        dialog.finished.connect(dialog.deleteLater)
        preview.show_pdf(pdf, f"{title} {code}", name, paper)
        dialog.open()

    @Slot()
    def _print_from_preview(self) -> None:
        if self._preview is None:
            return
        if self._preview_number == SLIP:
            self.presenter.print_slip(self._preview.paper.value())
        else:
            self.presenter.print_paper(self._preview_number)

    @Slot(object)
    def _save_from_preview(self, path: Path) -> None:
        if self._preview is not None:
            paper = self._preview.paper.value() if self._preview_number == SLIP else None
            self.presenter.save_paper(self._preview_number, path, paper)

    @Slot()
    def _preview_closed(self) -> None:
        self._preview = None

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panel, or the likely steps, the room there is."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self.panel.is_open:
            scale = self.fontInfo().pixelSize() / PLAIN_TEXT
            self.body.setVisible(self.width() >= WIDE_ENOUGH * scale)
            return
        offered = len(self._page.offers.near) if self._page else 0
        always = (self.back, self.preview, self.papers, self.more, self.main)
        room = self.width() - sum(b.sizeHint().width() + 10 for b in always)
        for place, button in enumerate(self.near):
            room -= button.sizeHint().width() + 10
            button.setVisible(place < offered and room >= 0)


def _call(do: Callable[[], None], _is_checked: bool = False) -> None:
    do()
