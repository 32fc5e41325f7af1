"""Paths and joining networks beside brute force on random ties."""

from itertools import combinations, pairwise, permutations
from typing import Any, cast

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.connections.paths import cheapest_paths, weakest
from graph.analyses.connections.ties import Around, Tie, add
from graph.analyses.joining_network import smallest
from graph.analyses.reading import Reads

NAMES = "abcdef"


@st.composite
def worlds(draw: st.DrawFn) -> tuple[nx.Graph, list[Tie]]:
    """Ties among six entities, some of money, at up to three moments each."""
    ends = st.sampled_from(NAMES)
    times = st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True)
    rows = draw(st.lists(st.tuples(ends, ends, st.booleans(), times), min_size=1, max_size=12))
    ties = [
        Tie(a, b, "TRANSFERRED" if money else "CALLED", len(at), min(at), max(at), tuple(sorted(at)))
        for a, b, money, at in rows
        if a != b
    ]
    graph: nx.Graph = nx.Graph()
    for tie in ties:
        add(graph, tie, cheapest=True)
    return graph, ties


def every_path(graph: nx.Graph, a: str, b: str) -> list[tuple[str, ...]]:
    middles = [each for n in range(len(NAMES) - 1) for each in permutations([x for x in NAMES if x not in (a, b)], n)]
    paths = [(a, *middle, b) for middle in middles]
    return [path for path in paths if all(graph.has_edge(x, y) for x, y in pairwise(path))]


def cost(graph: nx.Graph, path: tuple[str, ...]) -> float:
    return sum(graph.edges[x, y]["cost"] for x, y in pairwise(path))


@settings(max_examples=80)
@given(worlds(), st.integers(1, 4))
def test_the_cheapest_paths_are_those_of_brute_force(world, count: int) -> None:
    graph, _ = world
    found = cheapest_paths(graph, "a", "b", count, in_order=False)
    best = sorted(cost(graph, path) for path in every_path(graph, "a", "b"))[:count]
    assert [sum(tie.cost(cheapest=True) for tie in path) for path in found] == pytest.approx(best)
    assert all(weakest(path).count == min(tie.count for tie in path) for path in found)


@settings(max_examples=80)
@given(worlds())
def test_paths_in_order_of_time_are_those_that_could_be_walked(world) -> None:
    graph, ties = world

    def walkable(path: tuple[str, ...]) -> bool:
        moments = {-1}
        for here, there in pairwise(path):
            steps = [tie for tie in ties if {tie.src, tie.dst} == {here, there}]
            steps = [tie for tie in steps if tie.kind != "TRANSFERRED" or tie.src == here]
            moments = {at for tie in steps for at in tie.times if at >= min(moments)}
            if not moments:
                return False
        return True

    found = cheapest_paths(graph, "a", "b", 1000, in_order=True)
    assert len(found) == sum(walkable(path) for path in every_path(graph, "a", "b"))


@settings(max_examples=60)
@given(worlds(), st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
def test_a_joining_network_joins_and_keeps_its_bound(world, entities: list[str]) -> None:
    graph, _ = world
    tree, left = smallest(graph, entities)
    inside = [each for each in entities if each not in left]
    if len(inside) < 2:
        assert not tree
        return
    joined = nx.Graph(tree)
    assert nx.is_tree(joined) and set(inside) <= set(joined)
    best = min(_cheapest_tree(graph.subgraph([*inside, *more]))
               for n in range(len(NAMES)) for more in combinations([x for x in graph if x not in inside], n)
               if nx.is_connected(graph.subgraph([*inside, *more])))  # fmt: skip
    factor = 2 * (1 - 1 / len(inside))
    assert sum(graph.edges[pair]["cost"] for pair in tree) <= best * factor + 1e-9


def _cheapest_tree(graph: nx.Graph) -> float:
    return sum(data["cost"] for _, _, data in nx.minimum_spanning_edges(graph, weight="cost"))


class Counting:
    """Stands for the reads of an answer: keeps which pairs were asked for."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def table(self, _name: str, **told: Any) -> pl.DataFrame:
        """No ties."""
        self.pairs += zip(told["ones"], told["others"], strict=True)
        return pl.DataFrame()


def test_a_step_that_is_walked_both_ways_is_read_once() -> None:
    reads = Counting()
    around = Around(cast("Reads", reads), {})
    around.graph.add_edge("a", "b", cost=1.0)
    around.tell([("a", "b"), ("b", "a")])
    assert reads.pairs == [("a", "b")]
