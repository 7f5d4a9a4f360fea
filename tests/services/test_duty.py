"""Duty at a real counter: shifts at the log-in, the hand-over, the plans of the head."""

from datetime import date, datetime, time, timedelta

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.domain.facts import (
    ChannelIn,
    DayFlag,
    DayFlagged,
    DutyRole,
    Paper,
    PayMethod,
    RosterDay,
    SessionAdded,
    SessionKind,
    SlipPaper,
    StateCount,
)
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import FieldsRefused, Role, StaffMember
from counter_app.domain.shifts import ShiftEnd
from counter_app.services import duty, duty_plans, following, hand_over, intake, slips
from counter_app.services.acting import NotAllowed
from counter_app.services.counter import ClockBehind, Counter
from counter_app.services.intake import IntakeRequest
from tests.support.counters import A_CLERK, A_HEAD, ANOTHER_CLERK, RESIDENCE, a_person

MONDAY = date(2026, 11, 23)
WEDNESDAY = MONDAY + timedelta(days=2)
"""The next working day: the 24th is a holiday."""
SATURDAY = date(2026, 11, 28)
A_WEEK_DAY = tuple(RosterDay(weekday, "mau", "hoan") for weekday in range(5))


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), VIETNAM)


def take_in(
    counter: Counter,
    when: datetime,
    by: StaffMember = A_CLERK,
    channel: ChannelIn = ChannelIn.DIRECT,
) -> Dossier:
    request = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),), channel_in=channel)
    return intake.take_in(counter, duty.in_session(counter, request, when), by, when)


def pay(
    counter: Counter,
    dossier: Dossier,
    amount: int,
    when: datetime,
    by: StaffMember = A_CLERK,
    method: PayMethod = PayMethod.CASH,
) -> None:
    following.pay_fee(counter, dossier.code, amount, "BL-1", by, when, method=method)


def entry_count(counter: Counter) -> int:
    with counter.store.reading() as reading:
        return reading.journal.count()


def test_a_shift_opens_once_in_each_half_of_the_day(counter: Counter) -> None:
    before = entry_count(counter)
    first = duty.open_shift(counter, A_CLERK, at("09:28"))
    again = duty.open_shift(counter, A_CLERK, at("10:05"))
    afternoon = duty.open_shift(counter, A_CLERK, at("13:29"))

    assert first is not None and again == first
    assert afternoon is not None and afternoon.since == first.opened_at
    assert entry_count(counter) == before + 2
    assert duty.current_shift(counter, A_CLERK, at("15:00")) == afternoon
    assert duty.current_shift(counter, A_CLERK, at("08:00", WEDNESDAY)) is None


def test_a_shift_says_what_the_roster_said(counter: Counter) -> None:
    duty_plans.set_roster(counter, A_WEEK_DAY, MONDAY, A_HEAD, at("09:10"))
    shifts = [
        duty.open_shift(counter, who, at("09:30")) for who in (A_CLERK, ANOTHER_CLERK, A_HEAD)
    ]

    assert [shift.role for shift in shifts if shift] == [
        DutyRole.MAIN,
        DutyRole.BACKUP,
        DutyRole.UNLISTED,
    ]


def test_a_supervisor_has_no_shift(counter: Counter) -> None:
    before = entry_count(counter)
    supervisor = StaffMember("giamsat", "Ma Thị Ví", Role.SUPERVISOR)

    assert duty.open_shift(counter, supervisor, at("09:30")) is None
    assert entry_count(counter) == before


def test_with_the_clock_behind_no_shift_opens(counter: Counter) -> None:
    with pytest.raises(ClockBehind):
        duty.open_shift(counter, A_CLERK, at("07:00"))
    assert duty.on_duty(counter, MONDAY, at("12:00")).shifts == ()


