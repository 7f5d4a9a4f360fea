"""The rules in force: the program's data files, changed by what was decided since.

The files are the beginning; every decision of this unit and everything the province publishes
is an entry of a journal, and what holds now is computed from both, in their order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter_app.domain.facts import DayDecided, ProcedureDecided, ProcedureEnded
from counter_app.domain.form import FormFileBroken
from counter_app.domain.moments import day_of
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import Catalogue, Procedure
from counter_app.domain.rules import (
    NewDay,
    Rules,
    changed_days,
    with_day,
    with_edition,
    with_form,
    without,
)
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar
from counter_app.printing.form_files import form_of
from counter_app.services.acting import acting, check_head
from counter_app.services.counter import Counter
from counter_app.store.catalogue import NotACalendar, calendar_of
from counter_app.store.procedure_text import NotAProcedure, procedure_of, text_of
from counter_app.store.rules import Decision
from counter_app.store.store import Reading
from sync.protocol.province import Published, Withdrawn

MOST_TEXT = 300
"""Numbers of documents and names of holidays are shorter than that."""

MOST_AT_ONCE = 5_000

LEAST_HOLIDAYS = 8
"""A year with fewer weekdays off than that is not complete (the law gives eleven and more)."""

PLAIN = "plain"
"""The kind of a day like any other."""


@dataclass(frozen=True)
class DayWish:
    """A day as somebody wants it from now on: ``off``, ``workday`` or ``plain``, and its name."""

    on: date
    kind: str
    name: str = ""


def read_rules(reading: Reading, base: Rules) -> Rules:
    """Return the rules in force: ``base``, changed by every decision in its order."""
    rules = base
    for decision in reading.rules.decisions():
        rules = _changed(rules, decision)
    return rules


def refresh(counter: Counter) -> bool:
    """Take up what was decided since; return whether there was anything."""
    book = counter.rules
    with counter.store.reading() as reading:
        newest = reading.rules.newest()
        if newest == book.read_to:
            return False
        book.take(read_rules(reading, book.base), newest)
    return True


def decide_days(
    counter: Counter, days: Sequence[DayWish], document: str, by: StaffMember, now: datetime
) -> tuple[date, ...]:
    """Record holidays, swapped days, or that a day is one like any other after all.

    Returns the days on which the office now works otherwise than before, so that the dossiers
    whose promise they touch can be looked at.

    Raises:
        NotAllowed: only the head of the office may.
        FieldsRefused: ``document`` is missing, a day is none (``days``), or the holidays of a
            year that was not known yet are not complete.
        ClockBehind: as everywhere.
    """
    check_head(counter, by, "decide_rules", now)
    wished = [replace(day, name=composed(day.name)) for day in days]
    calendar = counter.due_clock.calendar
    problems = _problems_of_document(document) | _problems_of_days(wished, calendar)
    _refuse(problems)
    unit = counter.desk.unit.code
    facts = [DayDecided(unit, day.on, day.kind, day.name, composed(document)) for day in wished]
    _record(counter, facts, by, now)
    return changed_days(calendar, counter.due_clock.calendar)


def decide_procedures(
    counter: Counter,
    procedures: Sequence[Procedure],
    document: str,
    by: StaffMember,
    now: datetime,
) -> None:
    """Record editions of procedures; each holds from its ``valid_from``, all or none.

    Raises:
        NotAllowed, ClockBehind: as in ``decide_days``.
        FieldsRefused: ``document`` is missing, or there are no procedures, or too many.
    """
    check_head(counter, by, "decide_rules", now)
    problems = _problems_of_document(document)
    if not 0 < len(procedures) <= MOST_AT_ONCE:
        problems["procedures"] = "missing" if not procedures else "too_many"
    _refuse(problems)
    unit, number = counter.desk.unit.code, composed(document)
    facts = [ProcedureDecided(unit, each.code, text_of(each), number) for each in procedures]
    _record(counter, facts, by, now)


def end_procedure(
    counter: Counter, code: str, last_on: date, document: str, by: StaffMember, now: datetime
) -> None:
    """Record that a procedure is not taken in any more after a day.

    Raises:
        NotAllowed, ClockBehind, FieldsRefused: as in ``decide_days``.
        UnknownProcedure: no edition has the code.
    """
    check_head(counter, by, "decide_rules", now)
    _refuse(_problems_of_document(document))
    counter.catalogue.procedure(code, on=min(last_on, day_of(now)))
    fact = ProcedureEnded(counter.desk.unit.code, code, last_on, composed(document))
    _record(counter, [fact], by, now)


def decisions(counter: Counter) -> tuple[Decision, ...]:
    """Return everything that was decided, the newest first, for the list of the settings."""
    with counter.store.reading() as reading:
        return tuple(reversed(reading.rules.decisions()))


def _record(
    counter: Counter,
    facts: Iterable[DayDecided | ProcedureDecided | ProcedureEnded],
    by: StaffMember,
    now: datetime,
) -> None:
    units = (counter.desk.unit.code,)
    with acting(counter, by, "decide_rules", now) as work:
        for fact in facts:
            work.journal.record(fact, by=by.clerk, at=now, units=units)
    refresh(counter)


def _changed(rules: Rules, decision: Decision) -> Rules:
    """Return the rules after a decision; what cannot be read changes nothing and is counted."""
    try:
        return _with(rules, decision)
    except (NotAProcedure, NotACalendar, FormFileBroken):
        return replace(rules, unreadable_count=rules.unreadable_count + 1)


def _with(rules: Rules, decision: Decision) -> Rules:
    said = decision.said
    match said:
        case DayDecided():
            day = _calendar_day(said)
            return _with_calendar(rules, with_day(rules.calendar, said.on, day), decision.at)
        case ProcedureDecided():
            return _with_catalogue(rules, with_edition(rules.catalogue, procedure_of(said.text)))
        case ProcedureEnded():
            ended = without(rules.catalogue, said.code, said.last_on)
            return _with_catalogue(rules, ended)
        case Published():
            return _with_publication(rules, said, decision.at)
        case Withdrawn(what="procedure", name=code):
            last_on = day_of(decision.at)
            return _with_catalogue(rules, without(rules.catalogue, code, last_on))
    return rules


def _with_publication(rules: Rules, said: Published, at: datetime) -> Rules:
    match said.what:
        case "procedure":
            return _with_catalogue(rules, with_edition(rules.catalogue, procedure_of(said.text)))
        case "calendar":
            return _with_calendar(rules, calendar_of(said.text), at)
        case "form":
            return replace(rules, forms=with_form(rules.forms, form_of(said.text, said.name)))
    return rules


def _with_catalogue(rules: Rules, catalogue: Catalogue) -> Rules:
    return replace(rules, catalogue=catalogue)


def _with_calendar(rules: Rules, calendar: WorkCalendar, at: datetime) -> Rules:
    days = changed_days(rules.calendar, calendar)
    others = tuple(new for new in rules.new_days if new.on not in days)
    new_days = (*others, *(NewDay(on, at) for on in days))
    return replace(rules.with_calendar(calendar), new_days=new_days)


def _calendar_day(said: DayDecided) -> CalendarDay | None:
    if said.kind not in {kind.value for kind in DayKind}:
        return None
    return CalendarDay(said.on, DayKind(said.kind), said.name, said.document, is_verified=False)


def _problems_of_document(document: str) -> dict[str, str]:
    text = composed(document)
    if not text:
        return {"document": "missing"}
    return {"document": "too_long"} if len(text) > MOST_TEXT else {}


def _problems_of_days(days: Sequence[DayWish], calendar: WorkCalendar) -> dict[str, str]:
    if not days:
        return {"days": "missing"}
    if len(days) > MOST_AT_ONCE or any(len(day.name) > MOST_TEXT for day in days):
        return {"days": "too_long"}
    kinds = {PLAIN, *(kind.value for kind in DayKind)}
    if any(day.kind not in kinds for day in days):
        return {"days": "unknown_word"}
    if any(day.kind == DayKind.OFF.value and not day.name for day in days):
        return {"days": "no_name"}
    return {"days": "year_incomplete"} if _incomplete_years(days, calendar) else {}


def _incomplete_years(days: Sequence[DayWish], calendar: WorkCalendar) -> set[int]:
    """Return the years that one single holiday would make known, though the others are not."""
    off = [day.on for day in days if day.kind == DayKind.OFF.value and day.on.weekday() < 5]
    is_known: Callable[[int], bool] = {day.on.year for day in calendar.days}.__contains__
    return {
        on.year
        for on in off
        if not is_known(on.year) and sum(other.year == on.year for other in off) < LEAST_HOLIDAYS
    }


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise FieldsRefused(problems)
