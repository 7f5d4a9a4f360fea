"""What people chose for this counter, kept as ``settings.toml`` in the home.

Settings are what people chose; what the program remembers is state and lives in the store. The
file is text, so that an expert can read and mend it; it holds nothing personal and no secret.
A key that is missing takes its default, a key that is not known is refused: a misspelt setting
would otherwise be ignored without a word.
"""

import dataclasses
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from counter_app.system.toml_text import toml_text

SETTINGS_NAME = "settings.toml"

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Sessions = tuple[str, ...]
"""The sessions of one day, as ``HH:MM-HH:MM``, in order and not touching."""

OFFICE_HOURS: Sessions = ("07:30-11:30", "13:30-17:00")


class SettingsDamaged(Exception):
    """The settings file cannot be used: ``why`` says in English what is wrong, for the log."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


@dataclass(frozen=True)
class Season:
    """Desk hours of one part of the year, both days included; ``12-15`` to ``02-15`` wraps.

    ``first`` and ``last`` are ``MM-DD``. ``days`` names every weekday that has sessions.
    """

    first: str
    last: str
    days: Mapping[str, Sessions]


def office_days() -> dict[str, Sessions]:
    """Return the usual hours: Monday to Friday, morning and afternoon."""
    return dict.fromkeys(WEEKDAYS[:5], OFFICE_HOURS)


@dataclass(frozen=True)
class DeskHours:
    """When the desk is open: the usual hours, and seasons (first match wins) that differ."""

    days: Mapping[str, Sessions] = field(default_factory=office_days)
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True)
class Scanner:
    """How the scanner is attached: as a keyboard (wedge), or on a serial port."""

    kind: Literal["wedge", "serial"] = "wedge"
    port: str = ""
    baud: int = 9600


@dataclass(frozen=True)
class Settings:
    """Everything that people may choose for one counter.

    ``serial_blocks`` are the day's serials this desk may issue, both ends included.
    ``due_mode`` is the way working days end: A at closing time, B after as many working hours.
    ``office`` is the name printed on forms; ``place`` stands before the date on paper.
    ``printer`` is the system's name for it, empty for the system's own choice. A dossier is due
    soon when ``soon_percent`` of its limit is left, or ``soon_days`` working days.
    """

    unit_code: str = ""
    unit_name: str = ""
    province: str = ""
    agency_identifier: str = ""
    office: str = "Trung tâm Phục vụ hành chính công"
    place: str = ""
    phone: str = ""
    desk: int = 1
    serial_blocks: tuple[tuple[int, int], ...] = ((1001, 1999),)
    due_mode: Literal["A", "B"] = "A"
    desk_hours: DeskHours = field(default_factory=DeskHours)
    slip_paper: Literal["a4", "a5", "k80"] = "a5"
    printer: str = ""
    lock_after_minutes: int = 5
    soon_percent: int = 20
    soon_days: int = 1
    scanner: Scanner = field(default_factory=Scanner)
    theme: Literal["light", "dark", "contrast"] = "light"
    text_scale: float = 1.0


def read_settings(home: Path) -> Settings:
    """Return the settings of a home, or the defaults when it has no settings file yet.

    Raises:
        SettingsDamaged: the file is not TOML, or a value in it makes no sense.
    """
    path = home / SETTINGS_NAME
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsDamaged(path, str(error)) from error
    try:
        return settings_of(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, _Nonsense) as error:
        raise SettingsDamaged(path, str(error)) from error


def write_settings(home: Path, settings: Settings) -> None:
    """Replace the settings of a home at one stroke: after a power cut it is the old or the new.

    Raises:
        ValueError: a value makes no sense; the file is left as it was.
        OSError: the disk says no; the file is left as it was.
    """
    table = dataclasses.asdict(settings)
    settings_of(table)
    _replace(home / SETTINGS_NAME, toml_text(table).encode("utf-8"))


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, bring it to the disk, then put it in the file's place."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


class _Nonsense(ValueError):
    """A value that makes no sense as a setting."""


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Return the settings that a table (as read from TOML) describes.

    Raises:
        ValueError: a key is unknown, or its value makes no sense; the message names the key.
    """
    return Settings(**_taken(table, _READERS, ""))


Reader = Callable[[Any], Any]


def _taken(table: Mapping[str, Any], readers: Mapping[str, Reader], where: str) -> dict[str, Any]:
    """Return the table's values, each read by its reader."""
    unknown = sorted(set(table) - set(readers))
    if unknown:
        raise _Nonsense(f"unknown key {where}{unknown[0]}")
    values = {}
    for key, value in table.items():
        try:
            values[key] = readers[key](value)
        except _Nonsense as error:
            raise _Nonsense(f"{where}{key}: {error}") from error
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Nonsense(f"{value!r} is not a text")
    return value


