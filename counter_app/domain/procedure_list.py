"""A list of procedures from a file, compared with the catalogue in force: what would change.

The header's titles are matched without diacritics, case and punctuation, in any order. A row is
one procedure. An empty cell leaves what stands; what is not in the list stays in the catalogue.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import Refusal
from counter_app.domain.old_lines import text_of
from counter_app.domain.old_register import HEADER_WITHIN, RawCell, RawRow, RawSheet, plain_title
from counter_app.domain.plain_text import composed
from counter_app.domain.procedure import Catalogue, Procedure
from counter_app.domain.procedure_cells import CELLS, BadCell, lines_of, tidy_code

CODE_TITLE = "Mã thủ tục"

_TITLES: Mapping[str, tuple[str, ...]] = {
    "code": ("ma thu tuc", "ma tthc", "ma thu tuc hanh chinh", "ma so tthc", "ma so", "ma"),
    "name": (
        *("ten tthc", "thu tuc", "ten thu tuc hanh chinh", "thu tuc hanh chinh"),
        *("tthc", "noi dung", "ten"),
    ),
    "limit": ("thoi han", "thoi gian giai quyet", "thoi han gq", "so ngay giai quyet"),
    "limit_online": ("thoi han nop truc tuyen", "thoi han truc tuyen"),
    "limit_post": ("thoi han nop buu chinh", "thoi han qua buu chinh"),
    "limit_direct": ("thoi han nop truc tiep", "thoi han truc tiep"),
    "levels": ("cap giai quyet", "cap"),
    "fee_kind": ("phi le phi", "le phi", "phi"),
    "fees": ("muc phi", "so tien"),
    "papers": ("giay to", "ho so gom", "thanh phan", "thanh phan ho so gom"),
    "supplement": ("khi cho bo sung thoi han",),
    "legal": ("can cu phap ly", "so quyet dinh cong bo", "quyet dinh"),
}
"""Further titles by which a column is known, folded and without punctuation."""

_KEYS = {
    **{title: key for key, titles in _TITLES.items() for title in titles},
    **{plain_title(rule.title): key for key, rule in CELLS.items()},
    plain_title(CODE_TITLE): "code",
}

NEEDED = ("code", "name")
_MANY_LINES = frozenset({"papers", "fees", "limit_choices"})
_FORMULA_FAULT = re.compile(r"#[A-Z/0]+[!?]?")


class ListColumnsMissing(Refusal):
    """No row of the sheet is a header with the columns that a list of procedures needs."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


