"""Carries what the clerk does on the intake screen to the services, and the answers back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.services.counter import ClockBehind
from counter_app.services.intake import IntakeRequest
from counter_app.ui.intake.draft_part import DraftPart
from counter_app.ui.intake.form import IntakeForm, ticked
from counter_app.ui.intake.people_part import PeoplePart
from counter_app.ui.intake.ports import IntakePorts
from counter_app.ui.intake.procedure_part import ProcedurePart
from counter_app.ui.intake.promise_part import PromisePart
from counter_app.ui.intake.reading import read_form
from counter_app.ui.intake.refusal_part import RefusalPart, RefusalScreen
from counter_app.ui.intake.same_day_part import SameDayPart, SameDayScreen
from counter_app.ui.intake.screen import Faults, IntakeScreen
from counter_app.ui.intake.sentences import (
    faults_of,
    lacking_briefly,
    summary_of,
    taken_in_words,
)
from counter_app.ui.intake.supplement_part import SupplementPart
from counter_app.ui.notices import Action, Notice, Tone
from counter_app.ui.words import sentence_of


class After(StrEnum):
    """What follows when a dossier was taken in."""

    NOTHING = "nothing"
    PRINT = "print"
    RETURN = "return"


_KEYS = {After.NOTHING: "F9", After.PRINT: "F10", After.RETURN: "F11"}


@dataclass(frozen=True)
class _LastDone:
    """The last dossier taken in here: its slip is one key away while the next form is empty."""

    code: str
    words: str


class Screen(IntakeScreen, SameDayScreen, RefusalScreen, Protocol):
    """What the view can do in all: the form, the panel of what is solved at once, the refusal."""


class IntakePresenter:
    """Decides what the intake screen shows and does; knows no Qt.

    ``procedure``, ``people``, ``draft``, ``same_day`` and ``refusal`` are its parts, to which the
    view speaks directly.
    """

    def __init__(self, ports: IntakePorts, screen: Screen) -> None:
        self._ports = ports
        self._screen = screen
        self.procedure = ProcedurePart(ports, screen)
        self.people = PeoplePart(ports, screen)
        self.draft = DraftPart(ports, screen, self._put)
        self.same_day = SameDayPart(ports, screen, self._same_day_ended, self.fail)
        self.refusal = RefusalPart(ports, screen, self)
        self._supplement = SupplementPart(ports, screen, self)
        self._promise = PromisePart(ports, screen)
        self._is_saving = False
        self._seen: set[str] | None = set()
        self._accepted_lacking: tuple[str, ...] = ()
        self._last: _LastDone | None = None

    def start(self) -> None:
        """Begin work: the usual procedures, the promise panel, a draft left from before."""
        self.procedure.learn_favourites()
        self._put(IntakeForm())
        self.draft.offer()

    # -- edits --------------------------------------------------------------------------------

    def edited(self) -> None:
        """Something on the form changed: count again, and let corrected fields be right."""
        if self._is_saving:
            return
        form = self._screen.form()
        if self._last is not None and not form.is_blank:
            self._last = None
            self._screen.show_notice(None)
        if form.lacking != self._accepted_lacking:
            self._accepted_lacking = ()
        self._promise.refresh()
        self._show_faults()
        self.people.look_for_doubles()

    def left(self, field: str) -> None:
        """The clerk left a field: from now on it may be marked wrong."""
        if self._seen is not None:
            self._seen.add(field)
        self._show_faults()
        who, _, name = field.rpartition(".")
        if name == "id_number":
            self.people.look_up(who)

    def procedure_picked(self, code: str) -> None:
        """A procedure was picked from the list."""
        self.procedure.pick(code)
        self.edited()

    def procedure_typed(self, text: str) -> None:
        """The text of the procedure field changed."""
        if self.procedure.picked is not None:
            self.procedure.lose()
        self.procedure.search(text)
        self.edited()

    def channel_changed(self) -> None:
        """The way in changed: another limit may hold."""
        self.procedure.channel_changed(self._screen.form().channel_in)
        self.edited()

    def limit_confirmed(self) -> None:
        """The clerk says that the typed time limit is the right one."""
        form = self._screen.form()
        self._screen.show_form(replace(form, is_limit_confirmed=bool(form.limit.strip())))
        self.left("limit")
        self.edited()

    def card_scanned(self, payload: str) -> None:
        """A citizen's card was read by a scanner, wherever the cursor was."""
        if not self._is_saving and self.people.card_scanned(payload):
            self.edited()

    def tick_all(self) -> None:
        """Every required paper is here."""
        form = self._screen.form()
        self._screen.show_form(replace(form, papers=ticked(form.papers)))
        self.edited()

    def time_passed(self) -> None:
        """A minute went by: the promise of an intake now may be another."""
        if not self._is_saving:
            self._promise.refresh()

    # -- the form as a whole ------------------------------------------------------------------

    def clear(self) -> None:
        """Throw the form away; one click brings it back."""
        if not self._is_saving:
            self.draft.put_instead(IntakeForm(), "Đã xóa nháp.", "Lấy lại")
            self._screen.focus("procedure_code")

    def _put(self, form: IntakeForm) -> None:
        self._seen = set()
        self._accepted_lacking = ()
        self._last = None
        self._screen.show_form(form)
        self.procedure.take_from(form)
        self.people.forget()
        self._promise.refresh()
        self._show_faults()
        self.people.look_for_doubles()

    def next_dossier(self) -> None:
        """Go on to the next citizen: put the cursor where an intake begins."""
        self.same_day.leave()
        if self._last is not None and self._screen.form().is_blank:
            self._last = None
            self._screen.show_notice(None)
        self._screen.focus("procedure_code")

    def release(self) -> None:
        """Something unforeseen ended the saving without an answer: free the form again."""
        if self._is_saving:
            self.hold(False)
        self.same_day.release()

    # -- taking in ----------------------------------------------------------------------------

    def submit(self, *, is_print: bool) -> None:
        """Take the dossier in; with ``is_print`` its slip follows. A second press is harmless."""
        self._submit(After.PRINT if is_print else After.NOTHING)

    def submit_at_once(self) -> None:
        """Take the dossier in and go on to its result: the citizen waits for it."""
        self._submit(After.RETURN)

    def _submit(self, after: After) -> None:
        if self._is_saving or self.same_day.is_open:
            return
        form = self._screen.form()
        if form.is_blank and self._last is not None:
            self._print(self._last)
            return
        request = self._sound_request(form)
        if request is None:
            return
        if form.lacking and form.lacking != self._accepted_lacking:
            self._accepted_lacking = form.lacking
            self._offer_choice(form.lacking, after)
            return
        self._take_in(request, after)

    def _sound_request(self, form: IntakeForm) -> IntakeRequest | None:
        """Return the request, or mark what is wrong, put the cursor there and return nothing."""
        self._promise.refresh()
        self._seen = None
        problems = self._show_faults()
        if problems:
            self._screen.focus(next(iter(problems)))
            return None
        return read_form(form, day_of(self._ports.now())).request

    def _offer_choice(self, lacking: tuple[str, ...], after: After) -> None:
        self._screen.show_notice(
            Notice(
                Tone.WARN,
                f"{lacking_briefly(lacking)}. Đưa phiếu yêu cầu bổ sung, hay vẫn tiếp nhận?",
                (
                    Action(f"Vẫn tiếp nhận  {_KEYS[after]}", lambda: self._submit(after)),
                    Action("Phiếu yêu cầu bổ sung  F8", self.ask_supplement, is_likely=True),
                ),
            )
        )

    def _take_in(self, request: IntakeRequest, after: After) -> None:
        by, now = self._ports.current_clerk(), self._ports.now()

        def saved(dossier: Dossier) -> None:
            self.hold(False)
            self._saved(dossier, after, by)

        def failed(error: CounterError) -> None:
            self.hold(False)
            self.fail(error, lambda: self._submit(after))

        self.hold(True)
        self._ports.run(lambda: self._ports.take_in(request, by, now), saved, failed)

    def hold(self, is_saving: bool) -> None:
        """Lock the form while something is being recorded, and free it again."""
        self._is_saving = is_saving
        self._screen.show_saving(is_saving)

    def _saved(self, dossier: Dossier, after: After, by: StaffMember) -> None:
        self.draft.forget()
        self._put(IntakeForm())
        self._last = _LastDone(dossier.code, taken_in_words(dossier, self._ports.now()))
        self._announce(self._last, "In giấy hẹn  F9")
        self._screen.focus("procedure_code")
        self.procedure.learn_favourites()
        if after is After.PRINT:
            self._print(self._last, by)
        elif after is After.RETURN:
            self._screen.show_notice(Notice(Tone.SUCCESS, self._last.words))
            self.same_day.begin(dossier)

    def _same_day_ended(self, code: str, words: str, is_returned: bool) -> None:
        self._last = _LastDone(code, words)
        tone = Tone.SUCCESS if is_returned else Tone.WARN
        self._announce(self._last, "In giấy hẹn  F9", tone=tone)
        self._screen.focus("procedure_code")

    def print_last(self) -> None:
        """Print the slip of the dossier taken in last: form 01 may be had at any time."""
        if self._last is not None:
            self._print(self._last)

    def _announce(
        self, done: _LastDone, print_label: str, tail: str = "", tone: Tone = Tone.SUCCESS
    ) -> None:
        self._screen.show_notice(
            Notice(
                tone,
                done.words + tail,
                (
                    Action("Xem hồ sơ", lambda: self._screen.open_dossier(done.code)),
                    Action(print_label, lambda: self._print(done)),
                    Action("Hồ sơ tiếp theo  F2", self.next_dossier, is_likely=True),
                ),
            )
        )

    def _print(self, done: _LastDone, pressed_by: StaffMember | None = None) -> None:
        by = pressed_by or self._ports.current_clerk()
        now, paper = self._ports.now(), self._ports.slip_paper()

        def printed(_: object) -> None:
            if self._last == done:
                self._announce(done, "In lại giấy hẹn  F9", " Giấy hẹn đã gửi ra máy in.")

        def failed(error: CounterError) -> None:
            if isinstance(error, ClockBehind):
                self._ask_about_clock(error, lambda: self._print(done))
            else:
                self._announce(done, "In giấy hẹn  F9", f" {sentence_of(error)}", Tone.WARN)

        self._ports.run(lambda: self._ports.print_slip(done.code, paper, by, now), printed, failed)

    # -- form 02 ------------------------------------------------------------------------------

    def ask_supplement(self) -> None:
        """Record and print the one complete notice of what the citizen must still bring."""
        if self._is_saving:
            return
        form = self._screen.form()
        request = self._sound_request(form)
        if request is None:
            return
        if not form.lacking:
            self.refuse_fields({"papers": "nothing_lacking"})
            return
        self._supplement.hand_out(request, form, self.ask_supplement)

    # -- what goes wrong ----------------------------------------------------------------------

    def _show_faults(self) -> dict[str, str]:
        """Mark the fields that may be marked, and return all problems of the form."""
        form = self._screen.form()
        problems = dict(read_form(form, day_of(self._ports.now())).problems)
        if self._promise.is_limit_open:
            problems.setdefault("limit", "missing")
        sentences = faults_of(problems, form, self._seen)
        self._screen.show_faults(Faults(sentences, summary_of(tuple(sentences))))
        return problems

    def fail(self, error: CounterError, again: Callable[[], None]) -> None:
        """Say what went wrong: beside the fields, or in the notice with what to do about it."""
        if isinstance(error, FieldsRefused):
            self.refuse_fields(error.problems)
        elif isinstance(error, ClockBehind):
            self._ask_about_clock(error, again)
        else:
            self._screen.show_notice(
                Notice(Tone.ERROR, sentence_of(error), (Action("Làm lại", again, is_likely=True),))
            )

    def refuse_fields(self, problems: dict[str, str]) -> None:
        """Mark fields as wrong, and put the cursor into the first."""
        self._seen = None
        sentences = faults_of(problems, self._screen.form(), None)
        self._screen.show_faults(Faults(sentences, summary_of(tuple(sentences))))
        self._screen.focus(next(iter(problems)))

    def _ask_about_clock(self, error: ClockBehind, again: Callable[[], None]) -> None:
        def confirm() -> None:
            by, now = self._ports.current_clerk(), self._ports.now()
            self._screen.show_notice(None)
            self._ports.run(
                lambda: self._ports.confirm_clock(by, now), lambda answer: again(), self._sadly
            )

        self._screen.show_notice(
            Notice(
                Tone.WARN,
                sentence_of(error),
                (
                    Action("Để tôi chỉnh giờ máy", lambda: self._screen.show_notice(None)),
                    Action("Giờ máy đúng, làm tiếp", confirm, is_likely=True),
                ),
            )
        )

    def _sadly(self, error: CounterError) -> None:
        self._screen.show_notice(Notice(Tone.ERROR, sentence_of(error)))
