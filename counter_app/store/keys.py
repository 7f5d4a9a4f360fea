"""The key of the store, wrapped once per member of staff and once under the recovery key.

A password leads through Argon2id to an X25519 private key; only the public half is kept. The
store's key is sealed to that public half (ephemeral X25519, HKDF-SHA256, AES-256-GCM with the
name and all parameters as associated data), so it can later be sealed anew for everybody
without anybody's password. Neither a password nor the store's key is ever written down.

This module needs no SQL and is quick to import: the log-in window waits for it.
"""

import os
import threading
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from counter_app.store.attempts import Attempts
from counter_app.store.key_errors import (
    NoSuchSlot,
    PasswordTooWeak,
    RecoveryKeyMistyped,
    SlotsAlreadyThere,
    SlotsDamaged,
    SlotsMissing,
    SlotsNotSaved,
    TooManyAttempts,
    WrongPassword,
)
from counter_app.store.recovery_key import new_recovery_key, tidy_recovery_key
from counter_app.store.slots import (
    FORMAT,
    Cost,
    InvalidTag,
    Slot,
    Slots,
    SlotUnopened,
    is_sane,
    private_key,
    read_slots,
    seal,
    seal_former,
    unseal,
    unseal_former,
    write_slots,
)

__all__ = [
    "Cost",
    "KeyRing",
    "NoSuchSlot",
    "PasswordTooWeak",
    "RecoveryKeyMistyped",
    "SlotsAlreadyThere",
    "SlotsDamaged",
    "SlotsMissing",
    "SlotsNotSaved",
    "TooManyAttempts",
    "WrongPassword",
    "new_data_key",
]

Random = Callable[[int], bytes]

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
RECOVERY = "\N{KEY}"
"""The name of the recovery slot: no log-in name can look so."""


def new_data_key(random: Random = os.urandom) -> bytes:
    """Return a new random key for a store."""
    return random(32)


def log_in_name(text: str) -> str:
    """Return a log-in name as it is kept: composed, in small letters, without space around."""
    return unicodedata.normalize("NFC", text).strip().lower()


