"""The casework database on PostgreSQL. Runs where TEST_POSTGRESQL_URL names an empty database and psycopg is there."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from casework.audit import Audit
from casework.cases import Cases
from casework.database import open_database
from casework.judgements import Judgements
from casework.purpose import Purpose
from core.home import Home
from core.judgements import Judgement

URL = os.environ.get("TEST_POSTGRESQL_URL")
pytestmark = pytest.mark.skipif(URL is None, reason="TEST_POSTGRESQL_URL names no PostgreSQL")
ANALYST = Purpose("a.seitova", "case 25-114")


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[list[Engine]]:
    """Four processes' worth of engines that open the same empty database at once."""
    opened: list[Engine] = []
    together(lambda: opened.append(open_database(Home(tmp_path), URL)), 4)
    yield opened
    with opened[0].begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    for engine in opened:
        engine.dispose()


def together(work, times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_writers_at_once_leave_one_chain(engines: list[Engine]) -> None:
    audits = iter([Audit(engine, "tc") for engine in engines])

    def write() -> None:
        audit = next(audits)
        for n in range(20):
            audit.write(ANALYST, "search", {"n": n})

    together(write, 4)
    assert Audit(engines[0], "tc").verify() == 80


@pytest.mark.parametrize("statement", ["UPDATE audit SET reason = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_log_is_append_only(engines: list[Engine], statement: str) -> None:
    Audit(engines[0], "tc").write(ANALYST, "network")
    with pytest.raises(DBAPIError, match="append-only"), engines[0].begin() as connection:
        connection.execute(text(statement))


def test_categories_are_kept(engines: list[Engine]) -> None:
    Cases(engines[0], "tc").categorise(ANALYST, "network:1", "person:a", "witness", "saw it")
    assert Cases(engines[1], "tc").categories("network:1")["person:a"].category == "witness"


def test_judgements_on_pairs_are_kept(engines: list[Engine]) -> None:
    same = Judgement(
        subject="party", left="person:a", right="person:b", verdict="same", author="a.seitova", made_ms=1, reason="seen"
    )  # fmt: skip
    Judgements(engines[0], "tc").record([same])
    assert Judgements(engines[1], "tc").standing("party") == (same,)
    with pytest.raises(DBAPIError, match="append-only"), engines[0].begin() as connection:
        connection.execute(text("DELETE FROM pair_judgement"))
