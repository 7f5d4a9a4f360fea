"""Blocks are divided over pages so that nothing is lost and nothing is torn apart."""

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.paragraph import Paragraph

from counter_app.domain.facts import SlipPaper
from counter_app.printing import fonts
from counter_app.printing.layout import Block, Placed, bottom_of, paged, stacked
from counter_app.printing.looks import look_of

WIDTH = 200.0


def a_block(height: float, gap: float = 0, *, keeps: bool = False) -> Block:
    return Block(Spacer(WIDTH, height), gap, keeps_with_next=keeps)


def a_text(lines: int) -> Paragraph:
    fonts.need(fonts.SERIF)
    return Paragraph(" ".join("dòng" * 7 for _ in range(lines)), _style())


def heights(pages: list[tuple[Placed, ...]]) -> list[list[float]]:
    return [[_height(each.body) for each in page] for page in pages]


def test_gaps_stand_between_blocks_and_not_at_the_top() -> None:
    placed = stacked([a_block(10, 5), a_block(20, 7)], WIDTH)

    assert [each.below for each in placed] == [10, 37]
    assert bottom_of(placed) == 37


def test_on_a_grid_every_block_begins_on_it() -> None:
    placed = stacked([a_block(10), a_block(20, 1), a_block(5)], WIDTH, grid=4)

    assert [each.below - _height(each.body) for each in placed] == [0, 12, 32]


def test_a_block_that_does_not_fit_begins_the_next_page() -> None:
    pages = paged([a_block(60), a_block(50, 5), a_block(30, 5)], WIDTH, 100, 90)

    assert heights(pages) == [[60], [50, 30]]
    assert [each.below for each in pages[1]] == [50, 85]


def test_a_block_goes_along_with_the_one_it_keeps_with() -> None:
    pages = paged([a_block(60), a_block(20, keeps=True), a_block(30)], WIDTH, 100, 100)

    assert heights(pages) == [[60], [20, 30]]


def test_what_keeps_with_a_long_text_stays_if_the_text_begins_under_it() -> None:
    leading = _style().leading
    pages = paged([a_block(20, keeps=True), Block(a_text(40), 5)], WIDTH, 30 + 3 * leading, 500)

    assert [round(height / leading) for height in heights(pages)[0][1:]] == [3]


def test_the_room_of_further_pages_is_their_own() -> None:
    pages = paged([a_block(50) for _ in range(4)], WIDTH, 100, 60)

    assert heights(pages) == [[50, 50], [50], [50]]


@pytest.mark.parametrize("lines", [4, 10, 40])
def test_text_longer_than_the_page_goes_on_line_by_line(lines: int) -> None:
    leading = _style().leading
    pages = paged([a_block(20), Block(a_text(lines), 5)], WIDTH, 20 + 5 + 2 * leading, 4 * leading)
    texts = [round(height / leading) for page in heights(pages) for height in page][1:]

    assert sum(texts) == lines
    assert texts[0] == 2
    assert max(texts) <= 4


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    leading = _style().leading
    pages = paged([a_block(20), Block(a_text(3), 5)], WIDTH, 20 + 5 + 2 * leading, 4 * leading)

    assert heights(pages) == [[20], [pytest.approx(3 * leading)]]


def _style() -> ParagraphStyle:
    return look_of(SlipPaper.A5).line


def _height(body: Flowable) -> float:
    return body.wrap(WIDTH, 1e6)[1]
