"""Who has very many neighbours is answered from a part of them, and it is said: no question reads them all."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl
import pytest
from neo4j import Driver, GraphDatabase

import graph.analyses.reading
import graph.coverage
import queries.binding
from core import ontology
from evaluation.bench.hubs import asked, make
from graph.ask import ask
from graph.server.configuration import USER
from queries import catalogue

NEIGHBOURS, MOST = 6_000, 30
LIMIT = 10
# these look for what lies within hours of a moment, and look at the times of all to find it
IN_FULL = {"rows_between", "shortest_path"}  # whose answers no number of edges cuts
BY_TIME = {"calls_around_arrest", "calls_at_place", "calls_in_custody", "silent_after_arrest"}


class Profiled:
    """A store that counts what Neo4j touches for each read."""

    def __init__(self, driver: Driver) -> None:
        self._driver, self.most_hits = driver, 0

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = 60.0) -> list[Any]:
        found = self._driver.execute_query(f"PROFILE {cypher}", dict(params or {}))
        self.most_hits = max(self.most_hits, _hits(found.summary.profile))
        return [record.data() for record in found.records]

    def table(
        self, cypher: str, types: Mapping[str, pl.DataType], params: Mapping[str, Any], timeout_s: float = 60.0
    ) -> pl.DataFrame:
        return pl.DataFrame(self.read(cypher, params), schema=types)


def _hits(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits") or 0) + sum(_hits(each) for each in plan.get("children", ()))


@pytest.fixture
def profiled(neo4j_server, store) -> Iterator[Profiled]:
    make(store, NEIGHBOURS)
    auth = (USER, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        driver.execute_query("CALL db.prepareForReplanning(60)")
        yield Profiled(driver)


@pytest.fixture
def looks_at(monkeypatch) -> Callable[[int], None]:
    """Lets an answer look at so many edges."""
    rooms = (graph.coverage, graph.analyses.reading, queries.binding)
    return lambda most: [monkeypatch.setattr(room, "MOST_EDGES", most) for room in rooms]


def test_no_question_reads_all_neighbours_of_a_hub_and_what_is_cut_is_said(profiled, looks_at) -> None:
    """One test for all, because the hub is loaded once a test."""
    read_all, unsaid = {}, set()
    for what, name, given in asked():
        looks_at(MOST)
        profiled.most_hits = 0
        answer = ask(profiled, name, given, LIMIT, language="en", timeout_s=60)
        if profiled.most_hits >= NEIGHBOURS and name not in BY_TIME:
            read_all[name, what] = profiled.most_hits
        if not any("One answer begins" in note or "are looked at" in note for note in answer.notes):
            looks_at(10 * NEIGHBOURS)
            if ask(profiled, name, given, LIMIT, language="en", timeout_s=60).rows != answer.rows:
                unsaid.add((name, what))
        elif name in IN_FULL:
            unsaid.add((name, what))
    assert (read_all, unsaid) == ({}, set())


@pytest.mark.parametrize("read", ["crowded", "step_ends", "step_found"])
def test_what_names_every_kind_of_edge_names_those_of_the_ontology(read: str) -> None:
    text = catalogue()[read].cypher
    assert all(re.search(rf"\b{kind}\b", text) for kind in ontology.load().edges)
