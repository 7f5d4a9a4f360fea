"""Many at a time: the post with its numbers, files, and results that came in."""

import re

from PySide6.QtCore import Qt

from counter_app.domain.facts import ChannelOut
from counter_app.domain.states import DossierState
from counter_app.services import returning
from counter_app.services.counter import Counter
from counter_app.services.returning import HandOut
from tests.support.counters import A_CLERK
from tests.support.pdf import text_of
from tests.ui.returning.conftest import NOW, DeskOfResults, ready, taken_in


def rows(desk: DeskOfResults, count: int) -> None:
    table = desk.view.post.table
    desk.bot.waitUntil(lambda: len(table.rows.rows) == count)


def test_numbers_are_typed_beside_rows_and_many_go_out(
    desk: DeskOfResults, counter: Counter
) -> None:
    codes = [ready(counter, number, ChannelOut.POST) for number in range(3)]
    rows(desk, 3)
    desk.keys.press(Qt.Key.Key_F4)
    table = desk.view.post.table
    assert desk.keys.focus() is table

    desk.keys.types("E")
    desk.bot.waitUntil(lambda: desk.keys.focus() is not table)
    desk.keys.types("B1VN")
    desk.keys.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.keys.focus() is table)
    desk.keys.press(Qt.Key.Key_Down)
    assert desk.view.take_scan("EB2VN")
    assert desk.view.post.chosen() == {codes[0]: "EB1VN", codes[1]: "EB2VN"}
    assert desk.view.post.count.text() == "3 hồ sơ, đã chọn 2"

    desk.keys.press(Qt.Key.Key_F9)
    desk.answers()
    desk.waits_for("Đã trả 2 kết quả.")

    for code, number in zip(codes, ("EB1VN", "EB2VN"), strict=False):
        returned = desk.dossier(code).returned
        assert returned is not None
        assert (returned.channel, returned.tracking) == (ChannelOut.POST, number)
    assert desk.dossier(codes[2]).state is DossierState.READY
    rows(desk, 1)


def test_a_row_without_its_number_keeps_all_back(desk: DeskOfResults, counter: Counter) -> None:
    code = ready(counter, 0, ChannelOut.POST)
    rows(desk, 1)
    desk.keys.press(Qt.Key.Key_F4, Qt.Key.Key_Space)

    desk.keys.press(Qt.Key.Key_F9)

    assert "Còn 1 hồ sơ chưa có số vận đơn" in desk.notice()
    table = desk.view.post.table
    cell = table.rows.index(0, table.rows.text_column)
    assert cell.data() == "▲ còn thiếu"
    assert desk.dossier(code).state is DossierState.READY


def test_a_scanned_slip_ticks_its_row(desk: DeskOfResults, counter: Counter) -> None:
    first, second = (ready(counter, number, ChannelOut.POST) for number in range(2))
    rows(desk, 2)
    desk.keys.press(Qt.Key.Key_F4)

    desk.scans(second)
    assert list(desk.view.post.chosen()) == [second]

    other = ready(counter, 3)
    desk.scans(other)
    assert "không có trong danh sách này" in desk.notice()
    assert first not in desk.view.post.chosen()


def test_the_postman_gets_a_list_of_what_is_ticked(desk: DeskOfResults, counter: Counter) -> None:
    codes = [ready(counter, number, ChannelOut.POST) for number in range(2)]
    rows(desk, 2)
    desk.keys.press(Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8)
    desk.waits_for("Danh sách giao bưu tá (2 hồ sơ) đã gửi ra máy in.")

    ((title, pdf),) = desk.printer.jobs
    text = re.sub(r"\s+", "", text_of(pdf))
    assert title == "Danh sach giao buu ta"
    assert all(code in text for code in codes)
    assert all(desk.dossier(code).state is DossierState.READY for code in codes)


def test_nothing_ticked_is_said(desk: DeskOfResults) -> None:
    desk.keys.press(Qt.Key.Key_F4, Qt.Key.Key_F9)
    assert "Chưa chọn hồ sơ nào" in desk.notice()


