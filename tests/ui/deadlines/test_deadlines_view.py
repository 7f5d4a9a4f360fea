"""The deadline board by keyboard, on a real store; the message of the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.deadlines import BoardList
from counter_app.services import deadlines, following, returning
from counter_app.services.counter import Counter
from counter_app.services.following import ForwardTo
from counter_app.services.returning import Result
from counter_app.ui.background import Background
from counter_app.ui.day_watch import DayPorts, DayWatch
from counter_app.ui.deadlines.presenter import ports_of
from counter_app.ui.deadlines.view import DeadlinesView
from counter_app.ui.ports import ShortMemory
from counter_app.ui.shared.looks import Label
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, RESIDENCE, a_counter
from tests.support.moments import at
from tests.ui.dossiers.conftest import take_in
from tests.ui.stand_ins import at_once

NOW = at("2026-11-26 16:00")
"""Thursday: what is due on Friday needs an apology today."""


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    late = take_in(counter, "LÒ VĂN ĐỨC", 6, BIRTH, 1)
    following.forward(
        counter,
        late.code,
        ForwardTo(clerk="hoan", due_at=at("2026-11-25 10:00")),
        A_CLERK,
        A_MONDAY,
    )
    take_in(counter, "MA THỊ BÉ", 0, RESIDENCE, 2)
    ready = take_in(counter, "ĐẶNG THỊ NGỮ ÁNH", 0, BIRTH, 3)
    returning.mark_ready(counter, ready.code, Result(), A_CLERK, NOW)
    yield counter
    counter.store.close()


@pytest.fixture
def view(qtbot: QtBot, background: Background, counter: Counter) -> Iterator[DeadlinesView]:
    view = DeadlinesView(ports_of(counter, background.run, lambda: NOW))
    qtbot.addWidget(view)
    view.resize(1170, 680)
    with qtbot.waitExposed(view):
        view.show()
    view.opened()
    qtbot.waitUntil(lambda: title(view) != "Hạn trả")
    yield view
    background.stop()


def title(view: DeadlinesView) -> str:
    return view.findChildren(Label)[0].text()


def column(view: DeadlinesView, at: int) -> list[str]:
    model = view.table.model
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_the_board_opens_with_what_presses_most(view: DeadlinesView) -> None:
    assert title(view) == "Quá hạn"
    assert column(view, 3) == ["Lò Văn Đức"]
    assert column(view, 4) == ["Triệu Văn Hoan · hạn 25/11"]
    numbers = {each.value: card.number for each, card in view.cards.cards.items()}
    assert {name: number for name, number in numbers.items() if number != "0"} == {
        "overdue": "1",
        "needs_apology": "1",
        "to_collect": "1",
        "part_overdue": "1",
    }


def test_a_list_is_chosen_with_the_arrows_and_enter(qtbot: QtBot, view: DeadlinesView) -> None:
    cards = view.cards.cards
    QTest.keyClick(cards[BoardList.OVERDUE], Qt.Key.Key_Left)
    assert cards[BoardList.PART_OVERDUE].hasFocus(), "empty rare lists are not shown"
    cards[BoardList.AWAITING_SUPPLEMENT].setFocus()

    QTest.keyClick(cards[BoardList.AWAITING_SUPPLEMENT], Qt.Key.Key_Right)
    QTest.keyClick(cards[BoardList.TO_COLLECT], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: title(view) == "Chờ người dân nhận kết quả")
    assert column(view, 3) == ["Đặng Thị Ngữ Ánh"]
    assert cards[BoardList.TO_COLLECT].property("ring")


def test_the_list_is_narrowed_to_one_holder(qtbot: QtBot, view: DeadlinesView) -> None:
    view.show_list(BoardList.OVERDUE)
    qtbot.waitUntil(lambda: view.holder.count() == 3)
    assert [view.holder.itemText(at) for at in range(3)] == [
        "Mọi người",
        "Triệu Văn Hoan (1)",
        "Tại quầy (0)",
    ]

    view.holder.setFocus()
    QTest.keyClick(view.holder, Qt.Key.Key_Down)
    QTest.keyClick(view.holder, Qt.Key.Key_Down)
    view.holder.activated.emit(view.holder.currentIndex())

    qtbot.waitUntil(lambda: view.table.model.rowCount() == 0)
    assert title(view) == "Quá hạn"
    assert not view.open_button.isEnabled()


def test_enter_and_the_main_button_open_the_dossier(qtbot: QtBot, view: DeadlinesView) -> None:
    view.table.choose(0)
    with qtbot.waitSignal(view.dossier_wanted) as by_enter:
        QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.dossier_wanted) as by_key:
        view.open_button.click()

    assert by_enter.args == by_key.args == column(view, 1)


def test_what_is_recorded_shows_at_the_next_bell(
    qtbot: QtBot, view: DeadlinesView, counter: Counter
) -> None:
    (code,) = column(view, 1)
    following.receive_back(counter, code, A_CLERK, NOW)
    returning.mark_ready(counter, code, Result(), A_CLERK, NOW)

    view.refresh()

    qtbot.waitUntil(lambda: view.table.model.rowCount() == 0)
    assert title(view) == "Quá hạn", "the list that is open stays open"
    assert view.cards.cards[BoardList.TO_COLLECT].number == "2"


class Tray:
    """Keeps what was said outside the window."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, title: str, words: str) -> None:
        self.said.append(words)


def test_each_clerk_is_told_once_a_day(counter: Counter) -> None:
    tray, who, days = Tray(), ["mau"], [0]
    badge: list[int] = []

    def now() -> datetime:
        return NOW + timedelta(days=days[-1])

    ports = DayPorts(
        run=at_once,
        now=now,
        board=lambda: deadlines.board(counter, now()),
        current_clerk=lambda: who[-1],
        memory=ShortMemory(),
        tray=tray,
        show_overdue=badge.append,
    )
    watch = DayWatch(ports)
    for clerk, day in (("mau", 0), ("mau", 0), ("hoan", 0), ("mau", 1)):
        who.append(clerk)
        days.append(day)
        watch.look()

    first = "Quá hạn: 1 · Cần xin lỗi trong hôm nay: 1 · Chờ người dân nhận kết quả: 1"
    assert tray.said[:2] == [first, first]
    assert len(tray.said) == 3
    assert badge == [1, 1, 1, 1]
