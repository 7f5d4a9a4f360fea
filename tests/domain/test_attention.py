"""The rules of attention: what each finds, from which threshold on, and what it lets pass."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.attention import (
    RULES,
    Pattern,
    Received,
    Solved,
    at_the_edge,
    clock_wrong,
    dates_changed,
    not_apologised,
    outside_hours,
    silent,
)
from counter_app.domain.deadline import DueClock
from counter_app.domain.facts import (
    ClockConfirmed,
    Corrected,
    EntryName,
    Fact,
    Reappointed,
    Recorded,
    SlipPaper,
    SlipPrinted,
    SupplementReceived,
)
from counter_app.domain.moments import VIETNAM
from counter_app.domain.open_hours import OpenHours
from counter_app.store.catalogue import load_calendar
from counter_app.system.paths import resources_dir
from tests.support.hours import STANDARD_HOURS
from tests.support.intakes import taken_in

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
JOURNAL = "00ff00ff00ff00ff"
UNITS = {JOURNAL: "01843"}
HOURS = {"01843": OpenHours(DueClock(load_calendar(resources_dir() / "calendar"), STANDARD_HOURS))}


def solved(number: int, before: int, waited: float, by: str = "mau") -> Solved:
    """Return a dossier solved some minutes before it was due, and handed out days later."""
    due = NOW - timedelta(days=20)
    at = due - timedelta(minutes=before)
    name = EntryName(JOURNAL, number)
    return Solved(name, "01843", by, due, at, at + timedelta(days=waited))


def test_results_just_before_the_due_moment_that_go_out_much_later_are_found() -> None:
    edge = [solved(1, 5, 9), solved(2, 30, 5), solved(3, 0, 6)]
    passes = [solved(4, 31, 9), solved(5, 5, 4.9), solved(6, -1, 9), solved(7, 5, 9, "hoan")]

    (found,) = at_the_edge([*edge, *passes], NOW)

    assert (found.by, found.count) == ("mau", 3)
    assert {name.seq for name in found.entries} == {1, 2, 3}


def test_what_was_never_handed_out_waits_until_now() -> None:
    waiting = [replace(solved(n, 5, 0), returned_at=None) for n in range(3)]
    assert at_the_edge(waiting, NOW)[0].count == 3
    assert at_the_edge(waiting, NOW - timedelta(days=16)) == ()


@given(st.integers(0, 12))
def test_below_its_threshold_a_rule_says_nothing(count: int) -> None:
    found = at_the_edge([solved(n, 5, 9) for n in range(count)], NOW)
    assert bool(found) == (count >= RULES[Pattern.EDGE].least)


def entry(seq: int, fact: Fact, at: datetime = NOW, by: str = "mau") -> Recorded:
    name = EntryName(JOURNAL, seq)
    return Recorded(name, name, (), at, by, fact)


def test_due_moments_that_were_moved_often_are_found_with_their_entries() -> None:
    moved = Reappointed(NOW, NOW + timedelta(days=2), NOW, "Chờ")
    named = Corrected(NOW, "Nhầm", ("due_at",), taken_in(1), 2, 1, due_at=NOW)
    plain = Corrected(NOW, "Nhầm tên", ("applicant",), taken_in(1), 2, 1)
    entries = [
        *(entry(n, moved) for n in range(1, 5)),
        entry(5, named),
        *(entry(n, plain) for n in range(6, 16)),
        *(entry(n, SlipPrinted(SlipPaper.A5)) for n in range(16, 20)),
        # What a supplement moves, the law moves.
        *(entry(n, SupplementReceived(NOW, NOW + timedelta(days=1))) for n in range(20, 30)),
    ]

    (found,) = dates_changed(entries, UNITS)

    assert (found.unit, found.by, found.journal, found.count) == ("01843", "mau", JOURNAL, 5)
    assert {name.seq for name in found.entries} == {1, 2, 3, 4, 5}
    assert dates_changed(entries, {}) == (), "a journal out of scope is nobody's business"
    assert dates_changed(entries[:4], UNITS) == ()


def test_a_clock_that_was_confirmed_or_runs_ahead_is_found() -> None:
    confirmed = entry(1, ClockConfirmed(NOW - timedelta(hours=3), NOW))
    ahead = entry(2, SlipPrinted(SlipPaper.A5), at=NOW + timedelta(hours=1))
    fine = entry(3, SlipPrinted(SlipPaper.A5), at=NOW + timedelta(minutes=4))

    (found,) = clock_wrong((confirmed, ahead, fine), (), UNITS, NOW)

    assert {name.seq for name in found.entries} == {1, 2}


def received(number: int, text: str, is_extra: bool = False) -> Received:
    at = datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    return Received(EntryName(JOURNAL, number), "01843", "mau", at, is_extra)


def test_intakes_outside_every_session_are_found() -> None:
    outside = [
        received(1, "2026-11-20 06:10"),
        received(2, "2026-11-21 09:00"),  # a Saturday
        received(3, "2026-11-24 09:00"),  # a public holiday
        received(4, "2026-11-20 12:15"),
    ]
    passes = [
        received(5, "2026-11-20 07:30"),
        received(6, "2026-11-20 17:00"),
        received(7, "2026-11-21 09:00", is_extra=True),
    ]

    (found,) = outside_hours([*outside, *passes], HOURS)

    assert {name.seq for name in found.entries} == {1, 2, 3, 4}
    assert outside_hours(outside, {}) == ()


def test_late_dossiers_and_silent_units_are_told_with_their_numbers() -> None:
    assert [(f.unit, f.count) for f in not_apologised({"01843": 3, "01849": 0})] == [("01843", 3)]
    since = NOW - timedelta(days=4)
    assert [(f.unit, f.since) for f in silent({"01849": since})] == [("01849", since)]


def test_other_thresholds_are_other_data() -> None:
    strict = {**RULES, Pattern.EDGE: replace(RULES[Pattern.EDGE], least=1)}
    assert len(at_the_edge([solved(1, 5, 9)], NOW, strict)) == 1
