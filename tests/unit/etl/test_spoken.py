"""Records of an earlier make are read as if every field had been there."""

import polars as pl

from core import records
from core.home import Home
from etl.spoken import entities, whole


def test_a_field_that_came_later_is_empty() -> None:
    kind = records.load()["subscriber"]
    table = whole(pl.DataFrame({"row": [2], "phone": ["+77010012303"]}), kind)
    assert set(kind.fields) <= set(table.columns)
    assert table["name"].to_list() == [None]
    assert table.schema["from_ms"] == pl.Int64()


def test_no_rows_speak_of_nothing_and_need_no_key(tmp_path) -> None:
    assert entities(Home(tmp_path), []) == {}
