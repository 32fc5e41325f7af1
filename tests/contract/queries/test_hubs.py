"""Who has very many neighbours is answered from a part of them, and it is said: no question reads them all."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from evaluation.bench.hubs import PAIRS, asked, make
from graph.ask import ask
from graph.server.configuration import USER

NEIGHBOURS, MOST = 6_000, 30
LIMIT = 10
# these look for what lies within hours of a moment, and look at the times of all to find it
BY_TIME = {"calls_around_arrest", "calls_at_place", "calls_in_custody", "silent_after_arrest"}


class Profiled:
    """A store that counts what Neo4j touches for each read, and lets an answer look at MOST edges."""

    def __init__(self, driver: Driver) -> None:
        self._driver, self.most_hits = driver, 0

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = 60.0) -> list[Any]:
        found = self._driver.execute_query(f"PROFILE {cypher}", {**(params or {}), "most": MOST})
        self.most_hits = max(self.most_hits, _hits(found.summary.profile))
        return [record.data() for record in found.records]


def _hits(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits") or 0) + sum(_hits(each) for each in plan.get("children", ()))


@pytest.fixture
def profiled(neo4j_server, store) -> Iterator[Profiled]:
    make(store, NEIGHBOURS)
    auth = (USER, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        driver.execute_query("CALL db.prepareForReplanning(60)")
        yield Profiled(driver)


def test_no_question_reads_all_neighbours_of_a_hub(profiled) -> None:
    """One test for all, because the hub is loaded once a test."""
    read_all = {}
    for pair in PAIRS.values():
        for name, given in asked(*pair).items():
            profiled.most_hits = 0
            answer = ask(profiled, name, given, LIMIT, language="en", timeout_s=60)
            if profiled.most_hits >= NEIGHBOURS and name not in BY_TIME:
                read_all[name, pair[0]] = profiled.most_hits
            hub = pair[0] in ",".join(given.values())
            assert not hub or any("One answer looks at" in note for note in answer.notes), name
    assert read_all == {}
