"""The charts: what they say is read back from the page, and nothing stands on anything else.

Seen to fail: with fifteen bars on a low screen (names on top of each other), with the columns of
the full list each to its own scale, with names cut that had room.
"""

from datetime import date, timedelta
from decimal import Decimal

import pypdfium2 as pdfium
import pytest

from counter_app.domain.charts import MOST_BARS, Bar, Charts, TrendWeek, field_bars, unit_bars
from counter_app.domain.figures import Figure, Tally
from counter_app.domain.report import ReportLine, value_words
from counter_app.printing.charts import EDGE_WEEKS, NONE_LATE, NOTHING, charts_pages, step_for
from counter_app.printing.fonts import use_fonts
from counter_app.system.paths import resources_dir
from tests.printing.reading import MM, Box, font_names, page_sizes, text_boxes

MONDAY = date(2026, 1, 5)
SCREENS = ((797.0, 380.0), (530.0, 380.0), (500.0, 380.0))
"""Pages for a screen of 1366 pixels with normal letters, at 150 percent, and the narrowest."""


@pytest.fixture(autouse=True)
def faces() -> None:
    use_fonts(resources_dir() / "fonts")


def weeks(count: int) -> tuple[TrendWeek, ...]:
    return tuple(
        TrendWeek(MONDAY + timedelta(weeks=at), 40 + at % 7, 38 + at % 5, at % 4)
        for at in range(count)
    )


def units(count: int) -> tuple[Bar, ...]:
    named = (f"Phường Số {at:03}" for at in range(1, count + 1))
    return unit_bars(
        [ReportLine(name, name, "", Tally({Figure.POST: 3 * at})) for at, name in enumerate(named)]
    )


def fields(count: int) -> tuple[Bar, ...]:
    return field_bars(
        [
            ReportLine(
                f"{at}", f"Lĩnh vực {at}", "", Tally({Figure.POST: 10, Figure.LATE_SILENT: at})
            )
            for at in range(count)
        ]
    )


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page as another program reads it."""
    found = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    return [" ".join(text.split()) for text in found]


def test_the_page_says_in_vietnamese_what_it_shows() -> None:
    bars = (
        Bar("Phường Bắc Kạn", 351, 400, Decimal("87.75")),
        Bar("Xã Phong Quang", 49, 400, Decimal("12.25")),
    )
    late = (Bar("Đất đai", 2, 50, Decimal(4)), Bar("Hộ tịch", 0, 80, Decimal(0)))
    told = "Kỳ chưa kết thúc: số liệu tính đến 09:00 24/03/2026"
    trend = weeks(12)
    (said,) = texts(charts_pages(Charts("Khu vực thử", told, trend, bars, late)))

    for words in ("Khu vực thử", told, EDGE_WEEKS, "05/01", "23/03", "Phường Bắc Kạn"):
        assert words in said
    for words in ("351 (87,75%)", "49 (12,25%)", "2/50 (4,00%)"):
        assert words in said
    for name, part in (("Tiếp nhận", "received"), ("Đã giải quyết", "solved")):
        assert f"{name}: {value_words(sum(getattr(week, part) for week in trend))}" in said
    assert f"Trong đó quá hạn: {sum(week.late for week in trend)}" in said
    assert "Hộ tịch" not in said, "what is not late has no bar"


@pytest.mark.parametrize("count", [17, 37, 108])
def test_of_many_units_each_can_be_read_and_none_is_left_out(count: int) -> None:
    bars = units(count)
    first, second = texts(charts_pages(Charts("Tỉnh", "", weeks(53), bars, fields(9))))
    drawn_first = [bar for bar in bars[:MOST_BARS] if bar.name in first]
    assert len(drawn_first) == MOST_BARS
    left = sum(bar.count for bar in bars[MOST_BARS:])
    drawn = sum(bar.count > 0 for bar in bars)
    assert f"Còn lại {drawn - MOST_BARS} đơn vị: {value_words(left)} hồ sơ" in first
    for bar in bars:
        assert f"{bar.name}" in second
        assert f"{value_words(bar.count)} ({value_words(bar.percent)}%)" in second


@pytest.mark.parametrize(("count", "length"), [(2, 1), (37, 53), (108, 157), (168, 5)])
@pytest.mark.parametrize("size", [None, *SCREENS])
def test_no_words_stand_on_others(
    count: int, length: int, size: tuple[float, float] | None
) -> None:
    whose = "UBND tỉnh, tổ kiểm tra (108 đơn vị), từ ngày 01/01/2026 đến ngày 31/12/2026"
    pdf = charts_pages(Charts(whose, "", weeks(length), units(count), fields(20)), size=size)
    sizes = page_sizes(pdf)
    for boxes, (width, height) in zip(text_boxes(pdf), sizes, strict=True):
        page = Box(0, 0, width * MM, height * MM)
        assert [box for box in boxes if not box.lies_in(page)] == []
        tangled = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.covers(b)]
        assert tangled == []


def test_a_bar_is_as_long_as_its_share_in_every_column() -> None:
    """The bars of the full list stand in columns, and are drawn to one scale."""
    pdf = charts_pages(Charts("Tỉnh", "", weeks(5), units(108), ()))
    page = pdfium.PdfDocument(pdf)[1]
    boxes = [
        thing.get_bounds() for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH])
    ]
    lengths = sorted(
        round(right - left, 2)
        for left, bottom, right, top in boxes
        if 5 < top - bottom < 14 and right - left > 0.2
    )
    ratio = lengths[-1] / lengths[0]
    assert len(lengths) == 107, "a unit that received nothing has no bar"
    assert ratio == pytest.approx(107, rel=0.15)
    middle = lengths[len(lengths) // 2] / lengths[-1]
    assert middle == pytest.approx(0.5, abs=0.02)


def test_every_face_is_embedded() -> None:
    faces = font_names(charts_pages(Charts("Tổng quan", "", weeks(3), units(3), fields(3))))
    used = {name: is_in for name, is_in in faces.items() if "Liberation" in name}
    assert used and all(used.values())


@pytest.mark.parametrize("size", [None, SCREENS[0]])
def test_without_figures_the_page_says_so(size: tuple[float, float] | None) -> None:
    empty = Charts("Tổng quan", "", (TrendWeek(MONDAY), TrendWeek(MONDAY)))
    (said,) = texts(charts_pages(empty, size=size))
    assert said.count(NOTHING) == 2
    (said,) = texts(charts_pages(Charts("Tổng quan")))
    assert said.count(NOTHING) == 2


def test_a_period_in_which_nothing_is_late_says_so() -> None:
    on_time = (Bar("Hộ tịch", 0, 80, Decimal(0)),)
    (said,) = texts(charts_pages(Charts("Tổng quan", "", weeks(4), (), on_time)))
    assert NONE_LATE in said
    assert NOTHING not in said


def test_an_axis_has_five_round_steps_at_the_most() -> None:
    assert [step_for(most) for most in (1, 5, 6, 10, 11, 26, 212, 1_001)] == [
        *(1, 1, 2, 2, 5, 10, 50, 500),
    ]
