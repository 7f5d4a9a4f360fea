"""The calendar and the clocks with which the rules are tried."""

from pathlib import Path

from counter_app.domain.deadline import DueClock, DueMode, Promise, TimeLimit
from counter_app.domain.working_time import DeskHours, Season, week_of
from counter_app.store.catalogue import load_calendar
from tests.support.hours import STANDARD_HOURS
from tests.support.moments import at

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CALENDAR = load_calendar(RESOURCES / "calendar")
CLOCK = DueClock(CALENDAR, STANDARD_HOURS)

SHORT_FRIDAYS = DeskHours(
    (*week_of("07:00-11:30, 13:00-17:30")[:4], *week_of("08:00-11:00, 13:30-16:30")[4:])
)
WITH_SATURDAY = DeskHours.parse("08:00-12:00, 13:00-17:00", saturday="07:30-11:30")
WITH_SUMMER = DeskHours(
    week_of("07:30-11:30, 13:30-17:00"),
    (
        Season((4, 16), (10, 15), week_of("07:00-11:30, 13:30-17:00")),
        Season((12, 20), (1, 10), week_of("08:00-11:30, 13:00-16:00")),
    ),
)
ONE_SESSION = DeskHours.parse("07:00-14:30")
ALL_HOURS = (STANDARD_HOURS, SHORT_FRIDAYS, WITH_SATURDAY, WITH_SUMMER, ONE_SESSION)


def promise(
    received: str, limit: str, mode: DueMode = DueMode.A, *, is_extra_session: bool = False
) -> Promise:
    """Return what a standard desk promises."""
    return CLOCK.promise(
        at(received), TimeLimit.parse(limit), mode=mode, is_extra_session=is_extra_session
    )


def due(
    received: str, limit: str, mode: DueMode = DueMode.A, *, is_extra_session: bool = False
) -> str:
    """Return the due moment that a standard desk promises, as its clock shows it."""
    due_at = promise(received, limit, mode, is_extra_session=is_extra_session).due_at
    return f"{due_at:%Y-%m-%d %H:%M}"
