"""No question walks the whole graph: each begins at an id through the index, registers of arrests excepted."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
from neo4j import Driver, GraphDatabase

from graph.server.configuration import USER
from queries import catalogue
from queries.binding import bind

SCANS = ("AllNodesScan", "RelationshipsScan", "RelationshipTypeScan", "NodeByLabelScan")
REGISTERS = {"arrests_nearby", "repeat_arrests", "loaded_sources", "runs"}  # hundreds, where calls are millions
TYPED = {"integer": 7, "date": "2025-10-03", "time": "2025-10-03 12:00", "money": "1000", "kind": "calls"}
PEOPLE, EVENTS = 1_000, 5_000


@pytest.fixture
def driver(neo4j_server, crowd) -> Iterator[Driver]:
    auth = (USER, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as opened:
        opened.execute_query("CALL db.prepareForReplanning(60)")  # else it plans for the empty graph of a moment ago
        yield opened


@pytest.fixture
def crowd(store) -> None:
    """A graph large enough for the planner to prefer an index."""
    ids = {
        "Person": [f"person:{n}" for n in range(PEOPLE)],
        "Phone": [f"phone:+770{n:08}" for n in range(PEOPLE)],
        "Account": [f"account:KZ{n:018}" for n in range(PEOPLE)],
        "Arrest": [f"arrest:{n}/1" for n in range(PEOPLE // 10)],
    }
    for label, keys in ids.items():
        store.upsert_nodes(label, pl.DataFrame({"id": keys}))
    for kind, src, dst, count in (
        ("SUBSCRIBES", "Person", "Phone", PEOPLE),
        ("HOLDS", "Person", "Account", PEOPLE),
        ("ARRESTED_IN", "Person", "Arrest", PEOPLE // 10),
        ("CALLED", "Phone", "Phone", EVENTS),
        ("TRANSFERRED", "Account", "Account", EVENTS),
    ):
        rows = pl.DataFrame({
            "id": [f"{kind}{n}" for n in range(count)],
            "src": [ids[src][n % len(ids[src])] for n in range(count)],
            "dst": [ids[dst][(7 * n + 1) % len(ids[dst])] for n in range(count)],
        })  # fmt: skip
        store.upsert_edges(kind, rows)


def operators(driver: Driver, question) -> list[str]:
    given = {each.name: (each.options or [TYPED.get(each.type, "person:7")])[0] for each in question.parameters}
    plan = driver.execute_query(f"EXPLAIN {question.cypher}", bind(question, given, 11)).summary.plan
    return list(walk(plan))


def walk(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from walk(child)


def test_every_question_begins_at_the_index(driver: Driver) -> None:
    """One test for all, because the crowd is loaded once a test."""
    used = {
        question.name: {scan for operator in operators(driver, question) for scan in SCANS if scan in operator}
        for question in catalogue().values()
        if question.cypher
    }
    allowed = {name: {"NodeByLabelScan"} if name in REGISTERS else set() for name in used}
    assert {name: scans for name, scans in used.items() if scans - allowed[name]} == {}
