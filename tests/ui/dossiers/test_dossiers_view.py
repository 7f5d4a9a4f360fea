"""The list of a million rows, and the page of one, as widgets."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.dossier import Dossier
from counter_app.services.counter import Counter
from counter_app.ui.background import Background
from counter_app.ui.dossiers.paged_table import NOT_YET, PagedTable
from counter_app.ui.dossiers.view import DossiersView
from counter_app.ui.shared.table import Column
from tests.ui.dossiers.conftest import Outside

MILLION = 1_000_000


@pytest.fixture
def view(
    qtbot: QtBot, background: Background, counter: Counter, outside: Outside
) -> Iterator[DossiersView]:
    view = DossiersView(outside.ports(counter, background.run))
    qtbot.addWidget(view)
    view.resize(1170, 680)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    background.stop()


@pytest.fixture
def table(qtbot: QtBot) -> PagedTable:
    table = PagedTable("test", [Column("n", "Số", str, stretches=True)], "Chưa có gì.")
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_a_million_rows_are_there_and_only_those_in_sight_are_asked_for(
    qtbot: QtBot, table: PagedTable
) -> None:
    table.show_list(MILLION, 0, range(200))
    assert table.count_label.text() == "1.000.000 hồ sơ"

    with qtbot.waitSignal(table.rows_wanted) as wanted:
        table.view.scrollToBottom()

    assert wanted.args[0] > MILLION - 100
    assert len(table.paged.pages.held) == 200


def test_a_row_on_its_way_says_so_and_then_itself(table: PagedTable) -> None:
    table.show_list(MILLION, 0, range(200))
    far = table.paged.index(500, 0)
    assert far.data() == NOT_YET

    table.paged.show_rows(400, range(400, 600))

    assert far.data() == "500"


def test_a_list_read_again_keeps_its_place(table: PagedTable) -> None:
    table.show_list(MILLION, 0, range(200))
    table.view.selectRow(30)
    place = table.view.verticalScrollBar().value()

    table.show_list(MILLION, 0, range(200))

    assert table.current() == 30
    assert table.view.verticalScrollBar().value() == place


def test_an_empty_list_says_what_to_do(qtbot: QtBot, view: DossiersView) -> None:
    view.opened()

    qtbot.waitUntil(lambda: view.table.count_label.text() == "0 hồ sơ")
    assert "Bấm F2 để tiếp nhận" in view.table._empty.text()


def test_a_filter_and_enter_open_the_page_and_escape_returns(
    qtbot: QtBot, view: DossiersView, three: tuple[Dossier, ...]
) -> None:
    view.opened()
    qtbot.waitUntil(lambda: view.table.count_label.text() == "3 hồ sơ")

    QTest.keyClicks(view.search, "duc")
    qtbot.waitUntil(lambda: view.table.count_label.text() == "1 hồ sơ")
    view.table.view.setFocus()
    view.table.choose(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(view.page.isVisible)
    assert "Lò Văn Đức" in view.page.body.words()
    assert three[0].code in view._title.text()

    QTest.keyClick(view.page.main, Qt.Key.Key_Escape)
    qtbot.waitUntil(view.table.isVisible)
    assert view.search.text() == "duc"


def test_numbers_are_masked_in_the_list_and_its_tooltips(
    qtbot: QtBot, view: DossiersView, three: tuple[Dossier, ...]
) -> None:
    view.opened()
    qtbot.waitUntil(lambda: view.table.count_label.text() == "3 hồ sơ")
    model = view.table.model
    everything = [
        str(model.index(row, column).data(role) or "")
        for row in range(3)
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]

    assert "006•••••0001" in everything
    assert not any(three[0].intake.applicant.id_number in text for text in everything)


def test_what_the_search_found_is_shown_as_a_list(
    qtbot: QtBot, view: DossiersView, three: tuple[Dossier, ...]
) -> None:
    view.show_found("anh")

    qtbot.waitUntil(lambda: view.table.count_label.text() == "1 hồ sơ")
    assert view.search.text() == "anh"


def test_the_order_follows_the_title_that_was_clicked(
    qtbot: QtBot, view: DossiersView, three: tuple[Dossier, ...]
) -> None:
    view.opened()
    qtbot.waitUntil(lambda: view.table.count_label.text() == "3 hồ sơ")

    view.table.view.horizontalHeader().setSortIndicator(5, Qt.SortOrder.AscendingOrder)

    qtbot.waitUntil(lambda: view.table.model.index(0, 2).data() == "Lò Văn Đức")


def test_printing_from_the_page_says_so(
    qtbot: QtBot, view: DossiersView, outside: Outside, three: tuple[Dossier, ...]
) -> None:
    view.open_dossier(three[2].code)
    qtbot.waitUntil(view.page.isVisible)

    QTest.keyClick(view.page.main, Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: "đã gửi ra máy in" in view.notice.text)
    qtbot.waitUntil(lambda: not view.page.main.text().startswith("In giấy hẹn"))
    assert len(outside.printed) == 1
