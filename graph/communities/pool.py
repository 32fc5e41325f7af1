"""The pool: CPM communities at several resolutions, without repeats. One partition sees one scale; groups have many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.communities.community import Community, communities
from graph.communities.cpm import partition
from graph.communities.csr import Graph

RESOLUTIONS = (0.4, 0.2, 0.1, 0.05, 0.025)
SIZES = (4, 100)
ALIKE = 0.9  # from this Jaccard on, two communities are one


def pool(
    graph: Graph, resolutions: Sequence[float] = RESOLUTIONS, seed: int = 0, *,
    sizes: tuple[int, int] = SIZES, alike: float = ALIKE,
) -> list[Community]:
    """CPM communities of the wanted sizes at each resolution, finest first, each kept once.

    Where the weights of `graph` are layers (`flatten`), a resolution is layers per pair of members.
    """
    found: list[Community] = []
    for resolution in sorted(resolutions, reverse=True):
        found += communities(graph, partition(graph, resolution, seed), "cpm", resolution, sizes)
    return deduplicate(found, alike)


def deduplicate(found: Iterable[Community], alike: float = ALIKE) -> list[Community]:
    """The communities in their order, less those whose Jaccard with an earlier one is at least `alike`."""
    kept: list[Community] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for candidate in found:
        if _nearest(candidate, kept, holders) >= alike:
            continue
        for member in candidate.members:
            holders[member].append(len(kept))
        kept.append(candidate)
    return kept


def _nearest(candidate: Community, kept: Sequence[Community], holders: dict[str, list[int]]) -> float:
    shared: dict[int, int] = defaultdict(int)
    for member in candidate.members:
        for number in holders.get(member, ()):
            shared[number] += 1
    size = len(candidate.members)
    return max((n / (size + len(kept[i].members) - n) for i, n in shared.items()), default=0.0)
