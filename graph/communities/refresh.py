"""Communities found again on a later graph, with the names they had: who was together keeps the identity."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graph.communities.cpm import RESOLUTION, partition
from graph.communities.csr import Graph

Identities = Mapping[str, int]
"""Node id -> identity of its community."""


def refresh(
    graph: Graph, previous: Identities, resolution: float = RESOLUTION, seed: int = 0, iterations: int = 2,
) -> dict[str, int]:  # fmt: skip
    """Identity of every node's community on this graph, looked for from the `previous` partition on.

    A community has the identity of the one it shares most members with, where no other shares more: so the greater part
    of a split keeps it, and what is merged has that of the greater one. New communities have new numbers, above all
    that were. Nodes that are not in `previous` begin alone.
    """
    begin = _begin(graph, previous)
    after = partition(graph, resolution, seed, iterations, tries=1, start=begin)
    known = np.array([previous.get(node, -1) for node in graph.ids.to_list()], np.int64)
    name = carried(known, after, max(previous.values(), default=-1) + 1)
    return dict(zip(graph.ids.to_list(), name[after].tolist(), strict=True))


def carried(before: NDArray[np.int64], after: NDArray[np.integer], fresh: int) -> NDArray[np.int64]:
    """Identity of each community of `after`; `before` holds each node's old identity, -1 for none.

    Pairs that share most come first; of equal ones the older identity, then the earlier community. Each identity is
    given once; communities left without one are numbered from `fresh` on.
    """
    count = int(after.max(initial=-1)) + 1
    shared = (
        pl.DataFrame({"before": before, "after": np.asarray(after, np.int64)}).filter(pl.col("before") >= 0)
        .group_by("before", "after").len().sort("len", "before", "after", descending=[True, False, False])
    )
    names, used = np.full(count, -1, np.int64), set[int]()
    for old, new, _ in shared.iter_rows():
        if names[new] < 0 and old not in used:
            names[new] = old
            used.add(old)
    left = np.flatnonzero(names < 0)
    names[left] = fresh + np.arange(len(left))
    return names


def _begin(graph: Graph, previous: Identities) -> NDArray[np.int32]:
    """The previous partition as labels below the number of nodes; who is new is alone."""
    labels = [previous.get(node) for node in graph.ids.to_list()]
    named = [f"was {label}" if label is not None else f"new {place}" for place, label in enumerate(labels)]
    codes = pl.Series(named, dtype=pl.String).rank("dense").cast(pl.Int32) - 1
    return codes.to_numpy()