class RowKind(StrEnum):
    """What becomes of a row: a new procedure, a changed one, nothing, or it is refused."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class CellChange:
    """A column that reads otherwise than in the edition in force; the texts of both."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ListRow:
    """A row with what becomes of it; ``procedure`` is the edition that would be recorded.

    ``number`` is the row's number in the file, from 1; ``problems`` maps a column to its fault.
    """

    number: int
    code: str
    name: str
    kind: RowKind
    changes: tuple[CellChange, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    procedure: Procedure | None = None


@dataclass(frozen=True)
class ListHeader:
    """In which row the header stands and which column says what."""

    row: int
    columns: Mapping[str, int]
    unknown: tuple[str, ...] = ()


def find_list_header(sheet: RawSheet) -> ListHeader:
    """Return the header: the row in which most titles are known.

    Raises:
        ListColumnsMissing: it lacks the code or the name.
    """
    best = ListHeader(0, {})
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        found = _header(at, row)
        if len(found.columns) > len(best.columns):
            best = found
    missing = tuple(key for key in NEEDED if key not in best.columns)
    if missing:
        raise ListColumnsMissing(missing)
    return best


def _header(at: int, row: RawRow) -> ListHeader:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip():
            continue
        key = _KEYS.get(plain_title(cell))
        if key and key not in columns:
            columns[key] = place
        else:
            unknown.append(composed(cell))
    return ListHeader(at, columns, tuple(unknown))


def compared(
    sheet: RawSheet, header: ListHeader, catalogue: Catalogue, valid_from: date
) -> tuple[ListRow, ...]:
    """Return every row with what becomes of it, were the list to hold from ``valid_from``."""
    against = _Against(catalogue, valid_from)
    return tuple(
        against.row(number, cells) for number, cells in _lines(sheet.rows, header) if any(cells)
    )


def _lines(rows: Sequence[RawRow], header: ListHeader) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in enumerate(rows[header.row + 1 :], header.row + 2):
        cells = {
            key: _cell(key, row[place]) if place < len(row) else ""
            for key, place in header.columns.items()
        }
        if any(cells[key] for key in NEEDED) and not _is_aside(cells):
            yield number, cells


def _is_aside(cells: Mapping[str, str]) -> bool:
    """Tell whether a row is a heading (1), (2) … or a line with a field's name, not a procedure."""
    said = [text for text in cells.values() if text]
    return all(text.strip("()").isdigit() and len(text) < 5 for text in said) or (
        len(said) == 1 and not cells["name"] and not any(map(str.isdigit, cells["code"]))
    )


def _cell(key: str, cell: RawCell) -> str:
    if key == "code" and isinstance(cell, float) and not cell.is_integer():
        return f"{cell:.6f}"
    if isinstance(cell, str) and key in _MANY_LINES:
        return "\n".join(lines_of(cell))
    return text_of(cell)


class _Against:
    """Compares rows with the editions in force on a day; codes may come once."""

    def __init__(self, catalogue: Catalogue, valid_from: date) -> None:
        self._valid_from = valid_from
        self._seen: set[str] = set()
        self._later = {p.code: p for p in catalogue.procedures if p.valid_from > valid_from}
        self._former: dict[str, Procedure] = {}
        for each in sorted(catalogue.procedures, key=lambda p: p.valid_from):
            if each.valid_from <= valid_from:
                self._former[each.code] = each

    def row(self, number: int, cells: Mapping[str, str]) -> ListRow:
        """Return what becomes of a row."""
        problems: dict[str, str] = {}
        code = self._code(cells["code"], problems)
        former = self._former.get(code)
        base = former or self._later.get(code) or Procedure(code, "", "")
        made = self._made(base, cells, problems)
        if not made.name:
            problems.setdefault("name", "missing")
        if not made.field:
            problems.setdefault("field", "missing")
        name = made.name or cells["name"]
        if problems:
            return ListRow(number, code, name, RowKind.REFUSED, problems=problems)
        edition = replace(made, valid_from=self._valid_from, valid_to=None)
        if former is None:
            return ListRow(number, code, name, RowKind.NEW, procedure=edition)
        changes = changes_between(former, made)
        if not changes and former.is_in_force(self._valid_from):
            return ListRow(number, code, name, RowKind.SAME)
        return ListRow(number, code, name, RowKind.CHANGED, changes, procedure=edition)

    def _code(self, text: str, problems: dict[str, str]) -> str:
        try:
            code = tidy_code(text)
        except BadCell as bad:
            problems["code"] = bad.fault
            return text
        if code in self._seen:
            problems["code"] = "twice_in_list"
        elif code in self._later:
            problems["code"] = "later_edition"
        self._seen.add(code)
        return code

    def _made(
        self, base: Procedure, cells: Mapping[str, str], problems: dict[str, str]
    ) -> Procedure:
        made = base
        for key, text in cells.items():
            if key == "code" or not text or text == _tidy(key, CELLS[key].words(base)):
                continue
            if _FORMULA_FAULT.fullmatch(text):
                problems[key] = "formula_fault"
                continue
            try:
                made = CELLS[key].put(made, text)
            except BadCell as bad:
                problems[key] = bad.fault
        return made


def changes_between(before: Procedure, after: Procedure) -> tuple[CellChange, ...]:
    """Return the columns in which two editions read differently."""
    pairs = ((key, rule.words(before), rule.words(after)) for key, rule in CELLS.items())
    return tuple(
        CellChange(key, former, now)
        for key, former, now in pairs
        if _tidy(key, former) != _tidy(key, now)
    )


def _tidy(key: str, text: str) -> str:
    return "\n".join(lines_of(text)) if key in _MANY_LINES else composed(text)
