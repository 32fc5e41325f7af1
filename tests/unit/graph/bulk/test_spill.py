"""Whatever pieces rows come in, what comes out of the spill is what merging all of them at once gives."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ontology
from core.errors import IzderError
from graph.bulk import spill as spilling
from graph.bulk.sheets import CannotSay, node_sheet, options
from graph.bulk.spill import Spill
from graph.store.columns import schema_of
from graph.store.merge import merged
from graph.store.statements import EDGE_KEYS

KNOWN = {name: ontology.load().edges["SEEN_AT"].properties[name] for name in ("first_ms", "count", "sources")}
SCHEMA = schema_of(EDGE_KEYS, KNOWN)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from([f"e{n}" for n in range(9)]),
            "src": st.just("phone:1"),
            "dst": st.just("cell:2"),
            "first_ms": st.none() | st.integers(0, 9),
            "count": st.none() | st.integers(0, 9),
            "sources": st.none() | st.lists(st.sampled_from("abc"), max_size=3),
        }
    ),
    max_size=8,
)


def table(some):
    return pl.DataFrame(some, schema=SCHEMA)


@given(st.lists(rows, min_size=1, max_size=5), st.lists(st.sampled_from([f"e{n}" for n in range(9)]), max_size=4))
def test_pieces_meet_and_what_was_taken_back_is_gone(pieces, removed):
    with tempfile.TemporaryDirectory() as folder, patch.object(spilling, "PART_ROWS", 3):
        spill = Spill(Path(folder), ontology.load())
        for piece in pieces[:-1]:
            spill.edges("SEEN_AT", table(piece))
        spill.remove("SEEN_AT", pl.Series(removed, dtype=pl.String))
        spill.edges("SEEN_AT", table(pieces[-1]))
        found = [part for kind in spill.types() for part in spill.tables(kind)]
    kept = [row for piece in pieces[:-1] for row in piece if row["id"] not in removed] + pieces[-1]
    expected = merged(table(kept), EDGE_KEYS, KNOWN).sort("id")
    assert sum(part.height for part in found) == expected.height
    if expected.height:
        assert pl.concat(found).sort("id").equals(expected)


def test_columns_that_only_some_pieces_bear_are_empty_in_the_others(tmp_path):
    spill = Spill(tmp_path, ontology.load())
    spill.nodes("Phone", pl.DataFrame({"id": ["phone:1"]}))
    spill.nodes("Phone", pl.DataFrame({"id": ["phone:2"], "operator": ["X"]}))
    [found] = spill.tables("Phone")
    assert dict(found.select("id", "operator").iter_rows()) == {"phone:1": None, "phone:2": "X"}


def test_rows_that_do_not_fit_are_refused_at_once(tmp_path):
    with pytest.raises(IzderError, match="the ontology does not know"):
        Spill(tmp_path, ontology.load()).nodes("Phone", pl.DataFrame({"id": ["phone:1"], "colour": ["red"]}))


@pytest.mark.parametrize("odd", [["a\x1fb"], ["", "a"], [""]])
def test_a_list_that_could_not_be_had_back_is_not_written(tmp_path, odd):
    people = pl.DataFrame({"id": ["person:1"], "names": [odd]})
    with pytest.raises(CannotSay, match="names"):
        node_sheet(ontology.load(), "Person", [people], tmp_path)


def test_an_empty_text_is_quoted_and_none_is_not_and_lines_are_told_of(tmp_path):
    people = pl.DataFrame({"id": ["person:1", "person:2", "person:3"], "name": ["", None, 'a"\nb']})
    sheet = node_sheet(ontology.load(), "Person", [people], tmp_path)
    said = (tmp_path / "Person.csv").read_text("utf-8")
    assert said == '"id:ID(Entity)","name:string"\n"person:1",""\n"person:2",\n"person:3","a""\nb"\n'
    assert sheet.many_lines
    assert "--multiline-fields=true" in options([sheet])
