"""Duty: rosters, shifts, extra sessions and flags, whatever the order in which they arrive."""

from datetime import date, datetime, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.duty import Duty, fold
from counter_app.domain.facts import (
    DayFlag,
    DayFlagged,
    DutyCancelled,
    DutyRole,
    EntryName,
    Fact,
    HandOverAccepted,
    HandOverList,
    Recorded,
    RosterDay,
    RosterSet,
    SessionAdded,
    SessionKind,
    ShiftClosed,
    ShiftHandedOver,
    ShiftOpened,
)
from counter_app.domain.moments import VIETNAM
from counter_app.domain.shifts import ShiftEnd, as_known_on

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), VIETNAM)


class Counter:
    """A counter that records facts, each on the subject it is told or on one of its own."""

    def __init__(self, letter: str = "a") -> None:
        self.journal = letter * 16
        self.entries: list[Recorded] = []

    def record(
        self, fact: Fact, when: datetime, by: str = "lien", on: Recorded | None = None
    ) -> Recorded:
        name = EntryName(self.journal, len(self.entries) + 1)
        about = [e for e in self.entries if on is not None and e.subject == on.name]
        after = tuple(e.name for e in about[-1:]) or ((on.name,) if on else ())
        entry = Recorded(name, on.name if on else name, after, when, by, fact)
        self.entries.append(entry)
        return entry

    def opens(self, clerk: str, when: datetime, desk: int = 2) -> Recorded:
        return self.record(ShiftOpened(desk, clerk, clerk.title()), when, clerk)


def a_roster(desk: int, since: date, main: str, backup: str = "") -> RosterSet:
    return RosterSet(desk, since, tuple(RosterDay(weekday, main, backup) for weekday in range(5)))


def test_the_roster_of_a_day_is_the_latest_that_is_valid_then() -> None:
    here = Counter()
    here.record(a_roster(2, MONDAY, "mau", "hoan"), at("08:00"))
    here.record(a_roster(2, MONDAY + timedelta(days=2), "hoan"), at("08:05"))
    here.record(a_roster(1, MONDAY, "other"), at("08:10"))
    duty = fold(here.entries)

    assert duty.rostered(2, MONDAY) == RosterDay(0, "mau", "hoan")
    assert duty.rostered(2, MONDAY + timedelta(days=2)).main == "hoan"
    assert duty.rostered(2, SATURDAY) == RosterDay(5)
    assert duty.rostered(2, MONDAY - timedelta(days=7)) == RosterDay(0)
    assert duty.role_of(2, "hoan", MONDAY) is DutyRole.BACKUP
    assert duty.role_of(2, "lien", MONDAY) is DutyRole.UNLISTED


def test_a_cancelled_roster_gives_its_place_back_to_the_one_before() -> None:
    here = Counter()
    here.record(a_roster(2, MONDAY, "mau"), at("08:00"))
    later = here.record(a_roster(2, MONDAY, "hoan"), at("08:05"))
    here.record(DutyCancelled(MONDAY + timedelta(days=1)), at("08:10"), on=later)
    duty = fold(here.entries)

    assert duty.rostered(2, MONDAY).main == "hoan"
    assert duty.rostered(2, MONDAY + timedelta(days=1)).main == "mau"


def test_a_hand_over_ends_a_shift_only_when_the_receiver_signs() -> None:
    here = Counter()
    shift = here.opens("mau", at("07:28"))
    handed = HandOverList(cash_taken=8_000)
    here.record(ShiftHandedOver("hoan", "Hoan", handed), at("11:30"), "mau", shift)
    [offered] = fold(here.entries).shifts
    here.record(HandOverAccepted("mau"), at("11:31"), "lien", shift)
    [signed_by_another] = fold(here.entries).shifts
    here.record(HandOverAccepted("mau"), at("11:35"), "hoan", shift)
    [done] = fold(here.entries).shifts

    assert offered.is_offered and offered.is_open
    assert fold(here.entries[:2]).offered_to(2, "hoan") == offered
    assert signed_by_another.is_open
    assert (done.ending, done.ended_at) == (ShiftEnd.HANDED_OVER, at("11:35"))
    assert done.handed == handed
    assert fold(here.entries).offered_to(2, "hoan") is None


