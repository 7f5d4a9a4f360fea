"""What the screen of duty asks of the rest of the program, as plain callables.

All but ``run``, ``now``, ``current`` and ``take_desk`` run on the desk thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from counter_app.domain.duty import Duty
from counter_app.domain.facts import DayFlagged, EntryName, RosterDay, SessionAdded
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.moments import day_of
from counter_app.domain.people import StaffMember
from counter_app.domain.shifts import Shift
from counter_app.services import accounts, duty, duty_plans, hand_over
from counter_app.services.counter import Counter
from counter_app.services.duty import DutyDay, PeriodCounts
from counter_app.services.hand_over import HandedOver, HandOverView
from counter_app.ui.ports import Clock, Run, SaveTo, SendToPrinter


@dataclass(frozen=True)
class NowOnDuty:
    """How things stand at this desk: today, the clerk's own shift, one that waits for them."""

    today: DutyDay
    own: HandOverView | None = None
    offered: Shift | None = None


class GiveAway(Protocol):
    """Hands the shift to a colleague who has signed with their password, or will later."""

    def __call__(
        self, to: StaffMember, by: StaffMember, papers: Sequence[str], note: str, is_signed: bool
    ) -> HandedOver:
        """Record it."""


@dataclass(frozen=True)
class DutyPorts:
    """Everything outside the screen of duty.

    ``unlock`` checks a colleague's password; ``take_desk`` makes the window theirs.
    """

    run: Run
    now: Clock
    current: Callable[[], StaffMember]
    desk: int
    state: Callable[[StaffMember], NowOnDuty]
    days: Callable[[date, date], tuple[DutyDay, ...]]
    staff: Callable[[], Sequence[StaffMember]]
    roster: Callable[[date], tuple[RosterDay, ...]]
    set_roster: Callable[[Sequence[RosterDay], date, StaffMember], object]
    plans: Callable[[], Duty]
    counts: Callable[[date, date], PeriodCounts]
    fields: Callable[[], Sequence[str]]
    add_session: Callable[[SessionAdded, StaffMember], object]
    flag_day: Callable[[DayFlagged, StaffMember], object]
    cancel: Callable[[EntryName, date, StaffMember], object]
    unlock: Callable[[str, str], StaffMember]
    give: GiveAway
    accept: Callable[[EntryName, StaffMember, str], HandedOver]
    close: Callable[[StaffMember, Sequence[str], str], Shift]
    sheet: Callable[[HandOverSheet], bytes]
    send: SendToPrinter
    save: SaveTo
    take_desk: Callable[[StaffMember], None]


def ports_of(
    counter: Counter,
    run: Run,
    now: Clock,
    current: Callable[[], StaffMember],
    unlock: Callable[[str, str], StaffMember],
    take_desk: Callable[[StaffMember], None],
    send: SendToPrinter,
    save: SaveTo,
) -> DutyPorts:
    """Bind the screen of duty to the services of one counter."""
    return DutyPorts(
        run=run,
        now=now,
        current=current,
        desk=counter.desk.number,
        state=partial(_state, counter, now),
        days=lambda first, last: duty.duty_days(counter, first, last, now()),
        staff=partial(accounts.staff, counter),
        roster=partial(duty_plans.roster, counter),
        set_roster=lambda days, since, by: duty_plans.set_roster(counter, days, since, by, now()),
        plans=partial(duty_plans.plans, counter),
        counts=partial(duty.period_counts, counter),
        fields=lambda: sorted({each.field for each in counter.catalogue.procedures}),
        add_session=lambda session, by: duty_plans.add_session(counter, session, by, now()),
        flag_day=lambda day, by: duty_plans.flag_day(counter, day, by, now()),
        cancel=lambda plan, since, by: duty_plans.cancel(counter, plan, since, by, now()),
        unlock=unlock,
        give=partial(_give, counter, now),
        accept=lambda shift, by, said: hand_over.accept(counter, shift, by, now(), remark=said),
        close=partial(_close, counter, now),
        sheet=lambda sheet: hand_over.sheet_pdf(counter, sheet, now()),
        send=send,
        save=save,
        take_desk=take_desk,
    )


def _state(counter: Counter, now: Clock, by: StaffMember) -> NowOnDuty:
    at = now()
    today = duty.on_duty(counter, day_of(at), at)
    offered = duty.offered_shift(counter, by, at)
    try:
        return NowOnDuty(today, hand_over.hand_over_list(counter, by, at), offered)
    except hand_over.NoShift:
        return NowOnDuty(today, None, offered)


def _give(
    counter: Counter,
    now: Clock,
    to: StaffMember,
    by: StaffMember,
    papers: Sequence[str],
    note: str,
    is_signed: bool,
) -> HandedOver:
    return hand_over.hand_over(
        counter, to, by, now(), papers=papers, note=note, is_signed=is_signed
    )


def _close(
    counter: Counter, now: Clock, by: StaffMember, papers: Sequence[str], note: str
) -> Shift:
    return hand_over.close_shift(counter, by, now(), papers=papers, note=note)