class KeyRing:
    """The key slots of one store. Every change is on the disk before a method returns."""

    def __init__(self, path: Path, random: Random = os.urandom) -> None:
        """Look at a file of slots; use ``create`` or ``open``."""
        self._path = path
        self._random = random
        self._attempts = Attempts(path.with_name(path.stem + ".attempts.json"), random)
        self._changing = threading.RLock()
        self._successors: dict[bytes, bytes] = {}

    @classmethod
    def create(
        cls, path: Path, *, cost: Cost | None = None, random: Random = os.urandom
    ) -> "KeyRing":
        """Make a file without slots.

        Raises:
            SlotsAlreadyThere: there is a file at this place; it is left as it is.
            SlotsNotSaved: the file could not be written.
        """
        if path.exists():
            raise SlotsAlreadyThere(path)
        write_slots(path, Slots(FORMAT, cost or Cost()))
        return cls(path, random)

    @classmethod
    def open(cls, path: Path, *, random: Random = os.urandom) -> "KeyRing":
        """Open the slots beside a store.

        Raises:
            SlotsMissing, SlotsDamaged: they cannot be read; the file is left as it is.
        """
        read_slots(path)
        return cls(path, random)

    def clerks(self) -> tuple[str, ...]:
        """Return the log-in names that have a slot."""
        names = (slot.name for slot in read_slots(self._path).slots)
        return tuple(sorted(name for name in names if name != RECOVERY))

    def add(self, clerk: str, password: str, data_key: bytes) -> None:
        """Give a member of staff a slot, in the place of a former one.

        Raises:
            PasswordTooWeak: too short, too long, or the log-in name itself.
            SlotsNotSaved: nothing was changed.
        """
        name = log_in_name(clerk)
        check_password(name, password)
        self._put(name, password, (data_key,))
        self._attempts.succeed(name)

    def add_granted(
        self, clerk: str, public: bytes, salt: bytes, cost: Cost, data_key: bytes
    ) -> None:
        """Give a member of staff a slot by their public key; nobody's password is needed.

        Raises:
            ValueError: the key, the salt or the cost cannot be used.
            SlotsNotSaved: nothing was changed.
        """
        name = log_in_name(clerk)
        box = seal(name, salt, cost, public, self._latest(data_key), self._random)
        slot = Slot(name, salt, cost, public, (box,))
        if not is_sane(slot):
            raise ValueError("no slot can be made of this account")
        self._put_slot(slot)
        self._attempts.succeed(name)

    def add_recovery(self, data_key: bytes) -> str:
        """Make a new recovery key and return its text, to be shown once; a former one is void."""
        text = new_recovery_key(self._random)
        self._put(RECOVERY, tidy_recovery_key(text), (data_key,))
        return text

    def remove(self, clerk: str) -> None:
        """Take a slot away. Who has seen the store's key itself still knows it.

        Raises:
            NoSuchSlot: nobody has the name.
        """
        name = log_in_name(clerk)
        with self._changing:
            slots = read_slots(self._path)
            if not any(slot.name == name for slot in slots.slots):
                raise NoSuchSlot(clerk)
            rest = tuple(slot for slot in slots.slots if slot.name != name)
            write_slots(self._path, replace(slots, slots=rest))

    def rekey(self, former: bytes, key: bytes) -> None:
        """Seal another key into every slot; nobody's password is needed.

        The former key stays in the file, under the new one, until ``forget_former``: whenever
        the machine stops, the slots lead to the key that the store has. Who still gives the
        former key to ``add`` or ``add_granted`` meanwhile gives the new one.

        Raises:
            SlotsNotSaved: nothing was changed.
        """
        with self._changing:
            slots = read_slots(self._path)
            anew = tuple(self._sealed_anew(slot, key) for slot in slots.slots)
            under = seal_former(former, key, self._random)
            write_slots(self._path, replace(slots, slots=anew, former=under))
            self._successors = {old: key for old in (*self._successors, former) if old != key}

    def former_key(self, key: bytes) -> bytes | None:
        """Return the key that the store may still have, if a change of its key was broken off."""
        former = read_slots(self._path).former
        if former is None:
            return None
        try:
            return unseal_former(former, key)
        except InvalidTag as error:
            raise SlotsDamaged(self._path, "the former key was changed") from error

    def forget_former(self) -> None:
        """Take the former key out of the file: the store has the new one.

        Raises:
            SlotsNotSaved: it is still there, and does no harm.
        """
        with self._changing:
            slots = read_slots(self._path)
            if slots.former is not None:
                write_slots(self._path, replace(slots, former=None))

    def _sealed_anew(self, slot: Slot, key: bytes) -> Slot:
        box = seal(slot.name, slot.salt, slot.cost, slot.public, key, self._random)
        return replace(slot, boxes=(box,))

    def unlock(self, clerk: str, password: str, now: datetime) -> bytes:
        """Return the store's key.

        Raises:
            WrongPassword: name and password do not belong together (which is wrong is not said).
            TooManyAttempts: too soon after several wrong ones.
            SlotsDamaged: the slot was changed; the password is right.
        """
        return self._unlock(log_in_name(clerk), password, now)[0]

    def unlock_with_recovery(self, text: str, now: datetime) -> bytes:
        """Return the store's key by the recovery key.

        Raises:
            RecoveryKeyMistyped: a sign is lacking or wrong; the try does not count.
            WrongPassword, TooManyAttempts: it is another store's, or a void one.
        """
        return self._unlock(RECOVERY, tidy_recovery_key(text), now)[0]

    def change_password(self, clerk: str, old: str, new: str, now: datetime) -> None:
        """Replace a password; the former one opens nothing any more.

        Raises:
            WrongPassword, TooManyAttempts: the old one is not right.
            PasswordTooWeak: the new one must not be chosen.
        """
        name = log_in_name(clerk)
        check_password(name, new)
        self._put(name, new, self._unlock(name, old, now))

    def _unlock(self, name: str, secret: str, now: datetime) -> tuple[bytes, ...]:
        with self._changing:
            self._attempts.check(name, now)
            slots = read_slots(self._path)
            left = self._attempts.count(name, now)
        slot = next((slot for slot in slots.slots if slot.name == name), None)
        salt, cost = (slot.salt, slot.cost) if slot else (self._random(16), slots.cost)
        # An unknown name costs the same work as a wrong password.
        key = private_key(secret, salt, cost)
        try:
            if slot is None:
                raise SlotUnopened(name)
            keys = unseal(slot, key)
        except SlotUnopened:
            raise WrongPassword(left) from None
        except (InvalidTag, ValueError) as error:
            raise SlotsDamaged(self._path, "a slot was changed") from error
        with self._changing:
            self._attempts.succeed(name)
        return keys

    def _put(self, name: str, secret: str, data_keys: tuple[bytes, ...]) -> None:
        with self._changing:
            slots = read_slots(self._path)
            self._put_slot(self._slot(name, secret, slots.cost, data_keys))

    def _put_slot(self, slot: Slot) -> None:
        with self._changing:
            slots = read_slots(self._path)
            others = tuple(other for other in slots.slots if other.name != slot.name)
            write_slots(self._path, replace(slots, slots=(*others, slot)))

    def _slot(self, name: str, secret: str, cost: Cost, data_keys: tuple[bytes, ...]) -> Slot:
        salt = self._random(16)
        public = private_key(secret, salt, cost).public_key().public_bytes_raw()
        boxes = tuple(
            seal(name, salt, cost, public, self._latest(data_key), self._random)
            for data_key in data_keys
        )
        return Slot(name, salt, cost, public, boxes)

    def _latest(self, data_key: bytes) -> bytes:
        return self._successors.get(data_key, data_key)


def check_password(clerk: str, password: str) -> None:
    """Refuse a password that must not be chosen.

    Raises:
        PasswordTooWeak: fewer than 8 characters, over 200, or the log-in name itself.
    """
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < SHORTEST_PASSWORD:
        raise PasswordTooWeak("too_short")
    if len(plain) > LONGEST_PASSWORD:
        raise PasswordTooWeak("too_long")
    if log_in_name(plain) == log_in_name(clerk):
        raise PasswordTooWeak("is_name")
