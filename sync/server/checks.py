"""What may be wrong with a single entry: looked at from outside, its meaning untouched.

A fault never stops the entries behind it. The entry is acknowledged, kept with its raw bytes in
quarantine, and shown with its reason.
"""

import re
from functools import lru_cache

import msgspec

from sync.protocol.version import MOST_DEPTH, MOST_PAYLOAD
from sync.protocol.wire_entry import WireEntry

_KIND = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
_UNIT = re.compile(r"[0-9A-Za-z._-]{1,40}")
_MOST_SIGNER = 100
_MOST_UNITS = 50
_MOST_AFTER = 1_000
_YEAR_0001, _YEAR_9999 = -62_135_596_800_000_000, 253_402_300_799_999_999
_MOST_SEQ = 2**53

UNKNOWN_UNIT = "unknown_unit"
NOT_CONCERNED = "not_concerned"
SERVER_RAISED = "server_raised"

REASONS = (
    "withheld",
    "too_large",
    "not_utf8",
    "not_json",
    "too_deep",
    "bad_kind",
    "bad_signer",
    "bad_units",
    "bad_time",
    "bad_name",
    UNKNOWN_UNIT,
    NOT_CONCERNED,
    SERVER_RAISED,
)
"""Every machine word of the quarantine."""


class _AnyObject(msgspec.Struct):
    """A JSON object of which nothing is looked at: reading it checks its form."""


_decode = msgspec.json.Decoder(_AnyObject).decode


def fault_of(entry: WireEntry, most_payload: int = MOST_PAYLOAD) -> str | None:
    """Return what is wrong with an entry's form, or None."""
    return _fault_of_envelope(entry) or _fault_of_payload(entry, most_payload)


def _fault_of_envelope(entry: WireEntry) -> str | None:
    fault = _fault_of_words(entry.kind, entry.by, entry.units)
    if fault:
        return fault
    if not _YEAR_0001 <= entry.at <= _YEAR_9999:
        return "bad_time"
    if not 1 <= entry.subject[1] <= _MOST_SEQ:
        return "bad_name"
    after = entry.after
    if len(after) > _MOST_AFTER or not all(1 <= seq <= _MOST_SEQ for _, seq in after):
        return "bad_name"
    return "bad_name" if len(after) > 1 and list(after) != sorted(set(after)) else None


@lru_cache(4_096)
def _fault_of_words(kind: str, by: str, units: tuple[str, ...]) -> str | None:
    """Check what is the same in most entries; the answer is remembered."""
    if not _KIND.fullmatch(kind):
        return "bad_kind"
    if not by or len(by) > _MOST_SIGNER or not by.isprintable():
        return "bad_signer"
    if len(units) > _MOST_UNITS or not all(map(_UNIT.fullmatch, units)):
        return "bad_units"
    return "bad_units" if list(units) != sorted(set(units)) else None


def _fault_of_payload(entry: WireEntry, most: int) -> str | None:
    if entry.withheld:
        return "withheld"
    payload = entry.payload
    if len(payload) > most:
        return "too_large"
    try:
        payload.decode()
    except UnicodeDecodeError:
        return "not_utf8"
    if payload.count(b"[") + payload.count(b"{") > MOST_DEPTH and _depth(payload) > MOST_DEPTH:
        return "too_deep"
    try:
        _decode(payload)
    except (msgspec.MsgspecError, RecursionError):
        return "not_json"
    return None


def _depth(payload: bytes) -> int:
    """Return how deep brackets are nested outside of strings."""
    bare = re.sub(rb'"(?:[^"\\]|\\.)*"?', b"", payload)
    depth = deepest = 0
    for byte in bare:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest
