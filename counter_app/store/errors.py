"""What can go wrong with the store, and how SQLite's errors become errors of ours.

Every trouble here leaves the store's file as it was.
"""

import shutil
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from counter_app.domain.errors import Refusal, Trouble
from counter_app.store.sqlcipher import dbapi2

SQLITE_BUSY = 5
SQLITE_LOCKED = 6
SQLITE_READONLY = 8
SQLITE_IOERR = 10
SQLITE_CORRUPT = 11
SQLITE_FULL = 13
SQLITE_CANTOPEN = 14
SQLITE_NOTADB = 26

SQL_ERRORS = (DBAPIError, dbapi2.Error)
"""What SQLite raises, through SQLAlchemy and without it."""

ROOM_NEEDED = 4 << 20
"""Bytes: with less left on the disk, a failed write means that it is full."""


class StoreTrouble(Trouble):
    """Something is wrong with the store; ``path`` is its file and ``detail`` SQLite's own word."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class StoreMissing(StoreTrouble):
    """There is no store at this place."""


class StoreAlreadyThere(StoreTrouble):
    """A new store was to be made where there is one."""


class StoreDamaged(StoreTrouble):
    """The file is cut short or changed: not all of it can be read."""


class WrongKey(StoreTrouble):
    """The key is not that of this store: its slots belong to another one."""


class StoreLocked(StoreTrouble):
    """Another program has the store open."""


class DiskFull(StoreTrouble):
    """There is no room on the disk; nothing of the last action was saved."""


class StoreUnreachable(StoreTrouble):
    """The system does not let the program read or write the store: rights, a quota, a bad disk.

    Nothing of the last action was saved.
    """


class StoreFromNewerVersion(StoreTrouble):
    """A newer program made this store: ``found`` is its version, ``known`` the last we know."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, f"version {found}, known up to {known}")
        self.found = found
        self.known = known


class StoreFromOlderVersion(StoreTrouble):
    """The store needs an upgrade first, and no folder of migrations was given."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, f"version {found}, known {known}")
        self.found = found
        self.known = known


class UpgradeFailed(StoreTrouble):
    """The upgrade did not succeed; the store stays in its old version."""


class NoSuchDossier(Refusal):
    """No dossier of this counter has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeTaken(Refusal):
    """Another dossier has the code already; nothing was recorded."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeShared(Refusal):
    """Several dossiers have the code; ``shown`` are the codes under which lists show them."""

    def __init__(self, code: str, shown: tuple[str, ...]) -> None:
        super().__init__(f"{code}: {', '.join(shown)}")
        self.code = code
        self.shown = shown


def store_trouble(path: Path, error: DBAPIError | dbapi2.Error) -> StoreTrouble | None:
    """Return our word for an error of SQLite, or None if it is a bug of the program.

    Where a disk is full SQLite may have taken the whole transaction back, so that the step after
    it fails with a word of its own: then the error before it counts.
    """
    found = _trouble(path, error)
    before = error.__cause__ or error.__context__
    while found is None and before is not None:
        if isinstance(before, SQL_ERRORS):
            found = _trouble(path, before)
        before = before.__cause__ or before.__context__
    return found


def _trouble(path: Path, error: DBAPIError | dbapi2.Error) -> StoreTrouble | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    code: int = getattr(original, "sqlite_errorcode", 0) & 0xFF
    detail = f"{getattr(original, 'sqlite_errorname', '')} {original}".strip()
    if code == SQLITE_IOERR and _is_full(path):
        return DiskFull(path, detail)
    kind = _TROUBLES.get(code)
    return kind(path, detail) if kind else None


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < ROOM_NEEDED
    except OSError:
        return False


_TROUBLES: dict[int, type[StoreTrouble]] = {
    SQLITE_BUSY: StoreLocked,
    SQLITE_LOCKED: StoreLocked,
    SQLITE_READONLY: StoreUnreachable,
    SQLITE_IOERR: StoreUnreachable,
    SQLITE_CORRUPT: StoreDamaged,
    SQLITE_FULL: DiskFull,
    SQLITE_CANTOPEN: StoreUnreachable,
    SQLITE_NOTADB: StoreDamaged,
}
