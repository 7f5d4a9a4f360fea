"""The shelf of data files: procedures, calendar and places, as domain values.

They are read-only files that come with the program (``resources/``) and may be replaced by newer
ones. All of them are UTF-8 text that a person can read and correct.
"""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from counter_app.domain.deadline import TimeLimit
from counter_app.domain.errors import CounterError, Trouble
from counter_app.domain.facts import ChannelIn, FeeLine
from counter_app.domain.places import Commune, Places, Succession
from counter_app.domain.procedure import (
    Catalogue,
    FeeKind,
    Procedure,
    RequiredPaper,
    SupplementRule,
)
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar

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


class _PaperRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    originals: int = 0
    copies: int = 0
    conditional: bool = False


class _FeeRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    amount: int


class _ProcedureRow(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    field: str
    valid_from: date
    fee: FeeKind
    valid_to: date | None = None
    levels: tuple[str, ...] = ()
    limit: str = ""
    unconfirmed_amount: Decimal | None = None
    channel_limits: dict[ChannelIn, str] = {}
    limit_choices: tuple[str, ...] = ()
    limit_note: str = ""
    fee_text: str = ""
    fees: tuple[_FeeRow, ...] = ()
    papers: tuple[_PaperRow, ...] = ()
    papers_omitted: int = 0
    legal: str = ""
    source: str = ""
    note: str = ""
    supplement: SupplementRule = SupplementRule.PAUSE


class _CatalogueFile(msgspec.Struct, forbid_unknown_fields=True):
    edition: str
    read: str
    common: tuple[str, ...]
    procedures: tuple[_ProcedureRow, ...]


def load_catalogue(folder: Path) -> Catalogue:
    """Read every edition of every procedure from a folder.

    Raises:
        ResourceDamaged: the file is missing or not what it should be.
    """
    path = folder / PROCEDURES
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_CatalogueFile)
        return Catalogue(tuple(map(_procedure, file.procedures)), file.common)
    except (OSError, msgspec.MsgspecError, CounterError) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


def load_calendar(folder: Path) -> WorkCalendar:
    """Read the holidays and swapped days from a folder.

    Raises:
        ResourceDamaged: the file is missing or not what it should be.
    """
    path = folder / CALENDAR
    try:
        return WorkCalendar(tuple(_calendar_day(row) for row in _rows(path)))
    except (KeyError, ValueError, TypeError) as fault:
        raise ResourceDamaged(path, str(fault)) from fault


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


def _procedure(row: _ProcedureRow) -> Procedure:
    return Procedure(
        code=row.code,
        name=row.name,
        field=row.field,
        levels=row.levels,
        limit=TimeLimit.parse(row.limit) if row.limit else None,
        unconfirmed_amount=row.unconfirmed_amount,
        channel_limits=tuple((c, TimeLimit.parse(t)) for c, t in row.channel_limits.items()),
        limit_choices=tuple(map(TimeLimit.parse, row.limit_choices)),
        limit_note=row.limit_note,
        fee_kind=row.fee,
        fee_text=row.fee_text,
        fees=tuple(FeeLine(fee.name, fee.amount) for fee in row.fees),
        papers=tuple(
            RequiredPaper(paper.name, paper.originals, paper.copies, paper.conditional)
            for paper in row.papers
        ),
        papers_omitted_count=row.papers_omitted,
        legal=row.legal,
        source=row.source,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        supplement=row.supplement,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a heading.

    A file without rows or without the line's end after the last one was cut short.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeError, csv.Error) as fault:
        raise ResourceDamaged(path, str(fault)) from fault
    if not rows or not text.endswith("\n"):
        raise ResourceDamaged(path, "cut short")
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ResourceDamaged(path, f"row {number}")
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
