"""Reads the lines of an older register: codes, days, people, channels, one line at a time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from counter_app.domain.dossier_code import BadDossierCode, DossierCode
from counter_app.domain.fact_parts import ChannelIn, ChannelOut
from counter_app.domain.listing import CHANNELS_IN, CHANNELS_OUT, STATES, TRACKING
from counter_app.domain.moments import VIETNAM, as_utc, day_of
from counter_app.domain.old_register import Header, OldLine, RawCell, RawRow, plain_title
from counter_app.domain.people import Person, problems_of_person, tidy_id_number, tidy_phone
from counter_app.domain.plain_text import composed, fold
from counter_app.domain.states import ENDED, DossierState

FIRST_YEAR = 2000
MOST_LETTERS = 1000
LONGEST_PROMISE = timedelta(days=3660)
CLOSING = time(17)
"""A promise or return of which only the day is known counts as made at closing time."""

_EXCEL_ZERO = datetime(1899, 12, 30, tzinfo=VIETNAM)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SPOKEN = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|h|gio)\s*(?:(\d{1,2})(?::(\d{2}))?)?")
_PHONE_AT_END = re.compile(r"(?:^|[\s,;:/\-(])((?:\+84|0)\d(?:[ .]?\d){7,9})\)?\s*$")

_CHANNELS_OUT = {
    **{fold(words): channel for channel, words in CHANNELS_OUT.items()},
    **dict.fromkeys(("truc tiep", "nhan tai quay", "tai bo phan mot cua"), ChannelOut.DESK),
    **dict.fromkeys(("buu chinh", "buu dien", "qua buu dien", "bcci"), ChannelOut.POST),
    **dict.fromkeys(("dien tu", "truc tuyen", "qua mang", "online"), ChannelOut.ELECTRONIC),
}
_CHANNELS_IN = {
    **{fold(words): channel for channel, words in CHANNELS_IN.items()},
    **dict.fromkeys(("tai quay",), ChannelIn.DIRECT),
    **dict.fromkeys(("buu chinh", "buu dien", "qua buu dien", "bcci"), ChannelIn.POST),
    **dict.fromkeys(("qua mang", "online", "dien tu"), ChannelIn.ONLINE),
}
_STATES = {fold(words): state for state, words in STATES.items()} | {
    **dict.fromkeys(("da tra", "da giai quyet", "hoan thanh"), DossierState.RETURNED),
    **dict.fromkeys(("co ket qua", "cho tra", "cho tra ket qua"), DossierState.READY),
    **dict.fromkeys(("tu choi",), DossierState.REFUSED),
    **dict.fromkeys(("rut ho so", "da rut ho so"), DossierState.WITHDRAWN),
    **dict.fromkeys(("dung giai quyet",), DossierState.STOPPED),
}


_Channel = TypeVar("_Channel", ChannelIn, ChannelOut)


def lines_of(rows: Sequence[RawRow], header: Header, now: datetime) -> Iterator[OldLine]:
    """Yield every line under the header; what is empty, a note or a row of numbers is no line.

    A code that came before in the same file is a problem of the later line.
    """
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[header.last_row + 1 :], header.last_row + 2):
        cells = {key: _cell(row, at) for key, at in header.columns.items()}
        if not _is_line(cells):
            continue
        line = _Reader(cells, now).line(number)
        if line.code and seen.setdefault(line.code, number) != number:
            line = _with_problem(line, "code", "twice_in_file")
        yield line


def _with_problem(line: OldLine, column: str, fault: str) -> OldLine:
    return replace(line, problems={**line.problems, column: fault})


def _cell(row: RawRow, at: int) -> RawCell:
    return row[at] if at < len(row) else None


def _is_line(cells: Mapping[str, RawCell]) -> bool:
    said = {key: cell for key, cell in cells.items() if text_of(cell)}
    if not said.keys() & {"code", "applicant", "procedure_name", "received"}:
        return False
    # Under the header of a printed form stands a row (1), (2), (3) …
    return not all(text_of(cell).strip("()").isdigit() for cell in said.values()) or (
        any(isinstance(cell, datetime) for cell in said.values())
    )


def text_of(cell: RawCell) -> str:
    """Return a cell as text; a whole number has no decimals."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return composed(str(cell))


