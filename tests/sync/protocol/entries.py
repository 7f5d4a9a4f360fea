"""Chains of entries for tests: by hand and by hypothesis."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from sync.protocol.entry import GENESIS, Entry, Name, seal
from sync.protocol.wire_entry import WireEntry, to_wire

JOURNAL = "00112233aabbccdd"
OTHER = "ffeeddccbbaa0011"
A_MONDAY = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAMES = st.tuples(st.sampled_from([JOURNAL, OTHER]), st.integers(1, 40))


def a_chain(count: int, journal: str = JOURNAL, before: bytes = GENESIS) -> list[WireEntry]:
    """Return the first entries of a journal, every third about the one before it."""
    chain: list[WireEntry] = []
    for seq in range(1, count + 1):
        subject: Name | None = (journal, seq - 1) if seq % 3 == 0 else None
        entry = _entry(before, journal, seq, subject)
        chain.append(to_wire(entry))
        before = entry.digest
    return chain


def _entry(before: bytes, journal: str, seq: int, subject: Name | None) -> Entry:
    return seal(
        before,
        journal=journal,
        seq=seq,
        subject=subject,
        after=[subject] if subject else [],
        kind="TakenIn" if subject is None else "Forwarded",
        at=A_MONDAY + timedelta(microseconds=40_000_001 * seq),
        by="mau",
        units=["01843"],
        payload=b'{"applicant":{"name":"NGUY\xe1\xbb\x84N V\xc4\x82N TH\xe1\xbb\xac"},"n":%d}'
        % seq,
    )


@st.composite
def chains(draw: st.DrawFn) -> list[WireEntry]:
    """Entries of two journals as a feed may hold them: any text, gaps, any order, twice."""
    entries: list[WireEntry] = []
    before = {JOURNAL: GENESIS, OTHER: GENESIS}
    seqs = {JOURNAL: 0, OTHER: 0}
    for _ in range(draw(st.integers(1, 12))):
        journal = draw(st.sampled_from([JOURNAL, OTHER]))
        seqs[journal] += 1
        entry = seal(
            before[journal],
            journal=journal,
            seq=seqs[journal],
            subject=draw(st.none() | _NAMES),
            after=draw(st.lists(_NAMES, max_size=3)),
            kind=draw(_TEXT),
            at=draw(st.datetimes(timezones=st.just(UTC))),
            by=draw(_TEXT),
            units=draw(st.lists(_TEXT, max_size=3)),
            payload=draw(st.binary(max_size=30)),
        )
        before[journal] = entry.digest
        entries.append(to_wire(entry))
    picked = draw(st.lists(st.sampled_from(entries), min_size=1, max_size=15))
    return draw(st.sampled_from([entries, picked]))


def digests_before(entries: list[WireEntry], runs: list[Name]) -> list[bytes]:
    """Return the digest before each run; what is not among the entries begins a journal."""
    digests = {entry.name: entry.digest for entry in entries}
    return [digests.get((journal, seq - 1), GENESIS) for journal, seq in runs]
