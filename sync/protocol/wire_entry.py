"""An entry as it travels and as the server keeps it: plain numbers and text, quick to check.

``WireEntry`` says the same as ``Entry`` with the time as a number. The server never makes
calendar moments of it, so that a counter whose clock is in the year 40000 disturbs nobody.
"""

from hashlib import sha256

import msgspec

from sync.protocol.entry import (
    ENCODING,
    BadEnvelope,
    Entry,
    Name,
    microseconds,
    moment_of,
)

_encode = msgspec.json.Encoder().encode
_decode_envelope = msgspec.json.Decoder(
    tuple[
        int,
        str,
        int,
        tuple[str, int],
        tuple[tuple[str, int], ...],
        str,
        int,
        str,
        tuple[str, ...],
        str,
    ]
).decode


class WireEntry(msgspec.Struct, frozen=True, gc=False):
    """One entry of a journal; ``at`` in microseconds since 1970-01-01 UTC.

    ``withheld`` is the SHA-256 of a payload that does not travel (too large for the line); the
    payload is empty then, and the chain holds all the same.
    """

    journal: str
    seq: int
    subject: Name
    after: tuple[Name, ...]
    kind: str
    at: int
    by: str
    units: tuple[str, ...]
    payload: bytes
    digest: bytes = b""
    withheld: bytes = b""

    @property
    def name(self) -> Name:
        """The entry's name: (journal, seq)."""
        return (self.journal, self.seq)


def envelope_of(entry: WireEntry) -> bytes:
    """Return the canonical envelope, the same bytes as ``entry.envelope`` makes.

    Raises:
        BadEnvelope: text that has no UTF-8.
    """
    payload_digest = entry.withheld or sha256(entry.payload).digest()
    return envelope_from(
        entry.journal,
        entry.seq,
        entry.subject,
        entry.after,
        entry.kind,
        entry.at,
        entry.by,
        entry.units,
        payload_digest,
    )


def envelope_from(
    journal: str,
    seq: int,
    subject: Name,
    after: tuple[Name, ...],
    kind: str,
    at: int,
    by: str,
    units: tuple[str, ...],
    payload_digest: bytes,
) -> bytes:
    """Return the canonical envelope that these parts make.

    Raises:
        BadEnvelope: text that has no UTF-8.
    """
    parts = (
        ENCODING,
        journal,
        seq,
        subject,
        after,
        kind,
        at,
        by,
        units,
        payload_digest.hex(),
    )
    try:
        return _encode(parts)
    except UnicodeEncodeError as error:
        raise BadEnvelope(f"{journal}/{seq}: text without UTF-8") from error


def from_envelope(envelope: bytes, payload: bytes, digest: bytes) -> WireEntry:
    """Return the entry that an envelope and its payload make.

    Raises:
        msgspec.MsgspecError: the envelope is damaged.
    """
    _, journal, seq, subject, after, kind, at, by, units, _ = _decode_envelope(envelope)
    return WireEntry(journal, seq, subject, after, kind, at, by, units, payload, digest)


def to_wire(entry: Entry) -> WireEntry:
    """Return a journal's entry as it travels."""
    return WireEntry(
        entry.journal,
        entry.seq,
        entry.subject,
        entry.after,
        entry.kind,
        microseconds(entry.at),
        entry.by,
        entry.units,
        entry.payload,
        entry.digest,
    )


def from_wire(entry: WireEntry) -> Entry:
    """Return an entry that came over the wire as a journal keeps it.

    Raises:
        BadEnvelope: its time lies outside the calendar, or its payload was withheld.
    """
    if entry.withheld:
        raise BadEnvelope(f"{entry.journal}/{entry.seq}: the payload was withheld")
    try:
        at = moment_of(entry.at)
    except OverflowError as error:
        raise BadEnvelope(f"{entry.journal}/{entry.seq}: no such time") from error
    return Entry(
        entry.journal,
        entry.seq,
        entry.subject,
        entry.after,
        entry.kind,
        at,
        entry.by,
        entry.units,
        entry.payload,
        entry.digest,
    )
