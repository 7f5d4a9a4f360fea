"""Handing the desk over: the list, the two signatures, the end of a shift without a successor.

The list is of what the clerk of the shift did since it began, of the open dossiers, and of the
papers at the desk as the clerk says. The giver signs by handing over while logged in; the
receiver with a log-in of their own, at once or later.
"""

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.duty import Duty
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import (
    EntryName,
    FeePaid,
    HandOverAccepted,
    HandOverList,
    PayMethod,
    Recorded,
    Returned,
    ShiftClosed,
    ShiftHandedOver,
    SlipPrinted,
    StateCount,
    SupplementAsked,
    SupplementRequested,
    TakenIn,
)
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.moments import day_of
from counter_app.domain.people import Role, StaffMember
from counter_app.domain.plain_text import composed
from counter_app.domain.shifts import Shift, ShiftEnd
from counter_app.domain.states import RUNNING, DossierState
from counter_app.services.acting import acting
from counter_app.services.counter import Counter
from counter_app.services.duty import (
    LATE_SIGNATURE,
    ONE_DAY,
    duty_between,
    record_opening,
    start_of,
)
from counter_app.services.stepping import MOST_TEXT, MOST_WORDS, refuse
from counter_app.store.people import own_journals
from counter_app.store.store import Reading, Work

MOST_PAPERS = 100
MOST_ROWS = 100
"""So many dossiers that are due or overdue are named on the list."""

_DONE = (
    *("TakenIn", "SlipPrinted", "FeePaid", "Returned"),
    *("SupplementAsked", "SupplementRequested"),
)


class NoShift(Refusal):
    """The clerk has no open shift at this desk that could be handed over or closed."""


class NothingToAccept(Refusal):
    """The shift is not offered to this clerk, or it has ended meanwhile."""


@dataclass(frozen=True)
class HandOverView:
    """What is handed over: the shift, its list as computed, and what presses.

    ``attention`` are open dossiers that are overdue or due today, the first due first;
    ``colleagues`` who could take the desk over.
    """

    shift: Shift
    handed: HandOverList
    attention: tuple[DossierRow, ...]
    colleagues: tuple[StaffMember, ...]


@dataclass(frozen=True)
class HandedOver:
    """A hand-over as it was recorded; ``received`` is the receiver's shift once they signed."""

    given: Shift
    received: Shift | None = None


def hand_over_list(counter: Counter, by: StaffMember, now: datetime) -> HandOverView:
    """Return what the clerk's shift hands over at a moment.

    Raises:
        NoShift: the clerk has no open shift here.
    """
    with counter.store.reading() as reading:
        shift = _own_shift(_duty(reading, now), counter, by, now)
        return HandOverView(
            shift=shift,
            handed=_list(reading, counter, shift, now),
            attention=_attention(reading, now),
            colleagues=tuple(
                member
                for member in reading.staff.all()
                if member.clerk != by.clerk and member.role is not Role.SUPERVISOR
            ),
        )


def hand_over(
    counter: Counter,
    to: StaffMember,
    by: StaffMember,
    now: datetime,
    *,
    papers: Iterable[str] = (),
    note: str = "",
    is_signed: bool = False,
) -> HandedOver:
    """Hand the clerk's shift to a colleague, with the list as it is now.

    ``is_signed`` says that the colleague has just shown their own password, and so signs too, in
    the same transaction; otherwise they sign later with ``accept``. A second hand-over before
    that takes the place of the first.

    Raises:
        NoShift: the clerk has no open shift here.
        FieldsRefused: the receiver is no colleague, or a text is too long.
        ClockBehind: the machine's clock stands before the last entry.
    """
    held = _papers(papers)
    refuse(_problems(to, by, held, note))
    with acting(counter, by, "hand_over", now) as work:
        shift = _own_shift(_duty(work, now), counter, by, now)
        listed = replace(_list(work, counter, shift, now), papers=held, note=composed(note))
        fact = ShiftHandedOver(to.clerk, to.name, listed)
        _record(work, counter, fact, shift.name, by, now)
        received = _accept(work, counter, shift.name, to, now, "") if is_signed else None
        return HandedOver(_shift(_duty(work, now), shift.name), received)


def accept(
    counter: Counter, shift: EntryName, by: StaffMember, now: datetime, *, remark: str = ""
) -> HandedOver:
    """Sign for a shift that a colleague handed over; the desk is the signer's from now on.

    Raises:
        NothingToAccept: it is not offered to this clerk.
        FieldsRefused: the remark is too long.
        ClockBehind: the machine's clock stands before the last entry.
    """
    refuse({"remark": "too_long"} if len(remark) > MOST_TEXT else {})
    with acting(counter, by, "accept_shift", now) as work:
        received = _accept(work, counter, shift, by, now, composed(remark))
        return HandedOver(_shift(_duty(work, now), shift), received)


def close_shift(
    counter: Counter,
    by: StaffMember,
    now: datetime,
    *,
    papers: Iterable[str] = (),
    note: str = "",
) -> Shift:
    """End the clerk's shift without a successor, as at the end of the day.

    Raises:
        NoShift, FieldsRefused, ClockBehind: as for ``hand_over``.
    """
    held = _papers(papers)
    refuse(_problems_of_texts(held, note))
    with acting(counter, by, "close_shift", now) as work:
        shift = _own_shift(_duty(work, now), counter, by, now)
        left = replace(_list(work, counter, shift, now), papers=held, note=composed(note))
        _record(work, counter, ShiftClosed(left), shift.name, by, now)
        return _shift(_duty(work, now), shift.name)


