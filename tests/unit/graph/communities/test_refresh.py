"""Communities keep their identity from one day to the next."""

import numpy as np
import polars as pl
import pytest

from graph.communities import Graph, partition, quality
from graph.communities.refresh import carried, refresh


def members(identities):
    found = {}
    for node, identity in identities.items():
        found.setdefault(identity, set()).add(node)
    return found


def of(graph, labels):
    return dict(zip(graph.ids.to_list(), [int(label) for label in labels], strict=True))


def without(graph, share, seed):
    """The graph less a share of its edges."""
    owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
    once = owner < graph.targets
    kept = np.random.default_rng(seed).random(once.sum()) >= share
    return Graph.from_codes(graph.ids, owner[once][kept], graph.targets[once][kept])


def test_on_the_same_graph_everybody_keeps_his_identity(draw):
    graph, planted = draw.planted(1, inside=0.8, noise=100)
    before = refresh(graph, of(graph, planted), 0.2)
    assert refresh(graph, before, 0.2, seed=9) == before


@pytest.mark.parametrize("seed", range(4))
def test_when_ties_come_and_go_nearly_all_keep_it(draw, seed):
    graph, planted = draw.planted(seed, inside=0.7, noise=300)
    before = of(graph, planted)
    after = refresh(without(graph, 0.1, seed), before, 0.2, seed)
    assert np.mean([after[node] == before[node] for node in before]) > 0.95


def test_what_is_found_is_as_good_as_what_is_found_afresh(draw):
    graph, planted = draw.planted(5, inside=0.6, noise=400)
    later = without(graph, 0.2, 1)
    again = refresh(later, of(graph, planted), 0.2)
    labels = pl.Series([again[node] for node in later.ids.to_list()]).rank("dense").cast(pl.Int32).to_numpy() - 1
    assert quality(later, labels, 0.2) >= 0.99 * quality(later, partition(later, 0.2, 0), 0.2)


def test_who_is_new_joins_whom_he_deals_with_and_a_new_group_gets_a_new_identity(draw):
    clique = [(f"a{i}", f"a{j}") for i in range(6) for j in range(i)]
    before = {f"a{i}": 7 for i in range(6)}
    joined = [*clique, *((f"a{i}", "b") for i in range(6)), *((f"c{i}", f"c{j}") for i in range(5) for j in range(i))]
    graph = Graph.from_edges(pl.DataFrame(joined, schema=["src", "dst"], orient="row"))
    after = refresh(graph, before, 0.3)
    assert after["b"] == after["a0"] == 7
    assert {after[f"c{i}"] for i in range(5)} == {8}


def test_the_greater_part_of_a_split_keeps_it_and_a_merger_has_that_of_the_greater():
    split = carried(np.array([3, 3, 3, 3, 3]), np.array([0, 0, 1, 1, 1]), 4)
    assert split.tolist() == [4, 3]
    merged = carried(np.array([0, 0, 1, 1, 1, -1]), np.array([0, 0, 0, 0, 0, 0]), 2)
    assert merged.tolist() == [1]


@pytest.mark.parametrize("seed", range(20))
def test_no_identity_is_given_twice_and_each_is_shared(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.integers(-1, 6, 40), rng.integers(0, 7, 40)
    after = np.unique(after, return_inverse=True)[1]
    names = carried(before, after, 6)
    assert len(set(names.tolist())) == len(names)
    for new, name in enumerate(names.tolist()):
        assert name >= 6 or ((before == name) & (after == new)).any()


def test_an_empty_day_has_no_communities():
    assert refresh(Graph.from_edges(pl.DataFrame(schema={"src": pl.String, "dst": pl.String})), {"a": 1}) == {}
