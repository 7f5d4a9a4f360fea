"""The figures of the periodic reports: what is counted, which sums there are, and their shares.

A dossier counts once as received (online, directly, by post, or carried over) and once as what
became of it by the period's end (solved before time, on time or late; open in time or overdue).
What is paused then, or was refused, withdrawn or stopped in the period, is kept apart: it stands
in neither, so that (3) = (7) + (11) always (biểu II.06a, Thông tư 01/2020/TT-VPCP).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.register import LONGEST_DAYS, PeriodBackwards, PeriodTooLong

_INSTANT = timedelta(microseconds=1)
_HUNDREDTHS = 10_000


class FiguresDisagree(Trouble):
    """(3) is not (7) + (11): the lists of this counter are not what the journal adds up to."""

    def __init__(self, received: int, solved: int, in_progress: int) -> None:
        super().__init__(f"{received} != {solved} + {in_progress}")
        self.received = received
        self.solved = solved
        self.in_progress = in_progress


class PeriodNotBegun(Refusal):
    """A report was asked for on a period whose first day has not come."""

    def __init__(self, first: date) -> None:
        super().__init__(first.isoformat())
        self.first = first


@dataclass(frozen=True)
class Period:
    """The days that a report is about, in Vietnam, both included."""

    first: date
    last: date

    def check(self, now: datetime) -> None:
        """Refuse a period without sense.

        Raises:
            PeriodBackwards, PeriodTooLong, PeriodNotBegun: nothing can be reported on these days.
        """
        if self.last < self.first:
            raise PeriodBackwards(self.first, self.last)
        if (self.last - self.first).days > LONGEST_DAYS:
            raise PeriodTooLong(self.first, self.last)
        if now < self.start:
            raise PeriodNotBegun(self.first)

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return as_utc(datetime.combine(self.first, time(), VIETNAM))

    def as_of(self, now: datetime) -> datetime:
        """Return the moment for which the period is told: its last one, or now while it runs."""
        end = as_utc(datetime.combine(self.last + timedelta(days=1), time(), VIETNAM))
        return min(as_utc(now), end - _INSTANT)


class Figure(StrEnum):
    """What is counted. Those with ``PARTS`` are sums of others.

    ``due_…`` counts what was due in the period, whenever it was received or solved;
    ``apologised``, ``paid…`` and the ratings what was first apologised for, paid or rated in the
    period. ``elsewhere`` are receipts for an office of another territory (phi địa giới).
    ``not_accepted`` are people whose papers were not taken in (form 03 before intake).
    """

    ONLINE = "online"
    DIRECT = "direct"
    POST = "post"
    CARRIED = "carried"
    BEFORE_TIME = "before_time"
    ON_TIME = "on_time"
    LATE_APOLOGISED = "late_apologised"
    LATE_SILENT = "late_silent"
    IN_TIME = "in_time"
    OVERDUE_APOLOGISED = "overdue_apologised"
    OVERDUE_SILENT = "overdue_silent"
    PAUSED = "paused"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    ELSEWHERE = "elsewhere"
    SAME_DAY = "same_day"
    APOLOGISED = "apologised"
    PAID_CASH = "paid_cash"
    PAID_ONLINE = "paid_online"
    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    DUE_BEFORE_TIME = "due_before_time"
    DUE_ON_TIME = "due_on_time"
    DUE_LATE = "due_late"
    DUE_OPEN = "due_open"
    NOT_ACCEPTED = "not_accepted"
    RECEIVED = "received"
    RECEIVED_NOW = "received_now"
    BY_HAND = "by_hand"
    SOLVED = "solved"
    LATE = "late"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    DUE = "due"
    PAID = "paid"
    RATED = "rated"


F = Figure
PARTS: Mapping[Figure, tuple[Figure, ...]] = {
    F.RECEIVED: (F.ONLINE, F.DIRECT, F.POST, F.CARRIED),
    F.RECEIVED_NOW: (F.ONLINE, F.DIRECT, F.POST),
    F.BY_HAND: (F.DIRECT, F.POST),
    F.SOLVED: (F.BEFORE_TIME, F.ON_TIME, F.LATE_APOLOGISED, F.LATE_SILENT),
    F.LATE: (F.LATE_APOLOGISED, F.LATE_SILENT),
    F.IN_PROGRESS: (F.IN_TIME, F.OVERDUE_APOLOGISED, F.OVERDUE_SILENT),
    F.OVERDUE: (F.OVERDUE_APOLOGISED, F.OVERDUE_SILENT),
    F.DUE: (F.DUE_BEFORE_TIME, F.DUE_ON_TIME, F.DUE_LATE, F.DUE_OPEN),
    F.PAID: (F.PAID_CASH, F.PAID_ONLINE),
    F.RATED: (F.VERY_SATISFIED, F.SATISFIED, F.NOT_SATISFIED),
}
"""The sums; no dossier counts in two parts of one sum."""

COUNTED: tuple[Figure, ...] = tuple(
    each for each in Figure if each not in PARTS and each is not F.NOT_ACCEPTED
)
"""The figures of which a dossier is counted in or not; all others are sums of them."""


def parts_of(figure: Figure) -> tuple[Figure, ...]:
    """Return the counted figures that add up to a figure; itself, if it is one."""
    return PARTS.get(figure, (figure,))


@dataclass(frozen=True)
class Tally:
    """How many dossiers there are of each counted figure; what is not named is 0."""

    counts: Mapping[Figure, int]

    def count(self, figure: Figure) -> int:
        """Return a figure, be it counted or a sum."""
        return sum(self.counts.get(part, 0) for part in parts_of(figure))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(self.counts.values())

    def check(self) -> None:
        """Make sure that (3) = (7) + (11).

        Raises:
            FiguresDisagree: a dossier was counted on one side only.
        """
        received, solved = self.count(F.RECEIVED), self.count(F.SOLVED)
        in_progress = self.count(F.IN_PROGRESS)
        if received != solved + in_progress:
            raise FiguresDisagree(received, solved, in_progress)

    def share(self, part: Figure, whole: Figure) -> Decimal | None:
        """Return which share of a sum one of its parts is, in percent with two decimals.

        None where there is nothing to share. The shares of all parts add up to 100 exactly.
        """
        parts = parts_of(whole)
        if part not in parts:
            return shares((self.count(part), self.count(whole) - self.count(part)))[0]
        return shares([self.count(each) for each in parts])[parts.index(part)]


def tally_of(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    counts: dict[Figure, int] = {}
    for tally in tallies:
        for figure, count in tally.counts.items():
            counts[figure] = counts.get(figure, 0) + count
    return Tally(counts)


def shares(counts: Sequence[int]) -> tuple[Decimal | None, ...]:
    """Return the shares in percent, of two decimals each, that add up to 100 exactly.

    What rounding leaves over goes to those that were cut the most. Nothing has no shares.
    """
    whole = sum(counts)
    if not whole:
        return (None,) * len(counts)
    rounded = [count * _HUNDREDTHS // whole for count in counts]
    cut_most = sorted(range(len(counts)), key=lambda at: -(counts[at] * _HUNDREDTHS % whole))
    for at in cut_most[: _HUNDREDTHS - sum(rounded)]:
        rounded[at] += 1
    return tuple(Decimal(each) / 100 for each in rounded)
