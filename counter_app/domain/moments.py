"""The time of Vietnam, in which every rule of the counter counts."""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Indochina Time: UTC+7 all year, without summer time, since 1975."""


def at_counter(moment: datetime) -> datetime:
    """Return an aware moment as the counter's wall clock shows it."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no place in the program")
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """Return the calendar day of an aware moment in Vietnam."""
    return at_counter(moment).date()


def as_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC, the form in which moments are kept."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no place in the program")
    return moment.astimezone(UTC)
