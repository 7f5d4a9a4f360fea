"""Deadlines: the board, apologies and re-appointments.

Refusals of the steps are those of ``following``: NoSuchDossier, StepNotAllowed, FieldsRefused,
ClockBehind.
"""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.deadlines import BoardList, BoardMoment, Sorter
from counter_app.domain.dossier import Dossier
from counter_app.domain.dossier_row import DossierRow, LiveRow
from counter_app.domain.facts import Apologised, Reappointed
from counter_app.domain.moments import as_utc
from counter_app.domain.people import StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.steps import Step
from counter_app.domain.working_spans import spans_of
from counter_app.services.counter import Counter
from counter_app.services.stepping import Act, problems_of_texts, refuse, take_step, with_reason


@dataclass(frozen=True)
class Board:
    """How many dossiers stand in each list: in all, by field, and by who has them.

    The holder "" is the counter itself. Every list has a count, be it 0.
    """

    counts: Mapping[BoardList, int]
    by_field: Mapping[str, Mapping[BoardList, int]]
    by_holder: Mapping[str, Mapping[BoardList, int]]
    live_count: int


@dataclass(frozen=True)
class BoardFilter:
    """Which part of a list is wanted: all of it, one field, one holder."""

    field: str | None = None
    holder: str | None = None

    def takes(self, row: LiveRow) -> bool:
        """Tell whether a row is wanted."""
        return self.field in (None, row.field) and self.holder in (None, row.holder)


ALL = BoardFilter()


@dataclass(frozen=True)
class BoardPage:
    """The board's counts, and a page of one of its lists: both of the same moment.

    ``total`` is how many dossiers the list has behind the filter.
    """

    board: Board
    rows: tuple[DossierRow, ...]
    total: int


def board(counter: Counter, now: datetime) -> Board:
    """Return the counts of the board at a moment, from what was recorded until then."""
    return _counted(_sorted(counter, now))


def board_page(
    counter: Counter,
    wanted: BoardList,
    now: datetime,
    only: BoardFilter = ALL,
    offset: int = 0,
    most: int = 200,
) -> BoardPage:
    """Return the counts and a page of one list, the first due first."""
    every = tuple(_sorted(counter, now))
    numbers = [row.number for row, lists in every if wanted in lists and only.takes(row)]
    return BoardPage(_counted(every), _rows(counter, numbers[offset : offset + most]), len(numbers))


def _counted(every: Iterable[tuple[LiveRow, tuple[BoardList, ...]]]) -> Board:
    counts = _tally()
    by_field: defaultdict[str, Tally[BoardList]] = defaultdict(_tally)
    by_holder: defaultdict[str, Tally[BoardList]] = defaultdict(_tally)
    live_count = 0
    for row, lists in every:
        live_count += 1
        for each in lists:
            counts[each] += 1
            by_field[row.field][each] += 1
            by_holder[row.holder][each] += 1
    return Board(counts, dict(by_field), dict(by_holder), live_count)


def apologise(
    counter: Counter,
    code: str,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    done_at: datetime | None = None,
) -> Dossier:
    """Record a written apology that names no new date."""
    make = with_reason(Apologised, reason)
    return take_step(counter, code, Step.APOLOGISE, make, by, now, done_at)


def reappoint(
    counter: Counter,
    code: str,
    due_at: datetime,
    reason: str,
    by: StaffMember,
    now: datetime,
    *,
    again_because: str = "",
    done_at: datetime | None = None,
) -> Dossier:
    """Apologise and name another due moment (form 04).

    Only one is allowed: a second needs a written reason, ``again_because``, and the dossier
    stays counted as late, as it does after one that came behind the due moment. Form 04 later
    than one day before the due date is a matter of warning: ``deadlines.is_apology_too_late``.
    """
    texts = {"reason": composed(reason), "again_because": composed(again_because)}

    def make(act: Act, dossier: Dossier) -> Reappointed:
        problems = problems_of_texts(
            {"reason": texts["reason"]}, {"again_because": texts["again_because"]}
        )
        if dossier.reappointments and not texts["again_because"]:
            problems["again_because"] = "missing"
        if due_at <= max(dossier.due_at, act.done_at):
            problems["due_at"] = "not_later"
        refuse(problems)
        return Reappointed(
            act.done_at,
            due_at=as_utc(due_at),
            earlier_due_at=dossier.due_at,
            is_after_due=act.done_at > dossier.due_at,
            **texts,
        )

    return take_step(counter, code, Step.REAPPOINT, make, by, now, done_at)


def _tally() -> Tally[BoardList]:
    return Tally(dict.fromkeys(BoardList, 0))


def _sorted(counter: Counter, now: datetime) -> Iterator[tuple[LiveRow, tuple[BoardList, ...]]]:
    clock = counter.due_clock
    new_days = counter.rules.current.new_days
    spans = spans_of(clock.calendar, clock.hours)
    sorter = Sorter(BoardMoment(now, spans, counter.soon, new_days))
    with counter.store.reading() as reading:
        live = reading.board.live(counter.sight)
    return ((row, sorter.lists_of(row)) for row in live)


def _rows(counter: Counter, numbers: list[int]) -> tuple[DossierRow, ...]:
    with counter.store.reading() as reading:
        return reading.board.rows(numbers)
