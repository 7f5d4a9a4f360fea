"""Time limits, and the moment at which a result is promised.

The day of receipt does not count, and a last day on which the office does not work moves to the
end of the next working day (Bộ luật Dân sự 2015, Đ147-148). Nothing here is ever recomputed for
a dossier that already has its slip: the promise is recorded as a fact.

The slip shows minutes, so a count starts at the minute of receipt, its seconds dropped, and the
time that runs is rounded up to whole minutes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from counter_app.domain.errors import Refusal
from counter_app.domain.facts import CountedDay
from counter_app.domain.moments import at_counter
from counter_app.domain.plain_text import fold
from counter_app.domain.working_time import (
    DayKind,
    DeskHours,
    WorkCalendar,
    moment_of,
    tomorrow,
)

SAME_DAY_UNTIL = time(15, 0)
"""Received until then, a same-day matter is due the same day (NĐ 23/2015 Đ7, Luật Hộ tịch Đ5)."""

HOURS_A_DAY = Decimal(8)
"""A working day of the law; a part of a day is that part of eight working hours."""

MOST_UNITS = Decimal(3650)
"""No time limit of a real procedure comes near to ten years: more is a slip of the finger."""


class BadTimeLimit(Refusal):
    """A text or an amount that is no time limit."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class LimitKind(StrEnum):
    """The units of time limits in real procedures."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    SAME_DAY = "same_day"


class DueMode(StrEnum):
    """How whole working days end: at closing time (A), or at the clock time of receipt (B)."""

    A = "A"
    B = "B"


UNIT_TEXTS = {
    LimitKind.WORKING_DAYS: "ngày làm việc",
    LimitKind.DAYS: "ngày",
    LimitKind.HOURS: "giờ",
}
SAME_DAY_TEXT = "trong ngày"
_UNITS = {
    "ngay lam viec": LimitKind.WORKING_DAYS,
    "ngay": LimitKind.DAYS,
    "gio lam viec": LimitKind.HOURS,
    "gio": LimitKind.HOURS,
}
_SAME_DAY_TEXTS = {"trong ngay", "trong ngay lam viec", "ngay trong ngay", "trong ngay tiep nhan"}
_HALVES = {"½": ".5", "¼": ".25", "¾": ".75"}


@dataclass(frozen=True)
class TimeLimit:
    """A time limit (thời hạn giải quyết), such as three working days or eight working hours.

    ``amount`` has at most two decimals; it is 0 for a limit of the same day.

    Raises:
        BadTimeLimit: the amount is zero, negative, finer than hundredths or absurdly large.
    """

    kind: LimitKind
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.kind is LimitKind.SAME_DAY:
            is_sound = self.amount == 0
        else:
            is_sound = (
                self.amount.is_finite()
                and 0 < self.amount <= MOST_UNITS
                and self.amount == round(self.amount, 2)
            )
        if not is_sound:
            raise BadTimeLimit(f"{self.amount} {self.kind}")

    @classmethod
    def parse(cls, text: str) -> "TimeLimit":
        """Read a limit as people write it: ``3 ngày làm việc``, ``8 giờ``, ``trong ngày``.

        Case, extra spaces, missing diacritics and a point for the comma do not matter; halves
        may be written ``0,5``, ``1/2`` or ``½``.

        Raises:
            BadTimeLimit: the text names no limit that can be counted.
        """
        plain = fold(text).rstrip(".")
        if plain in _SAME_DAY_TEXTS:
            return cls(LimitKind.SAME_DAY)
        for sign, decimals in _HALVES.items():
            plain = re.sub(f"([0-9]*){sign}", rf"0\g<1>{decimals}", plain)
        found = re.fullmatch(
            r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?:/([0-9]{1,2}))? ?([a-z][a-z ]*)", plain
        )
        if found is None or found[3] not in _UNITS:
            raise BadTimeLimit(text)
        try:
            return cls(_UNITS[found[3]], _amount(found[1], found[2] or "1"))
        except (BadTimeLimit, ZeroDivisionError):
            raise BadTimeLimit(text) from None

    @property
    def text(self) -> str:
        """The limit as it is printed and recorded; ``parse`` reads it back."""
        if self.kind is LimitKind.SAME_DAY:
            return SAME_DAY_TEXT
        number = f"{self.amount:f}"
        if "." in number:
            number = number.rstrip("0").rstrip(".")
        return f"{number.replace('.', ',')} {UNIT_TEXTS[self.kind]}"

    def __str__(self) -> str:
        return self.text


def _amount(number: str, parts: str) -> Decimal:
    whole = Decimal(number.replace(",", "."))
    if int(parts) == 0:
        raise ZeroDivisionError
    return whole / int(parts)


@dataclass(frozen=True)
class Promise:
    """What the citizen is promised: the due moment, and how it was counted, day by day.

    ``counted`` begins with the day of receipt (``received``) and ends with the due day. Days
    that count are numbered 1, 2, 3 …; days that do not have number 0 and a reason. Of a limit
    in calendar days every day counts, and where the last one is no working day it keeps its
    number and reason, and the day it moved to follows with number 0 and ``rolled``.
    """

    due_at: datetime
    limit: TimeLimit
    mode: DueMode
    received_at: datetime
    counted: tuple[CountedDay, ...]


@dataclass(frozen=True)
class DueClock:
    """Counts due moments by one calendar, one desk's hours and one mode."""

    calendar: WorkCalendar
    hours: DeskHours
    mode: DueMode = DueMode.A

    def promise(
        self,
        received_at: datetime,
        limit: TimeLimit,
        *,
        is_extra_session: bool = False,
        mode: DueMode | None = None,
    ) -> Promise:
        """Return the moment at which the result is promised, and how it was counted.

        A dossier received on Monday with a limit of one working day is due on Tuesday at
        closing time. ``is_extra_session`` says that it was received in a local extra session.

        Raises:
            CalendarMissing: the receipt or the count lies outside the years whose holidays
                are known.
        """
        received = at_counter(received_at)
        mode = mode or self.mode
        count = _Count(self, received.replace(second=0, microsecond=0), is_extra_session, mode)
        due_at = count.due(limit)
        return Promise(due_at, limit, mode, received, tuple(count.counted))


