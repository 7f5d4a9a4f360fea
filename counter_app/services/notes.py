"""Supervisors' notes to a unit, and the unit's answers.

What a supervisor asks is an entry of their own journal that names the unit; the province carries
it there, and the answer back, like any other entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import EntryName, Recorded, ReviewAnswered, ReviewAsked
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.services.acting import acting, check_supervisor
from counter_app.services.counter import Counter, check_clock
from counter_app.services.stepping import problems_of_texts, refuse


class NoSuchQuestion(Refusal):
    """The note is not here, or was asked of another unit."""


@dataclass(frozen=True)
class Answer:
    """What a unit answered, who, and when."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Question:
    """A supervisor's note with its answers; ``by`` is a person's name."""

    name: EntryName
    fact: ReviewAsked
    by: str
    at: datetime
    answers: tuple[Answer, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the unit has answered."""
        return bool(self.answers)


def ask(
    counter: Counter,
    unit: str,
    text: str,
    by: StaffMember,
    now: datetime,
    *,
    about: EntryName | None = None,
    code: str = "",
) -> Recorded:
    """Send a note to a unit, about an entry, a dossier, or the unit as such.

    Raises:
        OnlySupervisors: somebody else does it.
        FieldsRefused: the note is empty or too long.
        ClockBehind: the machine's clock stands before the last entry.
    """
    check_supervisor(counter, by, "review", now, code)
    words = composed(text)
    refuse(problems_of_texts({"text": words}, {}))
    fact = ReviewAsked(unit, words, about, code, by.name)
    with counter.store.writing() as work:
        check_clock(work, now)
        units = sorted({counter.desk.unit.code, unit})
        return work.journal.record(fact, by=by.clerk, at=now, units=units)


def answer(
    counter: Counter, question: EntryName, text: str, by: StaffMember, now: datetime
) -> Recorded:
    """Answer a supervisor's note from the unit that it was sent to.

    Raises:
        OnlyLooking: a supervisor does not answer for the unit.
        NoSuchQuestion: the note is not here, or was sent to another unit.
        FieldsRefused: the answer is empty or too long.
        ClockBehind: the machine's clock stands before the last entry.
    """
    words = composed(text)
    with acting(counter, by, "answer", now) as work:
        found = work.journal.entry(question)
        fact = found.fact if found else None
        if not isinstance(fact, ReviewAsked) or fact.unit != counter.desk.unit.code:
            raise NoSuchQuestion(str(question))
        refuse(problems_of_texts({"text": words}, {}))
        return work.journal.record(
            ReviewAnswered(words, by.name),
            by=by.clerk,
            at=now,
            subject=question,
            units=(counter.desk.unit.code,),
        )


def questions(counter: Counter, by: StaffMember) -> tuple[Question, ...]:
    """Return the notes that concern somebody: unanswered ones first, the newest first.

    A clerk has those sent to this unit, a supervisor all that are here.
    """
    with counter.store.reading() as reading:
        entries = reading.journal.of_kinds(("ReviewAsked", "ReviewAnswered"))
    own = counter.desk.unit.code
    found = [q for q in _questions(entries) if by.role is Role.SUPERVISOR or q.fact.unit == own]
    newest_first = sorted(found, key=lambda q: q.at, reverse=True)
    return tuple(sorted(newest_first, key=lambda q: q.is_answered))


def unanswered_count(counter: Counter) -> int:
    """Return how many notes wait for an answer of this unit, for the first screen."""
    with counter.store.reading() as reading:
        entries = reading.journal.of_kinds(("ReviewAsked", "ReviewAnswered"))
    own = counter.desk.unit.code
    return sum(q.fact.unit == own and not q.is_answered for q in _questions(entries))


def _questions(entries: Iterable[Recorded]) -> list[Question]:
    asked: dict[EntryName, Recorded] = {}
    answers: dict[EntryName, list[Answer]] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, ReviewAsked):
            asked[entry.name] = entry
        elif isinstance(fact, ReviewAnswered):
            one = Answer(fact.text, fact.name or entry.by, entry.at)
            answers.setdefault(entry.subject, []).append(one)
    return [
        Question(
            name, entry.fact, entry.fact.name or entry.by, entry.at, tuple(answers.get(name, ()))
        )
        for name, entry in asked.items()
        if isinstance(entry.fact, ReviewAsked)
    ]
