"""When the province heard of counters last, and when each entry came to it.

``POST /v1/contacts`` asks for both, of the journals of the caller's scope. A supervisor's program
learns with them what waits at counters it does not sit at, whose clock was wrong, and how long
after it was made an entry was received. None of it is signed by the counters: it is what the
province says.

Entries come in pushes, and all entries of a push came at the same moment. So an arrival is told
once for a push, by the last entry of it: it holds for every entry behind the push before.
"""

from collections.abc import Iterable
from typing import Annotated, NamedTuple

import msgspec

from sync.protocol.columns import MOST_ENTRIES, BadColumns, JournalId
from sync.protocol.heads import MOST_JOURNALS
from sync.protocol.messages import Seq

MOST_ARRIVALS = 5_000
"""Arrivals in one answer at the most, over all its journals: some 20 kB on the line."""

SECOND = 1_000_000
"""Columns count whole seconds: nobody needs to know it better, and they stay small."""

_LAST_SECOND = 253_402_300_799

LAST_MOMENT = _LAST_SECOND * SECOND
"""The end of the year 9999: no calendar goes further, and no clock means it."""

Known = Annotated[int, msgspec.Meta(ge=0, le=LAST_MOMENT)]
Offset = Annotated[int, msgspec.Meta(ge=-LAST_MOMENT, le=LAST_MOMENT)]
Step = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
Steps = Annotated[list[Step], msgspec.Meta(max_length=MOST_ENTRIES)]
KnownSteps = Annotated[list[Step | None], msgspec.Meta(max_length=MOST_ENTRIES)]


class ContactsRequest(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks for what is new behind ``known``: journals and the last entry whose arrival is known.

    A journal that is not named is told from its first entry on. ``most`` bounds the arrivals of
    the answer. ``arrivals_only`` asks for a further page: the contacts were in the first.
    """

    known: Annotated[list[tuple[JournalId, Seq]], msgspec.Meta(max_length=MOST_JOURNALS)] = []
    most: Annotated[int, msgspec.Meta(ge=1, le=MOST_ENTRIES)] = MOST_ARRIVALS
    arrivals_only: bool = False


class Contact(msgspec.Struct, array_like=True, frozen=True):
    """A counter's last contact, under the journal that it appends to now.

    ``unit`` and ``desk`` say where it stands. ``seen_at`` is exact to a minute. ``offset`` is how
    far its clock was ahead of the province's then, in microseconds; None: it came on a stick.
    ``waiting`` is how many entries of the journal it said to have that are not at the province.
    """

    journal: JournalId
    unit: str
    desk: int
    seen_at: Known
    offset: Offset | None = None
    waiting: Seq = 0
    program: str = ""


class Arrival(NamedTuple):
    """A push: its last entry, when it came, and how far the counter's clock was ahead then.

    Both in microseconds; ``offset`` is None where it is not known.
    """

    last_seq: int
    received_at: int
    offset: int | None = None


class ArrivalColumns(msgspec.Struct, array_like=True, frozen=True):
    """Arrivals of one journal in columns: each value is the step from the one before.

    ``received`` and ``offsets`` are in seconds; an unknown offset is None and no step.
    """

    journal: JournalId
    seqs: Steps
    received: Steps
    offsets: KnownSteps


class ContactsAnswer(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What was asked for, of the caller's scope and nothing else; ``more``: ask again at once.

    ``contacts`` are those of all counters in scope, or None where only arrivals were asked for.
    """

    contacts: list[Contact] | None = None
    arrivals: list[ArrivalColumns] = []
    more: bool = False


def to_arrivals(journal: str, arrivals: Iterable[Arrival]) -> ArrivalColumns:
    """Return arrivals of a journal, in the order of their entries, in columns."""
    columns = ArrivalColumns(journal, [], [], [])
    seq = at = offset = 0
    for one in arrivals:
        columns.seqs.append(one.last_seq - seq)
        columns.received.append(one.received_at // SECOND - at)
        seq, at = one.last_seq, one.received_at // SECOND
        if one.offset is None:
            columns.offsets.append(None)
        else:
            seconds = round(one.offset / SECOND)
            columns.offsets.append(seconds - offset)
            offset = seconds
    return columns


def from_arrivals(columns: ArrivalColumns) -> list[Arrival]:
    """Return the arrivals in columns.

    Raises:
        BadColumns: the columns do not fit together, or say what cannot be.
    """
    if not len(columns.seqs) == len(columns.received) == len(columns.offsets):
        raise BadColumns("columns of different lengths")
    found = []
    seq = at = offset = 0
    for seq_step, step, offset_step in zip(
        columns.seqs, columns.received, columns.offsets, strict=True
    ):
        seq, at, offset = seq + seq_step, at + step, offset + (offset_step or 0)
        if seq_step < 1 or not 0 <= at <= _LAST_SECOND or abs(offset) > _LAST_SECOND:
            raise BadColumns("an arrival that cannot be")
        known = None if offset_step is None else offset * SECOND
        found.append(Arrival(seq, at * SECOND, known))
    return found
