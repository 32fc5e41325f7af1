"""Edges are removed by their ids, and nothing else goes with them."""

import polars as pl

PHONES = pl.DataFrame({"id": ["phone:1", "phone:2"], "number": ["1", "2"]})


def calls(*identities):
    return pl.DataFrame([{"id": each, "src": "phone:1", "dst": "phone:2", "kind": "voice"} for each in identities])


def test_the_named_edges_go_and_the_others_and_the_nodes_stay(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_edges("CALLED", calls("c1", "c2", "c3"))
    store.delete_edges("CALLED", pl.Series(["c1", "c3"]))
    assert store.scan_edges("CALLED", [])["id"].to_list() == ["c2"]
    assert store.counts()["Phone"] == 2


def test_what_is_not_there_or_of_another_kind_is_no_error(store):
    store.upsert_nodes("Phone", PHONES)
    store.upsert_edges("CALLED", calls("c1"))
    store.delete_edges("TRANSFERRED", pl.Series(["c1"]))
    store.delete_edges("CALLED", pl.Series(["c9"]))
    store.delete_edges("CALLED", pl.Series([], dtype=pl.String))
    assert store.scan_edges("CALLED", [])["id"].to_list() == ["c1"]


def test_an_edge_removed_and_written_again_has_nothing_of_the_first(store):
    store.upsert_nodes("Phone", PHONES)
    empty = store.content_hash()
    store.upsert_edges("CALLED", calls("c1").with_columns(sources=pl.lit(["a:1", "b:2"])))
    store.delete_edges("CALLED", pl.Series(["c1"]))
    assert store.content_hash() == empty
    store.upsert_edges("CALLED", calls("c1").with_columns(sources=pl.lit(["a:1"])))
    assert store.scan_edges("CALLED", ["sources"])["sources"].to_list() == [["a:1"]]
