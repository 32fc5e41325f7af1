"""Rows of one id meet by the merge words, and the order in which they come does not matter."""

from functools import reduce

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Titles
from core.ontology import Property
from graph.store.columns import conform, schema_of
from graph.store.merge import merged

TITLES = Titles(ru="х", kk="х", en="x")
KNOWN = {
    "size": Property(type="integer", merge="max", titles=TITLES),
    "since": Property(type="time", merge="min", titles=TITLES),
    "name": Property(type="text", merge="longest", titles=TITLES),
    "place": Property(type="text", merge="same", titles=TITLES),
    "done": Property(type="boolean", merge="max", titles=TITLES),
    "names": Property(type="texts", merge="union", titles=TITLES),
    "sources": Property(type="texts", merge="union", keep=3, titles=TITLES),
}
KEYS = ("id",)
text = st.text("абвabc", max_size=4)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from("pqr"),
            "size": st.none() | st.integers(-5, 5),
            "since": st.none() | st.integers(0, 9),
            "name": st.none() | text,
            "place": st.none() | text,
            "done": st.none() | st.booleans(),
            "names": st.none() | st.lists(text, max_size=3),
            "sources": st.none() | st.lists(text, max_size=5),
        }
    ),
    max_size=12,
)


def table(some):
    return pl.DataFrame(some, schema=schema_of(KEYS, KNOWN), orient="row")


def oracle(some):
    """The same, a row at a time, in plain Python."""
    words = {
        "size": max,
        "since": min,
        "place": min,
        "done": max,
        "name": lambda values: min(values, key=lambda value: (-len(value), value)),
        "names": lambda values: sorted(set().union(*values)) or None,
        "sources": lambda values: sorted(set().union(*values))[:3] or None,
    }
    by_id = {}
    for row in some:
        by_id.setdefault(row["id"], []).append(row)
    return {key: {name: met(same, name, word) for name, word in words.items()} for key, same in by_id.items()}


def met(same, name, word):
    values = [row[name] for row in same if row[name] is not None]
    return word(values) if values else None


def by_id(frame):
    return {row.pop("id"): row for row in frame.to_dicts()}


@given(rows)
def test_the_words_mean_what_the_ontology_says(some):
    assert by_id(merged(table(some), KEYS, KNOWN)) == oracle(some)


@given(rows, st.randoms())
def test_order_and_grouping_do_not_matter(some, random):
    shuffled = random.sample(some, len(some))
    at_once = merged(table(some), KEYS, KNOWN)
    one_by_one = reduce(
        lambda so_far, row: merged(pl.concat([so_far, table([row])]), KEYS, KNOWN), shuffled, table([])
    )
    assert by_id(at_once) == by_id(one_by_one)


@given(rows)
def test_meeting_the_same_again_changes_nothing(some):
    once = merged(table(some), KEYS, KNOWN)
    assert by_id(merged(pl.concat([once, once]), KEYS, KNOWN)) == by_id(once)


def test_rows_without_a_key_are_refused_before_anything_is_written():
    with pytest.raises(Exception, match="1 rows of Thing lack one of id"):
        conform("Thing", table([{"id": None, **dict.fromkeys(KNOWN)}]), KEYS, KNOWN)


def test_a_property_the_ontology_does_not_know_is_refused():
    with pytest.raises(Exception, match="bear colour, which the ontology does not know"):
        conform("Thing", pl.DataFrame({"id": ["a"], "colour": ["red"]}), KEYS, KNOWN)


def test_a_column_of_another_type_is_refused():
    with pytest.raises(Exception, match="not of its type"):
        conform("Thing", pl.DataFrame({"id": ["a"], "size": ["big"]}), KEYS, KNOWN)