class _Reader:
    """Reads one line, and gathers what is wrong with it."""

    def __init__(self, cells: Mapping[str, RawCell], now: datetime) -> None:
        self._cells, self._now = cells, now
        self._problems: dict[str, str] = {}

    def line(self, number: int) -> OldLine:
        """Return the line, with its problems."""
        address, phone = self._home()
        receiver, tracking = self._receiver()
        state = self._state()
        id_number, note = self._id_number()
        line = OldLine(
            row=number,
            code=self._code(),
            procedure_name=self._text("procedure_name"),
            procedure_code=self._text("procedure_code"),
            field=self._text("field"),
            applicant=self._name(),
            id_number=id_number,
            address=address,
            phone=phone,
            office=self._text("office"),
            channel_in=self._word("channel_in", _CHANNELS_IN, ChannelIn.DIRECT),
            channel_out=self._word("channel_out", _CHANNELS_OUT, ChannelOut.DESK),
            receiver=receiver,
            tracking=tracking,
            state=state,
            note=note,
        )
        if not line.procedure_name and not line.procedure_code:
            self._problems["procedure_name"] = "missing"
        line = self._with_moments(line)
        return replace(line, problems=self._problems)

    def _text(self, key: str) -> str:
        text = text_of(self._cells.get(key))
        if len(text) > MOST_LETTERS:
            self._problems[key] = "too_long"
        elif text.startswith("#") and text.endswith(("!", "?", "/A")):
            self._problems[key] = "formula_fault"
        return text[:MOST_LETTERS]

    def _code(self) -> str:
        text = self._text("code")
        if not text:
            self._problems["code"] = "missing"
            return ""
        try:
            code = DossierCode.parse(text)
        except BadDossierCode:
            self._problems["code"] = "not_a_code"
            return text
        if code.on > day_of(self._now):
            self._problems["code"] = "in_the_future"
        return str(code)

    def _name(self) -> str:
        name = self._text("applicant")
        fault = problems_of_person(Person(name), day_of(self._now)).get("name")
        if fault:
            self._problems["applicant"] = fault
        return name

    def _home(self) -> tuple[str, str]:
        """Return the address and the phone, from one column for both or from two."""
        told = self._cells.get("address")
        parts = [composed(part) for part in str(told or "").splitlines() if part.strip()]
        self._text("address")
        phone = _phone(text_of(self._cells.get("phone")))
        if not phone and len(parts) > 1:
            phone = _phone(parts[-1])
            parts = parts[:-1] if phone else parts
        elif not phone and parts and (found := _PHONE_AT_END.search(parts[0])):
            phone = _phone(found[1])
            parts = [parts[0][: found.start()].rstrip(" ,;:/-(")] if phone else parts
        kept = text_of(self._cells.get("phone"))
        if kept and not phone:
            parts.append(kept)  # a number that is none stays with the address, so nothing is lost
        return composed(" ".join(parts))[:MOST_LETTERS], phone

    def _id_number(self) -> tuple[str, str]:
        told, note = self._text("id_number"), self._text("note")
        number = tidy_id_number(told)
        if number and problems_of_person(Person("A", number), day_of(self._now)):
            return "", "; ".join(part for part in (f"Số giấy tờ: {told}", note) if part)
        return number, note

    def _receiver(self) -> tuple[str, str]:
        text = self._text("receiver")
        before, mark, tracking = text.partition(TRACKING)
        if not mark:
            return text, ""
        return before.rstrip("; "), tracking.strip()

    def _state(self) -> DossierState:
        text = fold(self._text("state"))
        state = _STATES.get(text)
        if text and state is None:
            self._problems["state"] = "unknown_word"
        if text_of(self._cells.get("returned")):
            return state if state in ENDED else DossierState.RETURNED
        return state or DossierState.OPEN

    def _word(self, key: str, words: Mapping[str, _Channel], default: _Channel) -> _Channel:
        text = plain_title(self._text(key))
        if not text:
            return default
        if text not in words:
            self._problems[key] = "unknown_word"
        return words.get(text, default)

    def _with_moments(self, line: OldLine) -> OldLine:
        received = self._moment("received", time(), needed=True)
        promised = self._moment("promised", CLOSING, needed=True)
        moved = self._moment("moved", CLOSING)
        solved = self._moment("solved", CLOSING)
        returned = self._moment("returned", CLOSING, needed=line.state is DossierState.RETURNED)
        if received:
            self._check_order(received, promised=promised, moved=moved)
            self._check_order(received, solved=solved, returned=returned)
            self._check_past(received=received, solved=solved, returned=returned)
            if promised and promised - received > LONGEST_PROMISE:
                self._problems["promised"] = "too_far"
            solved, returned = _not_before(received, solved), _not_before(received, returned)
        return replace(
            line,
            received_at=received,
            promised_at=promised,
            moved_due_at=moved if moved != promised else None,
            solved_at=solved,
            returned_at=returned,
        )

    def _check_order(self, received: datetime, **moments: datetime | None) -> None:
        for key, moment in moments.items():
            if moment and day_of(moment) < day_of(received):
                self._problems[key] = "before_intake"

    def _check_past(self, **moments: datetime | None) -> None:
        for key, moment in moments.items():
            if moment and day_of(moment) > day_of(self._now):
                self._problems[key] = "in_the_future"

    def _moment(self, key: str, clock: time, *, needed: bool = False) -> datetime | None:
        cell = self._cells.get(key)
        if not text_of(cell):
            if needed:
                self._problems[key] = "missing"
            return None
        moment = read_old_moment(cell, clock)
        if moment is None:
            self._problems[key] = "not_a_day"
        return moment


