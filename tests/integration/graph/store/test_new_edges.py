"""New edges are created at once; where one is there already its batch goes the long way, and nothing doubles."""

import polars as pl
import pytest

from graph.store import writing

PHONES = pl.DataFrame({"id": [f"phone:{n}" for n in range(9)]})


def calls(numbers, source):
    return pl.DataFrame({"id": [f"c{n}" for n in numbers]}).with_columns(
        src=pl.lit("phone:1"), dst=pl.lit("phone:2"), sources=pl.concat_list(pl.format(source + ":{}", "id"))
    )


@pytest.mark.parametrize("there", [range(0), range(1), range(7, 8), range(3, 12), range(10)])
def test_rows_meet_what_is_there_wherever_in_a_call_it_occurs(store, monkeypatch, there):
    monkeypatch.setattr(writing, "BATCH", 3)
    store.upsert_nodes("Phone", PHONES)
    store.upsert_edges("CALLED", calls(there, "a"))
    store.upsert_edges("CALLED", calls(range(10), "b"))
    found = dict(store.scan_edges("CALLED", ["sources"]).select("id", "sources").iter_rows())
    both = {f"c{n}": [f"a:c{n}"] * (n in there) + [f"b:c{n}"] * (n < 10) for n in {*there, *range(10)}}
    assert found == both


def test_without_the_constraint_nothing_is_created_blindly(store):
    store.upsert_nodes("Phone", PHONES)
    store._alone("a test", "DROP CONSTRAINT called_id")
    try:
        for source in "ab":
            store.upsert_edges("CALLED", calls(range(3), source))
        assert store.counts()["CALLED"] == 3
    finally:
        store.ensure_schema()
