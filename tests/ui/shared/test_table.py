"""Tables of frozen values."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.ui.ports import ShortMemory
from counter_app.ui.shared.table import Column, ValuesTable


@dataclass(frozen=True)
class Row:
    """A line of a list."""

    code: str
    name: str
    count: int


ROWS = (Row("B", "Đặng Thị Ánh", 2), Row("A", "Nguyễn Văn Bé", 10), Row("C", "Âu Văn Cò", 1))
COLUMNS = (
    Column("code", "Mã", lambda row: row.code, is_code=True),
    Column("name", "Họ tên", lambda row: row.name, tone=lambda row: "overdue"),
    Column("count", "Số", lambda row: str(row.count), sort_by=lambda row: row.count, at_right=True),
)


@pytest.fixture
def memory() -> ShortMemory:
    return ShortMemory()


@pytest.fixture
def table(qtbot: QtBot, memory: ShortMemory) -> ValuesTable:
    table = ValuesTable("test", COLUMNS, "Chưa có hồ sơ nào.", memory=memory)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    with qtbot.waitActive(table):
        table.activateWindow()
    return table


def codes(table: ValuesTable) -> list[str]:
    return [row.code for row in table.model.rows]


def sort(table: ValuesTable, column: int, *, down: bool = False) -> None:
    order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
    table.view.horizontalHeader().setSortIndicator(column, order)


def test_rows_are_counted_in_the_corner(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    assert table.count_label.text() == "3 hồ sơ"
    table.set_rows(ROWS, total=12345)
    assert table.count_label.text() == "12.345 hồ sơ"


def test_an_empty_table_says_what_to_do(table: ValuesTable) -> None:
    table.set_rows(())
    assert not table.view.isVisible()
    table.set_rows(ROWS)
    assert table.view.isVisible()


def test_names_are_sorted_as_they_are_read_without_diacritics(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    sort(table, 1)
    assert codes(table) == ["C", "B", "A"]


def test_numbers_are_sorted_by_their_value(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    sort(table, 2, down=True)
    assert codes(table) == ["A", "B", "C"]


def test_the_order_and_the_row_chosen_stay_when_rows_come_anew(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    sort(table, 0)
    table.choose(2)
    table.set_rows(tuple(reversed(ROWS)))
    assert codes(table) == ["A", "B", "C"]
    assert table.current() == ROWS[2]


def test_enter_opens_the_row_chosen(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [ROWS[1]]


def test_the_first_row_is_chosen_when_the_keyboard_arrives(table: ValuesTable) -> None:
    table.set_rows(ROWS)
    table.view.setFocus()
    assert table.current() == ROWS[0]


def test_widths_are_remembered(qtbot: QtBot, table: ValuesTable, memory: ShortMemory) -> None:
    table.view.setColumnWidth(0, 222)
    again = ValuesTable("test", COLUMNS, "", memory=memory)
    qtbot.addWidget(again)
    assert again.view.columnWidth(0) == 222


def test_a_table_whose_columns_changed_forgets_old_widths(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    memory.remember("widths.test", "10,20")
    table = ValuesTable("test", COLUMNS, "", memory=memory)
    qtbot.addWidget(table)
    assert table.view.columnWidth(0) == COLUMNS[0].width


def test_the_end_of_the_rows_asks_once_for_more(table: ValuesTable) -> None:
    rows = tuple(Row(str(n), "x", n) for n in range(200))
    table.set_rows(rows, total=400)
    asked: list[int] = []
    table.more_wanted.connect(lambda: asked.append(len(table.model.rows)))
    table.view.scrollToBottom()
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum() - 1)
    assert asked == [200]
    table.add_rows(rows)
    table.view.scrollToBottom()
    assert asked == [200]


def test_a_list_ordered_elsewhere_only_says_what_is_wanted(qtbot: QtBot) -> None:
    table = ValuesTable("test", COLUMNS, "", sorts_itself=False)
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    wanted: list[tuple[str, bool]] = []
    table.order_wanted.connect(lambda key, down: wanted.append((key, down)))
    sort(table, 1, down=True)
    assert wanted == [("name", True)]
    assert codes(table) == ["B", "A", "C"]


def test_one_column_takes_the_room_that_is_left_and_never_less_than_its_own(
    qtbot: QtBot,
) -> None:
    columns = (COLUMNS[0], Column("name", "Họ tên", lambda row: row.name, 120, stretches=True))
    table = ValuesTable("test", columns, "")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    table.resize(800, 300)
    table.show()
    width = table.view.viewport().width()
    assert table.view.columnWidth(0) + table.view.columnWidth(1) == width
    table.resize(200, 300)
    qtbot.waitUntil(lambda: table.view.columnWidth(1) == 120)
