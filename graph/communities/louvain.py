"""Modularity communities by python-louvain: the familiar method, to compare with."""

from collections.abc import Mapping

import community as python_louvain
import networkx as nx
import numpy as np

from graph.communities.community import Community, communities
from graph.communities.csr import Graph


def louvain(graph: Graph, seed: int, parameters: Mapping[str, float]) -> list[Community]:
    """Louvain's modularity partition (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008).

    Parameters: resolution (1 = plain modularity; python-louvain's meaning, larger means larger communities).
    """
    resolution = parameters.get("resolution", 1.0)
    found = python_louvain.best_partition(as_networkx(graph), resolution=resolution, random_state=seed)
    member = np.array([found[node] for node in range(graph.size)], dtype=np.int32)
    return communities(graph, member, "louvain", resolution)


def as_networkx(graph: Graph) -> "nx.Graph[int]":
    """The same graph for networkx; nodes are positions in `graph.ids`."""
    twin: nx.Graph[int] = nx.Graph()
    twin.add_nodes_from(range(graph.size))
    owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
    once = owner < graph.targets
    lines = zip(owner[once].tolist(), graph.targets[once].tolist(), graph.weights[once].tolist(), strict=True)
    twin.add_weighted_edges_from(lines)
    return twin
