"""What the charts of a report show, as plain values; how they are drawn is ``printing.charts``.

Three shapes where people would rather look than read: the trend by week, each unit's share of
what was received, each field's lateness. All three are the report's own figures: the weeks of the
trend add up to its sums, and the shares of the units to 100 percent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counter_app.domain.figures import Figure, shares
from counter_app.domain.moments import VIETNAM
from counter_app.domain.report import Report, ReportLine, period_words

MOST_BARS = 15
"""So many bars a chart has at the most, the largest ones; a line of words tells of the others."""


@dataclass(frozen=True)
class TrendWeek:
    """A week of the trend, or the part of it that lies in the period.

    ``solved`` is what came to a result in it, ``late`` how much of that came too late.
    """

    first: date
    received: int = 0
    solved: int = 0
    late: int = 0


@dataclass(frozen=True)
class Bar:
    """A bar: ``count`` of ``whole`` dossiers, as a share in percent with two decimals."""

    name: str
    count: int
    whole: int
    percent: Decimal


@dataclass(frozen=True)
class ChartColours:
    """The colours of a chart as ``#RRGGBB``. They repeat what place, mark and words say."""

    ground: str = "#FFFFFF"
    text: str = "#1F2933"
    second: str = "#5B6B7B"
    line: str = "#C9D2DC"
    received: str = "#0B5CAD"
    solved: str = "#027A48"
    late: str = "#B42318"


PAPER = ChartColours()
"""The colours of what is printed or saved, whatever the screen looks like."""


@dataclass(frozen=True)
class Charts:
    """The charts of one report; ``title`` and ``told`` say whose, of when and as of which moment.

    ``units`` is empty where the report is of one unit only: it has no shares.
    """

    title: str
    told: str = ""
    weeks: tuple[TrendWeek, ...] = ()
    units: tuple[Bar, ...] = ()
    fields: tuple[Bar, ...] = ()


def charts_of(
    report: Report,
    weeks: tuple[TrendWeek, ...],
    units: Sequence[ReportLine],
    fields: Sequence[ReportLine],
) -> Charts:
    """Return the charts of a report from its weeks, and its figures by unit and by field."""
    return Charts(
        title=_title(report),
        told=_told(report),
        weeks=weeks,
        units=unit_bars(units) if len(report.scope) > 1 else (),
        fields=field_bars(fields),
    )


def _title(report: Report) -> str:
    """Return whose charts these are, and of which days."""
    many = "" if report.unit_code else f" ({len(report.scope)} đơn vị)"
    return f"{report.unit_name}{many}, {period_words(report.period).lower()}"


def _told(report: Report) -> str:
    """Return as of which moment a period that still runs is told; nothing for one that is over."""
    if not report.is_running:
        return ""
    return f"Kỳ chưa kết thúc: số liệu tính đến {report.as_of.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def unit_bars(lines: Sequence[ReportLine]) -> tuple[Bar, ...]:
    """Return each unit's share of what was received in the period, the largest first.

    The shares add up to 100 exactly, as those of the reports do.
    """
    counts = [line.tally.count(Figure.RECEIVED_NOW) for line in lines]
    whole = sum(counts)
    bars = (
        Bar(line.name, count, whole, percent)
        for line, count, percent in zip(lines, counts, shares(counts), strict=True)
        if percent is not None
    )
    return _largest_first(bars)


def field_bars(lines: Sequence[ReportLine]) -> tuple[Bar, ...]:
    """Return of each field how much was solved late or is overdue, of all that counts: (3)."""
    bars = []
    for line in lines:
        whole = line.tally.count(Figure.RECEIVED)
        late = line.tally.count(Figure.LATE) + line.tally.count(Figure.OVERDUE)
        percent = shares((late, whole - late))[0]
        if percent is not None:
            bars.append(Bar(line.name, late, whole, percent))
    return _largest_first(bars)


def shown_first(
    bars: Sequence[Bar], most: int = MOST_BARS
) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Return the bars that there is room for, and the others; what is nothing needs no bar."""
    drawn = tuple(bar for bar in bars if bar.count)
    return drawn[:most], drawn[most:]


def _largest_first(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (-bar.percent, -bar.count)))
