"""The screen of registers with a real counter behind it: lists, exports, an older register."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counter_app.domain.register import RegisterKind
from counter_app.services import intake, register
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind
from counter_app.services.intake import IntakeRequest
from counter_app.ui.background import Background
from counter_app.ui.reports.ports import ports_of
from counter_app.ui.reports.view import ReportsView
from counter_app.ui.shared.spans import Span
from tests.support import seeding
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_counter, a_person
from tests.support.sheets import HEADER, a_line, excel


class Desk:
    """A counter, the screen of its registers, and the clock."""

    def __init__(self, counter: Counter, background: Background) -> None:
        self.counter = counter
        self.now: datetime = A_MONDAY
        self.view = ReportsView(
            ports_of(counter, background.run, lambda: self.now, lambda: A_CLERK)
        )

    def take_in(self, name: str) -> str:
        request = IntakeRequest(RESIDENCE, a_person(name))
        return intake.take_in(self.counter, request, A_CLERK, self.now).code


@pytest.fixture
def desk(tmp_path: Path, background: Background, qtbot: QtBot) -> Iterator[Desk]:
    (tmp_path / "home").mkdir()
    counter = a_counter(tmp_path / "home", founded_at=A_MONDAY - timedelta(days=60))
    desk = Desk(counter, background)
    qtbot.addWidget(desk.view)
    yield desk
    background.stop()
    counter.store.close()


def opened(desk: Desk, qtbot: QtBot, count: int) -> ReportsView:
    view = desk.view
    view.resize(1170, 680)
    with qtbot.waitExposed(view):
        view.show()
    view.opened()
    qtbot.waitUntil(lambda: len(view.table.paged.pages) == count)
    return view


def pick(view: ReportsView, kind: RegisterKind) -> None:
    view.filters.kind.set_value(kind)
    view.filters.kind.picked.emit(kind)


def test_each_list_has_its_lines_and_its_usual_period(desk: Desk, qtbot: QtBot) -> None:
    desk.take_in("NGUYỄN VĂN THỬ")
    desk.now += timedelta(days=7)
    desk.take_in("LÝ VĂN BÉ")
    view = opened(desk, qtbot, 2)
    assert view.filters.period.span.value() is Span.YEAR
    pick(view, RegisterKind.RECEIPTS)
    qtbot.waitUntil(lambda: len(view.table.paged.pages) == 1)
    assert view.filters.period.span.value() is Span.TODAY
    pick(view, RegisterKind.LATE)
    qtbot.waitUntil(lambda: len(view.table.paged.pages) == 1)
    assert view.table.paged.pages[0].applicant_name == "NGUYỄN VĂN THỬ"


def test_typed_days_make_another_period_and_a_wrong_day_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.take_in("NGUYỄN VĂN THỬ")
    view = opened(desk, qtbot, 1)
    view.filters.period.first.setText("32132026")
    view.filters.period.first.editingFinished.emit()
    assert view.filters.fields["first"].line
    view.filters.period.first.setText("24112026")
    view.filters.period.first.editingFinished.emit()
    assert not view.filters.fields["first"].line
    assert view.filters.period.span.value() is Span.OTHER
    qtbot.waitUntil(lambda: len(view.table.paged.pages) == 0)
    view.filters.period.last.setText("01112026")
    view.filters.period.last.editingFinished.emit()
    qtbot.waitUntil(lambda: "Ngày đầu đang ở sau" in view.notice.text)


def test_a_field_limits_the_list(desk: Desk, qtbot: QtBot) -> None:
    seeding.fill(desk.counter.store, 60)
    view = opened(desk, qtbot, 60)
    field = register.fields(desk.counter)[0]
    view.filters.field.set_value(field)
    view.filters.field.picked.emit(field)
    qtbot.waitUntil(lambda: 0 < len(view.table.paged.pages) < 60)
    assert {row.field for row in view.table.paged.pages} == {field}


def test_excel_is_exported_with_f9_and_its_folder_offered(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_in("NGUYỄN VĂN THỬ")
    view = opened(desk, qtbot, 1)
    asked: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / "so quy IV.2026"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    qtbot.keyClick(view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "Đã xuất 1 hồ sơ" in view.notice.text)
    assert asked == ["so-theo-doi-2026-01-01-2026-12-31.xlsx"]
    assert (tmp_path / "so quy IV.2026.xlsx").stat().st_size > 3000
    assert [button.text() for button in view.notice.buttons] == ["Mở tệp", "Mở thư mục"]


def test_escape_cancels_an_export_and_leaves_no_file(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    seeding.fill(desk.counter.store, 900)
    folder = tmp_path / "out"
    folder.mkdir()
    view = opened(desk, qtbot, 900)
    view.presenter.export(ExportKind.PDF, folder / "so.pdf")
    qtbot.waitUntil(lambda: view.cancel.isVisible() and view.presenter.is_exporting)
    assert not view.excel.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not view.presenter.is_exporting)
    assert "Đã hủy xuất" in view.notice.text
    assert list(folder.iterdir()) == []
    assert view.excel.isEnabled()


def test_an_intake_is_answered_while_an_export_works(
    desk: Desk, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    seeding.fill(desk.counter.store, 900)
    view = opened(desk, qtbot, 900)
    view.presenter.export(ExportKind.PDF, tmp_path / "so.pdf")
    codes: list[str] = []
    background.run(lambda: desk.take_in("NGUYỄN VĂN THỬ"), codes.append)
    qtbot.waitUntil(lambda: bool(codes))
    assert view.presenter.is_exporting
    qtbot.waitUntil(lambda: not view.presenter.is_exporting, timeout=20_000)
    assert (tmp_path / "so.pdf").exists()


def test_an_older_register_is_looked_at_and_brought_over(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = excel(tmp_path / "so.xlsx", [HEADER, a_line(1), a_line(2, c1="x"), a_line(3)])
    view = opened(desk, qtbot, 0)
    qtbot.keyClick(view, Qt.Key.Key_F4)
    page = view.importing
    assert page.isVisible()
    page.read(path)
    qtbot.waitUntil(lambda: page.presenter.report is not None)
    assert "Sẽ nhập 2 hồ sơ; 1 dòng không nhập được" in page.summary.text()
    assert "Mã hồ sơ" in page.mapping.text()
    assert len(page.table.model.rows) == 3
    assert not page.bring.isEnabled()
    page.skip.setChecked(True)
    assert page.bring.isEnabled()
    assert "Nhập 2 hồ sơ" in page.bring.text()
    qtbot.keyClick(view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "Đã nhập 2 hồ sơ" in view.notice.text)
    view.filters.period.span.set_value(Span.LAST_YEAR)
    view.filters.period.span.picked.emit(Span.LAST_YEAR)
    qtbot.waitUntil(lambda: len(view.table.paged.pages) == 2)


def test_a_file_that_is_no_register_is_said_and_escape_leads_back(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view = opened(desk, qtbot, 0)
    view.old.click()
    (tmp_path / "so.xlsx").write_bytes(b"PK\x03\x04")
    view.importing.read(tmp_path / "so.xlsx")
    qtbot.waitUntil(lambda: "bị hỏng" in view.notice.text)
    view.importing.read(excel(tmp_path / "so2.xlsx", [("STT", "Họ tên"), (1, "A")]))
    qtbot.waitUntil(lambda: "còn thiếu: Mã hồ sơ" in view.notice.text)
    assert not view.importing.bring.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.excel.isVisible()


def test_a_clock_that_is_behind_can_be_confirmed_on_the_spot(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.take_in("NGUYỄN VĂN THỬ")
    desk.now -= timedelta(hours=5)
    view = opened(desk, qtbot, 1)
    view.old.click()
    view.importing.read(excel(tmp_path / "so.xlsx", [HEADER, a_line(1)]))
    qtbot.waitUntil(view.importing.bring.isEnabled)
    view.importing.bring.click()
    qtbot.waitUntil(lambda: "Đồng hồ máy" in view.notice.text)
    view.notice.buttons[0].click()
    qtbot.waitUntil(lambda: "Đã nhập 1 hồ sơ" in view.notice.text)
