"""A supervisor's figures at the window: from every number down to its dossiers, and the charts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from counter_app.domain.figures import Figure
from counter_app.domain.report import By
from counter_app.services import reports
from counter_app.ui.reports.view import ReportsView
from counter_app.ui.supervision.overview.view import OverviewView
from tests.journeys.supervised import START, Scene, Seat
from tests.support.area import SUPERVISOR, an_area

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def scene(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Scene]:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    with an_area(tmp_path / "area", START - timedelta(days=1)) as area:
        yield Scene(area, qapp, qtbot)


def overview_of(seat: Seat) -> OverviewView:
    overview = seat.desk.window.front
    assert isinstance(overview, OverviewView)
    seat.until(lambda: len(overview.units.model.rows) == 2 and overview.units.view.hasFocus())
    return overview


def go_to(seat: Seat, overview: OverviewView, key: str) -> None:
    """Go along a row of the units to a column, by the arrows alone."""
    while overview.units.column_key() != key:
        seat.press_focused(Qt.Key.Key_Right)


def test_every_number_leads_to_its_dossiers_by_the_keyboard(scene: Scene) -> None:
    """Seen to fail when the ring went back to the first column with every look at the journals."""
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        overview = overview_of(seat)
        assert "✓ (3) tiếp nhận" in overview.total.text()
        _sort_and_open_a_units_number(seat, overview)
        _open_a_clerks_number(seat, overview)
        _choose_another_period(seat, overview)


def _sort_and_open_a_units_number(seat: Seat, overview: OverviewView) -> None:
    go_to(seat, overview, "late")
    late = [unit.tally.count(Figure.LATE) for unit in overview.units.model.rows]
    assert late[0] != late[1]
    view = overview.units.view
    for key, order in ((Qt.Key.Key_Up, False), (Qt.Key.Key_Down, True)):
        seat.bot.keyClick(view, key, CONTROL)
        shown = [unit.tally.count(Figure.LATE) for unit in overview.units.model.rows]
        assert shown == sorted(late, reverse=order)
        assert (view.currentIndex().row(), overview.units.column_key()) == (0, "late")
    with seat.bot.waitSignal(overview.units.model.modelReset):
        overview.refresh()
    unit = overview.units.current()
    seat.press_focused(Qt.Key.Key_Return)
    seat.until(overview.rows.view.hasFocus)
    assert overview.figure.value() is Figure.LATE
    assert len(overview.rows.model.rows) == unit.tally.count(Figure.LATE) == max(late)
    assert unit.name in seat.words() and "mọi công chức" in seat.words()
    seat.press(Qt.Key.Key_Escape)
    seat.until(overview.units.view.hasFocus)
    assert overview.units.column_key() == "late"
    assert overview.units.current().code == unit.code


def _open_a_clerks_number(seat: Seat, overview: OverviewView) -> None:
    while overview.units.column_key() != "unit":
        seat.press_focused(Qt.Key.Key_Left)
    seat.press_focused(Qt.Key.Key_Return)
    seat.until(overview.clerks.view.hasFocus)
    while overview.clerks.column_key() != "on_time":
        seat.press_focused(Qt.Key.Key_Right)
    clerk = overview.clerks.current()
    seat.press_focused(Qt.Key.Key_Return)
    seat.until(overview.rows.view.hasFocus)
    assert overview.figure.value() is Figure.ON_TIME
    assert len(overview.rows.model.rows) == clerk.tally.count(Figure.ON_TIME)
    seat.press(Qt.Key.Key_Escape)
    seat.until(overview.clerks.view.hasFocus)


def _choose_another_period(seat: Seat, overview: OverviewView) -> None:
    """Who is looked at stays; a day that is none is said, and asks for nothing."""
    first, last = overview.period.first, overview.period.last
    for field, typed in ((first, "32112026"), (first, "01102026"), (last, "31102026")):
        field.setFocus()
        field.selectAll()
        seat.type(typed)
        seat.bot.keyClick(field, Qt.Key.Key_Return)
        assert first.property("wrong") is (typed == "32112026")
    seat.until(lambda: overview.clerks.model.rows == [])
    assert overview.period.span.currentText() == "Tháng trước"
    assert "Hãy chọn kỳ khác" in seat.words()


def test_a_report_has_charts_beside_its_table_and_gives_them_away(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.window(scene.office, SUPERVISOR.clerk) as seat:
        seat.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        screen = seat.desk.window.front
        assert isinstance(screen, ReportsView)
        seat.press(Qt.Key.Key_F6)
        page = screen.figures
        seat.until(lambda: page.presenter.report is not None)
        assert not page.save_charts.isVisible()
        seat.press(Qt.Key.Key_F7)
        seat.until(lambda: page.charts.is_shown and page.charts.hasFocus())
        assert page.save_charts.isVisible()
        for name in ("bieu-do.png", "bieu-do.pdf"):
            page.save_charts_to(tmp_path / name, "Báo cáo tháng")
            seat.until(lambda name=name: f"{name}." in screen.notice.text)  # type: ignore[misc]
        seat.press(Qt.Key.Key_Escape)
        table = page.table.table
        assert table is not None
        seat.until(table.view.hasFocus)
        assert not page.save_charts.isVisible()
        report = page.presenter.report
        assert report is not None and report.by is By.FIELD
    picture = QImage(str(tmp_path / "bieu-do.png"))
    assert (picture.width(), picture.height()) == (1754, 1241)
    assert (tmp_path / "bieu-do.pdf").read_bytes() == reports.charts_pdf(
        scene.office.counter, report
    )
    with scene.office.store.reading() as reading:
        taken = [each.fact for each in reading.journal.of_kinds(("Exported",))]
    assert len(taken) == 2
