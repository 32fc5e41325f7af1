"""Opens the casework database: SQLite in the home by default, PostgreSQL where a URL names it."""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from casework.database.migrate import bring_up_to_date
from core.errors import SettingsError
from core.home import Home

BUSY_SECONDS = 10


def open_database(home: Home, url: str | None = None) -> Engine:
    """The database with its tables made or brought up to date.

    Raises:
        SettingsError: the URL means nothing, its driver is missing, or the database cannot be opened.
    """
    where = f"{home.casework}" if url is None else make_url_or_refuse(url).render_as_string(hide_password=True)
    try:
        engine = sqlite(home.casework) if url is None else by_url(url)
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except (SQLAlchemyError, OSError) as error:
        raise SettingsError(f"The casework database {where} cannot be opened: {cause(error)}.") from error
    return engine


def by_url(url: str) -> Engine:
    """Engine for a database the user names; `postgresql://` means psycopg 3.

    Raises:
        SettingsError: the kind of database is not known here, or its driver is not installed.
    """
    named = make_url_or_refuse(url)
    if named.get_backend_name() == "sqlite":
        return sqlite(Path(named.database or ""))
    if named.drivername == "postgresql":
        named = named.set(drivername="postgresql+psycopg")
    try:
        return create_engine(named, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise SettingsError(
            f"IZDER_CASEWORK_URL needs a driver that is not installed ({error}): pip install 'izder[postgresql]'."
        ) from error


def make_url_or_refuse(url: str) -> URL:
    """The parsed URL.

    Raises:
        SettingsError: it cannot be read as a database URL.
    """
    try:
        return make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            "IZDER_CASEWORK_URL is not a database URL; postgresql://user@host/name is meant."
        ) from error


def sqlite(path: Path) -> Engine:
    """SQLite in WAL mode, its file closed to other users, each transaction a writer from its first statement."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", prepare_connection)
    event.listen(engine, "begin", begin_immediate)
    return engine


def prepare_connection(raw: SqliteConnection, _record: object) -> None:
    """Readers beside the one writer; a commit is on the disk before it returns; BEGIN is ours to say."""
    raw.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: two writers wait for each other instead of failing at their commit."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def cause(error: Exception) -> str:
    """What the driver said, without SQL and parameters."""
    return str(getattr(error, "orig", None) or error).strip().rstrip(".")
