"""The shelf of data files: procedures, calendar and places, as domain values.

They are read-only files that come with the program (``resources/``) and may be replaced by newer
ones. All of them are UTF-8 text that a person can read and correct.
"""

import csv
import io
from datetime import date
from pathlib import Path

from counter_app.domain.errors import Refusal, Trouble
from counter_app.domain.places import Commune, Places, Succession
from counter_app.domain.procedure import Catalogue
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar
from counter_app.store.procedure_text import NotAProcedure, catalogue_of

PROCEDURES = "procedures.json"
CALENDAR = "calendar.csv"
COMMUNES = "communes.csv"
SUCCESSIONS = "communes_old_to_new.csv"


class ResourceDamaged(Trouble):
    """A data file of the program is missing, cut short or changed: ``path`` names it."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class NotACalendar(Refusal):
    """A text that is no calendar; ``detail`` says what is wrong with it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def load_catalogue(folder: Path) -> Catalogue:
    """Read every edition of every procedure from a folder.

    Raises:
        ResourceDamaged: the file is missing or not what it should be.
    """
    path = folder / PROCEDURES
    try:
        return catalogue_of(path.read_bytes())
    except (OSError, NotAProcedure) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


def load_calendar(folder: Path) -> WorkCalendar:
    """Read the holidays and swapped days from a folder.

    Raises:
        ResourceDamaged: the file is missing or not what it should be.
    """
    path = folder / CALENDAR
    try:
        return calendar_of(_text(path))
    except NotACalendar as fault:
        raise ResourceDamaged(path, fault.detail) from fault


def calendar_of(text: str) -> WorkCalendar:
    """Return the calendar in a text: CSV, as ``resources/calendar`` has it.

    Raises:
        NotACalendar: it is none, or was cut short.
    """
    try:
        return WorkCalendar(tuple(_calendar_day(row) for row in _parsed(text)))
    except (KeyError, ValueError, TypeError, csv.Error) as fault:
        raise NotACalendar(str(fault)) from fault


def load_places(folder: Path) -> Places:
    """Read the communes of today and what became of the old ones from a folder.

    Raises:
        ResourceDamaged: a file is missing or not what it should be.
    """
    communes, successions = folder / COMMUNES, folder / SUCCESSIONS
    path = communes
    try:
        today = tuple(_commune(row) for row in _rows(communes))
        path = successions
        return Places(today, tuple(_succession(row) for row in _rows(successions)))
    except (KeyError, ValueError, TypeError) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except (OSError, UnicodeError) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        return _parsed(_text(path))
    except (ValueError, csv.Error) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


def _parsed(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text with a heading.

    A text without rows or without the line's end after the last one was cut short.
    """
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    if not rows or not text.endswith("\n"):
        raise ValueError("cut short")
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError(f"row {number}")
    return rows


def _calendar_day(row: dict[str, str]) -> CalendarDay:
    return CalendarDay(
        on=date.fromisoformat(row["date"]),
        kind=DayKind(row["kind"]),
        name=row["name"],
        source=row["source"],
        is_verified=row["verified"] == "yes",
    )


def _commune(row: dict[str, str]) -> Commune:
    return Commune(row["commune_code"], row["commune"], row["province_code"], row["province"])


def _succession(row: dict[str, str]) -> Succession:
    return Succession(
        old_province=row["old_province"],
        old_district=row["old_district"],
        old_commune=row["old_commune"],
        commune_code=row["new_commune_code"],
        is_split=row["mapping"] == "split",
        is_default=row["default_when_split"] == "default",
    )
