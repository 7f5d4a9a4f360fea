"""A supervisor at the real window: looks, opens a number, asks; the commune answers; all by key."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.facts import NumberOpened
from counter_app.services import notes as note_service
from counter_app.services import review
from counter_app.ui.supervision.attention.view import AttentionView
from counter_app.ui.supervision.journal.view import JournalView
from counter_app.ui.supervision.notes.view import NotesView
from counter_app.ui.supervision.overview.view import OverviewView
from counter_app.ui.today.view import TodayView
from tests.journeys.supervised import START, Scene, Seat
from tests.support.area import (
    CLERK,
    HEAD,
    PASSWORD,
    SUPERVISOR,
    an_area,
)


@pytest.fixture
def scene(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Scene]:
    with an_area(tmp_path / "area", START - timedelta(days=1)) as area:
        yield Scene(area, qapp, qtbot)


def test_a_question_goes_to_the_commune_and_the_answer_comes_back(scene: Scene) -> None:
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        code = _look_down_to_a_dossier(seat)
        _open_its_number(seat)
        seat.press(Qt.Key.Key_F7)
        notes = seat.desk.window.front
        assert isinstance(notes, NotesView)
        seat.until(notes.text.hasFocus)
        seat.type("Vi sao tre?")
        seat.press(Qt.Key.Key_F9)
        bar, rows = notes.notice, notes.table.model
        seat.until(lambda: "Đã gửi ghi chú cho Phường Bắc Kạn" in bar.text)
        seat.until(lambda: len(rows.rows) == 1)
        assert not notes.answer_button.isVisible(), "who asks does not answer"
    with scene.office.store.reading() as reading:
        assert [e.fact for e in reading.journal.of_kinds(("AttemptRefused",))] == []
        (opened,) = reading.journal.of_kinds(("NumberOpened",))
    assert isinstance(opened.fact, NumberOpened)
    assert opened.fact.code == code
    scene.area.carry()

    with scene.window(scene.first, CLERK.clerk) as seat:
        today = seat.desk.window.front
        assert isinstance(today, TodayView)
        seat.until(today.notes.isVisible)
        assert "(1)" in today.notes.text()
        seat.press(Qt.Key.Key_F7)
        notes = seat.desk.window.front
        assert isinstance(notes, NotesView)
        seat.until(lambda: "Ma Thị Ví hỏi: Vi sao tre?" in seat.words())
        seat.press_focused(Qt.Key.Key_Return)
        assert notes.text.hasFocus()
        seat.type("Do mat dien")
        seat.press_focused(Qt.Key.Key_Return)
        seat.until(lambda: "Đã ghi câu trả lời" in notes.notice.text)
    scene.area.carry()

    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        seat.desk.screens.show_notes()
        seat.until(lambda: "Do mat dien" in seat.words())
        assert "Hoàng Thị Mẫu" in seat.words()


def _look_down_to_a_dossier(seat: Seat) -> str:
    """Go from the units to a clerk and to a dossier, with Enter alone."""
    overview = seat.desk.window.front
    assert isinstance(overview, OverviewView)
    seat.until(lambda: len(overview.units.model.rows) == 2)
    assert [unit.name for unit in overview.units.model.rows] == ["Phường Bắc Kạn", "Xã Phong Quang"]
    seat.until(overview.units.view.hasFocus)
    seat.press_focused(Qt.Key.Key_Return)
    seat.until(overview.clerks.view.hasFocus)
    seat.press_focused(Qt.Key.Key_Return)
    seat.until(lambda: overview.rows.view.hasFocus() and len(overview.rows.model.rows) > 0)
    code = str(overview.rows.current().code)
    seat.press_focused(Qt.Key.Key_Return)
    page = seat.desk.dossiers.page_presenter
    seat.until(lambda: seat.desk.window.front_key == "dossiers" and page.code == code)
    return code


def _open_its_number(seat: Seat) -> None:
    assert "•••" in seat.words()
    part = seat.desk.dossiers.page
    for hidden in (part.main, part.papers, part.preview, part.more):
        assert not hidden.isVisible(), "a supervisor is offered nothing to do"
    seat.press(Qt.Key.Key_F9)
    seat.until(lambda: "006 " in seat.words() and "•••" not in seat.words())
    assert "đã được ghi vào nhật ký" in seat.desk.dossiers.notice.text


def test_a_supervisor_has_other_entries_in_the_rail_and_no_way_to_act(scene: Scene) -> None:
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        window = seat.desk.window
        assert window.rail.keys()[:3] == ("overview", "journal", "attention")
        assert {"intake", "returning", "duty", "deadlines", "today"}.isdisjoint(window.rail.keys())
        for digit, kind in ((2, JournalView), (3, AttentionView), (1, OverviewView)):
            seat.press(Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.AltModifier)
            assert isinstance(window.front, kind)
        seat.desk.lock()
        card = seat.desk.lock_screen.card
        card.clerk.setEditText(HEAD.clerk)
        QTest.keyClicks(card.password, PASSWORD)
        QTest.keyClick(card.password, Qt.Key.Key_Return)
        seat.until(lambda: any("đang mở cho" in w.text() for w in card.findChildren(QLabel)))
        assert window.is_covered


def test_a_journal_is_read_marked_and_asked_about_by_key(scene: Scene) -> None:
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        overview = seat.desk.window.front
        assert isinstance(overview, OverviewView)
        seat.until(lambda: len(overview.units.model.rows) == 2)
        overview.units.choose(1)
        seat.press(Qt.Key.Key_F8)
        view = seat.desk.window.front
        assert isinstance(view, JournalView)
        seat.until(lambda: len(view.table.model.rows) > 0)
        assert "Xã Phong Quang" in view.filters.journal.currentText()
        line, columns = view.table.current(), view.table.model.columns
        assert columns[2].text(line) == "chưa rõ", "it came on a stick"
        assert columns[3].text(line).startswith("08:40 "), "and another day than it was made"
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: "đã xem hết" in view.count.words)
        seat.press(Qt.Key.Key_F7)
        seat.type("Xin giai trinh")
        seat.press_focused(Qt.Key.Key_Return)
        seat.until(lambda: "Đã gửi ghi chú cho Xã Phong Quang" in view.notice.text)
    scene.area.carry()
    (question,) = note_service.questions(scene.second.counter, CLERK)
    assert question.fact.about is not None
    assert question.fact.unit == "01849"


def test_what_was_made_outside_the_hours_comes_piece_by_piece(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail: the list stayed empty until the first entry of the journal was reached."""
    monkeypatch.setattr(review, "SCAN", 3)
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        seat.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        view = seat.desk.window.front
        assert isinstance(view, JournalView)
        seat.until(lambda: len(view.table.model.rows) > 0)
        last = view.table.model.rows[-1].entry.name.seq
        assert last == 1, "the counter was enrolled on a Sunday"
        view.filters.outside.click()
        seat.until(
            lambda: (
                [line.entry.name.seq for line in view.table.model.rows][-1:] == [last]
                and all(line.is_outside for line in view.table.model.rows)
            )
        )


