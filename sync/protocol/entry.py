r"""An entry of a journal, its canonical encoding, and the digest chain that holds entries together.

The canonical envelope of an entry is the UTF-8 text of one JSON array without white space and
with letters unescaped (only ``"``, ``\`` and control characters are, the latter as ``\b \t \n
\f \r`` or ``\u00xx``)::

    [1,"<journal>",<seq>,["<journal>",<seq>],[["<journal>",<seq>],...],
     "<kind>",<at>,"<by>",["<unit>",...],"<payload digest>"]

in this order: the version of the encoding, the entry's journal and number, its subject, the
entries it was made on top of (sorted), the kind of fact, the time in microseconds since
1970-01-01 UTC, who signed, the units concerned (sorted, each once), and the SHA-256 of the
payload in hexadecimal. The digest of an entry is SHA-256 over the 32 bytes of the digest before
it (``GENESIS`` for the first) followed by the envelope.

The payload enters through its own digest, so that personal data may one day be taken out of an
entry without breaking the chain. The encoding never changes: samples in ``tests/sync/protocol``
fix it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

GENESIS = bytes(32)
"""The digest before the first entry of every journal."""

ENCODING = 1
"""The version of the canonical encoding, the first element of the envelope."""

Name = tuple[str, int]
"""The name of an entry: (journal, seq)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_JOURNAL = re.compile(r"[0-9a-f]{16}")


class BrokenChain(Exception):
    """An entry does not fit behind the one before it: changed, missing or out of place.

    ``fault`` is ``digest``; who checks a whole chain adds ``gap`` (an entry is missing) and
    ``other_journal``.
    """

    def __init__(self, journal: str, seq: int, fault: str) -> None:
        super().__init__(f"{journal}/{seq}: {fault}")
        self.journal = journal
        self.seq = seq
        self.fault = fault


class BadEnvelope(ValueError):
    """The parts of an entry cannot stand in an envelope."""


@dataclass(frozen=True)
class Entry:
    """One entry of a journal as every replica holds it; only ``seal`` should make new ones.

    ``journal`` is 16 hexadecimal digits, ``seq`` counts 1, 2, 3 … without gaps, ``subject`` is
    the entry that opened what this one is about (its own name for an opening), ``after`` the
    entries of the subject that were the last known when this one was made.
    """

    journal: str
    seq: int
    subject: Name
    after: tuple[Name, ...]
    kind: str
    at: datetime
    by: str
    units: tuple[str, ...]
    payload: bytes
    digest: bytes

    @property
    def name(self) -> Name:
        """The entry's name: (journal, seq)."""
        return (self.journal, self.seq)

    @property
    def payload_digest(self) -> bytes:
        """SHA-256 of the payload."""
        return sha256(self.payload).digest()


def seal(
    previous: bytes,
    *,
    journal: str,
    seq: int,
    subject: Name | None,
    after: Iterable[Name],
    kind: str,
    at: datetime,
    by: str,
    units: Iterable[str],
    payload: bytes,
) -> Entry:
    """Return the entry that stands behind ``previous``, the digest of the entry before it.

    Without a subject the entry opens a subject of its own.

    Raises:
        BadEnvelope: a journal id that is not 16 hexadecimal digits, a number below 1, a moment
            without a time zone, or text that has no UTF-8.
    """
    open_entry = Entry(
        journal=journal,
        seq=seq,
        subject=subject or (journal, seq),
        after=tuple(sorted(set(after))),
        kind=kind,
        at=_in_utc(at),
        by=by,
        units=tuple(sorted(set(units))),
        payload=payload,
        digest=b"",
    )
    return _with_digest(open_entry, chain_digest(previous, envelope(open_entry)))


def envelope(entry: Entry) -> bytes:
    """Return the canonical envelope of an entry: all of it but the payload and the digest.

    Raises:
        BadEnvelope: see ``seal``.
    """
    if not _JOURNAL.fullmatch(entry.journal) or entry.seq < 1:
        raise BadEnvelope(f"{entry.journal}/{entry.seq}")
    parts = [
        ENCODING,
        entry.journal,
        entry.seq,
        entry.subject,
        entry.after,
        entry.kind,
        microseconds(entry.at),
        entry.by,
        entry.units,
        entry.payload_digest.hex(),
    ]
    try:
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise BadEnvelope(f"{entry.journal}/{entry.seq}: text without UTF-8") from error


def chain_digest(previous: bytes, envelope_bytes: bytes) -> bytes:
    """Return the digest of an entry from the digest before it and its envelope."""
    return sha256(previous + envelope_bytes).digest()


def check_link(previous: bytes, entry: Entry) -> None:
    """Check that an entry is unchanged and stands behind ``previous``.

    Raises:
        BrokenChain: its digest is another.
    """
    try:
        expected = chain_digest(previous, envelope(entry))
    except BadEnvelope as error:
        raise BrokenChain(entry.journal, entry.seq, "digest") from error
    if expected != entry.digest:
        raise BrokenChain(entry.journal, entry.seq, "digest")


def microseconds(moment: datetime) -> int:
    """Return an aware moment as whole microseconds since 1970-01-01 UTC."""
    return (_in_utc(moment) - _EPOCH) // _MICROSECOND


def moment_of(count: int) -> datetime:
    """Return the UTC moment that is so many microseconds after 1970-01-01."""
    return _EPOCH + timedelta(microseconds=count)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise BadEnvelope("a moment without a time zone")
    return moment.astimezone(UTC)


def _with_digest(entry: Entry, digest: bytes) -> Entry:
    return Entry(
        entry.journal,
        entry.seq,
        entry.subject,
        entry.after,
        entry.kind,
        entry.at,
        entry.by,
        entry.units,
        entry.payload,
        digest,
    )
