"""Constant Potts communities by our own kernel: one partition, its quality, and the registry's method `cpm`."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.errors import IzderError
from graph.communities.community import Community, communities
from graph.communities.csr import Graph, Ints
from graph.communities.kernel import Level, leiden

RESOLUTION = 0.1  # a community holds more than this weight per pair
ITERATIONS = 2  # as python-igraph's default
TRIES = 8  # in small graphs one seed is a matter of luck: the best of several is kept
TRIED_EDGES = 1_000_000  # edges looked at by all tries together, about


def partition(
    graph: Graph, resolution: float = RESOLUTION, seed: int = 0, iterations: int = ITERATIONS, *,
    tries: int | None = None, start: NDArray[np.integer] | None = None,
) -> Ints:
    """Community of each node, numbered from 0 by first appearance; every community is connected.

    The best of `tries` seeds by quality; None: as many as come cheap, up to 8 in small graphs, 1 in large ones.
    `start` is a partition to begin with (labels below the number of nodes), for instance yesterday's.

    Raises:
        IzderError: the resolution is not above 0, or `start` is no partition of this graph.
    """
    begin = _begin(graph, resolution, start)
    if not graph.size:
        return begin
    tries = max(1, min(TRIES, TRIED_EDGES // max(graph.edges, 1))) if tries is None else tries
    level = Level(graph.starts, graph.targets, graph.weights.astype(np.float32), np.ones(graph.size, np.int32))
    found = [leiden(level, begin.copy(), resolution, seed * TRIES + number, iterations) for number in range(tries)]
    return found[0] if tries == 1 else max(found, key=lambda member: quality(graph, member, resolution))


def _begin(graph: Graph, resolution: float, start: NDArray[np.integer] | None) -> Ints:
    """Where to begin; checked here, because compiled code reads and writes wherever it is told."""
    if not resolution > 0:
        raise IzderError(f"A resolution must be above 0; this one is {resolution}.")
    if start is None:
        return np.arange(graph.size, dtype=np.int32)
    if len(start) != graph.size or (graph.size and not 0 <= start.min() <= start.max() < graph.size):
        raise IzderError(f"A partition of this graph has {graph.size} labels, each from 0 to below that.")
    return np.asarray(start, dtype=np.int32)


def quality(graph: Graph, membership: NDArray[np.integer], resolution: float) -> float:
    """CPM score: inner weight less `resolution` per pair of members, summed over communities."""
    if not graph.size:
        return 0.0
    owner = np.repeat(membership, np.diff(graph.starts))
    inside = graph.weights[owner == membership[graph.targets]].sum() / 2
    counts = np.bincount(membership).astype(np.float64)
    return float(inside - resolution * (counts * (counts - 1) / 2).sum())


def cpm(graph: Graph, seed: int, parameters: Mapping[str, float]) -> list[Community]:
    """Constant Potts communities (kernel.py says whose method). Parameters: resolution, iterations, tries."""
    resolution = parameters.get("resolution", RESOLUTION)
    tries = int(parameters["tries"]) if "tries" in parameters else None
    member = partition(graph, resolution, seed, int(parameters.get("iterations", ITERATIONS)), tries=tries)
    return communities(graph, member, "cpm", resolution)
