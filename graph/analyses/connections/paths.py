"""The k cheapest paths between two entities, in order of time if asked, each with its weakest link."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import networkx as nx

from graph.analyses.connections.ties import ONE_WAY, Tie

STEPS = 6
TRIED = 2000  # paths looked at until enough are in order of time


def cheapest_paths(graph: "nx.Graph[str]", a: str, b: str, count: int, *, in_order: bool) -> list[list[Tie]]:
    """At most `count` paths of at most STEPS ties, cheapest first (Yen 1971); none where there is none.

    In order: money and goods are followed only the way they went, and each step can have happened after the one before.
    """
    if a == b or a not in graph or b not in graph or not nx.has_path(graph, a, b):
        return []
    every = islice(nx.shortest_simple_paths(graph, a, b, weight="cost"), TRIED)
    walked = (_walked(graph, nodes, in_order=in_order) for nodes in every if len(nodes) <= STEPS + 1)
    return list(islice((ties for ties in walked if ties is not None), count))


def _walked(graph: "nx.Graph[str]", nodes: Sequence[str], *, in_order: bool) -> list[Tie] | None:
    """A tie for each step; None where they cannot follow one another."""
    chosen, now = [], -(1 << 62)
    for here, there in pairwise(nodes):
        ties: list[Tie] = graph.edges[here, there]["ties"]
        if not in_order:
            chosen.append(ties[0])
            continue
        step = min(_possible(ties, here, now), default=None, key=lambda each: each[0])
        if step is None:
            return None
        now, tie = step
        chosen.append(tie)
    return chosen


def _possible(ties: Sequence[Tie], here: str, now: int) -> Iterator[tuple[int, Tie]]:
    """Ties that can be walked from `here` at or after `now`, with the first moment at which they can."""
    for tie in ties:
        if tie.kind in ONE_WAY and tie.src != here:
            continue
        if not tie.times:
            yield now, tie  # who holds an account holds it at all times
            continue
        later = [at for at in tie.times if at >= now]
        if later:
            yield later[0], tie


def weakest(path: Sequence[Tie]) -> Tie:
    """The tie that the path hangs on: with the fewest rows, of those the first."""
    return min(path, key=lambda tie: tie.count)
