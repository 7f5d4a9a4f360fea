"""Search as one types: the newest answer only, and all of it by keyboard."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.dossier import DossierState
from counter_app.domain.dossier_row import DossierRow
from counter_app.domain.errors import Refusal
from counter_app.domain.facts import ChannelIn, ChannelOut, EntryName
from counter_app.domain.moments import VIETNAM
from counter_app.ui.search.presenter import SearchPorts, SearchPresenter
from counter_app.ui.search.view import SearchBox
from tests.ui.stand_ins import Slowly

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=VIETNAM)


def a_row(serial: int) -> DossierRow:
    return DossierRow(
        name=EntryName("q2", serial),
        code=f"H55.18.43-261123-{serial}",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        field="Hộ tịch",
        applicant_name="Đặng Thị Ngữ Ánh",
        id_number="006191000001",
        phone="",
        state=DossierState.OPEN,
        received_at=NOW,
        due_at=NOW,
        channel_in=ChannelIn.DIRECT,
        channel_out=ChannelOut.DESK,
        taken_in_by="htmau",
    )


class FakeScreen:
    """A list beneath the search field that writes down what it shows."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.words = ""
        self.is_hidden = True
        self.was_cleared = False

    def show_hits(self, rows: Sequence[DossierRow]) -> None:
        self.shown, self.words, self.is_hidden = [row.code for row in rows], "", False

    def show_words(self, words: str) -> None:
        self.shown, self.words, self.is_hidden = [], words, False

    def hide_hits(self) -> None:
        self.is_hidden = True

    def clear(self) -> None:
        self.was_cleared = True


class Desk:
    """Everything around a search."""

    def __init__(self, found: dict[str, tuple[DossierRow, ...]]) -> None:
        self.later = Slowly()
        self.screen = FakeScreen()
        self.opened: list[str] = []
        self.listed: list[str] = []
        self.found = found
        self.ports = SearchPorts(self.later, self._find, self.opened.append, self.listed.append)
        self.presenter = SearchPresenter(self.screen, self.ports)

    def _find(self, text: str, most: int) -> tuple[DossierRow, ...]:
        if text == "broken":
            raise Refusal("no")
        return self.found.get(text, ())


@pytest.fixture
def desk() -> Desk:
    return Desk({"dang": (a_row(1), a_row(2)), "2007": (a_row(2007),)})


def test_what_is_found_is_shown(desk: Desk) -> None:
    desk.presenter.typed("dang")
    assert desk.screen.is_hidden
    desk.later.answer()
    assert desk.screen.shown == [a_row(1).code, a_row(2).code]


def test_a_late_answer_to_former_letters_is_dropped(desk: Desk) -> None:
    desk.presenter.typed("dang")
    desk.presenter.typed("2007")
    desk.later.answer(1)
    desk.later.answer(0)
    assert desk.screen.shown == [a_row(2007).code]


def test_an_answer_after_the_field_was_emptied_is_dropped(desk: Desk) -> None:
    desk.presenter.typed("dang")
    desk.presenter.typed("")
    desk.later.answer()
    assert desk.screen.is_hidden


def test_nothing_found_is_said_with_what_to_try(desk: Desk) -> None:
    desk.presenter.typed("xyz")
    desk.later.answer()
    assert "Không tìm thấy" in desk.screen.words


def test_an_error_is_said_in_the_list(desk: Desk) -> None:
    desk.presenter.typed("broken")
    desk.later.answer()
    assert desk.screen.words


def test_enter_opens_the_row_chosen(desk: Desk) -> None:
    desk.presenter.typed("dang")
    desk.later.answer()
    desk.presenter.entered(a_row(2))
    assert desk.opened == [a_row(2).code]
    assert desk.screen.was_cleared


def test_enter_before_the_answer_opens_the_only_dossier_found(desk: Desk) -> None:
    desk.presenter.typed("2007")
    desk.presenter.entered(None)
    assert desk.opened == []
    desk.later.answer()
    assert desk.opened == [a_row(2007).code]


def test_enter_before_the_answer_lists_all_if_there_are_many(desk: Desk) -> None:
    desk.presenter.typed("dang")
    desk.presenter.entered(None)
    desk.later.answer()
    assert desk.listed == ["dang"]
    assert desk.opened == []


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> QWidget:
    window = QMainWindow()
    page = QWidget()
    box = QVBoxLayout(page)
    search, button = SearchBox(), QPushButton("Khác")
    box.addWidget(search)
    box.addWidget(button)
    box.addStretch(1)
    window.setCentralWidget(page)
    window.resize(1000, 500)
    search.use(desk.ports, window)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    search.setFocus()
    return window


def search_of(window: QWidget) -> SearchBox:
    search = window.findChild(SearchBox)
    assert isinstance(search, SearchBox)
    return search


def test_typing_down_and_enter_open_the_second_dossier(
    window: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    search = search_of(window)
    QTest.keyClicks(search, "dang")
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)
    desk.later.answer()
    assert search.hits.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert desk.opened == [a_row(2).code]
    assert not search.hits.isVisible()
    assert search.text() == ""


def test_vietnamese_letters_of_an_input_method_are_searched(
    window: QWidget, desk: Desk, qtbot: QtBot, typed: Callable[[QWidget, str], None]
) -> None:
    desk.found["Đặng"] = (a_row(1),)
    typed(search_of(window), "Đặng")
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)
    desk.later.answer()
    assert search_of(window).hits.model.rows == [a_row(1)]


def test_a_fast_hand_asks_only_once(window: QWidget, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(search_of(window), "dang")
    assert desk.later.waiting == []
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)


def test_escape_takes_the_list_away_and_then_the_text(
    window: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    search = search_of(window)
    QTest.keyClicks(search, "dang")
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)
    desk.later.answer()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.hits.isVisible()
    assert search.text() == "dang"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_leaving_the_field_takes_the_list_away(window: QWidget, desk: Desk, qtbot: QtBot) -> None:
    search = search_of(window)
    QTest.keyClicks(search, "dang")
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)
    desk.later.answer()
    QTest.keyClick(search, Qt.Key.Key_Tab)
    assert not search.hits.isVisible()


def test_the_list_stays_inside_a_narrow_window(window: QWidget, desk: Desk, qtbot: QtBot) -> None:
    window.resize(600, 400)
    search = search_of(window)
    QTest.keyClicks(search, "dang")
    qtbot.waitUntil(lambda: len(desk.later.waiting) == 1)
    desk.later.answer()
    assert window.rect().contains(search.hits.geometry())
