"""Is what came here what the counters wrote? Every journal in scope, checked along its chain.

What is new is checked after every exchange, the whole when somebody asks. A check goes slice by
slice, each a short reading of the store, so that work goes on beside it and it can be stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.moments import as_utc
from counter_app.domain.verification import Finding, FindingKind
from counter_app.services.journal_places import Place, places
from counter_app.store.chain_check import MOST_FINDINGS, Envelopes, Expected, Walk
from counter_app.store.store import Reading, Store
from counter_app.store.sync_state import SyncState
from counter_app.store.vouched import (
    Aside,
    Check,
    KnownHead,
    VouchedDesk,
    VouchedShelf,
    before_common,
    thinned,
)
from sync.protocol.entry import GENESIS

SLICE = 2_000
"""Entries checked in one reading of the store: some twenty milliseconds."""

_OTHER_VERSION = "digest"
_NOT_UNDERSTOOD = ("unreadable", "envelope")


@dataclass
class _Run:
    """A journal that is being checked."""

    place: Place
    walk: Walk
    aside: int
    head: KnownHead | None
    before: Check | None
    is_from_start: bool
    findings: tuple[Finding, ...] = ()


class Verification:
    """A check of all journals, or of what is new in them, slice by slice."""

    def __init__(self, store: Store, now: datetime, *, is_whole: bool = True) -> None:
        """Look what there is to check; ``done`` of ``total`` entries are behind."""
        self._store = store
        self._now = as_utc(now)
        self._is_whole = is_whole
        self._waiting: list[_Run] = []
        self._ended: list[_Run] = []
        self.total = 0
        self.done = 0
        with store.reading() as reading:
            self._prepare(reading)

    @property
    def is_done(self) -> bool:
        """Whether everything was checked and written down."""
        return not self._waiting

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found so far."""
        return tuple(finding for run in self._ended for finding in run.findings)

    def step(self, most: int = SLICE) -> bool:
        """Check the next entries; return whether that was all. The end is written down."""
        if not self._waiting:
            return True
        run = self._waiting[0]
        before = run.walk.count
        with self._store.reading() as reading:
            has_more = run.walk.step(reading.connection, most)
            if not has_more:
                run.findings = _all_findings(reading, run)
        self.done += run.walk.count - before
        if not has_more:
            self._ended.append(self._waiting.pop(0))
            if not self._waiting:
                self._write_down()
        return not self._waiting

    def _prepare(self, reading: Reading) -> None:
        shelf = VouchedShelf(reading.connection)
        heads, checks, lasts = shelf.heads(), shelf.checks(), shelf.last_seqs()
        state = reading.sync.state()
        envelopes = Envelopes({n: j for n, j, _ in reading.numbers.all(reading.connection)})
        for place in places(reading, heads):
            head, check = heads.get(place.journal), checks.get(place.journal)
            others = shelf.aside(place.journal)
            last = lasts.get(place.number, 0)
            if not self._is_whole and not _is_wanted(check, last, head, len(others)):
                continue
            start = _start(shelf, place, check) if not self._is_whole else None
            expected = _expected(place, state, head, check, others)
            seq, digest = start or (0, GENESIS)
            walk = Walk(place.journal, place.number, envelopes, expected, seq, digest)
            self._waiting.append(_Run(place, walk, len(others), head, check, start is None))
            self.total += max(0, last - seq)

    def _write_down(self) -> None:
        with self._store.writing() as work:
            desk = VouchedDesk(work.connection)
            for run in self._ended:
                check = _checked(run, self._now)
                before = run.before.findings if run.before else ()
                work.projection.has_moved |= check.findings != before
                desk.put_check(run.place.journal, check)
                run.findings = check.findings


def check_all(store: Store, now: datetime) -> tuple[Finding, ...]:
    """Check everything at once, and return what was found."""
    return _to_the_end(Verification(store, now))


def check_new(store: Store, now: datetime) -> tuple[Finding, ...]:
    """Check what came since the last check, and return what was found in that."""
    return _to_the_end(Verification(store, now, is_whole=False))


