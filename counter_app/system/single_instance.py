"""One program per home: a lock on a file, which the system releases when the process ends.

A file that merely exists would stay behind after a power cut and keep the clerk out; a lock is
held by the process and is gone with it, however it ended.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

LOCK_NAME = "running.lock"

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30
    """A byte beyond the text, because Windows forbids others to read the bytes that are locked."""

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyRunning(Exception):
    """Another program is working on this home.

    ``process`` is its number as it wrote it down, or None when the note could not be read.
    """

    def __init__(self, home: Path, process: int | None) -> None:
        super().__init__(f"process {process} is working on {home}")
        self.home = home
        self.process = process


class SingleInstance:
    """The right to work on a home, held from the moment this is made until :meth:`release`.

    Raises:
        AlreadyRunning: another process, or another holder in this one, has the home.
        OSError: the home cannot be written.
    """

    def __init__(self, home: Path) -> None:
        path = home / LOCK_NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise AlreadyRunning(home, _noted_process(path)) from None
        self._descriptor: int | None = descriptor
        _note_process(descriptor)

    def release(self) -> None:
        """Give the home back; doing so twice is harmless. The file stays, without a lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _note_process(descriptor: int) -> None:
    """Write this process's number into the lock file, for the message of the next one."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, str(os.getpid()).encode("ascii"))


def _noted_process(path: Path) -> int | None:
    """Return the number in the lock file, or None if there is none to be read."""
    try:
        return int(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
