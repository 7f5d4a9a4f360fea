"""An older register as it is read from a file: which column says what, and what each line says.

Communes kept the columns of form 07 in Excel, in any order, with titles above the header and
half of the diacritics missing. A title is matched without diacritics, case and punctuation; a
line that cannot be understood names every reason, and nothing is guessed about codes and days.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import datetime, time

from counter_app.domain.errors import Refusal
from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.moments import at_counter
from counter_app.domain.plain_text import fold
from counter_app.domain.states import DossierState

RawCell = str | int | float | bool | datetime | None
"""A cell as files have it; dates without a zone are the counter's."""

RawRow = Sequence[RawCell]

HEADER_WITHIN = 40
"""The header stands in one of the first rows, below the titles of the sheet."""

NEEDED = ("code", "procedure_name", "applicant", "received", "promised")
"""Without these columns a file is no register."""

TITLES: Mapping[str, tuple[str, ...]] = {
    "number": ("stt", "tt", "so thu tu"),
    "code": ("ma ho so", "ma so ho so", "so ho so", "ma hs", "ma so hs"),
    "procedure_name": (
        *("ten tthc", "tthc", "thu tuc", "ten thu tuc", "thu tuc hanh chinh"),
        *("ten thu tuc hanh chinh", "noi dung", "noi dung yeu cau giai quyet"),
        *("noi dung giai quyet", "loai ho so", "ten ho so"),
    ),
    "procedure_code": ("ma thu tuc", "ma tthc", "ma thu tuc hanh chinh"),
    "applicant": (
        *("ten to chuc ca nhan", "to chuc ca nhan", "ten ca nhan to chuc", "ca nhan to chuc"),
        *("ho ten", "ho va ten", "chu ho so", "ten chu ho so", "nguoi nop", "nguoi nop ho so"),
    ),
    "address": (
        *("dia chi sdt", "dia chi", "dia chi so dien thoai", "dia chi dien thoai"),
        *("dia chi dt", "noi cu tru", "noi o"),
    ),
    "phone": ("so dien thoai", "dien thoai", "sdt", "dt"),
    "id_number": ("so dinh danh", "so dinh danh ca nhan", "cccd", "so cccd", "so giay to"),
    "office": (
        *("co quan chu tri giai quyet", "co quan chu tri", "co quan giai quyet"),
        *("don vi giai quyet", "bo phan giai quyet"),
    ),
    "received": (
        *("nhan ho so", "ngay nhan", "ngay nhan ho so", "ngay tiep nhan", "tiep nhan"),
        *("ngay tiep nhan ho so", "thoi gian nhan", "thoi gian nhan ho so"),
    ),
    "promised": (
        *("hen tra ket qua", "hen tra", "ngay hen tra", "ngay hen tra ket qua"),
        *("thoi gian hen tra", "thoi gian hen tra ket qua", "han tra", "ngay hen"),
    ),
    "returned": (
        *("tra ket qua", "ngay tra", "ngay tra ket qua", "thoi gian tra ket qua", "ngay tra kq"),
    ),
    "channel_out": (
        *("phuong thuc nhan ket qua", "hinh thuc nhan ket qua", "cach nhan ket qua"),
        *("hinh thuc tra ket qua", "phuong thuc tra ket qua"),
    ),
    "receiver": ("ky nhan", "nguoi nhan", "nguoi ky nhan", "nguoi nhan ket qua"),
    "moved": ("hen lai", "ngay hen lai", "gia han", "gia han den"),
    "solved": ("co ket qua hoac ket thuc", "ngay co ket qua", "co ket qua", "ngay giai quyet"),
    "state": ("tinh trang", "trang thai", "tinh trang ho so"),
    "field": ("linh vuc",),
    "channel_in": ("cach nop", "hinh thuc nop", "phuong thuc nop", "nop qua"),
    "clerk": ("nguoi tiep nhan", "can bo tiep nhan", "cong chuc tiep nhan"),
    "note": ("ghi chu",),
}
"""The titles by which a column is known, folded and without punctuation."""

