"""The CPM kernel against igraph, networkx and the properties that Leiden promises."""

from random import Random

import igraph
import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import IzderError
from graph.communities import Graph, partition, quality
from graph.communities.kernel import Level, aggregate, move_nodes, refine, renumber
from graph.communities.louvain import as_networkx


def level_of(graph):
    return Level(graph.starts, graph.targets, graph.weights.astype(np.float32), np.ones(graph.size, np.int32))


def by_igraph(twin, resolution, seed):
    igraph.set_random_number_generator(Random(seed))  # noqa: S311  a seeded draw, nothing secret
    found = twin.community_leiden(objective_function="CPM", weights="weight", resolution=resolution, n_iterations=2)
    return np.array(found.membership)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("resolution", [0.02, 0.1, 0.4])
def test_scores_at_least_99_percent_of_igraph_on_random_graphs(draw, as_igraph, seed, resolution):
    graph = draw.uniform(seed, nodes=50 * (seed + 1), edges=250 * (seed + 1), weighted=seed % 2 == 1)
    theirs = [quality(graph, by_igraph(as_igraph(graph), resolution, again), resolution) for again in range(5)]
    assert quality(graph, partition(graph, resolution, seed), resolution) >= 0.99 * np.mean(theirs)


def test_a_single_try_scores_as_igraph_does_on_average(draw, as_igraph):
    graphs = [draw.uniform(seed, nodes=1000, edges=6000) for seed in range(10)]
    theirs = [quality(graph, by_igraph(as_igraph(graph), 0.1, 1), 0.1) for graph in graphs]
    ours = [quality(graph, partition(graph, 0.1, 1, tries=1), 0.1) for graph in graphs]
    assert sum(ours) >= 0.99 * sum(theirs)


def test_quality_is_igraph_s_cpm_quality_up_to_its_constants(draw, as_igraph):
    graph = draw.uniform(3, weighted=True)
    twin, total = as_igraph(graph), graph.weights.sum()  # igraph divides by 2 m and counts each node with itself
    found = twin.community_leiden(objective_function="CPM", weights="weight", resolution=0.1)
    ours = quality(graph, np.array(found.membership), 0.1)
    assert found.quality == pytest.approx((2 * ours - 0.1 * graph.size) / total)


@pytest.mark.parametrize("seed", range(5))
def test_finds_planted_groups(draw, agreement, seed):
    graph, planted = draw.planted(seed)
    assert agreement(partition(graph, 0.2, seed), planted) > 0.95


def lfr_of(mixing):
    lfr = nx.LFR_benchmark_graph(600, 2.5, 1.5, mixing, average_degree=12, max_degree=40, min_community=12,
                                 max_community=60, seed=11)
    truth = {node: min(data["community"]) for node, data in lfr.nodes(data=True)}
    edges = pl.DataFrame([(f"{a:04d}", f"{b:04d}") for a, b in lfr.edges], schema=["src", "dst"], orient="row")
    graph = Graph.from_edges(edges, [f"{node:04d}" for node in lfr])
    return graph, [truth[int(name)] for name in graph.ids]


@pytest.mark.parametrize(("mixing", "least"), [(0.1, 0.9), (0.3, 0.9), (0.5, 0.55)])
def test_finds_the_communities_of_an_lfr_benchmark_and_no_worse_than_igraph(as_igraph, agreement, mixing, least):
    graph, truth = lfr_of(mixing)
    ours = agreement(partition(graph, 0.12, 1), truth)
    theirs = [agreement(by_igraph(as_igraph(graph), 0.12, seed), truth) for seed in range(3)]
    assert ours > least
    assert ours >= np.mean(theirs) - 0.02


GRAPHS = st.builds(
    lambda nodes, seed, density: (nodes, np.random.default_rng(seed).integers(0, nodes, (2, int(density * nodes)))),
    st.integers(1, 60), st.integers(0, 10_000), st.floats(0, 6),
)


@settings(max_examples=60, deadline=None)
@given(GRAPHS, st.floats(0.01, 1.5), st.integers(0, 5))
def test_every_community_is_connected_and_the_whole_is_never_worse_than_all_alone(draw_ends, resolution, seed):
    nodes, ends = draw_ends
    graph = Graph.from_codes(pl.Series("id", [f"{n:03d}" for n in range(nodes)]), *ends)
    member = partition(graph, resolution, seed)
    twin = as_networkx(graph)
    assert sorted(set(member.tolist())) == list(range(member.max() + 1))
    for community in range(member.max() + 1):
        assert nx.is_connected(twin.subgraph(np.flatnonzero(member == community).tolist()))
    assert quality(graph, member, resolution) >= -1e-6


