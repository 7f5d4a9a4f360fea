"""The one rule of before time, on time and late, and what is due soon."""

from datetime import timedelta

import pytest

from counter_app.domain.deadlines import BoardList, BoardMoment, Sorter, is_apology_too_late
from counter_app.domain.dossier import fold
from counter_app.domain.dossier_row import LiveRow
from counter_app.domain.facts import Reappointed, ResultReady
from counter_app.domain.standing import SoonRule, Standing, is_due_soon, standing
from counter_app.domain.states import DossierState
from counter_app.domain.steps import Step
from counter_app.domain.working_spans import spans_of
from tests.domain.lives import DUE, FACTS, LATER, a_line
from tests.domain.samples import CALENDAR
from tests.support.hours import STANDARD_HOURS
from tests.support.intakes import A_MOMENT
from tests.support.moments import at

SPANS = spans_of(CALENDAR, STANDARD_HOURS)
DUE_AT = at("2026-11-25 17:00")


@pytest.mark.parametrize(
    ("state", "solved", "now", "expected"),
    [
        ("ready", "2026-11-24 23:59", "2026-12-30 08:00", Standing.BEFORE_TIME),
        ("returned", "2026-11-25 00:00", "2026-12-30 08:00", Standing.ON_TIME),
        ("returned", "2026-11-25 17:00", "2026-12-30 08:00", Standing.ON_TIME),
        ("returned", "2026-11-25 17:01", "2026-12-30 08:00", Standing.LATE),
        ("open", "", "2026-11-25 17:00", Standing.IN_TIME),
        ("open", "", "2026-11-25 17:01", Standing.OVERDUE),
        ("forwarded", "", "2026-11-25 17:01", Standing.OVERDUE),
        ("handled", "", "2026-11-25 16:00", Standing.IN_TIME),
        ("waiting", "", "2026-11-25 17:01", Standing.OVERDUE),
        ("paused", "", "2026-12-30 08:00", Standing.PAUSED),
        ("withdrawn", "", "2026-12-30 08:00", Standing.APART),
        ("refused", "", "2026-11-01 08:00", Standing.APART),
        ("stopped", "", "2026-12-30 08:00", Standing.APART),
    ],
)
def test_a_standing_by_state_due_moment_and_now(
    state: str, solved: str, now: str, expected: Standing
) -> None:
    solved_at = at(solved) if solved else None

    assert standing(DossierState(state), DUE_AT, at(now), solved_at=solved_at) is expected


def test_lateness_that_is_fixed_stays() -> None:
    solved_at = at("2026-11-20 08:00")
    assert standing(DossierState.OPEN, DUE_AT, solved_at, counts_late=True) is Standing.OVERDUE
    assert (
        standing(DossierState.READY, DUE_AT, DUE_AT, solved_at=solved_at, counts_late=True)
        is Standing.LATE
    )


def test_one_reappointment_gives_time_and_a_second_does_not() -> None:
    solved = ResultReady(LATER, LATER - timedelta(hours=1))
    once = FACTS[Step.REAPPOINT]
    twice = Reappointed(A_MOMENT, LATER, LATER, "Máy hỏng", "Chờ tỉnh")

    assert fold(a_line(solved)).standing(LATER) is Standing.LATE
    assert fold(a_line(once, solved)).standing(LATER) in (Standing.ON_TIME, Standing.BEFORE_TIME)
    assert fold(a_line(once, twice, solved)).standing(LATER) is Standing.LATE


def test_a_reappointment_behind_the_due_moment_makes_nothing_punctual() -> None:
    too_late = Reappointed(DUE + timedelta(days=1), LATER, DUE, "Quên", is_after_due=True)

    assert fold(a_line(too_late)).standing(DUE + timedelta(days=2)) is Standing.OVERDUE


@pytest.mark.parametrize(
    ("promised", "now", "expected"),
    [
        ("2026-11-25 17:00", "2026-11-23 16:59", False),
        ("2026-11-25 17:00", "2026-11-23 17:00", True),
        ("2026-11-25 17:00", "2026-11-25 17:00", True),
        ("2026-11-25 17:00", "2026-11-25 17:01", False),
        ("2026-12-21 17:00", "2026-12-15 17:00", True),
        ("2026-12-21 17:00", "2026-12-15 16:59", False),
    ],
)
def test_due_soon_is_a_fifth_of_the_limit_or_a_working_day(
    promised: str, now: str, expected: bool
) -> None:
    received = at("2026-11-20 17:00")

    assert is_due_soon(SPANS, received, at(promised), at(promised), at(now)) is expected


def test_the_share_and_the_days_are_a_setting() -> None:
    moments = at("2026-11-20 17:00"), DUE_AT, DUE_AT, at("2026-11-20 18:00")

    assert is_due_soon(SPANS, *moments, SoonRule(working_days=2))
    assert not is_due_soon(SPANS, *moments, SoonRule(working_days=1))


A_ROW = LiveRow(
    number=1,
    state=DossierState.OPEN,
    due_at=DUE_AT,
    counted_from=at("2026-11-20 17:00"),
    promised_at=DUE_AT,
    field="Hộ tịch",
    holder="",
    own_due_at=None,
    counts_late=False,
    has_apology=False,
    is_disputed=False,
)


def lists(now: str, **changes: object) -> set[str]:
    row = A_ROW._replace(**changes)  # type: ignore[arg-type]
    return {each.value for each in Sorter(BoardMoment(at(now), SPANS)).lists_of(row)}


def test_the_lists_of_the_board() -> None:
    assert lists("2026-11-20 18:00") == set()
    assert lists("2026-11-23 09:00") == {"needs_apology"}
    assert lists("2026-11-24 09:00") == {"due_soon", "needs_apology"}
    assert lists("2026-11-24 09:00", has_apology=True) == {"due_soon"}
    assert lists("2026-11-25 09:00") == {"due_today"}
    assert lists("2026-11-25 17:01") == {"overdue"}
    assert lists("2026-11-20 18:00", counts_late=True) == {"overdue"}
    assert lists("2026-11-25 17:01", state=DossierState.READY) == {"to_collect"}
    assert lists("2026-11-25 17:01", state=DossierState.PAUSED) == {"awaiting_supplement"}
    assert lists("2026-11-25 17:01", state=DossierState.WAITING) == {
        "awaiting_supplement",
        "overdue",
    }
    assert lists("2026-11-20 18:00", is_disputed=True) == {"disputed"}
    assert lists("2026-11-20 18:00", own_due_at=at("2026-11-20 17:30")) == {"part_overdue"}


def test_where_the_calendar_ends_the_board_still_answers() -> None:
    late = {"due_at": at("2028-01-04 17:00"), "promised_at": at("2028-01-04 17:00")}

    assert lists("2028-01-03 09:00", **late) == {"due_soon", "needs_apology"}
    assert lists("2028-01-02 09:00", **late) == set()
    assert BoardList.OVERDUE.value in lists("2028-01-05 09:00", **late)


def test_an_apology_goes_out_at_the_latest_the_day_before() -> None:
    assert not is_apology_too_late(DUE_AT, at("2026-11-24 23:00"))
    assert is_apology_too_late(DUE_AT, at("2026-11-25 00:00"))
