"""Decides what a panel shows, reads what was typed, asks where it must, and records the step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.steps import Step
from counter_app.services.counter import ClockBehind
from counter_app.ui.notices import Question
from counter_app.ui.steps.fields import Outlook, StepForm, Values
from counter_app.ui.steps.kinds import Record, StepContext, StepKind
from counter_app.ui.steps.offers import why_impossible
from counter_app.ui.steps.ports import StepPorts
from counter_app.ui.steps.reading import StepReader
from counter_app.ui.steps.registry import STEP_KINDS
from counter_app.ui.words import fault_words, promise_words, sentence_of
from counter_app.ui.words_of_steps import step_not_allowed_words

MOST_KEPT = 20
"""Half-typed panels that are kept while the program runs; the oldest goes first."""


@dataclass(frozen=True)
class StepDone:
    """What was recorded: ``form`` is the number of its paper, ``prints`` whether it is wanted."""

    code: str
    dossier: Dossier
    step: Step
    words: str
    form: str = ""
    prints: bool = False


class StepScreen(Protocol):
    """What the panel can do."""

    def show_form(self, form: StepForm, values: Values, who: str) -> None:
        """Show the form of a step with these values, and give it the keyboard."""

    def values(self) -> Values:
        """Return everything as it stands in the fields."""

    def put_values(self, values: Values) -> None:
        """Change some fields; the others stay."""

    def show_outlook(self, outlook: Outlook) -> None:
        """Say what the step would mean."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Say beside the fields what is wrong, and sum it up."""

    def show_working(self, is_working: bool) -> None:
        """Hold the buttons while something is being recorded."""

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask once more; only ``then`` records it."""

    def warn(self, words: str, *action: tuple[str, Callable[[], None]]) -> None:
        """Say what deserves care, with something that can be done about it."""

    def close_form(self) -> None:
        """Take the panel away."""

    def tell_done(self, done: StepDone) -> None:
        """The step was recorded."""


class StepPresenter:
    """Carries one step of one dossier at a time."""

    def __init__(self, ports: StepPorts, screen: StepScreen) -> None:
        self._ports = ports
        self._screen = screen
        self._context: StepContext | None = None
        self._kind: StepKind | None = None
        self._form: StepForm | None = None
        self._before: Values = {}
        self._is_working = False
        self._kept: dict[tuple[EntryName, Step], Values] = {}

    @property
    def step(self) -> Step | None:
        """The step whose panel is open."""
        return self._kind.step if self._kind else None

    @property
    def code(self) -> str:
        """The dossier whose panel is open, or an empty text."""
        return self._context.code if self._context else ""

    @property
    def is_begun(self) -> bool:
        """Whether something was typed into the panel that is open."""
        return self._kind is not None and self._screen.values() != self._before

    @property
    def takes_card(self) -> bool:
        """Whether a citizen's card may be scanned into the panel that is open."""
        return self._form is not None and self._form.takes_card and not self._is_working

    def open(self, step: Step, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]) -> None:
        """Open the panel of a step; what was half typed in it before comes back."""
        if self._is_working:
            return
        self._keep()
        self._kind = STEP_KINDS[step]
        self._context = self._context_of(code, dossier, staff)
        self._form = self._kind.describe(self._context)
        kept = self._kept.pop((dossier.name, step), None)
        due = promise_words(dossier.due_at)
        who = f"{self._context.applicant} · {dossier.intake.procedure_name} · hẹn trả {due}"
        self._before = {}
        self._screen.show_form(self._form, self._form.values, who)
        self._before = self._screen.values()
        if kept is not None:
            self._screen.put_values(kept)
        self._look_ahead()

    def dossier_changed(self, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]) -> None:
        """Something was recorded elsewhere: what is typed stays, and what it would mean is new."""
        if self._kind is None or self._is_working or self._context is None:
            return
        if dossier.name != self._context.name:
            return
        has_changed = dossier.history != self._context.dossier.history
        self._context = self._context_of(code, dossier, staff)
        why = why_impossible(self._kind.step, dossier, self._ports.known.own_unit)
        if why is not None and has_changed:
            self._screen.warn(f"Hồ sơ vừa thay đổi. {step_not_allowed_words(why)}")
        elif has_changed:
            self._look_ahead()

    def close(self) -> None:
        """Leave the panel; what is half typed is kept for the next time."""
        if self._is_working:
            return
        self._keep()
        self._forget()

    def changed(self, name: str) -> None:
        """A field was changed: others may follow it, and what it would mean is told anew."""
        if self._kind is None or self._context is None:
            return
        follows = self._kind.follow(self._context, self._screen.values(), name)
        if follows:
            self._screen.put_values(follows)
        self._look_ahead()

    def card_scanned(self, payload: str) -> None:
        """Fill in what a scanned card says."""
        if self._kind is None or self._context is None:
            return
        try:
            filled = self._kind.card(self._context, payload, self._screen.values())
        except CounterError as error:
            self._screen.warn(sentence_of(error))
            return
        self._screen.put_values(filled)
        self._look_ahead()

    def submit(self, *, prints: bool = False) -> None:
        """Record the step, if what was typed can be read and the clerk says yes."""
        kind, context = self._kind, self._context
        if kind is None or context is None or self._is_working:
            return
        reader = self._reader()
        record = kind.read(context, reader)
        question = None if reader.faults else kind.question(context, reader)
        self._show_faults(reader.faults)
        if reader.faults:
            return

        def do() -> None:
            self._record(kind, context, record, prints)

        if question is not None:
            self._screen.ask(question, do)
        else:
            do()

    def _record(self, kind: StepKind, context: StepContext, record: Record, prints: bool) -> None:
        if self._is_working:
            return
        by, now = self._ports.current_clerk(), self._ports.now()

        def done(dossier: Dossier) -> None:
            self._working(False)
            self._forget()
            words = kind.did(dossier)
            self._screen.tell_done(
                StepDone(context.code, dossier, kind.step, words, kind.form, prints)
            )

        def failed(error: CounterError) -> None:
            self._working(False)
            self._refused(error, lambda: self._record(kind, context, record, prints), by)

        self._working(True)
        self._ports.run(lambda: record(by, now), done, failed)

    def _refused(self, error: CounterError, again: Callable[[], None], by: StaffMember) -> None:
        if isinstance(error, FieldsRefused):
            self._show_faults(error.problems)
        elif isinstance(error, ClockBehind):
            self._screen.warn(
                sentence_of(error), ("Giờ máy đúng, làm tiếp", lambda: self._confirm(again, by))
            )
        else:
            self._screen.warn(sentence_of(error))

    def _confirm(self, again: Callable[[], None], by: StaffMember) -> None:
        now = self._ports.now()
        self._ports.run(
            lambda: self._ports.confirm_clock(by, now),
            lambda _: again(),
            lambda error: self._screen.warn(sentence_of(error)),
        )

    def _show_faults(self, faults: Mapping[str, str]) -> None:
        names = {field.name for field in self._form.fields} if self._form else set()
        beside: dict[str, str] = {}
        general = []
        for name, fault in faults.items():
            field = name if name in names else name.split(".", maxsplit=1)[0]
            if field in names:
                beside.setdefault(field, fault_words(fault))
            else:
                general.append(fault_words(fault))
        self._screen.show_faults(beside, _summary(len(beside), general))

    def _look_ahead(self) -> None:
        kind, context = self._kind, self._context
        if kind is None or context is None:
            return
        reader = self._reader()

        def show(outlook: Outlook) -> None:
            if self._kind is kind and self._context is not None:
                self._screen.show_outlook(outlook)

        self._ports.run(
            lambda: kind.outlook(context, reader),
            show,
            lambda error: show(Outlook(sentence_of(error), is_warning=True)),
            lane="steps.outlook",
        )

    def _reader(self) -> StepReader:
        return StepReader(self._screen.values(), self._ports.now())

    def _context_of(
        self, code: str, dossier: Dossier, staff: tuple[StaffMember, ...]
    ) -> StepContext:
        ports = self._ports
        return StepContext(
            code, dossier, staff, ports.now(), ports.current_clerk(), ports.known, ports.services
        )

    def _keep(self) -> None:
        if self._kind is not None and self._context is not None and self.is_begun:
            self._kept[(self._context.name, self._kind.step)] = self._screen.values()
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))

    def _forget(self) -> None:
        self._kind = self._context = self._form = None
        self._before = {}
        self._screen.close_form()

    def _working(self, is_working: bool) -> None:
        self._is_working = is_working
        self._screen.show_working(is_working)


def _summary(count: int, general: list[str]) -> str:
    if general:
        return f"{general[0]}."
    if not count:
        return ""
    return f"Có {count} ô cần sửa. Nội dung đã gõ vẫn giữ nguyên."
