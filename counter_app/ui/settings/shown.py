"""Rows and words of the catalogue, its history and the calendar, as the tables show them; no Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.domain.plain_text import fold
from counter_app.domain.procedure import Catalogue, FeeKind, Procedure
from counter_app.domain.procedure_cells import CELLS
from counter_app.domain.procedure_list import CODE_TITLE, CellChange, ListRow
from counter_app.domain.working_time import CalendarDay, DayKind, WorkCalendar
from counter_app.services.decided import Decided
from counter_app.ui.words import (
    amount_words,
    fault_words,
    fee_kind_words,
    format_day,
    format_moment,
)
from counter_app.ui.words_of_time import WEEKDAYS

PROVINCE = "Tỉnh công bố"
_KINDS = {
    "off": "Ngày nghỉ",
    "workday": "Ngày làm bù",
    "plain": "Ngày thường",
    "edition": "Bản mới của thủ tục",
    "ended": "Dừng một thủ tục",
    "published": PROVINCE,
    "withdrawn": "Tỉnh thu hồi",
}


@dataclass(frozen=True)
class ProcedureRow:
    """A procedure as the list shows it: its edition in force, or the next, or the last."""

    edition: Procedure
    state: str
    key: str

    @property
    def limit(self) -> str:
        """The time limit in words."""
        return str(self.edition.limit) if self.edition.limit else "chưa ghi"

    @property
    def fee(self) -> str:
        """What is to be paid, in words."""
        if self.edition.fee_kind is FeeKind.AMOUNT and self.edition.fees:
            return amount_words(sum(fee.amount for fee in self.edition.fees))
        return fee_kind_words(self.edition.fee_kind)


def procedure_rows(catalogue: Catalogue, today: date) -> tuple[ProcedureRow, ...]:
    """Return one row for each procedure, by field and name."""
    editions: dict[str, list[Procedure]] = {}
    for each in catalogue.procedures:
        editions.setdefault(each.code, []).append(each)
    rows = [_row(sorted(each, key=lambda p: p.valid_from), today) for each in editions.values()]
    return tuple(sorted(rows, key=lambda row: (fold(row.edition.field), fold(row.edition.name))))


def _row(editions: Sequence[Procedure], today: date) -> ProcedureRow:
    in_force = [each for each in editions if each.is_in_force(today)]
    later = [each for each in editions if each.valid_from > today]
    shown = in_force[-1] if in_force else later[0] if later else editions[-1]
    key = fold(f"{shown.code} {shown.code.replace('.', '')} {shown.name} {shown.field}")
    return ProcedureRow(shown, _state(shown, later, is_in_force=bool(in_force)), key)


def _state(shown: Procedure, later: Sequence[Procedure], *, is_in_force: bool) -> str:
    if not is_in_force:
        if later:
            return f"từ {format_day(shown.valid_from)}"
        return f"đã dừng {format_day(shown.valid_to)}" if shown.valid_to else ""
    if later:
        return f"có bản mới từ {format_day(later[0].valid_from)}"
    return f"đến hết {format_day(shown.valid_to)}" if shown.valid_to else "đang áp dụng"


def matching(rows: Iterable[ProcedureRow], text: str) -> tuple[ProcedureRow, ...]:
    """Return the rows that hold every word typed, diacritics aside."""
    words = fold(text).split()
    return tuple(row for row in rows if all(word in row.key for word in words))


@dataclass(frozen=True)
class HistoryRow:
    """A line of a history: when, what, by which document, by whom."""

    when: str
    what: str
    details: str
    document: str
    by: str


def history_rows(decisions: Iterable[Decided], code: str = "") -> tuple[HistoryRow, ...]:
    """Return what was decided, of one procedure or of everything."""
    return tuple(_history(each) for each in decisions if code in ("", each.about))


def edition_rows(catalogue: Catalogue, code: str) -> tuple[HistoryRow, ...]:
    """Return the editions of a procedure that the catalogue holds now, the newest first."""
    editions = [each for each in catalogue.procedures if each.code == code]
    return tuple(
        HistoryRow(
            format_day(each.valid_from),
            "Bản áp dụng",
            f"đến hết {format_day(each.valid_to)}" if each.valid_to else "đến khi có bản mới",
            each.legal,
            each.source,
        )
        for each in sorted(editions, key=lambda p: p.valid_from, reverse=True)
    )


def _history(each: Decided) -> HistoryRow:
    return HistoryRow(
        format_moment(each.at),
        _KINDS[each.what],
        _details(each),
        each.document,
        each.by or PROVINCE,
    )


def _details(each: Decided) -> str:
    day = format_day(each.on) if each.on else ""
    match each.what:
        case "edition" | "published":
            since = f"áp dụng từ {day}" if day else ""
            return " · ".join(part for part in (each.about, since, each.name) if part)
        case "ended":
            return f"{each.about} · nhận đến hết {day}"
        case "withdrawn":
            return each.about
    return " · ".join(part for part in (day, each.name) if part)


@dataclass(frozen=True)
class DayRow:
    """A day of the calendar as the table shows it."""

    day: CalendarDay

    @property
    def weekday(self) -> str:
        """Its day of the week."""
        return WEEKDAYS[self.day.on.weekday()]

    @property
    def kind(self) -> str:
        """What sort of day it is."""
        return _KINDS[self.day.kind.value]

    @property
    def source(self) -> str:
        """The document, and whether it was compared with the official notice."""
        return self.day.source if self.day.is_verified else f"{self.day.source} · chưa đối chiếu"


def day_rows(calendar: WorkCalendar, year: int) -> tuple[DayRow, ...]:
    """Return the days of a year that differ from the week, in their order."""
    days = (day for day in calendar.days if day.on.year == year)
    return tuple(DayRow(day) for day in sorted(days, key=lambda day: day.on))


def year_words(calendar: WorkCalendar, year: int) -> str:
    """Return what is known of a year in a sentence."""
    days = [day for day in calendar.days if day.on.year == year]
    off = sum(day.kind is DayKind.OFF and day.on.weekday() < 5 for day in days)
    worked = sum(day.kind is DayKind.WORKDAY for day in days)
    if not off:
        return f"Chưa có lịch nghỉ năm {year}: chưa hẹn trả được vào năm này. Hãy dán cả năm."
    return f"Năm {year}: nghỉ {off} ngày trong tuần, làm bù {worked} ngày cuối tuần."


def years(calendar: WorkCalendar, today: date) -> tuple[int, ...]:
    """Return the years to choose from: those known, and the one after the last, newest first."""
    known = {day.on.year for day in calendar.days}
    last = max([*known, today.year])
    return tuple(sorted({*known, today.year, last + 1}, reverse=True))


def row_problems(row: ListRow) -> str:
    """Return everything that is wrong with a row of a list, in one sentence."""
    return "; ".join(
        f"{_title(column)}: {_first_small(fault_words(fault))}"
        for column, fault in row.problems.items()
    )


def _title(column: str) -> str:
    return CELLS[column].title if column in CELLS else CODE_TITLE


def _first_small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def changes_words(changes: Sequence[CellChange]) -> str:
    """Return which columns change and how, short enough for a table."""
    return "; ".join(
        f"{CELLS[c.column].title}: {_short(c.before)} → {_short(c.after)}" for c in changes
    )


def changes_in_full(changes: Sequence[CellChange]) -> str:
    """Return every change with both texts, one under the other."""
    return "\n".join(
        f"{CELLS[each.column].title}\n  cũ: {_lines(each.before)}\n  mới: {_lines(each.after)}"
        for each in changes
    )


def _short(text: str) -> str:
    plain = " / ".join(text.splitlines())
    return (plain if len(plain) <= 60 else f"{plain[:59]}…") or "(trống)"


def _lines(text: str) -> str:
    plain = "\n       ".join(text.splitlines())
    return (plain if len(plain) <= 1200 else f"{plain[:1199]}…") or "(trống)"
