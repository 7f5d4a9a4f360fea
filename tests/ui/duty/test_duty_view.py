"""The screen of duty by keyboard: pages, keys, what only the head sees."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.facts import RosterDay
from counter_app.domain.moments import VIETNAM
from counter_app.domain.people import StaffMember
from counter_app.services import duty, duty_plans
from counter_app.ui.duty.columns import Columns
from counter_app.ui.duty.ports import ports_of
from counter_app.ui.duty.view import DutyView
from counter_app.ui.shared.looks import Button, Label
from tests.support.counters import A_CLERK, A_HEAD, ANOTHER_CLERK, a_counter
from tests.ui.stand_ins import at_once, focus

MONDAY = date(2026, 11, 23)
KEYS = Qt.Key


def at(clock: str) -> datetime:
    return datetime.combine(MONDAY, time.fromisoformat(clock), VIETNAM)


class Desk:
    """The screen on a real counter, with keys."""

    def __init__(self, folder: Path, member: StaffMember, bot: QtBot) -> None:
        self.counter = a_counter(folder)
        self.member = member
        self.printed: list[bytes] = []
        ports = ports_of(
            self.counter,
            at_once,
            lambda: at("11:30"),
            lambda: self.member,
            lambda clerk, password: ANOTHER_CLERK,
            self._take,
            lambda pdf, title: self.printed.append(pdf),
            lambda pdf, path: None,
        )
        self.view = DutyView(ports)
        bot.addWidget(self.view)
        self.view.resize(1170, 680)
        self.view.show()
        self.view.activateWindow()
        bot.waitUntil(self.view.isActiveWindow)

    def is_at(self, page: QWidget) -> bool:
        return self.view.page is page

    def _take(self, member: StaffMember) -> None:
        self.member = member

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(focus(), key, modifier or Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, A_CLERK, qtbot)
    duty_plans.set_roster(made.counter, [RosterDay(0, "mau", "hoan")], MONDAY, A_HEAD, at("09:12"))
    duty.open_shift(made.counter, A_CLERK, at("09:20"))
    made.view.opened()
    yield made
    made.counter.store.close()


def test_the_first_page_has_now_the_week_and_today(desk: Desk) -> None:
    view = desk.view

    assert desk.is_at(view.week)
    assert view.week.headline.text() == "Hoàng Thị Mẫu đang trực"
    assert view.week.week.current().on == MONDAY
    assert [row.person for row in view.week.shifts.model.rows] == ["Hoàng Thị Mẫu"]
    assert focus() is view.week.week.view
    assert view.give_button.isEnabled()
    assert view.week.edit.isHidden()


def test_f9_opens_the_hand_over_and_escape_leads_back(desk: Desk) -> None:
    desk.press(KEYS.Key_F9)
    view = desk.view
    assert desk.is_at(view.hand_over)
    assert focus() is view.hand_over.papers
    assert view.sign.isVisible() and not view.give_button.isVisible()

    desk.press(KEYS.Key_Escape)
    assert desk.is_at(view.week)
    assert duty.current_shift(desk.counter, A_CLERK, at("11:31")) is not None


def test_tab_goes_through_the_fields_in_reading_order(desk: Desk) -> None:
    desk.press(KEYS.Key_F9)
    page = desk.view.hand_over
    reached = []
    for _ in range(4):
        reached.append(focus())
        desk.press(KEYS.Key_Tab)

    assert reached == [page.papers, page.note, page.to, page.password]


def test_enter_in_the_password_signs(desk: Desk) -> None:
    desk.press(KEYS.Key_F9)
    desk.view.hand_over.password.setFocus()
    QTest.keyClicks(desk.view.hand_over.password, "secret")
    desk.press(KEYS.Key_Return)

    assert desk.is_at(desk.view.week)
    assert "hai bên đã ký" in desk.view.notice.text
    assert desk.member == ANOTHER_CLERK
    assert desk.view.hand_over.password.text() == ""
    assert desk.view.week.headline.text() == "Triệu Văn Hoan đang trực"


def test_the_page_of_the_end_of_the_day_asks_for_no_receiver(desk: Desk) -> None:
    desk.press(KEYS.Key_F8)
    page = desk.view.hand_over

    assert not page.to.isVisible() and not page.password.isVisible()
    assert not desk.view.later.isVisible()
    assert "Kết thúc ca" in desk.view.sign.text()
    desk.press(KEYS.Key_F9)
    assert desk.view.notice.text == "Đã kết thúc ca lúc 11:30."
    assert not desk.view.give_button.isEnabled()


def test_only_the_head_finds_the_keys_for_planning(desk: Desk) -> None:
    view = desk.view
    desk.press(KEYS.Key_F4)
    assert desk.is_at(view.plans)
    assert not view.plans.form.isVisible() and not view.add_plan.isVisible()
    desk.press(KEYS.Key_Escape)

    desk.member = A_HEAD
    view.refresh()
    desk.press(KEYS.Key_F6)
    assert desk.is_at(view.roster)
    assert focus() is view.roster.mains[0]
    desk.press(KEYS.Key_Up)
    desk.press(KEYS.Key_F9)
    assert desk.is_at(view.week)
    assert duty_plans.roster(desk.counter, MONDAY)[0] == RosterDay(0, "lien", "hoan")


def test_a_day_flag_is_added_by_keyboard(desk: Desk) -> None:
    desk.member = A_HEAD
    view = desk.view
    desk.press(KEYS.Key_F4)
    view.plans.kind.setFocus()
    for _ in range(3):
        desk.press(KEYS.Key_Down)
    desk.press(KEYS.Key_Return)
    assert not view.plans.hours.isEnabled()
    QTest.keyClicks(view.plans.on, "23112026")
    desk.press(KEYS.Key_F9)

    assert view.notice.text == "Đã thêm: thứ Hai 23/11/2026."
    assert [row.what for row in view.plans.table.model.rows] == [
        "Ngày không giấy và không dùng tiền mặt"
    ]


def test_what_is_typed_stays_while_something_is_recorded(desk: Desk) -> None:
    desk.press(KEYS.Key_F9)
    QTest.keyClicks(desk.view.hand_over.papers, "So ho tich")
    desk.view.refresh()

    assert desk.is_at(desk.view.hand_over)
    assert desk.view.hand_over.papers.toPlainText() == "So ho tich"


def test_no_two_keys_of_a_page_are_the_same(desk: Desk) -> None:
    view = desk.view
    desk.member = A_HEAD
    for page in (view.week, view.roster, view.plans, view.hand_over):
        view.show_page(page)
        shown = [b for b in view.findChildren(Button) if b.isVisible() and b.key]
        keys = [button.key for button in shown]
        assert len(keys) == len(set(keys)), keys


def test_columns_stand_beneath_each_other_where_there_is_little_room(qtbot: QtBot) -> None:
    left, right = Label("a"), Label("b")
    columns = Columns(left, right, narrow_below=600)
    qtbot.addWidget(columns)
    columns.resize(800, 200)
    columns.show()
    assert right.x() > left.x() and right.y() == left.y()
    columns.resize(500, 200)
    qtbot.waitUntil(lambda: right.x() == left.x() and right.y() > left.y())