def test_the_list_is_what_the_clerk_did_since_the_shift_began(counter: Counter) -> None:
    early = take_in(counter, at("09:15"))
    pay(counter, early, 4_000, at("09:16"))
    duty.open_shift(counter, A_CLERK, at("09:20"))
    dossier = take_in(counter, at("09:30"))
    pay(counter, dossier, 8_000, at("09:31"))
    pay(counter, dossier, 20_000, at("09:32"), method=PayMethod.TRANSFER)
    pay(counter, dossier, 99_000, at("09:33"), by=ANOTHER_CLERK)
    slips.print_slip(counter, dossier.code, SlipPaper.A5, A_CLERK, at("09:34"), lambda pdf: None)
    following.request_supplement(
        counter, dossier.code, ("Hợp đồng",), "Thiếu", A_CLERK, at("09:35")
    )
    view = hand_over.hand_over_list(counter, A_CLERK, at("11:30"))

    handed = view.handed
    assert handed.open_dossiers == (StateCount("open", 1), StateCount("paused", 1))
    assert (handed.taken_in, handed.slips_printed, handed.supplements) == (1, 1, 1)
    assert (handed.cash_taken, handed.transfers, handed.receipts) == (8_000, 20_000, 2)
    assert handed.cash == 8_000
    assert [member.clerk for member in view.colleagues] == ["hoan", "lien"]


def test_both_sign_at_once_and_the_cash_goes_on(counter: Counter) -> None:
    duty.open_shift(counter, A_CLERK, at("09:20"))
    dossier = take_in(counter, at("09:30"))
    pay(counter, dossier, 8_000, at("09:31"))
    done = hand_over.hand_over(
        counter,
        ANOTHER_CLERK,
        A_CLERK,
        at("11:30"),
        papers=("Sổ hộ tịch 2026", " "),
        note="Chị Ví hẹn chiều quay lại",
        is_signed=True,
    )
    pay(counter, dossier, 2_000, at("13:40"), by=ANOTHER_CLERK)
    view = hand_over.hand_over_list(counter, ANOTHER_CLERK, at("16:55"))

    assert (done.given.ending, done.given.ended_at) == (ShiftEnd.HANDED_OVER, at("11:30"))
    assert done.given.handed is not None
    assert done.given.handed.papers == ("Sổ hộ tịch 2026",)
    assert done.received is not None and done.received.clerk == "hoan"
    assert (view.handed.cash_before, view.handed.cash_taken, view.handed.cash) == (
        8_000,
        2_000,
        10_000,
    )
    assert duty.current_shift(counter, A_CLERK, at("13:40")) is None


def test_the_receiver_may_sign_later(counter: Counter) -> None:
    duty.open_shift(counter, A_CLERK, at("16:00"))
    hand_over.hand_over(counter, ANOTHER_CLERK, A_CLERK, at("16:58"))
    offered = duty.offered_shift(counter, ANOTHER_CLERK, at("07:25", WEDNESDAY))
    assert offered is not None and offered.clerk == "mau"
    assert duty.offered_shift(counter, A_HEAD, at("07:25", WEDNESDAY)) is None

    with pytest.raises(hand_over.NothingToAccept):
        hand_over.accept(counter, offered.name, A_HEAD, at("07:26", WEDNESDAY))
    done = hand_over.accept(
        counter, offered.name, ANOTHER_CLERK, at("07:27", WEDNESDAY), remark="Đã đếm"
    )

    assert done.given.remark == "Đã đếm"
    assert duty.offered_shift(counter, ANOTHER_CLERK, at("07:28", WEDNESDAY)) is None
    with pytest.raises(hand_over.NothingToAccept):
        hand_over.accept(counter, offered.name, ANOTHER_CLERK, at("07:29", WEDNESDAY))


def test_without_a_shift_nothing_is_handed_over(counter: Counter) -> None:
    before = entry_count(counter)
    with pytest.raises(hand_over.NoShift):
        hand_over.hand_over(counter, ANOTHER_CLERK, A_CLERK, at("11:30"))
    with pytest.raises(hand_over.NoShift):
        hand_over.close_shift(counter, A_CLERK, at("17:00"))
    assert entry_count(counter) == before


def test_nobody_hands_over_to_themselves_or_a_page_of_text(counter: Counter) -> None:
    duty.open_shift(counter, A_CLERK, at("09:20"))
    before = entry_count(counter)
    with pytest.raises(FieldsRefused) as refusal:
        hand_over.hand_over(
            counter, A_CLERK, A_CLERK, at("11:30"), papers=("x" * 500,), note="y" * 5000
        )
    assert refusal.value.problems == {
        "to": "not_yourself",
        "papers": "too_long",
        "note": "too_long",
    }
    assert entry_count(counter) == before


