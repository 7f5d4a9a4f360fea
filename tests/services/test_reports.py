"""Figures: against a second, plain count over the same facts, and against tables made by hand.

Seen to catch: a result after the period's end that counts in it; a re-appointment of later that
makes an earlier month punctual; a pause counted as in time; a withdrawal counted as received.
"""

import random
from collections import Counter as Tallied
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.figures import COUNTED, PARTS, Figure, Period
from counter_app.domain.moments import VIETNAM
from counter_app.domain.report import By, ReportForm
from counter_app.services import reports
from counter_app.services.counter import Counter
from counter_app.services.scope import UnitNotInScope
from tests.support.counters import A_UNIT, a_counter
from tests.support.figure_lives import NEW_YEAR, PlainLife, some_life

LIVES = 700
AFTERWARDS = datetime(2027, 3, 1, 9, tzinfo=VIETNAM)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OWN = (A_UNIT.code, "")
days = st.integers(-20, 400).map(lambda count: (NEW_YEAR + timedelta(days=count)).date())


class Year:
    """A counter with a year of dossiers, which hypothesis does not spell out."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    made = a_counter(tmp_path_factory.mktemp("figures"), founded_at=NEW_YEAR)
    with made.store.writing() as work:
        at = NEW_YEAR + timedelta(days=400)
        list(work.bulk.record([each.facts for each in lives()], by="mau", at=at, units=OWN[:1]))
    yield Year(made)
    made.store.close()


def lives() -> list[PlainLife]:
    luck = random.Random(7)
    return [PlainLife(tuple(some_life(luck, serial))) for serial in range(1, LIVES + 1)]


ALL = lives()
MINE = [each for each in ALL if each.whole.intake.unit_code in OWN]


def key_of(life: PlainLife, by: By) -> str:
    intake = life.whole.intake
    return {
        By.UNIT: A_UNIT.code,
        By.FIELD: intake.field,
        By.PROCEDURE: intake.procedure_code,
        By.CLERK: "mau",
    }[by]


@settings(max_examples=60, deadline=None)
@given(days, st.integers(0, 400), st.integers(0, 24 * 600), st.sampled_from(By))
def test_the_figures_of_any_period_are_those_of_a_plain_count(
    year: Year, first: date, length: int, hours: int, by: By
) -> None:
    period = Period(first, first + timedelta(days=length))
    now = period.start + timedelta(hours=hours)
    made = reports.report(year.counter, ReportForm.II_06A, period, by, now)

    plain: Tallied[tuple[str, Figure]] = Tallied()
    for life in MINE:
        for figure in life.counts_in(period, period.as_of(now)):
            plain[key_of(life, by), figure] += 1
    said = {
        (line.key, figure): line.tally.count(figure)
        for line in made.lines
        for figure in COUNTED
        if line.tally.count(figure)
    }
    assert said == plain


@settings(max_examples=40, deadline=None)
@given(days, st.integers(0, 120), st.sampled_from([*COUNTED, *PARTS]), st.integers(1, 40))
def test_behind_every_figure_stand_its_dossiers_page_by_page(
    year: Year, first: date, length: int, figure: Figure, most: int
) -> None:
    period = Period(first, first + timedelta(days=length))
    made = reports.report(year.counter, ReportForm.F_07A, period, By.FIELD, AFTERWARDS)
    parts = set(PARTS.get(figure, (figure,)))
    for key in (None, *(line.key for line in made.lines)):
        wanted = {
            life.whole.code
            for life in MINE
            if (key is None or life.whole.intake.field == key)
            and parts & life.counts_in(period, made.as_of)
        }
        found: list[str] = []
        while True:
            page = reports.rows_behind(year.counter, made, figure, key, len(found), most)
            assert page.total == len(wanted)
            found += [row.code for row in page.rows]
            if len(page.rows) < most:
                break
        assert len(found) == len(wanted)
        assert set(found) == wanted


@settings(max_examples=30, deadline=None)
@given(days, st.integers(0, 400), st.integers(0, 24 * 600))
def test_the_charts_are_the_figures_of_the_report(
    year: Year, first: date, length: int, hours: int
) -> None:
    """Seen to fail when what is kept apart was drawn."""
    period = Period(first, first + timedelta(days=length))
    now = period.start + timedelta(hours=hours)
    made = reports.report(year.counter, ReportForm.F_07A, period, By.CLERK, now)
    shown = reports.charts(year.counter, made)

    plain: Tallied[tuple[date, str]] = Tallied()
    for life in MINE:
        figures = life.counts_in(period, made.as_of)
        if figures & set(PARTS[Figure.RECEIVED_NOW]):
            plain[_week_of(life.whole.intake.received_at), "received"] += 1
        if figures & set(PARTS[Figure.SOLVED]):
            solved_at = life.whole.solved_at
            assert solved_at is not None
            plain[_week_of(max(solved_at, life.whole.intake.received_at)), "solved"] += 1
    said = {
        (week.first - timedelta(days=week.first.weekday()), name): getattr(week, name)
        for week in shown.weeks
        for name in ("received", "solved")
        if getattr(week, name)
    }
    assert said == plain
    assert sum(week.late for week in shown.weeks) == made.total.count(Figure.LATE)
    assert shown.weeks[0].first == first
    late = made.total.count(Figure.LATE) + made.total.count(Figure.OVERDUE)
    assert sum(bar.count for bar in shown.fields) == late
    assert sum(bar.whole for bar in shown.fields) == made.total.count(Figure.RECEIVED)
    assert shown.units == (), "one unit has no shares"


def _week_of(moment: datetime) -> date:
    """Return the Monday of a moment's week, in Vietnam."""
    day = moment.astimezone(VIETNAM).date()
    return day - timedelta(days=day.weekday())


def test_the_lives_reach_every_figure() -> None:
    reached = set[Figure]().union(*(life.counts_in(YEAR, YEAR.as_of(AFTERWARDS)) for life in MINE))
    middle = Period(date(2026, 4, 1), date(2026, 6, 30))
    reached |= set().union(*(each.counts_in(middle, middle.as_of(AFTERWARDS)) for each in MINE))
    assert set(COUNTED) - reached == set()


def test_what_was_solved_in_the_months_was_solved_in_the_year(year: Year) -> None:
    adds_up = (Figure.SOLVED, Figure.BEFORE_TIME, Figure.LATE, Figure.RATED, Figure.PAID)
    months = [
        Period(date(2026, month, 1), date(2026 + month // 12, month % 12 + 1, 1) - timedelta(1))
        for month in range(1, 13)
    ]
    made = [
        reports.report(year.counter, ReportForm.II_06A, each, By.FIELD, AFTERWARDS)
        for each in months
    ]
    whole = reports.report(year.counter, ReportForm.II_06A, YEAR, By.FIELD, AFTERWARDS)
    for figure in adds_up:
        assert sum(each.total.count(figure) for each in made) == whole.total.count(figure)


def test_another_units_figures_are_refused(year: Year) -> None:
    with pytest.raises(UnitNotInScope):
        reports.report(year.counter, ReportForm.II_06A, YEAR, By.FIELD, AFTERWARDS, unit="01849")
