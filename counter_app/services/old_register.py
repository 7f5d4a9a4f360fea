"""Bringing an older register over: read the file, show what it says, take it in whole or not.

A dossier of an older register keeps its code and its days as they stood; nothing is counted
anew. What was returned there is returned here. Its intake is marked as brought over, and its
code can never be issued again, because the counter's own serials go on behind it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from counter_app.domain.fact_parts import ChannelOut
from counter_app.domain.facts import (
    Fact,
    Refused,
    ResultReady,
    Returned,
    Stopped,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.intake_fact import OLD_REGISTER
from counter_app.domain.moments import day_of
from counter_app.domain.old_lines import lines_of
from counter_app.domain.old_register import Header, OldLine, RawSheet, RowsRefused, find_header
from counter_app.domain.people import Address, Person, StaffMember
from counter_app.domain.plain_text import fold
from counter_app.domain.procedure import Procedure
from counter_app.domain.states import DossierState
from counter_app.domain.working_time import CalendarMissing, WorkCalendar
from counter_app.printing.phrases import unit_committee
from counter_app.services.acting import acting
from counter_app.services.counter import Counter

THE_REASON = "Theo sổ theo dõi hồ sơ cũ"
"""Stands as the reason of a refusal, withdrawal or stop of which the register tells no other."""

Heard = Callable[[int, int], None]
"""Hears (done, all) now and then."""


class Outcome(StrEnum):
    """What becomes, or became, of a line: ``new``, ``known`` (already here) or ``refused``."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True)
class OldRegister:
    """A register as it was read: the sheet, which column says what, and its lines."""

    sheet: RawSheet
    header: Header
    lines: tuple[OldLine, ...]


@dataclass(frozen=True)
class CheckedLine:
    """A line with what becomes of it."""

    line: OldLine
    outcome: Outcome