def test_ticks_and_numbers_stay_when_the_list_is_read_again(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter, 0, ChannelOut.POST)
    rows(desk, 1)
    desk.keys.press(Qt.Key.Key_F4)
    desk.view.take_scan("EB1VN")

    ready(counter, 1, ChannelOut.POST)
    rows(desk, 2)

    assert desk.view.post.chosen() == {code: "EB1VN"}


def test_a_number_half_typed_survives_that_something_is_recorded_meanwhile(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter, 0, ChannelOut.POST)
    rows(desk, 1)
    desk.keys.press(Qt.Key.Key_F4)
    table = desk.view.post.table
    desk.keys.types("E")
    desk.bot.waitUntil(lambda: desk.keys.focus() is not table)

    ready(counter, 1, ChannelOut.POST)
    desk.bot.waitUntil(lambda: desk.view.post.presenter.count == 2)
    desk.keys.types("B1VN")
    desk.keys.press(Qt.Key.Key_Return)
    rows(desk, 2)

    assert desk.view.post.chosen() == {code: "EB1VN"}


def test_files_go_out_and_one_returned_elsewhere_is_named(
    desk: DeskOfResults, counter: Counter
) -> None:
    codes = [ready(counter, number, ChannelOut.ELECTRONIC) for number in range(2)]
    table = desk.view.electronic.table
    desk.bot.waitUntil(lambda: len(table.rows.rows) == 2)
    desk.keys.press(Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F9)
    returning.hand_out(counter, codes[0], HandOut(), A_CLERK, NOW)

    desk.answers()
    desk.waits_for("Đã trả 1 kết quả.")

    assert f"{codes[0]}: Chưa làm được bước này" in desk.notice()
    returned = desk.dossier(codes[1]).returned
    assert returned is not None
    assert returned.channel is ChannelOut.ELECTRONIC


def test_results_that_came_in_are_scanned_one_after_another_and_noted(
    desk: DeskOfResults, counter: Counter
) -> None:
    codes = [taken_in(counter, number) for number in range(3)]
    desk.keys.press(Qt.Key.Key_F7)
    for code in codes:
        desk.scans(code)
    desk.scans(codes[0])
    table = desk.view.arrived.table
    desk.bot.waitUntil(lambda: len(table.rows.rows) == 3)
    desk.waits_for("đã có trong danh sách")

    desk.view.arrived.kind.setText("Giấy xác nhận")
    table.go_to(codes[1])
    table.setFocus()
    desk.keys.types("7")
    desk.bot.waitUntil(lambda: desk.keys.focus() is not table)
    desk.keys.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.keys.focus() is table)
    table.go_to(codes[2])
    desk.keys.press(Qt.Key.Key_Delete)
    desk.keys.press(Qt.Key.Key_F9)
    desk.waits_for("Đã ghi nhận 2 kết quả về quầy.")

    results = [desk.dossier(code).result for code in codes]
    assert [(r.kind, r.number) if r else None for r in results] == [
        ("Giấy xác nhận", ""),
        ("Giấy xác nhận", "7"),
        None,
    ]
    assert table.rows.rows == []


def test_a_result_solved_earlier_keeps_its_moment(desk: DeskOfResults, counter: Counter) -> None:
    code = taken_in(counter)
    desk.keys.press(Qt.Key.Key_F7)
    desk.scans(code)
    desk.bot.waitUntil(lambda: len(desk.view.arrived.table.rows.rows) == 1)
    desk.view.arrived.solved_text.setText("hôm qua")

    desk.keys.press(Qt.Key.Key_F9)
    assert desk.view.arrived.fields["solved_at"].line == "Ghi giờ và ngày, như 9:30 24/11/2026"

    desk.view.arrived.solved_text.setText("16:00 20/11/2026")
    desk.keys.press(Qt.Key.Key_F9)
    desk.waits_for("Đã ghi nhận 1 kết quả")
    result = desk.dossier(code).result
    assert result is not None
    assert result.solved_at.isoformat() == "2026-11-20T09:00:00+00:00"


def test_a_result_that_is_there_already_is_not_listed_again(
    desk: DeskOfResults, counter: Counter
) -> None:
    code = ready(counter)
    desk.keys.press(Qt.Key.Key_F7)
    desk.scans(code)
    desk.waits_for("có kết quả")

    assert desk.view.arrived.table.rows.rows == []
