"""Who holds a network together: measures of its members, by networkx."""

from collections.abc import Iterable, Mapping
from math import isnan

import networkx as nx
import polars as pl

from graph.communities import Graph
from graph.communities.louvain import as_networkx

SCHEMA = {
    "id": pl.String(), "degree": pl.Int64(), "strength": pl.Float64(), "betweenness": pl.Float64(),
    "constraint": pl.Float64(), "core": pl.Int64(), "component": pl.Int64(),
}


def measures(edges: pl.DataFrame, nodes: Iterable[str] = ()) -> pl.DataFrame:
    """Measures of a network (up to a few thousand members), as `measured`; ties are undirected, volumes add up.

    Args:
        edges: columns `src`, `dst` and, where there is one, `weight`.
        nodes: further members, who may have no tie.
    """
    return measured(Graph.from_edges(edges, nodes))


def measured(graph: Graph, *, pivots: int | None = None, seed: int = 0, constraint: bool = True) -> pl.DataFrame:
    """One line per node, ordered by id.

    Args:
        graph: undirected; weights are volumes.
        pivots: betweenness estimated from so many nodes, None: exact.
        seed: draws them.
        constraint: whether to compute it, for it takes long around hubs; else it is null.

    Returns:
        `degree`: neighbours. `strength`: weight of all ties. `betweenness`: share of shortest paths that lead through
        the node, 0-1, each tie one step (Freeman 1977, doi:10.2307/3033543). `constraint`: how closed the node's
        neighbourhood is, low for brokers, null without ties (Burt 1992). `core`: the largest k such that the node is
        in a group whose members have k ties among themselves (Seidman 1983, doi:10.1016/0378-8733(83)90028-X).
        `component`: number of the connected piece, 0 the largest.
    """
    network = as_networkx(graph)
    closed = nx.constraint(network, weight="weight") if graph.edges and constraint else {}
    columns: dict[str, Mapping[int, float]] = {
        "degree": dict(network.degree()),
        "strength": dict(network.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(network, k=pivots, seed=seed),
        "constraint": {node: value for node, value in closed.items() if not isnan(value)},
        "core": nx.core_number(network),
        "component": _components(network),
    }
    values = {name: [column.get(node) for node in range(graph.size)] for name, column in columns.items()}
    return pl.DataFrame({"id": graph.ids.to_list(), **values}, schema=SCHEMA)


def _components(network: "nx.Graph[int]") -> dict[int, int]:
    pieces = sorted(nx.connected_components(network), key=lambda piece: (-len(piece), min(piece)))
    return {node: number for number, piece in enumerate(pieces) for node in piece}
