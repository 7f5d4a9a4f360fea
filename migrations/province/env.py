"""The Alembic environment of a provincial server's database.

The caller hands in an open connection with a transaction begun on it, and commits it. Nothing
of the program is imported here: a migration must mean the same for ever.
"""

from alembic import context


def run() -> None:
    """Run the migrations on the caller's connection."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    context.run_migrations()


run()
