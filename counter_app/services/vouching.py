"""What an exchange brings beside entries: the ends of journals that their counters signed.

With them a check knows what must be here, and that what is here is what the counters wrote. Where
it is not, the province is asked which entry differs first.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from counter_app.domain.moments import as_utc
from counter_app.domain.verification import Finding, FindingKind
from counter_app.services.journal_places import places
from counter_app.store.store import Store
from counter_app.store.vouched import Check, KnownHead, VouchedDesk, VouchedShelf, before_common
from sync.protocol.heads import SignedHead

_ASKED_ON = "heads asked on"
_OF_THE_FEED = (
    FindingKind.FORKED,
    FindingKind.MISSING,
    FindingKind.TRUNCATED,
    FindingKind.CHANGED,
)


def wanted_heads(store: Store, now: datetime) -> tuple[str, ...] | None:
    """Return the journals whose signed ends should be asked for; None if there are none.

    Once a day it is all of them (an empty tuple): so one of which nothing ever came is noticed.
    """
    with store.reading() as reading:
        if reading.state.get(_ASKED_ON) != _day(now):
            return ()
        shelf = VouchedShelf(reading.connection)
        heads, lasts = shelf.heads(), shelf.last_seqs()
        wanted = [
            place.journal
            for place in places(reading, heads)
            if not place.is_own
            and place.is_whole
            and lasts.get(place.number, 0) > _seq_of(heads.get(place.journal))
        ]
    return tuple(wanted) or None


def exchanged(store: Store) -> None:
    """Note that an exchange was complete: what was signed for before it has to be here now."""
    with store.reading() as reading:
        waiting = [
            (journal, known)
            for journal, known in VouchedShelf(reading.connection).heads().items()
            if not known.is_due
        ]
    if waiting:
        with store.writing() as work:
            for journal, known in waiting:
                due = msgspec.structs.replace(known, is_due=True)
                VouchedDesk(work.connection).put_head(journal, due)


def take_heads(store: Store, heads: Sequence[SignedHead], now: datetime) -> None:
    """Keep signed ends; whose a journal is, and by which key, is known for good."""
    with store.writing() as work:
        work.state.put(_ASKED_ON, _day(now))
        desk = VouchedDesk(work.connection)
        known, lasts = desk.heads(), desk.last_seqs()
        for head in heads:
            number = work.numbers.number_of(work.connection, head.journal)
            if number is None:
                number = work.numbers.add(work.connection, head.journal)
            is_here = lasts.get(number, 0) >= head.seq
            desk.put_head(head.journal, _merged(known.get(head.journal), head, is_here))


def doubts(store: Store) -> tuple[tuple[str, int, int], ...]:
    """Return (journal, from, to) between which the province should be asked where it differs."""
    with store.reading() as reading:
        shelf = VouchedShelf(reading.connection)
        checks = shelf.checks()
        return tuple(
            (place.journal, *span)
            for place in places(reading, shelf.heads())
            if place.is_whole
            for span in [_doubt(checks.get(place.journal))]
            if span is not None
        )


def note_common(store: Store, journal: str, last: int, common: int) -> None:
    """Keep at which entry of a journal the province still agreed."""
    with store.writing() as work:
        desk = VouchedDesk(work.connection)
        check = desk.checks()[journal]
        if common < last:
            forked = Finding(FindingKind.FORKED, journal, common + 1)
            found = (*before_common(check.findings, common), forked)
            check = msgspec.structs.replace(check, findings=found, common=common)
            work.projection.has_moved = True
        else:
            check = msgspec.structs.replace(check, common=last)
        desk.put_check(journal, check)


def _doubt(check: Check | None) -> tuple[int, int] | None:
    """Return between which entries the two sides may differ: up to the first finding."""
    if check is None or check.common is not None:
        return None
    first = next((f for f in check.findings if f.kind in _OF_THE_FEED), None)
    if first is None:
        return None
    good = max((seq for seq, _ in check.marks if seq < first.seq), default=0)
    last = first.last_seq or first.seq
    return (good, last if first.kind is FindingKind.FORKED else first.seq - 1)


def _merged(known: KnownHead | None, head: SignedHead, is_here: bool) -> KnownHead:
    if known is None:
        return KnownHead(head, is_due=is_here)
    if known.head.counter != head.counter:
        return msgspec.structs.replace(known, rival=head.counter)
    if head.seq < known.head.seq:
        return known
    return KnownHead(head, is_due=is_here, rival=known.rival)


def _seq_of(known: KnownHead | None) -> int:
    return 0 if known is None else known.head.seq


def _day(now: datetime) -> str:
    return as_utc(now).date().isoformat()
