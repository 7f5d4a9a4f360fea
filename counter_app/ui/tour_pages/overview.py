"""A supervisor's first screen: the table sorted, tiles, charts, and the way down to a number."""

from PySide6.QtWidgets import QDialog

from counter_app.domain.figures import Figure
from counter_app.ui.shared.spans import Span
from counter_app.ui.supervision.journal.view import JournalView
from counter_app.ui.supervision.overview.view import OverviewView, Shape
from counter_app.ui.supervision.purpose import PurposeDialog
from counter_app.ui.tour_pages.guide import Answer, Guide, TourStuck

LATE = "late"
"""The column by which the units are sorted: solved, and late."""

CHARTS = "tong-quan.png"

DOSSIERS = 5
"""Where the dossiers stand in a supervisor's rail."""


def look(guide: Guide) -> None:
    """Look at the month, as the screen opens."""
    view = _overview(guide)
    guide.until("the units are there", lambda: view.units.model.rows)
    guide.settle()
    guide.picture("overview")


def sort(guide: Guide) -> None:
    """Look at the year, the units with the most late results first."""
    view = _overview(guide)
    guide.choose(view.period.span, Span.YEAR)
    guide.settle()
    view.units.setFocus()
    keys = [column.key for column in view.units.model.columns]
    for _ in keys:
        if view.units.column_key() == LATE:
            break
        guide.press("Right", view.units.view)
    guide.press("Ctrl+Down", view.units.view)
    guide.settle()
    guide.picture("overview-sorted")


def look_at_shapes(guide: Guide, purpose: str) -> None:
    """Look at the units as a grid and at the charts; save the charts, and say what for."""
    view = _overview(guide)
    guide.choose(view.shape, Shape.TILES)
    guide.until("the tiles are there", lambda: view.tiles.isVisible() and view.tiles.tiles)
    view.tiles.begin()
    guide.press("Right")
    guide.press("Down")
    guide.settle()
    guide.picture("tiles")
    guide.choose(view.shape, Shape.CHARTS)
    guide.until("the charts are drawn", lambda: view.charts.is_shown)
    guide.settle()
    guide.picture("charts")
    say = tell_purpose(guide, purpose, "charts-purpose")
    guide.answer("Ctrl+S", say, guide.write_to(CHARTS))
    guide.until("the charts are saved", lambda: (guide.folder / CHARTS).exists())
    guide.until("that is said", lambda: view.notice.text)
    guide.choose(view.shape, Shape.TABLE)
    guide.settle()


def go_down(guide: Guide) -> None:
    """Go from the unit with the most late results to a clerk, to the late dossiers, to one."""
    view = _overview(guide)
    view.units.setFocus()
    view.units.choose(0)
    guide.press("Home", view.units.view)
    guide.press("Return", view.units.view)
    guide.until("the clerks are listed", view.clerks.isVisible)
    guide.until("there is one", lambda: view.clerks.model.rows)
    guide.settle()
    guide.picture("clerks")
    lines = view.clerks.model.rows
    for _ in range(next(n for n, line in enumerate(lines) if line.tally.count(Figure.LATE))):
        guide.press("Down", view.clerks.view)
    for _ in view.clerks.model.columns:
        if view.clerks.column_key() == LATE:
            break
        guide.press("Right", view.clerks.view)
    guide.press("Return", view.clerks.view)
    guide.until("the dossiers are listed", lambda: view.rows.isVisible() and view.rows.model.rows)
    guide.settle()
    guide.picture("late-dossiers")
    guide.press("Return", view.rows.view)
    page = guide.desk.dossiers.page_presenter
    guide.until("the dossier is open", lambda: page.code)
    guide.settle()
    guide.picture("dossier-masked")


def open_number(guide: Guide) -> None:
    """Look at the personal number of this one dossier; that is recorded."""
    guide.press("F9")
    notice = guide.desk.dossiers.notice
    guide.until("the number is shown", lambda: notice.text)
    guide.settle()
    guide.picture("number-opened")


def open_entry(guide: Guide) -> None:
    """Go from the dossier to the newest of its entries in the commune's journal, and back."""
    page = guide.desk.dossiers.page
    guide.press("F8")
    guide.until("its entries are offered", lambda: page.menu and page.menu.isVisible())
    guide.press("Return", page.menu)
    guide.until("the journal is in front", lambda: guide.desk.window.front_key == "journal")
    view = guide.desk.window.front
    assert isinstance(view, JournalView)
    guide.until("the journal is read", lambda: view.table.model.rows)
    guide.activate()
    guide.settle()
    guide.picture("entry")
    guide.go(DOSSIERS, "dossiers")


def tell_purpose(guide: Guide, purpose: str, name: str = "") -> Answer:
    """Return what tells the purpose of an export, with a picture of the question."""

    def tell(dialog: QDialog) -> None:
        if not isinstance(dialog, PurposeDialog):
            raise TourStuck("stuck: nobody asks for the purpose")
        guide.type(dialog.purpose, purpose)
        if name:
            guide.picture(name)
        guide.press("Return", dialog.purpose)

    return tell


def _overview(guide: Guide) -> OverviewView:
    view = guide.go(1, "overview")
    assert isinstance(view, OverviewView)
    return view