def test_a_clock_that_stands_behind_can_be_said_to_be_right(scene: Scene) -> None:
    """Seen to fail: the sentence asked for a word that could be said nowhere."""
    with scene.window(scene.office, SUPERVISOR.clerk, START - timedelta(days=7)) as seat:
        seat.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        view = seat.desk.window.front
        assert isinstance(view, JournalView)
        seat.until(lambda: len(view.table.model.rows) > 0)
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: "Đồng hồ máy đang chỉ" in view.notice.text)
        (right,) = view.notice.buttons
        QTest.keyClick(right, Qt.Key.Key_Space)
        seat.until(lambda: "Đã ghi: giờ máy đúng" in view.notice.text)
        seat.press(Qt.Key.Key_F9)
        seat.until(lambda: "đã xem nhật ký này" in view.notice.text)


def test_tiles_are_gone_through_with_the_arrows_and_charts_are_saved_with_a_purpose(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        overview = seat.desk.window.front
        assert isinstance(overview, OverviewView)
        seat.until(lambda: len(overview.units.model.rows) == 2)
        overview.shape.setFocus()
        seat.press_focused(Qt.Key.Key_Down)
        seat.until(overview.tiles.isVisible)
        overview.tiles.begin()
        seat.press_focused(Qt.Key.Key_Right)
        assert overview.tiles.tiles[1].hasFocus()
        assert overview.tiles.tiles[1].accessibleName().startswith("Xã Phong Quang: quá hạn 12")
        seat.press_focused(Qt.Key.Key_Return)
        seat.until(overview.clerks.isVisible)
        seat.press(Qt.Key.Key_Escape)
        overview.shape.setFocus()
        seat.press_focused(Qt.Key.Key_Down)
        seat.until(lambda: overview.charts.is_shown)
        overview.save_charts_to(tmp_path / "tong-quan.png", "Báo cáo tháng")
        seat.until(lambda: "Đã lưu biểu đồ" in overview.notice.text)
    assert (tmp_path / "tong-quan.png").read_bytes().startswith(b"\x89PNG")
    with scene.office.store.reading() as reading:
        assert len(reading.journal.of_kinds(("Exported",))) == 1
