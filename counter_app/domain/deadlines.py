"""The lists of the deadline board: what is overdue, due, awaited, ready, or needs an apology.

Everything is computed from what was recorded and the present moment; nothing is ever stored as
overdue.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from counter_app.domain.dossier_row import LiveRow
from counter_app.domain.moments import VIETNAM, as_utc, day_of
from counter_app.domain.rules import NewDay
from counter_app.domain.standing import (
    DEFAULT_SOON,
    SoonRule,
    Standing,
    is_due_soon,
    standing,
)
from counter_app.domain.states import AWAITING, RUNNING, DossierState
from counter_app.domain.working_spans import WorkingSpans
from counter_app.domain.working_time import CalendarMissing

ONE_DAY = timedelta(days=1)


class BoardList(StrEnum):
    """A list of the board. The first three part what runs; a dossier may be in others as well.

    ``needs_apology``: due on the next working day and not apologised for, so that form 04 has to
    go out today if it will be late. ``part_overdue``: the holder's own due moment has passed.
    ``new_day``: promised before a holiday or a swapped day within its limit was known, and not
    apologised for since; nothing is recomputed, the clerk decides whether to re-appoint.
    """

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    TO_COLLECT = "to_collect"
    NEEDS_APOLOGY = "needs_apology"
    PART_OVERDUE = "part_overdue"
    NEW_DAY = "new_day"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class BoardMoment:
    """The moment of the board, and all that its rules need to know of the office's time."""

    now: datetime
    spans: WorkingSpans
    soon: SoonRule = DEFAULT_SOON
    new_days: tuple[NewDay, ...] = ()

    @property
    def next_working_day(self) -> date:
        """The next day on which the office works; tomorrow, where the calendar ends."""
        today = day_of(self.now)
        try:
            return self.spans.calendar.next_working_day(today)
        except CalendarMissing:
            return today + ONE_DAY


class Sorter:
    """Says in which lists a dossier stands at one moment."""

    def __init__(self, moment: BoardMoment) -> None:
        self.now = as_utc(moment.now)
        self._moment = moment
        # Moments are compared, not days: a board has thousands of them.
        self._tomorrow = _start_of(day_of(moment.now) + ONE_DAY)
        self._after_next = _start_of(moment.next_working_day + ONE_DAY)
        self._new_days = tuple(
            (_start_of(new.on), as_utc(new.known_at))
            for new in moment.new_days
            if new.on >= day_of(moment.now)
        )

    def lists_of(self, row: LiveRow) -> tuple[BoardList, ...]:
        """Return the lists of a dossier that has not ended."""
        found = [BoardList.DISPUTED] if row.is_disputed else []
        if row.state is DossierState.READY:
            found.append(BoardList.TO_COLLECT)
        elif row.state in AWAITING:
            found.append(BoardList.AWAITING_SUPPLEMENT)
        if row.state in RUNNING:
            found += self._by_due(row)
        return tuple(found)

    def _by_due(self, row: LiveRow) -> list[BoardList]:
        found = []
        how = standing(row.state, row.due_at, self.now, counts_late=row.counts_late)
        if how is Standing.OVERDUE:
            found.append(BoardList.OVERDUE)
        elif row.due_at < self._tomorrow:
            found.append(BoardList.DUE_TODAY)
        elif self._is_soon(row):
            found.append(BoardList.DUE_SOON)
        if self._tomorrow <= row.due_at < self._after_next and not row.has_apology:
            found.append(BoardList.NEEDS_APOLOGY)
        if row.own_due_at is not None and self.now > row.own_due_at:
            found.append(BoardList.PART_OVERDUE)
        if self._new_days and not row.has_apology and self._counts_new_day(row):
            found.append(BoardList.NEW_DAY)
        return found

    def _counts_new_day(self, row: LiveRow) -> bool:
        counted_from = row.counted_from
        return any(
            counted_from < known_at and counted_from < begins <= row.due_at
            for begins, known_at in self._new_days
        )

    def _is_soon(self, row: LiveRow) -> bool:
        moment = self._moment
        try:
            return is_due_soon(
                moment.spans,
                row.counted_from,
                row.promised_at,
                row.due_at,
                self.now,
                moment.soon,
            )
        except CalendarMissing:
            return row.due_at < self._after_next


def _start_of(on: date) -> datetime:
    return as_utc(datetime.combine(on, time(), VIETNAM))


def is_apology_too_late(due_at: datetime, now: datetime) -> bool:
    """Tell whether form 04 goes out later than one day before the due date; a warning only."""
    return day_of(now) >= day_of(due_at)
