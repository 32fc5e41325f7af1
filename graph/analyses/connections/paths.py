"""The k cheapest paths between two entities, in order of time if asked, each with its weakest link."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count as count_up
from itertools import islice, pairwise
from math import inf

import networkx as nx

from graph.analyses.connections.ties import ONE_WAY, Pair, Tie

STEPS = 6
TRIED = 2000  # paths looked at until enough are in order of time
MORE_AT_ONCE = 8  # times as many are told at once as before, where those were not enough
Tell = Callable[[Collection[Pair]], None]


def cheapest_paths(
    graph: "nx.Graph[str]", a: str, b: str, count: int, *, in_order: bool, tell: Tell = lambda _: None
) -> list[list[Tie]]:
    """At most `count` paths of at most STEPS ties, cheapest first; none where there is none.

    Beginnings are followed in the order of what a whole path through them costs at least, which is known exactly from
    the other end (A*: Hart, Nilsson and Raphael 1968, doi:10.1109/TSSC.1968.300136).
    In order: money and goods are followed only the way they went, and each step can have happened after the one before.
    tell: puts the ties of some pairs into the graph, where it only knows what they cost.
    """
    if a == b or a not in graph or b not in graph:
        return []
    every = islice(_by_cost(graph, a, b, _to_go(graph, a, b)), TRIED)
    found, at_once = list[list[Tie]](), count
    while len(found) < count and (some := list(islice(every, at_once))):
        tell({pair for nodes in some for pair in pairwise(nodes)})
        walked = (_walked(graph, nodes, in_order=in_order) for nodes in some)
        found += [ties for ties in walked if ties is not None]
        at_once *= MORE_AT_ONCE
    return found[:count]


def _to_go(graph: "nx.Graph[str]", a: str, b: str) -> list[dict[str, float]]:
    """What it costs at least to reach `b` in so many steps or fewer, of nodes that lie on a way from `a`."""
    near = nx.single_source_shortest_path_length(graph, a, cutoff=STEPS)
    found, changed = [{b: 0.0}], {b: 0.0}
    for step in range(1, STEPS + 1):
        best, better = dict(found[-1]), dict[str, float]()
        for node, cost in changed.items():
            for other, tie in graph.adj[node].items():
                if near.get(other, STEPS) + step <= STEPS and cost + tie["cost"] < best.get(other, inf):
                    best[other] = better[other] = cost + tie["cost"]
        found, changed = [*found, best], better
    return found


def _by_cost(graph: "nx.Graph[str]", a: str, b: str, to_go: Sequence[Mapping[str, float]]) -> Iterator[tuple[str, ...]]:
    """Paths from `a` to `b` without a node twice, the cheapest first."""
    turn = count_up()
    begun: list[tuple[float, int, float, tuple[str, ...]]] = [(to_go[STEPS].get(a, inf), next(turn), 0.0, (a,))]
    while begun:
        _, _, cost, path = heappop(begun)
        if path[-1] == b:
            yield path
            continue
        rest = to_go[STEPS - len(path)] if len(path) <= STEPS else {}
        for other, tie in graph.adj[path[-1]].items():
            if other in rest and other not in path:
                so_far = cost + tie["cost"]
                heappush(begun, (so_far + rest[other], next(turn), so_far, (*path, other)))


def _walked(graph: "nx.Graph[str]", nodes: Sequence[str], *, in_order: bool) -> list[Tie] | None:
    """A tie for each step; None where they cannot follow one another."""
    chosen, now = [], -(1 << 62)
    for here, there in pairwise(nodes):
        ties: list[Tie] = graph.edges[here, there].get("ties", [])
        if not ties:
            return None  # gone since it was counted
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
