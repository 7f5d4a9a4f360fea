"""Blocks of the day's serials: every journal issues from its own, so no two slips share a code.

Desk 2 begins with 2001-2999, as clerks expect; further blocks are the next thousands that nobody
in the unit has. A block is never given to anybody else, also not when its counter is revoked: the
machine may still be issuing slips somewhere without a line.
"""

from collections.abc import Iterable

from sync.server.storage.storage import Work
from sync.server.values import Block, Counter

SIZE = 1_000
MOST_BLOCKS = 50
"""Blocks of one counter at the most; forty-nine thousand slips a day are enough."""


def lease(work: Work, unit: str, counter: str, desk: int, journal: str | None) -> Block:
    """Give a counter the first free block from its desk's thousand onward.

    The caller holds the lock of the unit's feed.
    """
    taken = work.blocks.of_unit(unit)
    thousand = desk
    while _is_taken(taken, thousand * SIZE + 1, thousand * SIZE + SIZE - 1):
        thousand += 1
    block = Block(thousand * SIZE + 1, thousand * SIZE + SIZE - 1, counter, journal)
    work.blocks.lease(unit, block.first, block.last, counter, journal)
    return block


def settle(
    work: Work, counter: Counter, journal: str, held: list[tuple[int, int]], wants_more: bool
) -> None:
    """Make sure that a journal has a block, one more if it wants, and keep what it says it has.

    What a counter holds and the server has forgotten (it was set back to a backup) is noted
    again, unless somebody else has got it meanwhile.
    """
    unit = counter.unit
    for first, last in held[:MOST_BLOCKS]:
        if first <= last < first + SIZE and not _is_taken(work.blocks.of_unit(unit), first, last):
            work.blocks.lease(unit, first, last, counter.id, journal)
    own = of_journal(work.blocks.of_counter(counter.id), journal)
    has_all = sorted(own) == sorted(held)
    if not own or (wants_more and has_all and len(own) < MOST_BLOCKS):
        lease(work, unit, counter.id, counter.desk, journal)


def of_journal(blocks: Iterable[Block], journal: str) -> list[tuple[int, int]]:
    """Return those of a counter's blocks that a journal issues from, in the order of use."""
    return [(block.first, block.last) for block in blocks if block.journal == journal]


def _is_taken(blocks: list[Block], first: int, last: int) -> bool:
    return any(block.first <= last and first <= block.last for block in blocks)
