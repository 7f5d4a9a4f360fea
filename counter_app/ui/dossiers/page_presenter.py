"""Opens a dossier, and gives its slip to the screen, the printer or a file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import StaffMember
from counter_app.services.counter import ClockBehind
from counter_app.ui.dossiers.page_values import DossierPage, page_of
from counter_app.ui.dossiers.ports import DossierPorts
from counter_app.ui.intake.screen import Action, Notice, Tone
from counter_app.ui.words import sentence_of


class PageScreen(Protocol):
    """What the view of a dossier's page can do."""

    def show_page(self, page: DossierPage) -> None:
        """Show a dossier."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""

    def show_preview(self, pdf: bytes, code: str, paper: SlipPaper) -> None:
        """Show the slip as it will be printed."""

    def show_working(self, is_working: bool) -> None:
        """Hold the buttons while a slip is being made."""


class PagePresenter:
    """Carries what is asked of one dossier to the services, and the answers back."""

    def __init__(self, ports: DossierPorts, screen: PageScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._code = ""
        self._is_working = False

    @property
    def code(self) -> str:
        """The dossier on the page, or an empty text."""
        return self._code

    def open(self, code: str) -> None:
        """Show a dossier by its code as typed or scanned."""
        self._screen.show_notice(None)
        self._read(code)

    def refresh(self) -> None:
        """Read the dossier on the page again: something was recorded."""
        if self._code:
            self._read(self._code)

    def leave(self) -> None:
        """The page was left."""
        self._code = ""

    def _read(self, code: str) -> None:
        now = self._ports.now()

        def read() -> tuple[Dossier, Mapping[str, str], str]:
            names = {member.clerk: member.name for member in self._ports.staff()}
            dossier = self._ports.open_dossier(code)
            return dossier, names, self._ports.delivery(dossier.name)

        def show(answer: tuple[Dossier, Mapping[str, str], str]) -> None:
            self._code = answer[0].code
            dossier, names, delivery = answer
            self._screen.show_page(page_of(dossier, names, now, delivery))

        self._ports.run(read, show, self._tell, lane="dossiers.page")

    def preview(self, paper: SlipPaper | None = None) -> None:
        """Show the slip; nothing is recorded."""
        code, paper, now = self._code, paper or self._ports.slip_paper(), self._ports.now()
        self._ports.run(
            lambda: self._ports.slip(code, paper, now),
            lambda pdf: self._screen.show_preview(pdf, code, paper),
            self._tell,
            lane="dossiers.preview",
        )

    def print_slip(self, paper: SlipPaper | None = None) -> None:
        """Print the slip, marked as a copy from the second time on, and record it."""
        code, paper = self._code, paper or self._ports.slip_paper()
        by, now = self._ports.current_clerk(), self._ports.now()
        self._give_out(
            lambda: self._ports.print_slip(code, paper, by, now),
            f"Giấy hẹn {code} đã gửi ra máy in.",
            lambda: self.print_slip(paper),
            by,
        )

    def save_slip(self, path: Path, paper: SlipPaper | None = None) -> None:
        """Save the slip as a file and record that it was given out."""
        code, paper = self._code, paper or self._ports.slip_paper()
        by, now = self._ports.current_clerk(), self._ports.now()
        self._give_out(
            lambda: self._ports.save_slip(code, paper, by, now, path),
            f"Đã lưu giấy hẹn vào {path}.",
            lambda: self.save_slip(path, paper),
            by,
        )

    def _give_out(
        self,
        give_out: Callable[[], object],
        words: str,
        again: Callable[[], None],
        by: StaffMember,
    ) -> None:
        if self._is_working or not self._code:
            return

        def done(_: object) -> None:
            self._working(False)
            self._say(words)
            self.refresh()

        def failed(error: CounterError) -> None:
            self._working(False)
            if isinstance(error, ClockBehind):
                self._ask_about_clock(error, again, by)
            else:
                self._tell(error)

        self._working(True)
        self._ports.run(give_out, done, failed)

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)

    def _ask_about_clock(
        self, error: ClockBehind, again: Callable[[], None], by: StaffMember
    ) -> None:
        def confirm() -> None:
            now = self._ports.now()
            self._screen.show_notice(None)
            self._ports.run(
                lambda: self._ports.confirm_clock(by, now), lambda answer: again(), self._tell
            )

        self._screen.show_notice(
            Notice(
                Tone.WARN,
                sentence_of(error),
                (Action("Giờ máy đúng, làm tiếp", confirm, is_likely=True),),
            )
        )

    def _say(self, words: str) -> None:
        self._screen.show_notice(Notice(Tone.SUCCESS, words))

    def _tell(self, error: CounterError) -> None:
        self._screen.show_notice(Notice(Tone.WARN, sentence_of(error)))
