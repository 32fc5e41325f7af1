"""Stability: in how many of n seeded runs does a member end up in a community that is the candidate again."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from graph.communities.cpm import partition
from graph.communities.csr import Graph, Longs
from graph.communities.pool import RESOLUTIONS

REGION = 2000  # nodes around a candidate, at most
MATCH = 0.5  # Jaccard from which a community is the candidate again


def stability(
    graph: Graph, members: Collection[str], runs: int = 100, seed: int = 0, *,
    resolution: float | None = None, region: int = REGION,
) -> dict[str, float]:
    """Share of runs (0-1) in which each member is in a community with Jaccard >= .5 to the candidate.

    The runs differ in their seed and see the candidate's region: its members and up to `region` neighbours, those
    most tied to it first. `resolution` None takes the one of the pool at which the candidate comes back best.
    A member that the graph does not hold has 0.
    """
    codes = graph.codes(members)
    around = surroundings(graph, codes, region)
    near, inside = graph.subgraph(around), np.isin(around, codes)
    if resolution is None:
        resolution = _best_resolution(near, inside, len(set(members)), seed)
    hits = np.zeros(len(around), np.int64)
    for run in range(runs):
        hits += recovered(partition(near, resolution, seed + run, tries=1), inside, len(set(members)))[0]
    shares = dict(zip(near.names(np.flatnonzero(inside)), (hits[inside] / max(runs, 1)).tolist(), strict=True))
    return {member: shares.get(member, 0.0) for member in members}


def surroundings(graph: Graph, codes: Longs, limit: int = REGION) -> Longs:
    """Positions of some nodes and of up to `limit` neighbours, those with the most weight to them first; ascending."""
    _, neighbour, weight = graph.rows(codes)
    pull = np.bincount(neighbour, weight, minlength=graph.size)
    pull[codes] = 0.0
    others = np.flatnonzero(pull)
    nearest = others[np.lexsort((others, -pull[others]))][:limit]
    return np.sort(np.concatenate([codes, nearest])).astype(np.int64)


def recovered(membership: NDArray[np.integer], inside: NDArray[np.bool_], size: int) -> tuple[NDArray[np.bool_], float]:
    """Which members are in a community that is the candidate again (Jaccard >= .5), and the best Jaccard of any.

    `inside` marks the candidate's nodes; `size` is how many members it has, with those the graph does not hold.
    """
    both = np.bincount(membership[inside], minlength=int(membership.max(initial=0)) + 1)
    counts = np.bincount(membership, minlength=len(both))
    jaccard = both / np.maximum(counts + size - both, 1)
    return (jaccard[membership] >= MATCH) & inside, float(jaccard.max(initial=0.0))


def _best_resolution(near: Graph, inside: NDArray[np.bool_], size: int, seed: int) -> float:
    return max(RESOLUTIONS, key=lambda resolution: recovered(partition(near, resolution, seed), inside, size)[1])