def test_what_comes_after_the_end_of_a_shift_changes_nothing() -> None:
    here = Counter()
    shift = here.opens("mau", at("07:28"))
    here.record(ShiftClosed(HandOverList()), at("16:58"), "mau", shift)
    closed = fold(here.entries).shifts
    here.record(ShiftHandedOver("hoan", "Hoan", HandOverList()), at("17:05"), "mau", shift)
    here.record(HandOverAccepted("mau"), at("17:06"), "hoan", shift)

    assert fold(here.entries).shifts == closed


def test_a_shift_goes_on_in_the_afternoon_and_its_list_with_it() -> None:
    here = Counter()
    here.opens("mau", at("07:28"))
    here.opens("hoan", at("09:00"))
    here.opens("mau", at("13:31"))
    morning, other, afternoon = fold(here.entries).shifts

    assert (morning.ending, morning.ended_at) == (ShiftEnd.CONTINUED, at("13:31"))
    assert afternoon.since == morning.opened_at
    assert other.is_open and other.since == at("09:00")
    assert fold(here.entries).current_shift(2, "mau", MONDAY) == afternoon


def test_a_shift_that_nobody_ended_is_forgotten_the_next_day() -> None:
    here = Counter()
    here.opens("mau", at("07:28"))
    [open_yet] = fold(here.entries).shifts
    here.opens("mau", at("07:30", MONDAY + timedelta(days=1)))
    forgotten, today = fold(here.entries).shifts

    assert as_known_on(open_yet, MONDAY).is_open
    assert as_known_on(open_yet, MONDAY + timedelta(days=1)).ending is ShiftEnd.FORGOTTEN
    assert (forgotten.ending, forgotten.ended_at) == (ShiftEnd.FORGOTTEN, None)
    assert today.since == today.opened_at


@pytest.mark.parametrize(
    ("clock", "is_in"),
    [("07:29", False), ("07:30", True), ("11:30", True), ("11:31", False)],
)
def test_a_dossier_comes_in_a_session_between_its_ends(clock: str, is_in: bool) -> None:
    here = Counter()
    here.record(SessionAdded(SATURDAY, "07:30-11:30", SessionKind.SATURDAY), at("08:00"))
    duty = fold(here.entries)

    assert (duty.session_at(at(clock, SATURDAY)) is not None) is is_in
    assert duty.session_at(at("08:00", SATURDAY + timedelta(days=7))) is None


def test_a_session_serves_the_fields_it_names() -> None:
    here = Counter()
    here.record(SessionAdded(SATURDAY, "07:30-11:30", fields=("Hộ tịch",)), at("08:00"))
    duty = fold(here.entries)

    assert duty.session_at(at("08:00", SATURDAY), "hộ tịch") is not None
    assert duty.session_at(at("08:00", SATURDAY), "Đất đai") is None


def test_a_weekly_session_takes_place_until_it_ends_or_is_cancelled() -> None:
    here = Counter()
    until = SATURDAY + timedelta(days=28)
    weekly = SessionAdded(SATURDAY, "07:30-11:30", weekly=True, until=until)
    added = here.record(weekly, at("08:00"))
    days = [SATURDAY + timedelta(days=7 * week) for week in range(-1, 6)]
    before = [bool(fold(here.entries).sessions_on(day)) for day in days]
    here.record(DutyCancelled(SATURDAY + timedelta(days=14), "Nghỉ"), at("09:00"), on=added)
    after = [bool(fold(here.entries).sessions_on(day)) for day in days]

    assert before == [False, True, True, True, True, True, False]
    assert after == [False, True, True, False, False, False, False]


def test_of_two_cancellings_the_earlier_day_counts() -> None:
    here, there = Counter("a"), Counter("b")
    added = here.record(DayFlagged(MONDAY, DayFlag.ONLINE, weekly=True), at("08:00"))
    late = here.record(DutyCancelled(MONDAY + timedelta(days=21)), at("08:10"), on=added)
    early = there.record(DutyCancelled(MONDAY + timedelta(days=7)), at("08:20"), on=added)
    duty = fold([added, late, early])

    assert duty.flags_on(MONDAY) == (DayFlag.ONLINE,)
    assert duty.flags_on(MONDAY + timedelta(days=7)) == ()


