"""The registry's `leiden`: igraph's own implementation, where the user has installed igraph (GPL, so not shipped)."""

from collections.abc import Mapping
from importlib.util import find_spec
from random import Random

import numpy as np

from graph.communities.community import Community, communities
from graph.communities.cpm import ITERATIONS, RESOLUTION
from graph.communities.csr import Graph


def available() -> bool:
    """True where igraph can be imported."""
    return find_spec("igraph") is not None


def leiden(graph: Graph, seed: int, parameters: Mapping[str, float]) -> list[Community]:
    """CPM communities by igraph's Leiden. Parameters: resolution, iterations."""
    import igraph  # noqa: PLC0415  optional: only where the user has installed it

    resolution = parameters.get("resolution", RESOLUTION)
    owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
    once = owner < graph.targets
    twin = igraph.Graph(graph.size, np.column_stack([owner[once], graph.targets[once]]))
    igraph.set_random_number_generator(Random(seed))  # noqa: S311  a seeded draw, nothing secret
    try:
        found = twin.community_leiden(
            objective_function="CPM", weights=graph.weights[once].tolist(), resolution=resolution,
            n_iterations=int(parameters.get("iterations", ITERATIONS)),
        )
    finally:
        igraph.set_random_number_generator(Random())  # noqa: S311  as above
    return communities(graph, np.array(found.membership, dtype=np.int32), "leiden", resolution)