def _not_before(received: datetime, moment: datetime | None) -> datetime | None:
    """Return a moment of the same day that is not before the receipt: only its day was known."""
    return max(received, moment) if moment else None


def _phone(text: str) -> str:
    number = tidy_phone(text)
    if len(number) == 9 and number.isdigit() and number[0] != "0":
        number = f"0{number}"  # Excel took the number for a quantity and lost its zero
    is_sound = number and not problems_of_person(Person("A", phone=number), date(2000, 1, 1))
    return number if is_sound else ""


def read_old_moment(cell: RawCell, clock: time) -> datetime | None:
    """Return the moment in a cell, in UTC; a day alone is meant at ``clock``. None: it is none."""
    local = _local(cell)
    if local is None or not FIRST_YEAR <= local[0].year < 2100:
        return None
    on, at = local
    return as_utc(datetime.combine(on, at or clock, VIETNAM))


def _local(cell: RawCell) -> tuple[date, time | None] | None:
    if isinstance(cell, datetime):
        # A spreadsheet keeps moments as fractions of days: what is meant is the whole second.
        whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
        return whole.date(), (whole.time() if whole.time() != time() else None)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        if not 36_000 < cell < 74_000:
            return None
        return _local(_EXCEL_ZERO + timedelta(days=cell))
    return _spoken(fold(cell))


def _spoken(text: str) -> tuple[date, time | None] | None:
    """Read ``09:10 23/11/2026``, ``23-11-26``, ``9 giờ 10 phút, ngày 23 tháng 11 năm 2026``."""
    iso, day = _ISO.search(text), _DAY.search(text) or _SPOKEN.search(text)
    found = iso or day
    if found is None:
        return None
    numbers = [int(part) for part in found.groups()]
    year, month, on = numbers if iso else numbers[::-1]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    clock = _CLOCK.search(rest)
    try:
        at = time(int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)) if clock else None
        return date(year + 2000 if year < 100 else year, month, on), at
    except ValueError:
        return None