@dataclass(frozen=True)
class OldRegisterReport:
    """What becomes, or became, of every line of a register."""

    register: OldRegister
    lines: tuple[CheckedLine, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many lines have an outcome."""
        return sum(line.outcome is outcome for line in self.lines)


def read(path: Path, now: datetime, sheet: str | None = None) -> OldRegister:
    """Return what a file says, without a look at the store.

    Raises:
        RegisterFileRefused: the file is damaged, locked, too large or no table.
        ColumnsMissing: the sheet has not the columns of a register.
    """
    from counter_app.spreadsheets.reading import read_sheet

    found = read_sheet(path, sheet)
    header = find_header(found.rows)
    return OldRegister(found, header, tuple(lines_of(found.rows, header, now)))


def preview(counter: Counter, register: OldRegister) -> OldRegisterReport:
    """Return what would become of every line; nothing is recorded."""
    with counter.store.reading() as reading:
        return _checked(register, reading.register.known_codes(_codes(register)))


def bring_over(
    counter: Counter,
    register: OldRegister,
    by: StaffMember,
    now: datetime,
    *,
    skip_bad: bool = False,
    heard: Heard | None = None,
) -> OldRegisterReport:
    """Record every line that is new, in one transaction: all of them, or nothing.

    Raises:
        RowsRefused: some lines cannot be brought over, and ``skip_bad`` was not asked for.
        ClockBehind: the machine's clock stands before the last entry.
    """
    makes = _Lives(counter)
    with acting(counter, by, "bring_over", now) as work:
        report = _checked(register, work.register.known_codes(_codes(register)))
        refused, new = report.count(Outcome.REFUSED), report.count(Outcome.NEW)
        if refused and not skip_bad:
            raise RowsRefused(refused)
        lives = (makes.life_of(each.line) for each in report.lines if each.outcome is Outcome.NEW)
        done = 0
        units = (counter.desk.unit.code,)
        for count in work.bulk.record(lives, by=by.clerk, at=now, units=units):
            done += count
            if heard:
                heard(done, new)
    return report


def _codes(register: OldRegister) -> Iterator[str]:
    return (line.code for line in register.lines if line.code)


def _checked(register: OldRegister, known: frozenset[str]) -> OldRegisterReport:
    return OldRegisterReport(
        register, tuple(CheckedLine(line, _outcome(line, known)) for line in register.lines)
    )


def _outcome(line: OldLine, known: frozenset[str]) -> Outcome:
    if line.problems:
        return Outcome.REFUSED
    return Outcome.KNOWN if line.code in known else Outcome.NEW


class _Lives:
    """Turns lines into the facts of dossiers, by the counter's catalogue and calendar."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._by_code: Mapping[str, Procedure] = {
            each.code: each for each in counter.catalogue.procedures
        }
        self._by_name = {fold(each.name): each for each in counter.catalogue.procedures}
        unit = counter.desk.unit
        self._own_names = {fold(unit.name), fold(unit_committee(unit.name))}

    def life_of(self, line: OldLine) -> list[Fact]:
        """Return the intake and what followed it, as far as the register tells."""
        return [self._intake(line), *_followed(line)]

    def _intake(self, line: OldLine) -> TakenIn:
        procedure = self._procedure(line)
        received_at, promised_at = line.received_at, line.promised_at
        assert received_at is not None
        assert promised_at is not None
        is_own = not line.office or fold(line.office) in self._own_names
        return TakenIn(
            code=line.code,
            procedure_code=line.procedure_code or (procedure.code if procedure else ""),
            procedure_name=line.procedure_name or (procedure.name if procedure else ""),
            field=line.field or (procedure.field if procedure else ""),
            received_at=received_at,
            counted_from=received_at,
            limit=limit_between(
                self._counter.due_clock.calendar, day_of(received_at), day_of(promised_at)
            ),
            due_at=promised_at,
            counted=(),
            applicant=Person(
                line.applicant, line.id_number, address=Address(line.address), phone=line.phone
            ),
            channel_in=line.channel_in,
            channel_out=line.channel_out,
            note=line.note,
            unit_code=self._counter.desk.unit.code,
            competent_office="" if is_own else line.office,
            source=OLD_REGISTER,
            moved_due_at=line.moved_due_at,
        )

    def _procedure(self, line: OldLine) -> Procedure | None:
        by_code = self._by_code.get(line.procedure_code)
        return by_code or self._by_name.get(fold(line.procedure_name))


def _followed(line: OldLine) -> list[Fact]:
    assert line.received_at is not None
    ended_at = line.solved_at or line.returned_at or line.received_at
    match line.state:
        case DossierState.RETURNED:
            assert line.returned_at is not None
            solved_at = min(ended_at, line.returned_at)
            return [ResultReady(solved_at, solved_at), _returned(line, line.returned_at)]
        case DossierState.READY:
            return [ResultReady(ended_at, ended_at)]
        case DossierState.REFUSED:
            return [Refused(ended_at, THE_REASON)]
        case DossierState.WITHDRAWN:
            return [Withdrawn(ended_at, THE_REASON, line.receiver)]
        case DossierState.STOPPED:
            return [Stopped(ended_at, THE_REASON)]
    return []


def _returned(line: OldLine, at: datetime) -> Returned:
    is_posted = line.channel_out is ChannelOut.POST
    return Returned(
        at, line.channel_out, line.receiver, tracking=line.tracking if is_posted else ""
    )


def limit_between(calendar: WorkCalendar, received_on: date, due_on: date) -> str:
    """Return the time limit that lies between two days, as ``TimeLimit.parse`` reads it.

    The register tells the days and not the limit; it is told in working days where the
    calendar knows these years, and in days otherwise.
    """
    days = (due_on - received_on).days
    if days < 1:
        return "trong ngày"
    try:
        working = sum(
            calendar.is_working_day(received_on + timedelta(days=step))
            for step in range(1, days + 1)
        )
    except CalendarMissing:
        return f"{days} ngày"
    return f"{working} ngày làm việc" if working else f"{days} ngày"
