"""Refusing to take a dossier in: one written reason, form 03, and a fact of its own; no Qt."""

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.services.intake import IntakeRequest
from counter_app.ui.intake.around import Around
from counter_app.ui.intake.form import IntakeForm
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.reading import read_form
from counter_app.ui.intake.sentences import said_name
from counter_app.ui.notices import Action, Notice, Tone


class RefusalScreen(Protocol):
    """What the view can do for a refusal."""

    def form(self) -> IntakeForm:
        """Return everything as it stands in the fields."""

    def ask_reason(self, words: str, do: Callable[[str], None]) -> None:
        """Ask for the reason that stands on form 03; ``do`` is called with it."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show the notice bar, or hide it."""


class RefusalPart:
    """Asks for the reason, prints form 03 and records that it was handed out."""

    def __init__(self, ports: IntakePorts, screen: RefusalScreen, around: Around) -> None:
        self._ports = ports
        self._screen = screen
        self._around = around

    def ask(self) -> None:
        """Ask for the reason, as soon as it is known who is refused what."""
        form = self._screen.form()
        reading = read_form(form, day_of(self._ports.now()))
        problems = {field: fault for field, fault in reading.problems.items() if _is_needed(field)}
        if problems:
            self._around.refuse_fields(problems)
            return
        who = said_name(reading.request.applicant.name)
        words = f"Không tiếp nhận hồ sơ “{form.procedure_text}” của {who}."
        self._screen.ask_reason(words, lambda reason: self._refuse(reading.request, reason))

    def _refuse(self, request: IntakeRequest, reason: str) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()

        def refused(_: object) -> None:
            self._around.hold(False)
            who = said_name(request.applicant.name)
            words = f"Đã từ chối tiếp nhận hồ sơ của {who}; phiếu (mẫu 03) đã gửi ra máy in."
            action = Action("Hồ sơ mới", self._around.clear, is_likely=True)
            self._screen.show_notice(Notice(Tone.SUCCESS, words, (action,)))

        def failed(error: CounterError) -> None:
            self._around.hold(False)
            self._around.fail(error, lambda: self._refuse(request, reason))

        self._around.hold(True)
        self._ports.run(
            lambda: self._ports.refuse_intake(request, reason, by, now), refused, failed
        )


def _is_needed(field: str) -> bool:
    return field == "procedure_code" or field.startswith("applicant.")
