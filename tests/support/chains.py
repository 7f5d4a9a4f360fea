"""A plain check of a whole chain, to hold the quick ones against."""

from collections.abc import Iterable

from sync.protocol.entry import GENESIS, BrokenChain, Entry, check_link


def check_chain(
    entries: Iterable[Entry], journal: str, after_seq: int = 0, previous: bytes = GENESIS
) -> tuple[int, bytes]:
    """Check entries of one journal in order, and return the last (seq, digest).

    ``after_seq`` and ``previous`` name the entry before the first of them.

    Raises:
        BrokenChain: names the first entry that is changed, missing or out of place.
    """
    seq = after_seq
    for entry in entries:
        if entry.journal != journal:
            raise BrokenChain(entry.journal, entry.seq, "other_journal")
        if entry.seq != seq + 1:
            raise BrokenChain(journal, seq + 1, "gap")
        check_link(previous, entry)
        seq, previous = entry.seq, entry.digest
    return seq, previous