class _Count:
    """One count from a receipt to its due moment; ``counted`` fills as it goes."""

    def __init__(
        self, clock: DueClock, received: datetime, is_extra_session: bool, mode: DueMode
    ) -> None:
        self.calendar, self.hours, self.mode = clock.calendar, clock.hours, mode
        self.received, self.received_on = received, received.date()
        self.is_extra_session = is_extra_session
        self.counted: list[CountedDay] = []
        self.number = 0

    def due(self, limit: TimeLimit) -> datetime:
        """Return the due moment of a limit."""
        if limit.kind is LimitKind.SAME_DAY:
            return self._same_day()
        if limit.kind is LimitKind.HOURS:
            return self._run_hours(limit.amount)
        whole, part = divmod(limit.amount, 1)
        if not whole:
            return self._run_part(self.received, part)
        self._note(self.received_on, 0, "received", self.calendar.why_off(self.received_on)[1])
        if limit.kind is LimitKind.WORKING_DAYS:
            return self._working_days(int(whole), part)
        return self._calendar_days(int(whole), part)

    def _same_day(self) -> datetime:
        reason, name = self.calendar.why_off(self.received_on)
        closing = self._closing(self.received_on)
        if self.is_extra_session:
            reason = "extra_session"
        elif not reason and self.received.time() > SAME_DAY_UNTIL:
            reason = "after_15h"
        if not reason and self.received < closing:
            self._count(self.received_on, "received")
            return closing
        self._note(self.received_on, 0, reason or "received", name)
        return self._closing(self._nth_working_day(1))

    def _working_days(self, whole: int, part: Decimal) -> datetime:
        end = self._end_of_whole(self._nth_working_day(whole))
        return self._run_part(end, part) if part else end

    def _calendar_days(self, whole: int, part: Decimal) -> datetime:
        on = self.received_on
        for _ in range(whole):
            on = tomorrow(on)
            self.calendar.require(on)
            self._count(on)
        if self.calendar.is_working_day(on):
            end = self._closing(on)
            return self._run_part(end, part, self._closing) if part else end
        self.counted[-1] = CountedDay(on.isoformat(), self.number, *self.calendar.why_off(on))
        while not self.calendar.is_working_day(on := tomorrow(on)):
            self._skip(on)
        self._note(on, 0, "rolled")
        return self._closing(on)  # the next whole day is due then at the latest

    def _run_hours(self, amount: Decimal) -> datetime:
        """Let working hours run from the moment of receipt, by the desk's own sessions."""
        return self._run(self.received, _minutes(amount), None)

    def _run_part(
        self,
        start: datetime,
        part: Decimal,
        whole_end: Callable[[date], datetime] | None = None,
    ) -> datetime:
        """Let a part of a day run; it never ends later than one whole day more would."""
        return self._run(start, _minutes(part * HOURS_A_DAY), whole_end or self._end_of_whole)

    def _run(
        self,
        start: datetime,
        left: timedelta,
        whole_end: Callable[[date], datetime] | None,
    ) -> datetime:
        on = start.date()
        while True:
            end, ran = self._through_day(on, start, left)
            self._note_run(on, has_run=bool(ran))
            if whole_end and on > start.date() and self.calendar.is_working_day(on):
                latest = whole_end(on)
                return min(end, latest) if end else latest
            if end:
                return end
            left -= ran
            on = tomorrow(on)

    def _through_day(
        self, on: date, start: datetime, left: timedelta
    ) -> tuple[datetime | None, timedelta]:
        """Return where the time that is left ends on a day, if it does, and how much of it ran."""
        if not self.calendar.is_working_day(on):
            return None, timedelta(0)
        ran = timedelta(0)
        for session in self.hours.sessions_on(on):
            opens = max(moment_of(on, session.opens), start)
            open_for = max(moment_of(on, session.closes) - opens, timedelta(0))
            if open_for and left - ran <= open_for:
                return opens + left - ran, left
            ran += open_for
        return None, ran

    def _note_run(self, on: date, *, has_run: bool) -> None:
        """Note a day while hours run; a day that is noted already stays as it is."""
        if self.counted and self.counted[-1].on == on.isoformat():
            return
        is_receipt = on == self.received_on
        if has_run:
            self._count(on, "received" if is_receipt else "")
        elif is_receipt:
            name = self.calendar.why_off(on)[1]
            self._note(on, 0, "extra_session" if self.is_extra_session else "received", name)
        else:
            self._skip(on)

    def _nth_working_day(self, count: int) -> date:
        """Walk on from the day of receipt to its Nth working day."""
        on = self.received_on
        while count:
            on = tomorrow(on)
            if self.calendar.is_working_day(on):
                self._count(on)
                count -= 1
            else:
                self._skip(on)
        return on

    def _end_of_whole(self, on: date) -> datetime:
        """Return when a count of whole working days that ends on a day ends, by the mode."""
        if self.mode is DueMode.A or not self._is_received_before_closing():
            return self._closing(on)
        clock = self._open_at(self.received_on, self.received.time())
        return moment_of(on, self._open_at(on, clock))

    def _is_received_before_closing(self) -> bool:
        is_working_day = self.calendar.is_working_day(self.received_on)
        return is_working_day and self.received < self._closing(self.received_on)

    def _open_at(self, on: date, clock: time) -> time:
        """Return a clock time if the desk is open then, or else when it opens next that day."""
        for session in self.hours.sessions_on(on):
            if clock <= session.closes:
                return max(clock, session.opens)
        return self.hours.closing_on(on)

    def _closing(self, on: date) -> datetime:
        return moment_of(on, self.hours.closing_on(on))

    def _count(self, on: date, reason: str = "") -> None:
        self.number += 1
        marked = self.calendar.day(on)
        if not reason and marked and marked.kind is DayKind.WORKDAY:
            self._note(on, self.number, "swapped_workday", marked.name)
        else:
            self._note(on, self.number, reason)

    def _skip(self, on: date) -> None:
        self._note(on, 0, *self.calendar.why_off(on))

    def _note(self, on: date, number: int, reason: str = "", name: str = "") -> None:
        self.counted.append(CountedDay(on.isoformat(), number, reason, name))


def _minutes(hours: Decimal) -> timedelta:
    return timedelta(minutes=int((hours * 60).to_integral_value(ROUND_CEILING)))
