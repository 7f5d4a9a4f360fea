"""Form 02 at the desk: the one complete notice of what must still be brought; no Qt."""

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import Recorded
from counter_app.services.intake import IntakeRequest
from counter_app.ui.intake.around import Around
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.words import sentence_of


class SupplementScreen(Protocol):
    """What the view can do for a supplement request."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""


class SupplementPart:
    """Records what is lacking, then prints it: a printer that fails takes nothing back."""

    def __init__(self, ports: IntakePorts, screen: SupplementScreen, around: Around) -> None:
        self._ports = ports
        self._screen = screen
        self._around = around

    def hand_out(self, request: IntakeRequest, form: IntakeForm, again: Callable[[], None]) -> None:
        """Record and print what a sound form lacks; ``again`` reads the form anew."""
        by, now, paper = self._ports.current_clerk(), self._ports.now(), self._ports.slip_paper()

        def ask() -> Recorded:
            return self._ports.ask_supplement(request, form.lacking, form.note, by, now)

        def asked(recorded: Recorded) -> None:
            self._around.hold(False)
            name = said_name(request.applicant.name)
            done = f"Đã lập phiếu yêu cầu bổ sung cho {name}: {len(form.lacking)} giấy tờ."
            self._say(done, Tone.SUCCESS)
            self._ports.run(
                lambda: self._ports.print_supplement(recorded, paper),
                lambda _: self._say(f"{done} Phiếu đã gửi ra máy in.", Tone.SUCCESS),
                lambda error: self._say(f"{done} {sentence_of(error)}", Tone.WARN),
            )

        def failed(error: CounterError) -> None:
            self._around.hold(False)
            self._around.fail(error, again)

        self._around.hold(True)
        self._ports.run(ask, asked, failed)

    def _say(self, words: str, tone: Tone) -> None:
        action = Action("Hồ sơ mới", self._around.clear, is_likely=True)
        self._screen.show_notice(Notice(tone, words, (action,)))
