"""What every step of a dossier has in common: one transaction, one check, one entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.facts import Fact, Recorded
from counter_app.domain.moments import as_utc
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step, check_step
from counter_app.domain.working_spans import WorkingSpans, spans_of
from counter_app.services.acting import acting
from counter_app.services.counter import Counter
from counter_app.store.store import Work

FUTURE_TOLERANCE = timedelta(minutes=5)
MOST_TEXT = 2000
"""Reasons and notes are sentences; what is longer was pasted by mistake."""

MOST_WORDS = 200
"""Names and numbers are shorter than that."""


@dataclass(frozen=True)
class Act:
    """Who does a step, at which counter, when it is written down, and when it happened."""

    counter: Counter
    by: StaffMember
    now: datetime
    done_at: datetime

    @property
    def spans(self) -> WorkingSpans:
        """What measures working time at this counter."""
        clock = self.counter.due_clock
        return spans_of(clock.calendar, clock.hours)


Make = Callable[[Act, Dossier], Fact]
"""Makes the fact of a step for the dossier as it stands, or refuses."""


def take_step(
    counter: Counter,
    code: str,
    step: Step,
    make: Make,
    by: StaffMember,
    now: datetime,
    done_at: datetime | None = None,
) -> Dossier:
    """Record one step of a dossier in a transaction of its own.

    Raises:
        NoSuchDossier, ClockBehind, StepNotAllowed, FieldsRefused: nothing was recorded.
        OnlyLooking: a supervisor does not act.
    """
    with acting(counter, by, step.value, now, code) as work:
        dossier = work.dossiers.by_code(code)
        entry = add_step(work, counter, dossier, step, make, by, now, done_at)
    return fold((*dossier.history, entry))


def add_step(
    work: Work,
    counter: Counter,
    dossier: Dossier,
    step: Step,
    make: Make,
    by: StaffMember,
    now: datetime,
    done_at: datetime | None = None,
) -> Recorded:
    """Record one step inside a transaction that is open already.

    Raises:
        StepNotAllowed: the step may not follow now.
        FieldsRefused: something about it is wrong or missing.
    """
    check_step(step, dossier)
    act = Act(counter, by, now, as_utc(done_at or now))
    refuse(problems_of_moment(act, dossier))
    fact = make(act, dossier)
    return work.journal.record(
        fact, by=by.clerk, at=now, subject=dossier.name, units=units_of(dossier, fact, counter)
    )


def with_reason(fact: Callable[[datetime, str], Fact], reason: str) -> Make:
    """Return what makes a fact that says its moment and a reason, which may not be missing."""
    text = composed(reason)

    def make(act: Act, dossier: Dossier) -> Fact:
        refuse(problems_of_texts({"reason": text}, {}))
        return fact(act.done_at, text)

    return make


def units_of(dossier: Dossier, fact: Fact, counter: Counter) -> tuple[str, ...]:
    """Return the units that a step of a dossier concerns: this one, and all that have had it."""
    to_unit = getattr(fact, "to_unit", "")
    units = {counter.desk.unit.code, *dossier.units, to_unit}
    return tuple(sorted(units - {""}))


def problems_of_moment(act: Act, dossier: Dossier, name: str = "done_at") -> dict[str, str]:
    """Return what is wrong with the moment of a step: in the future, or before the intake."""
    if act.done_at > act.now + FUTURE_TOLERANCE:
        return {name: "in_the_future"}
    if act.done_at < _minute(dossier.intake.received_at):
        return {name: "before_intake"}
    return {}


def problems_of_texts(required: Mapping[str, str], free: Mapping[str, str]) -> dict[str, str]:
    """Return which texts of a form are missing or too long, by field."""
    problems = {name: "missing" for name, text in required.items() if not text}
    for name, text in {**required, **free}.items():
        if len(text) > MOST_TEXT:
            problems[name] = "too_long"
    return problems


def refuse(problems: Mapping[str, str]) -> None:
    """Refuse if there are problems.

    Raises:
        FieldsRefused: names them all.
    """
    if problems:
        raise FieldsRefused(dict(problems))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
