"""The first screen: its numbers are those of the store, and each leads on."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.duty_facts import DayFlag, DayFlagged
from counter_app.services import duty_plans, intake
from counter_app.services.counter import Counter
from counter_app.ui.background import Background
from counter_app.ui.intake.form import IntakeForm, PersonForm, as_draft
from counter_app.ui.today.presenter import ports_of
from counter_app.ui.today.view import TodayView
from tests.support.counters import A_CLERK, A_HEAD, A_MONDAY, a_counter
from tests.ui.dossiers.conftest import take_in

NOW = A_MONDAY + timedelta(hours=2)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = a_counter(tmp_path, founded_at=A_MONDAY - timedelta(days=60))
    yield counter
    counter.store.close()


@pytest.fixture
def view(qtbot: QtBot, background: Background, counter: Counter) -> Iterator[TodayView]:
    view = TodayView(ports_of(counter, background.run, lambda: NOW))
    qtbot.addWidget(view)
    view.resize(1170, 680)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    background.stop()


def test_the_numbers_are_those_of_the_store(
    qtbot: QtBot, view: TodayView, counter: Counter
) -> None:
    take_in(counter, "LÒ VĂN ĐỨC", 6, number=1)
    take_in(counter, "MA THỊ BÉ", 0, number=2)
    take_in(counter, "ĐẶNG THỊ NGỮ ÁNH", 0, number=3)

    view.opened()

    qtbot.waitUntil(lambda: view.table.count_label.text() == "2 hồ sơ")
    numbers = {each.value: card.number for each, card in view.cards.items()}
    assert (numbers["overdue"], numbers["due_today"], numbers["awaiting_supplement"]) == (
        "1",
        "2",
        "0",
    )
    model = view.table.model
    assert [model.index(row, 3).data() for row in range(2)] == ["Đặng Thị Ngữ Ánh", "Ma Thị Bé"]
    assert model.index(0, 5).data() == "Hoàng Thị Mẫu"


def test_an_empty_day_says_how_to_begin(qtbot: QtBot, view: TodayView) -> None:
    with qtbot.waitSignal(view.intake_wanted):
        view.opened()
        QTest.keyClick(view.take_in, Qt.Key.Key_F2)

    assert "F2" in view.table._empty.text()


def test_every_number_leads_to_what_it_counts(qtbot: QtBot, view: TodayView) -> None:
    for which, card in view.cards.items():
        with qtbot.waitSignal(view.list_wanted) as wanted:
            QTest.keyClick(card, Qt.Key.Key_Return)

        assert wanted.args == [which]


def test_enter_opens_the_dossier(qtbot: QtBot, view: TodayView, counter: Counter) -> None:
    dossier = take_in(counter, "MA THỊ BÉ", 0, number=2)
    view.opened()
    qtbot.waitUntil(lambda: view.table.count_label.text() == "1 hồ sơ")
    view.table.choose(0)

    with qtbot.waitSignal(view.dossier_wanted) as wanted:
        QTest.keyClick(view.table.view, Qt.Key.Key_Return)

    assert wanted.args == [dossier.code]


def test_a_half_filled_form_is_told_to_the_next_clerk(
    qtbot: QtBot, view: TodayView, counter: Counter
) -> None:
    form = IntakeForm(applicant=PersonForm(name="MA THỊ BÉ"))
    intake.save_draft(counter, as_draft(form), A_CLERK, A_MONDAY)

    view.opened()
    qtbot.waitUntil(lambda: "Ma Thị Bé" in view.notice.text)

    with qtbot.waitSignal(view.intake_wanted):
        view.notice.buttons[0].click()
    assert intake.load_draft(counter) is not None


def test_the_days_flag_nudges_and_an_ordinary_day_says_nothing(
    qtbot: QtBot, view: TodayView, counter: Counter
) -> None:
    view.opened()
    qtbot.waitUntil(lambda: view.table.count_label.text() == "0 hồ sơ")
    assert view.nudges.isHidden()

    flag = DayFlagged(A_MONDAY.date(), DayFlag.PAPERLESS)
    duty_plans.flag_day(counter, flag, A_HEAD, A_MONDAY)
    view.refresh()

    qtbot.waitUntil(view.nudges.isVisible)
    assert "không giấy" in view.nudges.text()
