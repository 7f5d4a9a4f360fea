"""The presenters of duty on a real counter, with a screen that only remembers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from counter_app.domain.errors import CounterError
from counter_app.domain.facts import (
    DayFlag,
    DayFlagged,
    DutyRole,
    RosterDay,
    SessionAdded,
    SessionKind,
    SlipPaper,
)
from counter_app.domain.hand_over_sheet import HandOverSheet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import StaffMember
from counter_app.services import duty, duty_plans, hand_over
from counter_app.services.accounts import NotAllowed
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.store.keys import WrongPassword
from counter_app.ui.duty.nudges import nudges
from counter_app.ui.duty.ports import DutyPorts, ports_of
from counter_app.ui.duty.presenter import DutyPresenter, RosterForm, WeekShown
from counter_app.ui.duty.presenter_of_hand_over import (
    HandOverForm,
    HandOverPresenter,
    HandOverShown,
    Mode,
)
from counter_app.ui.duty.presenter_of_plans import PlanForm, PlansPresenter, PlansShown
from counter_app.ui.duty.sessions import SessionBook
from counter_app.ui.duty.shown import NowShown
from counter_app.ui.intake import ports as intake_ports
from tests.support.counters import A_CLERK, A_HEAD, ANOTHER_CLERK, BIRTH, a_counter, a_person
from tests.ui.stand_ins import at_once

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), VIETNAM)


class FakeScreen:
    """Remembers what it was told last."""

    def __init__(self) -> None:
        self.now: NowShown | None = None
        self.week: WeekShown | None = None
        self.roster: RosterForm | None = None
        self.plans: PlansShown | None = None
        self.page: HandOverShown | None = None
        self.faults: dict[str, str] = {}
        self.said: list[str] = []
        self.signing: list[str] = []
        self.sheet: HandOverSheet | None = None
        self.pdf = b""
        self.trouble: CounterError | None = None
        self.left = False

    def show_now(self, shown: NowShown) -> None:
        self.now = shown

    def show_week(self, shown: WeekShown) -> None:
        self.week = shown

    def show_roster(self, form: RosterForm) -> None:
        self.roster = form

    def show_roster_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def leave_roster(self) -> None:
        self.left = True

    def show_sheet(self, pdf: bytes, name: str) -> None:
        self.pdf = pdf

    def show_plans(self, shown: PlansShown) -> None:
        self.plans = shown

    def show_plan_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def clear_plan(self) -> None:
        self.left = True

    def show_hand_over(self, shown: HandOverShown) -> None:
        self.page = shown

    def show_hand_over_faults(self, faults: dict[str, str]) -> None:
        self.faults = faults

    def show_signing(self, words: str) -> None:
        self.signing.append(words)

    def leave_hand_over(self, words: str, sheet: HandOverSheet) -> None:
        self.said.append(words)
        self.sheet = sheet

    def say_done(self, words: str) -> None:
        self.said.append(words)

    def say_in_preview(self, words: str) -> None:
        self.said.append(words)

    def show_trouble(self, error: CounterError) -> None:
        self.trouble = error


class Desk:
    """A counter at a moment with somebody logged in; passwords are log-in names backwards."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.at = at("09:20")
        self.member = A_CLERK
        self.screen = FakeScreen()
        self.ports: DutyPorts = ports_of(
            counter,
            at_once,
            lambda: self.at,
            lambda: self.member,
            self.unlock,
            self.take,
            lambda pdf, title: None,
            lambda pdf, path: None,
        )

    def unlock(self, clerk: str, password: str) -> StaffMember:
        if password != clerk[::-1]:
            raise WrongPassword(4)
        return next(m for m in (A_CLERK, ANOTHER_CLERK, A_HEAD) if m.clerk == clerk)

    def take(self, member: StaffMember) -> None:
        self.member = member

    def entry_count(self) -> int:
        with self.counter.store.reading() as reading:
            return reading.journal.count()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    counter = a_counter(tmp_path)
    yield Desk(counter)
    counter.store.close()


