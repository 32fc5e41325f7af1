"""What is written is there, once, and as the merge words say."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from core import ontology
from core.errors import IzderError, SettingsError
from graph.store.columns import schema_of
from graph.store.merge import merged
from graph.store.statements import EDGE_KEYS

PHONES = pl.DataFrame({"id": ["phone:1", "phone:2"], "number": ["1", "2"], "operator": ["X", None]})


def call(identity="c1", **given):
    return pl.DataFrame([{"id": identity, "src": "phone:1", "dst": "phone:2", "kind": "voice", **given}])


def test_nodes_bear_their_label_and_the_common_one(store):
    store.upsert_nodes("Phone", PHONES)
    found = store.read("MATCH (n:Entity:Phone) RETURN n.id AS id, n.number AS number ORDER BY id")
    assert found == [{"id": "phone:1", "number": "1"}, {"id": "phone:2", "number": "2"}]


def test_writing_twice_writes_once(store):
    for _ in range(2):
        store.upsert_nodes("Phone", PHONES)
        store.upsert_edges("CALLED", call())
    assert {name: n for name, n in store.counts().items() if n} == {"Phone": 2, "CALLED": 1}


def test_a_missing_value_never_overwrites(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_nodes("Phone", pl.DataFrame({"id": ["phone:1", "phone:2"], "operator": [None, "Y"]}))
    assert store.scan_nodes("Phone", ["operator"])["operator"].to_list() == ["X", "Y"]


def test_an_edge_reported_by_two_sources_is_one_edge_with_both(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_edges("CALLED", call(sources=["b:7"], known_ms=9))
    store.upsert_edges("CALLED", call(sources=["a:3"], known_ms=5))
    edge = store.scan_edges("CALLED", ["sources", "known_ms"]).to_dicts()
    assert edge == [{"id": "c1", "src": "phone:1", "dst": "phone:2", "sources": ["a:3", "b:7"], "known_ms": 5}]


def test_two_calls_between_the_same_phones_are_two_edges(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_edges("CALLED", pl.concat([call("c1"), call("c2")]))
    assert store.counts()["CALLED"] == 2


def test_an_edge_to_nowhere_is_refused_with_its_batch(store):
    store.upsert_nodes("Phone", PHONES.head(1))
    with pytest.raises(IzderError, match="1 edges CALLED lead to or from an entity that is not in the graph"):
        store.upsert_edges("CALLED", call())
    assert store.counts()["CALLED"] == 0


def test_an_empty_table_is_written_as_nothing(store):
    store.upsert_nodes("Phone", PHONES.clear())
    assert sum(store.counts().values()) == 0


def test_deliveries_are_complete_when_said_so(store):
    store.upsert_nodes("Source", pl.DataFrame({"id": ["source:aaa", "source:bbb"], "name": ["a.csv", "b.csv"]}))
    store.mark_complete("bbb")
    assert store.complete_sources() == {"bbb"}


def test_a_graph_knows_the_key_it_was_made_with(store):
    store.claim("one")
    store.claim("one")
    with pytest.raises(SettingsError, match="another identity key"):
        store.claim("two")


def test_a_removed_run_takes_its_networks_and_nothing_else(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_nodes("Run", pl.DataFrame({"id": ["run:1", "run:2"]}))
    store.upsert_nodes("Network", pl.DataFrame({"id": ["network:1", "network:2"]}))
    found_in = {"id": ["f1", "f2"], "src": ["network:1", "network:2"], "dst": ["run:1", "run:2"]}
    store.upsert_edges("FOUND_IN", pl.DataFrame(found_in))
    store.upsert_edges("MEMBER_OF", pl.DataFrame({"id": ["m"], "src": ["phone:1"], "dst": ["network:1"]}))
    store.delete_run("run:1")
    assert {name: n for name, n in store.counts().items() if n} == {"Phone": 2, "Run": 1, "Network": 1, "FOUND_IN": 1}


edge_rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["e1", "e2", "e3"]),
            "src": st.just("phone:1"),
            "dst": st.just("phone:2"),
            "count": st.none() | st.integers(0, 9),
            "first_ms": st.none() | st.integers(0, 9),
            "sources": st.none() | st.lists(st.text("ab1:", max_size=3), max_size=4),
            "handling": st.none() | st.sampled_from(["open", "restricted", "secret"]),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(st.lists(edge_rows, min_size=1, max_size=3))
@effort(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_graph_after_any_loads_is_what_merging_all_rows_at_once_gives(store, loads):
    store.wipe()
    nodes = {"id": ["phone:1", "phone:2"]}
    store.upsert_nodes("Phone", pl.DataFrame(nodes))
    store.upsert_nodes("Device", pl.DataFrame({"id": ["phone:2x"]}))
    known = {n: p for n, p in ontology.load().edges["SEEN_AT"].properties.items() if n in loads[0][0]}
    schema = schema_of(EDGE_KEYS, known)
    for rows in loads:
        store.upsert_edges("SEEN_AT", pl.DataFrame(rows, schema=schema))
    expected = merged(pl.DataFrame([row for rows in loads for row in rows], schema=schema), EDGE_KEYS, known)
    assert store.scan_edges("SEEN_AT", list(known)).to_dicts() == expected.sort("id").to_dicts()
