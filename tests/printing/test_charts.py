"""The charts: what they say can be read out of the page, in embedded faces."""

from io import BytesIO
from typing import Any

import pypdf
import pytest

from counter_app.printing.charts import MOST_BARS, Bar, Charts, WeekBars, charts_page
from counter_app.printing.fonts import use_fonts
from counter_app.system.paths import resources_dir

WEEKS = tuple(WeekBars(f"{day:02}/11", 10 * day, 9 * day, day) for day in range(2, 14))


@pytest.fixture(autouse=True)
def faces() -> None:
    use_fonts(resources_dir() / "fonts")


def page_of(charts: Charts) -> pypdf.PageObject:
    (page,) = pypdf.PdfReader(BytesIO(charts_page(charts))).pages
    return page


def test_the_page_says_in_vietnamese_what_it_shows() -> None:
    units = (Bar("Xã Phong Quang", 12.25), Bar("Phường Bắc Kạn", 87.75))
    fields = (Bar("Đất đai", 4.0), Bar("Hộ tịch", 0))

    text = page_of(Charts("Tổng quan tháng 11", WEEKS, units, fields)).extract_text()

    for words in ("Tổng quan tháng 11", "Xu hướng theo tuần", "13/11", "Phường Bắc Kạn", "87,8"):
        assert words in text
    assert "Đất đai" in text
    assert "Hộ tịch" not in text, "what is not late has no bar"


def test_every_face_is_embedded() -> None:
    page = page_of(Charts("Tổng quan", WEEKS, (Bar("Xã Nậm Ngà", 100),), ()))
    resources: Any = page["/Resources"]
    used = [font.get_object() for font in resources["/Font"].values()]
    for font in used:
        if "/FontDescriptor" in font:
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
    assert any("LiberationSans" in str(font["/BaseFont"]) for font in used)


def test_without_figures_the_page_says_so() -> None:
    text = page_of(Charts("Tổng quan", (), (), ())).extract_text()
    assert text.count("Chưa có số liệu trong kỳ này.") == 3


def test_of_many_units_the_largest_are_shown_and_it_says_so() -> None:
    units = tuple(Bar(f"Xã số {number:03}", number) for number in range(1, 109))
    text = page_of(Charts("Tổng quan", WEEKS, units, ())).extract_text()
    assert f"{MOST_BARS} lớn nhất" in text
    assert "Xã số 108" in text
    assert "Xã số 093" not in text
