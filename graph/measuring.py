"""A graph of any make, measured: its size, who holds it together, and its communities by every method we have."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.communities import Community, Graph, find, methods
from graph.communities.cpm import RESOLUTION, quality
from graph.foreign import Foreign
from graph.measures import measured

STEPS = 5_000_000  # nodes times edges that betweenness may look at: some ten seconds
SHARED = 50_000_000  # pairs of neighbours that constraint may look at
FEWEST_PIVOTS = 10


def measure(foreign: Foreign, seed: int = 0) -> dict[str, Any]:
    """One document: nodes, edges, components, density; a line of measures per node; communities by each method.

    Edges count once whatever their direction. In large graphs betweenness is estimated from `pivots` nodes
    (Brandes and Pich 2007, doi:10.1142/S0218127407018403), null where it is exact; constraint is left out where
    it would take minutes. Quality of a partition: modularity (Newman 2004), and the CPM sum at the resolution 0.1.

    Raises:
        IzderError: an edge lacks an end, or has a weight that is not above 0.
    """
    graph = Graph.from_edges(foreign.edges, foreign.nodes)
    pivots = _pivots(graph)
    table = measured(graph, pivots=pivots, seed=seed, constraint=_constrains(graph))
    pairs = graph.size * (graph.size - 1) / 2
    return {
        "nodes": graph.size, "edges": graph.edges, "directed": foreign.directed,
        "components": table["component"].n_unique(), "density": graph.edges / pairs if pairs else 0.0,
        "pivots": pivots, "measures": table.to_dicts(),
        "communities": {method: _partition(graph, find(graph, method, seed)) for method in methods()},
    }  # fmt: skip


def _pivots(graph: Graph) -> int | None:
    """How many nodes betweenness starts from; None: from all."""
    if graph.size * graph.edges <= STEPS:
        return None
    return min(graph.size, max(FEWEST_PIVOTS, STEPS // graph.edges))


def _constrains(graph: Graph) -> bool:
    degrees = graph.starts[1:] - graph.starts[:-1]
    return bool((degrees * degrees).sum() <= SHARED)


def _partition(graph: Graph, found: Sequence[Community]) -> dict[str, Any]:
    number = {node: place for place, community in enumerate(found) for node in community.members}
    return {
        "count": len(found),
        "sizes": sorted((len(community.members) for community in found), reverse=True),
        "quality": {"modularity": _modularity(graph, found), "cpm": _cpm(graph, number)},
        "members": number,
    }


def _modularity(graph: Graph, found: Sequence[Community]) -> float | None:
    """Share of weight inside communities above what chance puts there; None where there is no edge."""
    whole = float(graph.weights.sum()) / 2
    if not whole:
        return None
    return sum(each.inside / whole - ((2 * each.inside + each.boundary) / (2 * whole)) ** 2 for each in found)


def _cpm(graph: Graph, number: Mapping[str, int]) -> float:
    return quality(graph, np.array([number[node] for node in graph.ids], dtype=np.int64), RESOLUTION)
