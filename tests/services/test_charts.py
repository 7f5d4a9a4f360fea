"""The charts of an area: in the PDF of a report of all units and of one, and who is in them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app.domain.figures import Figure, Period
from counter_app.domain.moments import VIETNAM
from counter_app.domain.report import By, ReportForm
from counter_app.services import reports, supervision
from counter_app.services.counter import Counter
from counter_app.services.exporting import ExportKind, Taker
from tests.support.area import COMMUNES, OFFICE, SUPERVISOR, an_area, work_through
from tests.support.pdf import text_of

START = datetime(2026, 11, 9, 8, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture(scope="module")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A supervisor's machine with the journals of two communes that worked."""
    with an_area(tmp_path_factory.mktemp("area"), START - timedelta(days=1)) as area:
        places = [area.enrol(unit) for unit in COMMUNES[:2]]
        office = area.enrol(OFFICE, COMMUNES[:2])
        for seed, place in enumerate(places, 1):
            area.clock.now = START
            work_through(place.counter, area.clock, 12 if seed == 1 else 5, 4, seed)
        area.clock.now = NOW - timedelta(minutes=30)
        area.carry()
        area.clock.now = NOW
        yield office.counter


@pytest.mark.parametrize("unit", [None, COMMUNES[1].code])
def test_the_charts_in_the_pdf_say_what_the_report_says(
    eyes: Counter, tmp_path: Path, unit: str | None
) -> None:
    """Seen to fail when the weeks of all units stood in the report of one."""
    made = reports.report(eyes, ReportForm.II_06A, NOVEMBER, By.FIELD, NOW, unit)
    file = tmp_path / "bao-cao.pdf"
    reports.export(eyes, made, ExportKind.PDF, file, Taker(SUPERVISOR, NOW, "Báo cáo tháng"))
    said = text_of(file.read_bytes())

    received, solved, late = (
        made.total.count(f) for f in (Figure.RECEIVED_NOW, Figure.SOLVED, Figure.LATE)
    )
    assert f"Tiếp nhận: {received}" in said
    assert f"Đã giải quyết: {solved}" in said
    assert f"Trong đó quá hạn: {late}" in said
    shown = reports.charts(eyes, made)
    assert any(bar.count for bar in shown.fields)
    for bar in shown.fields:
        assert bar.count == 0 or f"{bar.count}/{bar.whole} (" in said
    lines = supervision.overview(eyes, NOVEMBER, SUPERVISOR, NOW).units
    wanted = {each.name: each.tally.count(Figure.RECEIVED_NOW) for each in lines}
    assert {bar.name: bar.count for bar in shown.units} == (wanted if unit is None else {})
    assert sum(bar.percent for bar in shown.units) == (100 if unit is None else 0)
    assert ("Tỷ trọng tiếp nhận theo đơn vị" in said) is (unit is None)


def test_a_period_without_dossiers_has_a_pdf_that_says_so(eyes: Counter, tmp_path: Path) -> None:
    before = Period(date(2020, 2, 1), date(2020, 2, 29))
    made = reports.report(eyes, ReportForm.HEADLINE, before, By.UNIT, NOW)
    file = tmp_path / "trong.pdf"
    reports.export(eyes, made, ExportKind.PDF, file, Taker(SUPERVISOR, NOW, "Thử"))
    assert text_of(file.read_bytes()).count("Chưa có số liệu trong kỳ này.") == 2


def test_the_office_that_only_looks_has_no_line_in_a_report(eyes: Counter) -> None:
    """Seen to fail: it stood there with noughts, and the area had one unit too many."""
    made = reports.report(eyes, ReportForm.II_06A, NOVEMBER, By.UNIT, NOW)
    assert {line.key for line in made.lines} == {unit.code for unit in COMMUNES[:2]}
    assert {code for code, _ in reports.units(eyes)} == {unit.code for unit in COMMUNES[:2]}