_KEYS = {title: key for key, titles in TITLES.items() for title in titles}
_MARKS = re.compile(r"[^0-9a-z]+")


class RegisterFileRefused(Refusal):
    """A file cannot be read as a table; ``why`` says so in a word.

    ``damaged``, ``password``, ``old_excel``, ``too_large``, ``not_a_table``, ``encoding``,
    ``no_such_sheet``, ``missing`` or ``empty``.
    """

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


class ColumnsMissing(Refusal):
    """No row of the sheet is a header with all columns that a register needs."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


class RowsRefused(Refusal):
    """Some lines cannot be brought over, so none was; ``count`` says how many of them."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it was read: its name, the names of all sheets, and its rows.

    ``formula_count`` is how many cells are formulas; their last computed value was read.
    """

    file: str
    name: str
    names: tuple[str, ...]
    rows: tuple[RawRow, ...]
    formula_count: int = 0


@dataclass(frozen=True)
class Header:
    """Where the header ends and which column says what; ``unknown`` are titles of no meaning."""

    last_row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class OldLine:
    """A line of an older register, understood as far as it goes.

    ``row`` is its number in the file, from 1. ``problems`` maps a column to the fault's name;
    with any of them the line cannot be brought over.
    """

    row: int
    code: str = ""
    procedure_name: str = ""
    procedure_code: str = ""
    field: str = ""
    applicant: str = ""
    id_number: str = ""
    address: str = ""
    phone: str = ""
    office: str = ""
    received_at: datetime | None = None
    promised_at: datetime | None = None
    moved_due_at: datetime | None = None
    solved_at: datetime | None = None
    returned_at: datetime | None = None
    channel_in: ChannelIn = ChannelIn.DIRECT
    channel_out: ChannelOut = ChannelOut.DESK
    receiver: str = ""
    tracking: str = ""
    state: DossierState = DossierState.OPEN
    note: str = ""
    problems: Mapping[str, str] = made_by(default_factory=dict)


def is_day_alone(moment: datetime) -> bool:
    """Tell whether only the day of a moment is known: nobody is at the counter at midnight."""
    return at_counter(moment).time() == time()


def find_header(rows: Sequence[RawRow]) -> Header:
    """Return the header: the row, or two rows with groups, in which most titles are known.

    Raises:
        ColumnsMissing: a register's columns are not all there.
    """
    best = Header(0, {}, {})
    for at in range(min(len(rows), HEADER_WITHIN)):
        for height in (1, 2):
            found = _header_at(rows, at, height)
            if len(found.columns) > len(best.columns):
                best = found
    missing = tuple(key for key in NEEDED if key not in best.columns)
    if missing == ("procedure_name",) and "procedure_code" in best.columns:
        missing = ()
    if missing:
        raise ColumnsMissing(missing)
    return best


def _header_at(rows: Sequence[RawRow], at: int, height: int) -> Header:
    """Read ``height`` rows as one header; the lower title of a column goes before its group."""
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    unknown: list[str] = []
    block = rows[at : at + height]
    for place in range(max((len(row) for row in block), default=0)):
        texts = [row[place] for row in reversed(block) if place < len(row)]
        said = [text for text in texts if isinstance(text, str) and text.strip()]
        key = next((_KEYS[plain_title(text)] for text in said if plain_title(text) in _KEYS), "")
        if key and key not in columns:
            columns[key] = place
            titles[key] = next(t for t in said if _KEYS.get(plain_title(t)) == key)
        elif said:
            unknown.append(said[0])
    return Header(at + height - 1, columns, titles, tuple(unknown))


def plain_title(text: str) -> str:
    """Return a title without diacritics, case and punctuation: ``dia chi sdt``."""
    return _MARKS.sub(" ", fold(text)).strip()
