"""The Alembic environment of a counter's store.

The caller hands in an open connection with a transaction begun on it, and commits it. Nothing
of the program is imported here: a migration must mean the same for ever.
"""

from alembic import context
from sqlalchemy import Connection


def run() -> None:
    """Run the migrations on the caller's connection and note the version reached."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    context.run_migrations()
    heads = context.get_context().get_current_heads()
    connection.exec_driver_sql(f"PRAGMA user_version = {max(map(int, heads), default=0)}")


run()