def _duty(reading: Reading, now: datetime) -> Duty:
    return duty_between(reading, day_of(now) - LATE_SIGNATURE, day_of(now))


def _own_shift(duty: Duty, counter: Counter, by: StaffMember, now: datetime) -> Shift:
    shift = duty.current_shift(counter.desk.number, by.clerk, day_of(now))
    if shift is None:
        raise NoShift(by.clerk)
    return shift


def _shift(duty: Duty, name: EntryName) -> Shift:
    return next(shift for shift in duty.shifts if shift.name == name)


def _accept(
    work: Work, counter: Counter, name: EntryName, by: StaffMember, now: datetime, remark: str
) -> Shift:
    duty = _duty(work, now)
    desk, today = counter.desk.number, day_of(now)
    given = next((shift for shift in duty.shifts if shift.name == name), None)
    if given is None or given.to_clerk != by.clerk or given.ending is ShiftEnd.HANDED_OVER:
        raise NothingToAccept(str(name))
    _record(work, counter, HandOverAccepted(given.clerk, remark), name, by, now)
    if duty.current_shift(desk, by.clerk, today) is None:
        record_opening(work, counter, duty, by, now)
    received = _duty(work, now).current_shift(desk, by.clerk, today)
    assert received is not None
    return received


def _record(
    work: Work,
    counter: Counter,
    fact: ShiftHandedOver | HandOverAccepted | ShiftClosed,
    shift: EntryName,
    by: StaffMember,
    now: datetime,
) -> Recorded:
    units = (counter.desk.unit.code,)
    return work.journal.record(fact, by=by.clerk, at=now, subject=shift, units=units)


def _papers(papers: Iterable[str]) -> tuple[str, ...]:
    return tuple(composed(line) for line in papers if composed(line))


def _problems(
    to: StaffMember, by: StaffMember, papers: tuple[str, ...], note: str
) -> dict[str, str]:
    problems = _problems_of_texts(papers, note)
    if to.clerk == by.clerk:
        problems["to"] = "not_yourself"
    return problems


def _problems_of_texts(papers: tuple[str, ...], note: str) -> dict[str, str]:
    problems: dict[str, str] = {}
    if len(papers) > MOST_PAPERS:
        problems["papers"] = "too_many"
    elif any(len(line) > MOST_WORDS for line in papers):
        problems["papers"] = "too_long"
    if len(note) > MOST_TEXT:
        problems["note"] = "too_long"
    return problems


def _list(reading: Reading, counter: Counter, shift: Shift, now: datetime) -> HandOverList:
    """Return the figures of a shift: what its clerk recorded at this counter since it began."""
    facts = [entry.fact for entry in _done(reading, shift, now)]
    payments = [fact for fact in facts if isinstance(fact, FeePaid)]
    return HandOverList(
        open_dossiers=_open_dossiers(reading),
        taken_in=sum(isinstance(f, TakenIn) and not f.source for f in facts),
        returned=sum(isinstance(f, Returned) for f in facts),
        slips_printed=sum(isinstance(f, SlipPrinted) for f in facts),
        supplements=sum(isinstance(f, SupplementAsked | SupplementRequested) for f in facts),
        cash_taken=_sum_of(payments, PayMethod.CASH),
        cash_before=_cash_before(_duty(reading, now), shift),
        transfers=_sum_of(payments, PayMethod.TRANSFER),
        receipts=len(payments),
    )


def _done(reading: Reading, shift: Shift, now: datetime) -> tuple[Recorded, ...]:
    ours = own_journals(reading.journal, reading.sync.state())
    until = max(now, start_of(day_of(now) + ONE_DAY))
    return tuple(
        entry
        for entry in reading.journal.of_kinds_between(_DONE, shift.since, until)
        if entry.by == shift.clerk and entry.name.journal in ours
    )


def _sum_of(payments: Iterable[FeePaid], method: PayMethod) -> int:
    return sum(payment.amount for payment in payments if payment.method is method)


def _cash_before(duty: Duty, shift: Shift) -> int:
    """Return the cash that came with the shifts that were handed to this one."""
    return sum(
        former.handed.cash
        for former in duty.shifts
        if former.handed
        and former.desk == shift.desk
        and former.to_clerk == shift.clerk
        and former.ending is ShiftEnd.HANDED_OVER
        and former.ended_at is not None
        and former.ended_at >= shift.since
    )


def _open_dossiers(reading: Reading) -> tuple[StateCount, ...]:
    states = Tally(row.state for row in reading.board.live())
    return tuple(StateCount(state.value, states[state]) for state in DossierState if states[state])


def _attention(reading: Reading, now: datetime) -> tuple[DossierRow, ...]:
    tomorrow = start_of(day_of(now) + ONE_DAY)
    numbers = [
        row.number for row in reading.board.live() if row.due_at < tomorrow and row.state in RUNNING
    ]
    return reading.board.rows(numbers[:MOST_ROWS])


def sheet_pdf(counter: Counter, sheet: HandOverSheet, now: datetime) -> bytes:
    """Return the sheet that both sign on paper as PDF on A4.

    Raises:
        FormMissing, FontMissing: it cannot be printed here.
    """
    from counter_app.printing.handover import handover_sheet

    return handover_sheet(counter.forms, sheet, counter.desk.unit, now)
