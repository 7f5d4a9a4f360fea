"""Giving out the signed ends of journals: those of the caller's scope and no others."""

from collections.abc import Mapping

from sync.protocol.heads import HeadsAnswer, HeadsRequest, SignedHead
from sync.protocol.province import PROVINCE_FEED
from sync.server.placing import PROVINCE_HOME
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Counter, Journal


def heads(province: Province, caller: Counter, request: HeadsRequest) -> HeadsAnswer:
    """Return the ends of the journals that a counter reads, as their counters signed them."""

    def read(work: Work) -> HeadsAnswer:
        found = (
            list(work.journals.by_ids(request.journals).values())
            if request.journals
            else work.journals.all()
        )
        counters = {counter.id: counter for counter in work.counters.all()}
        shown = [_head(work, province, counters, journal) for journal in _readable(caller, found)]
        return HeadsAnswer([head for head in shown if head is not None])

    return province.storage.read(read)


def _readable(caller: Counter, journals: list[Journal]) -> list[Journal]:
    """Return the journals whose unit is in the caller's scope; all hear the province."""
    scope = {*caller.scope, PROVINCE_HOME}
    return [journal for journal in journals if journal.unit in scope and journal.signed_seq]


def _head(
    work: Work, province: Province, counters: Mapping[str, Counter], journal: Journal
) -> SignedHead | None:
    """Return the end of a journal, with what is held back of it."""
    is_ours = journal.unit == PROVINCE_HOME
    counter = counters.get(journal.counter or "")
    if counter is None and not is_ours:
        return None
    held = work.quarantine.of_journal(journal.number) if journal.quarantined_count else []
    return SignedHead(
        journal=journal.id,
        unit=PROVINCE_FEED if counter is None else counter.unit,
        desk=0 if counter is None else counter.desk,
        counter=province.keys.id if counter is None else counter.id,
        sign_key=province.keys.sign_key if counter is None else counter.sign_key,
        seq=journal.signed_seq,
        digest=journal.last_digest,
        signature=journal.signature,
        follows=journal.follows or "",
        held=[(one.seq, one.reason, one.digest) for one in held],
    )
