"""The migrations make the tables that the code knows, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from sync.server.home import MIGRATIONS
from sync.server.storage.storage import Storage, StorageFailed
from sync.server.storage.tables import VERSION, metadata
from tests.sync.server.conftest import Setting


def test_from_nothing_to_the_tables_of_today(setting: Setting) -> None:
    """Seen to fail when a column was added to the tables only."""
    engine = create_engine(setting.province.storage.url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_version_is_that_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_current_head() == VERSION


def test_a_database_of_a_newer_version_is_refused(setting: Setting) -> None:
    setting.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageFailed):
        setting.province.storage.upgrade(MIGRATIONS)


def test_a_migration_that_fails_leaves_everything_as_it_was(
    setting: Setting, tmp_path: Path
) -> None:
    """Seen to fail when each migration committed by itself."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/0001_first_tables.py"):
        (folder / name).write_text((MIGRATIONS / name).read_text("utf-8"), "utf-8")
    (folder / "versions" / "0002_bad.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = '0002', '0001'\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (n INTEGER)')\n"
        "    op.execute('CREATE TABLE half (n INTEGER)')\n",
        "utf-8",
    )
    setting.execute("UPDATE alembic_version SET version_num = '0001'")
    storage = Storage(setting.province.storage.url)

    from sync.server.storage import upgrade

    with pytest.raises(Exception, match="half"):
        upgrade.upgrade(storage._writer, folder)

    assert storage.version() == "0001"
    setting.execute("CREATE TABLE half (n INTEGER)")
    storage.close()
