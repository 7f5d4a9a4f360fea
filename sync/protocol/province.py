"""What the province says: the kinds of its journal's entries and their payloads.

The province's journal is one like any other. It reaches the counters through the same feeds, so
there is one mechanism for everything. A payload is canonical JSON: fields in alphabetical order,
fields at their default left out.
"""

import os
import unicodedata

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PROVINCE_FEED = "*"
"""The feed that everybody reads: what the province says to all units."""

PROVINCE_SIGNER = "province"
"""Who signs the province's entries that no person stands for."""

_encode = msgspec.json.Encoder(order="sorted").encode


class Cost(msgspec.Struct, frozen=True):
    """What a guess at a password costs: passes, KiB of memory and lanes of Argon2id."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


class AccountGranted(msgspec.Struct, frozen=True):
    """A member of staff may log in at the counters of some units; the latest entry holds.

    ``public_key`` is the X25519 key that the password leads to (Argon2id with ``salt`` and
    ``cost`` over its NFC form): to it any open counter seals the store's key, without the
    password. ``role`` is ``clerk``, ``head`` or ``supervisor``. ``salt`` and ``public_key``
    are base64 in the payload.
    """

    clerk: str
    name: str
    role: str
    units: tuple[str, ...]
    public_key: bytes
    salt: bytes
    cost: Cost


class AccountEnded(msgspec.Struct, frozen=True):
    """A member of staff may no longer log in anywhere; counters take the slot away."""

    clerk: str
    reason: str = ""


class UnitListed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit of the province as it is from now on."""

    code: str
    name: str
    agency_identifier: str
    province: str = ""
    office: str = ""
    place: str = ""
    phone: str = ""


class Published(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document that counters work by, whole; the latest under a name holds.

    ``what`` is ``procedure``, ``procedures`` (a catalogue's head without its procedures),
    ``calendar`` or ``form``; ``name`` a procedure's code or a file's name; ``text`` the
    content as the counter's own resource files have it, JSON for procedures.
    """

    what: str
    name: str
    text: str
    edition: str = ""


class Withdrawn(msgspec.Struct, frozen=True):
    """A published document no longer holds."""

    what: str
    name: str


class ReviewNoted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A supervisor of the province noted something for a unit, or about a dossier."""

    text: str
    unit: str = ""


ProvinceFact = AccountGranted | AccountEnded | UnitListed | Published | Withdrawn | ReviewNoted

KINDS: dict[str, type[ProvinceFact]] = {
    kind.__name__: kind
    for kind in (AccountGranted, AccountEnded, UnitListed, Published, Withdrawn, ReviewNoted)
}


def encode_province(fact: ProvinceFact) -> bytes:
    """Return the canonical payload of a fact."""
    return _encode(fact)


def decode_province(kind: str, payload: bytes) -> ProvinceFact | None:
    """Return the fact in a payload, or None where this program is too old to read it."""
    known = KINDS.get(kind)
    if known is None:
        return None
    try:
        return msgspec.json.decode(payload, type=known)
    except (msgspec.MsgspecError, RecursionError):
        return None


def new_account(
    clerk: str, name: str, role: str, units: tuple[str, ...], password: str, cost: Cost
) -> AccountGranted:
    """Return an account for a password; the password is not kept."""
    salt = os.urandom(16)
    private = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"))
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return AccountGranted(clerk, name, role, units, public, salt, cost)
