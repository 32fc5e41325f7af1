"""A community: some nodes of a graph that a method put together, and how well they hold."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graph.communities.csr import Graph, Reals


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that a method put together.

    `members` are node ids, sorted. `inside` is the weight of the edges among them, `boundary` of those that leave.
    """

    members: tuple[str, ...]
    method: str
    resolution: float | None
    inside: float
    boundary: float

    @property
    def density(self) -> float:
        """Inner weight per pair of members: above its resolution, a CPM community holds together."""
        pairs = len(self.members) * (len(self.members) - 1) / 2
        return self.inside / pairs if pairs else 0.0

    @property
    def conductance(self) -> float:
        """Share of the members' edge ends that leave: 0 shut off, 1 nothing inside."""
        ends = 2 * self.inside + self.boundary
        return self.boundary / ends if ends else 0.0


def communities(
    graph: Graph, membership: NDArray[np.integer], method: str, resolution: float | None = None,
    sizes: tuple[int, int] = (1, 2**31),
) -> list[Community]:
    """Communities of a partition whose size lies in `sizes` (both ends included), ordered by their first member."""
    counts = np.bincount(membership, minlength=1)
    wanted = np.flatnonzero((counts >= max(sizes[0], 1)) & (counts <= sizes[1])[: len(counts)])
    inside, boundary = _weights(graph, membership, len(counts))
    chosen = np.flatnonzero(np.isin(membership, wanted))
    table = pl.DataFrame({"community": membership[chosen], "id": graph.ids.gather(chosen)})
    grouped = table.group_by("community", maintain_order=True).agg("id")
    return [
        Community(tuple(members), method, resolution, float(inside[c]), float(boundary[c]))
        for c, members in grouped.iter_rows()
    ]


def _weights(graph: Graph, membership: NDArray[np.integer], count: int) -> tuple[Reals, Reals]:
    owner = np.repeat(membership, np.diff(graph.starts))
    same = owner == membership[graph.targets]
    ends = np.bincount(owner, graph.weights, minlength=count)
    within: Reals = np.bincount(owner[same], graph.weights[same], minlength=count).astype(np.float64)
    return within / 2, ends - within
