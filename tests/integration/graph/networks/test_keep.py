"""Runs in a real Neo4j: kept whole, found again, replaced without a trace."""

import polars as pl
import pytest

from core.errors import NotFound
from core.networks import Member, Network, Run
from graph.networks.keep import load_run, save_run
from graph.store import GraphStore


def run_of(name: str, started: int, *people: str) -> Run:
    members = tuple(
        Member(id=each, iin=None, name=None, phones=(), role="courier", core=True, score=5.0) for each in people
    )
    network = Network(id=f"network:{name}-01", rank=1, score=5.0, kind="drug_shop", members=members)
    return Run(
        id=f"run:{name}", as_of=None, started_ms=started, seconds=1.0, parameters={"seed": 0}, code_version="1",
        data_hash="d", networks=(network,) if people else (),
    )


@pytest.fixture
def people(store: GraphStore) -> GraphStore:
    store.upsert_nodes("Person", pl.DataFrame({"id": ["person:a", "person:b"]}))
    store.upsert_nodes("Phone", pl.DataFrame({"id": ["phone:+77010012345"]}))
    return store


def test_a_run_comes_back_as_it_was(people: GraphStore) -> None:
    run = run_of("x", 1, "person:a", "person:b")
    save_run(people, run)
    assert load_run(people, "run:x") == run


def test_the_latest_run_is_given_where_none_is_named(people: GraphStore) -> None:
    for run in (run_of("new", 2, "person:a"), run_of("old", 1, "person:b")):
        save_run(people, run)
    assert load_run(people).id == "run:new"


def test_members_lead_to_their_network(people: GraphStore) -> None:
    save_run(people, run_of("x", 1, "person:a", "phone:+77010012345"))
    query = "MATCH (m)-[r:MEMBER_OF]->(:Network)-[:FOUND_IN]->(:Run) RETURN m.id AS id, r.role AS role ORDER BY id"
    found = people.read(query)
    assert found == [{"id": "person:a", "role": "courier"}, {"id": "phone:+77010012345", "role": "courier"}]


def test_a_run_made_again_replaces_itself(people: GraphStore) -> None:
    save_run(people, run_of("x", 1, "person:a", "person:b"))
    save_run(people, run_of("x", 1, "person:a"))
    assert people.read("MATCH (:Network) RETURN count(*) AS n") == [{"n": 1}]
    assert people.read("MATCH ()-[r:MEMBER_OF]->() RETURN count(*) AS n") == [{"n": 1}]


def test_a_run_without_networks_is_kept(people: GraphStore) -> None:
    save_run(people, run_of("x", 1))
    assert load_run(people).networks == ()


def test_a_run_that_is_not_there_is_one_sentence(store: GraphStore) -> None:
    with pytest.raises(NotFound, match="izder detect"):
        load_run(store)
    with pytest.raises(NotFound, match="run:none"):
        load_run(store, "run:none")
