"""Reads read, in time and in full, and say plainly when they cannot."""

import polars as pl
import pytest

from core.errors import StoreUnavailable
from graph.store import GraphStore, scan

CALLS = {"src": ["phone:1"] * 3, "dst": ["phone:2"] * 3, "id": ["a", "b", "c"]}


@pytest.fixture
def calls(store):
    store.upsert_nodes("Phone", pl.DataFrame({"id": ["phone:1", "phone:2"], "number": ["+77010000001", "102"]}))
    store.upsert_edges("CALLED", pl.DataFrame({**CALLS, "duration_s": [5, None, 0], "cell": [None, "", "cell:1"]}))
    return store


def test_a_read_cannot_write(store):
    with pytest.raises(StoreUnavailable, match="refused"):
        store.read("CREATE (n:Entity {id: 'phone:9'}) RETURN n.id AS id")
    assert store.counts()["Phone"] == 0


def test_a_read_that_takes_too_long_is_stopped(store):
    with pytest.raises(StoreUnavailable, match="longer than allowed"):
        store.read("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*) AS n", timeout_s=0.2)


def test_a_read_that_needs_too_much_memory_is_stopped_and_says_what_to_narrow(store):
    much = "UNWIND range(1, 20000000) AS n WITH collect(toString(n) + 'a text') AS texts RETURN size(texts) AS n"
    with pytest.raises(StoreUnavailable, match="more memory than one question may have") as refused:
        store.read(much, timeout_s=60)
    assert refused.value.key == "store_memory" and "fewer days" in str(refused.value)
    assert store.read("RETURN 1 AS n") == [{"n": 1}]


def test_a_read_gives_at_most_the_rows_asked_for(store):
    assert store.read("UNWIND range(1, 10) AS n RETURN n", limit=3) == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_cypher_that_does_not_parse_is_a_sentence(store):
    with pytest.raises(StoreUnavailable, match="refused while answering a question"):
        store.read("RETURNS 1")


def test_scans_keep_what_is_missing_apart_from_what_is_empty(calls):
    found = calls.scan_edges("CALLED", ["duration_s", "cell"])
    assert found.select("id", "duration_s", "cell").rows() == [("a", 5, None), ("b", None, ""), ("c", 0, "cell:1")]


def test_scans_are_typed_even_where_nothing_is_there(store):
    assert store.scan_edges("CALLED", ["time_ms", "sources"]).schema == {
        "id": pl.String, "src": pl.String, "dst": pl.String, "time_ms": pl.Int64, "sources": pl.List(pl.String),
    }  # fmt: skip


def test_scans_of_many_pages_give_every_row_once(calls, monkeypatch):
    monkeypatch.setattr(scan, "PAGE", 2)
    more = pl.DataFrame({"id": [f"phone:{n}" for n in range(1, 12)]})
    calls.upsert_nodes("Phone", more)
    assert sorted(calls.scan_nodes("Phone", [])["id"]) == sorted(more["id"])
    assert calls.scan_edges("CALLED", [])["id"].to_list() == ["a", "b", "c"]


def test_a_kind_with_two_prefixes_is_scanned_whole_and_alone(store):
    store.upsert_nodes("Identifier", pl.DataFrame({"id": ["iin:1", "bin:2"]}))
    store.upsert_nodes("Device", pl.DataFrame({"id": ["imei:3"]}))
    assert sorted(store.scan_nodes("Identifier", [])["id"]) == ["bin:2", "iin:1"]


@pytest.mark.parametrize(("written", "asked"), [
    ("ӘБІЛОВ Ерлан", "әбілов"), ("ӘБІЛОВ Ерлан", "Abilov"), ("ӘБІЛОВ Ерлан", "ерл"), ("Иванов Пётр", "ivanov petr"),
])  # fmt: skip
def test_names_are_found_in_any_alphabet_and_by_their_beginning(store, written, asked):
    from core.names import search_key  # noqa: PLC0415 - how loading makes the keys, said where it is used

    row = {"id": ["person:x"], "name": [written], "name_keys": [[search_key(written)]]}
    store.upsert_nodes("Person", pl.DataFrame(row))
    assert [hit["id"] for hit in store.search_names(asked)] == ["person:x"]


@pytest.mark.parametrize("asked", ["Akhmetova Aigul Rustemkyzy", "Ахметова Айгүл", "Ахметава Айгул"])
def test_a_word_more_or_a_letter_wrong_still_finds_a_name(store, asked):
    row = {"id": ["person:x", "person:y"], "name": ["АХМЕТОВА АЙГУЛЬ", "ОСПАНОВ РУСТЕМ"]}
    keys = [["ahmetova aigul"], ["ospanov rustem"]]
    store.upsert_nodes("Person", pl.DataFrame(row | {"name_keys": keys}))
    assert [hit["id"] for hit in store.search_names(asked)] == ["person:x"]


def test_numbers_are_found_by_their_digits(calls):
    assert [hit["id"] for hit in calls.search_names("+7 701 000 00 01".replace(" ", ""))] == ["phone:1"]
    assert [hit["id"] for hit in calls.search_names("7701000")] == ["phone:1"]


@pytest.mark.parametrize("typed", [
    "", "***", "a AND (", '"', "name:*", "/x/", "~", "\\", "-1 +2 !", "OR", "NOT",
    "<img src=x onerror=document.title='taken'>", " ".join(f"aigulim{n}" for n in range(18)), "a b c d",
])
def test_nothing_that_can_be_typed_breaks_the_search(calls, typed):
    assert isinstance(calls.search_names(typed), list)


def test_the_content_hash_does_not_depend_on_the_order_of_loading(store):
    nodes = pl.DataFrame({"id": ["phone:1", "phone:2"]})
    first = pl.DataFrame({"id": ["c"], "src": ["phone:1"], "dst": ["phone:2"], "sources": [["a:1"]]})
    second = first.with_columns(sources=pl.Series([["b:9"]]))
    hashes = []
    for order in ((first, second), (second, first)):
        store.wipe()
        store.upsert_nodes("Phone", nodes)
        for rows in order:
            store.upsert_edges("CALLED", rows)
        hashes.append(store.content_hash())
    assert hashes[0] == hashes[1]


def test_the_content_hash_sees_each_change_of_data_and_no_run(calls):
    before = calls.content_hash()
    calls.upsert_nodes("Run", pl.DataFrame({"id": ["run:1"]}))
    assert calls.content_hash() == before
    calls.upsert_edges("CALLED", pl.DataFrame({**CALLS, "duration_s": [5, 1, 0]}))
    assert calls.content_hash() != before


def test_no_answer_is_a_sentence():
    with pytest.raises(StoreUnavailable, match="was lost while opening"):
        GraphStore.open("bolt://127.0.0.1:9", "neo4j", "x")


def test_a_wrong_password_is_a_sentence(neo4j_server):
    with pytest.raises(StoreUnavailable, match="user name or the password"):
        GraphStore.open(neo4j_server.uri, "neo4j", "wrong-password")


def test_a_wrong_address_is_a_sentence():
    with pytest.raises(StoreUnavailable, match="no address of a Neo4j"):
        GraphStore.open("file:///nowhere", "neo4j", "x")
