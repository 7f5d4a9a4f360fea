"""The draft: the half-filled form is kept as it is typed, and offered again after a crash."""

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.ui.intake.form import IntakeForm, as_draft, from_draft
from counter_app.ui.intake.ports import Draft, IntakePorts
from counter_app.ui.intake.screen import IntakeScreen
from counter_app.ui.intake.sentences import draft_words
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.words import format_time, said, sentence_of


class DraftPart:
    """Keeps the form of this desk in the encrypted store, and brings it back."""

    def __init__(
        self, ports: IntakePorts, screen: IntakeScreen, put: Callable[[IntakeForm], None]
    ) -> None:
        self._ports = ports
        self._screen = screen
        self._put = put
        self._kept = IntakeForm()

    def offer(self) -> None:
        """Ask for a draft left by a crash, a power cut or another clerk, and offer it."""
        self._ports.run(self._ports.load_draft, self._offer)

    def _offer(self, draft: Draft | None) -> None:
        if draft is None:
            return
        form = from_draft(draft.content)
        if form.is_blank:
            return
        what = draft_words(form)
        self._screen.show_notice(
            Notice(
                Tone.QUIET,
                f"Có một hồ sơ đang nhập dở lúc {said(draft.at, self._ports.now())}"
                + (f": {what}." if what else "."),
                (
                    Action("Bỏ", self._refuse_offer),
                    Action("Tiếp tục", lambda: self._take_offer(form), is_likely=True),
                ),
            )
        )

    def _take_offer(self, form: IntakeForm) -> None:
        self._kept = form
        self._screen.show_notice(None)
        self.put_instead(form, "Đã mở lại hồ sơ nhập dở.", "Trở lại hồ sơ vừa gõ")

    def _refuse_offer(self) -> None:
        self._screen.show_notice(None)
        if self._screen.form().is_blank:
            self._kept = IntakeForm()
            self._ports.run(self._ports.drop_draft, _nothing)

    def put_instead(self, form: IntakeForm, words: str, undo_label: str) -> None:
        """Put another form on the screen; what stood there may be brought back."""
        before = self._screen.form()
        self._put(form)
        self.save()
        if not before.is_blank and before != form:
            self._screen.show_notice(
                Notice(Tone.QUIET, words, (Action(undo_label, lambda: self._bring_back(before)),))
            )

    def _bring_back(self, form: IntakeForm) -> None:
        self._screen.show_notice(None)
        self._put(form)
        self.save()

    def save(self) -> None:
        """Keep the form as it stands, unless it is the one kept already."""
        form = self._screen.form()
        if form == self._kept:
            return
        self._kept = form
        now = self._ports.now()
        if form.is_blank:
            self._screen.show_draft("")
            self._ports.run(self._ports.drop_draft, _nothing, self._failed)
            return
        content, by = as_draft(form), self._ports.current_clerk()
        self._ports.run(
            lambda: self._ports.save_draft(content, by, now),
            lambda answer: self._screen.show_draft(f"Nháp tự lưu lúc {format_time(now)}"),
            self._failed,
        )

    def forget(self) -> None:
        """The form was taken in, and the service dropped its draft in the same transaction."""
        self._kept = IntakeForm()
        self._screen.show_draft("")

    def _failed(self, error: CounterError) -> None:
        self._kept = IntakeForm()
        self._screen.show_draft(f"Nháp chưa lưu được. {sentence_of(error)}")


def _nothing(answer: object) -> None:
    """Hear an answer that says no more than that the job is done."""
