"""Charts of the overview: the trend by week, the shares by unit, the lateness by field.

Drawn by ``reportlab.graphics``. A ``Drawing`` is a flowable, so a report takes it as it is; the
screen shows the page that ``charts_page`` makes of all three. Grey and shape tell the series
apart as well as colour does: the page is often printed without it.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.renderPDF import draw
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from counter_app.printing.fonts import SANS, need

RECEIVED, SOLVED, LATE = HexColor("#0B5CAD"), HexColor("#027A48"), HexColor("#B42318")
GREY, LINE = HexColor("#5B6B7B"), HexColor("#DDE3EA")
TEXT = 8.5
MOST_BARS = 15
"""So many bars a chart has, the largest ones; its title says so."""

THICKEST = 30.0
"""So much of a page's height a bar takes at the most, in points, with its gap."""

PAGE_WIDTH, PAGE_HEIGHT = A4[1], A4[0]
_BOLD = f"{SANS}-Bold"
_EDGE, _GAP, _HEAD = 36.0, 22.0, 22.0


@dataclass(frozen=True)
class WeekBars:
    """A week of the trend: what it is called, what came in, was solved, and of that late."""

    name: str
    received: int
    solved: int
    late: int


@dataclass(frozen=True)
class Bar:
    """A bar: its name and its number, in percent with one decimal or as a count."""

    name: str
    value: float


@dataclass(frozen=True)
class Charts:
    """What the three charts of a period show; ``title`` stands over them."""

    title: str
    weeks: tuple[WeekBars, ...]
    units: tuple[Bar, ...]
    fields: tuple[Bar, ...]


def charts_page(charts: Charts) -> bytes:
    """Return one page of landscape A4 with the three charts, as PDF.

    Raises:
        FontMissing: the type face is not there.
    """
    need(SANS)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    canvas.setTitle(charts.title)
    canvas.setFont(_BOLD, 14)
    canvas.drawString(_EDGE, PAGE_HEIGHT - _EDGE - 8, charts.title)
    width = PAGE_WIDTH - 2 * _EDGE
    half, room = (width - _GAP) / 2, PAGE_HEIGHT - 2 * _EDGE - _HEAD
    upper = room * 0.42
    draw(trend(charts.weeks, width, upper), canvas, _EDGE, _EDGE + room - upper)
    lower = room - upper - _GAP
    draw(shares(charts.units, half, lower), canvas, _EDGE, _EDGE)
    draw(lateness(charts.fields, half, lower), canvas, _EDGE + half + _GAP, _EDGE)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def trend(weeks: Sequence[WeekBars], width: float, height: float) -> Drawing:
    """Return the trend by week: received, solved, and solved late, as three lines."""
    need(SANS)
    drawing = _drawing("Xu hướng theo tuần (số hồ sơ)", width, height)
    if not weeks:
        return _empty(drawing)
    chart = HorizontalLineChart()
    _place(chart, width, height, left=38, below=26, above=42)
    chart.data = [
        [week.received for week in weeks],
        [week.solved for week in weeks],
        [week.late for week in weeks],
    ]
    for at, (colour, marker) in enumerate(
        ((RECEIVED, "FilledCircle"), (SOLVED, "FilledSquare"), (LATE, "FilledTriangle"))
    ):
        chart.lines[at].strokeColor = colour
        chart.lines[at].strokeWidth = 1.6
        chart.lines[at].symbol = _marker(marker, colour)
    _axes(chart, [week.name for week in weeks])
    drawing.add(chart)
    _legend(
        drawing, height, (("Tiếp nhận", RECEIVED), ("Đã giải quyết", SOLVED), ("Quá hạn", LATE))
    )
    return drawing


def shares(bars: Sequence[Bar], width: float, height: float) -> Drawing:
    """Return the receipts of each unit in percent of all, the largest first."""
    return _bars("Tỷ trọng tiếp nhận theo đơn vị (%)", bars, width, height, RECEIVED)


def lateness(bars: Sequence[Bar], width: float, height: float) -> Drawing:
    """Return the late ones in percent of what counts of each field, the largest first."""
    return _bars("Tỷ lệ quá hạn theo lĩnh vực (%)", bars, width, height, LATE)


