"""Reports against tables worked out by hand, and what stands behind them.

November 2026, seven dossiers and one that was not taken in. The month, the next one and the
headline were counted by hand from the list in ``LIVES``.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from counter_app.domain.facts import (
    Apologised,
    ChannelIn,
    Fact,
    FeePaid,
    IntakeRefused,
    PayMethod,
    Reappointed,
    ResultReady,
    Returned,
    Satisfaction,
    SupplementReceived,
    SupplementRequested,
    TakenIn,
    Withdrawn,
)
from counter_app.domain.figures import Figure, Period, PeriodNotBegun, shares
from counter_app.domain.moments import VIETNAM, as_utc
from counter_app.domain.report import By, Report, ReportForm
from counter_app.services import reports
from counter_app.services.counter import Counter
from counter_app.store.sync_state import SyncState
from tests.support.counters import A_CLERK, A_UNIT, a_person
from tests.support.intakes import taken_in

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))
NEW_YEAR = datetime(2027, 1, 5, 9, tzinfo=VIETNAM)


def at(text: str) -> datetime:
    """Return a moment of 2026, such as ``11-23 09:10``."""
    return as_utc(datetime.fromisoformat(f"2026-{text}").replace(tzinfo=VIETNAM))


def opened(serial: int, received: str, due: str, **changes: object) -> TakenIn:
    received_at = at(received)
    return taken_in(
        serial, received_at=received_at, counted_from=received_at, due_at=at(due), **changes
    )


def ready(text: str) -> ResultReady:
    return ResultReady(at(text), at(text))


LIVES: tuple[tuple[Fact, ...], ...] = (
    # Carried over from October, solved on the due day.
    (opened(1, "10-28 09:00", "11-04 17:00"), ready("11-04 16:59")),
    # Online, solved the same day, before its due day; paid online; the citizen is content.
    (
        opened(2, "11-02 08:00", "11-05 17:00", channel_in=ChannelIn.ONLINE),
        FeePaid(at("11-02 08:05"), 15_000, "BL-1", PayMethod.TRANSFER),
        ready("11-02 10:00"),
        Returned(at("11-02 10:05"), satisfaction=Satisfaction.VERY_SATISFIED),
    ),
    # Late, with an apology.
    (
        opened(3, "11-03 08:00", "11-06 17:00"),
        Apologised(at("11-05 09:00"), "Thiếu người"),
        ready("11-09 08:00"),
    ),
    # By post; overdue at the end of November, solved late in December.
    (opened(4, "11-10 08:00", "11-20 17:00", channel_in=ChannelIn.POST), ready("12-02 08:00")),
    # In time at the end of November; re-appointed in December, after it was overdue.
    (
        opened(5, "11-25 08:00", "12-01 17:00"),
        Reappointed(
            at("12-03 08:00"), at("12-10 17:00"), at("12-01 17:00"), "B", is_after_due=True
        ),
        ready("12-08 08:00"),
    ),
    # Paused over the end of November; solved before the new due day.
    (
        opened(6, "11-26 08:00", "11-27 17:00"),
        SupplementRequested(at("11-26 09:00"), ("Đơn",), "pause", 60),
        SupplementReceived(at("12-04 08:00"), at("12-07 17:00")),
        ready("12-06 08:00"),
    ),
    # Withdrawn in November.
    (opened(7, "11-12 08:00", "11-20 17:00"), Withdrawn(at("11-13 08:00"), "Thôi")),
)


@pytest.fixture(autouse=True)
def _worked(counter: Counter) -> None:
    with counter.store.writing() as work:
        list(work.bulk.record(LIVES, by="mau", at=at("12-20 08:00"), units=(A_UNIT.code,)))
        refused = IntakeRefused("1.004194", "Đăng ký tạm trú", a_person(), "Không thuộc thẩm quyền")
        work.journal.record(refused, by="mau", at=at("11-16 08:00"), units=(A_UNIT.code,))


def made(
    counter: Counter, form: ReportForm, period: Period, by: By = By.UNIT, now: datetime = NEW_YEAR
) -> Report:
    return reports.report(counter, form, period, by, now)


def told(report: Report) -> dict[str, object]:
    return {each.key: each.value(report.total) for each in report.columns}


def test_november_as_counted_by_hand(counter: Counter) -> None:
    report = made(counter, ReportForm.II_06A, NOVEMBER)
    # Received: 2, 3, 4, 5 in the month (6 is paused, 7 withdrawn), 1 carried over.
    row = [column.value(report.total) for column in report.columns]
    assert row == [5, 1, 3, 1, 3, 1, 1, 1, 2, 1, 1]
    assert [column.number for column in report.columns] == [f"({n})" for n in range(3, 14)]
    apart = (Figure.PAUSED, Figure.WITHDRAWN, Figure.REFUSED, Figure.STOPPED)
    assert [report.total.count(each) for each in apart] == [1, 1, 0, 0]
    assert not report.is_running


def test_december_as_counted_by_hand(counter: Counter) -> None:
    report = made(counter, ReportForm.II_06A, DECEMBER)
    # 4, 5 and 6 are carried over; 4 late, 5 late for good, 6 before its new due day.
    row = [column.value(report.total) for column in report.columns]
    assert row == [3, 0, 0, 3, 3, 1, 0, 2, 0, 0, 0]


def test_a_month_that_runs_is_told_as_of_now(counter: Counter) -> None:
    report = made(counter, ReportForm.II_06A, NOVEMBER, now=at("11-20 17:00"))
    # At its very due moment dossier 4 is in time; 5 and 6 have not come.
    assert (report.is_running, told(report)["in_time"], told(report)["overdue"]) == (True, 1, 0)
    later = made(counter, ReportForm.II_06A, NOVEMBER, now=at("11-20 17:01"))
    assert (told(later)["in_time"], told(later)["overdue"]) == (0, 1)


def test_the_form_of_the_ministry_as_counted_by_hand(counter: Counter) -> None:
    row = told(made(counter, ReportForm.F_07A, NOVEMBER))
    assert (row["online"], row["direct"], row["post"], row["carried"]) == (1, 2, 1, 1)
    assert (row["late_apologised"], row["late_silent"]) == (1, 0)
    assert (row["paused"], row["withdrawn"], row["not_accepted"]) == (1, 1, 1)
    assert row["paid_online"] == 1
    assert (row["online_full"], row["online_part"], row["waiting"]) == (None, None, None)


def test_the_headline_shares_as_counted_by_hand(counter: Counter) -> None:
    row = told(made(counter, ReportForm.HEADLINE, NOVEMBER))
    # Due in November: 1 on time, 2 before, 3 late, 4 still open.
    assert row["due"] == 4
    four = [row[f"{key}_share"] for key in ("due_before", "due_on_time", "due_late", "due_open")]
    assert four == [Decimal("25")] * 4
    assert (row["same_day"], row["digital"]) == (Decimal("33.33"), Decimal("25"))
    assert (row["paid_online"], row["very_satisfied"], row["apologised"]) == (100, 100, 1)


def test_shares_add_up_to_a_hundred_as_a_province_told_them() -> None:
    counts = (34_308, 7_025, 5_273, 1_906)
    found = shares(counts)
    assert [str(each) for each in found] == ["70.72", "14.48", "10.87", "3.93"]
    assert sum(each for each in shares((1, 1, 1)) if each) == 100
    assert shares((0, 0)) == (None, None)


def test_the_way_down_leads_to_dossiers_and_to_those_turned_away(counter: Counter) -> None:
    report = made(counter, ReportForm.F_07A, NOVEMBER, By.FIELD)
    late = reports.rows_behind(counter, report, Figure.LATE)
    assert [row.code for row in late.rows] == ["H55.12.34-261120-0003"]
    away = reports.rows_behind(counter, report, Figure.NOT_ACCEPTED)
    assert (away.total, away.rows) == (1, ())
    assert away.not_accepted[0].reason == "Không thuộc thẩm quyền"


def test_a_supervisor_has_every_unit_in_scope_and_no_other(counter: Counter) -> None:
    with counter.store.writing() as work:
        work.sync.put(SyncState(url="", sign=b"", box=b"", scope=("01849", "*")))
        other = opened(8, "11-05 08:00", "11-09 17:00", unit_code="01849")
        foreign = opened(9, "11-05 08:00", "11-09 17:00", unit_code="01852")
        for fact in (other, foreign):
            work.journal.record(fact, by="hoan", at=at("12-21 08:00"), units=("01849",))
    report = made(counter, ReportForm.II_06A, NOVEMBER)
    assert {line.key: line.tally.count(Figure.RECEIVED) for line in report.lines} == {
        A_UNIT.code: 5,
        "01849": 1,
    }
    assert [line.name for line in report.lines] == ["Phường Bắc Kạn", "Xã Phong Quang"]
    one = reports.report(counter, ReportForm.II_06A, NOVEMBER, By.CLERK, NEW_YEAR, "01849")
    assert [line.name for line in one.lines] == ["Triệu Văn Hoan"]


def test_what_is_recorded_since_is_counted_at_once(counter: Counter) -> None:
    before = made(counter, ReportForm.II_06A, DECEMBER, now=at("12-22 08:00"))
    again = made(counter, ReportForm.II_06A, DECEMBER, now=at("12-22 09:00"))
    # Nothing happened: the figures that were kept answered.
    assert again.as_of == before.as_of
    with counter.store.writing() as work:
        fact = opened(10, "12-22 08:30", "12-22 17:00")
        work.journal.record(fact, by=A_CLERK.clerk, at=at("12-22 08:31"), units=(A_UNIT.code,))
    after = made(counter, ReportForm.II_06A, DECEMBER, now=at("12-22 10:00"))
    assert after.total.count(Figure.IN_TIME) == before.total.count(Figure.IN_TIME) + 1
    late = made(counter, ReportForm.II_06A, DECEMBER, now=at("12-22 17:00") + timedelta(seconds=1))
    assert late.total.count(Figure.OVERDUE) == 1


def test_a_period_that_has_not_begun_has_no_figures(counter: Counter) -> None:
    with pytest.raises(PeriodNotBegun):
        made(counter, ReportForm.II_06A, DECEMBER, now=at("11-30 23:59"))
