"""The reports of an area: II.06a and 07a/BTP, the dossiers of a figure, charts, PDF and Excel."""

from counter_app.domain.figures import Figure
from counter_app.domain.report import By, ReportForm, ReportLine
from counter_app.ui.figures.page import FiguresPage
from counter_app.ui.reports.view import ReportsView
from counter_app.ui.shared.spans import Span
from counter_app.ui.tour_pages.guide import Guide
from counter_app.ui.tour_pages.overview import tell_purpose

REPORTS = 4
"""Where the screen of registers and reports stands in a supervisor's rail."""

PDF, EXCEL = "II.06a.pdf", "07a.xlsx"


def make_reports(guide: Guide, purpose: str) -> None:
    """Make both reports of the year, look behind a figure, and take them out with a purpose."""
    view = guide.go(REPORTS, "reports")
    assert isinstance(view, ReportsView)
    guide.press("F6")
    page = view.figures
    guide.until("the page of reports is open", page.isVisible)
    guide.choose(page.filters.by, By.UNIT)
    guide.choose(page.filters.period.span, Span.YEAR)
    guide.until("the report is made", lambda: page.table.table and page.table.table.model.rows)
    guide.settle()
    guide.picture("report-06a")
    _look_behind(guide, page)
    _export(guide, page, "F8", PDF, purpose, "report-purpose")
    guide.picture("report-exported")
    guide.choose(page.filters.form, ReportForm.F_07A)
    guide.choose(page.filters.by, By.PROCEDURE)
    guide.settle()
    guide.picture("report-07a")
    _export(guide, page, "F9", EXCEL, purpose)
    guide.press("F7")
    guide.until("the charts are drawn", lambda: page.charts.is_shown)
    guide.settle()
    guide.picture("report-charts")
    guide.press("Escape")


def _look_behind(guide: Guide, page: FiguresPage) -> None:
    """Open the figure of what was solved late, and come back."""
    table = page.table.table
    assert table is not None
    table.setFocus()
    keys = [column.key for column in table.model.columns]
    guide.press("Home", table.view)
    for _ in range(keys.index("late")):
        guide.press("Right", table.view)
    row = next((at for at, line in enumerate(table.model.rows) if _is_late(line)), 0)
    for _ in range(row):
        guide.press("Down", table.view)
    guide.press("Return", table.view)
    guide.until("its dossiers are listed", page.behind.isVisible)
    guide.settle()
    guide.picture("report-behind")
    guide.press("Escape")
    guide.settle()


def _is_late(line: ReportLine) -> bool:
    return bool(line.tally.count(Figure.LATE))


def _export(
    guide: Guide, page: FiguresPage, keys: str, name: str, purpose: str, picture: str = ""
) -> None:
    """Take the report out to a file beside the pictures, saying what for."""
    guide.answer(keys, guide.write_to(name), tell_purpose(guide, purpose, picture))
    guide.until("the file is there", lambda: (guide.folder / name).exists())
    guide.settle()
