"""A list of holidays and swapped days as people write it, one line a day or a span of days.

``01/01/2028 Tết Dương lịch`` · ``26/01/2028 - 01/02/2028 Tết Nguyên đán`` ·
``05/02/2028 Làm bù cho 31/01/2028``. The lines of the program's own calendar file
(``2028-01-01,off,Tết Dương lịch``) are read too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from counter_app.domain.plain_text import composed, fold
from counter_app.domain.working_time import SATURDAY

MOST_LINES = 1_000
LONGEST_SPAN = 31
"""No holiday lasts longer than a month; more is a year mistyped."""

FIRST_YEAR, LAST_YEAR = 2000, 2099

_ISO = r"\d{4}-\d{1,2}-\d{1,2}"
_DAY = rf"(?:{_ISO}|\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*\d{{4}})"
_LINE = re.compile(rf"({_DAY})(?:\s*(?:-|–|—|đến|den|;|\t)\s*({_DAY}))?(.*)", re.DOTALL)
_PARTS = re.compile(r"[\t;,]")
_KINDS = {
    **dict.fromkeys(("off", "ngay nghi", "nghi", "nghi le"), "off"),
    **dict.fromkeys(("workday", "lam bu", "ngay lam bu", "lam viec", "ngay lam viec"), "workday"),
    **dict.fromkeys(("plain", "ngay thuong"), "plain"),
}
_WORKED = ("lam bu", "lam viec bu", "ngay lam bu", "di lam bu")
_PLAIN = ("ngay thuong",)


@dataclass(frozen=True)
class ListedDay:
    """A day that a line names: ``off``, ``workday`` or ``plain``, and its name."""

    on: date
    kind: str
    name: str


@dataclass(frozen=True)
class DayLine:
    """A line with what it says; ``fault`` names why it says nothing that can be used."""

    number: int
    text: str
    days: tuple[ListedDay, ...] = ()
    fault: str = ""


def read_day_lines(lines: Iterable[str]) -> tuple[DayLine, ...]:
    """Return every line that is not empty, understood or with its fault.

    A first line without any digit, and one whose first word is ``date``, is a heading. A day
    that an earlier line names already is a fault of the later line.
    """
    seen: set[date] = set()
    found: list[DayLine] = []
    for number, text in enumerate(lines, 1):
        tidy = text.strip().strip('"')
        if not tidy or (not found and _is_heading(tidy)):
            continue
        if len(found) >= MOST_LINES:
            found.append(DayLine(number, tidy[:80], fault="too_many"))
            break
        line = _read(number, tidy)
        if any(day.on in seen for day in line.days):
            line = DayLine(number, line.text, fault="twice")
        seen.update(day.on for day in line.days)
        found.append(line)
    return tuple(found)


def _is_heading(text: str) -> bool:
    return not any(letter.isdigit() for letter in text) or fold(text).startswith(("date", "ngay,"))


def _read(number: int, text: str) -> DayLine:
    matched = _LINE.fullmatch(text)
    if matched is None:
        return DayLine(number, text, fault="no_day")
    first = _day(matched[1])
    last = _day(matched[2]) if matched[2] else first
    if first is None or last is None:
        return DayLine(number, text, fault="not_a_date")
    if not 0 <= (last - first).days < LONGEST_SPAN:
        return DayLine(number, text, fault="bad_span")
    kind, name = _kind_and_name(matched[3])
    days = tuple(ListedDay(on, kind, name) for on in _span(first, last))
    return DayLine(number, text, days, "") if not _fault(days) else _faulty(number, text, days)


def _faulty(number: int, text: str, days: tuple[ListedDay, ...]) -> DayLine:
    return DayLine(number, text, fault=_fault(days))


def _fault(days: tuple[ListedDay, ...]) -> str:
    if any(day.kind == "off" and not day.name for day in days):
        return "no_name"
    return next((fault for day in days if (fault := fault_of_day(day.on, day.kind))), "")


def fault_of_day(on: date, kind: str) -> str:
    """Return why a day cannot be of a kind, or an empty text."""
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        return "not_a_date"
    is_needless = kind == "workday" and on.weekday() < SATURDAY
    return "works_anyway" if is_needless else ""


def _span(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)


def _day(text: str) -> date | None:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    year, month, day = numbers if re.fullmatch(_ISO, text) else numbers[::-1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _kind_and_name(text: str) -> tuple[str, str]:
    """Return the kind and the name in what follows the day; a kind may have a cell of its own."""
    rest = text.lstrip(" \t,;:–—-")
    cells = [composed(cell.strip(' "')) for cell in _PARTS.split(rest)]
    kind = _KINDS.get(fold(cells[0])) if cells else None
    if kind and len(cells) > 1:
        return kind, cells[1]
    name = composed(cells[0]) if "\t" in rest or ";" in rest else composed(rest)
    plain = fold(name)
    if plain.startswith(_PLAIN):
        return "plain", ""
    return ("workday" if plain.startswith(_WORKED) else "off"), name
