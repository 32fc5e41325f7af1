"""The methods that find communities: an explicit list under one contract."""

from collections.abc import Callable, Mapping

from core.errors import IzderError
from graph.communities import igraph_leiden
from graph.communities.community import Community
from graph.communities.cpm import cpm
from graph.communities.csr import Graph
from graph.communities.labelprop import labelprop
from graph.communities.louvain import louvain

Method = Callable[[Graph, int, Mapping[str, float]], list[Community]]
"""graph, seed, parameters -> communities: disjoint, together every node of the graph, ordered by first member."""

METHODS: Mapping[str, Method] = {"cpm": cpm, "louvain": louvain, "labelprop": labelprop}
OPTIONAL: Mapping[str, Method] = {"leiden": igraph_leiden.leiden}


def methods() -> Mapping[str, Method]:
    """The methods that can run here: `leiden` only where igraph is installed."""
    return {**METHODS, **OPTIONAL} if igraph_leiden.available() else METHODS


def find(graph: Graph, method: str, seed: int = 0, parameters: Mapping[str, float] | None = None) -> list[Community]:
    """Communities by a method of the registry.

    Raises:
        IzderError: there is no such method here.
    """
    known = methods()
    if method not in known:
        hint = " It needs igraph: pip install igraph." if method in OPTIONAL else ""
        raise IzderError(f"No method «{method}»; there are {', '.join(sorted(known))}.{hint}")
    return known[method](graph, seed, parameters or {})
