"""The screen of disputes, by the keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.states import DossierState
from counter_app.services import dossiers
from counter_app.ui.disputes.view import DisputesView
from counter_app.ui.shared.confirm import ConfirmDialog
from tests.ui.disputes.conftest import Pair
from tests.ui.stand_ins import at_once, focus


@pytest.fixture
def view(qtbot: QtBot, pair: Pair) -> Iterator[DisputesView]:
    view = DisputesView(pair.ports(at_once))
    qtbot.addWidget(view)
    view.resize(1170, 680)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.opened()
    yield view


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def the_dialog(qtbot: QtBot) -> ConfirmDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ConfirmDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    return dialog


def test_a_dispute_is_settled_with_the_keyboard_only(
    qtbot: QtBot, view: DisputesView, pair: Pair, typed: Any
) -> None:
    press(Qt.Key.Key_Return)
    assert view.page.isVisible()
    assert focus() is view.page.cards[0].radio

    press(Qt.Key.Key_Down)
    assert view.page.cards[1].radio.isChecked()
    press(Qt.Key.Key_Up)
    assert view.page.cards[0].radio.isChecked()
    press(Qt.Key.Key_Tab)
    assert focus() is view.page.reason
    typed(focus(), "Đã gọi hỏi người dân")
    press(Qt.Key.Key_F9)

    dialog = the_dialog(qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.leave_button)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: "Đã ghi quyết định" in view.notice.text)
    assert view.presenter.code == ""
    assert dossiers.open_dossier(pair.here, pair.code).state in (
        DossierState.WITHDRAWN,
        DossierState.FORWARDED,
    )
    assert view.table.isVisible()
    assert view.table.model.rows == []


def test_escape_in_the_question_leaves_everything_as_it_is(
    qtbot: QtBot, view: DisputesView, pair: Pair, typed: Any
) -> None:
    view.open_dispute(pair.code)
    press(Qt.Key.Key_Space)
    typed(view.page.reason, "Đã gọi hỏi người dân")
    press(Qt.Key.Key_F9)
    QTest.keyClick(the_dialog(qtbot), Qt.Key.Key_Escape)

    assert view.page.isVisible()
    assert view.page.reason_words() == "Đã gọi hỏi người dân"
    assert dossiers.open_dossier(pair.here, pair.code).is_disputed


def test_what_is_missing_is_said_beside_it_and_goes_when_it_is_given(
    view: DisputesView, pair: Pair, typed: Any
) -> None:
    view.open_dispute(pair.code)
    press(Qt.Key.Key_F9)
    assert "Hãy chọn" in view.page.words()
    assert "Hãy ghi lý do" in view.page.words()
    assert focus() is view.page.cards[0].radio

    press(Qt.Key.Key_Space)
    assert "Hãy chọn" not in view.page.words()
    typed(view.page.reason, "x")
    assert "Hãy ghi lý do" not in view.page.words()


def test_nothing_is_chosen_beforehand(view: DisputesView, pair: Pair) -> None:
    view.open_dispute(pair.code)
    assert not view.page.choice().is_made
    assert len(view.page.cards) == 3


def test_what_was_chosen_and_typed_survives_the_bell(
    view: DisputesView, pair: Pair, typed: Any
) -> None:
    view.open_dispute(pair.code)
    press(Qt.Key.Key_Down)
    before = view.page.choice()
    typed(view.page.reason, "Đang gọi")
    pair.now = pair.now.replace(hour=16)  # so that the page says other times
    view.refresh()

    assert view.page.choice() == before
    assert before.is_made
    assert view.page.reason_words() == "Đang gọi"
    assert focus() in [card.radio for card in view.page.cards]


def test_another_dispute_begins_with_an_empty_page(
    view: DisputesView, pair: Pair, typed: Any
) -> None:
    view.open_dispute(pair.code)
    press(Qt.Key.Key_Space)
    typed(view.page.reason, "Đang gọi")
    press(Qt.Key.Key_Escape)
    assert view.table.isVisible()

    view.open_dispute(pair.code)
    assert not view.page.choice().is_made
    assert view.page.reason_words() == ""


def test_f8_leads_to_the_dossier(qtbot: QtBot, view: DisputesView, pair: Pair) -> None:
    view.open_dispute(pair.code)
    with qtbot.waitSignal(view.dossier_wanted) as wanted:
        press(Qt.Key.Key_F8)
    assert wanted.args == [pair.code]


def test_without_disputes_the_list_says_what_would_be_here(view: DisputesView, pair: Pair) -> None:
    pair.settle_there()
    view.refresh()

    assert not view.open_button.isEnabled()
    assert "mất mạng" in view.table._empty.text()
