"""Reports on paper: the official head, the numbers of the columns, who signs, page after page."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from counter_app.domain.charts import MOST_BARS, Bar, Charts, TrendWeek
from counter_app.domain.figures import COUNTED, Figure, Period, Tally, tally_of
from counter_app.domain.form import FormSet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.report import COLUMNS, By, Report, ReportForm, ReportLine, value_words
from counter_app.printing.report import report_pdf
from tests.printing.reading import MM, faults_on, pages_text, text_boxes, whole_text
from tests.printing.samples import A_UNIT

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NOW = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
NO_CHARTS = Charts("Phường Bắc Kạn")


def a_report(form: ReportForm, lines: int, group: str = "") -> Report:
    tallies = [Tally({f: 7 * at + n for n, f in enumerate(COUNTED)}) for at in range(lines)]
    named = [
        ReportLine(str(at), f"Thủ tục thử số {at}", group, tally)
        for at, tally in enumerate(tallies)
    ]
    as_of = YEAR.as_of(NOW)
    total = tally_of(tallies)
    return Report(
        form,
        By.PROCEDURE,
        YEAR,
        "01843",
        "Phường Bắc Kạn",
        ("01843",),
        as_of,
        NOW,
        tuple(named),
        total,
    )


@pytest.mark.parametrize("form", list(ReportForm))
def test_every_form_has_its_head_its_columns_and_its_signatures(
    forms: FormSet, form: ReportForm
) -> None:
    report = a_report(form, 3)
    said = whole_text(report_pdf(forms, report, A_UNIT, NO_CHARTS))
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "NGƯỜI LẬP BIỂU", "Tổng cộng"):
        assert words in said
    for column in COLUMNS[form]:
        assert column.number in said
        assert value_words(column.value(report.total)) in said
    assert "từ ngày 01/01/2025 đến ngày 31/12/2025" in said
    assert "chưa kết thúc" not in said


def test_a_long_report_repeats_its_heads_and_loses_no_line(forms: FormSet) -> None:
    pages = pages_text(
        report_pdf(forms, a_report(ReportForm.F_07A, 90, "Hộ tịch"), A_UNIT, NO_CHARTS)
    )
    assert len(pages) > 2
    assert all("(25)" in page for page in pages[:-2])
    said = " ".join(pages)
    assert all(f"số {at}" in said for at in range(90))


def test_the_charts_stand_on_pages_of_their_own_behind_the_signatures(forms: FormSet) -> None:
    """Seen to fail when they came before the signatures, and when a page held too much."""
    units = tuple(Bar(f"Xã {at}", 1, 37, Decimal(100) / 37) for at in range(37))
    fields = (Bar("Đất đai", 2, 50, Decimal(4)),)
    charts = Charts("Khu vực thử", "", (TrendWeek(YEAR.first, 37, 30, 2),), units, fields)
    pdf = report_pdf(forms, a_report(ReportForm.II_06A, 3), A_UNIT, charts)

    table, shapes, every = pages_text(pdf)
    assert "NGƯỜI LẬP BIỂU" in table
    assert "Khu vực thử" not in table
    assert "(tiếp theo)" in shapes and "Trang 2/3" in shapes
    assert shapes.count("(2,70%)") == MOST_BARS
    assert "2/50 (4,00%)" in shapes
    assert every.count("(2,70%)") == 37
    assert faults_on(pdf) == []
    words = (box for page in text_boxes(pdf)[1:] for box in page if "Trang" not in box.text)
    assert min(box.bottom for box in words) > 13 * MM, "nothing of it reaches into the margin"


def test_a_period_that_runs_says_so(forms: FormSet) -> None:
    report = replace(a_report(ReportForm.II_06A, 1), as_of=datetime(2025, 6, 1, 8, tzinfo=VIETNAM))
    assert "Kỳ báo cáo chưa kết thúc: số liệu tính đến" in whole_text(
        report_pdf(forms, report, A_UNIT, NO_CHARTS)
    )


def test_what_is_not_known_is_a_dash_and_a_share_has_two_decimals() -> None:
    assert [value_words(each) for each in (None, 0, 12_345, Decimal("7.5"))] == [
        *("–", "0", "12.345", "7,50"),
    ]
    assert Tally({}).share(Figure.DUE_LATE, Figure.DUE) is None