@settings(max_examples=60, deadline=None)
@given(GRAPHS, st.floats(0.01, 1.5), st.integers(0, 5))
def test_refinement_keeps_within_communities_in_connected_parts_that_pay(draw_ends, resolution, seed):
    nodes, ends = draw_ends
    graph = Graph.from_codes(pl.Series("id", [f"{n:03d}" for n in range(nodes)]), *ends)
    level, member = level_of(graph), np.arange(nodes, dtype=np.int32)
    move_nodes(level, member, resolution, seed)
    part = refine(level, member, resolution, seed)
    twin = as_networkx(graph)
    for label in set(part.tolist()):
        inside = np.flatnonzero(part == label)
        assert len(set(member[inside].tolist())) == 1
        assert nx.is_connected(twin.subgraph(inside.tolist()))
        pairs = len(inside) * (len(inside) - 1) / 2
        assert twin.subgraph(inside.tolist()).size("weight") >= resolution * pairs - 1e-6


@settings(max_examples=30, deadline=None)
@given(GRAPHS, st.floats(0.05, 1.0), st.integers(0, 3))
def test_no_two_communities_gain_by_becoming_one(draw_ends, resolution, seed):
    """Gamma separation: between any two communities lies no more than the resolution times their pairs."""
    nodes, ends = draw_ends
    graph = Graph.from_codes(pl.Series("id", [f"{n:03d}" for n in range(nodes)]), *ends)
    member = partition(graph, resolution, seed, iterations=10, tries=1)
    owner = np.repeat(member, np.diff(graph.starts))
    between = np.zeros((member.max() + 1,) * 2)
    np.add.at(between, (owner, member[graph.targets]), graph.weights)
    np.fill_diagonal(between, 0.0)
    sizes = np.bincount(member)
    assert (between <= resolution * np.outer(sizes, sizes) + 1e-5).all()


def test_aggregation_keeps_the_weight_between_parts(draw):
    graph = draw.uniform(5, weighted=True)
    level, part = level_of(graph), np.random.default_rng(0).integers(0, 30, graph.size).astype(np.int32)
    count = renumber(part)
    above = aggregate(level, part, count)
    dense = np.zeros((count, count))
    owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
    np.add.at(dense, (part[owner], part[graph.targets]), graph.weights)
    np.fill_diagonal(dense, 0)
    found = np.zeros((count, count))
    found[np.repeat(np.arange(count), np.diff(above.starts)), above.targets] = above.weights
    assert np.allclose(found, dense)
    assert above.sizes.tolist() == np.bincount(part).tolist()


def test_the_same_seed_gives_the_same_partition_and_another_may_not(draw):
    graph = draw.uniform(1, nodes=400, edges=2400)
    assert np.array_equal(partition(graph, 0.1, 7), partition(graph, 0.1, 7))
    assert any(not np.array_equal(partition(graph, 0.1, 7), partition(graph, 0.1, seed)) for seed in range(5))


def test_a_later_pass_never_lowers_the_score(draw):
    graph = draw.uniform(2, nodes=2000, edges=12_000)
    scores = [quality(graph, partition(graph, 0.05, 3, iterations, tries=1), 0.05) for iterations in (1, 2, 5)]
    assert scores == sorted(scores)


def test_starts_from_a_given_partition(draw):
    graph, planted = draw.planted(4, inside=0.9, noise=50)
    assert quality(graph, partition(graph, 0.2, 0, start=planted), 0.2) >= quality(graph, planted, 0.2)


@pytest.mark.parametrize("start", [[0, 1], [0] * 9 + [10], [0] * 9 + [-1]])
def test_refuses_what_is_no_partition_of_the_graph(draw, start):
    with pytest.raises(IzderError, match="has 10 labels"):
        partition(draw.uniform(0, nodes=10, edges=20), start=np.array(start))


@pytest.mark.parametrize("resolution", [0.0, -0.1, float("nan")])
def test_refuses_a_resolution_that_says_nothing(draw, resolution):
    with pytest.raises(IzderError, match="above 0"):
        partition(draw.uniform(0), resolution)


def test_an_empty_graph_has_no_communities_and_a_lone_node_is_its_own():
    empty = Graph.from_edges(pl.DataFrame(schema={"src": pl.String, "dst": pl.String}))
    assert partition(empty).tolist() == []
    apart = Graph.from_edges(pl.DataFrame(schema={"src": pl.String, "dst": pl.String}), ["a", "b"])
    assert partition(apart).tolist() == [0, 1]
