"""Opens a dossier, offers its steps, and gives its papers to the screen, the printer or a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.domain.steps import Step
from counter_app.services.counter import ClockBehind
from counter_app.services.forms import FormNumber
from counter_app.ui.dossiers.page_values import DossierPage, PageView, page_of
from counter_app.ui.dossiers.ports import DossierPorts
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.steps.offers import offers_of
from counter_app.ui.steps.presenter import StepDone
from counter_app.ui.words import sentence_of
from counter_app.ui.words_of_following import FORM_WORDS, STEP_WORDS

SLIP = "01"
"""The number of the appointment slip among the forms."""

_Read = tuple[Dossier, tuple[StaffMember, ...], str]


class PageScreen(Protocol):
    """What the view of a dossier's page can do."""

    def show_page(self, page: DossierPage) -> None:
        """Show a dossier."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""

    def show_preview(self, pdf: bytes, number: str, code: str, paper: SlipPaper | None) -> None:
        """Show a form as it will be printed; only the slip has a choice of paper."""

    def show_working(self, is_working: bool) -> None:
        """Hold the buttons while a paper is being made."""

    def open_step(
        self, step: Step, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]
    ) -> None:
        """Open the panel of a step."""

    def dossier_changed(self, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]) -> None:
        """Tell a panel that is open what the dossier is now."""


class PagePresenter:
    """Carries what is asked of one dossier to the services, and the answers back."""

    def __init__(self, ports: DossierPorts, screen: PageScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._code = ""
        self._dossier: Dossier | None = None
        self._staff: tuple[StaffMember, ...] = ()
        self._delivery = ""
        self._with_number: Dossier | None = None
        self._is_working = False

    @property
    def code(self) -> str:
        """The dossier on the page, or an empty text."""
        return self._code

    def open(self, code: str) -> None:
        """Show a dossier by its code as typed, scanned, or shown in a list."""
        self._screen.show_notice(None)
        self._with_number = None
        self._read(code)

    def refresh(self) -> None:
        """Read the dossier on the page again: something was recorded."""
        if self._code:
            self._read(self._code)

    def leave(self) -> None:
        """The page was left."""
        self._code = ""
        self._dossier = self._with_number = None

    def _read(self, code: str) -> None:
        def read() -> _Read:
            dossier = self._ports.open_dossier(code)
            return dossier, self._ports.staff(), self._ports.delivery(dossier.name)

        def show(answer: _Read) -> None:
            dossier, self._staff, self._delivery = answer
            # A code that several dossiers share is shown, and asked for, with its mark.
            self._code = code.strip().upper() if "/" in code else dossier.code
            self._show(dossier)

        self._ports.run(read, show, self._tell, lane="dossiers.page")

    def _show(self, dossier: Dossier) -> None:
        if self._with_number is not None and self._with_number.name == dossier.name:
            # Read again since: the numbers that were opened stay in sight until the page is left.
            dossier = replace(dossier, intake=self._with_number.intake)
        self._dossier = dossier
        names = {member.clerk: member.name for member in self._staff}
        now, ports = self._ports.now(), self._ports
        view = PageView(
            now,
            names,
            ports.own_unit,
            self._delivery,
            self._code,
            ports.is_soon,
            ports.looks_only,
        )
        self._screen.show_page(page_of(dossier, view))
        self._screen.dossier_changed(self._code, dossier, self._staff)

    def open_number(self) -> None:
        """Show the personal numbers of this one dossier to a supervisor; that is recorded."""
        ask, code = self._ports.open_number, self._code
        if ask is None or not code:
            return

        def show(dossier: Dossier) -> None:
            if code == self._code:
                self._with_number = dossier
                self._show(dossier)
                words = (
                    "Đang hiện đầy đủ số định danh và điện thoại. "
                    "Lần xem này đã được ghi vào nhật ký."
                )
                self._screen.show_notice(Notice(Tone.QUIET, words))

        def failed(error: CounterError) -> None:
            if isinstance(error, ClockBehind):
                self._ask_about_clock(error, self.open_number)
            else:
                self._tell(error)

        self._ports.run(lambda: ask(code), show, failed, lane="dossiers.number")

    # -- steps

    def begin(self, step: Step) -> None:
        """Begin a step: its panel opens; a slip is printed at once."""
        if self._dossier is None or self._is_working:
            return
        if step is Step.PRINT_SLIP:
            self.print_slip()
            return
        self._screen.show_notice(None)
        self._screen.open_step(step, self._code, self._dossier, self._staff)

    def recorded(self, done: StepDone) -> None:
        """A step was recorded: say it, print its paper if that is wanted, offer what comes next."""
        words = f"{done.words}{self._next_words(done.dossier)}"
        actions = (self._print_action(done.form),) if done.form else ()
        self._screen.show_notice(Notice(Tone.SUCCESS, words, actions))
        if done.code == self._code:
            # At once, so that the next key already means the next step.
            self._show(done.dossier)
        self.refresh()
        if done.prints and done.form:
            self.print_paper(done.form, said=words)

    def _next_words(self, dossier: Dossier) -> str:
        main = offers_of(dossier, self._ports.own_unit, self._ports.now()).main
        return f" Tiếp theo: {STEP_WORDS[main]} (F9)." if main else ""

    def _print_action(self, form: str) -> Action:
        words = f"In {FORM_WORDS[form]}"
        return Action(words, lambda: self.print_paper(form), is_likely=True)

    # -- papers

    def preview(self, paper: SlipPaper | None = None) -> None:
        """Show the slip; nothing is recorded."""
        code, paper, now = self._code, paper or self._ports.slip_paper(), self._ports.now()
        self._ports.run(
            lambda: self._ports.slip(code, paper, now),
            lambda pdf: self._screen.show_preview(pdf, SLIP, code, paper),
            self._tell,
            lane="dossiers.preview",
        )

    def preview_form(self, number: str) -> None:
        """Show one of the other forms."""
        code, now = self._code, self._ports.now()
        self._ports.run(
            lambda: self._ports.form(code, FormNumber(number), now),
            lambda pdf: self._screen.show_preview(pdf, number, code, None),
            self._tell,
            lane="dossiers.preview",
        )

    def print_paper(self, number: str, *, said: str = "") -> None:
        """Print a form by its number; ``said`` is what was done before, and stands first."""
        if number == SLIP:
            self.print_slip(said=said)
            return
        code, now = self._code, self._ports.now()
        self._give_out(
            lambda: self._ports.print_form(code, FormNumber(number), now),
            _joined(said, f"Đã gửi {FORM_WORDS[number]} ra máy in."),
            lambda: self.print_paper(number, said=said),
            said,
        )

    def print_slip(self, paper: SlipPaper | None = None, *, said: str = "") -> None:
        """Print the slip, marked as a copy from the second time on, and record it."""
        code, paper = self._code, paper or self._ports.slip_paper()
        by, now = self._ports.current_clerk(), self._ports.now()
        self._give_out(
            lambda: self._ports.print_slip(code, paper, by, now),
            _joined(said, f"Giấy hẹn {code} đã gửi ra máy in."),
            lambda: self.print_slip(paper, said=said),
            said,
        )

    def save_paper(self, number: str, path: Path, paper: SlipPaper | None = None) -> None:
        """Save a form as a file; that the slip was given out is recorded."""
        code, paper = self._code, paper or self._ports.slip_paper()
        by, now = self._ports.current_clerk(), self._ports.now()

        def save() -> object:
            if number == SLIP:
                return self._ports.save_slip(code, paper, by, now, path)
            return self._ports.save_form(code, FormNumber(number), now, path)

        what = "giấy hẹn" if number == SLIP else FORM_WORDS[number]
        self._give_out(
            save, f"Đã lưu {what} vào {path}.", lambda: self.save_paper(number, path, paper)
        )

    def _give_out(
        self,
        give_out: Callable[[], object],
        words: str,
        again: Callable[[], None],
        said: str = "",
    ) -> None:
        if self._is_working or not self._code:
            return

        def done(_: object) -> None:
            self._working(False)
            self._screen.show_notice(Notice(Tone.SUCCESS, words))
            self.refresh()

        def failed(error: CounterError) -> None:
            self._working(False)
            if isinstance(error, ClockBehind):
                self._ask_about_clock(error, again)
            elif said:
                text = f"{said} Nhưng chưa in được. {sentence_of(error)}"
                action = Action("In lại", again, is_likely=True)
                self._screen.show_notice(Notice(Tone.WARN, text, (action,)))
            else:
                self._tell(error)

        self._working(True)
        self._ports.run(give_out, done, failed)

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)

    def _ask_about_clock(self, error: ClockBehind, again: Callable[[], None]) -> None:
        def confirm() -> None:
            now, by = self._ports.now(), self._ports.current_clerk()
            self._screen.show_notice(None)
            self._ports.run(
                lambda: self._ports.confirm_clock(by, now), lambda answer: again(), self._tell
            )

        action = Action("Giờ máy đúng, làm tiếp", confirm, is_likely=True)
        self._screen.show_notice(Notice(Tone.WARN, sentence_of(error), (action,)))

    def _tell(self, error: CounterError) -> None:
        self._screen.show_notice(Notice(Tone.WARN, sentence_of(error)))


def _joined(said: str, words: str) -> str:
    return f"{said} {words}" if said else words
