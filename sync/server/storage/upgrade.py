"""Making the tables and bringing older ones up to date with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InvalidRequestError

_LOCK = 0x6D6F7463  # One process upgrades, the others wait: an advisory lock of PostgreSQL.


def upgrade(engine: Engine, migrations: Path) -> None:
    """Run what is missing in one transaction; a failure leaves everything as it was.

    Raises:
        SQLAlchemyError: a step failed, or the tables are of a version not known here.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        head = ScriptDirectory.from_config(config).get_current_head()
        if version_of(connection) == head:
            return
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise InvalidRequestError(f"the tables are of another version: {error}") from error


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables, or None if there are none."""
    return MigrationContext.configure(connection).get_current_revision()
