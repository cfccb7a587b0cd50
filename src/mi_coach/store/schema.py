"""Which schema a database has, and how it comes up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table, text

from mi_coach.errors import MiCoachError
from mi_coach.store.tables import metadata

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "mi_coach_schema"
"""Not Alembic's usual name, because a server's database may be shared with another program that uses that."""

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision in order, so that a database already up to date is opened without loading Alembic."""

HEAD = REVISIONS[-1]

_POSTGRES_LOCK = 5_244_318_907
"""Any number of our own: two programs that start together on a new server must not both make the tables."""


def revision(connection: Connection) -> str | None:
    """The schema's revision, or ``None`` in a database without our tables."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    return None if found is None else str(found)


def check(connection: Connection, name: str) -> str | None:
    """Gives the database's revision when this program may use it.

    Args:
        connection: An open connection.
        name: The database's name for messages.

    Returns:
        The revision, ``None`` for a blank database.

    Raises:
        MiCoachError: A newer program made it, or it is another program's.
    """
    current = revision(connection)
    if current is None:
        present = set(inspect(connection).get_table_names())
        if present & set(metadata.tables) or (present and connection.dialect.name == "sqlite"):
            raise MiCoachError(f"{name} holds another program's data and was left as it is; name another database")
    elif current not in REVISIONS:
        raise MiCoachError(
            f"a newer MI Coach made the practice database {name} (schema {current[:32]!a}, this one knows up "
            f"to {HEAD}); bring MI Coach up to date, or set MI_COACH_HOME to another folder"
        )
    return current


def upgrade(engine: Engine, scripts: Path = MIGRATIONS) -> None:
    """Brings the schema up to date in one transaction: all of it, or nothing when a step fails.

    Args:
        engine: The database.
        scripts: The folder with Alembic's ``env.py`` and ``versions``.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A step that rebuilds a table drops the old one; with the keys enforced that would take its
            # children along. The switch has no effect inside a transaction, so it comes first.
            _enforce_keys(connection, False)
        try:
            with connection.execution_options(writing=True).begin():
                _run(connection, scripts)
        finally:
            if sqlite:
                _enforce_keys(connection, True)


def _run(connection: Connection, scripts: Path) -> None:
    # Alembic is slow to load and needed only here: once on a new machine and once after an update.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise MiCoachError("the practice database could not be brought up to date and was left as it was")


def _enforce_keys(connection: Connection, on: bool) -> None:
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
