"""Brings a casework database to the schema of this version, by Alembic, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from casework.database.schema import REVISION
from core.errors import SettingsError

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that this database lacks, all or none.

    Raises:
        SettingsError: the database was written by a newer version of this program.
    """
    if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has already made others wait
        connection.execute(text("SELECT pg_advisory_xact_lock(7017001)"))
    if current_revision(connection) == REVISION:
        return
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SettingsError(f"The casework database is of a newer version than this program: {error}.") from error


def current_revision(connection: Connection) -> str | None:
    """The migration this database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
