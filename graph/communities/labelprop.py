"""Communities by label propagation, from networkx: the cheapest thing that could work."""

from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.communities.community import Community, communities
from graph.communities.csr import Graph
from graph.communities.louvain import as_networkx


def labelprop(graph: Graph, seed: int, parameters: Mapping[str, float]) -> list[Community]:
    """Asynchronous label propagation (Raghavan et al. 2007, doi:10.1103/PhysRevE.76.036106). No parameters."""
    found = nx.community.asyn_lpa_communities(as_networkx(graph), weight="weight", seed=seed)
    return communities(graph, as_membership(found, graph.size), "labelprop")


def as_membership(groups: Iterable[Iterable[int]], size: int) -> NDArray[np.int32]:
    """Community of each node from a list of communities."""
    member = np.zeros(size, np.int32)
    for number, nodes in enumerate(groups):
        member[list(nodes)] = number
    return member
