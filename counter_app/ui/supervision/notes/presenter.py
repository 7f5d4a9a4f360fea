"""Carries a supervisor's questions to the screen, and the unit's answers to the service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import EntryName
from counter_app.domain.people import Role, StaffMember
from counter_app.services import dossiers, notes, review
from counter_app.services.counter import ClockBehind, Counter, confirm_clock
from counter_app.services.notes import Question
from counter_app.ui.ports import Clock, Run


@dataclass(frozen=True)
class NotePorts:
    """Everything outside the screen of notes."""

    run: Run
    now: Clock
    current: Callable[[], StaffMember]
    questions: Callable[[StaffMember], tuple[Question, ...]]
    answer: Callable[[EntryName, str, StaffMember, datetime], object]
    confirm_clock: Callable[[StaffMember, datetime], object]
    unit_names: Callable[[], Mapping[str, str]]
    ask: Callable[[str, str, str, datetime], object]

    @property
    def may_answer(self) -> bool:
        """Whether who is here answers for the unit."""
        return self.current().role is not Role.SUPERVISOR


def ports_of(
    counter: Counter, run: Run, now: Clock, current: Callable[[], StaffMember]
) -> NotePorts:
    """Bind the screen of notes to the services of one counter."""

    def ask(unit: str, text: str, code: str, at: datetime) -> object:
        about = dossiers.open_dossier(counter, code).name
        return notes.ask(counter, unit, text, current(), at, about=about, code=code)

    return NotePorts(
        run=run,
        now=now,
        current=current,
        questions=partial(notes.questions, counter),
        answer=partial(notes.answer, counter),
        confirm_clock=partial(confirm_clock, counter),
        unit_names=partial(review.unit_names, counter),
        ask=ask,
    )


class NotesScreen(Protocol):
    """What the view can do."""

    def show_questions(self, questions: tuple[Question, ...], units: Mapping[str, str]) -> None:
        """Show the notes, with the names of the units by their codes."""

    def show_trouble(self, error: CounterError) -> None:
        """Say what could not be read or recorded."""

    def ask_about_clock(self, error: ClockBehind, is_right: Callable[[], None]) -> None:
        """Say that the clock stands behind, and offer to say that it is right."""

    def say_answered(self) -> None:
        """Say that the answer was recorded."""

    def say_asked(self, unit: str) -> None:
        """Say that a note was recorded, and leave its field."""


class NotesPresenter:
    """Reads the notes, and records an answer."""

    def __init__(self, ports: NotePorts, screen: NotesScreen) -> None:
        self._ports = ports
        self._screen = screen

    def refresh(self) -> None:
        """Read the notes again."""
        who = self._ports.current()
        self._ports.run(
            lambda: (self._ports.questions(who), self._ports.unit_names()),
            lambda answer: self._screen.show_questions(*answer),
            self._screen.show_trouble,
            lane="notes",
        )

    def ask(self, unit: str, text: str, code: str) -> None:
        """Record a note to a unit about one of its dossiers."""
        now = self._ports.now()

        def done(_: object) -> None:
            self._screen.say_asked(unit)
            self.refresh()

        self._ports.run(
            lambda: self._ports.ask(unit, text, code, now), done, self._screen.show_trouble
        )

    def answer(self, question: Question, text: str) -> None:
        """Record the unit's answer to a note."""
        by, now = self._ports.current(), self._ports.now()

        def failed(error: CounterError) -> None:
            if isinstance(error, ClockBehind):
                self._screen.ask_about_clock(error, partial(self._confirm, question, text))
            else:
                self._screen.show_trouble(error)

        def done(_: object) -> None:
            self._screen.say_answered()
            self.refresh()

        self._ports.run(lambda: self._ports.answer(question.name, text, by, now), done, failed)

    def _confirm(self, question: Question, text: str) -> None:
        by, now = self._ports.current(), self._ports.now()
        self._ports.run(
            lambda: self._ports.confirm_clock(by, now),
            lambda _: self.answer(question, text),
            self._screen.show_trouble,
        )
