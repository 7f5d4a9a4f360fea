"""Where a server keeps its things: a folder with a SQLite file, or a database by URL."""

import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sync.server.province import Clock, NotFounded, Province, open_province
from sync.server.storage.storage import Storage, shown_url, sqlite_url

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations" / "province"


@dataclass(frozen=True)
class Home:
    """The folder and database of a server; ``database`` is a URL or empty for SQLite."""

    folder: Path
    database: str = ""
    migrations: Path = MIGRATIONS

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database or sqlite_url(self.folder / "province.db")

    @property
    def shown_url(self) -> str:
        """The database's URL without a password."""
        return shown_url(self.url)

    @property
    def snapshots(self) -> Path:
        """The folder of snapshots, which may be emptied at any time."""
        if self.database:
            name = sha256(self.database.encode()).hexdigest()[:12]
            return Path(tempfile.gettempdir()) / f"province-snapshots-{name}"
        return self.folder / "snapshots"

    def storage(self, *, create: bool = False) -> Storage:
        """Return the database, with its tables brought up to date.

        Raises:
            NotFounded: there is none, and none is to be made.
        """
        if not self.database:
            if create:
                self.folder.mkdir(parents=True, exist_ok=True)
                # The province's private keys lie in this file.
                (self.folder / "province.db").touch(mode=0o600)
            elif not (self.folder / "province.db").exists():
                raise NotFounded
        storage = Storage(self.url)
        storage.upgrade(self.migrations)
        return storage


def open_home(home: Home, clock: Clock) -> Province:
    """Return the province that a home holds.

    Raises:
        NotFounded: it holds none.
    """
    return open_province(home.storage(), clock)
