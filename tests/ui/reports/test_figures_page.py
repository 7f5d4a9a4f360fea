"""The page of reports with a real counter behind it: figures, the way down, files."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counter_app.domain.report import By, ReportForm
from counter_app.services import intake
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest
from counter_app.ui.background import Background
from counter_app.ui.figures.page import FiguresPage
from counter_app.ui.reports.ports import ports_of
from counter_app.ui.reports.view import ReportsView
from counter_app.ui.shared.spans import Span
from tests.support.counters import A_CLERK, A_MONDAY, BIRTH, RESIDENCE, a_counter, a_person


class Desk:
    """A counter with two dossiers, the screen of its registers, and the clock."""

    def __init__(self, counter: Counter, background: Background) -> None:
        self.counter = counter
        self.now: datetime = A_MONDAY
        for procedure, name in ((RESIDENCE, "NGUYỄN VĂN THỬ"), (BIRTH, "LÝ VĂN BÉ")):
            request = IntakeRequest(procedure, a_person(name))
            intake.take_in(counter, request, A_CLERK, self.now)
        self.now += timedelta(days=3)
        self.view = ReportsView(
            ports_of(counter, background.run, lambda: self.now, lambda: A_CLERK)
        )


@pytest.fixture
def desk(tmp_path: Path, background: Background, qtbot: QtBot) -> Iterator[Desk]:
    (tmp_path / "home").mkdir()
    counter = a_counter(tmp_path / "home", founded_at=A_MONDAY - timedelta(days=60))
    desk = Desk(counter, background)
    qtbot.addWidget(desk.view)
    yield desk
    background.stop()
    counter.store.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> FiguresPage:
    view = desk.view
    view.resize(1170, 680)
    with qtbot.waitExposed(view):
        view.show()
    view.opened()
    qtbot.keyClick(view, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: cells(view.figures) != [])
    return view.figures


def cells(page: FiguresPage) -> list[list[str]]:
    table = page.table.table
    if table is None:
        return []
    return [[column.text(line) for column in table.model.columns] for line in table.model.rows]


def test_a_report_has_a_line_for_each_field_and_their_sum(page: FiguresPage) -> None:
    assert [row[0] for row in cells(page)][-1] == "Tổng cộng"
    assert cells(page)[-1][1:] == ["2", "0", "2", "0", "0", "0", "0", "0", "2", "1", "1"]
    assert "✓ (3) tiếp nhận 2 = (7) đã giải quyết 0 + (11) đang giải quyết 2" in page.summary.text()
    assert "Kỳ đang chạy" in page.summary.text()


def test_the_choices_make_another_report(page: FiguresPage, qtbot: QtBot) -> None:
    page.filters.form.set_value(ReportForm.F_07A)
    page.filters.by.set_value(By.CLERK)
    page.filters.by.picked.emit(By.CLERK)
    qtbot.waitUntil(lambda: cells(page)[0][0] == A_CLERK.name)
    assert "–" in cells(page)[0]
    page.filters.period.span.set_value(Span.LAST_MONTH)
    page.filters.period.span.picked.emit(Span.LAST_MONTH)
    qtbot.waitUntil(lambda: cells(page) == [])


def test_enter_on_a_figure_leads_to_its_dossiers_and_escape_back(
    desk: Desk, page: FiguresPage, qtbot: QtBot
) -> None:
    table = page.table.table
    assert table is not None
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(len(table.model.rows) - 1, 11))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.behind.paged.pages) == 1)
    line = page.behind.paged.pages[0]
    assert line.applicant == "LÝ VĂN BÉ"
    with qtbot.waitSignal(desk.view.dossier_wanted) as opened:
        qtbot.keyClick(page.behind.view, Qt.Key.Key_Return)
    assert opened.args == [line.code]
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.table.isVisible)
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.view.filters.isVisible())


def test_a_report_goes_to_a_file(
    desk: Desk, page: FiguresPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "bao-cao.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), ""))
    qtbot.keyClick(desk.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "bao-cao.xlsx" in desk.view.notice.text)
    assert wanted.read_bytes()[:2] == b"PK"


def test_a_period_without_sense_is_refused_in_words(
    desk: Desk, page: FiguresPage, qtbot: QtBot
) -> None:
    page.filters.period.first.setText("01/01/2027")
    page.filters.period.last.setText("31/01/2027")
    page.filters.period.last.changed.emit()
    qtbot.waitUntil(lambda: "chưa bắt đầu" in desk.view.notice.text)
