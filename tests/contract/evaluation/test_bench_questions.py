"""What the bench of questions asks DuckDB is SQL that DuckDB takes."""

import duckdb
import pytest

from evaluation.bench.questions import QUESTIONS, SQL

CALLS = "from_phone VARCHAR, to_phone VARCHAR, time_ms BIGINT, duration_s BIGINT, cell VARCHAR, imei VARCHAR"
TRANSFERS = "from_account VARCHAR, to_account VARCHAR, time_ms BIGINT, amount_tiyn BIGINT"


@pytest.mark.parametrize("name", SQL)
def test_it_is_answered_by_empty_records(name):
    assert name in QUESTIONS
    with duckdb.connect() as db:
        db.execute(f"CREATE TABLE calls ({CALLS}); CREATE TABLE transfers ({TRANSFERS})")
        given = {key: "1" for key in ("a", "b", "x", "y") if f"${key}" in SQL[name]}
        assert all(not any(value for value in row) for row in db.execute(SQL[name], given).fetchall())