def test_hours_that_cannot_be_read_are_no_session() -> None:
    here = Counter()
    here.record(SessionAdded(SATURDAY, "cả ngày"), at("08:00"))

    assert fold(here.entries).session_at(at("08:00", SATURDAY)) is None


def test_a_flag_that_two_counters_set_is_one_flag() -> None:
    here, there = Counter("a"), Counter("b")
    here.record(DayFlagged(MONDAY, DayFlag.PAPERLESS, weekly=True), at("08:00"))
    there.record(DayFlagged(MONDAY, DayFlag.PAPERLESS), at("08:00"))
    there.record(DayFlagged(MONDAY, DayFlag.ONLINE), at("08:01"))

    assert fold([*here.entries, *there.entries]).flags_on(MONDAY) == (
        DayFlag.PAPERLESS,
        DayFlag.ONLINE,
    )


def test_what_follows_something_that_is_not_here_yet_waits() -> None:
    here, there = Counter("a"), Counter("b")
    session = here.record(SessionAdded(SATURDAY, "07:30-11:30"), at("08:00"))
    cancelled = there.record(DutyCancelled(MONDAY), at("08:30"), on=session)

    assert fold([cancelled]) == Duty()
    assert fold([cancelled, session]).sessions_on(SATURDAY) == ()


CLERKS = ("mau", "hoan")
MINUTES = st.integers(0, 2 * 24 * 60)


@st.composite
def two_counters(draw: st.DrawFn) -> list[Recorded]:
    """Return what two counters of a unit may have recorded, some of it on the other's plans."""
    counters = (Counter("a"), Counter("b"))
    entries: list[Recorded] = []
    for _ in range(draw(st.integers(0, 14))):
        desk = draw(st.integers(0, 1))
        here = counters[desk]
        when = at("00:00") + timedelta(minutes=draw(MINUTES))
        clerk = draw(st.sampled_from(CLERKS))
        openings = [entry for entry in entries if entry.name == entry.subject]
        is_following = bool(openings) and draw(st.booleans())
        on = draw(st.sampled_from(openings)) if is_following else None
        day = MONDAY + timedelta(days=draw(st.integers(0, 7)))
        opening: tuple[Fact, ...] = (
            *(ShiftOpened(desk, clerk, clerk.title()),) * 4,
            a_roster(desk, day, clerk),
            SessionAdded(day, "07:30-11:30", weekly=draw(st.booleans())),
            DayFlagged(day, draw(st.sampled_from(DayFlag)), weekly=draw(st.booleans())),
        )
        following: tuple[Fact, ...] = (
            ShiftHandedOver(draw(st.sampled_from(CLERKS)), "X", HandOverList()),
            HandOverAccepted("mau"),
            ShiftClosed(HandOverList()),
            DutyCancelled(day),
        )
        fact = draw(st.sampled_from(following if on else opening))
        entries.append(here.record(fact, when, clerk, on))
    return entries


@given(two_counters(), st.data())
def test_any_order_of_arrival_gives_the_same_duty(
    entries: list[Recorded], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(entries))
    doubled = data.draw(st.lists(st.sampled_from(entries), max_size=4)) if entries else []

    assert fold([*shuffled, *doubled]) == fold(entries)


@given(two_counters())
def test_of_one_person_at_one_desk_one_shift_of_a_day_is_open_at_most(
    entries: list[Recorded],
) -> None:
    open_ones = [(s.desk, s.clerk, s.on) for s in fold(entries).shifts if s.is_open]

    assert len(open_ones) == len(set(open_ones))


def test_every_order_of_a_small_story_is_the_same_story() -> None:
    here, there = Counter("a"), Counter("b")
    shift = here.opens("mau", at("07:28"))
    here.record(ShiftHandedOver("hoan", "Hoan", HandOverList()), at("11:30"), "mau", shift)
    here.record(HandOverAccepted("mau"), at("11:31"), "hoan", shift)
    session = there.record(SessionAdded(SATURDAY, "07:30-11:30"), at("08:00"))
    there.record(DutyCancelled(SATURDAY), at("08:05"), on=session)
    story = [*here.entries, *there.entries]

    assert len({fold(order) for order in permutations(story)}) == 1
