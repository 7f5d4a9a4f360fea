"""Blocks one under the other, on as many pages as they need: never shrunk, never on top."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

_ROUNDING = 0.01


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper and the margins inside which everything stands, in points.

    ``safe`` is the edge that office printers cannot reach: only a very long barcode may leave
    the margins, and never pass this edge.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    safe: float

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Frame:
    """How something is framed: how far it reaches beyond the text's edges, the room inside.

    ``grey`` is 1 for white; a ``border`` of 0 draws none; ``inset`` keeps the text from it.
    """

    padding: float
    outset: float = 0
    inset: float = 0
    border: float = 0
    grey: float = 1


@dataclass(frozen=True)
class Block:
    """A piece of a page: what it is, the gaps above and below it, and whether it may end a page."""

    body: Flowable
    gap: float = 0
    after: float = 0
    keeps_with_next: bool = False


@dataclass(frozen=True)
class Placed:
    """A block at its place: ``below`` is the distance of its lower edge from the top margin.

    ``after`` is the gap that stays free under it.
    """

    body: Flowable
    below: float
    after: float = 0


class Stack(Flowable):
    """Blocks one under the other that stay together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = blocks
        self._placed: tuple[Placed, ...] = ()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Place the blocks and return the size of them all."""
        self._placed = stacked(self._blocks, width)
        self.width, self.height = width, bottom_of(self._placed)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the blocks at their places."""
        draw_placed(self.canv, self._placed, 0, self.height)


class Columns(Flowable):
    """Stacks side by side, each with its share of the width."""

    def __init__(self, stacks: Sequence[Sequence[Block]], shares: Sequence[float]) -> None:
        super().__init__()
        self._stacks = [Stack(blocks) for blocks in stacks]
        self._shares = shares

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give each stack its share; the tallest one makes the height."""
        sizes = [
            stack.wrap(width * share, height)
            for stack, share in zip(self._stacks, self._shares, strict=True)
        ]
        self.width, self.height = width, max(size[1] for size in sizes)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the stacks, all from the same upper edge."""
        x = 0.0
        for stack, share in zip(self._stacks, self._shares, strict=True):
            stack.drawOn(self.canv, x, self.height - stack.height)
            x += self.width * share


class Balanced(Flowable):
    """Centred text whose lines are about equally long, as a careful hand breaks a heading."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__()
        self._paragraph = paragraph
        self._narrow = 0.0
        self.longest_line = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Find the narrowest width at which the text needs no more lines."""
        self.width, self.height = self._paragraph.wrap(width, height)
        fits, breaks = width, 0.0
        while self.height > self._paragraph.style.leading * 1.5 and fits - breaks > 2:
            middle = (fits + breaks) / 2
            if self._paragraph.wrap(middle, height)[1] > self.height:
                breaks = middle
            else:
                fits = middle
        self._narrow = fits
        self._paragraph.wrap(fits, height)
        self.longest_line = max(self._paragraph.getActualLineWidths0(), default=0)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the text in the middle."""
        self._paragraph.drawOn(self.canv, (self.width - self._narrow) / 2, 0)


class Framed(Flowable):
    """Blocks on a grey band or inside a border, which reach a little beyond the text's edges."""

    def __init__(self, blocks: Sequence[Block], frame: Frame) -> None:
        super().__init__()
        self._stack = Stack(blocks)
        self._frame = frame

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width, and the height of the blocks with the padding."""
        inner = self._stack.wrap(width - 2 * self._frame.inset, height)[1]
        self.width, self.height = width, inner + 2 * self._frame.padding
        return self.width, self.height

    def draw(self) -> None:
        """Draw the band or the border, then the blocks on it."""
        frame, canvas = self._frame, self.canv
        canvas.saveState()
        canvas.setFillGray(frame.grey)
        canvas.setLineWidth(frame.border)
        outset = frame.outset - frame.border / 2
        canvas.rect(
            -outset,
            frame.border / 2,
            self.width + 2 * outset,
            self.height - frame.border,
            stroke=int(frame.border > 0),
            fill=1,
        )
        canvas.restoreState()
        self._stack.drawOn(canvas, frame.inset, frame.padding)


class Rule(Flowable):
    """A centred line under a text, a share as long as the text's longest line."""

    def __init__(self, over: Balanced, share: float, thickness: float = 0.6) -> None:
        super().__init__()
        self._over = over
        self._share = share
        self._thickness = thickness

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and the height of the line."""
        self.width, self.height = width, self._thickness
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line in the middle."""
        length = self._share * self._over.longest_line
        start = (self.width - length) / 2
        self.canv.setLineWidth(self._thickness)
        self.canv.line(start, self._thickness / 2, start + length, self._thickness / 2)


