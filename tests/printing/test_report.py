"""Reports on paper: the official head, the numbers of the columns, who signs, page after page."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from counter_app.domain.figures import COUNTED, Figure, Period, Tally, tally_of
from counter_app.domain.form import FormSet
from counter_app.domain.moments import VIETNAM
from counter_app.domain.report import COLUMNS, By, Report, ReportForm, ReportLine, value_words
from counter_app.printing.report import report_pdf
from tests.printing.reading import pages_text, whole_text
from tests.printing.samples import A_UNIT

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NOW = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)


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
    said = whole_text(report_pdf(forms, report, A_UNIT))
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "NGƯỜI LẬP BIỂU", "Tổng cộng"):
        assert words in said
    for column in COLUMNS[form]:
        assert column.number in said
        assert value_words(column.value(report.total)) in said
    assert "từ ngày 01/01/2025 đến ngày 31/12/2025" in said
    assert "chưa kết thúc" not in said


def test_a_long_report_repeats_its_heads_and_loses_no_line(forms: FormSet) -> None:
    pages = pages_text(report_pdf(forms, a_report(ReportForm.F_07A, 90, "Hộ tịch"), A_UNIT))
    assert len(pages) > 2
    assert all("(25)" in page for page in pages[:-1])
    said = " ".join(pages)
    assert all(f"số {at}" in said for at in range(90))


def test_a_period_that_runs_says_so(forms: FormSet) -> None:
    report = replace(a_report(ReportForm.II_06A, 1), as_of=datetime(2025, 6, 1, 8, tzinfo=VIETNAM))
    assert "Kỳ báo cáo chưa kết thúc: số liệu tính đến" in whole_text(
        report_pdf(forms, report, A_UNIT)
    )


def test_what_is_not_known_is_a_dash_and_a_share_has_two_decimals() -> None:
    assert [value_words(each) for each in (None, 0, 12_345, Decimal("7.5"))] == [
        *("–", "0", "12.345", "7,50"),
    ]
    assert Tally({}).share(Figure.DUE_LATE, Figure.DUE) is None
