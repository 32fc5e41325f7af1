"""Meetings weigh by how rare they are; which calls are compared is checked by DuckDB."""

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.meetings import APART_M, moments, weighed

HOUR = 3_600_000
PLACES = {"cell:a": (43.20, 76.90), "cell:b": (43.20, 76.91), "cell:far": (43.60, 77.40)}
BUSY = pl.DataFrame({"cell": list(PLACES), "hour": [12, 12, 12], "share": [0.001, 0.2, 0.001]})


def heard(rows: list[tuple[str, float, str]]) -> pl.DataFrame:
    """Calls from (phone, hours since the beginning, cell)."""
    return pl.DataFrame(
        {
            "phone": [phone for phone, _, _ in rows], "time": [int(at * HOUR) for _, at, _ in rows],
            "cell": [cell for _, _, cell in rows], "lat": [PLACES[cell][0] for _, _, cell in rows],
            "lon": [PLACES[cell][1] for _, _, cell in rows], "source": [f"s:{n}" for n in range(len(rows))],
        },
        schema={"phone": pl.String(), "time": pl.Int64(), "cell": pl.String(), "lat": pl.Float64(),
                "lon": pl.Float64(), "source": pl.String()},
    )  # fmt: skip


def met(rows: list[tuple[str, float, str]]) -> pl.DataFrame:
    return weighed(moments(heard(rows), "x", "y", 30), BUSY)


def test_a_meeting_where_few_are_weighs_more_than_one_where_all_are() -> None:
    noon = 7.0  # 12:00 local
    few = met([("x", noon, "cell:a"), ("y", noon + 0.1, "cell:a")])
    many = met([("x", noon, "cell:b"), ("y", noon + 0.1, "cell:b")])
    assert few["nats"][0] > many["nats"][0] > 0
    assert few["sources"][0].to_list() == ["s:0", "s:1"]


def test_being_apart_at_one_time_speaks_against() -> None:
    assert met([("x", 7.0, "cell:a"), ("y", 7.1, "cell:far")])["nats"][0] == pytest.approx(-0.6931, abs=1e-3)


def test_what_is_so_every_day_weighs_little() -> None:
    daily = [(phone, 24.0 * day + 7.0, "cell:a") for day in range(10) for phone in ("x", "y")]
    once = met([("x", 7.0, "cell:a"), ("y", 7.0, "cell:a"), ("x", 31.0, "cell:far"), ("y", 55.0, "cell:far")])
    assert met(daily)["nats"].max() < once["nats"].max() / 3


SQL = """
WITH x AS (SELECT * FROM heard WHERE phone = 'x'), y AS (SELECT * FROM heard WHERE phone = 'y')
SELECT count(DISTINCT x.time // 3600000) FROM x WHERE EXISTS (SELECT 1 FROM y WHERE abs(y.time - x.time) <= 1800000)
"""


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("xy"), st.integers(0, 400), st.sampled_from(sorted(PLACES))), max_size=40))
def test_the_hours_that_are_compared_are_those_that_sql_finds(rows: list[tuple[str, int, str]]) -> None:
    located = heard([(phone, at / 4, cell) for phone, at, cell in rows])
    found = weighed(moments(located, "x", "y", 30), BUSY)
    with duckdb.connect() as db:
        db.register("heard", located.to_arrow())
        assert found.height == db.sql(SQL).fetchall()[0][0]
    assert found.filter((pl.col("metres") > APART_M) & (pl.col("nats") >= 0)).height == 0
