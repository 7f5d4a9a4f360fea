"""What a check of a journal can find: the entry concerned, and what is wrong with it.

The chain of digests ties every entry of a journal to all before it, and the counter that made
them signs the end. Whoever changes, drops, moves or repeats an entry breaks one of the two; a
finding says where, as exactly as that can be known.
"""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong."""

    CHANGED = "changed"
    """The entry's content is not what its digest says (or the one before it was rewritten)."""

    MISSING = "missing"
    """Entries in the middle are not here any more, or never came."""

    TRUNCATED = "truncated"
    """Entries at the end are not here, though the counter signed for them."""

    REORDERED = "reordered"
    """The entry stands in the place of another (``other_seq`` is the number it belongs to)."""

    REPLAYED = "replayed"
    """An entry stands here a second time; ``other_seq`` is where it was first."""

    FORKED = "forked"
    """Another entry than the one its counter signed: there are two versions of the history."""

    SIGNATURE = "signature"
    """The end of the journal is not signed by the counter that writes it."""

    KEY = "key"
    """The journal is suddenly said to be another counter's."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a journal, at entry ``seq``.

    ``last_seq`` is the last entry concerned where these are several; 0 where it is one.
    ``other_seq`` belongs to ``REORDERED`` and ``REPLAYED``. ``is_exact`` says that ``seq`` is
    the first entry that differs; otherwise it lies between ``seq`` and ``last_seq``.
    """

    kind: FindingKind
    journal: str
    seq: int
    last_seq: int = 0
    other_seq: int = 0
    is_exact: bool = True

    @property
    def name(self) -> str:
        """The first entry concerned, as it is named everywhere: ``journal/seq``."""
        return f"{self.journal}/{self.seq}"