def _one_of(*choices: str) -> Reader:
    def read(value: Any) -> str:
        if value not in choices:
            raise _Nonsense(f"{value!r} is none of {', '.join(choices)}")
        return str(value)

    return read


def _whole(lowest: int, highest: int) -> Reader:
    def read(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise _Nonsense(f"{value!r} is not a whole number from {lowest} to {highest}")
        return value

    return read


def _scale(value: Any) -> float:
    if type(value) not in (int, float) or not 0.75 <= value <= 2.5:
        raise _Nonsense(f"{value!r} is not a number from 0.75 to 2.5")
    return float(value)


def _blocks(value: Any) -> tuple[tuple[int, int], ...]:
    """Return blocks in the order they were given; they may not overlap."""
    blocks = tuple(_block(block) for block in _list(value))
    in_order = sorted(blocks)
    for (_, last), (first, _) in pairwise(in_order):
        if first <= last:
            raise _Nonsense(f"two blocks hold {first}")
    if not blocks:
        raise _Nonsense("a desk needs at least one block")
    return blocks


def _block(value: Any) -> tuple[int, int]:
    match list(_list(value)):
        case [int(first), int(last)] if 1 <= first <= last <= 9_999_999:
            return first, last
    raise _Nonsense(f"{value!r} is not a block [first, last]")


def _list(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise _Nonsense(f"{value!r} is not a list")
    return tuple(value)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Nonsense(f"{value!r} is not a table")
    return value


_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SESSION = re.compile(rf"({_CLOCK})-({_CLOCK})")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _sessions(value: Any) -> Sessions:
    """Return a day's sessions; each begins after the one before it has ended."""
    sessions = tuple(_text(session) for session in _list(value))
    reached = ""
    for session in sessions:
        times = _SESSION.fullmatch(session)
        if times is None:
            raise _Nonsense(f"{session!r} is not a session like 07:30-11:30")
        begins, ends = times.groups()
        if not reached < begins < ends:
            raise _Nonsense(f"{session!r} does not come after what is before it")
        reached = ends
    return sessions


def _days(value: Any) -> dict[str, Sessions]:
    readers = dict.fromkeys(WEEKDAYS, _sessions)
    return _taken(_table(value), readers, "")


def _month_day(value: Any) -> str:
    """Return a day of the year as ``MM-DD``; the 29th of February is one."""
    parts = re.fullmatch(r"(\d\d)-(\d\d)", _text(value))
    if parts is None or not 1 <= int(parts[1]) <= 12:
        raise _Nonsense(f"{value!r} is not a day like 04-15")
    if not 1 <= int(parts[2]) <= _DAYS_IN_MONTH[int(parts[1]) - 1]:
        raise _Nonsense(f"{value!r} is not a day of that month")
    return parts[0]


def _season(value: Any) -> Season:
    readers = {"first": _month_day, "last": _month_day, "days": _days}
    values = _taken(_table(value), readers, "")
    for key in readers:
        if key not in values:
            raise _Nonsense(f"a season needs {key}")
    return Season(**values)


def _seasons(value: Any) -> tuple[Season, ...]:
    return tuple(_season(season) for season in _list(value))


def _desk_hours(value: Any) -> DeskHours:
    return DeskHours(**_taken(_table(value), {"days": _days, "seasons": _seasons}, ""))


def _scanner(value: Any) -> Scanner:
    readers = {"kind": _one_of("wedge", "serial"), "port": _text, "baud": _whole(300, 921_600)}
    scanner = Scanner(**_taken(_table(value), readers, ""))
    if scanner.kind == "serial" and not scanner.port:
        raise _Nonsense("a serial scanner needs a port")
    return scanner


_READERS: Mapping[str, Reader] = {
    "unit_code": _text,
    "unit_name": _text,
    "province": _text,
    "agency_identifier": _text,
    "office": _text,
    "place": _text,
    "phone": _text,
    "desk": _whole(1, 99),
    "serial_blocks": _blocks,
    "due_mode": _one_of("A", "B"),
    "desk_hours": _desk_hours,
    "slip_paper": _one_of("a4", "a5", "k80"),
    "printer": _text,
    "lock_after_minutes": _whole(1, 240),
    "soon_percent": _whole(0, 90),
    "soon_days": _whole(1, 30),
    "scanner": _scanner,
    "theme": _one_of("light", "dark", "contrast"),
    "text_scale": _scale,
}
