"""A row is in scope where a window on one of its ends holds its time, bounds included: as sqlite says."""

import sqlite3

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from core import records
from etl import scope

PHONES = st.sampled_from(["109", "+77010012345", "+77010012346", "EGOV"])
ROWS = st.lists(st.tuples(PHONES, PHONES, st.integers(0, 9)), min_size=1, max_size=12)
WINDOWS = st.lists(
    st.tuples(PHONES.map("phone:{}".format), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["P-1", "P-2"])),
    max_size=8,
)


@given(ROWS, WINDOWS)
@settings(max_examples=100, deadline=None)
def test_the_scope_rule_is_that_of_sqlite(rows, windows):
    calls = pl.DataFrame(rows, schema=["from_phone", "to_phone", "time_ms"], orient="row")
    given_windows = pl.DataFrame(windows, schema=dict(scope.WINDOWS), orient="row").unique()
    found = scope.authorities(calls, records.load()["call"], given_windows)
    assert [None if numbers is None else list(numbers) for numbers in found] == _by_sqlite(rows, windows)


def _by_sqlite(rows, windows):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE call (at INTEGER, a TEXT, b TEXT, t INTEGER)")
    base.execute("CREATE TABLE win (object TEXT, f INTEGER, u INTEGER, number TEXT)")
    base.executemany("INSERT INTO call VALUES (?, ?, ?, ?)", [(at, *row) for at, row in enumerate(rows)])
    base.executemany("INSERT INTO win VALUES (?, ?, ?, ?)", windows)
    found = base.execute(
        "SELECT at, group_concat(number) FROM (SELECT DISTINCT at, number FROM call LEFT JOIN win "
        "ON object IN ('phone:' || a, 'phone:' || b) AND t BETWEEN f AND u ORDER BY at, number) GROUP BY at"
    )
    return [None if numbers is None else numbers.split(",") for _, numbers in found]