def _bars(title: str, bars: Sequence[Bar], width: float, height: float, colour: Color) -> Drawing:
    need(SANS)
    shown = _largest(bars)
    is_cut = sum(bar.value > 0 for bar in bars) > MOST_BARS
    drawing = _drawing(f"{title}, {MOST_BARS} lớn nhất" if is_cut else title, width, height)
    if not shown:
        return _empty(drawing)
    chart = HorizontalBarChart()
    unused = max(0.0, height - 30 - THICKEST * len(shown))
    _place(chart, width, height, left=width * 0.38, below=6 + unused, above=24)
    chart.width -= 30
    chart.data = [[bar.value for bar in reversed(shown)]]
    chart.bars[0].fillColor = colour
    chart.bars[0].strokeColor = None
    chart.barSpacing, chart.groupSpacing = 0, 4
    chart.barLabels.fontName, chart.barLabels.fontSize = SANS, TEXT
    chart.barLabels.nudge, chart.barLabels.boxAnchor = 4, "w"
    chart.barLabelFormat = _percent
    names = [_short(bar.name, int(width * 0.38 / 4.6)) for bar in reversed(shown)]
    chart.categoryAxis.categoryNames = names
    labels = chart.categoryAxis.labels
    labels.fontName, labels.fontSize, labels.boxAnchor, labels.dx = SANS, TEXT, "e", -4
    chart.categoryAxis.strokeColor, chart.categoryAxis.visibleTicks = LINE, False
    chart.valueAxis.valueMin, chart.valueAxis.visible = 0, False
    drawing.add(chart)
    return drawing


def _largest(bars: Sequence[Bar]) -> list[Bar]:
    ordered = sorted(bars, key=lambda bar: -bar.value)
    return [bar for bar in ordered if bar.value > 0][:MOST_BARS]


def _drawing(title: str, width: float, height: float) -> Drawing:
    drawing = Drawing(width, height)
    drawing.add(String(0, height - 11, title, fontName=_BOLD, fontSize=10.5))
    return drawing


def _empty(drawing: Drawing) -> Drawing:
    words = "Chưa có số liệu trong kỳ này."
    drawing.add(String(0, drawing.height - 34, words, fontName=SANS, fontSize=TEXT, fillColor=GREY))
    return drawing


def _place(
    chart: VerticalBarChart | HorizontalBarChart | HorizontalLineChart,
    width: float,
    height: float,
    *,
    left: float,
    below: float,
    above: float,
) -> None:
    chart.x, chart.y = round(left), round(below)
    chart.width, chart.height = round(width - left - 8), round(height - below - above)


def _axes(chart: HorizontalLineChart, names: Sequence[str]) -> None:
    category, value = chart.categoryAxis, chart.valueAxis
    category.categoryNames = list(names)
    category.labels.fontName, category.labels.fontSize = SANS, TEXT
    category.strokeColor, category.visibleTicks = LINE, False
    value.labels.fontName, value.labels.fontSize = SANS, TEXT
    value.labelTextFormat = _whole
    value.valueMin, value.strokeColor, value.visibleTicks = 0, None, False
    value.visibleGrid, value.gridStrokeColor, value.gridStrokeWidth = True, LINE, 0.5
    most = max(max(line) for line in chart.data)
    value.valueMax = max(4, most)
    value.forceZero = True


def _legend(drawing: Drawing, height: float, entries: Sequence[tuple[str, Color]]) -> None:
    x = 0.0
    for words, colour in entries:
        square = Rect(x, height - 29, 8, 8)
        square.fillColor, square.strokeColor = colour, None
        drawing.add(square)
        drawing.add(String(x + 12, height - 28, words, fontName=SANS, fontSize=TEXT))
        x += 90


def _marker(kind: str, colour: Color) -> Any:
    """Return what stands at each point of a line; reportlab has no types for it."""
    marker: Any = makeMarker(kind)  # type: ignore[no-untyped-call]
    marker.size, marker.fillColor = 5, colour
    return marker


def _percent(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _whole(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".") if value == int(value) else ""


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
