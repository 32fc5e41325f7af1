"""Ties by chance: degrees and blocks stay, and a search for communities finds in them what the rate allows."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from graph.communities import Graph, pool
from graph.communities.rewiring import rewired
from graph.networks.discovery import adjusted

NODES, TIES, WORLDS, RATE = 80, 200, 10, 0.2


def drawn(seed: int, nodes: int, ties: int) -> np.ndarray:
    """Pairs of different nodes, each once."""
    ends = np.sort(np.random.default_rng(seed).integers(0, nodes, (ties, 2)), axis=1)
    return np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1000), st.integers(20, 60), st.integers(1, 4))
def test_every_node_keeps_its_ties_and_every_tie_its_block(seed: int, nodes: int, blocks: int) -> None:
    a, b = drawn(seed, nodes, 2 * nodes).T
    block = (a % blocks) * blocks + b % blocks
    new = rewired(a, b, block, seed)
    for which in np.unique(block):
        assert np.array_equal(np.sort(new[block == which]), np.sort(b[block == which]))
    assert np.array_equal(rewired(a, b, block, seed), new)


def test_where_there_is_room_nobody_is_tied_to_himself_or_twice() -> None:
    a, b = drawn(1, 300, 900).T
    new = rewired(a, b, np.zeros(len(a), np.int64), 5)
    assert (a != new).all()
    assert len({tuple(sorted(pair)) for pair in zip(a.tolist(), new.tolist(), strict=True)}) == len(a)
    assert (new != b).mean() > 0.9


def test_a_tie_is_as_often_between_two_nodes_as_their_degrees_say() -> None:
    """Against the configuration model: expected ties of two nodes are the product of their degrees over the ends."""
    a = np.array([0] * 6 + [1, 2, 3, 4, 5, 6, 7, 8] * 2, np.int64)
    b = np.array([9 + place % 12 for place in range(len(a))], np.int64)
    hits = sum(bool(((a == 0) & (rewired(a, b, np.zeros_like(a), seed) == 9)).any()) for seed in range(2000))
    assert hits / 2000 == pytest.approx(6 * (b == 9).sum() / len(a), abs=0.05)


def scores(a: np.ndarray, b: np.ndarray) -> list[float]:
    """What a search for communities finds: each with its inner weight above one tie in ten pairs."""
    graph = Graph.from_codes(pl.Series("id", [f"n{node:03d}" for node in range(NODES)]), a, b)
    return [each.inside - 0.1 * len(each.members) * (len(each.members) - 1) / 2 for each in pool(graph, [0.2])]


def discoveries(a: np.ndarray, b: np.ndarray, seed: int) -> list[float]:
    found, block = scores(a, b), np.zeros(len(a), np.int64)
    null = [score for world in range(WORLDS) for score in scores(a, rewired(a, b, block, 1000 * seed + world))]
    rates = adjusted(found, null, len(found), WORLDS)
    return [score for score, rate in zip(found, rates, strict=True) if rate <= RATE]


def test_in_random_graphs_the_rate_of_false_discoveries_holds() -> None:
    """Every discovery is false here, so a graph with any counts; 100 graphs tell .2 from .32 (three deviations)."""
    false = sum(bool(discoveries(*drawn(seed, NODES, TIES).T, seed)) for seed in range(100))
    assert false / 100 <= RATE + 3 * (RATE * (1 - RATE) / 100) ** 0.5


def test_a_group_that_is_really_there_is_discovered() -> None:
    group = np.array([(i, j) for i in range(9) for j in range(i)])
    a, b = np.unique(np.vstack([drawn(3, NODES, TIES), np.sort(group, axis=1)]), axis=0).T
    assert discoveries(a, b, 1)


def test_the_adjustment_is_that_of_benjamini_and_hochberg() -> None:
    null = list(np.random.default_rng(0).normal(size=300))
    found = [2.5, 0.1, 3.9, -1.0]
    p = [(1 + sum(each >= score for each in null)) / (1 + 20 * 6) for score in found]
    oracle = false_discovery_control([min(each, 1.0) for each in [*p, 1.0, 1.0]], method="bh")[:4]
    assert adjusted(found, null, 6, 20) == pytest.approx(oracle)
