"""Stage 2: candidates. A registry of proposers; a candidate is a set of coloured entities and who proposed it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from graph.communities import Community, Graph, find, flatten, pool
from graph.indicators.scene import Scene
from graph.networks.ties import whole

RESOLUTIONS = (0.003, 0.006, 0.0125, 0.025, 0.05, 0.1, 0.2, 0.4)  # ties per pair, coarse first
SIZES = (2, 200)
COLOURED = 3  # coloured entities that a community of the whole graph must hold to be looked at


@dataclass(frozen=True, slots=True)
class Candidate:
    """Coloured entities that a proposer put together: hubs, users of work lines, people."""

    members: frozenset[str]
    proposer: str


Proposer = Callable[[Scene, Graph, int], Iterator[Candidate]]
"""scene, graph of coloured ties, seed -> candidates."""


def candidates(scene: Scene, ties: Mapping[str, pl.DataFrame], seed: int = 0) -> list[Candidate]:
    """What all proposers propose, in the order of the registry, coarse before fine."""
    graph = flatten(ties)
    return [each for propose in PROPOSERS.values() for each in propose(scene, graph, seed)]


def _cpm_coloured(_: Scene, graph: Graph, seed: int) -> Iterator[Candidate]:
    """CPM over what is coloured, pooled over resolutions."""
    for resolution in RESOLUTIONS:
        yield from _sized(find(graph, "cpm", seed, {"resolution": resolution}), "cpm_coloured")


def _louvain(_: Scene, graph: Graph, seed: int) -> Iterator[Candidate]:
    """Louvain over what is coloured: the familiar method, to compare with."""
    yield from _sized(find(graph, "louvain", seed) if graph.edges else [], "louvain")


def _cpm_whole(scene: Scene, graph: Graph, seed: int) -> Iterator[Candidate]:
    """CPM pool over all money and calls; of a community only what is coloured is proposed."""
    coloured = set(graph.ids)
    for community in pool(whole(scene), seed=seed):
        members = coloured.intersection(community.members)
        if len(members) >= COLOURED:
            yield Candidate(frozenset(members), "cpm_whole")


def _single_till(scene: Scene, _: Graph, __: int) -> Iterator[Candidate]:
    """Each sink for itself, with its cards: rings of which little else is seen."""
    hubs = scene.accounts.filter(pl.col("colour") != "card")["account"]
    yield from (Candidate(frozenset({hub}), "single_till") for hub in hubs)


PROPOSERS: Mapping[str, Proposer] = {
    "cpm_coloured": _cpm_coloured, "cpm_whole": _cpm_whole, "louvain": _louvain, "single_till": _single_till,
}


def _sized(found: list[Community], proposer: str) -> Iterator[Candidate]:
    for community in found:
        if SIZES[0] <= len(community.members) <= SIZES[1]:
            yield Candidate(frozenset(community.members), proposer)
