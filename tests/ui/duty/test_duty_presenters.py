"""The week, the roster and the plans of duty on a real counter."""

from datetime import date, timedelta

import pytest

from counter_app.domain.facts import (
    DayFlag,
    DayFlagged,
    DutyRole,
    RosterDay,
    SessionAdded,
    SessionKind,
    SlipPaper,
)
from counter_app.services import duty, duty_plans
from counter_app.services.acting import NotAllowed
from counter_app.services.intake import IntakeRequest
from counter_app.ui.duty.nudges import nudges
from counter_app.ui.duty.presenter import DutyPresenter
from counter_app.ui.duty.presenter_of_plans import PlanForm, PlansPresenter
from counter_app.ui.duty.sessions import SessionBook
from counter_app.ui.intake import ports as intake_ports
from tests.support.counters import A_CLERK, A_HEAD, BIRTH, a_person
from tests.ui.duty.desk import MONDAY, SATURDAY, Desk, at
from tests.ui.stand_ins import at_once


def test_the_week_tells_roster_and_reality(desk: Desk) -> None:
    days = [RosterDay(0, "mau", "hoan"), RosterDay(1, "hoan")]
    duty_plans.set_roster(desk.counter, days, MONDAY, A_HEAD, at("09:12"))
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    presenter = DutyPresenter(desk.ports, desk.screen)
    presenter.refresh()
    week = desk.screen.week
    assert week is not None
    monday, tuesday, *_, sunday = week.rows

    assert week.title == "Tuần 23/11 – 29/11/2026"
    assert (monday.main, monday.backup, monday.is_today) == (
        "Hoàng Thị Mẫu",
        "Triệu Văn Hoan",
        True,
    )
    assert (tuesday.main, sunday.main) == ("Triệu Văn Hoan", "nghỉ")
    assert not week.may_plan
    assert desk.screen.now is not None and desk.screen.now.headline == "Hoàng Thị Mẫu đang trực"
    presenter.go(-1)
    assert desk.screen.week is not None and desk.screen.week.title.startswith("Tuần 16/11")


def test_the_head_edits_the_roster_and_faults_stand_at_their_day(desk: Desk) -> None:
    desk.member = A_HEAD
    presenter = DutyPresenter(desk.ports, desk.screen)
    presenter.edit_roster()
    form = desk.screen.roster
    assert form is not None and form.valid_from == MONDAY and len(form.days) == 7

    presenter.save_roster([RosterDay(2, "mau", "mau")], MONDAY, "")
    assert desk.screen.faults == {"days.2": "Trực chính và trực dự phòng phải là hai người"}
    presenter.save_roster([RosterDay(2, "mau")], None, "not_a_date")
    assert set(desk.screen.faults) == {"valid_from"}
    presenter.save_roster([RosterDay(2, "mau")], MONDAY, "")

    assert desk.screen.left
    assert duty_plans.roster(desk.counter, MONDAY)[2] == RosterDay(2, "mau")


def test_the_head_plans_and_a_clerk_is_refused(desk: Desk) -> None:
    desk.member = A_HEAD
    presenter = PlansPresenter(desk.ports, desk.screen)
    presenter.add(PlanForm(SessionKind.SATURDAY, SATURDAY, weekly=True, hours="7:30-11:30"))
    presenter.add(PlanForm(DayFlag.PAPERLESS, MONDAY))
    plans = desk.screen.plans
    assert plans is not None and plans.may_plan
    assert [row.what for row in plans.rows] == [
        "Ngày không giấy và không dùng tiền mặt",
        "Sáng thứ Bảy vì dân",
    ]
    assert "1 ngày không giấy" in plans.counted

    desk.member = A_CLERK
    presenter.cancel(plans.rows[0])
    assert isinstance(desk.screen.trouble, NotAllowed)
    desk.member = A_HEAD
    presenter.cancel(plans.rows[0])
    assert desk.screen.plans is not None
    assert [row.is_over for row in desk.screen.plans.rows] == [False, True]


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (PlanForm(SessionKind.OTHER, None), {"on", "hours"}),
        (PlanForm(SessionKind.OTHER, SATURDAY, hours="sáng"), {"hours"}),
        (PlanForm(DayFlag.ONLINE, None, "not_a_date"), {"on"}),
        (PlanForm(DayFlag.ONLINE, MONDAY, weekly=True, until_fault="not_a_date"), {"until"}),
        (PlanForm(DayFlag.ONLINE, MONDAY - timedelta(days=1)), {"on"}),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(
    desk: Desk, form: PlanForm, fields: set[str]
) -> None:
    desk.member = A_HEAD
    PlansPresenter(desk.ports, desk.screen).add(form)

    assert set(desk.screen.faults) == fields
    assert duty_plans.plans(desk.counter).flags == ()


def test_a_day_nudges_in_sentences(desk: Desk) -> None:
    assert nudges(desk.counter, at("09:30")) == ()
    flagged = DayFlagged(MONDAY, DayFlag.PAPERLESS, weekly=True)
    duty_plans.flag_day(desk.counter, flagged, A_HEAD, at("09:20"))
    session = SessionAdded(MONDAY, "17:00-17:30", SessionKind.EXTRA_MINUTES)
    duty_plans.add_session(desk.counter, session, A_HEAD, at("09:21"))
    flag, later = nudges(desk.counter, at("09:30"))
    _, under_way = nudges(desk.counter, at("17:10"))

    assert flag.startswith("Hôm nay là Ngày thứ Hai không giấy và không dùng tiền mặt:")
    assert later == "Hôm nay có buổi 30 phút tăng thêm vì dân, 17:00-17:30."
    assert under_way.startswith("Đang trong buổi 30 phút tăng thêm vì dân")


def test_the_promise_panel_knows_a_session_as_soon_as_it_is_planned(desk: Desk) -> None:
    book = SessionBook(desk.counter, at_once)
    request = IntakeRequest(BIRTH, a_person())
    book.refresh()
    before = book.in_session(request, at("11:45"))
    duty_plans.add_session(desk.counter, SessionAdded(MONDAY, "11:30-12:00"), A_HEAD, at("09:20"))
    book.refresh()
    after = book.in_session(request, at("11:45"))

    assert not before.is_extra_session
    assert after.is_extra_session
    assert not book.in_session(request, at("10:00")).is_extra_session


def test_a_clerk_outside_the_roster_is_said_to_be(desk: Desk) -> None:
    shift = duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    DutyPresenter(desk.ports, desk.screen).refresh()

    assert shift is not None and shift.role is DutyRole.UNLISTED
    assert desk.screen.now is not None and desk.screen.now.detail.startswith("Ngoài lịch trực")


def test_the_intake_screen_uses_the_session_for_its_promise_and_its_record(desk: Desk) -> None:
    book = SessionBook(desk.counter, at_once)
    ports = intake_ports.ports_of(
        desk.counter,
        at_once,
        lambda: desk.at,
        lambda: desk.member,
        lambda: SlipPaper.A5,
        lambda pdf, title: None,
        book.in_session,
    )
    duty_plans.add_session(desk.counter, SessionAdded(MONDAY, "11:30-12:00"), A_HEAD, at("09:20"))
    book.refresh()
    request = IntakeRequest(BIRTH, a_person())
    promised = ports.promise(request, at("11:45"))
    dossier = ports.take_in(request, A_CLERK, at("11:45"))

    assert dossier.intake.is_extra_session
    assert dossier.due_at == promised.due_at == at("17:00", date(2026, 11, 25))
