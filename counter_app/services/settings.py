"""What people chose for this counter: read, judged, written down, and turned into rules.

Only the head of the office changes what concerns everybody (the unit's wording, hours, the way
of counting, warnings); printer, scanner and looks belong to whoever sits at the desk.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from counter_app.domain.deadline import DueClock, DueMode
from counter_app.domain.errors import Trouble
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import FieldsRefused, StaffMember
from counter_app.domain.rules import Rules
from counter_app.domain.standing import SoonRule
from counter_app.domain.working_time import DeskHours, Season, Week
from counter_app.domain.working_time import Session as WorkSession
from counter_app.services.acting import NotAllowed, check_head
from counter_app.services.counter import Counter
from counter_app.services.rules import refresh
from counter_app.system import settings as kept
from counter_app.system.settings import (
    WEEKDAYS,
    Scanner,
    Settings,
    SettingsDamaged,
    read_settings,
    write_settings,
)

__all__ = [
    "FOR_EVERYBODY",
    "FOR_THE_HEAD",
    "Scanner",
    "Settings",
    "SettingsNotSaved",
    "hours_of",
    "kept_hours",
    "read",
    "rules_with",
    "save",
    "serial_ports",
    "soon_of",
    "try_out",
    "work_by",
]

FOR_THE_HEAD = frozenset(
    {
        *("office", "place", "phone", "desk_hours", "due_mode"),
        *("soon_percent", "soon_days", "lock_after_minutes"),
    }
)
"""What only the head of the office may choose."""

FOR_EVERYBODY = frozenset({"printer", "slip_paper", "scanner", "theme", "text_scale"})
"""What whoever sits at the desk may choose."""

MOST_TEXT = 200


class SettingsNotSaved(Trouble):
    """The settings could not be written, or the file was damaged meanwhile; it is as it was."""


def read(home: Path) -> Settings:
    """Return what is chosen now.

    Raises:
        SettingsNotSaved: somebody damaged the file while the program ran.
    """
    try:
        return read_settings(home)
    except SettingsDamaged as error:
        raise SettingsNotSaved(error.why) from error


def save(
    counter: Counter, home: Path, chosen: Mapping[str, Any], by: StaffMember, now: datetime
) -> Settings:
    """Write some choices down, and leave the others as they are in the file.

    Raises:
        NotAllowed: one of them belongs to the head of the office; the attempt was recorded.
        FieldsRefused: a value makes no sense; the file is as it was.
        SettingsNotSaved: the disk says no, or the file was damaged meanwhile.
    """
    for_the_head = chosen.keys() - FOR_EVERYBODY
    if for_the_head:
        check_head(counter, by, "settings", now, ", ".join(sorted(for_the_head)))
    if not for_the_head <= FOR_THE_HEAD:
        raise NotAllowed("settings")
    problems = _problems(chosen)
    if problems:
        raise FieldsRefused(problems)
    settings = replace(read(home), **chosen)
    try:
        write_settings(home, settings)
    except (OSError, ValueError) as error:
        raise SettingsNotSaved(str(error)) from error
    return settings


def _problems(chosen: Mapping[str, Any]) -> dict[str, str]:
    problems = {
        key: "too_long"
        for key, value in chosen.items()
        if isinstance(value, str) and len(value) > MOST_TEXT
    }
    if "office" in chosen and not str(chosen["office"]).strip():
        problems["office"] = "missing"
    scanner = chosen.get("scanner")
    if isinstance(scanner, Scanner) and scanner.kind == "serial" and not scanner.port:
        problems["port"] = "missing"
    return problems


def work_by(counter: Counter, settings: Settings) -> None:
    """Count by these settings from now on; what was promised stays promised."""
    base = counter.rules.base
    counter.rules.choose(rules_with(base, settings))
    refresh(counter)


def rules_with(base: Rules, settings: Settings) -> Rules:
    """Return rules with the hours, the mode and the warnings of these settings."""
    clock = DueClock(
        base.due_clock.calendar, hours_of(settings.desk_hours), DueMode(settings.due_mode)
    )
    return replace(base, due_clock=clock, soon=soon_of(settings))


def soon_of(settings: Settings) -> SoonRule:
    """Return from when on a dossier is called due soon."""
    return SoonRule(Decimal(settings.soon_percent) / 100, settings.soon_days)


def hours_of(chosen: kept.DeskHours) -> DeskHours:
    """Return the hours with which the rules of due moments count.

    Raises:
        BadDeskHours: no day of the week, or of a season, has hours.
    """
    seasons = tuple(
        Season(_month_day(season.first), _month_day(season.last), _week(season.days))
        for season in chosen.seasons
    )
    return DeskHours(_week(chosen.days), seasons)


def kept_hours(hours: DeskHours) -> kept.DeskHours:
    """Return hours as the settings keep them."""
    seasons = tuple(
        kept.Season(_text_of(season.first), _text_of(season.last), _kept_week(season.weekdays))
        for season in hours.seasons
    )
    return kept.DeskHours(_kept_week(hours.weekdays), seasons)


def _week(days: Mapping[str, tuple[str, ...]]) -> Week:
    return tuple(
        tuple(WorkSession.parse(session) for session in days.get(weekday, ()))
        for weekday in WEEKDAYS
    )


def _kept_week(week: Week) -> dict[str, tuple[str, ...]]:
    return {
        weekday: tuple(map(str, sessions))
        for weekday, sessions in zip(WEEKDAYS, week, strict=True)
        if sessions
    }


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _text_of(month_day: tuple[int, int]) -> str:
    month, day = month_day
    return f"{month:02}-{day:02}"


def try_out(counter: Counter, paper: SlipPaper, printer: str, now: datetime) -> bytes:
    """Return the page with which a printer is tried out; nothing is recorded.

    Raises:
        FontMissing: the type faces are not where the program was installed.
    """
    # reportlab takes 110 ms to import.
    from counter_app.printing.try_out import try_out_page

    return try_out_page(counter.desk.unit, paper, printer, now)


def serial_ports() -> tuple[str, ...]:
    """Return the serial ports that the machine has now."""
    from counter_app.system.serial_ports import serial_ports

    return serial_ports()