def test_a_closed_shift_says_what_was_left(counter: Counter) -> None:
    duty.open_shift(counter, A_CLERK, at("16:00"))
    pay(counter, take_in(counter, at("16:30")), 8_000, at("16:31"))
    closed = hand_over.close_shift(counter, A_CLERK, at("16:58"), papers=("Con dấu",))

    assert (closed.ending, closed.ended_at) == (ShiftEnd.CLOSED, at("16:58"))
    assert closed.handed is not None
    assert (closed.handed.cash, closed.handed.papers) == (8_000, ("Con dấu",))


def test_unlocking_the_screen_after_a_closed_shift_opens_no_other(counter: Counter) -> None:
    assert duty.open_shift(counter, A_CLERK, at("09:20"), is_unlocking=True) is not None
    hand_over.close_shift(counter, A_CLERK, at("11:31"))
    before = entry_count(counter)

    assert duty.open_shift(counter, A_CLERK, at("11:40"), is_unlocking=True) is None
    assert entry_count(counter) == before

    afternoon = duty.open_shift(counter, A_CLERK, at("13:29"), is_unlocking=True)
    hand_over.close_shift(counter, A_CLERK, at("17:01"))
    again = duty.open_shift(counter, A_CLERK, at("17:05"))
    assert afternoon is not None and not afternoon.is_morning
    assert again is not None and again.name != afternoon.name


@pytest.mark.parametrize("who", [A_CLERK, ANOTHER_CLERK])
def test_only_the_head_plans(counter: Counter, who: StaffMember) -> None:
    before = entry_count(counter)
    with pytest.raises(NotAllowed):
        duty_plans.set_roster(counter, A_WEEK_DAY, MONDAY, who, at("09:20"))
    with pytest.raises(NotAllowed):
        duty_plans.add_session(counter, SessionAdded(SATURDAY, "07:30-11:30"), who, at("09:20"))
    with pytest.raises(NotAllowed):
        duty_plans.flag_day(counter, DayFlagged(MONDAY, DayFlag.ONLINE), who, at("09:20"))
    with counter.store.reading() as reading:
        assert len(reading.journal.of_kinds(("AttemptRefused",))) == 3
    assert entry_count(counter) == before + 3, "the attempts, and nothing else"


def test_a_roster_of_strangers_is_refused(counter: Counter) -> None:
    days = (RosterDay(0, "mau", "mau"), RosterDay(1, "nobody"), RosterDay(2, "mau", "hoan"))
    with pytest.raises(FieldsRefused) as refusal:
        duty_plans.set_roster(counter, days, MONDAY - timedelta(days=1), A_HEAD, at("09:20"))
    assert refusal.value.problems == {
        "valid_from": "in_the_past",
        "days.0": "same_person",
        "days.1": "unknown_clerk",
    }
    assert duty_plans.plans(counter).rosters == ()


def test_who_was_on_duty_can_be_answered_for_any_day(counter: Counter) -> None:
    duty_plans.set_roster(counter, A_WEEK_DAY, MONDAY, A_HEAD, at("09:12"))
    duty.open_shift(counter, ANOTHER_CLERK, at("09:20"))
    hand_over.close_shift(counter, ANOTHER_CLERK, at("11:31"))
    duty.open_shift(counter, ANOTHER_CLERK, at("13:30"))
    later = at("08:00", WEDNESDAY)
    day = duty.on_duty(counter, MONDAY, later)

    assert [(r.name, r.role, r.has_come) for r in day.rostered] == [
        ("Hoàng Thị Mẫu", DutyRole.MAIN, False),
        ("Triệu Văn Hoan", DutyRole.BACKUP, True),
    ]
    assert [(s.person, s.ending) for s in day.shifts] == [
        ("Triệu Văn Hoan", ShiftEnd.CLOSED),
        ("Triệu Văn Hoan", ShiftEnd.FORGOTTEN),
    ]
    assert duty.on_duty(counter, WEDNESDAY, later).shifts == ()
    assert duty.on_duty(counter, SATURDAY, later).rostered == ()