def _expected(
    place: Place,
    state: SyncState | None,
    known: KnownHead | None,
    check: Check | None,
    aside: Sequence[Aside],
) -> Expected:
    held = {seq: digest for seq, why, digest, _ in aside if why in _NOT_UNDERSTOOD}
    pins = dict(check.marks) if check else {}
    last = 0
    if known is not None and place.is_whole:
        held |= {seq: digest for seq, _, digest in known.head.held}
        if known.head.is_vouched_for and not known.rival:
            pins[known.head.seq] = known.head.digest
        last = known.head.seq if known.is_due else 0
    if place.is_own and state is not None:
        last = max(last, state.acked_seq)
    if check is not None and place.is_whole:
        last = max(last, check.seq)
    return Expected(place.is_whole, held, pins, last if place.is_whole else 0)


def _start(shelf: VouchedShelf, place: Place, check: Check | None) -> tuple[int, bytes] | None:
    """Return where to go on, or None where a journal has to be checked from its beginning."""
    if check is None or check.findings or not check.seq:
        return None
    is_same = shelf.digest_at(place.number, check.seq) == check.digest
    return (check.seq, check.digest) if is_same else None


def _is_wanted(check: Check | None, last: int, known: KnownHead | None, aside: int) -> bool:
    if check is None:
        return bool(last or known)
    head = known.head.seq if known is not None and known.is_due else check.head_seq
    has_rival = known is not None and known.rival and not check.findings
    return (check.seq, check.head_seq, check.aside) != (last, head, aside) or bool(has_rival)


def _all_findings(reading: Reading, run: _Run) -> tuple[Finding, ...]:
    """Return what the chain, the signature and what stands aside say together."""
    journal = run.place.journal
    found = list(run.walk.findings(reading.connection))
    found += _of_aside(VouchedShelf(reading.connection), journal, found)
    if run.head is not None and run.head.rival:
        found.append(Finding(FindingKind.KEY, journal, run.head.head.seq))
    elif run.head is not None and not run.head.head.is_vouched_for:
        found.append(Finding(FindingKind.SIGNATURE, journal, run.head.head.seq))
    return tuple(sorted(found, key=lambda finding: finding.seq))


def _of_aside(shelf: VouchedShelf, journal: str, found: Sequence[Finding]) -> list[Finding]:
    """Return what entries say that came under the name of another.

    Behind the first difference every further entry differs: only the first is named.
    """
    others = [(s, is_same) for s, why, _, is_same in shelf.aside(journal) if why == _OTHER_VERSION]
    repeated = {seq for seq, is_same in others if is_same}
    first = min((finding.seq for finding in found), default=None)
    forked = min((seq for seq, is_same in others if not is_same), default=None)
    also = [Finding(FindingKind.REPLAYED, journal, seq, other_seq=seq) for seq in sorted(repeated)]
    if forked is not None and (first is None or forked < first):
        also.append(Finding(FindingKind.FORKED, journal, forked))
    return also[:MOST_FINDINGS]


def _checked(run: _Run, now: datetime) -> Check:
    walk, before = run.walk, run.before
    marks = dict(before.marks) if before else {}
    if not run.findings and walk.seq and walk.digest:
        marks[walk.seq] = walk.digest
    common = before.common if before and run.findings else None
    known = run.head
    return Check(
        seq=walk.seq,
        digest=walk.digest or b"",
        at=now,
        whole_at=now if run.is_from_start else (before.whole_at if before else None),
        head_seq=known.head.seq if known is not None and known.is_due else 0,
        aside=run.aside,
        marks=thinned(marks),
        findings=_located(run.findings, before, common),
        common=common,
    )


def _located(
    found: tuple[Finding, ...], before: Check | None, common: int | None
) -> tuple[Finding, ...]:
    """Where the province once said which entry differs first, that stands for what follows."""
    if before is None or common is None:
        return found
    forked = [f for f in before.findings if f.kind is FindingKind.FORKED and f.seq == common + 1]
    if not forked:
        return found
    return (*before_common(found, common), forked[0])


def _to_the_end(verification: Verification) -> tuple[Finding, ...]:
    while not verification.step():
        pass
    return verification.findings