def test_both_signatures_hand_the_window_to_the_receiver(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.GIVE)
    page = desk.screen.page
    assert page is not None and [m.clerk for m in page.colleagues] == ["hoan", "lien"]
    desk.at = at("11:30")
    presenter.give(HandOverForm(("Con dấu",), "Lưu ý", ANOTHER_CLERK, "naoh"))

    assert desk.member == ANOTHER_CLERK
    assert desk.screen.faults == {}
    assert "Hoàng Thị Mẫu đã bàn giao ca cho Triệu Văn Hoan lúc 11:30" in desk.screen.said[0]
    assert desk.screen.sheet is not None and desk.screen.sheet.papers == ("Con dấu",)
    shift = duty.current_shift(desk.counter, ANOTHER_CLERK, at("11:31"))
    assert shift is not None


def test_a_wrong_password_records_nothing_and_stands_beside_its_field(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    before = desk.entry_count()
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.GIVE)
    presenter.give(HandOverForm((), "", ANOTHER_CLERK, "wrong"))

    assert "mật khẩu chưa đúng" in desk.screen.faults["password"]
    assert desk.member == A_CLERK
    assert desk.entry_count() == before
    assert desk.screen.signing[-1] == ""


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (HandOverForm((), "", None, ""), {"to", "password"}),
        (HandOverForm((), "", ANOTHER_CLERK, ""), {"password"}),
    ],
)
def test_without_a_signature_nothing_is_tried(
    desk: Desk, form: HandOverForm, fields: set[str]
) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    before = desk.entry_count()
    HandOverPresenter(desk.ports, desk.screen).give(form)

    assert set(desk.screen.faults) == fields
    assert desk.entry_count() == before


def test_a_second_key_while_the_password_is_checked_does_nothing(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    waiting: list[object] = []
    ports = replace(desk.ports, run=lambda job, *_, lane="": waiting.append(job))
    presenter = HandOverPresenter(ports, desk.screen)
    for _ in range(3):
        presenter.give(HandOverForm((), "", ANOTHER_CLERK, "naoh"))

    assert len(waiting) == 1


def test_the_receiver_signs_at_their_own_log_in(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    HandOverPresenter(desk.ports, desk.screen).give_unsigned(
        HandOverForm(("Sổ",), "Nhớ gọi", ANOTHER_CLERK)
    )
    assert desk.member == A_CLERK
    desk.member, desk.at = ANOTHER_CLERK, at("13:30")
    week = DutyPresenter(desk.ports, desk.screen)
    week.refresh()
    assert desk.screen.now is not None and "chờ ký nhận" in desk.screen.now.offer
    assert any("chưa ký nhận" in words for words in nudges(desk.counter, desk.at))

    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.ACCEPT)
    page = desk.screen.page
    assert page is not None and (page.papers, page.note) == (("Sổ",), "Nhớ gọi")
    presenter.accept("Đủ")
    week.refresh()

    assert desk.screen.sheet is not None and desk.screen.sheet.remark == "Đủ"
    assert desk.screen.now.offer == "" and desk.screen.now.has_shift
    assert nudges(desk.counter, desk.at) == ()


def test_without_a_shift_the_page_does_not_open(desk: Desk) -> None:
    HandOverPresenter(desk.ports, desk.screen).begin(Mode.GIVE)

    assert desk.screen.page is None
    assert isinstance(desk.screen.trouble, hand_over.NoShift)


def test_the_end_of_the_day_closes_the_shift(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    desk.at = at("16:58")
    presenter = HandOverPresenter(desk.ports, desk.screen)
    presenter.begin(Mode.CLOSE)
    presenter.close(HandOverForm((), ""))

    assert desk.screen.said == ["Đã kết thúc ca lúc 16:58."]
    assert desk.screen.sheet is not None and desk.screen.sheet.receiver == ""


def test_the_sheet_is_made_from_what_was_recorded(desk: Desk) -> None:
    duty.open_shift(desk.counter, A_CLERK, at("09:20"))
    desk.at = at("16:58")
    closed = hand_over.close_shift(desk.counter, A_CLERK, desk.at, papers=("Con dấu",))
    DutyPresenter(desk.ports, desk.screen).preview_sheet(closed)

    assert desk.screen.pdf.startswith(b"%PDF")


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