def test_an_extra_session_reaches_the_promise_and_is_counted(counter: Counter) -> None:
    session = SessionAdded(
        SATURDAY, "7h30–11h30", SessionKind.SATURDAY, (" Đăng ký,  quản lý cư trú ",)
    )
    duty_plans.add_session(counter, session, A_HEAD, at("09:20"))
    inside = take_in(counter, at("08:15", SATURDAY))
    outside = take_in(counter, at("12:15", SATURDAY))
    counts = duty.period_counts(counter, MONDAY, SATURDAY)

    assert inside.intake.is_extra_session and not outside.intake.is_extra_session
    found = duty.session_at(counter, at("08:15", SATURDAY), "Đăng ký, quản lý cư trú")
    assert found is not None and found.fact.hours == "07:30-11:30"
    assert duty.session_at(counter, at("08:15", SATURDAY), "Đất đai") is None
    assert (counts.sessions, counts.taken_in, counts.in_extra_sessions) == (1, 2, 1)
    assert duty.on_duty(counter, SATURDAY, at("17:00", SATURDAY)).counts.in_extra_sessions == 1


@pytest.mark.parametrize(
    ("session", "field", "fault"),
    [
        (SessionAdded(MONDAY, "16:30-17:30"), "hours", "in_desk_hours"),
        (SessionAdded(SATURDAY, "sáng"), "hours", "not_hours"),
        (SessionAdded(SATURDAY, "11:30-07:30"), "hours", "not_hours"),
        (SessionAdded(MONDAY - timedelta(days=2), "07:30-11:30"), "on", "in_the_past"),
        (
            SessionAdded(SATURDAY, "07:30-11:30", weekly=True, until=MONDAY),
            "until",
            "before_start",
        ),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    counter: Counter, session: SessionAdded, field: str, fault: str
) -> None:
    with pytest.raises(FieldsRefused) as refusal:
        duty_plans.add_session(counter, session, A_HEAD, at("09:20"))
    assert refusal.value.problems == {field: fault}
    assert duty_plans.plans(counter).sessions == ()


def test_the_extra_thirty_minutes_lie_behind_the_desk_hours(counter: Counter) -> None:
    duty_plans.add_session(
        counter, SessionAdded(MONDAY, "17:00-17:30", SessionKind.EXTRA_MINUTES), A_HEAD, at("09:20")
    )
    with pytest.raises(FieldsRefused) as refusal:
        duty_plans.add_session(counter, SessionAdded(MONDAY, "17:00-17:30"), A_HEAD, at("09:21"))

    assert refusal.value.problems == {"on": "added_already"}
    assert take_in(counter, at("17:10")).intake.is_extra_session


def test_a_flag_nudges_is_counted_and_blocks_nothing(counter: Counter) -> None:
    flagged = DayFlagged(MONDAY, DayFlag.PAPERLESS, weekly=True)
    duty_plans.flag_day(counter, flagged, A_HEAD, at("09:20"))
    pay(counter, take_in(counter, at("09:30")), 8_000, at("09:31"))
    take_in(counter, at("09:40"), channel=ChannelIn.ONLINE)
    day = duty.on_duty(counter, MONDAY, at("17:00"))
    counts = duty.period_counts(counter, MONDAY, MONDAY + timedelta(days=13))

    assert day.flags == (DayFlag.PAPERLESS,)
    assert (day.counts.taken_in, day.counts.online, day.counts.cash_payments) == (2, 1, 1)
    assert counts.flagged_days[DayFlag.PAPERLESS] == 2
    with pytest.raises(FieldsRefused):
        duty_plans.flag_day(counter, flagged, A_HEAD, at("09:50"))


def test_a_cancelled_plan_is_kept_for_the_days_before(counter: Counter) -> None:
    weekly = DayFlagged(MONDAY, DayFlag.ONLINE, weekly=True)
    flagged = duty_plans.flag_day(counter, weekly, A_HEAD, at("09:20"))
    since = MONDAY + timedelta(days=7)
    duty_plans.cancel(counter, flagged.name, since, A_HEAD, at("09:30"), reason="Đổi lịch")

    assert duty.on_duty(counter, MONDAY, at("09:31")).flags == (DayFlag.ONLINE,)
    assert duty.on_duty(counter, since, at("09:31", since)).flags == ()
    with pytest.raises(duty_plans.NoSuchPlan):
        duty_plans.cancel(counter, flagged.name, since, A_HEAD, at("09:31"))
    with pytest.raises(NotAllowed):
        duty_plans.cancel(counter, flagged.name, MONDAY, A_CLERK, at("09:32"))
    assert counter.store.check() == ()
