"""Checking everything the server keeps: chains, signatures, numbers, digests of days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

import msgspec

from sync.protocol.digests import day_of, joined
from sync.protocol.entry import GENESIS, chain_digest
from sync.protocol.signing import head_text, is_signed
from sync.protocol.wire_entry import from_envelope
from sync.server.placing import PROVINCE_HOME, chained
from sync.server.province import Province
from sync.server.storage.storage import Work
from sync.server.values import Held, Journal, Stored

MOST_FAULTS = 100
_EVER = (-(2**31), 2**31 - 1)


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: where, and a machine word for what.

    Of a row: ``payload``, ``digest``, ``envelope``, ``number``, ``chain``, ``copy``. Of a
    feed: ``feed_end``, ``day``. Of a journal: ``gap``, ``link``, ``end``, ``signature``.
    """

    where: str
    what: str


@dataclass
class _Found:
    """What a feed holds: of its own unit's journals the links, of others the digests."""

    count: int = 0
    faults: list[Fault] = field(default_factory=list)
    links: dict[int, dict[int, tuple[bytes, bytes]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    copies: dict[int, dict[int, bytes]] = field(default_factory=lambda: defaultdict(dict))


def verify(province: Province) -> tuple[int, list[Fault]]:
    """Return how many rows were checked, and what is wrong, a hundred faults at the most."""
    count, faults = 0, []
    for unit in province.storage.read(lambda work: work.feeds.all_units()):
        check = partial(_check_unit, province=province, unit=unit)
        found = province.storage.read_snapshot(check)
        count += found.count
        faults += found.faults
        if len(faults) >= MOST_FAULTS:
            break
    return count, faults[:MOST_FAULTS]


def _check_unit(work: Work, *, province: Province, unit: str) -> _Found:
    """Check a unit's feed, and the journals that are at home in it, all as of one moment."""
    journals = {journal.number: journal for journal in work.journals.all()}
    found = _check_feed(work, unit, journals)
    for number, copies in found.copies.items():
        journal = journals.get(number)
        originals = work.journals.digests(journal, sorted(copies)) if journal else {}
        found.faults += [
            Fault(f"{unit}: {number}/{seq}", "copy")
            for seq, digest in copies.items()
            if originals.get(seq) != digest
        ]
    for journal in journals.values():
        if journal.unit == unit:
            found.faults += _check_journal(work, province, journal, found.links[journal.number])
    return found


def _check_feed(work: Work, unit: str, journals: dict[int, Journal]) -> _Found:
    found = _Found()
    chain = b""
    days: dict[int, list[bytes]] = defaultdict(list)
    for row in work.feeds.rows(unit):
        found.count += 1
        where = f"{unit}#{row.number}"
        chain = chained(chain, row.digest)
        if row.number != found.count:
            found.faults.append(Fault(where, "number"))
            found.count = row.number
        if row.chain != chain:
            found.faults.append(Fault(where, "chain"))
            chain = row.chain
        found.faults += [Fault(where, what) for what in _faults_of(row)]
        journal = journals.get(row.journal)
        if journal is not None and journal.unit == unit:
            found.links[row.journal][row.seq] = (row.previous, row.digest)
        else:
            found.copies[row.journal][row.seq] = row.digest
        for at in _time_of(row):
            days[day_of(at)].append(row.digest)
        if len(found.faults) >= MOST_FAULTS:
            return found
    end = work.feeds.ends([unit])[unit]
    if (end.last, end.chain) != (found.count, chain):
        found.faults.append(Fault(unit, "feed_end"))
    found.faults += _check_days(work, unit, days)
    return found


def _check_days(work: Work, unit: str, days: dict[int, list[bytes]]) -> Iterable[Fault]:
    kept = {day: (count, digest) for day, count, digest in work.feeds.days(unit, *_EVER)}
    real = {day: (len(digests), joined(digests)) for day, digests in days.items()}
    differing = [day for day in kept.keys() | real.keys() if kept.get(day) != real.get(day)]
    return [Fault(f"{unit}@{day}", "day") for day in sorted(differing)]


def _check_journal(
    work: Work, province: Province, journal: Journal, links: dict[int, tuple[bytes, bytes]]
) -> list[Fault]:
    """Check one journal from its first entry to its end, quarantined entries included."""
    faults: list[Fault] = []
    for held in work.quarantine.rows_of(journal.number):
        faults += [Fault(f"{journal.id}/{held.seq}", what) for what in _faults_of(held)]
        links.setdefault(held.seq, (held.previous, held.digest))
    digest: bytes | None = GENESIS
    for seq in range(1, journal.last_seq + 1):
        link = links.get(seq)
        if link is None:
            faults.append(Fault(f"{journal.id}/{seq}", "gap"))
        elif digest is not None and link[0] != digest:
            faults.append(Fault(f"{journal.id}/{seq}", "link"))
        digest = link[1] if link else None
        if len(faults) >= MOST_FAULTS:
            return faults
    if digest != journal.last_digest or max(links, default=0) > journal.last_seq:
        faults.append(Fault(journal.id, "end"))
    if journal.last_seq and not _is_vouched_for(work, province, journal):
        faults.append(Fault(journal.id, "signature"))
    return faults


def _is_vouched_for(work: Work, province: Province, journal: Journal) -> bool:
    """Return whether the end of a journal carries its owner's signature."""
    if journal.signed_seq != journal.last_seq:
        return False
    if journal.unit == PROVINCE_HOME:
        sign_key = province.keys.sign_key
    else:
        counter = work.counters.get(journal.counter or "")
        if counter is None:
            return False
        sign_key = counter.sign_key
    text = head_text(journal.id, journal.signed_seq, journal.last_digest)
    return is_signed(sign_key, text, journal.signature)


def _faults_of(row: Stored | Held) -> list[str]:
    """Return how a row differs from what its own digests say."""
    faults = []
    if chain_digest(row.previous, row.envelope) != row.digest:
        faults.append("digest")
    try:
        payload_digest = str(msgspec.json.decode(row.envelope)[-1])
    except (msgspec.MsgspecError, UnicodeDecodeError, IndexError, TypeError, KeyError):
        return [*faults, "envelope"]
    is_withheld = isinstance(row, Held) and row.reason == "withheld"
    if not is_withheld and sha256(row.payload).hexdigest() != payload_digest:
        faults.append("payload")
    return faults


def _time_of(row: Stored) -> Iterator[int]:
    """Yield the time of an entry, or nothing if its envelope cannot be read."""
    try:
        yield from_envelope(row.envelope, row.payload, row.digest).at
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return
