"""Random graphs, and igraph's reading of them."""

import igraph
import numpy as np
import polars as pl
import pytest

from graph.communities import Graph


class Draw:
    """Random graphs by seed."""

    def uniform(self, seed, nodes=200, edges=800, weighted=False):
        rng = np.random.default_rng(seed)
        weights = rng.integers(1, 5, edges) / 2 if weighted else None
        return Graph.from_codes(self.ids(nodes), rng.integers(0, nodes, edges), rng.integers(0, nodes, edges), weights)

    def planted(self, seed, groups=20, size=12, inside=0.5, noise=600):
        """Groups of which each pair is tied with probability `inside`, and `noise` ties anywhere; and who is where."""
        rng = np.random.default_rng(seed)
        label = rng.permutation(np.repeat(np.arange(groups), size))
        a, b = np.triu_indices(groups * size, 1)
        tied = (label[a] == label[b]) & (rng.random(len(a)) < inside)
        c, d = rng.integers(0, groups * size, (2, noise))
        return Graph.from_codes(self.ids(groups * size), np.r_[a[tied], c], np.r_[b[tied], d]), label

    @staticmethod
    def ids(nodes):
        return pl.Series("id", [f"person:{number:06d}" for number in range(nodes)])


@pytest.fixture(scope="session")
def draw():
    return Draw()


@pytest.fixture(scope="session")
def as_igraph():
    """The same graph in igraph: the oracle."""

    def build(graph):
        owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
        once = owner < graph.targets
        twin = igraph.Graph(graph.size, np.column_stack([owner[once], graph.targets[once]]))
        twin.es["weight"] = graph.weights[once]
        return twin

    return build


@pytest.fixture(scope="session")
def agreement():
    """Normalised mutual information of two partitions, by igraph."""
    return lambda a, b: igraph.compare_communities(list(a), list(b), method="nmi")
