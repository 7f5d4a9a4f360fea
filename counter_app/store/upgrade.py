"""Bringing an older store up to date with Alembic; only imported when one is met.

All migrations run in one transaction of ours, behind a copy of the store as it was. A failure
half way takes everything back: the store stays in its old version.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from counter_app.store.backup import copy_store
from counter_app.store.engine import writer_engine
from counter_app.store.errors import UpgradeFailed, store_trouble
from counter_app.store.files import change_whole


def upgrade(path: Path, key: bytes, migrations: Path, target: str = "head") -> Path:
    """Upgrade a store that nobody has open, and return the copy that was made before.

    ``migrations`` is the folder of the Alembic environment of counters.

    Raises:
        UpgradeFailed, DiskFull: the store stays as it was.
    """
    # With foreign keys on, rebuilding a parent table would silently delete its children.
    engine = writer_engine(path, key, foreign_keys=False)
    try:
        before = copy_store(engine, path, _free_name(path))
        _run(engine, path, migrations, target)
        return before
    finally:
        engine.dispose()


def _run(engine: Engine, path: Path, migrations: Path, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))

    def migrate(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if broken:
            raise UpgradeFailed(path, f"broken references: {broken}")

    try:
        change_whole(engine, migrate)
    except UpgradeFailed:
        raise
    except DBAPIError as error:
        raise store_trouble(path, error) or UpgradeFailed(path, str(error)) from error
    except Exception as error:
        # Whatever a migration does wrong, the clerk's store is the old one, and whole.
        raise UpgradeFailed(path, repr(error)) from error


def _free_name(path: Path) -> Path:
    """Return a name for the copy that is not taken: ``counter.before-upgrade-1.db``."""
    number = 1
    while (name := path.with_name(f"{path.stem}.before-upgrade-{number}{path.suffix}")).exists():
        number += 1
    return name
