"""The charts of a report: the trend by week, the shares by unit, the lateness by field.

Drawn by ``reportlab.graphics``. Each sheet is a ``Drawing``: the report takes it as a flowable
of its own pages, the screen and the saved picture take the pages that ``charts_pages`` makes of
the same sheets. Marks, dashes, places and words say everything; colours only repeat it, because
such pages are often printed without them.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.renderPDF import draw
from reportlab.graphics.shapes import Drawing, Group, Line, String
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.charts import (
    MOST_BARS,
    PAPER,
    Bar,
    ChartColours,
    Charts,
    TrendWeek,
    shown_first,
)
from counter_app.domain.report import value_words
from counter_app.printing.fonts import SANS, need

NOTHING = "Chưa có số liệu trong kỳ này."
NONE_LATE = "Không có hồ sơ quá hạn trong kỳ này."
TREND, SHARES, RECEIPTS, LATENESS = (
    "Xu hướng theo tuần (số hồ sơ)",
    "Tỷ trọng tiếp nhận theo đơn vị",
    "Tiếp nhận theo đơn vị",
    "Tỷ lệ quá hạn theo lĩnh vực",
)
EDGE_WEEKS = "Mỗi điểm là một tuần, ghi ngày đầu; tuần đầu và tuần cuối chỉ tính các ngày trong kỳ."

PAGE = (A4[1], A4[0])
_BOLD = f"{SANS}-Bold"
_TEXT, _HEADING, _TITLE = 8.5, 10.5, 13.0
_EDGE, _GAP = 30.0, 18.0
_TITLE_ROOM, _HEAD_ROOM, _LINE_ROOM = 38.0, 22.0, 16.0
_ROW, _COLUMN = 13.5, 170.0
"""The height of a row in the full list, and the least width of its columns."""

_BEFORE = 8.0
"""The room between a bar and its name, and between it and its number."""

_THINNEST, _THICKEST = 11.5, 24.0
"""The least and the most that a bar takes with its gap."""

_TREND_SHARE, _MOST_DATES, _MANY_WEEKS, _YEAR = 0.42, 14, 30, 54
_SERIES = (
    ("Tiếp nhận", "received", "FilledCircle", ()),
    ("Đã giải quyết", "solved", "FilledSquare", (6, 2)),
    ("Trong đó quá hạn", "late", "FilledTriangle", (1.5, 1.5)),
)
"""The lines of the trend: in words, by name, by mark, and by dashes."""


def charts_pages(
    charts: Charts, colours: ChartColours = PAPER, size: tuple[float, float] | None = None
) -> bytes:
    """Return the charts as PDF: on landscape A4, or on pages of a size in points for a screen.

    Raises:
        FontMissing: the type face is not there.
    """
    need(SANS)
    width, height = size or PAGE
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width, height), invariant=1, lang="vi-VN")
    canvas.setTitle(charts.title)
    edge = 10.0 if size else _EDGE
    for sheet in sheets(charts, width - 2 * edge, height - 2 * edge, colours):
        canvas.setFillColor(HexColor(colours.ground))
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        draw(sheet, canvas, edge, edge)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def sheets(
    charts: Charts, width: float, height: float, colours: ChartColours = PAPER
) -> list[Drawing]:
    """Return the charts on sheets of a size: the shapes on one, then every unit if they are many.

    Raises:
        FontMissing: the type face is not there.
    """
    need(SANS)
    pen = _Pen(colours)
    made = [pen.overview(charts, width, height)]
    if shown_first(charts.units, _fitting(_lower(height)))[1]:
        made += pen.every_unit(charts, width, height)
    return made


@dataclass(frozen=True)
class _Scale:
    """The room for names and for numbers, in points, and the percent of the longest bar."""

    names: float
    numbers: float
    longest: float


class _Pen:
    """Draws in the colours of a paper or of a screen."""

    def __init__(self, colours: ChartColours) -> None:
        self._text, self._second = HexColor(colours.text), HexColor(colours.second)
        self._line = HexColor(colours.line)
        self._colours = {
            "received": HexColor(colours.received),
            "solved": HexColor(colours.solved),
            "late": HexColor(colours.late),
        }

    def overview(self, charts: Charts, width: float, height: float) -> Drawing:
        """Return the sheet with the three shapes; a single unit has no shares."""
        sheet = self._titled(charts, width, height)
        lower = _lower(height)
        upper = height - _TITLE_ROOM - _GAP - lower
        _put(sheet, self.trend(charts.weeks, width, upper), 0, lower + _GAP)
        if not charts.units:
            _put(sheet, self.lateness(charts.fields, width, lower), 0, 0)
            return sheet
        half = (width - _GAP) / 2
        _put(sheet, self.shares(charts.units, half, lower), 0, 0)
        _put(sheet, self.lateness(charts.fields, half, lower), half + _GAP, 0)
        return sheet

    def every_unit(self, charts: Charts, width: float, height: float) -> list[Drawing]:
        """Return sheets with a bar for every unit, in columns of one scale."""
        bars, room = charts.units, height - _TITLE_ROOM - _HEAD_ROOM
        most = max(1, int((width + _GAP) / (_COLUMN + _GAP)))
        rows = max(1, int(room / _ROW))
        count = math.ceil(len(bars) / (most * rows))
        each = math.ceil(len(bars) / count)
        across = math.ceil(each / rows)
        made = []
        for at in range(count):
            sheet = self._titled(charts, width, height)
            self._heading(sheet, f"{SHARES}: cả {len(bars)} đơn vị", height - _TITLE_ROOM)
            part = bars[at * each : (at + 1) * each]
            self._columns(sheet, part, math.ceil(each / across), across, room)
            made.append(sheet)
        return made

    def _columns(
        self, sheet: Drawing, bars: Sequence[Bar], rows: int, across: int, room: float
    ) -> None:
        each = (sheet.width - (across - 1) * _GAP) / across
        scale = self._scale(bars, each, "received")
        for at in range(math.ceil(len(bars) / rows)):
            part = bars[at * rows : (at + 1) * rows]
            high = _ROW * len(part)
            drawn = self._bars(part, each, high, "received", scale)
            _put(sheet, drawn, at * (each + _GAP), room - high)

    def trend(self, weeks: Sequence[TrendWeek], width: float, height: float) -> Drawing:
        """Return the trend by week: received, solved, and solved late, as three lines."""
        drawing = Drawing(width, height)
        self._heading(drawing, TREND, height)
        lines = [[getattr(week, name) for week in weeks] for _, name, _, _ in _SERIES]
        if not any(map(any, lines)):
            return self._say(drawing, NOTHING)
        chart = HorizontalLineChart()
        chart.x, chart.y = 36, 16
        chart.width, chart.height = round(width - 44), round(height - 62)
        chart.data = lines
        for at, (_, name, mark, dashes) in enumerate(_SERIES):
            chart.lines[at].strokeColor = self._colours[name]
            chart.lines[at].strokeWidth = 1.6
            if dashes:
                chart.lines[at].strokeDashArray = dashes
            chart.lines[at].symbol = self._mark(mark, name, 5 if len(weeks) < _MANY_WEEKS else 3)
        self._axes(chart, _dates(weeks), max(map(max, lines)))
        drawing.add(chart)
        self._legend(drawing, [sum(line) for line in lines], height - 28)
        return drawing

    def shares(self, bars: Sequence[Bar], width: float, height: float) -> Drawing:
        """Return the receipts of each unit as a share of all, and the others in words."""
        shown, others = shown_first(bars, _fitting(height))
        left = sum(bar.count for bar in others)
        percent = sum((bar.percent for bar in others), start=bars[0].percent * 0)
        rest = (
            f"Còn lại {len(others)} đơn vị: {value_words(left)} hồ sơ ({value_words(percent)}%)."
            " Xem đủ ở trang sau."
        )
        title = f"{RECEIPTS}: {len(shown)} nhiều nhất" if others else SHARES
        return self._chart(title, shown, rest if others else "", width, height, "received")

    def lateness(self, bars: Sequence[Bar], width: float, height: float) -> Drawing:
        """Return of each field the share that is late, and the others in words."""
        shown, others = shown_first(bars, _fitting(height))
        late, whole = (
            value_words(sum(getattr(bar, name) for bar in others)) for name in ("count", "whole")
        )
        rest = f"Còn lại {len(others)} lĩnh vực: quá hạn {late} trên {whole} hồ sơ."
        title = f"{LATENESS}: {len(shown)} cao nhất" if others else LATENESS
        nothing = NONE_LATE if bars else NOTHING
        return self._chart(
            title, shown, rest if others else "", width, height, "late", nothing=nothing
        )

    def _chart(
        self,
        title: str,
        bars: Sequence[Bar],
        rest: str,
        width: float,
        height: float,
        tone: str,
        nothing: str = NOTHING,
    ) -> Drawing:
        drawing = Drawing(width, height)
        self._heading(drawing, title, height)
        if not bars:
            return self._say(drawing, nothing)
        room = height - _HEAD_ROOM - _LINE_ROOM
        used = min(room, _THICKEST * len(bars))
        below = _LINE_ROOM + room - used
        scale = self._scale(bars, width, tone)
        _put(drawing, self._bars(bars, width, used, tone, scale), 0, below)
        if rest:
            drawing.add(self._string(0, below - _LINE_ROOM + 4, rest, self._second))
        return drawing

    def _scale(self, bars: Sequence[Bar], width: float, tone: str) -> _Scale:
        """Return the measures that bars of one width have together, the largest one first."""
        names = max(stringWidth(bar.name, SANS, _TEXT) for bar in bars)
        said = max(stringWidth(_said(bar, tone), SANS, _TEXT) for bar in bars)
        return _Scale(min(width * 0.45, names + _BEFORE), said + _BEFORE, float(bars[0].percent))

    def _bars(
        self, bars: Sequence[Bar], width: float, height: float, tone: str, scale: _Scale
    ) -> Drawing:
        """Return bars, with their names before and their numbers behind them."""
        drawing = Drawing(width, height)
        said, left, right = [_said(bar, tone) for bar in bars], scale.names, scale.numbers
        chart = HorizontalBarChart()
        chart.x, chart.y = round(left), 0
        chart.width, chart.height = round(width - left - right), round(height)
        chart.data = [[float(bar.percent) for bar in reversed(bars)]]
        chart.bars[0].fillColor, chart.bars[0].strokeColor = self._colours[tone], None
        chart.barSpacing, chart.groupSpacing = 0, 4
        chart.barLabels.fontName, chart.barLabels.fontSize = SANS, _TEXT
        chart.barLabels.fillColor = self._text
        chart.barLabels.nudge, chart.barLabels.boxAnchor = 4, "w"
        chart.barLabelFormat, chart.barLabelArray = "values", [said[::-1]]
        axis = chart.categoryAxis
        axis.categoryNames = [_short(bar.name, left - _BEFORE + 0.1) for bar in reversed(bars)]
        self._style_labels(axis)
        axis.labels.boxAnchor, axis.labels.dx = "e", -4
        axis.strokeColor, axis.visibleTicks = self._line, False
        chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, max(scale.longest, 0.01)
        chart.valueAxis.visible = False
        drawing.add(chart)
        return drawing

    def _titled(self, charts: Charts, width: float, height: float) -> Drawing:
        drawing = Drawing(width, height)
        title = String(0, height - 12, charts.title, fontName=_BOLD, fontSize=_TITLE)
        title.fillColor = self._text
        drawing.add(title)
        if charts.told:
            drawing.add(self._string(0, height - 26, charts.told, self._second))
        return drawing

    def _heading(self, drawing: Drawing, words: str, top: float) -> None:
        heading = String(0, top - 11, words, fontName=_BOLD, fontSize=_HEADING)
        heading.fillColor = self._text
        drawing.add(heading)

    def _say(self, drawing: Drawing, words: str) -> Drawing:
        drawing.add(self._string(0, drawing.height - 30, words, self._second))
        return drawing

    def _string(self, x: float, y: float, words: str, colour: Any) -> String:
        return String(x, y, words, fontName=SANS, fontSize=_TEXT, fillColor=colour)

    def _style_labels(self, axis: Any) -> None:
        axis.labels.fontName, axis.labels.fontSize = SANS, _TEXT
        axis.labels.fillColor = self._text

    def _axes(self, chart: HorizontalLineChart, names: Sequence[str], most: int) -> None:
        category, value = chart.categoryAxis, chart.valueAxis
        category.categoryNames = list(names)
        self._style_labels(category)
        self._style_labels(value)
        category.strokeColor, category.visibleTicks = self._line, False
        step = step_for(most)
        value.valueMin, value.valueStep = 0, step
        value.valueMax = step * math.ceil(most / step)
        value.labelTextFormat = _whole
        value.strokeColor, value.visibleTicks = None, False
        value.visibleGrid, value.gridStrokeColor, value.gridStrokeWidth = True, self._line, 0.5

    def _legend(self, drawing: Drawing, sums: Sequence[int], y: float) -> None:
        x = 0.0
        for (words, name, mark, dashes), whole in zip(_SERIES, sums, strict=True):
            sample = Line(x, y + 3, x + 22, y + 3, strokeColor=self._colours[name])
            sample.strokeWidth = 1.6
            if dashes:
                sample.strokeDashArray = dashes
            marker = self._mark(mark, name, 5)
            marker.x, marker.y = x + 11, y + 3
            said = f"{words}: {value_words(whole)}"
            drawing.add(sample)
            drawing.add(marker)
            drawing.add(self._string(x + 27, y, said, self._text))
            x += 27 + stringWidth(said, SANS, _TEXT) + 20
        if x + stringWidth(EDGE_WEEKS, SANS, _TEXT) <= drawing.width:
            drawing.add(self._string(x, y, EDGE_WEEKS, self._second))

    def _mark(self, kind: str, name: str, size: float) -> Any:
        """Return what stands at each point of a line; reportlab has no types for it."""
        marker: Any = makeMarker(kind)  # type: ignore[no-untyped-call]
        marker.size = size
        marker.fillColor = marker.strokeColor = self._colours[name]
        return marker


def step_for(most: int) -> int:
    """Return a round step of an axis that reaches so far: 1, 2 or 5 and noughts, five at most."""
    power = 1
    while True:
        for round_number in (1, 2, 5):
            if round_number * power * 5 >= most:
                return round_number * power
        power *= 10


def _lower(height: float) -> float:
    """Return the height of the shapes under the trend, on a sheet so high."""
    return (height - _TITLE_ROOM) * (1 - _TREND_SHARE) - _GAP


def _fitting(height: float) -> int:
    """Return how many bars a shape so high has room for."""
    return max(1, min(MOST_BARS, int((height - _HEAD_ROOM - _LINE_ROOM) / _THINNEST)))


def _put(sheet: Drawing, part: Drawing, x: float, y: float) -> None:
    group = Group(*part.contents)
    group.translate(x, y)
    sheet.add(group)


def _dates(weeks: Sequence[TrendWeek]) -> list[str]:
    """Return the days under the points, so many as can be read side by side."""
    form = "%d/%m/%y" if len(weeks) > _YEAR else "%d/%m"
    every = math.ceil(len(weeks) / _MOST_DATES)
    return [f"{week.first:{form}}" if not at % every else "" for at, week in enumerate(weeks)]


def _said(bar: Bar, tone: str) -> str:
    of = f"/{value_words(bar.whole)}" if tone == "late" else ""
    return f"{value_words(bar.count)}{of} ({value_words(bar.percent)}%)"


def _whole(value: float) -> str:
    return value_words(round(value))


def _short(name: str, width: float) -> str:
    if stringWidth(name, SANS, _TEXT) <= width:
        return name
    cut = next(
        at for at in range(len(name), -1, -1) if stringWidth(f"{name[:at]}…", SANS, _TEXT) <= width
    )
    return f"{name[:cut].rstrip()}…"
