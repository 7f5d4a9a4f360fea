"""A disk that can be filled and emptied again: a small file system of its own, where we may.

Only root may mount one. SQLite itself can also be told that it may have no more pages: it then
answers as on a full disk, but in the middle of a transaction, where a real one is full at its end.
"""

import errno
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SIZE = 24 << 20
"""Bytes: several stores fit, and the disk is filled in no time."""

UNBOUND = 1_000_000
"""Pages: as good as no bound."""

Ask = Callable[[str], Any]
"""Gives the database a pragma, on the connection that writes; returns its answer."""


class SmallDisk:
    """A folder on a disk with little room; ``is_mounted`` says whether that is a real one."""

    def __init__(self, folder: Path, *, is_mounted: bool) -> None:
        self.folder = folder
        self.is_mounted = is_mounted

    def fill(self, ask: Ask, left: int = 0) -> None:
        """Leave no more than so many bytes."""
        self.free(ask)
        if not self.is_mounted:
            ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count') + left // 4_096}")
            return
        try:
            with self._ballast.open("wb", buffering=0) as ballast:
                while ballast.write(bytes(4_096)) == 4_096:
                    pass
        except OSError as error:
            assert error.errno == errno.ENOSPC, error
        size = self._ballast.stat().st_size
        with self._ballast.open("r+b") as ballast:
            ballast.truncate(max(0, size - left))

    def free(self, ask: Ask) -> None:
        """Make room again."""
        self._ballast.unlink(missing_ok=True)
        if not self.is_mounted:
            ask(f"PRAGMA max_page_count = {UNBOUND}")

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"


@contextmanager
def small_disk(folder: Path, *, is_real: bool) -> Iterator[SmallDisk]:
    """Give a small disk while the block lasts; nothing may be open on it at the end."""
    folder.mkdir()
    if not is_real:
        yield SmallDisk(folder, is_mounted=False)
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    try:
        yield SmallDisk(folder, is_mounted=done)
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)
