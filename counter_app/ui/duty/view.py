"""The screen "Ca trực": now and the week; in their place the roster, the plans, the hand-over."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.errors import CounterError
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.ui.duty.hand_over_page import HandOverPage
from counter_app.ui.duty.plans_page import PlansPage
from counter_app.ui.duty.ports import DutyPorts
from counter_app.ui.duty.presenter import DutyPresenter, RosterForm, WeekShown
from counter_app.ui.duty.presenter_of_hand_over import HandOverPresenter, HandOverShown, Mode
from counter_app.ui.duty.presenter_of_plans import PlansPresenter, PlansShown
from counter_app.ui.duty.roster_page import RosterPage
from counter_app.ui.duty.shown import NowShown
from counter_app.ui.duty.week_page import WeekPage
from counter_app.ui.notices import Tone
from counter_app.ui.ports import Memory
from counter_app.ui.shared.looks import Button
from counter_app.ui.shared.notice import Action
from counter_app.ui.shared.preview import PreviewDialog, SlipPreview
from counter_app.ui.shared.screen import ScreenBase

_TITLE = "Ca trực"


class DutyView(ScreenBase):
    """One page at a time; Escape leads back to the week."""

    def __init__(
        self, ports: DutyPorts, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_TITLE, parent)
        self._ports = ports
        self._preview: SlipPreview | None = None
        self.week = WeekPage(ports.desk, memory)
        self.roster = RosterPage()
        self.plans = PlansPage(memory)
        self.hand_over = HandOverPage(ports.now)
        self.presenter = DutyPresenter(ports, self)
        self.plans_presenter = PlansPresenter(ports, self)
        self.hand_over_presenter = HandOverPresenter(ports, self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        # Nothing is known yet of a shift that could be handed over.
        self.give_button.setEnabled(False)
        self.close_button.setEnabled(False)
        self.show_page(self.week)

    def _make_buttons(self) -> None:
        self.back = Button("Quay lại", "Esc")
        self.sheet = Button("Biên bản của ca đang chọn", "Ctrl+P")
        self.plans_button = Button("Buổi tăng thêm, ngày chủ đề", "F4")
        self.close_button = Button("Kết thúc ca", "F8")
        self.give_button = Button("Bàn giao ca", "F9", "main")
        self.save_roster = Button("Lưu lịch trực", "F9", "main")
        self.cancel_plan = Button("Hủy mục đang chọn", "F8")
        self.add_plan = Button("Thêm", "F9", "main")
        self.later = Button("Để người nhận ký sau", "F8")
        self.sign = Button("Ký bàn giao", "F9", "main")

    def _lay_out(self) -> None:
        # Not a stack: that one would give every page the height of the tallest.
        self._buttons_of = {
            self.week: (self.sheet, self.close_button, self.give_button),
            self.roster: (self.back, self.save_roster),
            self.plans: (self.back, self.cancel_plan, self.add_plan),
            self.hand_over: (self.back, self.later, self.sign),
        }
        self._titles = {
            self.week: _TITLE,
            self.roster: "Lịch trực",
            self.plans: "Buổi tăng thêm, ngày chủ đề",
            self.hand_over: "Bàn giao ca",
        }
        for page in self._buttons_of:
            self.body.addWidget(page, 1)
        self.add_top(self.plans_button)
        self.add_bottom_left(self.back, self.sheet)
        self.add_bottom(self.close_button, self.give_button, self.save_roster)
        self.add_bottom(self.cancel_plan, self.add_plan, self.later, self.sign)

    def _connect(self) -> None:
        self.back.clicked.connect(self.show_week_page)
        self.sheet.clicked.connect(self._preview_chosen)
        self.plans_button.clicked.connect(self.show_plans_page)
        self.close_button.clicked.connect(self._begin_close)
        self.give_button.clicked.connect(self._begin_give)
        self.save_roster.clicked.connect(self._save_roster)
        self.cancel_plan.clicked.connect(self._cancel_plan)
        self.add_plan.clicked.connect(self._add_plan)
        self.later.clicked.connect(self._give_unsigned)
        self.sign.clicked.connect(self._sign)
        self.week.week_wanted.connect(self.presenter.go)
        self.week.edit_wanted.connect(self.presenter.edit_roster)
        self.hand_over.password.returnPressed.connect(self._sign)

    # -- the pages

    def show_page(self, page: QWidget) -> None:
        """Show one page with its buttons."""
        for each in self._buttons_of:
            each.setVisible(each is page)
        self.set_title(self._titles[page], f"Quầy {self._ports.desk}")
        shown = self._buttons_of[page]
        for buttons in self._buttons_of.values():
            for button in buttons:
                button.setVisible(button in shown)
        self.plans_button.setVisible(page is self.week)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return next(page for page in self._buttons_of if not page.isHidden())

    @Slot()
    def show_week_page(self) -> None:
        """Go back to the week."""
        self.notice.clear()
        self.show_page(self.week)
        self.week.week.setFocus()
        self.refresh()

    @Slot()
    def show_plans_page(self) -> None:
        """Show the extra sessions and flagged days."""
        self.notice.clear()
        self.show_page(self.plans)
        self.plans.table.setFocus()
        self.refresh()

    def opened(self) -> None:
        """Come to the front: read again, with the days of the week at hand."""
        self.refresh()
        if self.page is self.week:
            self.week.week.setFocus()

    def refresh(self) -> None:
        """Something was recorded, or somebody else sits here; what is being typed stays."""
        if self.page is self.plans:
            self.plans_presenter.refresh()
        else:
            self.presenter.refresh()

    # -- what the clerk does

    @Slot()
    def _begin_give(self) -> None:
        self.hand_over_presenter.begin(Mode.GIVE)

    @Slot()
    def _begin_close(self) -> None:
        self.hand_over_presenter.begin(Mode.CLOSE)

    @Slot()
    def _begin_accept(self) -> None:
        self.hand_over_presenter.begin(Mode.ACCEPT)

    @Slot()
    def _give_unsigned(self) -> None:
        self.hand_over_presenter.give_unsigned(self.hand_over.form())

    @Slot()
    def _sign(self) -> None:
        form = self.hand_over.form()
        match self.hand_over.mode:
            case Mode.GIVE:
                self.hand_over_presenter.give(form)
            case Mode.CLOSE:
                self.hand_over_presenter.close(form)
            case Mode.ACCEPT:
                self.hand_over_presenter.accept(form.note)

    @Slot()
    def _save_roster(self) -> None:
        typed = self.roster.valid_from
        self.presenter.save_roster(self.roster.days(), typed.value(), typed.fault())

    @Slot()
    def _add_plan(self) -> None:
        self.plans_presenter.add(self.plans.plan())

    @Slot()
    def _cancel_plan(self) -> None:
        chosen = self.plans.table.current()
        if chosen is not None:
            self.plans_presenter.cancel(chosen)

    @Slot()
    def _preview_chosen(self) -> None:
        shift = self.week.chosen_shift()
        if shift is not None and shift.handed is not None:
            self.presenter.preview_sheet(shift)
        else:
            self.notice.warn("Ca đang chọn chưa bàn giao nên chưa có biên bản.")

    # -- what the presenters say

    def show_now(self, shown: NowShown) -> None:
        """Show who is on duty now; a shift that waits for a signature is offered."""
        self.week.show_now(shown)
        self.give_button.setEnabled(shown.has_shift)
        self.close_button.setEnabled(shown.has_shift)
        if shown.offer and self.page is self.week and not self.notice.text:
            self.notice.warn(shown.offer, Action("Xem và ký nhận", self._begin_accept, "F7"))

    def show_week(self, shown: WeekShown) -> None:
        """Show a week."""
        self.week.show_week(shown)

    def show_roster(self, form: RosterForm) -> None:
        """Let the roster be edited."""
        self.notice.clear()
        self.show_page(self.roster)
        self.roster.show_form(form)

    def show_roster_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong."""
        self.roster.show_faults(faults)

    def leave_roster(self) -> None:
        """Go back to the week."""
        self.show_week_page()

    def show_plans(self, shown: PlansShown) -> None:
        """Show the list of plans."""
        self.plans.show_plans(shown)
        is_here = self.page is self.plans
        self.add_plan.setVisible(is_here and shown.may_plan)
        self.cancel_plan.setVisible(is_here and shown.may_plan)

    def show_plan_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong."""
        self.plans.show_faults(faults)

    def clear_plan(self) -> None:
        """Empty the form for the next plan."""
        self.plans.clear()

    def show_hand_over(self, shown: HandOverShown) -> None:
        """Show the page of the hand-over."""
        self.notice.clear()
        self.show_page(self.hand_over)
        self.later.setVisible(shown.mode is Mode.GIVE)
        words = {Mode.GIVE: "Ký bàn giao", Mode.CLOSE: "Kết thúc ca", Mode.ACCEPT: "Ký nhận ca"}
        self.sign.set_words(words[shown.mode])
        self.hand_over.show_list(shown)

    def show_hand_over_faults(self, faults: dict[str, str]) -> None:
        """Say beside the fields what is wrong."""
        self.hand_over.show_faults(faults)

    def show_signing(self, words: str) -> None:
        """Say what is under way, and take no second key."""
        self.hand_over.show_signing(words)
        for button in (self.sign, self.later, self.back):
            button.setEnabled(not words)

    def leave_hand_over(self, words: str, sheet: HandOverSheet) -> None:
        """Go back to the week, say what was done, and offer the sheet."""
        self.hand_over.password.clear()
        self.show_week_page()
        self.notice.say(
            Tone.SUCCESS,
            words,
            Action("In biên bản", lambda: self.presenter.preview(sheet), "F10"),
        )

    def show_sheet(self, pdf: bytes, name: str) -> None:
        """Show a sheet as it will be printed."""
        preview = SlipPreview(self._ports.run, offers_papers=False)
        dialog = PreviewDialog(preview, self)
        self._preview = preview
        preview.print_wanted.connect(self._print_preview)
        preview.save_wanted.connect(self._save_preview)
        dialog.finished.connect(self._preview_closed)
        dialog.finished.connect(dialog.deleteLater)
        preview.show_pdf(pdf, "Biên bản bàn giao ca trực", name)
        dialog.open()

    @Slot()
    def _print_preview(self) -> None:
        if self._preview is not None:
            self.presenter.print_sheet(self._preview.pdf)

    @Slot(object)
    def _save_preview(self, path: Path) -> None:
        if self._preview is not None:
            self.presenter.save_sheet(self._preview.pdf, path)

    @Slot()
    def _preview_closed(self) -> None:
        self._preview = None

    def say_done(self, words: str) -> None:
        """Say what was done."""
        self.notice.succeed(words)

    def say_in_preview(self, words: str) -> None:
        """Say over the preview what was done."""
        bar = self._preview.notice if self._preview is not None else self.notice
        bar.succeed(words)

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be done."""
        bar = self._preview.notice if self._preview is not None else self.notice
        bar.fail(error)
