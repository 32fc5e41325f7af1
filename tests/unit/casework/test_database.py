"""The casework database is made once, kept, and refuses what it cannot be."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from casework.database import open_database
from casework.database.migrate import MIGRATIONS
from casework.database.schema import REVISION, metadata
from core.errors import SettingsError
from core.home import Home


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    return open_database(Home(tmp_path))


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_make_the_tables_that_the_program_reads(database: Engine) -> None:
    there = inspect(database)
    for name, table in metadata.tables.items():
        made = {column["name"]: (str(column["type"]), column["nullable"]) for column in there.get_columns(name)}
        meant = {column.name: (str(column.type), column.nullable) for column in table.columns}
        assert made == meant


def test_opening_again_keeps_what_is_there(tmp_path: Path, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE kept (a INTEGER)"))
    assert inspect(open_database(Home(tmp_path))).has_table("kept")


def test_sqlite_by_url_is_the_same_as_by_home(tmp_path: Path) -> None:
    database = open_database(Home(tmp_path), f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert inspect(database).has_table("audit")
    assert (tmp_path / "other.sqlite").is_file()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="newer version"):
        open_database(Home(tmp_path))


@pytest.mark.parametrize(
    ("url", "said"),
    [("nonsense", "not a database URL"), ("nosuch://host/name", "driver"),
     ("postgresql://nobody@127.0.0.1:9/none", "cannot be opened|driver")],
)  # fmt: skip
def test_a_url_that_leads_nowhere_is_one_sentence(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        open_database(Home(tmp_path), url)


def test_a_password_in_the_url_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        open_database(Home(tmp_path), "postgresql://user:s3cret@127.0.0.1:9/none")
    assert "s3cret" not in str(refused.value)