def stacked(blocks: Iterable[Block], width: float, grid: float = 0) -> tuple[Placed, ...]:
    """Place blocks one under the other without an end; with a grid, each begins on it."""
    placed: list[Placed] = []
    for block in blocks:
        start = bottom_of(placed) + (block.gap if placed else 0)
        if grid:
            start = math.ceil(start / grid - _ROUNDING) * grid
        below = start + block.body.wrap(width, math.inf)[1]
        placed.append(Placed(block.body, below, block.after))
    return tuple(placed)


def bottom_of(placed: Sequence[Placed]) -> float:
    """Return how far down the last block reaches, with the gap under it."""
    return placed[-1].below + placed[-1].after if placed else 0


def paged(
    blocks: Iterable[Block], width: float, first_room: float, next_room: float
) -> list[tuple[Placed, ...]]:
    """Divide blocks over pages; a paragraph that does not fit is split between its lines.

    A block that keeps with the next one takes the next page together with it.
    """
    pages = _Pages(width, first_room, next_room)
    sequence = tuple(blocks)
    for block, following in zip(sequence, (*sequence[1:], None), strict=True):
        pages.add(block, following if block.keeps_with_next else None)
    return [tuple(page) for page in pages.done]


class _Pages:
    """The pages filled so far; the last one is still open."""

    def __init__(self, width: float, first_room: float, next_room: float) -> None:
        self.done: list[list[Placed]] = [[]]
        self._width = width
        self._rooms = (first_room, next_room)

    def add(self, block: Block, following: Block | None) -> None:
        """Put a block on the open page, or what fits of it, and the rest on the next one."""
        left = self._room() + _ROUNDING - self._gap(block) - self._height(block.body)
        if left >= 0 and self._begins(following, left):
            self._put(block)
        elif parts := self._parts(block.body, self._room() - self._gap(block)):
            self._put(Block(parts[0], block.gap))
            self.done.append([])
            self.add(replace(block, body=parts[1]), following)
        elif self.done[-1]:
            self.done.append([])
            self.add(block, following)
        else:
            self._put(block)

    def _put(self, block: Block) -> None:
        page = self.done[-1]
        below = bottom_of(page) + self._gap(block) + self._height(block.body)
        page.append(Placed(block.body, below, block.after))

    def _room(self) -> float:
        return self._rooms[min(len(self.done), 2) - 1] - bottom_of(self.done[-1])

    def _gap(self, block: Block) -> float:
        return block.gap if self.done[-1] else 0

    def _height(self, body: Flowable) -> float:
        return body.wrap(self._width, math.inf)[1]

    def _parts(self, body: Flowable, room: float) -> list[Flowable]:
        parts = body.split(self._width, room)
        return parts if len(parts) > 1 else []

    def _begins(self, following: Block | None, room: float) -> bool:
        """Return whether at least the beginning of what follows fits under a block."""
        if following is None:
            return True
        room -= following.gap
        return self._height(following.body) <= room or bool(self._parts(following.body, room))


def draw_placed(canvas: Canvas, placed: Iterable[Placed], left: float, top: float) -> None:
    """Draw placed blocks below an upper edge, from a left edge."""
    for each in placed:
        each.body.drawOn(canvas, left, top - each.below)
