"""The sync screen itself: its keys, its numbers, and what shows only when it should."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.ui.shared.confirm import ConfirmDialog
from counter_app.ui.sync_status import view as view_module
from counter_app.ui.sync_status.shown import LoggedExchange
from counter_app.ui.sync_status.state import Progress, SyncState
from counter_app.ui.sync_status.to_look_at import HeldEntry, ToLookAt
from counter_app.ui.sync_status.view import LINE_CUT, SyncView
from tests.domain.lives import opened
from tests.ui.stand_ins import focus
from tests.ui.sync_status.states import IN_STEP, a_state, ago
from tests.ui.sync_status.test_sync_presenter import SHARED, Worker

Opened = Callable[[], SyncView]


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def opened_view(qtbot: QtBot, worker: Worker) -> Opened:
    def make(*, is_demo: bool = False) -> SyncView:
        ports = worker.ports()
        view = SyncView(ports if is_demo else replace(ports, line_switch=None))
        qtbot.addWidget(view)
        view.resize(1170, 680)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.opened()
        return view

    return make


def test_the_numbers_and_the_sentence_are_shown(worker: Worker, opened_view: Opened) -> None:
    worker.state = a_state(acked_seq=120, cause="no_network", dispute_count=1)
    view = opened_view()

    numbers = [card.number for card in (view.waiting, view.sent, view.held, view.disputes)]
    assert numbers == ["12", "120", "0", "1"]
    assert view.headline.text() == "Chờ gửi: 12 · mất mạng"
    assert view.headline.property("tone") == "today"


def test_f5_asks_for_an_exchange_and_waits_quietly(worker: Worker, opened_view: Opened) -> None:
    view = opened_view()
    QTest.keyClick(view, Qt.Key.Key_F5)

    assert worker.asked == ["sync"]
    assert not view.sync_button.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert worker.asked == ["sync"]


def test_progress_shows_while_it_sends_only(worker: Worker, opened_view: Opened) -> None:
    worker.state = a_state(acked_seq=123, is_working=True, sending=Progress(3, 12))
    view = opened_view()
    assert view.progress.isVisible()
    assert (view.progress.value(), view.progress.maximum()) == (3, 12)

    worker.state = IN_STEP
    view.refresh()
    assert not view.progress.isVisible()


def test_refused_entries_show_with_what_to_do_and_lead_to_their_dossier(
    qtbot: QtBot, worker: Worker, opened_view: Opened
) -> None:
    view = opened_view()
    assert not view.look.table.isVisible()

    _, entry = opened()
    worker.found = ToLookAt(held=(HeldEntry(entry, "unknown_unit", "H55.18.43-261123-2007"),))
    worker.state = a_state(quarantined_count=1)
    view.refresh()
    assert view.look.table.isVisible()
    assert "thêm đơn vị" in view.look.advice.text()

    QTest.keyClick(view.held, Qt.Key.Key_Return)
    assert focus() is view.look.table.view
    with qtbot.waitSignal(view.dossier_wanted) as wanted:
        QTest.keyClick(view.look.table.view, Qt.Key.Key_Return)
    assert wanted.args == ["H55.18.43-261123-2007"]


def test_enter_on_the_number_of_disputes_leads_to_them(
    qtbot: QtBot, worker: Worker, opened_view: Opened
) -> None:
    view = opened_view()
    with qtbot.waitSignal(view.disputes_wanted):
        QTest.keyClick(view.disputes, Qt.Key.Key_Return)


def test_the_rail_hears_what_waits(qtbot: QtBot, worker: Worker, opened_view: Opened) -> None:
    view = opened_view()
    worker.state = a_state(acked_seq=120)
    with qtbot.waitSignal(view.badge_changed) as changed:
        view.refresh()
    assert changed.args == [12, False]


def test_the_log_is_sorted_by_numbers_not_by_letters(worker: Worker, opened_view: Opened) -> None:
    worker.log = (
        LoggedExchange(ago(minutes=1), sent_count=9),
        LoggedExchange(ago(minutes=2), sent_count=1_200),
        LoggedExchange(ago(minutes=3), sent_count=30),
    )
    view = opened_view()
    sent = 2
    view.log_table.view.sortByColumn(sent, Qt.SortOrder.DescendingOrder)

    model = view.log_table.model
    assert [model.index(row, sent).data() for row in range(3)] == ["1.200", "30", "9"]


def test_files_go_where_the_clerk_says(
    worker: Worker, opened_view: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "ask_where_to_export", lambda parent: Path("gui.motcua"))
    monkeypatch.setattr(view_module, "ask_what_to_import", lambda parent: None)
    view = opened_view()
    view.export_button.click()
    view.import_button.click()

    assert worker.asked == [("export", Path("gui.motcua"))]
    assert "gui.motcua" in view.notice.text


def test_a_counter_by_itself_offers_nothing_that_cannot_work(
    worker: Worker, opened_view: Opened
) -> None:
    worker.state = SyncState()
    view = opened_view()
    for button in (view.sync_button, view.export_button, view.import_button, view.load_button):
        assert not button.isEnabled()


def test_the_line_is_cut_in_the_demonstration_only(
    worker: Worker, opened_view: Callable[..., SyncView]
) -> None:
    assert not opened_view().line_button.isVisible()

    view = opened_view(is_demo=True)
    view.line_button.click()
    worker.state = a_state(is_line_cut=True, cause="no_network")
    view.refresh()
    assert view.line_button.text() == LINE_CUT
    view.line_button.click()
    assert worker.asked == [("cut", True), ("cut", False)]


def test_nothing_is_asked_while_nobody_looks(worker: Worker, opened_view: Opened) -> None:
    view = opened_view()
    assert view.looks.isActive()
    view.hide()
    assert not view.looks.isActive()


def test_another_code_wants_a_reason_and_a_yes(
    qtbot: QtBot, worker: Worker, opened_view: Opened
) -> None:
    worker.found = ToLookAt(shared=(SHARED,))
    view = opened_view()
    assert view.look.change_button.isVisible()

    view.look.change_button.click()
    assert focus() is view.look.reason
    view.look.reason.setText("Hai giấy cùng mã")
    QTest.keyClick(view.look.reason, Qt.Key.Key_Return)
    (dialog,) = view.findChildren(ConfirmDialog)
    assert worker.asked == []
    dialog.do_button.click()

    assert worker.asked == [("code", SHARED.shown, "Hai giấy cùng mã", "lien")]
    assert view.look.reason.text() == ""
    with qtbot.waitSignal(view.dossier_wanted) as wanted:
        view.notice.buttons[0].click()
    assert wanted.args == ["H55.18.43-261123-2009"]


def test_the_first_load_comes_from_the_file_that_was_chosen(
    worker: Worker, opened_view: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "ask_what_to_load", lambda parent: Path("nap.motcua"))
    view = opened_view()
    view.load_button.click()
    assert worker.asked == [("load", Path("nap.motcua"))]
