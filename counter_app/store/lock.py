"""One program per store: a lock that the system releases when its holder ends, however it ends.

The lock's file stays beside the store. It also holds a check value of the store's key, from
which the key cannot be found, so that a wrong key can be told from a damaged file.
"""

import hmac
import os
import sys
from hashlib import sha256
from pathlib import Path

from counter_app.store.errors import StoreLocked, StoreUnreachable

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """The right to work on a store, held from the moment this is made until ``release``.

    Raises:
        StoreLocked: another process, or another holder in this one, has it.
        StoreUnreachable: the file of the lock cannot be made.
    """

    def __init__(self, store: Path) -> None:
        try:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            descriptor = os.open(store.with_suffix(".lock"), flags, 0o600)
        except OSError as error:
            raise StoreUnreachable(store, str(error)) from error
        try:
            _try_lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise StoreLocked(store) from error
        self._descriptor: int | None = descriptor

    def is_known_key(self, key: bytes) -> bool | None:
        """Tell whether this is the key the store had last; None where none was noted."""
        noted = self._read()
        return hmac.compare_digest(noted, _check_value(key)) if len(noted) == 64 else None

    def note_key(self, key: bytes) -> None:
        """Write the check value of the store's key down, unless it is there already."""
        if not self.is_known_key(key):
            os.lseek(self._open(), 0, os.SEEK_SET)
            os.write(self._open(), _check_value(key))

    def forget_key(self) -> None:
        """Note no key: which one opens the store is found out by trying."""
        os.ftruncate(self._open(), 0)

    def release(self) -> None:
        """Give the store back; doing so twice is harmless."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _read(self) -> bytes:
        os.lseek(self._open(), 0, os.SEEK_SET)
        return os.read(self._open(), 64)

    def _open(self) -> int:
        if self._descriptor is None:
            raise ValueError("the lock was released")
        return self._descriptor


def _check_value(key: bytes) -> bytes:
    return hmac.new(key, b"the key of a counter's store", sha256).hexdigest().encode()
