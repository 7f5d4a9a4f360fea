"""The file of key slots: what stands in it, and how a key is sealed into a slot and taken out."""

import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter_app.store.key_errors import SlotsDamaged, SlotsMissing, SlotsNotSaved
from counter_app.store.small_files import write_whole

FORMAT = 1

_FORMER = b"counter store former key 1"

_MOST_MEMORY = 1 << 20
_MOST_PASSES = 50
_MOST_LANES = 16


class Cost(msgspec.Struct, frozen=True):
    """What a guess at a password costs: passes, KiB of memory and lanes of Argon2id."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


class Box(msgspec.Struct, frozen=True):
    """A store's key sealed to a public key."""

    ephemeral: bytes
    nonce: bytes
    sealed: bytes


class Slot(msgspec.Struct, frozen=True):
    """One way to the store's key: a member of staff's password, or the recovery key.

    ``boxes`` holds the key of the store.
    """

    name: str
    salt: bytes
    cost: Cost
    public: bytes
    boxes: tuple[Box, ...]


class Former(msgspec.Struct, frozen=True):
    """The key that a store had before, sealed under the one it is about to have."""

    nonce: bytes
    sealed: bytes


class Slots(msgspec.Struct, frozen=True):
    """All slots of a store; ``former`` is there only while the store gets another key."""

    format: int
    cost: Cost
    slots: tuple[Slot, ...] = ()
    former: Former | None = None


class _File(msgspec.Struct):
    check: str
    content: msgspec.Raw


class SlotUnopened(Exception):
    """The private key does not belong to the slot, or the slot was changed."""


def read_slots(path: Path) -> Slots:
    """Return what a file of key slots holds.

    Raises:
        SlotsMissing, SlotsDamaged: there is no such file, or it is not whole.
    """
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
        slots = msgspec.json.decode(file.content, type=Slots)
    except FileNotFoundError as error:
        raise SlotsMissing(path) from error
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        raise SlotsDamaged(path, str(error)) from error
    if sha256(bytes(file.content)).hexdigest() != file.check:
        raise SlotsDamaged(path, "the check value differs")
    if slots.format != FORMAT or not all(is_sane(slot) for slot in slots.slots):
        raise SlotsDamaged(path, f"format {slots.format}")
    return slots


def write_slots(path: Path, slots: Slots) -> None:
    """Replace the file of key slots in one step.

    Raises:
        SlotsNotSaved: it could not be written; the old one is still there.
    """
    content = msgspec.json.encode(slots)
    file = _File(sha256(content).hexdigest(), msgspec.Raw(content))
    try:
        write_whole(path, msgspec.json.encode(file))
    except OSError as error:
        raise SlotsNotSaved(path, str(error)) from error


def private_key(secret: str, salt: bytes, cost: Cost) -> X25519PrivateKey:
    """Return the private key that a password (in NFC) or recovery key leads to."""
    derived = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass"))
    return X25519PrivateKey.from_private_bytes(derived)


def seal(
    name: str,
    salt: bytes,
    cost: Cost,
    public: bytes,
    data_key: bytes,
    random: Callable[[int], bytes],
) -> Box:
    """Seal a store's key to the public key of a slot; no password is needed."""
    ephemeral = X25519PrivateKey.from_private_bytes(random(32))
    ephemeral_public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = random(12)
    bound = _bound(name, salt, cost, public)
    sealed = AESGCM(_wrapping_key(shared, ephemeral_public, public)).encrypt(nonce, data_key, bound)
    return Box(ephemeral_public, nonce, sealed)


def unseal(slot: Slot, key: X25519PrivateKey) -> tuple[bytes, ...]:
    """Return the store's keys in a slot, the newest first.

    Raises:
        SlotUnopened: the private key is not this slot's.
        InvalidTag: it is, but the slot was changed.
    """
    if key.public_key().public_bytes_raw() != slot.public:
        raise SlotUnopened(slot.name)
    bound = _bound(slot.name, slot.salt, slot.cost, slot.public)
    keys = []
    for box in slot.boxes:
        shared = key.exchange(X25519PublicKey.from_public_bytes(box.ephemeral))
        wrapping = AESGCM(_wrapping_key(shared, box.ephemeral, slot.public))
        keys.append(wrapping.decrypt(box.nonce, box.sealed, bound))
    return tuple(keys)


def seal_former(former: bytes, key: bytes, random: Callable[[int], bytes]) -> Former:
    """Seal the former key of a store under its next one."""
    nonce = random(12)
    return Former(nonce, AESGCM(_key_for_former(key)).encrypt(nonce, former, _FORMER))


def unseal_former(former: Former, key: bytes) -> bytes:
    """Return the former key of a store.

    Raises:
        InvalidTag: this key is not the one that came after it, or the file was changed.
    """
    return AESGCM(_key_for_former(key)).decrypt(former.nonce, former.sealed, _FORMER)


def _key_for_former(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=_FORMER).derive(key)


def _wrapping_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    hkdf = HKDF(SHA256(), 32, salt=ephemeral + public, info=b"counter store key slot 1")
    return hkdf.derive(shared)


def _bound(name: str, salt: bytes, cost: Cost, public: bytes) -> bytes:
    """Return what is sealed in beside the key, so that slots cannot be exchanged or weakened."""
    return msgspec.json.encode([FORMAT, name, salt, cost, public])


def is_sane(slot: Slot) -> bool:
    """Return whether a slot can be one: keys of their length, and a cost that can be borne."""
    cost = slot.cost
    return (
        8 <= cost.memory <= _MOST_MEMORY
        and 1 <= cost.passes <= _MOST_PASSES
        and 1 <= cost.lanes <= _MOST_LANES
        and cost.memory >= 8 * cost.lanes
        and len(slot.salt) >= 8
        and len(slot.public) == 32
        and bool(slot.boxes)
        and all(len(box.ephemeral) == 32 and len(box.nonce) == 12 for box in slot.boxes)
    )


__all__ = [
    "FORMAT",
    "Box",
    "Cost",
    "Former",
    "InvalidTag",
    "Slot",
    "SlotUnopened",
    "Slots",
    "is_sane",
    "private_key",
    "read_slots",
    "seal",
    "seal_former",
    "unseal",
    "unseal_former",
    "write_slots",
]
